"""Checking a file: is it one of ours, as it was made, and does it still stand?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from accounts import clock
from accounts.form_fields import SouthendForm
from accounts.models import Officer
from accounts.roles import Permission
from accounts.views import PermissionRequired, officer_of
from reports import verifying
from reports.definitions import REPORTS
from reports.verifying import Answer, State

MOST_BYTES = 64 * 1024 * 1024
NAMES = {report.slug: report.name for report in REPORTS}


class VerifyForm(SouthendForm):
    """A file, or the digits of a digest: one of the two."""

    file = forms.FileField(
        required=False,
        help_text="Any format of an edition, as it was downloaded. It is read and not kept.",
        error_messages={"empty": "The file is empty: choose another"},
        widget=forms.FileInput(),
    )
    digest = forms.CharField(
        label="Digest",
        required=False,
        max_length=200,
        help_text="The digits printed at the foot of each page, or the SHA-256 of a file.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Refuse a file that is larger than any of ours.

        Raises: ValidationError.
        """
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {MOST_BYTES // 1024**2} MB: no file of an edition is"
            )
        return file

    def clean_digest(self) -> str:
        """Read the digits as they were copied.

        Raises: ValidationError.
        """
        typed: str = self.cleaned_data["digest"]
        try:
            return verifying.typed_digest(typed) if typed else ""
        except verifying.NoDigest as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or {}
        given = [name for name in ("file", "digest") if cleaned.get(name)]
        if not self.errors and not given:
            self.add_error("file", "Choose a file, or enter a digest")
        if len(given) > 1:
            self.add_error("digest", "Give a file or a digest, not both")
        return cleaned


class Verify(PermissionRequired, View):
    """Give a file or its digest, and learn what it is."""

    permission = Permission.SEE_REPORTS
    also = (Permission.READ_PUBLIC,)
    what = "reports"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return render(request, "reports/verify.html", {"form": VerifyForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check, and say what was found; the file is closed, and with that gone."""
        form = VerifyForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "reports/verify.html", {"form": form}, status=422)
        answer = self.answer(form, officer_of(request))
        context = {
            "form": VerifyForm(),
            "answer": answer,
            "heading": heading(answer),
            "digits": grouped(answer.digest),
            "name": NAMES.get(answer.edition.definition, "") if answer.edition else "",
        }
        return render(request, "reports/verify.html", context)

    def answer(self, form: VerifyForm, officer: Officer) -> Answer:
        """Check what was given."""
        given, at = form.cleaned_data, clock.now()
        if not given["file"]:
            return verifying.verify_digest(digest=given["digest"], by=officer, at=at)
        with given["file"].open("rb") as uploaded:
            return verifying.verify_file(stream=uploaded.file, by=officer, at=at)


def heading(answer: Answer) -> str:
    """Say in a line what was found."""
    if answer.state is State.NOT_FOUND:
        return "No edition that you may read has this digest"
    if answer.state is State.ALTERED:
        return "Altered" if answer.edition else "Altered, or not a file of ours"
    what = "file" if answer.file else "figures"
    if answer.state is State.SUPERSEDED and answer.newest:
        return f"Genuine {what}, superseded by edition {answer.newest.number}"
    return f"Genuine {what}"


def grouped(digest: str) -> str:
    """Write a digest in groups that a narrow page can break between."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
