"""How each kind of record is spoken of, who logs it, and where its pages are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from accounts.roles import Permission, Standing
from records.models import Kind, Record


@dataclass(frozen=True, kw_only=True)
class Words:
    """One kind in words, and the permission to log it.

    `is_of_one_person` marks pages OFFICIAL-SENSITIVE.
    """

    one: str
    noun: str
    plural: str
    logs: Permission = Permission.LOG_RECORDS
    is_of_one_person: bool = False

    @property
    def marking(self) -> str:
        """The protective marking of the pages of the kind."""
        return "OFFICIAL-SENSITIVE" if self.is_of_one_person else "OFFICIAL"


WORDS: Mapping[Kind, Words] = {
    Kind.PATROL: Words(one="a patrol", noun="patrol", plural="patrols"),
    Kind.ARREST: Words(one="an arrest", noun="arrest", plural="arrests", is_of_one_person=True),
    Kind.PROSECUTION: Words(
        one="a prosecution", noun="prosecution", plural="prosecutions", is_of_one_person=True
    ),
    Kind.LOGGED_INCIDENT: Words(
        one="an incident", noun="logged incident", plural="logged incidents"
    ),
    Kind.ENGAGEMENT: Words(
        one="an engagement event", noun="engagement event", plural="engagement events"
    ),
    Kind.OPERATION: Words(
        one="an operation",
        noun="operation",
        plural="operations",
        logs=Permission.PLAN_OPERATIONS,
    ),
    Kind.SURVEY_WAVE: Words(
        one="a survey wave",
        noun="survey wave",
        plural="survey waves",
        logs=Permission.KEEP_SURVEYS,
    ),
}
"""Every kind, in the order in which pages list them."""


def words_of(record: Record) -> Words:
    """Give the words of a record's kind."""
    return WORDS[Kind(record.kind)]


def name_of(record: Record) -> str:
    """Name a record inside a sentence: "arrest A-24-00412"."""
    return f"{words_of(record).noun} {record.reference}"


def title_of(record: Record) -> str:
    """Name a record where a line begins: "Arrest A-24-00412"."""
    name = name_of(record)
    return name[:1].upper() + name[1:]


def marking_of(records: Iterable[Record]) -> str:
    """Mark a page as the most sensitive record on it."""
    return marking_of_kinds(words_of(record) for record in records)


def marking_of_kinds(every: Iterable[Words]) -> str:
    """Mark a page as the most sensitive kind on it."""
    sensitive = any(words.is_of_one_person for words in every)
    return "OFFICIAL-SENSITIVE" if sensitive else "OFFICIAL"


def page_of(record: Record, page: str = "detail") -> str:
    """Give the address of a page of a record: detail or edit; "" where the kind has none."""
    return kind_page(Kind(record.kind), page, record.pk)


def kind_page(kind: Kind, page: str, *args: object) -> str:
    """Give the address of a page of a kind: list, create, detail, edit; "" where it has none."""
    try:
        return reverse(f"{kind}-{page}", args=args)
    except NoReverseMatch:
        return ""


def kinds_to_log(standing: Standing) -> list[Kind]:
    """List the kinds that an officer may log and for which there is a form."""
    return [
        kind
        for kind, words in WORDS.items()
        if standing.allows(words.logs) and kind_page(kind, "create")
    ]
