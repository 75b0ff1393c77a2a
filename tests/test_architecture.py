"""The house holds its own rules, and each rule can be broken."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable

import pytest
from importlinter.cli import lint_imports

from tests import house_rules
from tests.house_rules import PACKAGES, ROOT, Found, Module
from tests.test_foreign_keys import DELETED, deletes

Rule = Callable[[Module], Found]
WEB_LACKS = ("scipy.special", "scipy.stats", "shapely", "typst", "xlsxwriter", "lxml")
CODE = house_rules.modules(*PACKAGES)
TESTS = house_rules.modules("tests")

BROKEN: list[tuple[Rule, str, str]] = [
    (house_rules.status_is_written, "records/x.py", "record.status = 'approved'"),
    (house_rules.status_is_written, "records/x.py", "Record.objects.update(status='approved')"),
    (house_rules.status_is_written, "records/x.py", "setattr(record, 'status', 'approved')"),
    (house_rules.status_is_written, "records/x.py", "rows.bulk_update(kept, ['status'])"),
    (house_rules.journal_is_written, "records/x.py", "JournalEntry.objects.create(verb='x')"),
    (house_rules.journal_is_written, "records/x.py", "JournalEntry.objects.bulk_create(rows)"),
    (house_rules.journal_is_written, "records/x.py", "Seal(day=day).save()"),
    (house_rules.time_is_read, "records/x.py", "at = datetime.now(UTC)"),
    (house_rules.time_is_read, "records/x.py", "at = models.DateTimeField(default=timezone.now)"),
    (house_rules.time_is_read, "records/views.py", "day = date.today()"),
    (house_rules.time_is_read, "records/x.py", "began = time.time()"),
    (house_rules.clock_is_asked_below_the_interfaces, "records/actions.py", "at = clock.now()"),
    (
        house_rules.clock_is_asked_below_the_interfaces,
        "records/forms.py",
        "from accounts.clock import today",
    ),
    (house_rules.function_is_long, "records/x.py", "def f():\n" + "    pass\n" * 31),
    (house_rules.file_is_long, "records/x.py", "\n" * 401),
    (house_rules.import_is_hidden, "records/x.py", "def f():\n    import os"),
    (house_rules.import_is_hidden, "records/x.py", "from . import actions"),
    (house_rules.import_is_hidden, "records/x.py", "importlib.import_module('records')"),
    (house_rules.exemption_has_no_reason, "records/x.py", "x = 1  # no" + "qa"),
    (house_rules.exemption_has_no_reason, "records/x.py", "x = 1  # no" + "qa: E501"),
    (house_rules.exemption_has_no_reason, "records/x.py", "x = 1  # type: " + "ignore[misc]"),
    (house_rules.exemption_has_no_reason, "records/x.py", "x = 1  # pragma: " + "no cover"),
    (house_rules.everything_is_caught, "records/x.py", "try:\n    f()\nexcept:\n    pass"),
    (
        house_rules.everything_is_caught,
        "records/x.py",
        "try:\n    f()\nexcept (ValueError, Exception):\n    pass",
    ),
    (house_rules.key_is_generic, "records/x.py", "from x import GenericForeignKey"),
    (house_rules.view_reads_past_rights, "records/views.py", "Record.objects.all()"),
    (house_rules.view_reads_past_rights, "records/views/x.py", "Record.objects.get(slug=x)"),
    (house_rules.view_reads_past_rights, "records/views.py", "get_object_or_404(Record, pk=pk)"),
    (house_rules.view_reads_past_rights, "records/views.py", "rows.get(pk=pk)"),
    (house_rules.rule_runs_a_query, "records/rules.py", "Record.objects.count()"),
    (house_rules.action_knows_the_queue, "reports/actions.py", "from reports import tasks"),
    (house_rules.action_knows_the_queue, "reports/actions/x.py", "from celery import app"),
    (house_rules.module_has_no_name, "records/utils.py", ""),
    (house_rules.module_has_no_name, "records/services/x.py", ""),
]
RULES: list[Rule] = list(dict.fromkeys(rule for rule, _, _ in BROKEN))
OF_TESTS: list[Rule] = [
    house_rules.file_is_long,
    house_rules.import_is_hidden,
    house_rules.exemption_has_no_reason,
    house_rules.everything_is_caught,
]


class TestHouseRules:
    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
    def test_are_kept_by_every_module(self, rule: Rule) -> None:
        broken = [f"{each.path}:{line}: {what}" for each in CODE for line, what in rule(each)]

        assert broken == []

    @pytest.mark.parametrize("rule", OF_TESTS, ids=lambda rule: rule.__name__)
    def test_are_kept_by_every_test(self, rule: Rule) -> None:
        broken = [f"{each.path}:{line}: {what}" for each in TESTS for line, what in rule(each)]

        assert broken == []

    @pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
    def test_can_be_broken(self, rule: Rule, path: str, text: str) -> None:
        assert list(rule(Module(path, text)))

    def test_read_the_whole_house(self) -> None:
        assert {each.path.split("/")[0] for each in CODE} == set(PACKAGES)


class TestImports:
    def test_keep_to_one_direction(self) -> None:
        assert lint_imports(cache_dir=None) == 0

    def test_have_no_exceptions(self) -> None:
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

        assert "ignore_imports" not in json.dumps(settings)
        assert settings["contracts"][0]["layers"] == list(PACKAGES)


class TestWebProcess:
    def test_loads_no_engine(self) -> None:
        """What draws, computes and writes spreadsheets belongs to the worker (ADR 0016)."""
        program = (
            "import sys, southend.wsgi\n"
            "from django.urls import get_resolver\n"
            "def walk(patterns):\n"
            "    for each in patterns:\n"
            "        walk(each.url_patterns) if hasattr(each, 'url_patterns') else each.callback\n"
            "walk(get_resolver().url_patterns)\n"
            f"print([name for name in {WEB_LACKS!r} if name in sys.modules])\n"
        )

        done = subprocess.run(  # the same environment as the suite's own
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
        )

        assert done.stdout.strip().splitlines()[-1] == "[]"

    def test_has_every_page_loaded_and_out_of_the_collections_before_the_first_visit(self) -> None:
        program = (
            "import gc, sys, southend.wsgi\n"
            "print('reports.views.figures' in sys.modules, gc.get_freeze_count() > 100_000)\n"
        )

        done = subprocess.run(  # the same environment as the suite's own
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
        )

        assert done.stdout.split() == ["True", "True"]

    def test_gets_no_engine_from_the_statistics(self) -> None:
        """The pure modules use scipy.special alone, and load it with the first figure."""
        pure = [
            each.path.removesuffix(".py").replace("/", ".")
            for each in CODE
            if each.path.startswith("reports/") and "scipy" in each.text
        ]
        loaded = "[name for name in sys.modules if 'scipy.s' in name]"
        program = f"import sys, {', '.join(pure)}\nprint({loaded})"

        done = subprocess.run(  # without Django: what is pure needs no settings
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
        )

        assert len(pure) > 1
        assert done.stdout.strip() == "[]"


WITHOUT_A_MODULE = {
    "tests/incidents/test_killed.py": "kills a real worker in the middle of an import",
    "tests/reports/test_at_once.py": "two compilations at once, on real connections",
    "tests/reports/test_list_downloads.py": "walks the downloads of every list",
    "tests/reports/test_power_cut.py": "kills a real worker in the middle of a compilation",
    "tests/reports/test_schedules_at_once.py": "clocks and posts at once, on real connections",
    "tests/operations/test_journeys.py": "walks over the pages of several kinds",
    "tests/operations/forms/test_other_kinds.py": "the short forms of three kinds",
    "tests/southend/test_locks.py": "the lock files of the dependencies",
}


class TestDeleting:
    def test_is_done_by_the_modules_listed_and_by_no_other(self) -> None:
        """What deletes is listed with its tables, whose foreign keys need an index."""
        assert {module.path for module in CODE if deletes(module)} == set(DELETED)


class TestMirror:
    @pytest.mark.parametrize("package", PACKAGES)
    def test_has_a_module_for_each_file_of_tests(self, package: str) -> None:
        homes = (ROOT / package, ROOT / "tests")
        names = {path.stem for home in homes for path in home.rglob("*") if path.suffix != ".pyc"}
        files = (ROOT / "tests" / package).rglob("test_*.py")
        strangers = {
            path.relative_to(ROOT).as_posix()
            for path in files
            if path.stem.removeprefix("test_") not in names
        }

        assert strangers <= set(WITHOUT_A_MODULE)
