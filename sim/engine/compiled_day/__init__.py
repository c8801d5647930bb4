"""The compiled day: the same results as `simpy_day`, to the last bit, from one loop over a heap of events."""

from sim.engine.compiled_day.loop import CompiledEngine

__all__ = ["CompiledEngine"]
