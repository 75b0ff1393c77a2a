"""How every schedule stands at a moment, in words: what the health board and the command show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from accounts.models import District, Officer
from accounts.roles import Permission, Role
from incidents import confirming
from incidents.models import ImportBatch
from records.writing import Refused
from reports.definitions import UnknownReport, report_named
from reports.delivery import report_name
from reports.mail import is_configured
from reports.models import (
    Message,
    RunState,
    Schedule,
    ScheduledRun,
    ScheduleRecipient,
)
from reports.numerals import listed, plural
from reports.periods import moment_words
from reports.recipients import posted
from reports.schedules import local_words
from reports.subjects import refuse_about

MOST_MONTHS = 3
PATIENCE = timedelta(minutes=5)
"""How long after its moment a run may not have begun before the clock is taken for stopped."""


@dataclass(frozen=True, kw_only=True)
class Health:
    """How one schedule stands. `glyph` is the shape of `state`; `warnings` say what to do."""

    schedule: Schedule
    name: str
    recipients: str
    last_good: ScheduledRun | None
    next_words: str
    missing: Sequence[ScheduledRun]
    glyph: str
    state: str
    warnings: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ImportInDoubt:
    """An import of which months are in doubt. `may_open` tells whether the officer may see it."""

    batch: ImportBatch
    words: str
    may_open: bool


@dataclass(frozen=True, kw_only=True)
class Board:
    """How all schedules of an officer's districts stand, the imports in doubt, and the post."""

    rows: Sequence[Health]
    in_doubt: Sequence[ImportInDoubt]
    mail: str
    mail_is_bad: bool

    @property
    def verdict(self) -> str:
        """Say in a sentence what the board shows."""
        if self.in_doubt:
            waiting = plural(len(self.in_doubt), "import")
            return f"{self.of_schedules} {waiting} in doubt: confirm or undo."
        return self.of_schedules

    @property
    def of_schedules(self) -> str:
        """Say in a sentence how the schedules stand."""
        if not self.rows:
            return "There is no schedule yet."
        bad = sum(1 for row in self.rows if row.glyph in {"at-risk", "missed"})
        whole = plural(len(self.rows), "schedule")
        if bad:
            return f"{bad} of {whole} {'needs' if bad == 1 else 'need'} attention."
        return f"{whole}: nothing is late and nothing failed."


class People:
    """What officers may do at a moment, each read once for the whole board."""

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self._known: dict[int, Officer] = {}
        self._held: dict[tuple[int, Sequence[Role]], bool] = {}

    def hold(self, district: District, roles: Sequence[Role]) -> bool:
        """Tell whether anybody holds one of some roles in a district."""
        key = (district.pk, roles)
        if key not in self._held:
            self._held[key] = posted(district, roles=roles, at=self.at).exists()
        return self._held[key]

    def allows(self, officer: Officer, permission: Permission, district_id: int) -> bool:
        """Tell whether an officer holds a permission in a district."""
        if officer.pk not in self._known:
            officer.stand(at=self.at)
            self._known[officer.pk] = officer
        return self._known[officer.pk].standing.allows(permission, district_id)


def board(officer: Officer, *, at: datetime) -> Board:
    """Read how everything stands that the officer may see."""
    schedules = with_all(Schedule.objects.visible_to(officer))
    people = People(at=at)
    last = last_good_runs(schedules)
    rows = [health(schedule, last.get(schedule.pk), people, at=at) for schedule in schedules]
    words, is_bad = mail_words(officer, at=at)
    return Board(rows=rows, in_doubt=imports_in_doubt(officer), mail=words, mail_is_bad=is_bad)


def imports_in_doubt(officer: Officer) -> Sequence[ImportInDoubt]:
    """Name the imports of which months wait for somebody: published data is of whole forces."""
    months: dict[ImportBatch, list[str]] = {}
    for month in confirming.waiting():
        months.setdefault(month.file.batch, []).append(str(month))
    may_open = officer.standing.allows(Permission.IMPORT_DATA)
    return [
        ImportInDoubt(batch=batch, words=in_doubt_words(found), may_open=may_open)
        for batch, found in months.items()
    ]


