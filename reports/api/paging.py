"""Pages of the API: as many rows as were asked for, their count, and where the next are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.request import Request

from records.paging import CappedPaginator
from reports.api.problems import Problem

PAGING = ("page", "page_size", "format")
"""What every list takes besides its filters."""
USUAL, MOST = 100, 1000


@dataclass(frozen=True)
class Page:
    """The rows of a page, and what stands around them."""

    rows: Sequence[Any]
    count: int | None
    next: str | None

    def answer(self, results: object) -> dict[str, Any]:
        """Put the results into the page."""
        return {"count": self.count, "next": self.next, "results": results}


def page_of(request: Request, rows: QuerySet[Any], *, most: int = MOST) -> Page:
    """Cut the page that is asked for.

    One row more is read, so that the next page is known without counting a long list.
    Raises: Problem.
    """
    number = whole(request, "page", 1, most=1_000_000)
    size = whole(request, "page_size", min(USUAL, most), most=most)
    first = (number - 1) * size
    found = list(rows[first : first + size + 1])
    counted = CappedPaginator(rows, size)
    following = following_page(request, number + 1) if len(found) > size else None
    return Page(found[:size], None if counted.is_capped else counted.count, following)


def following_page(request: Request, number: int) -> str:
    """Write the address of another page of the same query."""
    query: QueryDict = request.query_params.copy()
    query["page"] = str(number)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def whole(request: Request, name: str, usual: int, *, most: int) -> int:
    """Read a whole number from the query.

    Raises: Problem.
    """
    text = request.query_params.get(name, str(usual))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= most and len(text) < 9):
        said = f"{name} is {text}. Give a whole number from 1 to {most}."
        raise Problem(said, errors={name: [said]})
    return int(text)


def refuse_unknown(request: Request, known: Sequence[str]) -> None:
    """Refuse a parameter that nothing would hear: a misspelt filter would give everything.

    Raises: Problem.
    """
    strange = sorted(set(request.query_params) - {*known, *PAGING})
    if strange:
        takes = ", ".join(sorted({*known, *PAGING}))
        said = f"There is no parameter {', '.join(strange)} here. Choose among: {takes}."
        raise Problem(said, errors={name: ["It is not known here."] for name in strange})


def refuse_unreadable(errors: Mapping[str, Sequence[Any]]) -> None:
    """Refuse filters that cannot be read, each with its reason.

    Raises: Problem.
    """
    if errors:
        said = {name: [str(each) for each in each_of] for name, each_of in errors.items()}
        raise Problem(
            f"A filter cannot be read: {', '.join(said)}. Nothing is listed until it is mended.",
            errors=said,
        )
