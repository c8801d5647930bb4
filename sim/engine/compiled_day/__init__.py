"""The day compiled: the same story as `simpy_day`, to the last bit, as one loop over a heap of events."""

from sim.engine.compiled_day.loop import CompiledEngine

__all__ = ["CompiledEngine"]
