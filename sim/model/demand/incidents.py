"""Incidents: failures that affect many customers at once, and the contacts they cause within hours (K7).

Cases of incidents have a generation of their own in the case_key, so they are the same in every scenario.
"""

import math
from typing import NamedTuple

import numpy as np

from sim.jit import compiled
from sim.mechanisms.demand.incidents import INCIDENT, MESSAGE_HELPS
from sim.model.demand.arrivals import GENERATION_SHIFT, assign_customers, new_case, stream_id
from sim.model.demand.root_causes import INCIDENT_GENERATION
from sim.model.tables import Row, Table, one_row
from sim.model.workforce.roster import Calendar
from sim.params import Params
from sim.random.philox import uniform, uniform_pair, uniforms
from sim.random.streams import CASE_GAP
from sim.schema import Bools, Floats, Ints
from sim.units import HOUR_S

_WEEKS_PER_YEAR = 52.0


class IncidentParameters(NamedTuple):
    """Parameters of an incident."""

    contact_type: int
    from_s: float
    lasts_s: float
    n_expected: float              # contacts of the first customers, if none had left or been informed
    prevented_share: float         # share prevented by a message


def days_with_incidents(params: Params, seed: int, calendar: Calendar, n_days: int) -> Bools:
    """Days with an incident [n_days]: planned ones, moved to the next open day, and random ones."""
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
    """Parameters of an incident as a table of one row [1]."""
    section = params.incidents
    return one_row(IncidentParameters(
        contact_type=list(params.contact_types).index(section.contact_type) if section.contact_type in params.contact_types
        else 0,
        from_s=section.at_h * HOUR_S, lasts_s=section.lasts_h * HOUR_S,
        n_expected=params.customers.n * section.affected_share * section.contact_prob,
        prevented_share=section.message_prevents_share if section.proactive else 0.0))


@compiled(nogil=True)
def first_contacts(incident: Table, seed: int, day: int, propensity: Floats, guide: Ints, n_first: int, n_later: int,
                   n_known: int, customers: Table, due: Table, n: int) -> int:
    """Append the first contacts of a day's incident to the list, spread evenly over its hours.

    All customers are equally likely to be affected; whether an affected customer calls depends on contact propensity. A message
    prevents a share of the contacts, the same ones in every scenario.

    Args:
        incident: [1] from `what`.
        seed: seed of the replication.
        day: index of the day.
        propensity, guide, n_first, n_later: see `ContactPropensity`.
        n_known: number of all customers ever.
        customers: customer rows; customers who have left or not joined yet are not affected.
        due: the list.
        n: number of contacts on the list so far.

    Returns:
        Number of contacts on the list now; -1: it is too short.
    """
    block, first, n_block = 0, 0, n_first
    while first < propensity.size:
        first_row = n
        n = _cases(incident[0], seed, day, block, n_block / n_first, due, n)
        if n < 0:
            return -1
        n = assign_customers(due, first_row, n, propensity, guide, first, n_block, n_known, customers)
        block, first, n_block = block + 1, first + n_block, n_later
    return n


@compiled
def _cases(incident: Row, seed: int, day: int, block: int, share: float, due: Table, n: int) -> int:
    """Append the incident's cases of one block of customers to the list; new length, or -1 if it is too short."""
    name = stream_id(day, incident.contact_type, block) + (INCIDENT_GENERATION << GENERATION_SHIFT)
    count, elapsed, n_expected = -1, 0.0, incident.n_expected * share
    while True:
        count += 1
        gap, u_customer = uniform_pair(seed, CASE_GAP, name, count)
        elapsed -= math.log(gap)
        if elapsed >= n_expected:
            return n
        if uniform(seed, MESSAGE_HELPS, name + count, 0) < incident.prevented_share:
            continue
        if n == due.size:
            return -1
        new_case(due[n], day, incident.from_s + incident.lasts_s * (elapsed / n_expected), name + count, incident.contact_type,
                 u_customer)
        n += 1
