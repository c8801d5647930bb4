"""All contacts that arrive on a day: new cases, cases of an incident, and follow-ups; one compiled function."""

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
    """Contacts of one day, and their origin."""

    due: Due
    n_new: int                     # cases that contact us for the first time
    n_void: int                    # open cases cancelled because their customer has left
    n_of_incident: int


class Callers:
    """Builds the list of contacts for each day."""

    def __init__(self, needs: Needs, causes: Causes, appetite: Appetite, base: Base, diary: Diary, incident: Table,
                 has_incident: Bools) -> None:
        self.needs, self.causes, self.appetite, self.base, self.diary = needs, causes, appetite, base, diary
        self.incident, self.has_incident = incident, has_incident
        self.not_arising = np.zeros(1, dtype=AWAY)
        self.due = np.empty(1024, dtype=DUE)

    def of_day(self, day: int, cumulated: Floats, tips_share: float, first_case_id: int) -> Today:
        """Contacts due on a day, in order of time; customers who have left make none.

        Args:
            day: index of the day.
            cumulated: expected needs from opening to each border, from `arrivals.cumulated_needs`.
            tips_share: share of usual needs that mass emails have answered in advance.
            first_case_id: next free case_id.
        """
        base, causes, diary = self.base, self.causes, self.diary
        self.appetite.know(base.n_known)
        self.not_arising[0] = day, tips_share, causes.n_fixed_by(day)
        n = -1
        while n < 0:
            n, n_void, n_of_incident = _come(
                self.needs, day, cumulated, self.not_arising, causes.way, causes.rows, self.appetite.cumulated,
                self.appetite.guide, self.appetite.n_first, self.appetite.n_later, base.n_known, base.rows,
                self.has_incident[day], self.incident, diary.way, diary.first, diary.n_due, diary.entries, diary.places, self.due)
            if n < 0:
                self.due = np.empty(2 * self.due.size, dtype=DUE)
        due, n_new = follow_up.in_order(self.due, n, first_case_id)
        return Today(due, n_new, n_void, n_of_incident)


@compiled(nogil=True)
def _come(needs: Needs, day: int, cumulated: Floats, not_arising: Table, ways: Table, causes: Table, appetite: Floats,
          guide: Ints, n_first: int, n_later: int, n_known: int, customers: Table, has_incident: bool, incident: Table,
          opens: Table, first: Ints, n_due: Ints, entries: Table, places: Table, due: Table) -> tuple[int, int, int]:
    """Numbers of contacts on the list, of cancelled and of incident cases; (-1, 0, 0) if the list is too short: nothing taken."""
    n = n_born = arrivals.first_contacts(needs, day, cumulated, not_arising[0], ways, causes, appetite, guide, n_first, n_later,
                                         n_known, customers, due)
    if n >= 0 and has_incident:
        n = incidents.first_contacts(incident, needs.seed, day, appetite, guide, n_first, n_later, n_known, customers, due, n)
    if n < 0 or n + n_due[day] > due.size:
        return -1, 0, 0
    n_all, n_void = follow_up.take_out(opens, first, n_due, entries, places, day, needs.border_s, cumulated, customers, due, n)
    return n_all, n_void, n - n_born
