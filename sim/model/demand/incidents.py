"""Incidents: what breaks for many customers at once, and the contacts that it brings within hours (K7).

An incident's cases are named like others, in a generation of their own, so that they too are the same in every scenario.
"""

import math
from typing import NamedTuple

import numpy as np

from sim.jit import compiled
from sim.model.demand.arrivals import GENERATION_SHIFT, callers, new_case, stream_name
from sim.model.demand.root_causes import INCIDENT_GENERATION
from sim.model.tables import Row, Table, one_row
from sim.model.workforce.roster import Calendar
from sim.params import Params
from sim.random.philox import uniform, uniform_pair, uniforms
from sim.random.streams import CASE_GAP, INCIDENT, MESSAGE_HELPS
from sim.schema import Bools, Floats, Ints
from sim.units import HOUR_S

_WEEKS_PER_YEAR = 52.0


class What(NamedTuple):
    """An incident in numbers."""

    kind: int
    from_s: float
    lasts_s: float
    n_expected: float              # contacts from the first customers, had nobody left and nobody been told
    kept_away_share: float         # by a message


def days_with_incidents(params: Params, seed: int, calendar: Calendar, n_days: int) -> Bools:
    """Days with an incident [n_days]: those planned, moved to the next open day, and others drawn by their day's name."""
    found = np.zeros(n_days, dtype=np.bool_)
    if not params.mechanisms.incidents or not params.customers.n:
        return found
    is_open = calendar.is_open
    for planned in params.incidents.on_days:
        later = np.flatnonzero(is_open[planned:n_days])
        if later.size:
            found[planned + later[0]] = True
    open_days_a_year = _WEEKS_PER_YEAR * len(params.centre.open_weekdays)
    drawn = uniforms(seed, INCIDENT, np.arange(n_days)) < params.incidents.per_year / open_days_a_year
    return found | (drawn & is_open[:n_days])


def what(params: Params) -> Table:
    """An incident as a table of one row [1]."""
    section = params.incidents
    return one_row(What(
        kind=list(params.kinds).index(section.kind) if section.kind in params.kinds else 0,
        from_s=section.at_h * HOUR_S, lasts_s=section.lasts_h * HOUR_S,
        n_expected=params.customers.n * section.hit_share * section.contact_prob,
        kept_away_share=section.message_keeps_away_share if section.proactive else 0.0))


@compiled(nogil=True)
def first_contacts(incident: Table, seed: int, day: int, appetite: Floats, guide: Ints, n_first: int, n_later: int,
                   n_known: int, customers: Table, due: Table, n: int) -> int:
    """Put the first contacts of a day's incident on the list of contacts to come, evenly over its hours.

    Who is hit does not depend on who usually calls, but whether a customer then calls does. Kept away by a message is a share of
    them, always the same ones.

    Args:
        incident: of `what`.
        seed: of the replication.
        day: which day.
        appetite, guide, n_first, n_later: who calls how readily, see `Appetite`.
        n_known: customers who are known.
        customers: their rows; who has left, or has yet to come, is not hit.
        due: the list.
        n: how many stand on it.

    Returns:
        How many stand on it now; -1: it is too short.
    """
    block, first, n_block = 0, 0, n_first
    while first < appetite.size:
        begin = n
        n = _cases(incident[0], seed, day, block, n_block / n_first, due, n)
        if n < 0:
            return -1
        n = callers(due, begin, n, appetite, guide, first, n_block, n_known, customers)
        block, first, n_block = block + 1, first + n_block, n_later
    return n


@compiled
def _cases(incident: Row, seed: int, day: int, block: int, share: float, due: Table, n: int) -> int:
    """The cases of one block of customers, from place `n` on."""
    name = stream_name(day, incident.kind, block) + (INCIDENT_GENERATION << GENERATION_SHIFT)
    count, at, n_expected = -1, 0.0, incident.n_expected * share
    while True:
        count += 1
        gap, whose = uniform_pair(seed, CASE_GAP, name, count)
        at -= math.log(gap)
        if at >= n_expected:
            return n
        if uniform(seed, MESSAGE_HELPS, name + count, 0) < incident.kept_away_share:
            continue
        if n == due.size:
            return -1
        new_case(due[n], day, incident.from_s + incident.lasts_s * (at / n_expected), name + count, incident.kind, whose)
        n += 1
