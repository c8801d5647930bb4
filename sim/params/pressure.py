"""What a queue in sight does to those who answer it."""

from sim.declare import Quantities, quantity


class Pressure(Quantities):
    """Agents hurry when much work is in sight, and get used to it (M1, M2)."""

    comfortable_load: float = quantity("", "work in sight, over time on the phone, up to which nobody hurries", 0.1, 3)
    hurry_elasticity: float = quantity("", "log of time given per unit of log pressure, above that (B7)", -2, 0)
    norm_erosion_weeks: float = quantity("weeks", "time in which the norm comes two thirds of the way down to what is given (F2)",
                                         0.5, 5000)
