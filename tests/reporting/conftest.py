"""Reports that the tests of reporting share."""

import pytest

from sim.experiment.answer import Answer
from sim.i18n.translate import Translator
from sim.reporting.report import html


@pytest.fixture(scope="session")
def page(two: Answer) -> str:
    return html(two, Translator())


@pytest.fixture(scope="session")
def big_page(seven: Answer) -> str:
    return html(seven, Translator())
