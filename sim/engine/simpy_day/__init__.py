"""The day as SimPy processes: the specification of what happens when, to be read, traced and animated."""

from sim.engine.simpy_day.day import run_day

__all__ = ["run_day"]
