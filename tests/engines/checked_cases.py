"""Runs in which bounds are checked: six short ones, a week of each shipped scenario, drawn centres, and a table of extremes."""

from collections.abc import Iterator
from typing import NamedTuple

import numba
import numpy as np
from hypothesis import HealthCheck, Phase, given, settings

from sim.config.files import names
from sim.config.scenario import load
from sim.kpis.registry import kpis_of
from sim.params import Params, Run
from tests.engines.record_checker import faults, share_faults
from tests.engines.twins import run_with
from tests.engines.worlds import worlds

FEW = ("run.record=full", "run.warm_up_days=0")
N_DRAWN = 1000
ENDS, STOPS = "ends", "stops at the longest queue"


class Extreme(NamedTuple):
    """Values at the edge of what is allowed, and what has to come of them."""

    of: str
    overrides: tuple[str, ...]
    verdict: str = ENDS


def _bare(*overrides: str, verdict: str = ENDS) -> Extreme:
    return Extreme("bare_queue", ("run.horizon_days=3", *overrides), verdict)


def _base(*overrides: str, verdict: str = ENDS) -> Extreme:
    return Extreme("base", ("run.horizon_days=5", "customers.n=2000", *overrides), verdict)


_TALK, _WRAP = "contact_types.call.talk_distribution=", "contact_types.call.wrap_distribution="
_AGENTS, _IN_INTERVAL = "workforce.groups.agents.n_agents=", "workforce.groups.agents.agents_per_interval="
_RETURN = ("mechanisms.repeats=true", "contact_types.call.resolve_prob=0.2", "repeats.return_prob=1")
_CHANNELS = "mechanisms.channels=true"
_THOUSAND_YEARS = "52000 weeks"

