"""Memory of a run: sums do not grow with time, a record kept here does, and one handed over day by day does not."""

import tracemalloc
from collections.abc import Iterator

import pytest

from sim.config.scenario import load
from sim.schema import AgentDays, Contacts
from sim.year import CentreRun

SETTLED_DAY, LAST_DAY = 60, 119          # by then the day's tables have grown to the size of the busiest days


class Handed:
    """A recorder that discards everything."""

    def evening(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Receive a day's tables, and discard them."""


class Weighed(CentreRun):
    """A run whose memory is measured every night."""

    def night(self, day: int) -> None:
        super().night(day)
        self.weights = [*getattr(self, "weights", []), tracemalloc.get_traced_memory()[0]]


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.parametrize(("record", "keep", "grows"), [("kpis", None, False), ("full", Handed(), False), ("full", None, True)])
def test_memory_grows_only_with_what_is_recorded(traced: None, record: str, keep: Handed | None, grows: bool) -> None:
    """Forty open days of some 700 contacts of 200 bytes each are 5.6 MB; open cases at night are far below 0.5 MB."""
    scenario = load("base", [f"run.record={record}", "run.horizon_days=120", "run.warm_up_days=0", "customers.n=3000"])
    centre_run = Weighed(scenario.params, scenario.run, 0, keep)
    centre_run.run_days()
    grown = centre_run.weights[LAST_DAY] - centre_run.weights[SETTLED_DAY]
    assert grown > 4.5e6 if grows else grown < 0.5e6, grown
