"""Every component on a few pages, as a URLconf of the tests only."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from accounts.form_fields import DateBoxesField, RowsField, SouthendForm, TimeField

TODAY = date(2024, 5, 7)


def thing(**values: Any) -> SimpleNamespace:
    """Make an object of the values given."""
    return SimpleNamespace(**values)


def frame(current: str = "Home") -> dict[str, Any]:
    """Give what the context processors give."""
    labels = ("Home", "Log", "Records", "Review", "Operations", "Reports")
    return {
        "frame": thing(
            name="Southend",
            product="Operations",
            home_url="/",
            find_url="/find/",
            person=thing(description="Sergeant, Town Centre Team", number="2216", url="/account/"),
            sign_out_url="/sign-in/logout/",
            today=TODAY,
            demo_notice="Demonstration. Every person and crime here is invented. "
            "The clock shows 7 May 2024, 09:14.",
            footer=[thing(label="Help and keyboard", url="/help/")],
        ),
        "menu": [
            thing(
                label=label,
                url="/",
                current=label == current,
                count=12 if label == "Review" else None,
            )
            for label in labels
        ],
    }


class OffenceForm(SouthendForm):
    """One offence of the gallery's arrest."""

    group = forms.ChoiceField(
        label="Offence group",
        choices=[("", ""), ("violence", "Violence against the person"), ("drugs", "Drug offences")],
        error_messages={"required": "Choose the offence group"},
    )
    on = DateBoxesField(label="Date of the offence", subject="date of the offence", required=False)


class ArrestForm(SouthendForm):
    """A form with every kind of field."""

    on = DateBoxesField(
        label="When", subject="date of the arrest", help_text="Filled in from your patrol"
    )
    at = TimeField(label="Time", subject="arrest")
    custody = forms.CharField(label="Custody number", help_text="As the custody record has it")
    operation = forms.ChoiceField(label="Operation", choices=[("", ""), ("union", "Op Union")])
    necessity = forms.MultipleChoiceField(
        label="Why was the arrest necessary?",
        help_text="Choose all that apply (Code G)",
        widget=forms.CheckboxSelectMultiple,
        choices=[("injury", "To prevent injury"), ("prompt", "To allow a prompt investigation")],
    )
    sex = forms.ChoiceField(
        label="Sex", widget=forms.RadioSelect, choices=[("f", "Female"), ("m", "Male")]
    )
    offences = RowsField(OffenceForm, label="Offences", noun="offence", min_rows=1, max_rows=3)
    late = forms.BooleanField(label="Logged late", required=False)
    minutes = forms.IntegerField(label="Minutes", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.FileField(label="File", required=False)


@login_not_required
def arrest(request: HttpRequest) -> HttpResponse:
    """Show and answer the form."""
    data = request.POST if request.method == "POST" else None
    form = ArrestForm(data, initial={"on": TODAY})
    if form.wants_more_rows(request.POST):
        form.rearrange(today=TODAY)
    elif data is not None and form.is_valid():
        messages.success(request, f"Saved {len(form.cleaned_data['offences'])} offences.")
        return render(request, "gallery/plain.html", frame("Log"))
    return render(request, "gallery/form.html", {"form": form, **frame("Log")})


CRIME: dict[str, Any] = {
    "label": "Recorded crime",
    "unit": "offences",
    "value": 18268,
    "url": "/x",
    "change": -1940,
    "change_percent": -9.6,
    "previous": 20208,
    "previous_url": "/y",
    "reading": "better",
    "estimate": -9.8,
    "low": -11.6,
    "high": -8.0,
    "sentence": "Crime fell by 1,940, from 20,208 to 18,268. Allowing for the extra day this year, "
    "the change is −9.8% (95% interval −11.6% to −8.0%).",
}
ASB: dict[str, Any] = CRIME | {
    "label": "Antisocial behaviour",
    "unit": "incidents, never added to crime",
    "value": 2629,
    "change": -1391,
    "change_percent": -34.6,
    "previous": 4020,
    "estimate": -34.8,
    "low": -37.9,
    "high": -31.5,
}


DECIDED_AT = datetime(2024, 5, 1, 9, 44, tzinfo=UTC)
SQUARE = [[0.70, 51.53], [0.72, 51.53], [0.72, 51.54], [0.70, 51.54], [0.70, 51.53]]
STRIP = [[0.71, 51.532], [0.716, 51.532], [0.716, 51.534], [0.71, 51.534], [0.71, 51.532]]
HOME: dict[str, Any] = {
    "heroes": [CRIME, ASB],
    "small": [
        {
            "label": "Op Union",
            "base": "seafront patrols",
            "value": 23,
            "url": "/x",
            "unit": "arrests",
            "sentence": "8 violence, 6 drugs, 9 other. 22 have a disposal,",
            "link_url": "/z",
            "link_label": "1 is not yet recorded",
        },
        {
            "label": "Op Raker",
            "base": "frequent offenders",
            "value": 50,
            "url": "/x",
            "unit": "prosecutions",
            "sentence": "38 convicted, 3 not convicted, 9 still before the courts.",
        },
        {
            "label": "Good or excellent",
            "base": "residents’ survey, base 612",
            "value": 80,
            "suffix": "%",
            "url": "/x",
            "unit": "77% to 83%",
            "note": "No comparison: the question was reworded in October 2023.",
        },
    ],
    "left_out": [
        thing(count=14, url="/l", reason="submitted, not yet approved"),
        thing(count=41, url="", reason="incidents without a place"),
    ],
    "items": [
        thing(count=5, label="records to review", url="/", note="Oldest 2 days."),
        thing(count=0, label="returned to you", url="/", note=""),
    ],
    "crumbs": [thing(label="Reports", url="/"), thing(label="Edition 2", url="")],
    "rows": [
        ("Violence and sexual offences", 7412, 7986, -574, -7.2, -10.3, -4.5, "better"),
        ("Shoplifting", 1688, 1544, 144, 9.3, 1.7, 16.9, "worse"),
        ("Drugs", 702, 689, 13, 1.9, -8.7, 13.0, "no_clear_change"),
        ("Robbery", 12, 3, 9, 300.0, 5.0, None, "too_few"),
    ],
    "total": thing(count=18423, label="read", url=""),
    "parts": [
        thing(count=17981, label="added", url="/a"),
        thing(count=212, label="updated", url="/u"),
    ],
    "entries": [
        thing(title="Approved", by="Sgt 2198", at=DECIDED_AT, lines=[]),
        thing(title="Submitted", by="PC 41123", at=DECIDED_AT, lines=["Version 2"]),
    ],
    "geojson": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "Milton"},
                "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
            },
            {
                "type": "Feature",
                "properties": {"name": "Marine Parade", "chosen": True},
                "geometry": {"type": "Polygon", "coordinates": [STRIP]},
            },
            {
                "type": "Feature",
                "properties": {"name": "Seafront beat", "chosen": True},
                "geometry": {"type": "Polygon", "coordinates": [STRIP]},
            },
            {
                "type": "Feature",
                "properties": {"name": "Pier Hill"},
                "geometry": {"type": "Polygon", "coordinates": [STRIP]},
            },
        ],
    },
}


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Show tiles, waiting list, notes, map, progress, history."""
    return render(request, "gallery/home.html", {**HOME, **frame()})


class FilterForm(forms.Form):
    """What a FilterSet's form looks like."""

    q = forms.CharField(label="Reference, custody or crime number", required=False)
    status = forms.MultipleChoiceField(
        label="Status",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("approved", "Approved"), ("submitted", "Submitted"), ("draft", "Draft")],
    )
    group = forms.MultipleChoiceField(
        label="Offence group",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(f"g{n}", f"Offence group {n}") for n in range(12)],
    )


