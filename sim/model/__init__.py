"""The rules of the simulated centre, one folder per actor; no clock (see `sim.engine`)."""
