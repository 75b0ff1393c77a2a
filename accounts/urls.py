"""Addresses of the pages about the site itself and about the officer."""

from django.urls import path

from accounts.views import Account, Page, TokenCreate, TokenList, TokenRevoke

urlpatterns = [
    path("account/", Account.as_view(), name="account"),
    path("account/tokens/", TokenList.as_view(), name="token-list"),
    path("account/tokens/add/", TokenCreate.as_view(), name="token-create"),
    path("account/tokens/<int:pk>/revoke/", TokenRevoke.as_view(), name="token-revoke"),
    path("help/", Page.as_view(template_name="accounts/help.html"), name="help"),
    path(
        "accessibility/",
        Page.as_view(template_name="accounts/accessibility.html"),
        name="accessibility",
    ),
    path("privacy/", Page.as_view(template_name="accounts/privacy.html"), name="privacy"),
]
