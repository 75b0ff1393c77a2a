"""How django-allauth is told that officers do not sign themselves up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from accounts.models import Officer
from southend.demo.password import PASSWORD


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign in by collar number; accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: nobody makes an account for themselves."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Officer | None:
        """Check number and password; the demonstration's printed password opens no real site."""
        if settings.IS_PRODUCTION and credentials.get("password") == PASSWORD:
            return None
        officer: Officer | None = super().authenticate(request, **credentials)
        return officer
