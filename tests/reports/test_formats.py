"""Every format of one edition, each read back by a program that did not write it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace

import jsonschema
import pytest

from accounts.models import District, Officer
from incidents.models import Area, AreaKind
from reports import actions, performance
from reports.codec import Json
from reports.definitions import REPORTS, report_named
from reports.document import Cell, Document
from reports.marking import marked
from reports.models import Edition
from reports.renderers import engine, formats
from reports.report import About, ReportDefinition
from tests.house_rules import ROOT
from tests.operations.conftest import SQUARE, codes
from tests.people import AT
from tests.reports import example
from tests.reports.earlier import as_before
from tests.reports.logbook import YEAR, Logbook, london
from tests.reports.measures.conftest import Publish, log, publish
from tests.reports.reading import (
    Figures,
    Rows,
    Words,
    calamine_figures,
    csv_figures,
    openpyxl_figures,
    sheet_words,
    text_of,
)
from tests.reports.test_opening import PERIODS, openings
from tests.reports.test_performance import empty_inputs

__all__ = ["codes", "log", "publish"]

Written = Mapping[str, bytes]
NUMBERS = ("current", "previous", "change", "change_percent", "base")
SYMBOLS = {"current": "symbol", "previous": "previous_symbol"}
"""The keys of the JSON under which a symbol stands for a number."""
ELSEWHERE = {
    "survey_good_or_excellent": "80% of residents asked said",
    "unplaced": "41 offences without a place",
    "prosecutions_total": "Prosecutions rose by 36, from 598 to 634",
    "engagement_events": "Engagement events rose by 12, from 84 to 96",
}
"""Figures that the page prints in a sentence, or in a table of other things."""
LEDGER = {f"arrests.disposal.{key}" for key, *_ in example.DISPOSALS}
"""The rows of the ledger, which has one definition."""


def rendered(document: Document) -> Written:
    """Render a document in every format."""
    return {kept.key: engine.render(document, format=kept.key) for kept in formats.FORMATS}


@pytest.fixture(scope="module")
def written() -> Written:
    """Give every format of the full example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.ROOT_URLCONF", "tests.reports.urls")
        return rendered(example.document())


@pytest.fixture
def year(log: Logbook, publish: Publish, district: District) -> None:
    """Log a year of records."""
    union = log.operation("union")
    pier = Area.objects.create(
        district=district, kind=AreaKind.HOTSPOT, code="pier", name="Pier", geometry=SQUARE
    )
    log.patrol(london("2023-06-02", "18:00"), london("2023-06-02", "18:20"), area=pier)
    for _ in range(9):
        log.arrest("2023-06-02", offence="robbery")
    for day in ("2023-06-01", "2023-06-30", "2024-02-29"):
        log.arrest(day, operation=union, disposals=[("charged", day)])
    log.arrest("2022-06-01")
    log.patrol(london("2023-06-01", "18:00"), london("2023-06-01", "23:00"), operation=union)
    log.prosecution(operation=union)
    log.engagement(attendees=12)
    log.wave("2024-03-31", "79.5")


@pytest.fixture
def edition(year: None, district: District, analyst: Officer) -> Edition:
    """Compile an edition of records and police data, as a worker does."""
    return actions.compile_report(
        report=report_named("performance"), district=district, period=YEAR, by=analyst, at=AT
    )


def figures_of(files: Written) -> dict[str, dict[str, Json]]:
    """Read the JSON by keys."""
    return {figure["key"]: figure for figure in json.loads(files["json"])["figures"]}


def agree(files: Written) -> int:
    """Compare every figure of every format with the JSON; give how many numbers were compared."""
    expected = figures_of(files)
    tables: dict[str, Rows] = {
        "Excel by calamine": calamine_figures(files["xlsx"]),
        "Excel by openpyxl": openpyxl_figures(files["xlsx"]),
        "OpenDocument": calamine_figures(files["ods"]),
        "CSV": csv_figures(files["csv"]),
    }
    compared = 0
    for reader, found in tables.items():
        assert found.keys() == expected.keys(), reader
        for key, figure in expected.items():
            assert found[key]["reading"] == figure["reading"], (reader, key)
            assert marks(found[key]) == marks(figure), (reader, key)
            assert versions(found[key]) == versions_of(figure["definition"]), (reader, key)
            for name in NUMBERS:
                symbol = figure.get(SYMBOLS.get(name, ""))
                shown = found[key][name]
                assert (shown if symbol else number(shown)) == (symbol or figure[name]), (
                    reader,
                    key,
                    name,
                )
                compared += 1
    return compared


def explained(files: Written) -> bool:
    """Tell whether every format prints a symbol for a small number, and what it means."""
    meaning = json.loads(files["json"])["symbols"]
    symbol = next(symbol for symbol in ("[c]", "[low]") if symbol in meaning)
    words = {
        "html": Words(files["html"].decode()).text,
        "pdf": " ".join(text_of(files["pdf"])),
        "csvw": files["csvw"].decode(),
        **{key: " ".join(sheet_words(files[key])) for key in ("xlsx", "ods")},
    }
    assert f",{symbol}," in files["csv"].decode("utf-8-sig")
    for key, said in words.items():
        flat = " ".join(said.split())
        assert symbol in flat, key
        assert meaning[symbol].split(":")[0] in flat, key
    return True


