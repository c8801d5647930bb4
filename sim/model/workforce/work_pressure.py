"""Pressure: agents who see a queue hurry, and what they hurry to becomes what they think a talk needs (M1, M2; B7, F2, F3).

Pressure is work in sight - with customers and in the queue - over what people on the phone can well carry. The norm falls
towards what is given under pressure and never rises: a ratchet.
"""

import math

from sim.params import Params
from sim.units import WEEK_DAYS

_SMOOTHING_WORK_DAYS = 5.0
_MOST = 3.0                    # a queue further away than that is no longer in sight


def work_in_sight(busy_s: float, wait_s: float, phone_s: float) -> float:
    """Work in sight as a multiple of the time on the phone: agents' time with customers, and customers' time in the queue.

    >>> work_in_sight(60.0, 30.0, 100.0)
    0.9
    """
    return min((busy_s + wait_s) / phone_s, _MOST) if phone_s > 0.0 else 0.0


def hurry(pressure: float, elasticity: float) -> float:
    """Time given to a case as a multiple of the norm, under a pressure of required over available capacity.

    T = T* p^alpha where p is above 1, T* otherwise (Oliva and Sterman 2001, Management Science 47(7); B7: alpha -.64 in case
    work, -.25 on the phone an assumption). Nobody dawdles when there is little to do; that is Parkinson's (X2), and not in here.

    >>> hurry(0.8, -0.25), round(hurry(2.0, -0.25), 4)
    (1.0, 0.8409)
    """
    return math.exp(elasticity * math.log(pressure)) if pressure > 1.0 else 1.0


def norm_after(norm: float, given: float, days: float, weeks: float) -> float:
    """The norm after some days in which `given` was given: towards it where that is less, never up (F2: 19 weeks; F3: never).

    >>> round(norm_after(1.0, 0.9, 7.0, 10.0), 6), norm_after(0.9, 1.0, 7.0, 10.0)
    (0.99, 0.9)
    """
    return norm + min(given - norm, 0.0) * min(days / (WEEK_DAYS * weeks), 1.0)


class Pace:
    """A centre's pace, day by day: how much of the time that a talk needs its agents give it."""

    def __init__(self, params: Params) -> None:
        section, on = params.pressure, params.mechanisms
        self.elasticity = section.hurry_elasticity * on.hurry
        self.weeks = section.norm_erosion_weeks if on.norm_drift else math.inf
        self.comfortable, self.in_sight, self.norm = section.comfortable_load, 0.0, 1.0

    @property
    def pace(self) -> float:
        """Share of the needed time that is given today."""
        return self.norm * hurry(self.in_sight / self.comfortable, self.elasticity)

    def evening(self, busy_s: float, wait_s: float, phone_s: float) -> None:
        """What the day taught: the norm follows its pace, tomorrow's pressure is smoothed over a week of work."""
        self.norm = norm_after(self.norm, self.pace, WEEK_DAYS / _SMOOTHING_WORK_DAYS, self.weeks)
        self.in_sight += (work_in_sight(busy_s, wait_s, phone_s) - self.in_sight) / _SMOOTHING_WORK_DAYS
