"""The answers that the tests of showing share."""

import pytest

from sim.experiment.answer import Answer
from sim.i18n.translate import Translator
from sim.reporting.report import html
from tests.present import answers


@pytest.fixture(scope="session")
def two() -> Answer:
    return answers.two()


@pytest.fixture(scope="session")
def seven() -> Answer:
    return answers.seven()


@pytest.fixture(scope="session")
def page(two: Answer) -> str:
    return html(two, Translator())


@pytest.fixture(scope="session")
def big_page(seven: Answer) -> str:
    return html(seven, Translator())
