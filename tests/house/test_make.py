"""The first command: `make` with interpreters that fit, that do not, and that fail. They are stubs: nothing is installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make needs a Unix shell")

# A Python of any version: it answers as the real one would, and makes an environment that holds a copy of itself.
STUB = """#!/bin/sh
if [ "$1" = -c ]; then
    exec "{real}" -c "import sys
sys.version_info, sys.executable, sys.prefix = {version}, '$0', sys.base_prefix
{more}
$2"
fi
case "$2" in
    venv) {venv}
        mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    pip) echo "$*" >> pip-was-called; {pip} ;;
esac
"""
NO_NETWORK = "echo \"WARNING: Retrying: NewConnectionError('Temporary failure in name resolution')\" >&2; " \
    "echo 'ERROR: No matching distribution found for babel' >&2; exit 1"

FULL_DISK = "echo 'ERROR: [Errno 28] No space left on device' >&2"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the files that make needs; its name has a space and Danish letters."""
    folder = tmp_path / "kø på Ærø"
    (folder / "tools").mkdir(parents=True)
    (folder / "tools" / "environment.sh").write_bytes((ROOT / "tools" / "environment.sh").read_bytes())
    (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (folder / "pyproject.toml").write_text('requires-python = ">=3.11,<3.15"\n')
    (folder / "requirements.lock").write_text("numba==0\n")
    (tmp_path / "bin").mkdir()
    return folder


def stub(project: Path, name: str, version: str, more: str = "", venv: str = ":", pip: str = ":") -> Path:
    file = project.parent / "bin" / name
    numbers = tuple(map(int, version.split(".")))
    file.write_text(STUB.format(real=sys.executable, version=numbers, more=more, venv=venv, pip=pip))
    file.chmod(0o755)
    return file


def run(project: Path, *words: str) -> tuple[int, list[str], list[str]]:
    """Exit status, lines on stdout and stderr of the script, where the stubs are the only interpreters."""
    path = f"{project.parent / 'bin'}:/nowhere"
    for tool in ("sh", "sed", "cksum", "rm", "mkdir", "cp", "ln", "mktemp", "grep", "tail", "cut", "make"):
        link = project.parent / "bin" / tool
        if not link.exists():
            link.symlink_to(next(p for d in os.environ["PATH"].split(":") if (p := Path(d) / tool).is_file()))
    environment = {"PATH": path, "HOME": str(project.parent / "home"), "TMPDIR": str(project.parent)}
    command = words if words[:1] == ("make",) else ("sh", "tools/environment.sh", *words)
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert not list(project.parent.glob("contact-centre-make*"))
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


def made_with(project: Path) -> str:
    lines = (project / ".venv" / "ready").read_text().splitlines()
    return next(line.removeprefix("version ") for line in lines if line.startswith("version "))


@pytest.mark.parametrize(("installed", "version"), [
    ({"python3": "3.11.9"}, "3.11.9"),
    ({"python3": "3.10.13", "python3.12": "3.12.4"}, "3.12.4"),
    ({"python3": "3.15.0", "python3.11": "3.11.2", "python3.13": "3.13.0", "python3.14": "3.14.1"}, "3.13.0"),
    ({"python3": "3.9.1", "python3.14": "3.14.1"}, "3.14.1"),
    ({"python": "3.12.0"}, "3.12.0"),
    ({"python3": "3.13.0", "python3.12": "3.12.4"}, "3.13.0"),
])
def test_a_fitting_interpreter_is_found(project, installed, version):
    for name, its in installed.items():
        stub(project, name, its)
    status, out, err = run(project)
    assert (status, err) == (0, [])
    assert out == [f"Making .venv with Python {version} ({out[0].split('(')[1].split(')')[0]}); this takes some minutes."]
    assert made_with(project) == version
    assert run(project) == (0, [], [])      # nothing has changed


def test_one_of_pyenv_is_found(project):
    stub(project, "python3", "3.10.13")
    there = project.parent / "home" / ".pyenv" / "versions" / "3.12.1" / "bin"
    there.mkdir(parents=True)
    stub(project, "elsewhere", "3.12.1").rename(there / "python3")
    assert run(project)[0] == 0
    assert made_with(project) == "3.12.1"


# What is installed; the one line that says so.
UNFIT = {
    "too old": ({"version": "3.10.13"}, "is Python 3.10.13"),
    "too new": ({"version": "3.15.0"}, "is Python 3.15.0"),
    "Python 2": ({"version": "2.7.18"}, "is Python 2.7.18"),
    "not CPython": ({"version": "3.11.0", "more": "sys.implementation.name = 'pypy'"}, "is no 64-bit CPython"),
    "32 bits": ({"version": "3.11.0", "more": "sys.maxsize = 2**31 - 1"}, "is no 64-bit CPython"),
    "without the GIL": ({"version": "3.13.0", "more": "import sysconfig; sysconfig.get_config_var = lambda name: 1"}, "the GIL"),
    "without venv": ({"version": "3.11.0", "more": "sys.modules['ensurepip'] = None"}, "apt install python3-venv"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_one_that_does_not_fit_is_said_in_one_line(project, case):
    how, said = UNFIT[case]
    path = stub(project, "python3", **how)
    for words in ((), (str(path),)):
        status, out, (line,) = run(project, *words)
        assert (status, out) == (2, [])
        assert said in line
        assert "accepted is Python 3.11 to 3.14: make run PYTHON=/path/to/python3.11" in line
        assert not (project / ".venv").exists()


def test_no_interpreter_at_all(project):
    assert run(project) == (2, [], ["make: no Python that fits is installed; accepted is Python 3.11 to 3.14: "
                                    "make run PYTHON=/path/to/python3.11"])
    status, _, (line,) = run(project, "python9")
    assert status == 2
    assert line.startswith("make: PYTHON=python9: there is no such program; accepted is Python 3.11 to 3.14")


# What goes wrong on the way; the one line.
FAILURES = {
    "no network": ({"pip": NO_NETWORK}, "the package index cannot be reached; connect to a network"),
    "full disk": ({"pip": f"{FULL_DISK}; exit 1"}, "the disk is full; 2 GB are needed in "),
    "full disk at the start": ({"venv": f"{FULL_DISK}; exit 1"}, "the disk is full; 2 GB are needed in "),
    "no permission": ({"venv": "echo '[Errno 13] Permission denied: .venv' >&2; exit 1"}, "no permission to write in "),
    "another error": ({"pip": "echo 'ERROR: hashes do not match' >&2; exit 1"}, "ERROR: hashes do not match"),
    "killed": ({"pip": "kill -9 $$"}, "Killed"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_is_one_line_and_leaves_no_environment(project, case):
    how, said = FAILURES[case]
    stub(project, "python3", "3.11.9", **how)
    status, _, (line,) = run(project)
    assert status == 2
    assert line.startswith("make: .venv was not made: ")
    assert said in line
    assert not (project / ".venv").exists()
    stub(project, "python3", "3.11.9")
    assert run(project)[0] == 0         # the next try is not spoilt


def test_a_folder_that_cannot_be_written(project):
    stub(project, "python3", "3.11.9")
    (project / ".venv").symlink_to("/dev/null/x")
    (project / "home").mkdir()
    mkdir = project.parent / "bin" / "mkdir"
    mkdir.write_text("#!/bin/sh\necho 'mkdir: cannot create directory .venv: Permission denied' >&2\nexit 1\n")
    mkdir.chmod(0o755)
    status, _, (line,) = run(project)
    assert (status, line) == (2, f"make: .venv was not made: no permission to write in {project}")


def test_what_is_left_of_an_interrupted_try_is_made_again(project):
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "rubbish").touch()
    stub(project, "python3", "3.11.9")
    assert run(project)[0] == 0
    assert not (project / ".venv" / "rubbish").exists()
    assert made_with(project) == "3.11.9"


def test_a_change_renews_it(project):
    """Of the lock and the interpreter: from scratch. Of the project file: the package alone. A new date alone: nothing."""
    old = stub(project, "python3", "3.11.9")
    new = stub(project, "python3.12", "3.12.4")
    run(project)
    calls = project / "pip-was-called"

    def calls_after(*words: str) -> int:
        calls.unlink()
        assert run(project, *words)[0] == 0
        found = len(calls.read_text().splitlines()) if calls.exists() else 0
        calls.touch()
        return found

    (project / ".venv" / "mark").touch()
    os.utime(project / "requirements.lock")
    assert calls_after() == 0
    (project / "pyproject.toml").write_text('requires-python = ">=3.11,<3.15"\n# more\n')
    assert calls_after() == 1
    assert (project / ".venv" / "mark").exists()
    (project / "requirements.lock").write_text("numba==1\n")
    assert calls_after() == 2
    assert not (project / ".venv" / "mark").exists()
    assert calls_after(str(new)) == 2
    assert made_with(project) == "3.12.4"
    assert calls_after() == 0           # the one that was named stays
    assert calls_after(str(old)) == 2
    stub(project, "python3", "3.11.10").rename(project / ".venv" / "bin" / "python")       # the system renewed it
    stub(project, "python3", "3.11.10")
    assert calls_after() == 2
    assert made_with(project) == "3.11.10"
    (project / ".venv" / "bin" / "python").unlink()                                         # the system removed it
    assert calls_after() == 2


def test_make_calls_it(project):
    stub(project, "python3", "3.10.13")
    status, _, err = run(project, "make", "check")
    assert status == 2
    assert err[0].startswith("make: no Python that fits is installed (")
    assert [line for line in err[1:] if not line.startswith("make: *** ")] == []
    tools = "cd .venv/bin; for tool in ruff mypy lint-imports; do ln -sf /bin/true $tool; done"
    good = stub(project, "python3.12", "3.12.4", pip=tools)
    status, out, err = run(project, "make", "check", f"PYTHON={good}")
    assert (status, err) == (0, [])
    assert out[0] == f"Making .venv with Python 3.12.4 ({good}); this takes some minutes."
    status, out, err = run(project, "make", "check")
    assert (status, out[0], err) == (0, ".venv/bin/ruff check .", [])
