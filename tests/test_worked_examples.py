"""The table of worked examples names, for each, tests that exist and that name the example."""

import ast
import re

import pytest

from tests.house_rules import ROOT

PAGE = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| (WE-\d+b?)\b.*\| ([^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
HELD = {example: NAMED.findall(cell) for example, cell in LINE.findall(PAGE)}
NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16, 17, 19, 21, 22, 23, 25, 26, 27, 30, 31]
NUMBERS += [32, 34, 37, 38, 39, 40, 41, 42, 43, 44]


def source_of(path: str, name: str) -> str:
    """Read a test with its decorators; empty where the file has no such test."""
    text = (ROOT / "tests" / path).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            return "\n".join(text.splitlines()[first - 1 : node.end_lineno])
    return ""


class TestTheTable:
    def test_has_every_example(self) -> None:
        assert set(HELD) == {"WE-2b", *(f"WE-{number}" for number in NUMBERS)}

    @pytest.mark.parametrize("example", HELD)
    def test_names_tests_that_name_the_example(self, example: str) -> None:
        assert HELD[example]
        for path, name in HELD[example]:
            assert re.search(rf"{example}\b", source_of(path, name)), f"{path}::{name}"

    def test_is_not_content_with_a_test_that_is_not_there(self) -> None:
        assert source_of("test_worked_examples.py", "test_of_nothing") == ""
