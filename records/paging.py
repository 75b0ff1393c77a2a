"""Pages of a list that counts exactly to a limit, so that a long list stays quick."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from accounts.wording import number

if TYPE_CHECKING:
    Pages = Paginator[Any]
else:
    Pages = Paginator  # it takes no type argument while the program runs

LIMIT = 10_000


class CappedPaginator(Pages):
    """Pages of the first 10,000 rows; `is_capped` tells that there are more."""

    object_list: QuerySet[Any]

    @cached_property
    def counted(self) -> int:
        """Count the rows, and stop at one more than the limit."""
        rows = self.object_list.order_by().values("pk")
        return rows[: LIMIT + 1].count()

    @cached_property
    def count(self) -> int:
        """Count the rows that pages show."""
        return min(self.counted, LIMIT)

    @property
    def is_capped(self) -> bool:
        """Tell whether there are more rows than pages show."""
        return self.counted > LIMIT

    @property
    def words(self) -> str:
        """Say the count: "27", or "more than 10,000"."""
        return f"more than {number(LIMIT)}" if self.is_capped else number(self.count)
