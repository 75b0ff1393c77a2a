"""What a start of the demonstration does anew, and what it finds done."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from southend.demo import load
from southend.demonstration import readiness
from southend.env import Environment


class TestPrepare:
    @pytest.fixture
    def clone(
        self, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> Environment:
        """Lay out a clone whose data folder is where it is unless somebody chooses another."""
        (tmp_path / "locks").mkdir()
        (tmp_path / "locks" / "runtime.txt").touch()
        (tmp_path / "southend" / "static").mkdir(parents=True)
        (tmp_path / "southend" / "static" / "app.js").write_text("")
        settings.STATIC_ROOT = tmp_path / "var" / "static"
        monkeypatch.setattr(readiness, "BASE_DIR", tmp_path)
        monkeypatch.setattr(load, "is_loaded", lambda: True)
        environment: Environment = settings.ENVIRONMENT
        return replace(environment, var=tmp_path / "var")

    def told(self, environment: Environment) -> list[str]:
        """Prepare, and tell what was said."""
        said: list[str] = []
        readiness.prepare(environment, tell=said.append)
        return said

    @pytest.fixture(autouse=True)
    def collects(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let collecting write a file, each time a new one."""

        def run(name: str, **options: object) -> None:
            if name == "collectstatic":
                settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
                number = len(list(settings.STATIC_ROOT.iterdir()))
                (settings.STATIC_ROOT / f"app.{number}.js").write_text("")

        monkeypatch.setattr(readiness, "call_command", run)

    def test_does_nothing_a_second_time(self, clone: Environment) -> None:
        first = self.told(clone)

        assert first == [
            "Bringing the database up to date …",
            "Collecting and compressing the static files …",
        ]
        assert self.told(clone) == []

    def test_collects_again_what_has_changed(self, clone: Environment, tmp_path: Path) -> None:
        self.told(clone)
        (tmp_path / "southend" / "static" / "app.js").write_text("changed")

        assert self.told(clone) == ["Collecting and compressing the static files …"]