def in_doubt_words(months: Sequence[str]) -> str:
    """Say which months of an import are in doubt, and what reports read until somebody decides."""
    shown = listed([*months[:MOST_MONTHS], *more_words(len(months) - MOST_MONTHS)])
    return (
        f"{shown}: in doubt. Reports read none of it: a month that was held stays as it was, and "
        "one that was not is not covered. An analyst confirms it or undoes it."
    )


def more_words(count: int) -> Sequence[str]:
    """Count what is not named, where there is more."""
    return [f"{count} more"] if count > 0 else []


def row(schedule: Schedule, *, at: datetime) -> Health:
    """Say how one schedule stands that `with_all` has read."""
    one = Schedule.objects.filter(pk=schedule.pk)
    return health(schedule, last_good_runs(one).get(schedule.pk), People(at=at), at=at)


def with_all(schedules: QuerySet[Schedule]) -> QuerySet[Schedule]:
    """Read schedules with everything that their words need."""
    recipients = ScheduleRecipient.objects.select_related("officer")
    unfinished = ScheduledRun.objects.unfinished().order_by("due_at")
    return schedules.select_related("district", "owner").prefetch_related(
        Prefetch("recipients", queryset=recipients),
        Prefetch("runs", queryset=unfinished, to_attr="owed"),
    )


def last_good_runs(schedules: QuerySet[Schedule]) -> Mapping[int, ScheduledRun]:
    """Find the newest finished run of each schedule."""
    done = ScheduledRun.objects.filter(schedule=OuterRef("pk"), state=RunState.DONE)
    newest = Subquery(done.order_by("-done_at", "-due_at").values("pk")[:1])
    keys = schedules.annotate(last_run=newest).values_list("last_run", flat=True)
    runs = ScheduledRun.objects.filter(pk__in=list(keys)).select_related("edition")
    return {run.schedule_id: run for run in runs.defer("edition__content", "edition__inputs")}


def health(
    schedule: Schedule, last_good: ScheduledRun | None, people: People, *, at: datetime
) -> Health:
    """Put together how one schedule stands."""
    owed: Sequence[ScheduledRun] = schedule.owed  # type: ignore[attr-defined] # with_all puts it there
    warnings = [] if schedule.stopped_at else [*warnings_of(schedule, owed, people, at=at)]
    glyph, state = standing_of(schedule, warnings, last_good)
    return Health(
        schedule=schedule,
        name=name_of(schedule),
        recipients=recipient_words(schedule),
        last_good=last_good,
        next_words=next_words(schedule, at=at),
        missing=[run for run in owed if run.late_at <= at],
        glyph=glyph,
        state=state,
        warnings=[schedule.why_stopped] if schedule.stopped_at else warnings,
    )


def name_of(schedule: Schedule) -> str:
    """Name the report with a capital letter, what it is about, and its district."""
    name = report_name(schedule)
    return f"{name[:1].upper()}{name[1:]}, {schedule.district}"


def recipient_words(schedule: Schedule) -> str:
    """Name the recipients: "Commanders, analysts and Sergeant 2216"."""
    names = [
        str(one.officer) if one.officer else f"{one.get_role_display().lower()}s"
        for one in schedule.recipients.all()
    ]
    words = listed(names)
    return words[:1].upper() + words[1:]


def next_words(schedule: Schedule, *, at: datetime) -> str:
    """Say when it runs next, by London's clocks."""
    if schedule.stopped_at is not None:
        return "Not before it is started again"
    if schedule.next_at is None:
        return local_words(schedule.recurrence.after(at).at)
    return local_words(schedule.next_at)


