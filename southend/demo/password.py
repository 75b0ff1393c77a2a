"""The one password of the demonstration, which is printed and so opens nothing else."""

from django.core.exceptions import ValidationError

PASSWORD = "seven-lamps-on-the-pier"  # noqa: S105 - printed on purpose; refused in production


class NotTheDemonstrationPassword:
    """Refuse the printed password where an officer chooses one."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Refuse it.

        Raises: ValidationError.
        """
        if password == PASSWORD:
            raise ValidationError(self.get_help_text(), code="demonstration_password")

    def get_help_text(self) -> str:
        """Say what is refused."""
        return "The demonstration's password is printed for everyone. Choose another."
