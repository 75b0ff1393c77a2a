"""archives.py: what is a file of an archive and what is refused by name."""

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from incidents import archives
from incidents.archives import Entry, LeftAside, Refusal, entries
from incidents.police_csv import FileRefused
from tests.incidents.published import csv_of, street, written, zip_of

GOOD = csv_of([street(1)])


def refusals(path: Path) -> dict[str, str]:
    return {
        found.path: found.reason for found in entries(path, path.name) if isinstance(found, Refusal)
    }


def aside(path: Path) -> dict[str, str]:
    return {
        found.path: found.reason
        for found in entries(path, path.name)
        if isinstance(found, LeftAside)
    }


def names(path: Path) -> list[str]:
    return [found.path for found in entries(path, path.name) if isinstance(found, Entry)]


class TestEntries:
    def test_gives_the_files_of_an_archive_by_name_and_skips_folders(self, tmp_path: Path) -> None:
        path = written(tmp_path, "a.zip", zip_of({"2024-04/": b"", "b.csv": GOOD, "a.csv": GOOD}))

        assert names(path) == ["a.csv", "b.csv"]
        assert refusals(path) == {}

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("/etc/a.csv", "absolute"),
            ("C:/a.csv", "absolute"),
            ("../a.csv", "climbs"),
            ("x/../../a.csv", "climbs"),
            ("..\\a.csv", "climbs"),
        ],
    )
    def test_refuses_unsafe_names_and_keeps_the_others(
        self, tmp_path: Path, name: str, reason: str
    ) -> None:
        path = written(tmp_path, "a.zip", zip_of({name: GOOD, "good.csv": GOOD}))

        assert names(path) == ["good.csv"]
        assert [reason in words for words in refusals(path).values()] == [True]

    def test_refuses_a_link_in_an_archive(self, tmp_path: Path) -> None:
        opened = io.BytesIO()
        with zipfile.ZipFile(opened, "w") as archive:
            link = zipfile.ZipInfo("link.csv")
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, "/etc/passwd")
        path = written(tmp_path, "a.zip", opened.getvalue())

        assert "link" in refusals(path)["link.csv"]

    def test_refuses_an_encrypted_file(self, tmp_path: Path) -> None:
        content = bytearray(zip_of({"a.csv": GOOD, "b.csv": GOOD}))
        second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
        content[second + 8] |= 1

        path = written(tmp_path, "a.zip", bytes(content))

        assert "encrypted" in refusals(path)["b.csv"]
        assert names(path) == ["a.csv"]

    def test_refuses_a_bomb(self, tmp_path: Path) -> None:
        path = written(tmp_path, "a.zip", zip_of({"a.csv": b"x,y\n" * 5_000_000, "b.csv": GOOD}))

        assert "bomb" in refusals(path)["a.csv"]
        assert names(path) == ["b.csv"]

    def test_refuses_an_archive_that_is_cut_off(self, tmp_path: Path) -> None:
        path = written(tmp_path, "a.zip", zip_of({"a.csv": GOOD})[:-30])

        assert "cut off" in refusals(path)["a.zip"]

    @pytest.mark.parametrize("member", ["[Content_Types].xml", "mimetype"])
    def test_refuses_a_workbook_as_one(self, tmp_path: Path, member: str) -> None:
        path = written(tmp_path, "april.xlsx", zip_of({member: b"", "sheet1.xml": b"<x/>"}))

        assert list(refusals(path)) == ["april.xlsx"]
        assert "Save it as CSV UTF-8" in refusals(path)["april.xlsx"]

    def test_refuses_a_name_that_stands_twice(self, tmp_path: Path) -> None:
        opened = io.BytesIO()
        with zipfile.ZipFile(opened, "w") as archive:
            archive.writestr("a.csv", GOOD)
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr("a.csv", GOOD)
        path = written(tmp_path, "a.zip", opened.getvalue())

        assert "twice" in refusals(path)["a.csv"]

    def test_reads_a_folder_and_follows_no_link(self, tmp_path: Path) -> None:
        folder = tmp_path / "folder"
        written(folder, "2024-04/a.csv", GOOD)
        written(folder, "inner.zip", zip_of({"b.csv": GOOD}))
        os.symlink("/etc", folder / "etc")
        os.symlink("/etc/passwd", folder / "passwd.csv")

        assert names(folder) == ["inner.zip/b.csv", "2024-04/a.csv"]
        assert set(refusals(folder)) == {"etc", "passwd.csv"}

    def test_leaves_aside_what_systems_put_beside_files(self, tmp_path: Path) -> None:
        content = {
            "2024-04/a.csv": GOOD,
            "2024-04/.DS_Store": b"\0",
            "2024-04/Thumbs.db": b"\0",
            "__MACOSX/2024-04/._a.csv": b"\0",
            "2024-04/desktop.ini": b"",
        }
        packed = written(tmp_path, "a.zip", zip_of(content))
        for name, body in content.items():
            written(tmp_path / "folder", name, body)

        for source in (packed, tmp_path / "folder"):
            assert aside(source) == {
                "2024-04/.DS_Store": ".DS_Store",
                "2024-04/Thumbs.db": "Thumbs.db",
                "__MACOSX/2024-04/._a.csv": "__MACOSX",
            }
            assert set(names(source)) == {"2024-04/a.csv", "2024-04/desktop.ini"}

    def test_refuses_an_unsafe_name_wherever_it_stands(self, tmp_path: Path) -> None:
        path = written(tmp_path, "a.zip", zip_of({"__MACOSX/../../.DS_Store": GOOD}))

        assert aside(path) == {}
        assert "climbs" in refusals(path)["__MACOSX/../../.DS_Store"]

    def test_refuses_what_is_not_there(self, tmp_path: Path) -> None:
        assert refusals(tmp_path / "no.csv") == {"no.csv": "There is no such file"}


class TestReading:
    def read(self, path: Path) -> bytes:
        for entry in entries(path, path.name):
            assert isinstance(entry, Entry)
            with archives.reading(entry) as lines:
                return b"".join(lines)
        raise AssertionError

    def test_gives_the_lines(self, tmp_path: Path) -> None:
        assert self.read(written(tmp_path, "a.zip", zip_of({"a.csv": GOOD}))) == GOOD
        assert self.read(written(tmp_path, "a.csv", GOOD)) == GOOD

    def test_refuses_an_archive_in_an_archive(self, tmp_path: Path) -> None:
        path = written(tmp_path, "a.zip", zip_of({"inner.zip": zip_of({"a.csv": GOOD})}))

        with pytest.raises(FileRefused, match="archive"):
            self.read(path)

    @pytest.mark.parametrize("start", [b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c"])
    def test_refuses_other_archives(self, tmp_path: Path, start: bytes) -> None:
        with pytest.raises(FileRefused, match="archive"):
            self.read(written(tmp_path, "a.csv", start + b"x" * 100))

    def test_refuses_damaged_bytes(self, tmp_path: Path) -> None:
        content = bytearray(zip_of({"a.csv": csv_of([street(n) for n in range(500)])}))
        content[200:240] = bytes(40)

        with pytest.raises(FileRefused, match="damaged"):
            self.read(written(tmp_path, "a.zip", bytes(content)))

    def test_cuts_an_endless_line_into_bounded_pieces(self, tmp_path: Path) -> None:
        path = written(tmp_path, "a.csv", b"x" * 3_000_000)
        (entry,) = entries(path, path.name)
        assert isinstance(entry, Entry)

        with archives.reading(entry) as lines:
            assert max(len(line) for line in lines) < 21_000