EXTREMES: dict[str, Extreme] = {
    # durations
    "every talk a thousand years": _bare(f"{_TALK}exactly {_THOUSAND_YEARS}", "patience.distribution=never",
                                         "demand.needs_per_day=20000", verdict=STOPS),
    "talk of a thousand years on average": _bare(f"{_TALK}exponential mean {_THOUSAND_YEARS}", "demand.needs_per_day=500"),
    "a month of such talks": _base(f"contact_types.billing.talk_distribution=exponential mean {_THOUSAND_YEARS}",
                                   "run.horizon_days=30", "demand.needs_per_day=60"),
    "a thousand years in a heavy tail": _bare(f"{_TALK}lognormal mean {_THOUSAND_YEARS} sigma 10", "demand.needs_per_day=500"),
    "gamma as uneven as may be": _bare(f"{_TALK}gamma mean 300 s cv 10"),
    "talk of no time": _bare(f"{_TALK}exactly 0 s"),
    "talk of a microsecond": _bare(f"{_TALK}exactly 0.000001 s"),
    "talk and wrap-up of no time": _bare(f"{_TALK}exactly 0 s", f"{_WRAP}exactly 0 s"),
    "wrap-up of a thousand years": _bare(f"{_WRAP}exactly {_THOUSAND_YEARS}", "demand.needs_per_day=500"),
    "wrap-up until midnight": _bare(f"{_WRAP}exactly 1 day", "demand.needs_per_day=500"),
    "a repeat in a thousand years": _bare(*_RETURN, f"repeats.delay_distribution=exactly {_THOUSAND_YEARS}"),
    "a repeat after a second": _bare(*_RETURN, "repeats.delay_distribution=exactly 1 s", "demand.needs_per_day=300"),
    "a redial in a thousand years": _bare("patience.distribution=exactly 1 s", "redial.after_abandon_prob=1",
                                          f"redial.delay_distribution=exactly {_THOUSAND_YEARS}", "demand.needs_per_day=6000"),
    "a redial after a second": _bare("patience.distribution=exactly 60 s", "redial.after_abandon_prob=1",
                                     "redial.delay_distribution=exactly 1 s", "redial.max_redials=50"),
    "patience of a thousand years": _bare(f"patience.distribution=exponential mean {_THOUSAND_YEARS}"),
    "hardly any patience": _bare("patience.distribution=exactly 0.000001 s", "demand.needs_per_day=6000"),
    "patience without end": _bare("patience.distribution=never", "demand.needs_per_day=2000"),
    "all decisions by a team leader, for years": _base(
        f"authority.team_leader_distribution=exactly {_THOUSAND_YEARS}", "contact_types.billing.decision_prob=1",
        "authority.escalate_prob=1", "authority.refuse_prob=0", "demand.needs_per_day=60"),
    "emails of a thousand years": _bare(_CHANNELS, "channels.email_share=0.5", "demand.needs_per_day=200",
                                        f"channels.email_handle_distribution=exactly {_THOUSAND_YEARS}"),
    # numbers of customers, contacts and cases
    "nobody calls": _bare("demand.needs_per_day=0"),
    "one call in ten days": _bare("demand.needs_per_day=0.1"),
    "no customers": _base("customers.n=0", "demand.needs_per_day=100"),
    "one customer": _base("customers.n=1", "demand.needs_per_day=10"),
    "one customer and no calls": _base("customers.n=1", "demand.needs_per_day=0"),
    "100 000 calls a day": _bare("demand.needs_per_day=100000", f"{_TALK}exactly 1 s", "run.horizon_days=1"),
    "far too many for the queue": _bare("demand.needs_per_day=100000", "patience.distribution=never", verdict=STOPS),
    "a queue of one": _bare("centre.longest_queue=1", "demand.needs_per_day=6000", verdict=STOPS),
    "customers leave as fast as may be": _base("customers.churn_per_year=10", "demand.needs_per_day=100"),
    "customers join as fast as may be": _base("customers.joins_per_year=5", "demand.needs_per_day=100"),
    "every case has a next one": _base("questions.next_issue_prob=1", "demand.needs_per_day=100"),
    "ten repeats of every case": _bare(*_RETURN, "contact_types.call.resolve_prob=0", "repeats.max_repeats=10",
                                       "repeats.delay_distribution=exactly 1 h", "demand.needs_per_day=100"),
    # agents and lines
    "agents that are never at work": _bare(f"{_IN_INTERVAL}[0]", "demand.needs_per_day=500"),
    "one agent": _bare(f"{_AGENTS}1", f"{_IN_INTERVAL}[1]", "demand.needs_per_day=200"),
    "2 000 agents": _bare(f"{_AGENTS}2000", f"{_IN_INTERVAL}[2000]"),
    "one line": _bare("centre.n_lines=1"),
    "a million lines": _bare("centre.n_lines=1000000"),
    "one line and redials": _bare("centre.n_lines=1", "redial.after_blocked_prob=1", "redial.max_redials=20",
                                  "redial.delay_distribution=exactly 1 min", "demand.needs_per_day=500"),
    "agents quit as fast as may be": _base("workforce.quits_per_year=10", "demand.needs_per_day=100"),
    "all ill": _base("workforce.sickness_prob=1", "demand.needs_per_day=100"),
    "agents as unlike as may be": _bare("workforce.speed_sd=1", "workforce.manner_sd=3"),
    # probabilities of 0 and 1
    "all balk": _bare("patience.balk_prob=1", "demand.needs_per_day=6000"),
    "nothing is solved": _bare("contact_types.call.resolve_prob=0"),
    "all decisions refused": _base("authority.refuse_prob=1", "authority.escalate_prob=0", "demand.needs_per_day=100"),
    "every case a serious failure": _base("contact_types.billing.failure_prob=1", "contact_types.billing.serious_share=1",
                                          "contact_types.billing.small_share=0", "demand.needs_per_day=100"),
    "all are rude": _base("manners.rude_share=1", "demand.needs_per_day=100"),
    "every call a small extra": _base("mechanisms.wow=true", "wow.share=1", "demand.needs_per_day=100"),
    "the cap at its least": _base("conversation.aht_cap_s=1", "conversation.cap_enforcement=1", "demand.needs_per_day=100"),
    # channels
    "emails alone": _bare(_CHANNELS, "channels.email_share=1", "demand.needs_per_day=500"),
    "chats alone": _bare(_CHANNELS, "channels.chat_share=1", "channels.chat_max=3", "demand.needs_per_day=500"),
    "an email's promise of no time": _bare(_CHANNELS, "channels.email_share=0.5", "channels.email_promise_h=0",
                                           "channels.email_also_call_prob=1", "demand.needs_per_day=500"),
    "every chat left in silence": _bare(_CHANNELS, "channels.chat_share=1", "channels.chat_patience_distribution=exactly 0 s",
                                        "channels.silent_abandonment_prob=1", "channels.silent_abandonment_s=600",
                                        "demand.needs_per_day=6000"),
    "all called back, and never reached": _bare(
        "mechanisms.managed_expectations=true", "announcements.callback_from_s=0", "announcements.callback_accept_prob=1",
        "announcements.callback_reached_prob=0", "announcements.callback_max_calls=10", "demand.needs_per_day=6000"),
    "all waits announced, and all leave": _bare(
        "mechanisms.managed_expectations=true", "announcements.announce_from_s=0", "announcements.announcement_balk_prob=1",
        "demand.needs_per_day=6000"),
    # hours and calls that share an instant
    "all calls at one instant": _bare("contact_types.call.timetable_s=[" + ",".join(["43200"] * 300) + "]",
                                      "demand.needs_per_day=0", f"{_TALK}exactly 1 min"),
    "calls at midnight": _bare("contact_types.call.timetable_s=[0,0,0,86399,86399]", "demand.needs_per_day=0",
                               f"{_TALK}exactly 1 s"),
    "an hour a day, turned away": _bare("centre.opens_h=8", "centre.closes_h=9", "centre.at_closing=turn_away",
                                        "demand.interval_h=1", "demand.profile=[1]", "demand.needs_per_day=500"),
    "an hour a day, served out for years": _bare(
        "centre.opens_h=8", "centre.closes_h=9", "centre.at_closing=serve_out", "demand.interval_h=1", "demand.profile=[1]",
        "demand.needs_per_day=20", f"{_TALK}exactly 1 week"),
    "open on one weekday": _bare("centre.open_weekdays=[sun]", "centre.opens_h=8", "centre.closes_h=9",
                                 "centre.at_closing=serve_out", "demand.interval_h=1", "demand.profile=[1]",
                                 "run.horizon_days=15"),
    "the last year of the calendar": _base("centre.first_day=2100-12-24", "demand.needs_per_day=100"),
    "a seed as large as may be": _bare("run.seed=2147483647"),
    "a year of a tiny centre": _base("customers.n=20", "demand.needs_per_day=3", "run.horizon_days=364"),
}

