"""Addresses of operations and of what is logged against them."""

from django.urls import URLPattern, path
from django.views import View

from operations.views import details, forms, lists
from operations.views.operation import OperationDetail
from records.models import Kind

Pages = tuple[type[View], type[View], type[View], type[View]]


def pages(stem: str, kind: Kind, views: Pages) -> list[URLPattern]:
    """Give the four addresses of a kind: list, create, detail, edit."""
    listing, create, detail, edit = views
    return [
        path(f"{stem}/", listing.as_view(), name=f"{kind}-list"),
        path(f"{stem}/log/", create.as_view(), name=f"{kind}-create"),
        path(f"{stem}/<uuid:pk>/", detail.as_view(), name=f"{kind}-detail"),
        path(f"{stem}/<uuid:pk>/change/", edit.as_view(), name=f"{kind}-edit"),
    ]


urlpatterns = [
    *pages(
        "operations",
        Kind.OPERATION,
        (lists.OperationList, forms.OperationCreate, OperationDetail, forms.OperationEdit),
    ),
    *pages(
        "patrols",
        Kind.PATROL,
        (lists.PatrolList, forms.PatrolCreate, details.PatrolDetail, forms.PatrolEdit),
    ),
    *pages(
        "arrests",
        Kind.ARREST,
        (lists.ArrestList, forms.ArrestCreate, details.ArrestDetail, forms.ArrestEdit),
    ),
    *pages(
        "prosecutions",
        Kind.PROSECUTION,
        (
            lists.ProsecutionList,
            forms.ProsecutionCreate,
            details.ProsecutionDetail,
            forms.ProsecutionEdit,
        ),
    ),
    *pages(
        "engagement",
        Kind.ENGAGEMENT,
        (
            lists.EngagementList,
            forms.EngagementCreate,
            details.EngagementDetail,
            forms.EngagementEdit,
        ),
    ),
    *pages(
        "survey-waves",
        Kind.SURVEY_WAVE,
        (
            lists.SurveyWaveList,
            forms.SurveyWaveCreate,
            details.SurveyWaveDetail,
            forms.SurveyWaveEdit,
        ),
    ),
]
