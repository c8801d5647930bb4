"""What the wheel holds: the package with its data and its types, and nothing else."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of the wheel."""
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("dist")), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_types_are_for_others_to_check(contents: set[str]) -> None:
    """PEP 561: without this file, mypy ignores the annotations of an installed package."""
    assert "sim/py.typed" in contents


@pytest.mark.parametrize("folder", ["scenarios", "experiments"])
def test_data_goes_with_the_package(contents: set[str], folder: str) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.yaml")}
    assert len(files) > 3
    assert {f"sim/{file}" for file in files} <= contents


def test_every_module_and_catalogue_is_there_and_nothing_else(contents: set[str]) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "sim").rglob("*")
             if path.is_file() and "__pycache__" not in path.parts}
    assert files <= contents
    assert {name.split("/")[0] for name in contents} == {"sim"}
