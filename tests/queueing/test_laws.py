"""Relations of queueing theory between two measures of the same run, so that most of the noise cancels."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from sim.schema import Outcome, Record
from sim.units import DAY_S
from tests.bare import completed, minutes, seen, staffed

CASES: dict[str, Any] = {case["id"]: case for case in json.loads(
    (Path(__file__).parent / "known_answers.json").read_text(encoding="utf-8"))}
PATIENCE_S = 180.0


def hits(values: list[float] | npt.NDArray[np.float64], known: float, power: float) -> None:
    """Values of replications agree with the known one, and could have detected a deviation of `power`."""
    got = np.asarray(values)
    error = got.std(ddof=1) / np.sqrt(got.size)
    assert error <= power * abs(known), f"too few runs to see {power:.0%} ({error / abs(known):.1%})"
    assert abs(got.mean() - known) < 4 * error, f"{got.mean():.5g} ± {error:.2g}, known {known:.5g}"


@pytest.mark.parametrize("distribution", ["exponential mean 300 s", "exactly 300 s", "lognormal mean 300 s cv 1.5"])
@pytest.mark.parametrize("n_agents", [9, 11])
def test_abandonment_is_waiting_times_impatience(n_agents: int, distribution: str) -> None:
    """Waiting customers abandon at rate 1 / patience, so abandoned share = mean wait / mean patience, any handle times."""
    runs = [seen(completed([minutes(2), f"contact_types.call.talk_distribution={distribution}",
                            f"patience.distribution=exponential mean {PATIENCE_S} s",
                        "run.horizon_days=3", *staffed(n_agents)], replication), n_agents) for replication in range(12)]
    ratio = [run["mean_wait_all"] / run["p_abandon"] for run in runs]
    hits(ratio, PATIENCE_S, 0.03)


def test_priorities_share_the_wait_as_in_cobham() -> None:
    """PR-01: urgent contacts wait 0.608 min, the others ten times that; the mean over both is first come, first served."""
    known = CASES["PR-01"]["outputs"]
    other = ("+contact_types.low={share: 0.5, talk_distribution: exponential mean 300 s, "
             "wrap_distribution: exactly 0 s, resolve_prob: 1,"
             " decision_prob: 0, failure_prob: 0, serious_share: 0, small_share: 1,"
             " patience_factor: 1, priority: 1, self_service_factor: 0, transfer_prob: 0,"
             " transfer_to: null, timetable_s: null}")
    high, low, mean = [], [], []
    for replication in range(20):
        contacts = completed([minutes(1.8), other, "contact_types.call.share=0.5", "patience.distribution=never",
                              "run.horizon_days=30",
                          *staffed(10)], replication).contacts
        assert contacts is not None
        counted = contacts.day >= 1
        wait, kind = contacts.wait_s[counted] / 60, contacts.contact_type[counted]
        high.append(wait[kind == 0].mean())
        low.append(wait[kind == 1].mean())
        mean.append(wait.mean())
    hits(high, known["mean_wait_high_min"], 0.03)
    hits(low, known["mean_wait_low_min"], 0.06)
    hits(mean, known["mean_wait_fifo_min"], 0.06)
    hits(np.array(low) / np.array(high), known["mean_wait_low_min"] / known["mean_wait_high_min"], 0.06)


def test_contacts_per_case_follow_the_chances_of_return() -> None:
    """JK-05 with resolution .70, then .55 at all later conversations, 80 % return, at most three repeats: by hand.

    The n-th conversation takes place with probability 0.8^(n-1) x 0.3 x 0.45^(n-2) for n from 2 to 4.
    """
    expected = 1 + sum(0.8 ** (n - 1) * 0.3 * 0.45 ** (n - 2) for n in (2, 3, 4))
    shares = []
    for replication in range(20):
        contacts = completed([minutes(1), "contact_types.call.resolve_prob=0.7",
                              f"conversation.later_resolve_factor={0.55 / 0.7}",
                          "repeats.return_prob=0.8", "repeats.delay_distribution=exponential mean 2 h", "repeats.max_repeats=3",
                          "patience.distribution=never", "run.horizon_days=6", "run.warm_up_days=0", *staffed(12)],
                         replication).contacts
        assert contacts is not None
        opened_early = np.isin(contacts.case_id, contacts.case_id[(contacts.nth_contact == 1) & (contacts.day < 5)])
        shares.append(opened_early.sum() / np.unique(contacts.case_id[opened_early]).size)
    hits(shares, expected, 0.005)


def test_infinite_servers_count_arrivals_times_service() -> None:
    """TV-04 and TV-05: without waiting, contacts in service follow M(t)/M/infinity with its lag, hour by hour."""
    rates = [10 * (1 + 0.5 * np.sin(2 * np.pi * (hour + 0.5) / 24)) for hour in range(24)]
    profile = "[" + ",".join(f"{rate:.6f}" for rate in rates) + "]"
    for service_h in (0.1, 3.0):
        at_hour: list[list[float]] = []
        for replication in range(20):
            contacts = completed(["demand.needs_per_day=240", "demand.interval_h=1", f"demand.profile={profile}",
                              "workforce.groups.agents.n_agents=90",
                              "workforce.groups.agents.agents_per_interval=[" + ",".join(["90"] * 24) + "]",
                              f"contact_types.call.talk_distribution=exponential mean {service_h} h",
                                  "patience.distribution=never",
                              "run.horizon_days=60", "run.warm_up_days=2"], replication).contacts
            assert contacts is not None
            begins = contacts.day * DAY_S + contacts.answered_at_s
            ends = contacts.day * DAY_S + contacts.ended_at_s
            instants = (2 + np.arange(58))[:, None] * DAY_S + np.array([0, 6, 12, 18]) * 3600.0
            present = (np.searchsorted(np.sort(begins), instants) - np.searchsorted(np.sort(ends), instants))
            at_hour.append(present.mean(axis=0).tolist())
        known = _infinite_server_mean(np.array(rates), service_h)
        for i, hour in enumerate((0, 6, 12, 18)):
            hits([row[i] for row in at_hour], known[hour], 0.05)


def _infinite_server_mean(rates: npt.NDArray[np.float64], service_h: float) -> dict[int, float]:
    """Mean number present with piecewise constant hourly rates: dm/dt = rate - m / service, periodic solution."""
    decay = np.exp(-1.0 / service_h)
    m, out = 0.0, {}
    for hour in range(24 * 20):
        out[hour % 24] = m
        m = m * decay + rates[hour % 24] * service_h * (1 - decay)
    return out


def closing_day(hours: int, per_hour: list[float], agents: list[int], *overrides: str) -> list[Record]:
    """Days of a centre that opens at midnight, closes after some hours and serves its queue out."""
    return [completed([f"demand.needs_per_day={sum(per_hour)!r}", "demand.interval_h=1", f"demand.profile={per_hour}",
                   f"centre.closes_h={hours}", "centre.at_closing=serve_out", "run.warm_up_days=0",
                   f"workforce.groups.agents.n_agents={max(agents)}",
                   f"workforce.groups.agents.agents_per_interval={agents}", "run.horizon_days=150", *overrides],
                  replication) for replication in range(10)]


def test_a_day_whose_load_and_staff_change_by_the_hour() -> None:
    """TV-01: thirteen hours, 4 to 8 agents, a tenth balk; a drop in staff lets calls finish; the queue is served out."""
    case = CASES["TV-01"]
    given, known = case["inputs"], case["outputs"]
    waits, lost = [], []
    for record in closing_day(13, [float(rate) for rate in given["rates_per_h"]], given["agents"],
                              "contact_types.call.talk_distribution=exponential mean 100 s",
                              "patience.distribution=exponential mean 1000 s",
                              "patience.balk_prob=0.1"):
        contacts = record.contacts
        assert contacts is not None
        waits.append(contacts.wait_s.mean())
        lost.append((contacts.outcome != Outcome.ANSWERED).mean())
    hits(waits, known["mean_wait_s"], 0.03)
    hits(lost, known["p_lost"], 0.03)


def test_a_day_that_starts_empty() -> None:
    """TV-06: eight hours of Erlang-A from an empty start: 59.8 abandons of 960 a day."""
    shares = []
    for record in closing_day(8, [120.0] * 8, [12] * 8, "contact_types.call.talk_distribution=exponential mean 300 s",
                              "patience.distribution=exponential mean 180 s"):
        contacts = record.contacts
        assert contacts is not None
        gave_up = (contacts.outcome == Outcome.ABANDONED) & (contacts.ended_at_s <= 8 * 3600)
        shares.append(gave_up.sum() / 150)
    hits(shares, CASES["TV-06"]["outputs"]["expected_abandons"], 0.03)


def test_day_counts_spread_as_gamma_poisson() -> None:
    """OD-01: variance of a day's count is m + m^2 / alpha; by the law of large numbers over 4000 independent days."""
    mean, alpha, n_days = 400.0, 10.0, 4000
    days = completed([f"demand.needs_per_day={mean}", f"demand.busyness_alpha={alpha}",
                      "contact_types.call.talk_distribution=exactly 1 s",
                  f"run.horizon_days={n_days}", "run.warm_up_days=0", *staffed(5)]).days
    count = days["n_opened"]
    known = mean + mean * mean / alpha
    squares = (count - mean) ** 2
    error = squares.std(ddof=1) / np.sqrt(n_days)
    assert error < 0.05 * known
    assert abs(squares.mean() - known) < 4 * error
    assert abs(count.mean() - mean) < 4 * count.std(ddof=1) / np.sqrt(n_days)


