import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

TEMPLATES = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
# A report that is downloaded as one file carries its own style.
SERVED = [name for name in NAMES if name != "reports/_document_file.html"]
PARTS = {"components/form/hint_and_error.html", "components/form/date.html"}
COMPONENTS = [name for name in NAMES if name.startswith("components/") and name not in PARTS]
PAGES = ("/", "/form/", "/list/", "/review/", "/review/?open=1", "/sign-in/login/")
VOID = {"meta", "link", "input", "img", "br", "hr"}


class Balance(HTMLParser):
    """Note tags that are not closed in order, and identifiers that come twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [str(value) for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [str(value) for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


class TestTemplates:
    @pytest.mark.parametrize("name", NAMES)
    def test_can_be_compiled(self, name: str) -> None:
        assert get_template(name) is not None

    @pytest.mark.parametrize("name", SERVED)
    def test_hold_no_style_or_script_of_their_own(self, name: str) -> None:
        text = (TEMPLATES / name).read_text()

        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text)
        assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", text)

    @pytest.mark.parametrize("name", COMPONENTS)
    def test_say_what_context_they_want(self, name: str) -> None:
        assert re.search(r"{#|{% comment %}", (TEMPLATES / name).read_text())


@pytest.mark.usefixtures("gallery")
class TestPages:
    @pytest.mark.parametrize("address", PAGES)
    def test_are_well_formed(self, client: Client, address: str) -> None:
        balance = Balance()
        balance.feed(client.get(address).content.decode())

        assert balance.wrong == []
        assert balance.open == []
        assert sorted(balance.ids) == sorted(set(balance.ids))

    @pytest.mark.parametrize("name", ["403", "404", "500", "403_csrf"])
    def test_stand_without_any_context(self, name: str) -> None:
        balance = Balance()
        balance.feed(get_template(f"{name}.html").render({}))

        assert balance.wrong == []

    def test_begin_their_title_with_error_where_there_is_one(self, client: Client) -> None:
        answer = client.post("/form/", {"at": "25:14", "offences-count": "1"})

        assert "<title>Error: Log an arrest - Southend</title>" in answer.content.decode()

    def test_describe_a_box_by_its_hint_and_its_error(self, client: Client) -> None:
        page = client.post("/form/", {"offences-count": "1"}).content.decode()

        assert 'aria-describedby="id_custody_helptext id_custody_error"' in page
        assert 'id="id_custody_helptext"' in page
        assert 'id="id_custody_error"' in page
