"""Import path of the benchmarks, scripts that import each other by their bare names; answers shared by several folders, and
plug-ins of one test.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sim.experiment.answer import Answer

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))


@pytest.fixture(scope="session")
def two() -> "Answer":
    from tests import answers

    return answers.two()


@pytest.fixture(scope="session")
def seven() -> "Answer":
    from tests import answers

    return answers.seven()


@pytest.fixture
def use() -> "Iterator[Callable[..., None]]":
    """Registers plug-ins, and removes them after the test."""
    from sim import plugins

    names: list[str] = []

    def register(*objects: Any) -> None:
        plugins.register(*objects)
        names.extend(one.name for one in objects)

    yield register
    plugins.unregister(*names)