def test_a_busy_day_is_followed_by_a_busy_day() -> None:
    """A3: the day factors' normal scores are correlated as specified; the counts of a large centre show it."""
    days = completed(["demand.needs_per_day=400", "demand.busyness_alpha=10", "demand.busyness_persistence=0.5",
                  "contact_types.call.talk_distribution=exactly 1 s", "run.horizon_days=4000", "run.warm_up_days=0",
                      *staffed(5)]).days
    z = (days["n_opened"] - 400) / days["n_opened"].std()
    products = z[1:] * z[:-1]
    # gamma's correlation is a little below the scores' 0.5, and Poisson noise takes 10 % of the variance: 0.43 to 0.46
    error = products.std(ddof=1) / np.sqrt(products.size)
    assert abs(products.mean() - 0.445) < 4 * error + 0.015


def test_arrivals_follow_the_profile() -> None:
    """Counts per interval are Poisson with the profile's mean: each within four standard errors, dispersion 1."""
    profile = [1.0, 3.0, 2.0, 4.0]
    contacts = completed(["demand.needs_per_day=1000", "demand.interval_h=6", f"demand.profile={profile}",
                      "workforce.groups.agents.agents_per_interval=[12,12,12,12]",
                          "contact_types.call.talk_distribution=exactly 1 s",
                      "run.horizon_days=300", "run.warm_up_days=0"]).contacts
    assert contacts is not None
    interval = (contacts.arrived_at_s // 21600).astype(int)
    counts = np.bincount(contacts.day * 4 + interval, minlength=1200).reshape(300, 4)
    for i, weight in enumerate(profile):
        mean = 100.0 * weight
        assert abs(counts[:, i].mean() - mean) < 4 * np.sqrt(mean / 300)
        spread = ((counts[:, i] - mean) ** 2 / mean)
        assert abs(spread.mean() - 1) < 4 * np.sqrt(2 / 300)


def books_balance(record: Record) -> None:
    """Balances of any run: contacts in = out + open, cases likewise, money and agents' time add up."""
    days, contacts, agents = record.days, record.contacts, record.agent_days
    assert contacts is not None
    assert agents is not None
    total = {name: column.sum() for name, column in days.items()}
    assert total["n_contacts"] == contacts.day.size == np.unique(contacts.contact_id).size
    outcomes = ("n_abandoned", "n_balked", "n_blocked", "n_turned_away", "n_not_reached", "n_superseded")
    n_answered = np.count_nonzero(contacts.outcome == Outcome.ANSWERED)
    assert total["n_contacts"] == n_answered + sum(total[name] for name in outcomes)
    assert total["n_opened"] == total["n_solved"] + total["n_given_up"] + total["n_cancelled_by_churn"] + record.open_cases
    assert total["busy_s"] == pytest.approx(agents.busy_s.sum())
    idle = agents.on_duty_s - agents.busy_s - agents.break_s
    assert (idle > -1e-6).all()
    assert np.all(contacts.ended_at_s >= contacts.arrived_at_s)
    answered = contacts.answered & ~contacts.transferred
    waits = contacts.answered_at_s[answered] - contacts.arrived_at_s[answered]
    assert contacts.wait_s[answered] == pytest.approx(waits, abs=1e-6)
    # an agent's conversations of a day do not overlap, with one at a time
    talked = contacts.agent_id >= 0
    order = np.lexsort((contacts.answered_at_s[talked], contacts.day[talked], contacts.agent_id[talked]))
    who, day = contacts.agent_id[talked][order], contacts.day[talked][order]
    begins, ends = contacts.answered_at_s[talked][order], contacts.ended_at_s[talked][order]
    same = (who[1:] == who[:-1]) & (day[1:] == day[:-1]) & ~contacts.transferred[talked][order][1:]
    assert np.all(begins[1:][same] >= ends[:-1][same] - 1e-6)


@pytest.mark.parametrize("scenario", ["base", "growth_40_budget_3", "aht_bonus_180"])
def test_the_books_balance(scenario: str) -> None:
    """Two weeks of whole centres: normal, overloaded, and with calls cut off early for a bonus."""
    books_balance(completed(["run.horizon_days=14", "run.warm_up_days=0"], scenario=scenario))


def test_little_counts_the_queue() -> None:
    """Little: the queue's time average, counted from instants, is arrivals times mean wait."""
    record = completed([minutes(2), "patience.distribution=exponential mean 180 s", "run.horizon_days=5", "run.warm_up_days=0",
                    *staffed(10)])
    contacts = record.contacts
    assert contacts is not None
    joined = contacts.day * DAY_S + contacts.arrived_at_s
    left = joined + contacts.wait_s
    instants = np.linspace(0, 5 * DAY_S, 200_001)
    queue = np.searchsorted(np.sort(joined), instants, "right") - np.searchsorted(np.sort(left), instants, "right")
    little = contacts.wait_s.sum() / (5 * DAY_S)
    assert queue.mean() == pytest.approx(little, rel=0.01)  # error of the grid: 2 s steps against waits of minutes
