"""The structure of the package: folders and files of limited size, each with a docstring."""

import ast
from pathlib import Path

import pytest

import sim

PACKAGE = Path(sim.__file__).parent
FOLDERS = sorted({file.parent for file in PACKAGE.rglob("*.py")})
FILES = sorted(PACKAGE.rglob("*.py"))
MAX_FILES, MAX_LINES = 12, 400


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE.parent).as_posix()


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_has_few_files_and_a_docstring(folder: Path) -> None:
    files = [file.name for file in folder.glob("*.py") if file.name != "__init__.py"]
    assert len(files) <= MAX_FILES, files
    assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))


def test_no_file_is_long() -> None:
    lengths = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: n for name, n in lengths.items() if n > MAX_LINES} == {}


def test_every_module_has_a_docstring() -> None:
    silent = [name_of(file) for file in FILES if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))]
    assert silent == []
