"""The draft of a prosecution."""

from collections.abc import Mapping

from accounts.clock import midnight
from operations.details import ChargeDetails, ImposedSentence, OrderDetails, ProsecutionDetails
from operations.models import CaseStage, Concurrency, Court, Plea, ResultClass
from operations.rules import MATERIAL
from records.content import Entry, Json
from records.entries import Section, Value, plain, shown
from records.models import Kind
from records.writing import Draft

KEYS = MATERIAL[Kind.PROSECUTION]
NONE = "None"


def stage_of(charges: tuple[ChargeDetails, ...]) -> CaseStage:
    """Tell where a case stands: convicted on any charge; ended on all; or still before the courts.

    A case with a conviction counts as convicted while other charges go on.
    """
    results = [charge.result for charge in charges]
    if any(result and result.counts_as == ResultClass.CONVICTED for result in results):
        return CaseStage.CONVICTED
    if all(result is not None for result in results):
        return CaseStage.NOT_CONVICTED
    return CaseStage.BEFORE_COURT


def money(pence: int) -> str:
    """Print an amount of money."""
    return f"£{pence / 100:,.2f}"


def sentence_line(sentence: ImposedSentence) -> str:
    """Print one sentence."""
    words = [str(sentence.type)]
    if sentence.term is not None:
        words.append(f"{sentence.term} {sentence.term_unit}")
    if sentence.concurrency:
        words.append(Concurrency(sentence.concurrency).label)
    if sentence.pence is not None:
        words.append(money(sentence.pence))
    return ", ".join(words)


def charge_line(charge: ChargeDetails) -> str:
    """Print one charge with its plea and result."""
    what = f"{charge.group}: {charge.wording}" if charge.wording else str(charge.group)
    words = [what, f"charged {shown(charge.charged_on)}"]
    if charge.plea:
        words.append(f"plea {Plea(charge.plea).label.lower()}")
    words.append(
        f"{charge.result} {shown(charge.resulted_on)}" if charge.result else "no result yet"
    )
    return ", ".join(words)


def charge_values(charge: ChargeDetails) -> tuple[Value, ...]:
    """List what is compared of one charge."""
    return (
        charge.group,
        charge.wording,
        charge.charged_on,
        charge.plea,
        charge.result,
        charge.resulted_on,
    )


def order_line(order: OrderDetails) -> str:
    """Print one order."""
    until = f", until {shown(order.ends_on)}" if order.ends_on else ""
    terms = f": {order.terms}" if order.terms else ""
    return f"{order.type}, {shown(order.made_on)}{until}{terms}"


def sentence_rows(details: ProsecutionDetails) -> list[tuple[str, tuple[Value, ...]]]:
    """List the sentences under the number of their charge."""
    return [
        (
            f"Charge {number}: {sentence_line(sentence)}, {shown(sentence.passed_on)}",
            (
                number,
                sentence.type,
                sentence.passed_on,
                sentence.term,
                sentence.term_unit,
                sentence.concurrency,
                sentence.pence,
            ),
        )
        for number, charge in enumerate(details.charges, start=1)
        for sentence in charge.sentences
    ]


def summary(details: ProsecutionDetails) -> str:
    """Say enough to decide from the queue."""
    operation = f" {details.operation}." if details.operation else ""
    n = len(details.charges)
    charges = "1 charge" if n == 1 else f"{n} charges"
    return (
        f"Case {details.case_number}, {charges}, first {details.charges[0].group}, "
        f"charged {shown(details.first_charged_on)}.{operation} "
        f"{stage_of(details.charges).label}."
    )


def case(details: ProsecutionDetails) -> tuple[Entry, ...]:
    """Describe who is prosecuted for what."""
    section = Section("Case", KEYS)
    arrests = [(arrest.record.reference, (arrest,)) for arrest in details.arrests]
    charges = [(charge_line(charge), charge_values(charge)) for charge in details.charges]
    return (
        section.one("case_number", "Case number", details.case_number),
        section.one("operation", "Operation", details.operation, empty=NONE),
        section.one("subject", "Subject", details.subject),
        section.many("arrests", "Arrests", arrests, empty=NONE),
        section.many("charges", "Charges", charges),
    )


def court(details: ProsecutionDetails) -> tuple[Entry, ...]:
    """Describe what the courts did."""
    section = Section("Court", KEYS)
    hearings = [
        (f"{shown(row.on)}: {row.type}, {Court(row.court).label}", (row.type, row.court, row.on))
        for row in details.hearings
    ]
    orders = [
        (order_line(row), (row.type, row.made_on, row.ends_on, row.terms)) for row in details.orders
    ]
    return (
        section.many("hearings", "Hearings", hearings),
        section.many("sentences", "Sentences", sentence_rows(details), empty=NONE),
        section.many("orders", "Orders", orders, empty=NONE),
        section.one("note", "Note", details.note, empty=NONE),
    )


def draft(details: ProsecutionDetails) -> Draft:
    """Describe a prosecution."""
    return Draft(
        occurred_at=midnight(details.first_charged_on),
        summary=summary(details),
        facts=facts(details),
        content=(*case(details), *court(details)),
    )


def facts(details: ProsecutionDetails) -> Mapping[str, Json]:
    """Give what a case counts as.

    Charges are (group, charged, result, resulted on, days of its sentences).
    """
    sentences = [sentence for charge in details.charges for sentence in charge.sentences]
    return {
        "operation": plain(details.operation),
        "subject": plain(details.subject),
        "stage": stage_of(details.charges).value,
        "sentenced_on": plain(details.sentenced_on),
        "charges": [
            (
                plain(charge.group),
                plain(charge.charged_on),
                plain(charge.result),
                plain(charge.resulted_on),
                [plain(each.passed_on) for each in charge.sentences],
            )
            for charge in details.charges
        ],
        "sentences": [(plain(each.type), plain(each.passed_on)) for each in sentences],
        "orders": [(plain(order.type), plain(order.made_on)) for order in details.orders],
    }
