"""How the labels of published files are compared. Pure."""


def plain(label: str) -> str:
    """Reduce a label to what matters in it: letters and digits, without articles."""
    words = "".join(c if c.isalnum() else " " for c in label.casefold()).split()
    return " ".join(word for word in words if word not in ("a", "an", "the"))
