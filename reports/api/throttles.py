"""How often one may ask: so that a script that runs wild, or guesses, harms nobody else."""

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class PerToken(SimpleRateThrottle):
    """Requests of one token, wherever they come from."""

    scope = "api_token"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """Count by the token."""
        return self.cache_format % {"scope": self.scope, "ident": request.auth.pk}


class PerGuess(SimpleRateThrottle):
    """Secrets that no token has, by the address that they come from."""

    scope = "wrong_token"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """Count by the address."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
