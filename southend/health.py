"""Whether the site can do its work, in words that tell a stranger nothing else."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from health_check.checks import Cache, Database
from health_check.contrib.redis import Redis as Broker
from health_check.views import HealthCheckView
from redis.asyncio import Redis


def _broker() -> Redis:
    return Redis.from_url(settings.CELERY_BROKER_URL)


class Health(HealthCheckView):  # type: ignore[misc]  # the library ships no types
    """Ask the database, the cache and the broker; 200 when all answer, 500 when one does not."""

    checks = [Database, Cache] + (
        [(Broker, {"client_factory": _broker})] if settings.ENVIRONMENT.redis_url else []
    )

    async def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - as the library declares it
        """Answer one line a check, without the reason: that stands in the log."""
        with self.get_executor() as executor:
            results = [await check.get_result(executor) for check in self.get_checks()]
        lines = [
            f"{type(result.check).__name__}: {'failed' if result.error else 'OK'}\n"
            for result in results
        ]
        status = 500 if any(result.error for result in results) else 200
        return HttpResponse("".join(lines), content_type="text/plain", status=status)
