"""What a record said at each write can be read again, in order, with who wrote it."""

import pytest

from accounts.models import Officer
from records import actions, versions
from records.models import RecordVersion
from tests import drafting
from tests.people import AT


class TestWrite:
    def test_keeps_every_write_under_its_number(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.log(by=officer)
        record = drafting.change(record, drafting.draft(place="Pier"), by=officer)
        record = actions.submit(record=record, by=officer, at=AT)
        record = drafting.approve(record, by=sergeant)

        kept = record.versions.order_by("number").values_list("number", "verb", "status")
        assert list(kept) == [
            (1, "log", "draft"),
            (2, "change", "draft"),
            (3, "submit", "submitted"),
            (4, "approve", "approved"),
        ]
        assert record.version == 4


class TestRepeat:
    def test_says_what_the_version_before_said(self, officer: Officer) -> None:
        record = drafting.submitted(by=officer)

        assert versions.content_of(versions.numbered(record, 2)) == versions.content_of(
            versions.numbered(record, 1)
        )


class TestLatest:
    def test_is_the_newest_with_its_officer(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)

        assert (versions.latest(record).number, versions.latest(record).by) == (3, sergeant)


class TestLastMove:
    def test_passes_over_changes_that_moved_nothing(
        self, officer: Officer, sergeant: Officer
    ) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)
        drafting.change(record, drafting.draft(note="Busy."), by=officer)

        assert versions.last_move(record).by == sergeant


class TestNumbered:
    def test_raises_where_there_is_no_such_version(self, officer: Officer) -> None:
        with pytest.raises(RecordVersion.DoesNotExist):
            versions.numbered(drafting.log(by=officer), 2)


class TestLastApproved:
    def test_is_nothing_before_an_approval(self, officer: Officer) -> None:
        assert versions.last_approved(drafting.submitted(by=officer)) is None

    def test_is_what_the_supervisor_saw(self, officer: Officer, sergeant: Officer) -> None:
        record = drafting.approve(drafting.submitted(by=officer), by=sergeant)
        drafting.change(record, drafting.draft(place="Pier"), by=officer)

        approved = versions.last_approved(record)

        assert approved is not None
        assert versions.content_of(approved)[0].shown == ("High Street",)