_SHORT: dict[str, Extreme] = {
    "base": _base("demand.needs_per_day=300", "run.horizon_days=2"),
    "bare_queue": _bare("demand.needs_per_day=4000", "centre.n_lines=14", "redial.after_blocked_prob=0.5", "run.horizon_days=2"),
    "email and chat": Extreme("email_and_chat_beside_phone", ("customers.n=2000", "run.horizon_days=2")),
    "callbacks": Extreme("announcement_and_callback", ("customers.n=2000", "run.horizon_days=2")),
    "plays and failures": Extreme("webshop_late_deliveries_played", ("customers.n=2000", "run.horizon_days=2")),
    "talk of years": EXTREMES["a month of such talks"],
}


def runs(cases: str) -> Iterator[tuple[str, list[str]]]:
    """Each run of some cases, by name, with the faults found in it: `six`, `weeks`, `drawn` or `extremes`."""
    assert _notices(2), "an index beyond the end is not noticed"
    assert _notices(-1), "a negative index is not noticed"
    if cases == "six":
        yield from ((name, checked(case)) for name, case in _SHORT.items())
    elif cases == "extremes":
        yield from ((name, checked(case)) for name, case in EXTREMES.items())
    elif cases == "weeks":
        yield from ((name, checked(Extreme(name, ("run.horizon_days=7",)))) for name in names())
    elif cases == "drawn":
        for nth, (params, run) in enumerate(drawn(N_DRAWN)):
            yield f"drawn {nth}", checked_run(params, run, None)
    else:
        raise ValueError(cases)


def drawn(n: int) -> list[tuple[Params, Run]]:
    """The first n centres of a fixed sequence."""
    found: list[tuple[Params, Run]] = []

    @settings(max_examples=n, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(worlds())
    def draw(world: tuple[Params, Run]) -> None:
        found.append(world)

    draw()
    return found


def checked(case: Extreme) -> list[str]:
    """Faults of a run of the compiled engine, and a verdict that is not the one written beside it."""
    scenario = load(case.of, [*FEW, *case.overrides])
    return checked_run(scenario.params, scenario.run, case.verdict)


def checked_run(params: Params, run: Run, verdict: str | None) -> list[str]:
    """The same of a centre; None for either verdict."""
    try:
        completed = run_with("compiled", params, run)
    except IndexError as error:
        return [f"out of bounds: {error}"]
    seen = ENDS if completed.record else STOPS
    lines = [] if verdict in (None, seen) else [f"it {seen}, where it {verdict} by the table"]
    if completed.record is not None:
        last = completed.days[-1] if completed.days else None
        lines += faults(completed.record, last.carry.contacts if last else None, last.n_contact_ids if last else 0,
                        params.centre.at_closing == "carry_over")
        lines += share_faults(kpis_of(completed.record, params))
    return lines


@numba.njit
def _element(table, place):  # type: ignore[no-untyped-def]
    return table[place]


def _notices(place: int) -> bool:
    try:
        _element(np.zeros(2), place)
    except IndexError:
        return True
    return False
