import ast
import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from southend import preparation
from southend.env import BASE_DIR
from southend.preparation import CannotPrepare


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write locks that name no package, so that preparing needs no network."""
    (tmp_path / "locks").mkdir()
    for name in ("runtime", "development"):
        (tmp_path / "locks" / f"{name}.txt").write_text(f"# {name}\n")
    monkeypatch.setattr(preparation, "ROOT", tmp_path)
    monkeypatch.setattr(preparation, "_has_uv", lambda: False)
    monkeypatch.setattr(preparation, "_has_new_pip", lambda: True)
    monkeypatch.setattr(preparation, "_follow", lambda command, count, failure: None)
    return tmp_path / "locks" / "runtime.txt"


class TestModule:
    @pytest.mark.parametrize(
        "name", ["manage.py", "southend/__init__.py", "southend/preparation.py"]
    )
    def test_can_be_read_by_an_old_python(self, name: str) -> None:
        ast.parse((BASE_DIR / name).read_text(), feature_version=(3, 8))

    @pytest.mark.parametrize("old", ["python2.7", "python3.6", "python3.7"])
    def test_refuses_a_python_that_cannot_read_it_in_a_sentence(self, old: str) -> None:
        python = shutil.which(old)
        if python is None or subprocess.run([python, "-c", ""], check=False).returncode:
            python = sys.executable
            script = f"import sys; sys.version_info = ({old[6:].replace('.', ',')}, 0); "
            script += "exec(open('manage.py').read())"
            command = [python, "-c", script]
        else:
            command = [python, "-B", "manage.py", "demo"]

        done = subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True, check=False)

        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("Southend needs Python 3.11, 3.12 or 3.13 and this is ")
        assert done.stderr.endswith("run python3.11 manage.py instead, or install one of them.\n")

    def test_has_no_syntax_newer_than_python_2_before_the_refusal(self) -> None:
        tree = ast.parse((BASE_DIR / "manage.py").read_text(), feature_version=(3, 4))

        newer = (ast.JoinedStr, ast.AnnAssign, ast.FunctionDef, ast.NamedExpr, ast.AsyncFunctionDef)
        assert [node for node in ast.walk(tree) if isinstance(node, newer)] == []
        assert not any(isinstance(node, ast.Raise) and node.cause for node in ast.walk(tree))

    def test_needs_the_standard_library_alone(self) -> None:
        done = subprocess.run(
            [
                sys.executable,
                "-I",
                "-S",
                "-c",
                "import sys; sys.path.insert(0, '.');import southend.preparation",
            ],
            cwd=BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.stderr == ""


class TestRefuseUnsupported:
    @pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
    def test_refuses(self, version: tuple[int, int]) -> None:
        with pytest.raises(CannotPrepare, match=r"needs Python 3\.11, 3\.12 or 3\.13 and this is"):
            preparation.refuse_unsupported(version)

    @pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
    def test_lets_pass(self, version: tuple[int, int]) -> None:
        preparation.refuse_unsupported(version)


class TestLockFor:
    def test_takes_the_development_lock_for_the_tests_only(self) -> None:
        assert preparation.lock_for("test").stem == "development"
        assert preparation.lock_for("demo").stem == "runtime"


class TestPrepare:
    def test_stamps_what_it_has_installed(self, lock: Path, tmp_path: Path) -> None:
        folder = tmp_path / "venv"

        preparation.prepare(folder, lock)

        assert (folder / "runtime.stamp").read_text() == preparation._digest(lock)
        assert (folder / "bin" / "python").exists()

    def test_does_nothing_a_second_time(
        self, lock: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        preparation.prepare(tmp_path / "venv", lock)
        capsys.readouterr()

        preparation.prepare(tmp_path / "venv", lock)

        assert capsys.readouterr().out == ""

    def test_holds_both_locks_after_the_larger(self, lock: Path, tmp_path: Path) -> None:
        folder = tmp_path / "venv"

        preparation.prepare(folder, preparation.lock_for("test"))

        assert preparation._is_prepared(folder, lock)

    def test_makes_a_broken_environment_again(
        self, lock: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = tmp_path / "venv"
        preparation.prepare(folder, lock)
        (folder / "bin" / "python").unlink()

        preparation.prepare(folder, lock)

        assert "unfinished or broken: making it again" in capsys.readouterr().out
        assert (folder / "bin" / "python").exists()

    def test_installs_again_what_is_missing_from_a_damaged_environment(
        self,
        lock: Path,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        folder = tmp_path / "venv"
        commands: list[list[str]] = []

        def install(command: list[str], count: int, failure: str) -> None:
            commands.append(command)
            packages = next(folder.glob("lib/python3.*/site-packages"))
            (packages / "whitenoise").mkdir()

        monkeypatch.setattr(preparation, "_follow", install)
        preparation.prepare(folder, lock)
        (next(folder.glob("lib/python3.*/site-packages")) / "whitenoise").rmdir()
        capsys.readouterr()

        preparation.prepare(folder, lock)

        said = capsys.readouterr().out.splitlines()[0]
        assert said == (
            f"{folder} is damaged, whitenoise is missing: installing its packages again."
        )
        assert ["--force-reinstall" in command for command in commands] == [False, True]
        preparation.prepare(folder, lock)
        assert len(commands) == 2

    def test_believes_an_environment_of_which_no_list_was_kept(
        self, lock: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = tmp_path / "venv"
        preparation.prepare(folder, lock)
        (folder / preparation.CONTENTS).unlink()
        capsys.readouterr()

        preparation.prepare(folder, lock)

        assert capsys.readouterr().out == ""

    def test_keeps_what_else_is_installed_when_the_lock_changes(
        self, lock: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "venv"
        preparation.prepare(folder, preparation.lock_for("test"))
        (folder / "bin" / "a-tool").touch()
        lock.write_text("# changed\n")

        preparation.prepare(folder, lock)

        assert (folder / "bin" / "a-tool").exists()
        assert preparation._is_prepared(folder, lock)
        assert not preparation._is_prepared(folder, preparation.lock_for("test"))

    @pytest.mark.parametrize("name", ["pyvenv.cfg", "thesis.txt"])
    def test_removes_and_changes_nothing_that_it_did_not_make(
        self, lock: Path, tmp_path: Path, name: str
    ) -> None:
        folder = tmp_path / "precious"
        folder.mkdir()
        (folder / name).write_text("")

        with pytest.raises(CannotPrepare, match=r"was not made by manage\.py and is left as it is"):
            preparation.prepare(folder, lock)

        assert [path.name for path in folder.iterdir()] == [name]

    def test_leaves_no_stamp_when_it_fails(
        self, lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(command: list[str], count: int, failure: str) -> None:
            raise CannotPrepare(failure)

        monkeypatch.setattr(preparation, "_follow", fail)

        with pytest.raises(CannotPrepare, match="check the network"):
            preparation.prepare(tmp_path / "venv", lock)

        assert not preparation._is_prepared(tmp_path / "venv", lock)

    def test_waits_for_another_that_prepares(
        self, lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waits: list[int] = []

        def wait(file: object, operation: int) -> None:
            waits.append(operation)
            if operation & fcntl.LOCK_NB:
                raise BlockingIOError
            preparation._make(tmp_path / "venv")
            (tmp_path / "venv" / "runtime.stamp").write_text(preparation._digest(lock))

        monkeypatch.setattr(fcntl, "flock", wait)

        preparation.prepare(tmp_path / "venv", lock)

        assert waits == [fcntl.LOCK_EX | fcntl.LOCK_NB, fcntl.LOCK_EX]

    def test_says_where_it_may_not_write(
        self, lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(file: object, operation: int) -> None:
            raise PermissionError(13, "Permission denied", "venv.lock")

        monkeypatch.setattr(fcntl, "flock", refuse)

        with pytest.raises(CannotPrepare, match="No permission to write"):
            preparation.prepare(tmp_path / "venv", lock)


class TestFollow:
    def test_says_how_far_it_is_and_the_end_of_a_failure(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        script = "print('Collecting a'); print('Installing collected packages'); exit(1)"

        with pytest.raises(CannotPrepare, match="Installing collected packages\nNo luck"):
            preparation._follow([sys.executable, "-c", script], 2, "No luck")

        assert "fetched 1 packages; installing them" in capsys.readouterr().out


class TestPip:
    def test_uses_the_calling_pythons_pip_where_the_environment_has_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(preparation, "_has_new_pip", lambda: True)

        command = preparation._pip(tmp_path)

        assert command[0] == sys.executable
        assert command[-2:] == ["--python", str(tmp_path / "bin" / "python")]

    def test_says_what_to_install_where_there_is_no_pip(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(preparation, "find_spec", lambda name: None)

        with pytest.raises(CannotPrepare, match="apt-get install python3-venv"):
            preparation._pip(tmp_path)
