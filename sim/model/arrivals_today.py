"""Who contacts us on a day: those with new cases, an incident's, and those who come again; one list, compiled as one."""

from typing import NamedTuple

import numpy as np

from sim.jit import compiled
from sim.model.customer import follow_up
from sim.model.customer.customers import Base
from sim.model.customer.follow_up import Diary
from sim.model.demand import arrivals, incidents
from sim.model.demand.arrivals import AWAY, DUE, Needs
from sim.model.demand.contact_propensity import Appetite
from sim.model.demand.root_causes import Causes
from sim.model.tables import Table
from sim.schema import Bools, Due, Floats, Ints


class Today(NamedTuple):
    """A day's list, and how it came about."""

    due: Due
    n_new: int                     # cases that reach us for the first time
    n_void: int                    # whose customers have left
    n_of_incident: int


class Callers:
    """Makes each day's list, from all who may be on it."""

    def __init__(self, needs: Needs, causes: Causes, appetite: Appetite, base: Base, diary: Diary, incident: Table,
                 has_incident: Bools) -> None:
        self.needs, self.causes, self.appetite, self.base, self.diary = needs, causes, appetite, base, diary
        self.incident, self.has_incident = incident, has_incident
        self.away = np.zeros(1, dtype=AWAY)
        self.due = np.empty(1024, dtype=DUE)

    def of_day(self, day: int, cumulated: Floats, tips_share: float, first_case_id: int) -> Today:
        """New cases, and those who come again; who has left us does not call.

        Args:
            day: which.
            cumulated: of `arrivals.cumulated_needs`.
            tips_share: share of usual needs that mails have answered beforehand.
            first_case_id: the next to be given.
        """
        base, causes, diary = self.base, self.causes, self.diary
        self.appetite.know(base.n_known)
        self.away[0] = day, tips_share, causes.n_fixed_by(day)
        n = -1
        while n < 0:
            n, n_void, n_of_incident = _come(
                self.needs, day, cumulated, self.away, causes.way, causes.rows, self.appetite.cumulated, self.appetite.guide,
                self.appetite.n_first, self.appetite.n_later, base.n_known, base.rows, self.has_incident[day], self.incident,
                diary.way, diary.first, diary.n_due, diary.entries, diary.places, self.due)
            if n < 0:
                self.due = np.empty(2 * self.due.size, dtype=DUE)
        due, n_new = follow_up.in_order(self.due, n, first_case_id)
        return Today(due, n_new, n_void, n_of_incident)


@compiled(nogil=True)
def _come(needs: Needs, day: int, cumulated: Floats, away: Table, ways: Table, causes: Table, appetite: Floats, guide: Ints,
          n_first: int, n_later: int, n_known: int, customers: Table, has_incident: bool, incident: Table, opens: Table,
          first: Ints, n_due: Ints, entries: Table, places: Table, due: Table) -> tuple[int, int, int]:
    """How many are on the list; void cases; cases of an incident. -1: the list is too short, and nobody was taken out yet."""
    n = n_born = arrivals.first_contacts(needs, day, cumulated, away[0], ways, causes, appetite, guide, n_first, n_later, n_known,
                                       customers, due)
    if n >= 0 and has_incident:
        n = incidents.first_contacts(incident, needs.seed, day, appetite, guide, n_first, n_later, n_known, customers, due, n)
    if n < 0 or n + n_due[day] > due.size:
        return -1, 0, 0
    n_all, n_void = follow_up.take_out(opens, first, n_due, entries, places, day, needs.border_s, cumulated, customers, due, n)
    return n_all, n_void, n - n_born
