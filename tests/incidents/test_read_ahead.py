"""Files are read by another process as they would be here, and it never outlives who asked."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import clock
from accounts.models import Officer
from incidents import archives, claims, processing, read_ahead
from incidents.archives import Entry
from incidents.grouping import Keyed
from incidents.intake import KeyedFile
from incidents.labels import plain
from incidents.models import BatchState, ImportBatch, ImportFile
from incidents.police_csv import (
    OUTCOMES,
    STREET,
    BadRow,
    FileRefused,
    NotMeant,
    PlaceKey,
    Vocabulary,
)
from incidents.read_ahead import (
    Ahead,
    Here,
    ReaderLost,
    handed_over,
    in_columns,
    in_rows,
    reader,
    taken_over,
)
from tests.incidents.published import (
    ASB,
    contents,
    csv_of,
    nowhere,
    outcome,
    receive,
    street,
    take_in,
    written,
    zip_of,
)

WORDS = Vocabulary(
    crime_types={plain(word): plain(word) for word in (ASB, "Shoplifting")},
    outcomes={plain(word): plain(word) for word in ("Under investigation", "Suspect charged")},
)
FILES = {
    "1-street.csv": csv_of([street(n % 7) if n % 3 else street() for n in range(40)]),
    "2-outcomes.csv": csv_of([outcome(n) for n in range(10)], OUTCOMES),
    "3-bad.csv": b"bad\n",
    "4-street.csv": csv_of(
        [street(1, Month="2024-13"), street(30, Month="2024-05"), street(31, **nowhere())]
    ),
    "5-street.csv": csv_of([street(40, Reported_by="Invented Police")]),
}


class Force:
    """A force as keys know it."""

    pk, slug = 7, "essex"


class Forces(dict[str, Force]):
    """Forces of which none is held before one of its rows is numbered."""

    def __missing__(self, name: str) -> Force:
        self[name] = Force()
        return self[name]

    def holds(self, name: str) -> bool:
        return name in self


def entries(folder: Path) -> Iterator[Entry]:
    """List what may be read of an archive and of a file beside it."""
    archive = written(folder, "a.zip", zip_of(FILES))
    alone = written(folder, "alone.csv", FILES["1-street.csv"])
    for path in (archive, alone):
        yield from (e for e in archives.entries(path, path.name) if isinstance(e, Entry))


@pytest.fixture
def _beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even little be read beside the process that writes."""
    monkeypatch.setattr(read_ahead, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(read_ahead, "processors", lambda: 2)


def told(read: object) -> object:
    """Tell what was read so that it can be compared."""
    return (type(read), *read.args) if isinstance(read, FileRefused) else read


numbers = st.integers(min_value=0, max_value=(1 << 63) - 1)
words = st.sampled_from(["", "2024-04-01", "burglary", "Pier Approach", "é|\x1f"])
keyed = st.builds(
    Keyed,
    numbers,
    numbers,
    st.tuples(numbers, words, numbers),
    st.tuples(words, st.none() | numbers),
)
bad = st.builds(BadRow, numbers, words, words, words)
places = st.builds(PlaceKey, st.none() | numbers, st.none(), words, words, words)
files = st.builds(
    KeyedFile,
    st.sampled_from([STREET, OUTCOMES]),
    st.lists(keyed | bad, max_size=6),
    st.dictionaries(numbers, places, max_size=3),
)


class TestInColumns:
    @given(files)
    def test_gives_back_every_row_and_place_in_its_order(self, file: KeyedFile) -> None:
        found = in_rows(in_columns(file))

        assert found == file
        assert list(map(type, found.rows)) == list(map(type, file.rows))


class TestTakenOver:
    @pytest.mark.parametrize("kind", [FileRefused, NotMeant])
    def test_gives_a_refusal_back_whole(self, kind: type[FileRefused]) -> None:
        found = taken_over(handed_over(kind("Why", 3)))

        assert isinstance(found, FileRefused)
        assert (type(found), found.reason, found.line) == (kind, "Why", 3)


class TestReader:
    def test_reads_little_here(self) -> None:
        with reader(WORDS, Forces(), size=read_ahead.WORTH_A_PROCESS - 1) as reading:
            assert isinstance(reading, Here)

    def test_reads_here_where_there_is_one_processor(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(read_ahead, "processors", lambda: 1)

        with reader(WORDS, Forces(), size=1 << 30) as reading:
            assert isinstance(reading, Here)

    @pytest.mark.usefixtures("_beside")
    def test_leaves_no_process_behind(self) -> None:
        with reader(WORDS, Forces(), size=1) as reading:
            assert isinstance(reading, Ahead)
            process = reading.process
            assert process.poll() is None

        assert process.returncode == -signal.SIGKILL


@pytest.mark.usefixtures("_beside")
class TestAhead:
    def test_reads_what_would_be_read_here(self, tmp_path: Path) -> None:
        def turns() -> Iterator[tuple[str, Entry | None]]:
            yield from ((entry.path, entry) for entry in entries(tmp_path))
            yield "nothing", None

        with reader(WORDS, Forces(), size=1) as reading:
            found = [(path, told(read)) for path, read in reading.each(turns())]

        here = Here(WORDS, Forces())
        assert found == [(path, told(read)) for path, read in here.each(turns())]
        assert [path for path, _ in found] == [*FILES, "alone.csv", "nothing"]

    def test_asks_for_each_force_once(self, tmp_path: Path) -> None:
        forces = Forces()
        with reader(WORDS, forces, size=1) as reading:
            list(reading.each((None, entry) for entry in entries(tmp_path)))

        assert list(forces) == ["Essex Police", "Invented Police"]

    def test_says_that_the_process_ended(self, tmp_path: Path) -> None:
        with reader(WORDS, Forces(), size=1) as reading:
            assert isinstance(reading, Ahead)
            reading.process.kill()
            turns = [(None, entry) for entry in entries(tmp_path)]
            with pytest.raises(ReaderLost, match="-9"):
                list(reading.each(turns))


PARENT = """
import sys, time
from incidents import read_ahead
from incidents.police_csv import Vocabulary
read_ahead.WORTH_A_PROCESS, read_ahead.processors = 0, lambda: 2
with read_ahead.reader(Vocabulary({}, {}), {}, size=1) as reading:
    print(reading.process.pid, flush=True)
    time.sleep(600)
"""


def is_running(pid: int) -> bool:
    """Tell whether a process runs: one that has ended and waits to be collected does not."""
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


class TestReaderProcess:
    @pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes in /proc")
    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
    def test_ends_with_the_process_that_asked(self, how: signal.Signals) -> None:
        with subprocess.Popen(
            [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=read_ahead.ROOT
        ) as parent:
            assert parent.stdout is not None
            pid = int(parent.stdout.readline())
            assert is_running(pid)
            os.kill(parent.pid, how)

        until = time.monotonic() + 10
        while is_running(pid) and time.monotonic() < until:
            time.sleep(0.05)
        assert not is_running(pid)

    def test_loads_no_django(self) -> None:
        program = "import sys, incidents.reader_process; print('django' in sys.modules)"

        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=read_ahead.ROOT,
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout.split() == ["False"]


class TestImport:
    FILES_SAY = ("path", "state", "reason", "read", "added", "unchanged", "repeated", "rejected")

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        return written(tmp_path, "a.zip", zip_of(FILES))

    def result(self) -> object:
        """Read what an import came to."""
        files = ImportFile.objects.order_by("position")
        return contents(), list(files.values_list(*self.FILES_SAY))

    @pytest.mark.parametrize("fixtures", [(), ("_beside",)])
    def test_ends_alike_wherever_its_files_are_read(
        self,
        archive: Path,
        console: Officer,
        request: pytest.FixtureRequest,
        fixtures: tuple[str, ...],
    ) -> None:
        for fixture in fixtures:
            request.getfixturevalue(fixture)
        take_in(archive, by=console)

        found = self.result()
        assert found == EXPECTED.setdefault("result", found)

    @pytest.mark.usefixtures("_beside")
    def test_goes_on_after_its_reader_was_killed(
        self, archive: Path, console: Officer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch, answer = receive(archive, by=console), Ahead.answer

        def killed(reading: Ahead) -> object:
            if ImportFile.objects.exists():
                reading.process.kill()
                reading.process.wait()
            return answer(reading)

        monkeypatch.setattr(Ahead, "answer", killed)
        with pytest.raises(ReaderLost):
            processing.process_import(batch=batch, by=console, clock=clock.now)
        monkeypatch.setattr(Ahead, "answer", answer)
        assert ImportBatch.objects.get().state == BatchState.RUNNING
        later = lambda: clock.now() + claims.LEASE + timedelta(seconds=1)  # noqa: E731 - a clock
        processing.process_import(batch=batch, by=console, clock=later)

        found = self.result()
        assert found == EXPECTED.setdefault("result", found)


EXPECTED: dict[str, object] = {}  # what the first of these tests came to
