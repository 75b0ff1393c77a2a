"""Walk the demonstration as each role and picture every page that a link leads to.

Playwright is a development dependency: only the command `screens` loads this module.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, sync_playwright

from southend.demo import people
from southend.demo.password import PASSWORD
from southend.servers import chromium

WIDTHS = (1280, 390)
TOLD_EVERY = 10
"""Pages after which a line says how far the walk is."""
FILES = frozenset({"list-download", "edition-download", "import-rows"})
ENDS = frozenset({"account_logout", "admin:logout", "health"})
LINKS = "Array.from(document.querySelectorAll('a[href]'), link => link.href)"


def take(site: str, folder: Path, program: Path, *, tell: Callable[[str], None]) -> int:
    """Picture the pages of each role; give how many pictures there are."""
    pictures = 0
    collars = ("", *one_of_each_role())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        for number, collar in enumerate(collars, start=1):
            name = f"{collar or 'Signed out'} ({number} of {len(collars)})"
            page = signed_in(browser, site, collar)
            pages = walk(page, site, folder / (collar or "signed-out"), name=name, tell=tell)
            tell(f"{name}: all {pages} pages, {pages * len(WIDTHS)} pictures")
            pictures += pages * len(WIDTHS)
        browser.close()
    return pictures


def one_of_each_role() -> list[str]:
    """List the first sign-in of each set of roles: the others are shown the same pages."""
    found: dict[str, str] = {}
    for collar, who, *_ in people.sign_ins():
        found.setdefault(who.partition("(")[2], collar)
    return list(found.values())


def signed_in(browser: Browser, site: str, collar: str) -> Page:
    """Open a page of an officer, or of nobody where no collar number is given."""
    page = browser.new_context(locale="en-GB", base_url=site).new_page()
    page.goto("/sign-in/login/")
    if collar:
        page.locator("#id_login").fill(collar)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"{site}/")
    return page


def walk(page: Page, site: str, folder: Path, *, name: str, tell: Callable[[str], None]) -> int:
    """Follow the links from the first page on, one for each name of an address; count the pages."""
    waiting: dict[str, str] = {name_of(page.url): page.url}
    seen: set[str] = set()
    while names := waiting.keys() - seen:
        if seen and len(seen) % TOLD_EVERY == 0:
            tell(f"{name}: {len(seen)} pages, {len(names)} more are known")
        address = min(names)
        seen.add(address)
        page.goto(waiting[address])
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            file = folder / f"{address.replace(':', '-')}-{width}.png"
            page.screenshot(path=file, full_page=True)
        waiting = offered(page.evaluate(LINKS), site) | waiting
    page.context.close()
    return len(seen)


def offered(links: Iterable[str], site: str) -> dict[str, str]:
    """Keep one link of the site for each name, without files and without the sign-out."""
    own = [link for link in links if link.startswith(f"{site}/")]
    found = {name_of(link): link for link in reversed(own)}
    return {name: link for name, link in found.items() if name and name not in FILES | ENDS}


def name_of(link: str) -> str:
    """Name the address of a link, "" where there is none."""
    try:
        return resolve(urlsplit(link).path).view_name
    except Resolver404:
        return ""
