"""The gallery, served to the test client and to a browser."""

import copy
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from southend.servers import chromium


class Quiet(WSGIRequestHandler):
    """Say nothing of each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Drop the line."""


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request, none of which outlives the test run."""

    daemon_threads = True


@pytest.fixture
def gallery() -> Iterator[None]:
    """Put the gallery in place of the application's own addresses."""
    templates: list[dict[str, Any]] = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] += [Path(__file__).parent / "templates"]
    with override_settings(ROOT_URLCONF="tests.frontend.gallery", TEMPLATES=templates):
        yield


@pytest.fixture
def gallery_address(gallery: None) -> Iterator[str]:
    """Serve the gallery on loopback."""
    application = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, application, Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Drive the machine's Chromium; closed with the module, because its event loop bars queries."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        yield started
        started.close()
