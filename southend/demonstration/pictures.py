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
FILES = frozenset({"list-download", "edition-download", "import-rows"})
ENDS = frozenset({"account_logout", "admin:logout", "health"})
LINKS = "Array.from(document.querySelectorAll('a[href]'), link => link.href)"


def take(site: str, folder: Path, program: Path, *, tell: Callable[[str], None]) -> int:
    """Picture the pages of each sign-in of the demonstration; give how many pictures there are."""
    pictures = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        for collar in ("", *(row[0] for row in people.sign_ins())):
            taken = walk(signed_in(browser, site, collar), site, folder / (collar or "signed-out"))
            tell(f"{collar or 'Signed out'}: {taken} pictures")
            pictures += taken
        browser.close()
    return pictures


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


def walk(page: Page, site: str, folder: Path) -> int:
    """Follow the links from the first page on, one for each name of an address."""
    waiting: dict[str, str] = {name_of(page.url): page.url}
    seen: set[str] = set()
    while names := waiting.keys() - seen:
        name = min(names)
        seen.add(name)
        page.goto(waiting[name])
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            file = folder / f"{name.replace(':', '-')}-{width}.png"
            page.screenshot(path=file, full_page=True)
        waiting = offered(page.evaluate(LINKS), site) | waiting
    page.context.close()
    return len(seen) * len(WIDTHS)


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
