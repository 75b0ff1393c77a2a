"""successions.py: dated links between codes and those that follow them."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import District, Officer
from audit import journal
from incidents import successions
from incidents.drawing import AreaFile
from incidents.models import AreaKind, SucceedingKind, Succession
from incidents.successions import BadSuccessions, SuccessionFile, hanging_together
from records.writing import Refused
from tests.incidents.published import AT
from tests.incidents.test_drawing import PIER, REVIEWED, WIDER, draw, geojson, square

Pairs = list[tuple[str, str]]


def csv_of(folder: Path, *pairs: tuple[str, str], head: str = "OLD,NEW") -> Path:
    path = folder / "successors.csv"
    path.write_text("\n".join([head, *map(",".join, pairs)]) + "\n", encoding="utf-8-sig")
    return path


def file_of(path: Path, kind: SucceedingKind = SucceedingKind.WARD) -> SuccessionFile:
    return SuccessionFile(path, kind, "OLD", "NEW", REVIEWED)


def take_in(file: SuccessionFile, district: District, by: Officer) -> successions.Linked:
    return successions.import_successions(file=file, district=district, by=by, at=AT)


def links() -> Pairs:
    return list(Succession.objects.values_list("code", "successor"))


@pytest.fixture
def divided(tmp_path: Path, district: District, console: Officer) -> District:
    """Divide the ward O1 into N1 and N2; O3 lies beside them and does not change."""
    old = geojson(
        tmp_path, "old.geojson", ("O1", "Old", square(0.70, 51.53, 0.04)), ("O3", "Third", WIDER)
    )
    draw(AreaFile(old, AreaKind.WARD, "CODE", "NAME", valid_to=REVIEWED), district, console)
    halves = (
        ("N1", "Pier", rectangle(0.70, 0.72)),
        ("N2", "Cliff", rectangle(0.72, 0.74)),
        ("N3", "Third", square(0.80, 51.53)),
    )
    new = geojson(tmp_path, "new.geojson", *halves)
    draw(AreaFile(new, AreaKind.WARD, "CODE", "NAME", valid_from=REVIEWED), district, console)
    return district


def rectangle(west: float, east: float) -> dict[str, object]:
    south, north = 51.53, 51.57
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


class TestImportSuccessions:
    def test_links_the_codes_of_the_district_once(
        self, divided: District, tmp_path: Path, console: Officer
    ) -> None:
        path = csv_of(tmp_path, ("O1", "N1"), ("O1", "N2"), ("O1", "N2"), ("X1", "Y1"))

        first, second = (take_in(file_of(path), divided, console) for _ in range(2))

        assert (first.added, first.held, first.elsewhere) == (2, 0, 1)
        assert (second.added, second.held, second.elsewhere) == (0, 2, 1)
        assert links() == [("O1", "N1"), ("O1", "N2")]
        assert journal.of("area", "ward").get(verb="area.link").detail == {
            "links": ["O1 to N1", "O1 to N2"]
        }

    @pytest.mark.parametrize(
        ("pairs", "said"),
        [
            ([("O1", "N1")], "O1 and N1 do not cover the same ground. List every code"),
            ([("O3", "N3")], "O3 and N3 do not cover the same ground"),
            ([("X1", "Y1")], "names no Ward of Southend in OLD or NEW"),
            ([("O1", "")], "line 2: OLD and NEW give no two codes"),
        ],
    )
    def test_refuses_the_whole_list(
        self, pairs: Pairs, said: str, divided: District, tmp_path: Path, console: Officer
    ) -> None:
        with pytest.raises(BadSuccessions, match=said):
            take_in(file_of(csv_of(tmp_path, *pairs)), divided, console)
        assert links() == []

    def test_refuses_a_file_without_the_columns_and_names_those_it_has(
        self, district: District, tmp_path: Path, console: Officer
    ) -> None:
        path = csv_of(tmp_path, ("a", "b"), head="WD23CD,WD24CD")

        with pytest.raises(BadSuccessions, match="no column OLD and NEW; its columns are WD23CD"):
            take_in(file_of(path), district, console)
        with pytest.raises(BadSuccessions, match="There is no file"):
            take_in(file_of(tmp_path / "none.csv"), district, console)

    def test_is_refused_to_those_who_do_not_keep_areas(
        self, divided: District, tmp_path: Path, officer: Officer
    ) -> None:
        with pytest.raises(Refused):
            take_in(file_of(csv_of(tmp_path, ("O1", "N1"))), divided, officer)

    @pytest.mark.parametrize(
        ("kind", "pair"),
        [
            (SucceedingKind.COUNCIL, ("rochford", "southend")),
            (SucceedingKind.FORCE, ("essex", "eastern")),
        ],
    )
    def test_links_councils_and_forces_by_their_keys(
        self,
        kind: SucceedingKind,
        pair: tuple[str, str],
        district: District,
        tmp_path: Path,
        console: Officer,
    ) -> None:
        assert take_in(file_of(csv_of(tmp_path, pair), kind), district, console).added == 1


class TestUnlink:
    def test_takes_links_back(self, divided: District, tmp_path: Path, console: Officer) -> None:
        file = file_of(csv_of(tmp_path, ("O1", "N1"), ("O1", "N2")))
        take_in(file, divided, console)

        assert successions.unlink(file=file, district=divided, by=console, at=AT) == 2
        assert successions.unlink(file=file, district=divided, by=console, at=AT) == 0
        assert links() == []
        assert journal.of("area", "ward").filter(verb="area.unlink").count() == 1


class TestImportAreas:
    @pytest.mark.parametrize(("lines", "linked"), [(PIER, [("W1", "W1")]), (WIDER, [])])
    def test_links_a_code_to_itself_where_its_ground_stayed(
        self,
        lines: dict[str, object],
        linked: Pairs,
        tmp_path: Path,
        district: District,
        console: Officer,
    ) -> None:
        for name, drawn, first in (("a", PIER, None), ("b", lines, REVIEWED)):
            path = geojson(tmp_path, f"{name}.geojson", ("W1", "Pier", drawn))
            draw(AreaFile(path, AreaKind.WARD, "CODE", "NAME", valid_from=first), district, console)

        assert links() == linked


class TestHangingTogether:
    def test_groups_splits_mergers_and_chains(self) -> None:
        found = hanging_together([("a", "x"), ("b", "y"), ("c", "y"), ("d", "z"), ("a", "z")])

        assert sorted(map(sorted, (group[0] for group in found))) == [["a", "d"], ["b", "c"]]


@pytest.mark.usefixtures("divided")
class TestTheCommand:
    def run(self, path: Path, *more: str, district: str = "southend") -> str:
        out = io.StringIO()
        call_command(
            "import_successions",
            str(path),
            *("--kind", "ward", "--code-field", "OLD", "--successor-field", "NEW"),
            *("--from", "2024-05-02", "--district", district, *more),
            stdout=out,
        )
        return out.getvalue()

    def test_links_and_takes_back(self, tmp_path: Path) -> None:
        path = csv_of(tmp_path, ("O1", "N1"), ("O1", "N2"))

        assert "2 links added, 0 held before; 0 lines" in self.run(path)
        assert Succession.objects.filter(day=date(2024, 5, 2)).count() == 2
        assert "2 links taken back" in self.run(path, "--remove")

    def test_says_what_is_wrong(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="do not cover the same ground"):
            self.run(csv_of(tmp_path, ("O1", "N1")))
        with pytest.raises(CommandError, match="no district nowhere"):
            self.run(csv_of(tmp_path, ("O1", "N1")), district="nowhere")
