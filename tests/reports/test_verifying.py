"""Checking a file: genuine, superseded, altered, or nothing that the officer may know of."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from accounts.models import District, Officer
from audit.models import JournalEntry, Operation
from records.models import Status
from records.writing import Refused
from reports import actions, verifying
from reports.definitions import report_named
from reports.models import Edition
from reports.renderers.formats import FORMATS
from reports.verifying import MOST_CLAIMS, NoDigest, State, typed_digest
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]

LATER = AT + timedelta(days=1)
Compile = Callable[..., Edition]


@pytest.fixture
def compile_year(district: District, analyst: Officer) -> Compile:
    """Compile a report of the year to March 2024, with every file."""

    def compile_report(at: datetime = AT, report: str = "performance") -> Edition:
        return actions.compile_report(
            report=report_named(report), district=district, period=YEAR, by=analyst, at=at
        )

    return compile_report


@pytest.fixture
def edition(log: Logbook, compile_year: Compile) -> Edition:
    """Give the first edition, with one arrest."""
    log.arrest("2023-06-01")
    return compile_year()


@pytest.fixture
def second(edition: Edition, log: Logbook, compile_year: Compile) -> Edition:
    """Give the second edition, after a late arrest."""
    log.arrest("2023-06-02", status=Status.APPROVED)
    return compile_year(LATER)


def body(edition: Edition, format: str) -> bytes:
    """Read a file as it is kept."""
    return bytes(edition.files.get(format=format).body)


def check(content: bytes, by: Officer) -> verifying.Answer:
    """Check a file."""
    return verifying.verify_file(stream=io.BytesIO(content), by=by, at=LATER)


class TestVerifyFile:
    def test_finds_every_format_genuine_and_names_it(
        self, edition: Edition, sergeant: Officer
    ) -> None:
        for kept in FORMATS:
            answer = check(body(edition, kept.key), sergeant)

            assert answer.state is State.GENUINE
            assert answer.edition == answer.newest == edition
            assert answer.file
            assert answer.file.format == kept.key

    def test_finds_the_file_of_an_earlier_edition_superseded_and_by_which(
        self, edition: Edition, second: Edition, sergeant: Officer
    ) -> None:
        assert second.number == 2
        for kept in FORMATS:
            answer = check(body(edition, kept.key), sergeant)

            assert (answer.state, answer.edition) == (State.SUPERSEDED, edition)
            assert answer.newest == second
        assert check(body(second, "pdf"), sergeant).state is State.GENUINE

    def test_finds_one_changed_byte_altered_and_names_the_edition_that_the_file_names(
        self, edition: Edition, second: Edition, sergeant: Officer
    ) -> None:
        for kept in FORMATS:
            genuine = body(edition, kept.key)
            middle = len(genuine) // 2
            changed = genuine[:middle] + bytes([genuine[middle] ^ 1]) + genuine[middle + 1 :]

            answer = check(changed, sergeant)

            assert (answer.state, answer.file) == (State.ALTERED, None), kept.key
            assert answer.edition == edition, kept.key
            assert answer.newest == second

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"A letter.", b"%PDF-1.7"])
    def test_finds_a_file_of_others_altered_and_names_no_edition(
        self, content: bytes, edition: Edition, sergeant: Officer
    ) -> None:
        answer = check(content, sergeant)

        assert (answer.state, answer.edition, answer.newest) == (State.ALTERED, None, None)

    def test_reads_no_more_of_an_archive_than_its_properties_can_be(
        self, edition: Edition, sergeant: Officer
    ) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("meta.xml", b" " * 10**7 + edition.figures_sha256.encode())

        assert check(stream.getvalue(), sergeant).edition is None

    def test_shows_the_twin_nothing_of_the_district(
        self, edition: Edition, twin_sergeant: Officer, sergeant: Officer
    ) -> None:
        genuine = body(edition, "json")

        answer = check(genuine, twin_sergeant)

        assert (answer.state, answer.edition) == (State.ALTERED, None)
        assert check(genuine, sergeant).state is State.GENUINE

    def test_tells_the_advisory_group_of_public_editions_and_of_no_other(
        self, edition: Edition, compile_year: Compile, advisor: Officer, sergeant: Officer
    ) -> None:
        public = compile_year(report="public")
        changed = body(public, "json") + b" "

        assert check(body(public, "pdf"), advisor).edition == public
        altered = check(changed, advisor)
        assert (altered.state, altered.edition) == (State.ALTERED, public)
        for kept in FORMATS:
            assert check(body(edition, kept.key), sergeant).edition == edition
            other = check(body(edition, kept.key), advisor)
            assert (other.state, other.edition, other.file, other.newest) == (
                State.ALTERED,
                None,
                None,
                None,
            )
        for digits in (edition.figures_sha256, edition.figures_sha256[:16]):
            answer = verifying.verify_digest(digest=digits, by=advisor, at=LATER)
            assert (answer.state, answer.edition) == (State.NOT_FOUND, None)

    def test_takes_a_report_of_another_operation_for_no_later_edition(
        self, log: Logbook, district: District, analyst: Officer
    ) -> None:
        log.operation("union")
        log.operation("raker")
        first, other = (
            actions.compile_report(
                report=report_named("operation"),
                district=district,
                period=YEAR,
                subject=subject,
                by=analyst,
                at=AT,
            )
            for subject in ("union", "raker")
        )

        for each in (first, other):
            answer = check(body(each, "csv"), analyst)
            assert (answer.state, answer.newest) == (State.GENUINE, each)

    def test_is_refused_to_those_who_read_no_reports(
        self, edition: Edition, officer: Officer
    ) -> None:
        with pytest.raises(Refused, match="those who read reports"):
            check(b"", officer)
        assert not JournalEntry.objects.filter(verb="edition.verify").exists()

    def test_writes_the_consultation_down_and_keeps_no_file(
        self, edition: Edition, sergeant: Officer
    ) -> None:
        files = edition.files.count()
        content = body(edition, "csv")
        check(content, sergeant)
        check(b"A letter.", sergeant)

        known, unknown = JournalEntry.objects.filter(verb="edition.verify").order_by("id")
        assert known.operation == unknown.operation == Operation.CONSULTATION
        assert (known.subject, known.subject_id) == ("edition", str(edition.pk))
        assert known.detail["found"] == "genuine"
        assert known.detail["size"] == len(content)
        assert (unknown.subject, unknown.detail["found"]) == ("file", "altered")
        assert edition.files.count() == files


class TestVerifyDigest:
    def check(self, digest: str, by: Officer) -> verifying.Answer:
        """Check a digest."""
        return verifying.verify_digest(digest=digest, by=by, at=LATER)

    def test_finds_the_file_of_a_whole_digest(self, edition: Edition, sergeant: Officer) -> None:
        file = edition.files.get(format="ods")

        answer = self.check(file.sha256, sergeant)

        assert (answer.state, answer.file) == (State.GENUINE, file)

    def test_finds_the_figures_by_their_first_digits_as_printed(
        self, edition: Edition, second: Edition, sergeant: Officer
    ) -> None:
        first = self.check(edition.figures_sha256[:16], sergeant)
        whole = self.check(second.figures_sha256, sergeant)

        assert (first.state, first.edition, first.newest) == (State.SUPERSEDED, edition, second)
        assert (first.file, whole.file) == (None, None)
        assert (whole.state, whole.edition) == (State.GENUINE, second)

    def test_finds_nothing_for_other_digits_or_for_the_twin(
        self, edition: Edition, sergeant: Officer, twin_sergeant: Officer
    ) -> None:
        assert self.check("0" * 64, sergeant).state is State.NOT_FOUND
        for digits in (edition.figures_sha256[:16], edition.files.all()[0].sha256):
            assert self.check(digits, twin_sergeant).state is State.NOT_FOUND

    def test_is_refused_to_those_who_read_no_reports(self, officer: Officer) -> None:
        with pytest.raises(Refused, match="those who read reports"):
            self.check("0" * 64, officer)


class TestTypedDigest:
    @pytest.mark.parametrize(
        "typed", ["9f3c 1a7e 04bd 22c6", "9F3C1A7E04BD22C6", " 9f3c\u00a01a7e\n04bd 22c6 "]
    )
    def test_reads_digits_as_people_copy_them(self, typed: str) -> None:
        assert typed_digest(typed) == "9f3c1a7e04bd22c6"

    @pytest.mark.parametrize("typed", ["", "9f3c 1a7", "edition 2", "g" * 16, "0" * 65])
    def test_refuses_what_is_no_digest(self, typed: str) -> None:
        with pytest.raises(NoDigest, match="Enter 8 to 64 digits"):
            typed_digest(typed)


class TestRead:
    def test_finds_a_digest_across_the_pieces_that_it_reads(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(verifying, "AT_ONCE", 70)
        claim = b"0123456789abcdef" * 4

        found = verifying.read(io.BytesIO(b"x" * 40 + claim + b"y" * 200))

        assert found.claims == (claim.decode(),)

    def test_takes_longer_numbers_for_no_digest_and_counts_only_so_many(self) -> None:
        many = b" ".join(b"%064x" % number for number in range(MOST_CLAIMS + 50))

        assert verifying.read(io.BytesIO(b"a" * 65)).claims == ()
        assert len(verifying.read(io.BytesIO(many)).claims) == MOST_CLAIMS
