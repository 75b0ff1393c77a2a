"""The command that every district's people begin with."""

import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.http import HttpRequest

from accounts import clock
from accounts.management.commands import add_administrator
from accounts.models import District, Officer, Posting, Team
from accounts.roles import Role
from audit.models import JournalEntry
from tests.people import PASSWORD


def add(collar_number: str = "88001", *, district: str = "southend") -> str:
    out = io.StringIO()
    call_command("add_administrator", collar_number, district=district, stdout=out)
    return out.getvalue().strip()


@pytest.mark.django_db
class TestAddAdministrator:
    @pytest.fixture(autouse=True)
    def typed(self, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
        """Give what the standard input holds."""
        lines = io.StringIO(f"{PASSWORD}\n{PASSWORD}\n")
        monkeypatch.setattr("sys.stdin", lines)
        return lines

    def test_adds_an_account_that_signs_in_and_keeps_people_here(self, district: District) -> None:
        said = add()

        officer = Officer.objects.get(collar_number="88001")
        officer.stand(at=clock.now())
        assert said == "Administrator 88001 may sign in and is an administrator of Southend."
        assert authenticate(HttpRequest(), username="88001", password=PASSWORD) == officer
        assert officer.standing.roles == {Role.ADMINISTRATOR}
        assert officer.standing.district_ids == (district.pk,)

    def test_is_journalled_as_the_console(self, district: District) -> None:
        add()

        lines = JournalEntry.objects.order_by("id").values_list("verb", "label")
        assert list(lines) == [
            ("officer.add", "Administrator 88001"),
            ("team.add", "Administration"),
            ("posting.add", "Administrator 88001: Administrator, Administration"),
        ]
        assert PASSWORD not in str(list(JournalEntry.objects.values()))

    def test_posts_a_second_one_to_the_same_team(self, district: District) -> None:
        add()
        add("88002")

        team = Team.objects.get(district=district, slug="administration")
        assert Posting.objects.filter(team=team).count() == 2

    def test_refuses_a_district_that_is_not_there(self, district: District) -> None:
        with pytest.raises(CommandError, match="no district basildon: add it with add_district"):
            add(district="basildon")

    def test_refuses_a_collar_number_that_is_taken(self, district: District) -> None:
        add()

        with pytest.raises(CommandError, match="Another account has the collar number 88001"):
            add()
        assert Posting.objects.count() == 1

    @pytest.mark.parametrize(
        ("password", "sentence"),
        [("", "too short"), ("short", "too short"), ("seven-lamps-on-the-pier", "printed")],
    )
    def test_refuses_a_weak_password(
        self, district: District, typed: io.StringIO, password: str, sentence: str
    ) -> None:
        typed.truncate(0)
        typed.seek(0)
        typed.write(f"{password}\n")
        typed.seek(0)

        with pytest.raises(CommandError, match=sentence):
            add()
        assert not Officer.objects.filter(is_service=False).exists()

    def test_asks_twice_where_somebody_types(
        self, district: District, typed: io.StringIO, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(typed, "isatty", lambda: True)
        answers = iter([PASSWORD, "another-long-password", PASSWORD, PASSWORD])
        monkeypatch.setattr(add_administrator, "getpass", lambda prompt: next(answers))

        with pytest.raises(CommandError, match="The two passwords differ"):
            add()
        assert add() == "Administrator 88001 may sign in and is an administrator of Southend."
