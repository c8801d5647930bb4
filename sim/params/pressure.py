"""Work pressure."""

from sim.declare import Quantities, quantity


class Pressure(Quantities):
    """Work pressure, and erosion of the service standard (M1, M2)."""

    comfortable_load: float = quantity(
        "", "workload, over time on the phone, up to which conversations are not shortened", 0.1, 3)
    hurry_elasticity: float = quantity("", "log of time given per unit of log work pressure, above that load (B7)", -2, 0)
    norm_erosion_weeks: float = quantity(
        "weeks", "time in which the service standard falls two thirds of the way to the time given (F2)", 0.5, 5000)
