"""What the database knows of the words that stand in files: code lists and forces."""

from accounts.models import Force
from incidents.forces import force_slug
from incidents.labels import plain
from incidents.models import CrimeType, OutcomeType
from incidents.police_csv import Vocabulary
from records.codes import load_list, read_codes


def held_force(name: str) -> Force | None:
    """Find a force by its name or by its slug."""
    return (
        Force.objects.filter(name__iexact=name).order_by("id").first()
        or Force.objects.filter(slug=force_slug(name)).first()
    )


class Forces(dict[str, Force]):
    """Forces by the name that stands in a file; one that is not known is made."""

    def __init__(self, *, make: bool) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, name: str) -> Force:
        """Find a force by its name or by its slug, or make it."""
        wanted = name.strip()[:80]
        found = held_force(wanted)
        if found is None:
            found = Force(slug=force_slug(wanted), name=wanted)
            if self.make:
                found.save()
            else:
                found.pk = -1 - len(self)  # a number of its own, that no row has
        elif self.make and found.name == found.slug:
            found.name = wanted
            found.save(update_fields=["name"])
        self[name] = found
        return found

    def holds(self, name: str) -> bool:
        """Tell whether a force is held, by its name or by its slug."""
        return held_force(name.strip()[:80]) is not None


def from_file(model: type[CrimeType | OutcomeType]) -> list[tuple[str, str, list[str]]]:
    """Read a code list from its file, where none is loaded yet."""
    codes = [code for code in read_codes(model) if isinstance(code, (CrimeType, OutcomeType))]
    return [(code.code, code.label, code.aliases) for code in codes]


def load_missing_codes() -> None:
    """Load the two code lists of police data where they are empty."""
    for model in (CrimeType, OutcomeType):
        if not model.objects.exists():
            load_list(model)


def vocabulary() -> Vocabulary:
    """Read the words that files may use from the code lists."""
    lists = []
    labels: dict[str, str] = {}
    for model in (CrimeType, OutcomeType):
        words: dict[str, str] = {}
        rows = model.objects.order_by("position").values_list("code", "label", "aliases")
        for code, label, aliases in list(rows) or from_file(model):
            labels[code] = label
            words |= {plain(word): code for word in (label, *aliases)}
        lists.append(words)
    return Vocabulary(crime_types=lists[0], outcomes=lists[1], labels=labels)
