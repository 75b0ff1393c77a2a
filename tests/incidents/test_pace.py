"""pace.py: transactions that end when their time is up, with room between them."""

import time

import pytest

from incidents import pace
from incidents.pace import Pace

pytestmark = pytest.mark.django_db


class TestUntilTimeIsUp:
    def counted(self, rhythm: Pace, pieces: int) -> tuple[int, bool]:
        """Do pieces of 0.01 s; tell how many were done, and whether one is left."""
        done: list[int] = []

        def piece() -> bool:
            time.sleep(0.01)
            done.append(1)
            return len(done) < pieces

        with rhythm.writing():
            left = rhythm.until_time_is_up(piece)
        return len(done), left

    def test_does_all_that_there_is_time_for(self) -> None:
        assert self.counted(Pace(), 3) == (3, False)

    def test_ends_with_the_piece_at_which_time_is_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pace, "STRETCH_SECONDS", 0.025)

        done, left = self.counted(Pace(), 1_000)

        assert left
        assert done <= 3

    def test_does_one_piece_however_long_it_takes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pace, "STRETCH_SECONDS", 0.0)

        assert self.counted(Pace(), 2) == (1, True)


@pytest.mark.sqlite_only
class TestWriting:
    def test_lets_others_in_after_the_longest_hold(self) -> None:
        rhythm = Pace(longest_hold=0.05)
        begun = time.monotonic()
        while time.monotonic() - begun < 0.06:
            with rhythm.writing():
                time.sleep(0.01)
        time.sleep(pace.BREATH / 2)
        before = time.monotonic()

        with rhythm.writing():
            free, slept = time.monotonic() - rhythm.last, time.monotonic() - before

        assert free >= pace.BREATH
        assert slept < free
