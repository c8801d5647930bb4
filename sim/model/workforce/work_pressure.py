"""Work pressure: agents shorten conversations when the queue is long, and the service standard erodes (M1, M2; B7, F2, F3).

Pressure is the visible workload, in service and in queue, relative to the load that agents can carry well. The perceived
service standard falls towards the time given under pressure and never rises (a ratchet).
"""

import math

from sim.params import Params
from sim.units import WEEK_DAYS

_SMOOTHING_WORK_DAYS = 5.0
_MAX_VISIBLE_LOAD = 3.0        # upper limit of the visible workload: agents do not notice a still longer queue


def work_in_sight(busy_s: float, wait_s: float, phone_s: float) -> float:
    """Visible workload as a multiple of agents' time on the phone: time with customers plus customers' time in queue.

    >>> work_in_sight(60.0, 30.0, 100.0)
    0.9
    """
    return min((busy_s + wait_s) / phone_s, _MAX_VISIBLE_LOAD) if phone_s > 0.0 else 0.0


def hurry(pressure: float, elasticity: float) -> float:
    """Time given to a case as a multiple of the service standard, at a pressure of required over available capacity.

    T = T* p^alpha for p above 1, else T* (Oliva and Sterman 2001, Management Science 47(7); B7: alpha -.64 in case work, -.25 on
    the phone an assumption). Agents do not slow down at low load; Parkinson's law (X2) is not modelled.

    >>> hurry(0.8, -0.25), round(hurry(2.0, -0.25), 4)
    (1.0, 0.8409)
    """
    return math.exp(elasticity * math.log(pressure)) if pressure > 1.0 else 1.0


def norm_after(norm: float, given: float, days: float, weeks: float) -> float:
    """Service standard after some days in which `given` was given: moves towards lower values only (F2: 19 weeks; F3: never).

    >>> round(norm_after(1.0, 0.9, 7.0, 10.0), 6), norm_after(0.9, 1.0, 7.0, 10.0)
    (0.99, 0.9)
    """
    return norm + min(given - norm, 0.0) * min(days / (WEEK_DAYS * weeks), 1.0)


class Pace:
    """Share of the needed time that agents give, by work pressure and service standard, day by day."""

    def __init__(self, params: Params) -> None:
        section, on = params.pressure, params.mechanisms
        self.elasticity = section.hurry_elasticity * on.hurry
        self.weeks = section.norm_erosion_weeks if on.norm_drift else math.inf
        self.comfortable, self.in_sight, self.norm = section.comfortable_load, 0.0, 1.0

    @property
    def pace(self) -> float:
        """Share of the needed time given today."""
        return self.norm * hurry(self.in_sight / self.comfortable, self.elasticity)

    def evening(self, busy_s: float, wait_s: float, phone_s: float) -> None:
        """Update the service standard with today's share, and the pressure, smoothed over a week of working days."""
        self.norm = norm_after(self.norm, self.pace, WEEK_DAYS / _SMOOTHING_WORK_DAYS, self.weeks)
        self.in_sight += (work_in_sight(busy_s, wait_s, phone_s) - self.in_sight) / _SMOOTHING_WORK_DAYS
