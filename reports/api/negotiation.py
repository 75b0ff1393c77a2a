"""Which format is answered: what the query says, else what the header takes, else JSON."""

from collections.abc import Iterable

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from reports.api.problems import Problem


class ByFormat(DefaultContentNegotiation):
    """Let `format=` decide, and name what there is where it asks for something else."""

    def filter_renderers(
        self, renderers: Iterable[BaseRenderer], format: str
    ) -> list[BaseRenderer]:
        """Keep the format that is asked for.

        Raises: Problem.
        """
        offered = list(renderers)
        found = [each for each in offered if each.format == format]
        if not found:
            known = ", ".join(str(each.format) for each in offered)
            raise Problem(f"There is no format {format} here. Choose one of: {known}.", status=406)
        return found
