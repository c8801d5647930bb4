"""Figures for managers: each is a function from a plain table to a matplotlib Figure.

No function uses pyplot or changes a setting of matplotlib permanently.
"""

from sim.figures.attribution import attribution
from sim.figures.break_even import break_evens
from sim.figures.day import day_queue
from sim.figures.differences import differences
from sim.figures.drift import PANELS as DRIFT_PANELS
from sim.figures.drift import drift
from sim.figures.external_validation import MARKS, external_validation
from sim.figures.feedback_loops import loop
from sim.figures.loyalty import loyalty_against_cost
from sim.figures.map import pay_map
from sim.figures.style import svg, with_mark

__all__ = [
    "DRIFT_PANELS",
    "MARKS",
    "attribution",
    "break_evens",
    "day_queue",
    "differences",
    "drift",
    "external_validation",
    "loop",
    "loyalty_against_cost",
    "pay_map",
    "svg",
    "with_mark",
]
