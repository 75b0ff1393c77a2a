"""storage.py: what was received is kept as long as its import needs it, and no longer."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from accounts import clock
from accounts.models import Officer
from incidents import actions, processing, storage
from incidents.models import BatchState, ImportBatch
from incidents.storage import Incoming
from tests.incidents.published import AT, csv_of, street, written


@pytest.fixture
def batch(tmp_path: Path, analyst: Officer) -> ImportBatch:
    """Give an import that waits."""
    path = written(tmp_path, "2024-04-essex-street.csv", csv_of([street(1)]))
    source = Incoming(path.name, path)
    return actions.receive_import(sources=[source], by=analyst, at=AT)


def folder(of: UUID) -> Path:
    """Make a folder such as one import keeps, a day and a minute old."""
    path = storage.folder_of(of)
    path.mkdir(parents=True)
    aged = (AT - timedelta(days=1, minutes=1)).timestamp()
    os.utime(path, (aged, aged))
    return path


class TestKeeping:
    def test_lasts_until_the_import_is_in(self, batch: ImportBatch, analyst: Officer) -> None:
        assert storage.folder_of(batch.folder).is_dir()

        processing.process_import(batch=batch, by=analyst, clock=clock.now)

        batch.refresh_from_db()
        assert batch.state == BatchState.DONE
        assert not storage.folder_of(batch.folder).exists()
        assert batch.received[0]["sha256"]

    def test_lasts_until_the_import_was_refused(self, tmp_path: Path, analyst: Officer) -> None:
        path = written(tmp_path, "bad.csv", b"bad\n")
        batch = actions.receive_import(sources=[Incoming("bad.csv", path)], by=analyst, at=AT)

        processing.process_import(batch=batch, by=analyst, clock=clock.now)

        assert ImportBatch.objects.get().state == BatchState.REFUSED
        assert not storage.folder_of(batch.folder).exists()

    def test_lasts_until_the_import_was_taken_back(
        self, batch: ImportBatch, analyst: Officer
    ) -> None:
        ImportBatch.objects.update(attempts=9)

        processing.process_import(batch=batch, by=analyst, clock=clock.now)

        assert ImportBatch.objects.get().state == BatchState.FAILED
        assert not storage.folder_of(batch.folder).exists()

    def test_is_not_needed_to_undo(self, batch: ImportBatch, analyst: Officer) -> None:
        processing.process_import(batch=batch, by=analyst, clock=clock.now)
        actions.order_undo(batch=batch, by=analyst, at=AT)

        actions.undo_import(batch=batch, by=analyst, clock=clock.now)

        assert ImportBatch.objects.get().state == BatchState.UNDONE


class TestDiscardLeftOver:
    @pytest.mark.parametrize("state", [BatchState.DONE, BatchState.FAILED, BatchState.UNDONE])
    def test_deletes_what_a_finished_import_left(
        self, state: BatchState, batch: ImportBatch
    ) -> None:
        ImportBatch.objects.update(state=state)

        assert storage.discard_left_over(at=AT) == 1
        assert not storage.folder_of(batch.folder).exists()

    @pytest.mark.parametrize("state", [BatchState.WAITING, BatchState.RUNNING])
    def test_leaves_what_an_unfinished_import_needs(
        self, state: BatchState, batch: ImportBatch
    ) -> None:
        ImportBatch.objects.update(state=state)

        assert storage.discard_left_over(at=AT + timedelta(days=90)) == 0
        assert storage.folder_of(batch.folder).is_dir()

    @pytest.mark.django_db
    def test_deletes_what_was_never_received_after_a_day(self) -> None:
        old, other = folder(uuid4()), folder(uuid4())
        os.utime(other, (AT.timestamp(), AT.timestamp()))

        storage.discard_left_over(at=AT)

        assert not old.exists()
        assert other.exists()

    @pytest.mark.django_db
    def test_leaves_what_no_import_kept(self) -> None:
        stranger = folder(uuid4())
        stranger = stranger.rename(stranger.with_name("lost+found"))

        assert storage.discard_left_over(at=AT) == 0
        assert stranger.exists()
