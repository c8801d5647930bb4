"""A run with more work than its agents have time for says so, with the load, the agents and those who still wait."""


import numpy as np
import pandas as pd
import pytest

import sim
from sim.cli.main import main
from sim.findings.theory import overloaded
from sim.i18n.translate import Translator
from sim.results.load import DailyLoad, Overload, daily_load, overload
from tests.bare import ENGINE

# 16 erlang of work on 14 agents, and nobody gives up: of the contacts, 2 in 16 are not answered.
TOO_MANY = ["patience.distribution=never", "contact_types.call.talk_distribution=exponential mean 650 s",
            "demand.needs_per_day=2127", "workforce.groups.agents.n_agents=14",
            "workforce.groups.agents.agents_per_interval=[14]", "run.horizon_days=6", f"run.engine={ENGINE}"]
ENOUGH = [*TOO_MANY, "workforce.groups.agents.n_agents=17", "workforce.groups.agents.agents_per_interval=[17]"]
CENTRE = sim.load("bare_queue").params      # round the clock


def days(n_contacts: list[float], n_waiting: list[float], work_s: list[float], on_phone_s: list[float]) -> DailyLoad:
    found = {name: np.array(column) for name, column in
             {"n_contacts": n_contacts, "n_waiting": n_waiting, "work_s": work_s, "on_phone_s": on_phone_s}.items()}
    return DailyLoad(n_calls=found["n_contacts"], n_answered=found["n_contacts"], handle_s=found["work_s"],
                     n_all_answered=found["n_contacts"], **found)


def test_by_hand():
    """Two days of each half; in the second half 200 contacts of 432 s are answered and 40 more wait than before it."""
    found = overload(CENTRE, [days([90, 90, 100, 100], [10, 30, 50, 70], [0, 0, 43_200, 43_200], [0, 0, 86_400, 86_400])])
    assert found is not None
    assert found.load_erlang == pytest.approx(240 * 432 / (2 * 86_400))
    assert found.n_agents == 1.0
    assert found.n_waiting == 70
    assert found.overtime_share == 0.0


def test_a_queue_that_only_fluctuates_is_none():
    """Four more of 200: a fiftieth, and no more."""
    assert overload(CENTRE, [days([90, 90, 98, 98], [10, 30, 50, 34], [0, 0, 9e3, 9e3], [0, 0, 86_400, 86_400])]) is None
    assert overload(CENTRE, [days([90, 90, 97, 97], [10, 30, 50, 35], [0, 0, 9e3, 9e3], [0, 0, 86_400, 86_400])]) is not None
    assert overload(CENTRE, []) is None
    assert overload(CENTRE, [days([], [], [], [])]) is None
    assert overload(CENTRE, [days([0, 0], [0, 0], [0, 0], [0, 0])]) is None


def test_work_after_closing_by_hand():
    """10 h of work in 8 h of time: a fifth is done after closing."""
    found = overload(CENTRE, [days([10, 10], [0, 0], [0, 36_000], [0, 28_800])])
    assert found is not None
    assert found.overtime_share == pytest.approx(0.2)
    assert found.load_erlang == pytest.approx(36_000 / 86_400)


def test_closed_days_keep_those_who_wait():
    """Nothing is counted on a closed day; the emails of the day before are still there."""
    zero = ("n_emails", "n_chats", "n_answered", "n_emails_answered", "n_chats_answered", "handle_s", "email_handle_s",
            "chat_handle_s", "break_s", "overtime_s", "n_chats_waiting")
    columns = {name: np.zeros(4) for name in zero}
    columns |= {"n_contacts": np.array([0.0, 5, 5, 0]), "on_duty_s": np.array([0.0, 9, 9, 0]),
                "n_calls_waiting": np.array([0.0, 2, 3, 0]), "email_backlog": np.array([0.0, 7, 8, 0])}
    found = daily_load(columns, 1)
    assert found.n_waiting.tolist() == [9, 11, 11]
    assert found.n_calls.tolist() == [7, 6, 0], "arrived: those that ended, and the change of those who wait"


def test_an_unstable_queue_is_said_everywhere(tmp_path, capsys):
    result = sim.simulate(sim.load("bare_queue", TOO_MANY))
    found = result.overload
    assert found is not None
    assert found.load_erlang == pytest.approx(16.0, rel=0.05)
    assert found.n_agents == 14.0
    assert found.n_waiting == result.kpis["waiting_at_end"] == pytest.approx(6 * 2127 / 8, rel=0.25)
    assert result.theory["load_erlang"].iloc[0] == pytest.approx(16.0, rel=0.05), "those who wait have arrived too"
    assert main(["run", "scenario=bare_queue", *TOO_MANY, "run.replications=2", "--results", str(tmp_path), "--jobs", "1"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    page = next(tmp_path.glob("run/*/report.html")).read_text(encoding="utf-8")
    sentence = "and 14.0 agents are on the phone. The queue grows as long as the run lasts, so waits have no steady mean"
    assert sentence in printed
    assert sentence in page
    table = pd.read_parquet(next(tmp_path.glob("run/*/overload.parquet")))
    assert table["n_agents"].tolist() == [14.0]


def test_a_stable_queue_is_not():
    result = sim.simulate(sim.load("bare_queue", ENOUGH))
    assert result.overload is None
    assert result.kpis["waiting_at_end"] < 40


@pytest.mark.parametrize(("row", "part"), [
    (Overload(9.5, 14.0, 250.0, 0.0), "some contacts wait for a group or a channel with too few agents. 250 contacts still wait"),
    (Overload(9.5, 9.0, 250.0, 0.0), "waits have no steady mean; 250 contacts still wait"),
    (Overload(9.5, 9.0, 0.0, 0.21), "21% of the work is done after closing"),
])
def test_each_case_has_its_words(row, part):
    assert part in overloaded(row, "it", Translator())
