"""Work pressure: agents shorten conversations when the queue is long, and the service standard erodes (B7, F2, F3).

Pressure is the visible workload, in service and in queue, relative to the load that agents can carry well. The perceived
service standard falls towards the time given under pressure and never rises (a ratchet).
"""

import math

from sim.params import Params
from sim.units import WEEK_DAYS

_SMOOTHING_WORK_DAYS = 5.0
_MAX_VISIBLE_LOAD = 3.0        # upper limit of the visible workload: agents do not notice a still longer queue


def visible_workload(busy_s: float, wait_s: float, phone_s: float) -> float:
    """Visible workload as a multiple of agents' time on the phone: time with customers plus customers' time in queue.

    >>> visible_workload(60.0, 30.0, 100.0)
    0.9
    """
    return min((busy_s + wait_s) / phone_s, _MAX_VISIBLE_LOAD) if phone_s > 0.0 else 0.0


def work_pressure(pressure: float, elasticity: float) -> float:
    """Time given to a case as a multiple of the service standard, at a pressure of required over available capacity.

    T = T* p^alpha for p above 1, else T* (Oliva and Sterman 2001, Management Science 47(7); B7: alpha -.64 in case work, -.25 on
    the phone an assumption). Agents do not slow down at low load; Parkinson's law (X2) is not modelled.

    >>> work_pressure(0.8, -0.25), round(work_pressure(2.0, -0.25), 4)
    (1.0, 0.8409)
    """
    return math.exp(elasticity * math.log(pressure)) if pressure > 1.0 else 1.0


def service_standard_after(service_standard: float, given: float, days: float, weeks: float) -> float:
    """Service standard after some days in which `given` was given: moves towards lower values only (F2: 19 weeks; F3: never).

    >>> round(service_standard_after(1.0, 0.9, 7.0, 10.0), 6), service_standard_after(0.9, 1.0, 7.0, 10.0)
    (0.99, 0.9)
    """
    return service_standard + min(given - service_standard, 0.0) * min(days / (WEEK_DAYS * weeks), 1.0)


class WorkRate:
    """Share of the needed time that agents give, by work pressure and service standard, day by day."""

    def __init__(self, params: Params) -> None:
        section, on = params.pressure, params.mechanisms
        self.elasticity = section.work_pressure_elasticity * on.work_pressure
        self.weeks = section.standard_erosion_weeks if on.standard_erosion else math.inf
        self.reference_load, self.smoothed_workload, self.service_standard = section.reference_load, 0.0, 1.0

    @property
    def time_given(self) -> float:
        """Share of the needed time given today."""
        return self.service_standard * work_pressure(self.smoothed_workload / self.reference_load, self.elasticity)

    def evening(self, busy_s: float, wait_s: float, phone_s: float) -> None:
        """Update the service standard with today's share, and the pressure, smoothed over a week of working days."""
        self.service_standard = service_standard_after(self.service_standard, self.time_given, WEEK_DAYS / _SMOOTHING_WORK_DAYS,
                                                       self.weeks)
        self.smoothed_workload += (visible_workload(busy_s, wait_s, phone_s) - self.smoothed_workload) / _SMOOTHING_WORK_DAYS
