"""Home: what waits for the officer, and the district's headline figures."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.views.generic import TemplateView

from accounts import clock
from accounts.models import Officer
from accounts.officers import district_of
from accounts.roles import Permission
from accounts.views import officer_of
from records.work import work_of
from reports import performance
from reports.collecting import SNAPSHOT, Scope, collect
from reports.document import Document
from reports.forms import last_twelve_months
from reports.measures.performance import performance_inputs
from reports.models import Edition, Message
from reports.renderers import html

NOTICES = 10
"""How many messages the home page shows."""
ASB_MONTHS = "asb_total-by-month"
"""Key of the chart that the home page shows of the report."""


class Home(TemplateView):
    """The first page after sign-in, for whatever roles the officer has."""

    template_name = "reports/home.html"

    def get_template_names(self) -> list[str]:
        """Show members of the advisory group, and administrators, a page of their own."""
        standing = officer_of(self.request).standing
        if standing.allows(Permission.SEE_RECORDS):
            return [self.template_name]
        if standing.allows(Permission.READ_PUBLIC):
            return ["reports/home_advisory_group.html"]
        return ["reports/home_without_records.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the work of the officer and, for the district, the figures as they are now."""
        context = super().get_context_data(**kwargs)
        officer, at = officer_of(self.request), clock.now()
        context["district"] = district = district_of(officer)
        if officer.standing.allows(Permission.READ_PUBLIC):
            context["public_editions"] = newest_editions(officer)
        if district is None or not officer.standing.allows(Permission.SEE_RECORDS):
            return context
        period = last_twelve_months(clock.today())
        shown = html.context(headline(Scope.of(district, period)))
        return context | {
            "work": (work := work_of(officer, at=at)),
            "may_log": work.may_log,
            "work_first": not officer.standing.allows(Permission.SEE_REPORTS),
            "at": at,
            "headline": shown,
            **asb_by_month(shown),
            "editions": newest_editions(officer),
            "notices": Message.objects.visible_to(officer).shown(at)[:NOTICES],
        }


def asb_by_month(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Find the chart of antisocial behaviour by month and its table, if the report has one."""
    blocks = [block for section in shown["sections"] for block in section["blocks"]]
    found = {block["block"].key: block for block in blocks if hasattr(block["block"], "key")}
    chart = found.get(ASB_MONTHS)
    return {"asb_chart": chart, "asb_table": found.get(chart["block"].table)} if chart else {}


def headline(scope: Scope) -> Document:
    """Measure the district now; nothing of it is stored."""
    with transaction.atomic(using=SNAPSHOT):
        evidence = collect(scope)
    return performance.build(performance_inputs(evidence))


def newest_editions(officer: Officer) -> list[Edition]:
    """List the newest editions that the officer may read."""
    rows = Edition.objects.visible_to(officer).select_related("district").defer("content", "inputs")
    return list(rows.order_by("-compiled_at")[:5])
