"""Who receives a scheduled report, asked again on the day."""

from datetime import datetime, timedelta

import pytest

from accounts import actions
from accounts.models import District, Officer, Team
from accounts.roles import Role
from audit.models import JournalEntry
from records.writing import Refused
from reports.delivery import deliver_again, finished_run
from reports.models import Message, MessageKind, Schedule
from reports.recipients import posted, receivers, responsible
from tests.people import AT
from tests.people import posted as post
from tests.reports import postbox
from tests.reports.clockwork import DUE, HOUR, monthly, now, planned, tick, world

__all__ = ["monthly", "now", "world"]

pytestmark = pytest.mark.usefixtures("world")


def leave(officer: Officer) -> None:
    """End every posting of an officer before the report is due."""
    officer.postings.update(to_on=DUE.date() - timedelta(days=1))


def told(kind: MessageKind) -> set[str]:
    """Name who was told something."""
    return {str(message.to) for message in Message.objects.filter(kind=kind).select_related("to")}


class TestDeliver:
    def test_reaches_roles_and_officers_each_once(
        self,
        district: District,
        chief_inspector: Officer,
        sergeant: Officer,
        analyst: Officer,
        now: list[datetime],
    ) -> None:
        planned(
            district,
            chief_inspector,
            roles=(Role.COMMANDER,),
            officers=(chief_inspector, sergeant),
        )

        tick(now, DUE)

        assert told(MessageKind.REPORT) == {str(chief_inspector), str(sergeant)}
        assert len(postbox.TAKEN) == 2
        [line] = JournalEntry.objects.filter(verb="report.deliver")
        assert set(line.detail["to"]) == {str(chief_inspector), str(sergeant)}

    def test_sends_nothing_to_a_recipient_who_left_and_tells_the_owner(
        self, district: District, chief_inspector: Officer, sergeant: Officer, now: list[datetime]
    ) -> None:
        planned(district, chief_inspector, officers=(sergeant,))
        leave(sergeant)

        tick(now, DUE)

        assert {mail.to[0] for mail in postbox.TAKEN} == {"40007@essex.example"}
        assert told(MessageKind.REPORT) == {str(chief_inspector)}
        assert told(MessageKind.WITHHELD) == {str(chief_inspector)}

    def test_withholds_from_one_who_leaves_while_the_server_is_away(
        self, district: District, chief_inspector: Officer, sergeant: Officer, now: list[datetime]
    ) -> None:
        planned(district, chief_inspector, officers=(sergeant,))
        postbox.IS_AWAY.append("away")
        tick(now, DUE)
        leave(sergeant)
        postbox.IS_AWAY.clear()

        tick(now, DUE + HOUR)
        tick(now, DUE + 2 * HOUR)

        assert {mail.to[0] for mail in postbox.TAKEN} == {"40007@essex.example"}
        assert told(MessageKind.WITHHELD) == {str(chief_inspector)}

    def test_reaches_whoever_holds_the_role_on_the_day(
        self, monthly: Schedule, chief_inspector: Officer, team: Team, now: list[datetime]
    ) -> None:
        successor = post("40008", "Chief Inspector", Role.COMMANDER, team)
        leave(chief_inspector)

        tick(now, DUE)

        assert told(MessageKind.REPORT) == {str(successor)}


class TestReceivers:
    def test_are_not_those_of_another_district(
        self, monthly: Schedule, twin_chief_inspector: Officer
    ) -> None:
        monthly.recipients.create(officer=twin_chief_inspector)

        found = receivers(monthly, at=AT)

        assert found.may_not == [twin_chief_inspector]
        assert twin_chief_inspector not in found.may

    def test_are_not_those_whose_account_is_closed(
        self, monthly: Schedule, chief_inspector: Officer
    ) -> None:
        assert receivers(monthly, at=AT).may == [chief_inspector]
        chief_inspector.is_active = False
        chief_inspector.save()

        assert receivers(monthly, at=AT).may == []


class TestResponsible:
    def test_is_the_owner(self, monthly: Schedule, analyst: Officer) -> None:
        assert responsible(monthly, at=AT) == [monthly.owner]

    def test_is_the_commander_where_the_owner_left(
        self, district: District, analyst: Officer, chief_inspector: Officer
    ) -> None:
        of_analyst = planned(district, analyst)
        leave(analyst)

        assert responsible(of_analyst, at=DUE) == [chief_inspector]

    def test_is_an_analyst_where_there_is_no_commander(
        self, monthly: Schedule, analyst: Officer, chief_inspector: Officer
    ) -> None:
        leave(chief_inspector)

        assert responsible(monthly, at=DUE) == [analyst]

    def test_is_nobody_where_the_district_is_empty(
        self, monthly: Schedule, chief_inspector: Officer
    ) -> None:
        leave(chief_inspector)

        assert responsible(monthly, at=DUE) == []


class TestPosted:
    @pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 1)])
    def test_ends_with_the_day_before(
        self, district: District, chief_inspector: Officer, days: int, count: int
    ) -> None:
        chief_inspector.postings.update(to_on=AT.date() + timedelta(days=days))

        assert posted(district, roles=[Role.COMMANDER], at=AT).count() == count


class TestDeliverAgain:
    @pytest.fixture
    def delivered(self, monthly: Schedule, now: list[datetime]) -> Schedule:
        """Give a schedule whose first report is out."""
        tick(now, DUE)
        return monthly

    def test_tells_those_who_may_read_it_now_once_more(
        self, delivered: Schedule, analyst: Officer, sergeant: Officer, now: list[datetime]
    ) -> None:
        delivered.recipients.create(officer=sergeant)
        run = finished_run(delivered)
        assert run is not None

        done = deliver_again(run=run, by=analyst, at=DUE + HOUR)
        tick(now, DUE + HOUR)

        assert done.edition == run.edition
        assert {str(one) for one in done.found.may} == told(MessageKind.REPORT)
        assert len(postbox.TAKEN) == 3
        assert JournalEntry.objects.filter(verb="report.deliver").count() == 2

    def test_is_for_those_who_compile_reports_of_the_district(
        self, delivered: Schedule, sergeant: Officer, twin_analyst: Officer
    ) -> None:
        run = finished_run(delivered)
        assert run is not None

        for stranger in (sergeant, twin_analyst):
            with pytest.raises(Refused, match="Commanders and analysts of Southend"):
                deliver_again(run=run, by=stranger, at=DUE + HOUR)

    def test_needs_a_finished_run_and_somebody_to_tell(
        self, delivered: Schedule, chief_inspector: Officer, analyst: Officer
    ) -> None:
        run = finished_run(delivered)
        assert run is not None
        assert finished_run(delivered, run.pk + 1) is None
        leave(chief_inspector)

        with pytest.raises(Refused, match="Nobody who is named"):
            deliver_again(run=run, by=analyst, at=DUE + HOUR)

    def test_sends_no_mail_to_a_system(
        self, delivered: Schedule, district: District, console: Officer, analyst: Officer
    ) -> None:
        system = actions.add_system(
            collar_number="SYS-1",
            title="System",
            district=district,
            role=Role.COMMANDER,
            by=console,
            at=AT,
        )
        run = finished_run(delivered)
        assert run is not None

        done = deliver_again(run=run, by=analyst, at=DUE + HOUR)

        assert system not in done.found.may
