"""Import path of the benchmarks, scripts that import each other by their bare names; and answers shared by several folders."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

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
