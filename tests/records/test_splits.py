"""How many of some records are counted, in a sentence."""

import pytest

from records.models import Status
from records.splits import split_sentence


class TestSplitSentence:
    @pytest.mark.parametrize(
        ("counts", "words"),
        [
            ({}, ""),
            ({Status.APPROVED: 1_940}, "1,940 approved and counted."),
            (
                {Status.APPROVED: 23, Status.SUBMITTED: 3, Status.RETURNED: 1},
                "23 approved and counted. 3 submitted and 1 returned are not counted yet.",
            ),
            ({Status.DRAFT: 1}, "1 draft is not counted yet."),
            ({Status.WITHDRAWN: 2}, "2 withdrawn are not counted."),
        ],
    )
    def test_says_what_is_counted_and_what_is_not(self, counts: dict[str, int], words: str) -> None:
        assert split_sentence(counts) == words
