"""spool.py: lines wait on the disk, in order, and leave by their identifiers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from audit import spool

A, B, C = ({"uid": name, "verb": "record.find"} for name in "abc")


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Keep lines in a folder of the test's own."""
    settings.JOURNAL_SPOOL = tmp_path / "journal"
    yield tmp_path / "journal"
    (tmp_path / "journal").chmod(0o700) if (tmp_path / "journal").exists() else None


class TestAppend:
    def test_keeps_lines_in_their_order(self) -> None:
        for line in (A, B, C):
            spool.append(line)

        assert spool.lines() == [A, B, C]
        assert not spool.is_empty()

    def test_begins_a_line_of_its_own_after_one_that_was_cut_off(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A process that was killed while it wrote had not answered yet."""
        spool.append(A)
        with spool.path().open("ab") as file:
            file.write(b'{"uid": "cut')
        spool.append(B)

        assert spool.lines() == [A, B]
        assert "was cut off" in caplog.text

    def test_is_read_by_nobody_else(self, folder: Path) -> None:
        spool.append(A)

        assert folder.stat().st_mode & 0o777 == 0o700
        assert spool.path().stat().st_mode & 0o777 == 0o600

    def test_says_where_it_cannot_write(self, settings: Settings) -> None:
        settings.JOURNAL_SPOOL = Path("/proc/journal")

        with pytest.raises(spool.Unwritable, match="/proc/journal"):
            spool.append(A)

    def test_leaves_nothing_of_a_line_that_the_disk_could_not_take(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        spool.append(A)

        def full(handle: int) -> None:
            raise OSError(28, os.strerror(28))

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(spool.Unwritable, match="No space left"):
            spool.append(B)

        assert spool.lines() == [A]


class TestDrop:
    def test_takes_out_what_is_named_and_keeps_the_rest_in_order(self) -> None:
        for line in (A, B, C):
            spool.append(line)

        spool.drop({"b"})

        assert spool.lines() == [A, C]

    def test_leaves_an_empty_spool(self) -> None:
        spool.append(A)

        spool.drop({"a"})

        assert spool.is_empty()

    def test_takes_a_line_that_was_cut_off_out_with_the_others(self) -> None:
        spool.append(A)
        with spool.path().open("ab") as file:
            file.write(b"{")

        spool.drop({"a"})

        assert spool.is_empty()


class TestIsEmpty:
    def test_is_true_before_anything_was_written(self) -> None:
        assert spool.is_empty()
        assert spool.lines() == []
