import re
import tomllib

import pytest
from packaging.requirements import Requirement

from southend.env import BASE_DIR


def locked(name: str) -> dict[str, str]:
    text = (BASE_DIR / "locks" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", ["runtime", "development"])
class TestLock:
    def test_holds_hashes_and_no_address(self, name: str) -> None:
        text = (BASE_DIR / "locks" / f"{name}.txt").read_text()

        assert re.search(r"://|--index|--find-links|--trusted", text) is None
        packages = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in package for package in packages)

    def test_holds_what_the_project_asks_for(self, name: str) -> None:
        project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())
        wanted = list(project["project"]["dependencies"])
        if name == "development":
            wanted += project["dependency-groups"]["dev"]
        versions = locked(name)

        for requirement in map(Requirement, wanted):
            assert requirement.specifier.contains(versions[requirement.name.lower()])


class TestLocks:
    def test_agree(self) -> None:
        assert locked("runtime").items() <= locked("development").items()
