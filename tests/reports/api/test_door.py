"""The door of the API: whose token, what it opens, how often, and what is written down."""

import base64
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Officer, Posting, Token
from accounts.roles import Role, Scope
from audit.models import JournalEntry, Operation
from tests.example import Example
from tests.people import AT
from tests.reports.api.asking import Program, bearer

pytestmark = pytest.mark.sqlite_only

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


@pytest.fixture
def commander(example: Example) -> Officer:
    return example.people[Role.COMMANDER]


@pytest.fixture
def program(commander: Officer) -> Program:
    return Program(commander, Scope.READ_FIGURES)


def editions(headers: dict[str, str]) -> int:
    return Client().get(reverse("api-edition-list"), headers=headers).status_code


class TestTokenAuthentication:
    def test_takes_a_bearer_and_the_password_of_basic(self, commander: Officer) -> None:
        headers = bearer(commander, Scope.READ_FIGURES)
        secret = headers["Authorization"].removeprefix("Bearer ")
        basic = base64.b64encode(f"40007:{secret}".encode()).decode()

        assert editions(headers) == 200
        assert editions({"Authorization": f"bearer {secret}"}) == 200
        assert editions({"Authorization": f"Basic {basic}"}) == 200

    @pytest.mark.parametrize(
        "said",
        [
            "Bearer",
            "Bearer x",
            "Bearer ☃".encode().decode("latin-1"),
            "Basic !",
            "Basic /w==",
            "Digest abc",
            "Basic NDAwMDc6",
        ],
    )
    def test_refuses_what_is_no_token(self, example: Example, said: str) -> None:
        cache.clear()

        answered = Client().get(reverse("api-me"), headers={"Authorization": said})

        assert answered.status_code == 401
        assert answered["Content-Type"] == "application/problem+json"
        assert answered["WWW-Authenticate"].startswith("Bearer")

    def test_says_how_to_bring_one(self, example: Example) -> None:
        answered = Client().get(reverse("api-me"))

        assert answered.status_code == 401
        assert "Tokens are made on the page Your account." in answered.json()["detail"]

    def test_ends_with_the_account_at_once(self, program: Program, commander: Officer) -> None:
        assert program.get(reverse("api-edition-list")).status_code == 200
        Officer.objects.filter(pk=commander.pk).update(is_active=False)

        answered = program.get(reverse("api-edition-list"))

        assert answered.status_code == 401
        assert "is closed" in answered.json()["detail"]

    def test_ends_when_it_expires_or_is_revoked(self, program: Program) -> None:
        Token.objects.update(expires_at=AT, made_at=AT - DAY)

        answered = program.get(reverse("api-edition-list"))

        assert answered.status_code == 401
        assert "expired on 30/04/2024" in answered.json()["detail"]

    def test_loses_what_the_owner_loses(self, program: Program, commander: Officer) -> None:
        Posting.objects.filter(officer=commander).update(to_on=AT.date())

        answered = program.get(reverse("api-edition-list"))

        assert answered.status_code == 403
        assert "no longer include" in answered.json()["detail"]


class TestApiView:
    def test_names_the_scope_that_lacks(self, program: Program) -> None:
        answered = program.get(reverse("api-lists"))

        assert answered.status_code == 403
        assert answered.json()["detail"] == (
            "This token lacks the scope read_records. Make one that has it."
        )

    def test_reads_nothing_of_another_scope_even_where_it_could(self, commander: Officer) -> None:
        both = Program(commander, Scope.READ_SCHEDULES)

        assert both.get(reverse("api-schedule-list")).status_code == 200
        assert both.get(reverse("api-edition-list")).status_code == 403

    def test_writes_down_who_read_what_with_which_token(
        self, program: Program, commander: Officer
    ) -> None:
        answered = program.get(reverse("api-edition-list"), {"district": "southend"})

        [line] = JournalEntry.objects.filter(verb="api.read")
        assert line.operation == Operation.DISCLOSURE
        assert (line.by_label, line.subject) == (str(commander), "token")
        assert line.subject_id == str(Token.objects.get(name="Test").pk)
        assert line.detail["path"] == "/api/v1/editions/"
        assert line.detail["query"] == "district=southend"
        assert line.detail["rows"] == len(answered.json()["results"])
        assert f'"{line.detail["sha256"]}"' == answered["ETag"]

    def test_writes_nothing_down_of_what_was_refused(self, program: Program) -> None:
        program.get(reverse("api-lists"))

        assert not JournalEntry.objects.filter(verb="api.read").exists()

    def test_sends_nothing_that_the_caller_has(self, program: Program) -> None:
        first = program.get(reverse("api-edition-list"))

        again = program.get(reverse("api-edition-list"), **{"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        lines = JournalEntry.objects.filter(verb="api.read").order_by("id")
        assert [line.operation for line in lines] == [Operation.DISCLOSURE, Operation.ACCESS]

    def test_keeps_when_the_token_was_last_used(self, program: Program) -> None:
        program.get(reverse("api-me"))

        assert Token.objects.get(name="Test").used_at == AT

    def test_leads_to_its_schema(self, program: Program) -> None:
        answered = program.get(reverse("api-me"))

        assert answered["Link"] == '</schemas/api-1.json>; rel="service-desc"'
        schema = Client().get("/schemas/api-1.json")
        assert schema.json()["openapi"].startswith("3.1")

    def test_answers_other_methods_in_its_own_words(self, program: Program) -> None:
        answered = Client().delete(reverse("api-edition-list"), headers=program.headers)

        assert answered.status_code == 405
        assert answered["Content-Type"] == "application/problem+json"


class TestThrottles:
    def test_slow_down_guesses_and_let_a_good_token_through(
        self, program: Program, example: Example
    ) -> None:
        wrong = {"Authorization": "Bearer southend_wrong"}
        codes = [editions(wrong) for _ in range(11)]

        assert codes == [401] * 10 + [429]
        assert program.get(reverse("api-edition-list")).status_code == 200

    def test_slow_down_one_token_and_no_other(
        self, program: Program, example: Example, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("reports.api.throttles.PerToken.THROTTLE_RATES", {"api_token": "2/min"})
        codes = [program.get(reverse("api-me")).status_code for _ in range(3)]
        last = program.get(reverse("api-me"))

        assert codes == [200, 200, 429]
        assert int(last["Retry-After"]) > 0
        assert "Wait" in last.json()["detail"]
        other = Program(example.people[Role.ANALYST], Scope.READ_FIGURES)
        assert other.get(reverse("api-me")).status_code == 200
