import urllib.request

import pytest

from southend.celery import app
from southend.servers.broker import Broker
from tests.running import Running


class TestLiveSite:
    def test_answers_from_the_committed_database(self, live_site: Running) -> None:
        with urllib.request.urlopen(f"{live_site.url}/healthz") as response:
            assert response.read().decode() == "Database: OK\nCache: OK\n"


class TestWorker:
    def test_takes_a_task_from_the_broker(self, worker: Running) -> None:
        assert app.control.ping(timeout=5)

    @pytest.mark.needs_redis
    def test_broker_is_redis(self, redis_broker: Broker) -> None:
        assert redis_broker.version.startswith("Redis")
