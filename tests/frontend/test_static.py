import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "southend" / "static"
SHEETS = [STATIC / "southend" / name for name in ("southend.css", "admin.css")]
MANIFESTS = sorted([*STATIC.glob("vendor/*/SHA256SUMS"), *ROOT.glob("tests/vendor/*/SHA256SUMS")])
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\((?!0,0,0,0\))")


class TestVendored:
    def test_is_named_with_its_version(self) -> None:
        names = {manifest.parent.name for manifest in MANIFESTS}

        assert names == {
            "axe-core-4.14.1",
            "govuk-frontend-6.6.0",
            "leaflet-1.9.4",
            "moj-frontend-11.1.0",
        }

    @pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.name)
    def test_is_what_its_manifest_says(self, manifest: Path) -> None:
        lines = [line.partition("  ") for line in manifest.read_text().splitlines()]
        stated = {path: digest for digest, _, path in lines}
        found = {
            str(path.relative_to(manifest.parent)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in manifest.parent.rglob("*")
            if path.is_file() and path != manifest
        }

        assert found == stated

    @pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.parent.name)
    def test_carries_its_licence(self, manifest: Path) -> None:
        assert (manifest.parent / "LICENCE").read_text().strip()

    def test_names_no_source_map_that_is_not_there(self) -> None:
        scripts = STATIC.rglob("*.js")

        assert [path for path in scripts if "sourceMappingURL" in path.read_text()] == []


class TestSheet:
    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
    def test_holds_no_font_or_crest_that_is_licensed_for_govuk_only(self, sheet: Path) -> None:
        text = sheet.read_text()

        assert "gds transport" not in text.lower()
        assert "crest" not in text.lower()
        assert "@font-face" not in text

    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
    def test_asks_for_nothing_else(self, sheet: Path) -> None:
        assert "url(" not in sheet.read_text()

    def test_writes_colours_in_the_tokens_only(self) -> None:
        tokens, *rest = SHEETS[0].read_text().split("\n")[1:]

        assert COLOUR.search(tokens)
        assert [COLOUR.findall(part) for part in rest if COLOUR.search(part)] == []
        assert COLOUR.findall(SHEETS[1].read_text()) == []

    def test_is_smaller_than_a_hundred_kilobytes(self) -> None:
        assert SHEETS[0].stat().st_size < 100_000


class TestSources:
    def test_hold_no_lock_with_addresses(self) -> None:
        frontend = ROOT / "frontend"

        assert not (frontend / "package-lock.json").exists()
        assert "://" not in (frontend / "versions.txt").read_text()
