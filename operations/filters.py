"""What the lists of operations' records filter by; the parameters are those that reports link with.

Besides the parameters of every kind (records/filters.py): `operation=<slug>|none`
`area=<pk>|none`; arrests `offence=<code>` `disposal=<code>|none`; prosecutions `stage=<CaseStage>`
`sentenced=yes|no`; patrols `provider=<code>` `mode=<code>`; engagement `type=<code>`
`audience=<code>`; survey waves `question=<code>`. All but `sentenced` may repeat.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django_filters import ChoiceFilter

from incidents.area_choices import NAMED, with_kind
from incidents.models import Area, AreaKind
from operations.models import (
    Arrest,
    Audience,
    CaseStage,
    DisposalType,
    Engagement,
    EngagementType,
    OffenceGroup,
    Operation,
    Patrol,
    PatrolMode,
    Prosecution,
    ProviderType,
    Sex,
    SurveyWave,
)
from records.kind_filters import NONE, AnyOfFilter, KindFilterSet, Rows
from records.models import Code

RECORD = {"record": "each part of the header has its own filter"}
TEXT = "free text is read on the record, not searched"
OF_OPERATION = {**KindFilterSet.facets, "operation": "operation__slug"}
NOT_BY_OFFICER = "lists are not made by officer"


def labels(model: type[Code]) -> list[tuple[str, str]]:
    """List all codes, retired ones too: old records hold them."""
    return list(model._default_manager.values_list("code", "label"))


class OperationalFilterSet(KindFilterSet):
    """The filters of kinds that are logged against an operation."""

    operation = AnyOfFilter("operation__slug", label="Operation")

    def offer(self) -> None:
        """Offer the operations that the officer sees, and none."""
        super().offer()
        rows = Operation.objects.visible_to(self.officer).order_by("name")
        self.filters["operation"].offer([*rows.values_list("slug", "name"), (NONE, "No operation")])

    def offer_areas(self, *, none: str) -> None:
        """Offer the areas that officers choose by name, and none."""
        rows = Area.objects.visible_to(self.officer).filter(kind__in=NAMED).order_by("name")
        named = [(str(area.pk), with_kind(area)) for area in rows.defer("geometry")]
        self.filters["area"].offer([*named, (NONE, none)])


class ArrestFilterSet(OperationalFilterSet):
    """The filters of arrests."""

    order = (
        "q",
        "occurred",
        "operation",
        "status",
        "offence",
        "disposal",
        "sex",
        "area",
        "team",
        "district",
    )
    facets: ClassVar[Mapping[str, str]] = {
        **OF_OPERATION,
        "offence": "principal_offence",
        "disposal": "latest_disposal",
    }
    searched = ("record__reference", "custody_number")
    searched_label = "Reference or custody number"
    occurred_label = "Arrested"
    exempt: ClassVar[Mapping[str, str]] = {
        **RECORD,
        "patrol": "the patrol's page lists its arrests",
        "arresting_officer": NOT_BY_OFFICER,
        "place": TEXT,
        "subject": "the record's page lists the person's other records, never a filter",
        "age_at_event": "counted in bands by reports",
        "self_defined_ethnicity": "counted by reports, never a list of people",
        "officer_defined_ethnicity": "counted by reports, never a list of people",
        "note": TEXT,
    }

    offence = AnyOfFilter("principal_offence", label="Offence group")
    disposal = AnyOfFilter("latest_disposal", label="Latest disposal")
    sex = AnyOfFilter("sex", label="Sex", choices=Sex.choices)
    area = AnyOfFilter("area", label="Area")

    class Meta:
        """Of arrests."""

        model = Arrest
        fields: ClassVar[list[str]] = []

    def offer(self) -> None:
        """Offer offence groups, disposals and areas."""
        super().offer()
        self.offer_areas(none="No area")
        self.filters["offence"].offer([*labels(OffenceGroup), (NONE, "No offence yet")])
        self.filters["disposal"].offer([*labels(DisposalType), (NONE, "Not yet recorded")])


class ProsecutionFilterSet(OperationalFilterSet):
    """The filters of prosecutions."""

    order = ("q", "occurred", "operation", "status", "stage", "sentenced", "team", "district")
    facets: ClassVar[Mapping[str, str]] = {**OF_OPERATION, "stage": "stage"}
    searched = ("record__reference", "case_number")
    searched_label = "Reference or case number"
    occurred_label = "First charged"
    exempt: ClassVar[Mapping[str, str]] = {
        **RECORD,
        "subject": "the record's page lists the person's other records, never a filter",
        "arrests": "the arrest's page lists its cases",
        "first_charged_on": "the days filter: a case occurs on it",
        "note": TEXT,
    }

    stage = AnyOfFilter("stage", label="Stage", choices=CaseStage.choices)
    sentenced = ChoiceFilter(
        field_name="sentenced_on",
        label="Sentenced",
        choices=[("yes", "Sentenced"), ("no", "Not sentenced")],
        empty_label="All",
        method="with_sentence",
    )

    class Meta:
        """Of prosecutions."""

        model = Prosecution
        fields: ClassVar[list[str]] = []

    def with_sentence(self, rows: Rows, name: str, value: str) -> Rows:
        """Keep the cases with, or without, a sentence."""
        return rows.filter(sentenced_on__isnull=value == "no")


class PatrolFilterSet(OperationalFilterSet):
    """The filters of patrols."""

    order = (
        "q",
        "occurred",
        "operation",
        "status",
        "area",
        "provider",
        "mode",
        "found",
        "team",
        "district",
    )
    facets: ClassVar[Mapping[str, str]] = {**OF_OPERATION, "provider": "provider"}
    occurred_label = "Patrolled"
    exempt: ClassVar[Mapping[str, str]] = {
        **RECORD,
        "started_at": "the days filter: a patrol occurs when it starts",
        "ended_at": "a patrol is found by its start",
        "crew_size": "read on the record",
        "note": TEXT,
    }

    area = AnyOfFilter("area", label="Area")
    provider = AnyOfFilter("provider", label="Who patrolled")
    mode = AnyOfFilter("mode", label="How")
    found = ChoiceFilter(
        field_name="nothing_to_report",
        label="What happened",
        choices=[("something", "Something to report"), ("nothing", "Nothing to report")],
        empty_label="All",
        method="by_finding",
    )

    class Meta:
        """Of patrols."""

        model = Patrol
        fields: ClassVar[list[str]] = []

    def offer(self) -> None:
        """Offer areas, providers and modes."""
        super().offer()
        self.offer_areas(none="No area")
        self.filters["provider"].offer(labels(ProviderType))
        self.filters["mode"].offer(labels(PatrolMode))

    def by_finding(self, rows: Rows, name: str, value: str) -> Rows:
        """Keep the patrols with something, or with nothing, to report."""
        return rows.filter(nothing_to_report=value == "nothing")


class EngagementFilterSet(OperationalFilterSet):
    """The filters of engagement events."""

    order = ("q", "occurred", "operation", "status", "type", "audience", "area", "team", "district")
    facets: ClassVar[Mapping[str, str]] = {**OF_OPERATION, "type": "type"}
    occurred_label = "Held"
    exempt: ClassVar[Mapping[str, str]] = {
        **RECORD,
        **dict.fromkeys(("venue", "partner", "topics", "concerns", "promised"), TEXT),
        "attendees": "a column sorts by it",
        "counting": "read on the record",
        "under_18": "read on the record",
        "fed_back_on": "read on the record",
    }

    type = AnyOfFilter("type", label="Type")
    audience = AnyOfFilter("audience", label="Audience")
    area = AnyOfFilter("area", label="Ward")

    class Meta:
        """Of engagement events."""

        model = Engagement
        fields: ClassVar[list[str]] = []

    def offer(self) -> None:
        """Offer types, audiences and wards."""
        super().offer()
        wards = Area.objects.visible_to(self.officer).filter(kind=AreaKind.WARD).order_by("name")
        named = [(str(pk), name) for pk, name in wards.values_list("pk", "name")]
        self.filters["area"].offer([*named, (NONE, "Not in one ward")])
        self.filters["type"].offer(labels(EngagementType))
        self.filters["audience"].offer(labels(Audience))


class SurveyWaveFilterSet(KindFilterSet):
    """The filters of survey waves."""

    order = ("q", "occurred", "question", "status", "team", "district")
    facets: ClassVar[Mapping[str, str]] = {**KindFilterSet.facets, "question": "question"}
    occurred_label = "Last day"
    exempt: ClassVar[Mapping[str, str]] = {
        **RECORD,
        "wording": TEXT,
        "base": "a column sorts by it",
        "percent": "a column sorts by it",
        "margin": "read on the record",
        "design_effect": "read on the record",
        "effective_base": "read on the record",
        "starts_on": "a wave is found by its last day",
        "ends_on": "the days filter: a wave occurs on it",
        "survey_house": "read on the record",
        "mode": "read on the record",
    }

    question = AnyOfFilter("question", label="Question")

    class Meta:
        """Of survey waves."""

        model = SurveyWave
        fields: ClassVar[list[str]] = []

    def offer(self) -> None:
        """Offer the questions that were asked."""
        super().offer()
        waves = SurveyWave.objects.visible_to(self.officer).order_by("question")
        asked = waves.values_list("question", flat=True).distinct()
        self.filters["question"].offer((question, question) for question in asked)


class OperationFilterSet(KindFilterSet):
    """The filters of operations."""

    order = ("q", "occurred", "status", "area", "team", "district")
    searched = ("record__reference", "name")
    searched_label = "Reference or name"
    occurred_label = "First day"
    exempt: ClassVar[Mapping[str, str]] = {
        **RECORD,
        "district": "the header's district is the same and has its filter",
        "slug": "a key for reports",
        "name": "found by the box for reference or name",
        "objective": TEXT,
        "starts_on": "the days filter: an operation occurs on it",
        "ends_on": "a column sorts by it",
        "lead": NOT_BY_OFFICER,
    }

    area = AnyOfFilter("areas", label="Area", distinct=True)

    class Meta:
        """Of operations."""

        model = Operation
        fields: ClassVar[list[str]] = []

    def offer(self) -> None:
        """Offer the areas of operations."""
        super().offer()
        visible: Any = Area.objects.visible_to(self.officer).filter(operations__isnull=False)
        rows = visible.order_by("name").distinct()
        self.filters["area"].offer((str(area.pk), area.name) for area in rows)
