"""The field's words: each has a line in the glossary, and the wrong ones are not used."""

import re

import pytest
from django.apps import apps
from django.db.models import Choices, Model

from tests import house_rules
from tests.house_rules import PACKAGES, ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = {
    term.strip().lower()
    for line in GLOSSARY.splitlines()
    if line.startswith("| ") and not line.startswith("| term |")
    for term in re.split(r"[;/]", line.split("|")[1])
}
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]
FORBIDDEN = {
    r"\bdetections?\b": "an outcome; no outcome is better than another",
    r"\bprolific\b": "most frequent offenders, under a named rule",
    r"\bsuccessfully\b": "say what was done",
    r"\bplease\b": "say what to do",
    r"\bclick\b": "choose, open, press: not everybody has a mouse",
    r"\b(rejects?|rejection) (a|an|the) record\b": "return",
    r"\bvalid(ated)? by\b": "approved by",
    r"\boops\b": "say what happened",
    r"\b(color|analyze|organize|authorize|canceled|license plate)\b": "British spelling",
}
TECHNICAL = re.compile(
    r"prevent-double-click|forced-colors|color-scheme|currentColor|[\w-]*color[\w-]*\"?\s*[:=(]"
)


def words_of(model: type[Model]) -> str:
    """Give the name of a table as people say it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


def choices() -> list[type[Choices]]:
    """Find every closed list of values of the project."""
    found: list[type[Choices]] = []
    waiting = list(Choices.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if each.__module__.split(".")[0] in PACKAGES:
            found.append(each)
    return sorted(found, key=lambda each: f"{each.__module__}.{each.__name__}")


def printed() -> list[tuple[str, str]]:
    """Read what people may come to see: code and templates of the project."""
    code = [(each.path, each.text) for each in house_rules.modules(*PACKAGES)]
    pages = [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.suffix in {".html", ".txt", ".typ"}
    ]
    return code + pages


def misused(text: str, pattern: str) -> list[str]:
    """Find a forbidden word in prose; names that a browser or a language gave are not prose."""
    lines = (line for line in text.splitlines() if not TECHNICAL.search(line))
    return [line.strip() for line in lines if re.search(pattern, line, re.IGNORECASE)]


class TestGlossary:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
    def test_has_a_line_for_every_table(self, model: type[Model]) -> None:
        assert words_of(model) in TERMS

    @pytest.mark.parametrize("listed", choices(), ids=lambda listed: listed.__name__)
    def test_has_a_line_for_every_closed_list(self, listed: type[Choices]) -> None:
        assert re.sub(r"(?<=[a-z])(?=[A-Z])", " ", listed.__name__).lower() in TERMS

    def test_is_in_order_and_says_each_term_once(self) -> None:
        lines = [
            line.split("|")[1].strip().lower()
            for line in GLOSSARY.splitlines()
            if line.startswith("| ") and not line.startswith("| term |")
        ]

        assert lines == sorted(set(lines))


class TestForbiddenWords:
    @pytest.mark.parametrize("pattern", FORBIDDEN)
    def test_are_not_used(self, pattern: str) -> None:
        used = [(path, line) for path, text in printed() for line in misused(text, pattern)]

        assert used == [], FORBIDDEN[pattern]

    @pytest.mark.parametrize(
        ("pattern", "text"),
        [
            (r"\bdetections?\b", "The detection rate rose."),
            (r"\bsuccessfully\b", "The record was successfully saved."),
            (r"\bclick\b", "Click here."),
        ],
    )
    def test_can_be_found(self, pattern: str, text: str) -> None:
        assert misused(text, pattern)
