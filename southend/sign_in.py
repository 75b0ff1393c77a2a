"""How django-allauth is told that officers do not sign themselves up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts import actions, clock
from accounts.models import Officer
from southend.demo.password import PASSWORD

WRONG = "The collar number and the password do not go together. Check both"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign in by collar number; accounts are made by administrators."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask an administrator of your district",
        "incorrect_password": "This is not your password. Check it",
        "invalid_login": WRONG,
        "too_many_login_attempts": "Too many wrong passwords. Wait five minutes and try again",
        "username_password_mismatch": WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: nobody makes an account for themselves."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Officer | None:
        """Check number and password; the demonstration's printed password opens no real site."""
        if settings.IS_PRODUCTION and credentials.get("password") == PASSWORD:
            return None
        officer: Officer | None = super().authenticate(request, **credentials)
        return officer

    def post_login(self, request: HttpRequest, user: Officer, **more: Any) -> HttpResponse:
        """Write the sign-in to the journal and go on."""
        actions.sign_in(officer=user, at=clock.now())
        response: HttpResponse = super().post_login(request, user, **more)
        return response

    def logout(self, request: HttpRequest) -> None:
        """Write the sign-out to the journal and end the session."""
        if isinstance(request.user, Officer):
            actions.sign_out(officer=request.user, at=clock.now())
        super().logout(request)
