"""check_journal: the exit status and the sentence."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Officer
from audit import journal
from tests.audit.test_journal import A_DAY, MONDAY, TUESDAY, tamper, write
from tests.people import AT


def said() -> str:
    """Run the command and give what it prints."""
    out = io.StringIO()
    call_command("check_journal", stdout=out)
    return out.getvalue()


class TestCheckJournal:
    def test_says_to_which_day_an_untouched_journal_is_sealed(self, officer: Officer) -> None:
        write(officer, at=AT - A_DAY)
        journal.seal(day=MONDAY)
        write(officer)
        journal.seal(day=TUESDAY)

        assert "as it was sealed: 2 seals, from 29 April 2024 to 30 April 2024." in said()

    def test_ends_with_one_and_names_the_first_broken_day(self, officer: Officer) -> None:
        entry = write(officer, at=AT - A_DAY)
        journal.seal(day=MONDAY)
        write(officer)
        journal.seal(day=TUESDAY)
        tamper(entry)

        with pytest.raises(CommandError, match=r"seal of 29 April 2024: .* 1 of 2") as ended:
            said()

        assert ended.value.returncode == 1

    @pytest.mark.django_db
    def test_says_that_no_day_is_sealed_yet(self) -> None:
        assert "No day is sealed yet" in said()
