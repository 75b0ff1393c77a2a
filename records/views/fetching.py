"""Fetching a record within an officer's rights: one that they may not see is not there."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.views import officer_of
from records.models import Record


def record_of(request: HttpRequest, pk: UUID, **more: object) -> Record:
    """Fetch a record with its author, team and district, or answer 404."""
    rows = Record.objects.visible_to(officer_of(request)).filter(**more)
    return get_object_or_404(
        rows.select_related("logged_by", "team", "district", "decided_by"), pk=pk
    )
