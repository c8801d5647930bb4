"""Figures that a chief understands without help: each a function from a plain table to a matplotlib Figure.

No function here touches pyplot or leaves a setting of matplotlib changed. Look at each picture before you
call it done.
"""

from sim.present.plots.attribution import attribution
from sim.present.plots.break_even import break_evens
from sim.present.plots.day import day_queue
from sim.present.plots.differences import differences
from sim.present.plots.drift import PANELS as DRIFT_PANELS
from sim.present.plots.drift import drift
from sim.present.plots.loops import loop
from sim.present.plots.loyalty import loyalty_against_cost
from sim.present.plots.map import pay_map
from sim.present.plots.style import svg, with_mark
from sim.present.plots.world import world

__all__ = [
    "DRIFT_PANELS",
    "attribution",
    "break_evens",
    "day_queue",
    "differences",
    "drift",
    "loop",
    "loyalty_against_cost",
    "pay_map",
    "svg",
    "with_mark",
    "world",
]
