"""Addresses of the pages that all kinds of record share."""

from django.urls import path

from records.views.finding import Find
from records.views.moves import Reopen, Retention, Strike, Submit, Withdraw
from records.views.own import Log, MyRecords, Records
from records.views.review import Approve, Return, Review, ReviewRecord
from records.views.several import ApproveSeveral

urlpatterns = [
    path("find/", Find.as_view(), name="find"),
    path("log/", Log.as_view(), name="log"),
    path("mine/", MyRecords.as_view(), name="my-records"),
    path("records/", Records.as_view(), name="records"),
    path("records/approve/", ApproveSeveral.as_view(), name="review-approve-several"),
    path("records/<uuid:pk>/submit/", Submit.as_view(), name="record-submit"),
    path("records/<uuid:pk>/withdraw/", Withdraw.as_view(), name="record-withdraw"),
    path("records/<uuid:pk>/reopen/", Reopen.as_view(), name="record-reopen"),
    path("records/<uuid:pk>/strike/", Strike.as_view(), name="record-strike"),
    path("records/<uuid:pk>/retention/", Retention.as_view(), name="record-retention"),
    path("review/", Review.as_view(), name="review"),
    path("review/<uuid:pk>/", ReviewRecord.as_view(), name="review-record"),
    path("review/<uuid:pk>/approve/", Approve.as_view(), name="review-approve"),
    path("review/<uuid:pk>/return/", Return.as_view(), name="review-return"),
]
