"""How django-allauth is told that officers do not sign themselves up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign in by collar number; accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: nobody makes an account for themselves."""
        return False
