"""`manage.py verify_file`: what the page says, in one line, and an exit code for scripts."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts import clock
from accounts.models import District, Officer
from audit.models import JournalEntry
from reports import actions
from reports.definitions import report_named
from reports.models import Edition
from tests.operations.conftest import codes
from tests.people import AT
from tests.reports.logbook import YEAR, Logbook
from tests.reports.measures.conftest import log

__all__ = ["codes", "log"]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, console: Officer) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def editions(
    log: Logbook, district: District, analyst: Officer, monkeypatch: pytest.MonkeyPatch
) -> list[Edition]:
    """Give two editions of one period, each file of which names its figures."""

    def render(document: object, *, format: str) -> bytes:
        return f"{document.digest} {format}".encode()  # type: ignore[attr-defined] # a document

    monkeypatch.setattr(actions, "render", render)
    report, found = report_named("performance"), []
    for day in ("2023-06-01", "2023-06-02"):
        log.arrest(day)
        found.append(
            actions.compile_report(report=report, district=district, period=YEAR, by=analyst, at=AT)
        )
    return found


def kept(edition: Edition, folder: Path, *, more: bytes = b"") -> str:
    """Write a file of an edition to disk."""
    path = folder / "pack.pdf"
    path.write_bytes(bytes(edition.files.get(format="pdf").body) + more)
    return str(path)


class TestVerifyFile:
    def test_says_genuine_and_superseded(
        self, editions: list[Edition], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("verify_file", kept(editions[1], tmp_path))
        call_command("verify_file", kept(editions[0], tmp_path))
        call_command("verify_file", "--digest", editions[1].figures_sha256[:16])

        genuine, superseded, figures = capsys.readouterr().out.splitlines()
        assert genuine == f"Genuine: {editions[1]}, PDF."
        assert superseded == f"Genuine, superseded by edition 2: {editions[0]}, PDF."
        assert figures == f"Genuine: {editions[1]}, by its figures."

    def test_fails_for_an_altered_file_and_for_one_that_is_not_ours(
        self, editions: list[Edition], tmp_path: Path
    ) -> None:
        letter = tmp_path / "letter"
        letter.write_text("A letter.")

        for given, begins in (
            ([kept(editions[0], tmp_path, more=b"!")], f"Altered: it names {editions[0]}, but"),
            ([str(letter)], "Altered, or not a file of ours: no file of an edition has "),
            (["--digest", "0" * 16], "No edition has the digest 0000000000000000."),
        ):
            with pytest.raises(CommandError) as failed:
                call_command("verify_file", *given)
            assert str(failed.value).startswith(begins)
            assert failed.value.returncode == 2

    def test_checks_in_the_rights_of_the_officer_named(
        self, editions: list[Edition], twin_sergeant: Officer, tmp_path: Path
    ) -> None:
        with pytest.raises(CommandError, match="not a file of ours"):
            call_command("verify_file", kept(editions[1], tmp_path), by="42210")

        assert JournalEntry.objects.get(verb="edition.verify").by_id == str(twin_sergeant.pk)

    def test_says_what_is_wrong(self, officer: Officer, tmp_path: Path) -> None:
        for given, sentence in (
            ([str(tmp_path / "none")], "cannot be read (No such file or directory)."),
            (["--digest", "edition"], "Enter 8 to 64 digits"),
            (["--digest", "0" * 16, "--by", "99999"], "No active officer has"),
            (["--digest", "0" * 16, "--by", "41123"], "checked by those who read reports."),
        ):
            with pytest.raises(CommandError) as failed:
                call_command("verify_file", *given)
            assert sentence in str(failed.value)