def marks(row: Mapping[str, object]) -> list[str]:
    """Read whether a row is provisional and whether it is revised."""
    return [str(row[name]).lower() for name in ("provisional", "revised")]


def versions(row: Mapping[str, object]) -> list[object]:
    """Read measure and versions of a row."""
    names = ("definition", "definition_version", "previous_definition_version")
    return [row[name] for name in names]


def versions_of(definition: Json) -> list[object]:
    """Write measure and versions of a figure of the JSON as the tables do."""
    assert isinstance(definition, Mapping)
    sides = (definition["versions"], definition["previous_versions"])
    said = ["+".join(f"v{n}" for n in side) for side in sides if isinstance(side, list)]
    return [definition["measure"], *(words or None for words in said)]


def number(value: object) -> float | None:
    """Read a cell as a number; an empty one has none."""
    return None if value is None else float(str(value))


class TestAgreement:
    def test_holds_every_figure_of_the_example(self, written: Written) -> None:
        assert agree(written) == 48 * 4 * len(NUMBERS)

    def test_holds_every_figure_of_an_edition_as_it_is_kept(self, edition: Edition) -> None:
        files = {file.format: bytes(file.body) for file in edition.files.all()}

        assert agree(files) > 20 * 4 * len(NUMBERS)
        assert figures_of(files)["operation.union.arrests"]["current"] == 3
        assert figures_of(files)["arrests_total"]["previous"] == 1

    @pytest.mark.parametrize("report", REPORTS[1:], ids=lambda report: report.slug)
    def test_holds_every_figure_and_every_cell_of_every_other_report(
        self, report: ReportDefinition, year: None, district: District, analyst: Officer
    ) -> None:
        period = PERIODS.get(report.slug, YEAR)
        subject = "union" if report.about is About.OPERATION else ""
        for slug in filter(None, (report.source, report.slug)):
            made = actions.compile_report(
                report=report_named(slug),
                district=district,
                period=period,
                subject=subject if slug == report.slug else "",
                by=analyst,
                at=AT,
            )
        files = {file.format: bytes(file.body) for file in made.files.all()}

        assert agree(files) == len(made.document.figures) * 4 * len(NUMBERS)
        check(files["json"])
        said = " ".join(Words(files["html"].decode()).text.split())
        lines = "".join("".join(page.split()) for page in text_of(files["pdf"]))
        shown = openings(marked(made.document).sections)
        for cell in (each for each in shown if isinstance(each, Cell)):
            assert " ".join(cell.text.split()) in said, cell
            words = cell.text.split()  # a label may go on in the next line, a number may not
            for word in words if cell.value is None else ["".join(words)]:
                assert word in lines, cell
        if report.is_public:
            assert b"/figures/" not in files["html"]
            assert explained(files)

    def test_would_notice_another_definition(self, written: Written) -> None:
        other = json.loads(written["json"])
        other["figures"][0]["definition"]["versions"] = [2]

        with pytest.raises(AssertionError):
            agree({**written, "json": json.dumps(other).encode()})

    def test_prints_the_definition_of_every_figure_on_the_page_and_in_the_pdf(
        self, written: Written
    ) -> None:
        document = example.document()
        page = Figures(written["html"].decode())
        words = " ".join(Words(written["html"].decode()).text.split())
        printed = " ".join(" ".join(text_of(written["pdf"])).split())
        in_tables = {key: found for key, found in page.definitions.items() if "/current" in key}

        for key, found in in_tables.items():
            figure = document.figure(key.removesuffix("/current"))
            assert found == figure.definition_text, key
        for figure in document.figures:
            if f"{figure.key}/current" not in in_tables:
                label = f"{figure.label[0].lower()}{figure.label[1:]}"
                name = "arrests by disposal" if figure.key in LEDGER else label
                assert f"Definition of {name}: v1." in words
                assert f"Definition of {name}: v1." in printed
        assert len(in_tables) == len(document.figures) - len(ELSEWHERE) - len(LEDGER)

    def test_can_be_broken(self, written: Written) -> None:
        other = json.loads(written["json"])
        other["figures"][7]["current"] += 1

        with pytest.raises(AssertionError):
            agree({**written, "json": json.dumps(other).encode()})

    def test_prints_the_same_figures_on_the_page(self, written: Written) -> None:
        document = example.document()
        found = Figures(written["html"].decode()).found
        words = " ".join(Words(written["html"].decode()).text.split())

        for key, figure in figures_of(written).items():
            if figure["current"] is not None and key not in ELSEWHERE:
                assert found[f"{key}/current"] == document.figure(key).current_text
            if f"{key}/previous" in found:
                assert found[f"{key}/previous"] == document.figure(key).previous_text
        for key, sentence in ELSEWHERE.items():
            assert document.figure(key).current_text in sentence
            assert sentence in words

    def test_prints_the_same_rows_in_the_pdf(self, written: Written) -> None:
        printed = [
            "".join(line.split()) for page in text_of(written["pdf"]) for line in page.split("\n")
        ]

        for _, table in example.document().tables():
            for row in table.all_rows():
                numbers = "".join("".join(cell.text.split()) for cell in row[1:])
                assert any(numbers in line for line in printed), (table.key, numbers)

    def test_says_edition_and_digest_in_each(self, written: Written) -> None:
        digest = example.document().digest

        for key in ("json", "csv", "html", "pdf", "csvw"):
            assert digest.encode() in written[key], key
        for key in ("xlsx", "ods"):
            assert calamine_figures(written[key])["crime_total"]["figures_sha256"] == digest


