"""Bare queues for tests: `scenario=bare_queue` with overrides, run by an engine, and their measured values."""

from functools import cache
from typing import Any

import numpy as np

from sim.config.scenario import Scenario, load
from sim.schema import Contacts, Outcome, Record
from sim.units import DAY_S
from sim.year import run_days

ENGINE = "compiled"


@cache
def _loaded(scenario: str, overrides: tuple[str, ...]) -> Scenario:
    return load(scenario, overrides=["run.record=full", *overrides])


def completed(overrides: list[str], replication: int = 0, scenario: str = "bare_queue") -> Record:
    """Run a scenario once, with a full record."""
    loaded = _loaded(scenario, (f"run.engine={ENGINE}", *overrides))
    return run_days(loaded.params, loaded.run, replication)


def minutes(rate_per_min: float) -> str:
    """The override for a Poisson rate."""
    return f"demand.needs_per_day={rate_per_min * 1440.0!r}"


def staffed(n: int) -> list[str]:
    """The overrides for n servers all day."""
    return [f"workforce.groups.agents.n_agents={n}", f"workforce.groups.agents.agents_per_interval=[{n}]"]


def seen(record: Record, n_servers: int, within_s: float = 20.0) -> dict[str, float]:
    """Measures of a steady bare queue after its warm-up, in the terms of the known answers; times in seconds.

    Per contact that arrived after the warm-up and has ended; the few still open at the end are left out.
    """
    assert record.contacts is not None
    assert record.agent_days is not None
    contacts: Contacts = record.contacts
    counted = contacts.day >= record.warm_up_days
    contacts = Contacts(*(column[counted] for column in contacts))
    n = contacts.day.size
    abandoned = (contacts.outcome == Outcome.ABANDONED) | (contacts.outcome == Outcome.BALKED)
    answered, wait_s = contacts.answered, contacts.wait_s
    blocked = contacts.outcome == Outcome.BLOCKED
    n_days = record.days["n_contacts"].size - record.warm_up_days
    busy = record.days["busy_s"][record.warm_up_days:].sum()
    short = abandoned & (wait_s <= within_s)
    in_time = answered & (wait_s <= within_s)
    waited = wait_s > 0.0
    out: dict[str, Any] = {
        "n": n,
        "per_day": n / n_days,
        "p_wait": (waited & ~blocked).sum() / (n - blocked.sum()),
        "p_block": blocked.sum() / n,
        "p_block_first": blocked[contacts.nth_contact == 1].mean(),   # of Poisson arrivals, who see time averages
        "p_abandon": abandoned.sum() / n,
        "p_abandon_given_wait": abandoned.sum() / max(waited.sum(), 1),
        "mean_wait_all": wait_s[~blocked].mean(),
        "mean_wait_served": wait_s[answered].mean(),
        "mean_wait_abandoned": wait_s[abandoned].mean() if abandoned.any() else np.nan,
        "mean_queue": wait_s.sum() / (n_days * DAY_S),
        "occupancy": busy / (n_days * DAY_S * n_servers),
        "service_level": in_time.sum() / n,
        "p_abandon_in_time": short.sum() / n,
        "answered_in_T_over_answered": in_time.sum() / answered.sum(),
        "answered_in_T_over_offered_minus_short_abandons": in_time.sum() / (n - short.sum()),
        "answered_or_abandoned_in_T_over_offered": (in_time | short).sum() / n,
    }
    return {name: float(value) for name, value in out.items()}
