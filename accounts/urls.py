"""Addresses of the pages about the site itself and about the officer."""

from django.urls import path

from accounts.views import Account, Page

urlpatterns = [
    path("account/", Account.as_view(), name="account"),
    path("help/", Page.as_view(template_name="accounts/help.html"), name="help"),
    path(
        "accessibility/",
        Page.as_view(template_name="accounts/accessibility.html"),
        name="accessibility",
    ),
    path("privacy/", Page.as_view(template_name="accounts/privacy.html"), name="privacy"),
]
