"""How many of some records are counted, in a sentence. Pure."""

from collections.abc import Mapping

from accounts.wording import listed, number
from records.models import Status

NOT_YET = (Status.SUBMITTED, Status.RETURNED, Status.REOPENED, Status.DRAFT)


def split_sentence(counts: Mapping[str, int]) -> str:
    """Split a count by state: "23 approved and counted. 3 submitted are not counted yet."."""
    sentences = []
    if approved := counts.get(Status.APPROVED, 0):
        sentences.append(f"{number(approved)} approved and counted.")
    waiting = {status: counts[status] for status in NOT_YET if counts.get(status)}
    if waiting:
        verb = "is" if sum(waiting.values()) == 1 else "are"
        sentences.append(f"{in_words(waiting)} {verb} not counted yet.")
    if withdrawn := counts.get(Status.WITHDRAWN, 0):
        verb = "is" if withdrawn == 1 else "are"
        sentences.append(f"{number(withdrawn)} withdrawn {verb} not counted.")
    return " ".join(sentences)


def in_words(counts: Mapping[Status, int]) -> str:
    """Say how many are in each state: "3 submitted and 1 returned"."""
    return listed([f"{number(n)} {status.label.lower()}" for status, n in counts.items()])