class TestSchema:
    def test_holds_for_every_edition(self, edition: Edition) -> None:
        check(bytes(edition.files.get(format="json").body))

    def test_holds_for_the_example_and_for_a_district_without_data(self, written: Written) -> None:
        check(written["json"])
        check(engine.render(performance.build(empty_inputs()), format="json"))

    @pytest.mark.parametrize(
        "change",
        [
            {"edition": "2"},
            {"more": 1},
            {"period": {"start": "2023-05-01"}},
            {"figures": [{"key": "crime_total"}]},
        ],
    )
    def test_refuses_what_was_not_promised(self, change: dict[str, Json], written: Written) -> None:
        with pytest.raises(jsonschema.ValidationError):
            check(json.dumps({**json.loads(written["json"]), **change}).encode())


def check(written: bytes, name: str = "edition-3") -> None:
    """Hold the JSON of a report against a schema that is published."""
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text())
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    kind(schema, format_checker=kind.FORMAT_CHECKER).validate(json.loads(written))


class TestMarks:
    """[p], [r] and the marking, in what machines read."""

    @pytest.fixture
    def files(self) -> Written:
        """Render the example of an open period in which one figure was restated."""
        stamp = replace(example.STAMP, is_provisional=True, revised=("arrests_total/previous",))
        document = performance.build(example.inputs()).sealed(stamp)
        keys = ("json", "csv", "csvw", "xlsx", "ods")
        return {key: engine.render(marked(document), format=key) for key in keys}

    def test_stand_in_every_format(self, files: Written) -> None:
        found = {key: marks(figure) for key, figure in figures_of(files).items()}

        assert agree(files) == 48 * 4 * len(NUMBERS)
        assert found.pop("arrests_total") == ["true", "true"]
        assert set(map(tuple, found.values())) == {("true", "false")}
        check(files["json"])

    def test_are_values_that_say_yes_or_no(self, files: Written) -> None:
        for sheet in (calamine_figures(files["xlsx"]), calamine_figures(files["ods"])):
            assert sheet["arrests_total"]["revised"] is True
            assert sheet["crime_total"]["revised"] is False

    def test_are_not_taken_for_what_stands_in_the_place_of_a_number(self, files: Written) -> None:
        columns = json.loads(files["csvw"])["tableSchema"]["columns"]
        held = {column["name"]: column for column in columns}

        assert held["current"]["null"] == ["", "[c]", "[x]", "[z]", "[low]"]
        assert "[p]" not in held["current"]["dc:description"]
        assert held["provisional"]["datatype"] == held["revised"]["datatype"] == "boolean"

    def test_has_the_marking_beside_them(self, files: Written) -> None:
        document = example.document()
        said = json.loads(files["json"])

        assert said["marking"] == document.marking
        assert said["title"] == f"{document.title}, {document.subtitle}"
        assert {row["marking"] for row in csv_figures(files["csv"]).values()} == {document.marking}


class TestSchemas:
    @pytest.mark.parametrize("name", ["edition-1", "edition-2"])
    def test_of_before_still_refuse_what_they_did_not_promise(
        self, name: str, written: Written
    ) -> None:
        with pytest.raises(jsonschema.ValidationError):
            check(written["json"], name)

    def test_of_before_still_hold_what_was_written_to_them(self, written: Written) -> None:
        before = json.loads(written["json"])
        for key in ("$schema", "title", "marking"):
            del before[key]
        for figure in before["figures"]:
            as_before(figure)

        check(json.dumps(before).encode(), "edition-2")


@pytest.mark.urls("tests.reports.urls")
class TestFormats:
    def test_are_each_rendered(self) -> None:
        document = example.document()

        for written in formats.FORMATS:
            assert engine.render(document, format=written.key)

    def test_name_the_file_by_what_it_is(self) -> None:
        name = formats.file_name(example.document(), formats.named("pdf"))

        assert name == "performance-southend-2023-05-01-to-2024-04-30-edition-2.pdf"

    def test_refuse_what_is_not_one(self) -> None:
        with pytest.raises(formats.UnknownFormatError, match="'docx' is not a format"):
            engine.render(example.document(), format="docx")

    def test_load_no_engine_into_a_web_process(self) -> None:
        engines = ("typst", "xlsxwriter", "scipy.stats", "shapely", "lxml")
        script = (
            "import sys, reports.opendocument, reports.renderers.formats, reports.renderers.html\n"
            f"print(sorted({{*{engines!r}}} & sys.modules.keys()))"
        )

        found = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, text=True
        )

        assert found.stdout.strip() == "[]"
