"""Chromium, and the example as a live site; nothing here is written to but by a test's own copy."""

import copy
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from accounts.roles import Role
from southend.env import BASE_DIR, Mode
from southend.servers import chromium
from tests.databases import database_url
from tests.example import Example
from tests.people import AT
from tests.running import Running, environment_of, make_site

Opened = Callable[..., BrowserContext]


def at_the_desk() -> dict[str, str]:
    """Let a child process's clock begin at AT."""
    real = datetime.now(UTC).isoformat(timespec="seconds")
    return {
        "SOUTHEND_MODE": Mode.DEMONSTRATION,
        "SOUTHEND_DEMO_CLOCK": f"{AT.isoformat()}/{real}",
    }


@pytest.fixture(scope="session")
def static_files() -> None:
    """Collect them, once, where every site of this run serves them from."""
    command = [sys.executable, "-m", "southend", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, env=os.environ | at_the_desk(), cwd=BASE_DIR, check=True)


@pytest.fixture(scope="module", autouse=True)
def queries_beside_the_browser() -> Iterator[None]:
    """Let tests query while Playwright's event loop is there: it runs nothing between its calls."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Drive the machine's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def example_site(
    static_files: None, example_made: Example, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Serve the example; it is read only."""
    folder: Path = tmp_path_factory.mktemp("example-site")
    environment = environment_of(database_url(example_made.database)) | at_the_desk()
    site = make_site(environment, folder)
    site.start()
    yield site
    site.stop()


@pytest.fixture
def signed_in(browser: Browser, example_site: Running, example_made: Example) -> Iterator[Opened]:
    """Open a browser in which the officer of a role is signed in, or nobody."""
    contexts = []

    def opened(role: Role | None, **options: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=example_site.url, locale="en-GB", reduced_motion="reduce", **options
        )
        contexts.append(context)
        if role is not None:
            cookies = copy.copy(example_made.clients[example_made.people[role]].cookies)
            context.add_cookies(
                [
                    {"name": name, "value": morsel.value, "url": example_site.url}
                    for name, morsel in cookies.items()
                ]
            )
        return context

    yield opened
    for context in contexts:
        context.close()
