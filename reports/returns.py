"""Templates of returns: which columns a scheme wants in a financial year, checked as they are read.

A template is a file of this package, one for each financial year, because schemes change with it.
It names columns and their order; what a column counts is known by its key (hotspot_columns).
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from records.writing import Refused
from reports.evidence import Group, Template, TemplateColumn
from reports.numerals import listed
from reports.periods import YEAR, Period, shift_months

FOLDER = Path(__file__).parent / "return_templates"
APRIL = 4


class BadTemplate(Refused):
    """A template is not there, or is not one: says which column or line is wrong."""


@dataclass(frozen=True)
class Catalogue:
    """Say which columns can be filled or marked as not available, and which none may lack."""

    known: Collection[str]
    required: Collection[str]


def financial_year(period: Period, /) -> str:
    """Name the financial year in which a period starts: 2024/25."""
    start = shift_months(period.start.replace(day=1), 1 - APRIL).year
    return f"{start}/{(start + 1) % 100:02}"


def why_not_in_one_year(period: Period, /) -> str:
    """Refuse what is not made of whole months of one financial year."""
    if not period.is_whole_months:
        return f"A return covers whole months, and {period.dates} is not made of them."
    first = shift_months(period.start, 1 - APRIL).year
    last = shift_months(period.end, -APRIL).year
    if first == last and period.n_months <= YEAR:
        return ""
    return (
        f"{period.dates} lies in more than one financial year, and each has a template of its own. "
        "Choose months of one financial year, from April to March."
    )


def template_of(name: str, period: Period, catalogue: Catalogue, /) -> Template:
    """Read the template of a return that is in force in a period.

    Raises: BadTemplate.
    """
    year = financial_year(period)
    path = FOLDER / f"{name}-{year.replace('/', '-')}.toml"
    if not path.exists():
        found = sorted(other.stem.removeprefix(f"{name}-") for other in FOLDER.glob(f"{name}-*"))
        years = listed([each.replace("-", "/") for each in found]) or "none"
        raise BadTemplate(
            f"The {name} return has no template for {year}. There are: {years}. "
            f"Whoever keeps the program adds {path.name}."
        )
    try:
        source = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadTemplate(f"The template {path.name} cannot be read: {error}.") from error
    return checked(path.name, source, catalogue)


def checked(name: str, source: Mapping[str, object], catalogue: Catalogue, /) -> Template:
    """Make a template of what a file says.

    Raises: BadTemplate, which names the line or the column that is wrong.
    """
    for key in ("financial_year", "scheme"):
        if not isinstance(source.get(key), str) or not source[key]:
            raise BadTemplate(f"The template {name} lacks a line: {key}.")
    groups = source.get("groups")
    if not isinstance(groups, list) or not groups:
        raise BadTemplate(f"The template {name} lacks its groups of columns.")
    template = Template(
        financial_year=cast(str, source["financial_year"]),
        scheme=cast(str, source["scheme"]),
        groups=tuple(group_of(name, group) for group in groups),
    )
    refuse_columns(name, [column.key for column in template.columns], catalogue)
    return template


def group_of(name: str, source: object, /) -> Group:
    """Make one group of what a file says.

    Raises: BadTemplate.
    """
    held = source if isinstance(source, Mapping) else {}
    title, columns = held.get("title"), held.get("columns")
    if not isinstance(title, str) or not isinstance(columns, Mapping) or not columns:
        raise BadTemplate(f"A group of the template {name} lacks its title or its columns.")
    for key, label in columns.items():
        if not isinstance(label, str) or not label.strip():
            raise BadTemplate(f"The column {key} of the template {name} has no label.")
    return Group(title, tuple(TemplateColumn(key, label) for key, label in columns.items()))


def refuse_columns(name: str, keys: list[str], catalogue: Catalogue, /) -> None:
    """Refuse columns that nobody knows, that stand twice, or that are missing.

    Raises: BadTemplate.
    """
    for key in keys:
        if key not in catalogue.known:
            near = get_close_matches(key, catalogue.known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise BadTemplate(f"The template {name} has an unknown column: {key}.{hint}")
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise BadTemplate(f"The template {name} has a column twice: {listed(twice)}.")
    missing = sorted(set(catalogue.required) - set(keys))
    if missing:
        word = "columns" if len(missing) > 1 else "column"
        raise BadTemplate(f"The template {name} lacks the {word} {listed(missing)}.")
