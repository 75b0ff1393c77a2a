import time
import urllib.request
from pathlib import Path

import pytest
from redis import Redis

from southend.celery import app
from southend.servers import broker as brokers
from southend.servers import processes
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


class TestEmbeddedBroker:
    def test_keeps_its_queue_through_a_power_cut(
        self, embedded_broker: Broker, tmp_path: Path
    ) -> None:
        assert embedded_broker.version.startswith("Valkey")
        with Redis.from_url(embedded_broker.url) as client:
            client.rpush("celery", *range(500))
        time.sleep(1.5)  # the file is written once a second
        embedded_broker.process.kill()
        embedded_broker.process.wait()

        again = brokers.start(folder=tmp_path / "broker", program=brokers.packaged_program())

        with Redis.from_url(again.url) as client:
            assert client.llen("celery") == 500
        processes.stop([again.process])
