"""The rules of operations: which fields are material, and when a record is fit to submit."""

from collections.abc import Mapping

from records.models import Kind

MATERIAL: Mapping[Kind, frozenset[str]] = {
    Kind.OPERATION: frozenset({"name", "slug", "objective", "starts_on", "ends_on", "areas"}),
    Kind.PATROL: frozenset(
        {"operation", "provider", "mode", "started_at", "ended_at", "area", "crew", "crew_size"}
    ),
    Kind.ARREST: frozenset(
        {
            "operation",
            "occurred_at",
            "custody_number",
            "place",
            "area",
            "offences",
            "disposals",
            "subject",
            "age_at_event",
            "sex",
            "self_defined_ethnicity",
            "officer_defined_ethnicity",
        }
    ),
    Kind.PROSECUTION: frozenset(
        {"operation", "case_number", "subject", "arrests", "charges", "sentences", "orders"}
    ),
    Kind.ENGAGEMENT: frozenset(
        {"operation", "occurred_at", "type", "audience", "area", "attendees", "under_18"}
    ),
    Kind.SURVEY_WAVE: frozenset(
        {
            "question",
            "wording",
            "base",
            "percent",
            "margin",
            "design_effect",
            "effective_base",
            "starts_on",
            "ends_on",
            "survey_house",
            "mode",
        }
    ),
}
"""The fields whose change voids an approval: counts, people, places, results, and every word that
a report prints of a record (ADR 0003). What a version counts as is of these fields alone."""
