"""What an officer types into the boxes of each form, complete and right, to be changed by tests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

Typed = dict[str, Any]


def sent(typed: Mapping[str, Any]) -> QueryDict:
    """Give what was typed as a browser sends it."""
    data = QueryDict(mutable=True)
    for key, value in typed.items():
        data.setlist(key, [str(v) for v in value] if isinstance(value, list) else [str(value)])
    return data


def day(name: str, on: date) -> Typed:
    """Type a day in its three boxes."""
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def rows(name: str, *typed: Mapping[str, Any]) -> Typed:
    """Type the rows of a field."""
    values: Typed = {f"{name}-count": len(typed)}
    for n, row in enumerate(typed):
        values |= {f"{name}-{n}-{key}": value for key, value in row.items()}
    return values


def changed(typed: Typed, changes: Mapping[str, Any]) -> Typed:
    """Change what was typed; rows that are given replace all rows of their field."""
    again = tuple(key.removesuffix("count") for key in changes if key.endswith("-count"))
    kept = {key: value for key, value in typed.items() if not (again and key.startswith(again))}
    return {**kept, **changes}


def patrol(**changes: Any) -> Typed:
    """Type a patrol of an hour and a half on the High Street yesterday."""
    typed = {
        **day("started_on", date(2024, 4, 29)),
        "start": "20:00",
        "end": "21:30",
        "operation": "",
        "area": "",
        "provider": "police-officer",
        "mode": "foot",
        "crew": "41123",
        "partners": "",
        "note": "",
    }
    return changed(typed, changes)


def arrest(**changes: Any) -> Typed:
    """Type an arrest for an assault yesterday evening."""
    typed = {
        **day("arrested_on", date(2024, 4, 29)),
        "time": "23:14",
        "operation": "",
        "patrol": "",
        "place": "Marine Parade",
        "area": "",
        "arresting_officer": "41123",
        "custody_number": "50/4471",
        **rows("offences", {"group": "violence-against-the-person", "wording": "Common assault"}),
        "necessities": ["injury-caused"],
        "necessities-how-injury-caused": "Threw a bottle",
        "age_at_event": "24",
        "sex": "male",
        "self_defined_ethnicity": "",
        "officer_defined_ethnicity": "IC1",
        "subject": "",
        **rows("disposals"),
        "note": "",
    }
    return changed(typed, changes)


def prosecution(**changes: Any) -> Typed:
    """Type a case with two charges, convicted on the first and sentenced."""
    typed = {
        "case_number": "42SO1234524",
        "operation": "",
        "arrests": "",
        "subject": "",
        **rows(
            "charges",
            {
                "group": "theft",
                "wording": "Theft from a shop",
                **day("charged_on", date(2024, 2, 1)),
                "plea": "guilty",
                "result": "guilty-plea",
                **day("resulted_on", date(2024, 3, 1)),
            },
            {"group": "public-order", **day("charged_on", date(2024, 2, 2)), "plea": ""},
        ),
        **rows(
            "sentences",
            {
                "charge": "1",
                "type": "immediate-custody",
                **day("passed_on", date(2024, 3, 1)),
                "term": "8",
                "term_unit": "weeks",
            },
            {
                "charge": "1",
                "type": "compensation",
                **day("passed_on", date(2024, 3, 1)),
                "pence": "£415.90",
            },
        ),
        **rows(
            "orders",
            {
                "type": "criminal-behaviour-order",
                **day("made_on", date(2024, 3, 1)),
                **day("ends_on", date(2027, 2, 28)),
                "terms": "Four shops",
            },
        ),
        **rows(
            "hearings",
            {"type": "first-hearing", "court": "magistrates", **day("on", date(2024, 2, 20))},
        ),
        "note": "",
    }
    return changed(typed, changes)


def engagement(**changes: Any) -> Typed:
    """Type a coffee morning last week."""
    typed = {
        **day("held_on", date(2024, 4, 24)),
        "start": "10:30",
        "type": "coffee-with-cops",
        "audience": "residents",
        "venue": "The Forum",
        "attendees": "42",
        "counting": "counted",
        "under_18": "3",
    }
    return changed(typed, changes)


def operation(**changes: Any) -> Typed:
    """Type an operation of the summer."""
    typed = {
        "name": "Op Union",
        "objective": "Safer seafront.",
        **day("starts_on", date(2024, 4, 1)),
        "lead": "40210",
    }
    return changed(typed, changes)


def survey_wave(**changes: Any) -> Typed:
    """Type a wave of the residents' survey."""
    typed = {
        "question": "good_or_excellent",
        "wording": "How good a job are the police doing in your area?",
        **day("starts_on", date(2024, 1, 1)),
        **day("ends_on", date(2024, 3, 31)),
        "base": "612",
        "percent": "80",
        "survey_house": "SMSR",
        "mode": "telephone",
    }
    return changed(typed, changes)


def incident(**changes: Any) -> Typed:
    """Type rowdy behaviour yesterday."""
    typed = {
        **day("happened_on", date(2024, 4, 29)),
        "time": "21:40",
        "type": "rowdy-behaviour",
        "qualifier": "nuisance",
        "place": "Pier Hill",
        "description": "A group shouted at passers-by and moved on when asked.",
    }
    return changed(typed, changes)