def standing_of(
    schedule: Schedule, warnings: Sequence[str], last_good: ScheduledRun | None
) -> tuple[str, str]:
    """Give shape and word: what is in order is quiet, what is not carries its reason."""
    if schedule.stopped_by_failures:
        return "missed", "Stopped by itself"
    if schedule.stopped_at is not None:
        return "withdrawn", "Stopped"
    if warnings:
        return "at-risk", "At risk"
    return ("approved", "In order") if last_good else ("not-yet", "Not run yet")


def warnings_of(
    schedule: Schedule, owed: Sequence[ScheduledRun], people: People, *, at: datetime
) -> Iterable[str]:
    """Say everything that makes a report late or lets it go astray, before it does."""
    if schedule.next_at is not None and schedule.next_at + PATIENCE < at:
        yield (
            f"The run of {local_words(schedule.next_at)} has not begun: the clock does not run."
            " Whoever keeps the server starts manage.py beat and a worker."
        )
    for run in owed:
        yield owed_words(run, at=at)
    if not schedule.owner.is_service and not people.allows(
        schedule.owner, Permission.COMPILE_REPORTS, schedule.district_id
    ):
        yield f"{schedule.owner}, the owner, left or has another role. Give it another owner."
    try:
        refuse_about(
            report=report_named(schedule.definition),
            district=schedule.district,
            subject=schedule.subject,
        )
    except (UnknownReport, Refused) as error:
        yield f"The next run will fail: {error}"
    yield from recipient_warnings(schedule, people)


def owed_words(run: ScheduledRun, *, at: datetime) -> str:
    """Say of a report that is not there whether it is late, what failed and what comes next."""
    label = f"{run.period.label[:1].upper()}{run.period.label[1:]}"
    if run.late_at <= at:
        says = f"{label} is late: it was due {local_words(run.due_at)}."
    else:
        says = f"{label} is not there yet; it is late from {local_words(run.late_at)}."
    if run.state == RunState.FAILED:
        tries = plural(run.attempts, "attempt")
        says += f" {tries} failed: {run.failure} Tried again {moment_words(run.next_try_at)}."
    elif run.state == RunState.COMPILING:
        says += " It is being compiled."
    return says


def recipient_warnings(schedule: Schedule, people: People) -> Iterable[str]:
    """Say who is named and receives nothing, and whether nobody does."""
    named = [one.officer for one in schedule.recipients.all() if one.officer]
    left = [
        str(officer)
        for officer in named
        if not people.allows(officer, Permission.SEE_REPORTS, schedule.district_id)
    ]
    if left:
        yield f"{listed(left)} may no longer read these reports and will receive nothing."
    roles = tuple(Role(one.role) for one in schedule.recipients.all() if one.role)
    if len(left) == len(named) and not people.hold(schedule.district, roles):
        yield "Nobody receives this report: no recipient holds a role in the district."


def mail_words(officer: Officer, *, at: datetime) -> tuple[str, bool]:
    """Say how the post stands in the officer's districts, and whether that is bad."""
    messages = Message.objects.about(officer)
    lapsed = messages.lapsed(at).count() if is_configured() else 0
    gave_up = f" {plural(lapsed, 'mail')} could not be sent within 7 days." if lapsed else ""
    if not is_configured():
        return (
            "No mail server is set up: no mail is sent. What people are told stands on their home"
            " page. Whoever keeps the server sets SOUTHEND_MAIL_URL.",
            True,
        )
    waiting = messages.unsent(at)
    failed = waiting.exclude(failure="").order_by("made_at").first()
    if failed is None:
        n = waiting.count()
        words = f"{plural(n, 'mail')} about to be sent." if n else "No mail waits to be sent."
        return words + gave_up, bool(lapsed)
    since = moment_words(failed.made_at)
    return (
        f"{plural(waiting.count(), 'mail')} not sent, the oldest of {since}. {failed.failure}"
        f" Sent as soon as the server takes {'it' if waiting.count() == 1 else 'them'}.{gave_up}",
        True,
    )
