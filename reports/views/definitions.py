"""The definitions of measures: what each means now, and each version that there was."""

from datetime import date
from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from accounts import clock
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from reports.models import MeasureDefinition


class DefinitionPage(PermissionRequired, TemplateView):
    """A page for everybody who reads reports, the public edition included."""

    permission = Permission.SEE_REPORTS
    also = (Permission.READ_PUBLIC,)
    what = "reports"


class DefinitionList(DefinitionPage):
    """Every measure with the version in force today, or the last that was."""

    template_name = "reports/definition_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the definitions, one line a measure."""
        today, lines = clock.today(), dict[str, dict[str, Any]]()
        for row in MeasureDefinition.objects.visible_to(officer_of(self.request)):
            line = lines.setdefault(row.key, {"shown": row, "number": 0})
            line["number"] += 1
            if row.valid_from <= today:
                line.setdefault("now", row)
        for line in lines.values():
            line["shown"] = line.get("now", line["shown"])
            line["withdrawn"] = line["shown"].has_ended(today)
        return super().get_context_data(lines=list(lines.values()), **kwargs)


class DefinitionDetail(DefinitionPage):
    """One measure: every version of its definition, newest first."""

    template_name = "reports/definition_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the versions of the measure."""
        key = kwargs["key"]
        rows = MeasureDefinition.objects.visible_to(officer_of(self.request)).filter(key=key)
        versions = list(rows.select_related("by").order_by("-version"))
        if not versions:
            raise Http404(f"No measure {key} is defined.")
        today = clock.today()
        return super().get_context_data(
            name=versions[0].name,
            versions=[
                {"row": row, "state": state_of(row, today), "dates": row.dates} for row in versions
            ],
            **kwargs,
        )


def state_of(row: MeasureDefinition, today: date) -> tuple[str, str]:
    """Give the glyph and the word for where a version stands today."""
    if row.has_ended(today):
        return "withdrawn", "No longer in force"
    if row.valid_from > today:
        return "not-yet", "Not yet in force"
    return "approved", "In force"