STATES = ("submitted", "returned", "approved", "draft", "reopened", "withdrawn")
ROWS = [
    thing(
        reference=f"A-24-00{412 - n}",
        at=datetime(2024, 4, 28, 22, 14, tzinfo=UTC),
        state=state,
        place="Marine Parade",
        offence="Violence against the person",
        by="PC 41123",
        reason="edited after approval" if state == "submitted" else "",
    )
    for n, state in enumerate(STATES)
]
LISTING: dict[str, Any] = {
    "form": FilterForm({"status": ["approved", "submitted"]}),
    "counts": {"status": {"approved": 23, "submitted": 3, "draft": 0}},
    "chosen": 2,
    "rows": ROWS,
    "tags": [
        thing(name="Operation", words="Op Union", url="?"),
        thing(name="Status", words="Approved", url="?"),
    ],
    "page_obj": Paginator(range(1286), 10).page(3),
    "downloads": [thing(label="Excel", url="/x"), thing(label="CSV", url="/c")],
    "actions": [
        thing(name="do", value="approve", label="Approve", url="", quiet=False),
        thing(name="do", value="return", label="Return", url="", quiet=True),
    ],
}


@login_not_required
def listing(request: HttpRequest) -> HttpResponse:
    """Show a list with its filters."""
    return render(request, "gallery/list.html", {**LISTING, **frame("Records")})


class ReturnForm(SouthendForm):
    """Why a record is returned."""

    reason = forms.ChoiceField(
        label="Why are you returning it?",
        widget=forms.RadioSelect,
        choices=[("a", "Disposal does not match the custody record"), ("b", "Another reason")],
    )
    fields_ = forms.CharField(required=False)
    note = forms.CharField(
        label="What should it say instead?", required=False, widget=forms.Textarea
    )


ReturnForm.base_fields["fields"] = forms.MultipleChoiceField(
    label="Which fields should PC 41123 look at?",
    required=False,
    widget=forms.CheckboxSelectMultiple,
    choices=[("d", "Latest disposal"), ("o", "Offences")],
)


REVIEW: dict[str, Any] = {
    "queue": [
        thing(
            title="Arrest A-24-00412",
            url="/",
            age="2 days",
            state="reopened",
            current=True,
            why="Edited after approval",
            who="PC 41123",
        ),
        thing(
            title="Patrol P-24-03318",
            url="/",
            age="9 hours",
            state="submitted",
            current=False,
            why="New officer, first 20 records",
            who="PC 41390",
        ),
    ],
    "changes": [
        thing(
            label="Latest disposal",
            before=["Released under investigation"],
            after=["Charged"],
            material=True,
        ),
        thing(
            label="Note",
            before=["Seen on Marine Pde"],
            after=["Seen on Marine Parade"],
            material=False,
        ),
    ],
    "unchanged": [thing(label="Place", shown=["Marine Parade"]), thing(label="Age", shown=[])],
    "checks": [
        thing(passed=True, words="You did not log it"),
        thing(passed=False, words="April closes in 5 days"),
    ],
}


@login_not_required
def review(request: HttpRequest) -> HttpResponse:
    """Show the queue with a record open."""
    asked = {
        "return_form": ReturnForm(),
        "return_open": "open" in request.GET,
        "refusal": "You were the second officer at this arrest."
        if "refused" in request.GET
        else "",
    }
    return render(request, "gallery/review.html", {**REVIEW, **asked, **frame("Review")})


@login_not_required
def plain(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page that needs nothing but the frame."""
    return render(request, f"{name}.html", {"exception": "", **frame()})


urlpatterns = [
    path("", home, name="home"),
    path("form/", arrest),
    path("list/", listing),
    path("review/", review),
    path("page/<str:name>/", plain),
    path("sign-in/", include("allauth.account.urls")),
]
