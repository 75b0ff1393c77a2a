"""Every code list on the desk, kept by administrators."""

from datetime import datetime

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounts.desk import DeskAdmin, Form
from accounts.models import Officer
from accounts.roles import Permission
from records import codes
from records.models import Code
from records.writing import Refused


class CodeAdmin(DeskAdmin[Code]):
    """One code list: codes are added and changed, and retire by date."""

    sees = frozenset({Permission.KEEP_CODES})
    keeps = Permission.KEEP_CODES
    refusals = (Refused,)
    list_display = ("label", "code", "position", "valid_from", "valid_to")
    search_fields = ("code", "label")
    ordering = ("position", "code")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> tuple[str, ...]:
        """Keep the code once it is there: records refer to it."""
        return () if obj is None else ("code",)

    def add_row(self, form: Form, *, by: Officer, at: datetime) -> Model:
        """Add the code."""
        return codes.add_code(code=form.instance, by=by, at=at)

    def change_row(self, row: Code, form: Form, *, by: Officer, at: datetime) -> Model:
        """Change the code."""
        return codes.change_code(code=form.instance, by=by, at=at)


for code_list in codes.code_lists():
    admin.site.register(
        code_list,
        type(f"{code_list.__name__}Admin", (CodeAdmin,), {"subject": code_list._meta.label}),
    )
