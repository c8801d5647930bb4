"""All contacts that arrive on a day: new cases, cases of an incident, and follow-ups; one compiled function."""

from typing import NamedTuple

import numpy as np

from sim.jit import compiled
from sim.model.customer import follow_up
from sim.model.customer.customers import CustomerBase
from sim.model.customer.follow_up import FollowUpCalendar
from sim.model.demand import arrivals, incidents
from sim.model.demand.arrivals import DUE, NOT_ARISING, Needs
from sim.model.demand.contact_propensity import ContactPropensity
from sim.model.demand.root_causes import Causes
from sim.model.tables import Table
from sim.schema import Bools, Due, Floats, Ints


class ArrivalList(NamedTuple):
    """Contacts of one day, and their origin."""

    due: Due
    n_new: int                     # cases that contact us for the first time
    n_cancelled_by_churn: int                    # open cases cancelled because their customer has left
    n_incident_cases_today: int


class ArrivalsToday:
    """Builds the list of contacts for each day."""

    def __init__(self, needs: Needs, causes: Causes, propensity: ContactPropensity, base: CustomerBase,
                 follow_up_calendar: FollowUpCalendar, incident: Table,
                 has_incident: Bools) -> None:
        self.needs, self.causes, self.propensity = needs, causes, propensity
        self.base, self.follow_up_calendar = base, follow_up_calendar
        self.incident, self.has_incident = incident, has_incident
        self.not_arising = np.zeros(1, dtype=NOT_ARISING)
        self.due = np.empty(1024, dtype=DUE)

    def list_of(self, day: int, cumulated: Floats, answered_in_advance_share: float, first_case_id: int) -> ArrivalList:
        """Contacts due on a day, in order of time; customers who have left make none.

        Args:
            day: index of the day.
            cumulated: expected needs from opening to each border, from `arrivals.cumulated_needs`.
            answered_in_advance_share: share of usual needs that mass emails have answered in advance.
            first_case_id: next free case_id.
        """
        base, causes, follow_up_calendar = self.base, self.causes, self.follow_up_calendar
        self.propensity.draw_up_to(base.n_known)
        self.not_arising[0] = day, answered_in_advance_share, causes.n_fixed_by(day)
        n = -1
        while n < 0:
            n, n_cancelled_by_churn, n_incident_cases_today = _fill_arrivals(
                self.needs, day, cumulated, self.not_arising, causes.cause_section, causes.rows, self.propensity.cumulated,
                self.propensity.guide, self.propensity.n_first, self.propensity.n_later, base.n_known, base.rows,
                self.has_incident[day], self.incident, follow_up_calendar.section, follow_up_calendar.first,
                follow_up_calendar.n_due, follow_up_calendar.entries, follow_up_calendar.places, self.due)
            if n < 0:
                self.due = np.empty(2 * self.due.size, dtype=DUE)
        due, n_new = follow_up.sorted_due(self.due, n, first_case_id)
        return ArrivalList(due, n_new, n_cancelled_by_churn, n_incident_cases_today)


@compiled(nogil=True)
def _fill_arrivals(needs: Needs, day: int, cumulated: Floats, not_arising: Table, sections: Table, causes: Table,
                   propensity: Floats,
          guide: Ints, n_first: int, n_later: int, n_known: int, customers: Table, has_incident: bool, incident: Table,
          opens: Table, first: Ints, n_due: Ints, entries: Table, places: Table, due: Table) -> tuple[int, int, int]:
    """Numbers of contacts on the list, of cancelled and of incident cases; (-1, 0, 0), unchanged, if the list is too short."""
    n = n_opened = arrivals.first_contacts(needs, day, cumulated, not_arising[0], sections, causes, propensity, guide, n_first,
                                           n_later,
                                         n_known, customers, due)
    if n >= 0 and has_incident:
        n = incidents.first_contacts(incident, needs.seed, day, propensity, guide, n_first, n_later, n_known, customers, due, n)
    if n < 0 or n + n_due[day] > due.size:
        return -1, 0, 0
    n_all, n_cancelled_by_churn = follow_up.move_due_contacts(opens, first, n_due, entries, places, day, needs.border_s,
                                                              cumulated, customers, due, n)
    return n_all, n_cancelled_by_churn, n - n_opened
