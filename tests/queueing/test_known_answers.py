"""Known answers reproduced by simulation: each within four standard errors of its own runs, on `scenario=bare_queue`.

Each case runs some independent replications after a warm-up. A check ensures that the runs could detect a deviation of a few
per cent. The values are in known_answers.json and are checked against formulas in test_formulas.py.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.bare import completed, minutes, seen, staffed

CASES: dict[str, Any] = {case["id"]: case for case in json.loads(
    (Path(__file__).parent / "known_answers.json").read_text(encoding="utf-8"))}
NEVER = "patience.distribution=never"


@dataclass(frozen=True)
class Known:
    """A bare queue and its known values: measure -> (value, deviation that the runs must be able to detect)."""

    id: str
    overrides: tuple[str, ...]
    n_servers: int
    expected: dict[str, float]
    days: int
    replications: int = 20
    within_s: float = 20.0
    power: float = 0.04


def conversation(distribution: str) -> str:
    return f"contact_types.call.talk_distribution={distribution}"


def loss(case_id: str, distribution: str, days: int) -> Known:
    """M/G/N/N: as many lines as servers."""
    case = CASES[case_id]
    load, n = case["inputs"]["offered_load_erlang"], case["inputs"]["servers"]
    return Known(case_id, (minutes(load / 5.0), conversation(distribution), NEVER, f"centre.n_lines={n}", *staffed(n)), n,
                 {"p_block": case["outputs"]["p_block"]}, days, power=0.05)


def erlang_c(case_id: str, days: int, power: float = 0.04) -> Known:
    """Textbook rows: 250 calls in half an hour of 210 s."""
    case = CASES[case_id]
    n, out = case["inputs"]["servers"], case["outputs"]
    return Known(case_id, (minutes(250 / 30), conversation("exponential mean 210 s"), NEVER, *staffed(n)), n,
                 {"p_wait": out["p_wait"], "mean_wait_all": out["asa_s"], "service_level": out["service_level"],
                  "occupancy": out["occupancy"], "mean_queue": out["mean_queue"]}, days, power=power)


def erlang_a(case_id: str, days: int, per_min: float, service_min: float, n: int, patience_min: float,
             **more: float) -> Known:
    out = CASES[case_id]["outputs"]
    known = {name: out[name] for name in ("p_wait", "p_abandon", "p_abandon_given_wait", "occupancy")}
    known |= {name: 60.0 * out[name] for name in ("mean_wait_all", "mean_wait_served", "mean_wait_abandoned")}
    known |= {"service_level": out["p_served_within_0.333333"], "p_abandon_in_time": out["p_abandon_within_0.333333"],
              "mean_queue": out["lq"]}
    return Known(case_id, (minutes(per_min), conversation(f"exponential mean {service_min * 60} s"),
                           f"patience.distribution=exponential mean {patience_min * 60} s", *staffed(n)), n, known, days)


def minimum_staff(case_id: str, days: int) -> list[Known]:
    """The smallest number of agents that meets the target, and one less."""
    case = CASES[case_id]
    given, out = case["inputs"], case["outputs"]
    n = out["min_servers"]
    queue = (minutes(given["lambda_per_min"]), conversation(f"exponential mean {given['aht_min'] * 60} s"), NEVER)
    within = given["sl_threshold_min"] * 60.0
    return [Known(case_id, (*queue, *staffed(n)), n, {"service_level": out["service_level"],
                                                      "mean_wait_all": 60 * out["asa_min"]}, days, 20, within, 0.06),
            Known(case_id + " less one", (*queue, *staffed(n - 1)), n - 1,
                  {"service_level": out["service_level_one_less"]}, days, 20, within)]


def single(case_id: str, distribution: str) -> Known:
    """M/G/1 at load 0.8: 0.16 calls a minute of 5 minutes, scaled by ten in time."""
    out = CASES[case_id]["outputs"]
    return Known(case_id, (minutes(1.6), conversation(distribution), NEVER, *staffed(1)), 1,
                 {"occupancy": out["rho"], "mean_wait_all": out["mean_wait_min"] * 6.0,
                  "mean_queue": out["mean_queue"]}, 40)


def square_root(case_id: str, days: int) -> Known:
    case = CASES[case_id]
    given, out = case["inputs"], case["outputs"]
    n = given["servers"]
    return Known(case_id, (minutes(given["offered_load"] / 10), conversation("exponential mean 600 s"), NEVER, *staffed(n)), n,
                 {"p_wait": out["p_wait_exact"], "mean_wait_all": 600 * out["asa_in_service_times_exact"]}, days,
                 power=0.06)


def returns(case_id: str, days: int) -> Known:
    """Repeats after service: a Jackson network with the orbit as an infinite server."""
    case = CASES[case_id]
    given, out = case["inputs"], case["outputs"]
    n = given["servers"]
    service = conversation(f"exponential mean {given['mean_service_min'] * 60} s")
    solved = f"contact_types.call.resolve_prob={1 - given['p_repeat_after_service']}"
    return Known(case_id, (minutes(given["fresh_per_min"]), service, NEVER, solved,
                           "repeats.return_prob=1", "repeats.delay_distribution=uniform 0 h to 48 h", "run.warm_up_days=6",
                           *staffed(n)), n,
                 {"per_day": 1440 * out["total_arrival_rate"], "p_wait": out["p_wait"],
                  "mean_wait_all": 60 * out["asa_min"], "occupancy": out["occupancy"]}, days, power=0.06)


E5 = "exponential mean 300 s"
KNOWN = [
    loss("EB-01", E5, 20), loss("EB-02", E5, 6), loss("EB-03", E5, 20), loss("EB-04", E5, 4), loss("EB-05", E5, 3),
    loss("EB-06", "lognormal mean 300 s cv 1.5", 20),
    erlang_c("EC-01", 40, power=0.08), erlang_c("EC-02", 8, power=0.06), erlang_c("EC-03", 6), erlang_c("EC-04", 6),
    erlang_c("EC-05", 6), erlang_c("EC-06", 6), erlang_c("EC-07", 6), erlang_c("EC-08", 6, power=0.04),
    Known("EC-09", (minutes(4.2), conversation("exponential mean 120 s"), NEVER, *staffed(12)), 12,
          {"p_wait": CASES["EC-09"]["outputs"]["p_wait"], "mean_wait_all": 60 * CASES["EC-09"]["outputs"]["asa_min"],
           "service_level": CASES["EC-09"]["outputs"]["service_level"], "occupancy": 0.7}, 10),
    *minimum_staff("EC-10", 10), *minimum_staff("EC-11", 30), *minimum_staff("EC-12", 30), *minimum_staff("EC-13", 4),
    *minimum_staff("EC-14", 15),
    square_root("HW-01", 5), square_root("HW-02", 5), square_root("HW-03", 8), square_root("HW-04", 10),
    erlang_a("EA-01", 1, 48, 1, 50, 2), erlang_a("EA-04", 20, 4.2, 2, 12, 1), erlang_a("EA-07", 20, 2, 5, 12, 3),
    erlang_a("EA-09", 4, 20, 3, 60, 2),
    Known("EA-02", (minutes(48), conversation("exponential mean 60 s"), NEVER, *staffed(50)), 50,
          {"p_wait": CASES["EA-02"]["outputs"]["p_wait"], "mean_wait_all": CASES["EA-02"]["outputs"]["asa_s"],
           "mean_queue": CASES["EA-02"]["outputs"]["mean_queue"], "occupancy": 0.96}, 2, power=0.08),
    Known("EA-03", (minutes(46.5), conversation("exponential mean 60 s"), NEVER, *staffed(50)), 50,
          {"mean_wait_all": CASES["EA-03"]["outputs"]["asa_s"], "mean_queue": CASES["EA-03"]["outputs"]["mean_queue"],
           "occupancy": 0.93}, 1, power=0.08),
    Known("EA-10", (minutes(2), conversation(E5), "patience.distribution=exponential mean 180 s", *staffed(10)), 10,
          {"service_level": CASES["EA-10"]["outputs"]["answered_in_T_over_offered"],
           **{name: CASES["EA-10"]["outputs"][name] for name in (
               "answered_in_T_over_answered", "answered_in_T_over_offered_minus_short_abandons",
               "answered_or_abandoned_in_T_over_offered")}}, 10),
    Known("BK-01", (minutes(4.2), conversation("exponential mean 120 s"), NEVER, "centre.n_lines=17", *staffed(12)), 12,
          {"p_block": CASES["BK-01"]["outputs"]["p_block"], "occupancy": CASES["BK-01"]["outputs"]["occupancy"],
           "mean_queue": CASES["BK-01"]["outputs"]["mean_queue"],
           "mean_wait_all": 60 * CASES["BK-01"]["outputs"]["mean_wait_accepted_min"]}, 20, power=0.05),
    single("MG-01", "exponential mean 30 s"), single("MG-02", "exactly 30 s"),
    single("MG-03", "lognormal mean 30 s cv 1.09"), single("MG-05", "gamma mean 30 s shape 2"),
    returns("JK-01", 120), returns("JK-02", 30), returns("JK-04", 10),
    Known("RT-01", (minutes(48), conversation("exponential mean 60 s"), "patience.distribution=exponential mean 120 s",
                    "redial.after_abandon_prob=0.6", "redial.delay_distribution=exponential mean 20 min", *staffed(50)), 50,
          {"per_day": 1440 * CASES["RT-01"]["outputs"]["total_attempt_rate"],
           "p_abandon": CASES["RT-01"]["outputs"]["p_abandon_per_attempt"],
           "mean_wait_all": 60 * CASES["RT-01"]["outputs"]["mean_wait_per_attempt"],
           "mean_queue": CASES["RT-01"]["outputs"]["mean_queue"],
           "occupancy": CASES["RT-01"]["outputs"]["occupancy"]}, 1, power=0.05),
    Known("RT-05", (minutes(1.4), conversation("exponential mean 60 s"), NEVER, "centre.n_lines=2",
                    "redial.after_blocked_prob=1", "redial.delay_distribution=exponential mean 120 s", *staffed(2)), 2,
          {"p_block_first": CASES["RT-05"]["outputs"]["p_block"], "occupancy": 0.7}, 20),
    Known("RT-04", (minutes(0.6), conversation("exponential mean 60 s"), NEVER, "centre.n_lines=1",
                    "redial.after_blocked_prob=1", "redial.delay_distribution=exponential mean 120 s", *staffed(1)), 1,
          {"occupancy": CASES["RT-04"]["outputs"]["p_server_busy"]}, 30),
]


LONG = {"EC-01", "HW-03", "JK-01"}  # loads near one, or delays of days: millions of contacts


@pytest.mark.parametrize("known", [pytest.param(known, id=known.id, marks=[pytest.mark.verify] * (known.id in LONG))
                                   for known in KNOWN])
def test_hits_the_known_answer(known: Known) -> None:
    """Each measure within four standard errors, by runs that can detect a deviation of `power`."""
    runs = [seen(completed([*known.overrides, f"run.horizon_days={known.days}"], replication), known.n_servers,
                 known.within_s) for replication in range(known.replications)]
    for name, value in known.expected.items():
        got = np.array([run[name] for run in runs])
        error = got.std(ddof=1) / np.sqrt(got.size)
        assert error < known.power * abs(value), f"{name}: too few days to see {known.power:.0%} ({error / value:.1%})"
        assert abs(got.mean() - value) < 4 * error, (
            f"{name}: simulated {got.mean():.5g} ± {error:.2g}, known {value:.5g}: "
            f"{(got.mean() - value) / error:+.1f} standard errors")
