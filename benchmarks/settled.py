"""Derives `customers.settled_attitude` and `settling_years` again: the attitude that years of base's conversations lead to.

Base is run for some years with constant expectations, first with the present two values and then with those found, until the
values reproduce themselves. Put the last pair into scenarios/customers/danish_subscription.yaml.

    .venv/bin/python benchmarks/settled.py
"""

import argparse
import math

import numpy as np

from sim.config.scenario import load
from sim.schema import STILL_HERE
from sim.units import YEAR_DAYS
from sim.year import CentreRun

OLD_YEARS = 5.0                # the attitude of a customer of this many years has settled


def settled(settled_attitude: float, settling_years: float, years: int, replications: int) -> tuple[float, float]:
    """The two values at the end of runs that start with these.

    Returns:
        Mean of attitude less baseline of customers of five years and more; the time constant of the exponential that gives the
        mean of customers who joined during the run [years].
    """
    scenario = load("base", [f"customers.settled_attitude={settled_attitude}", f"customers.settling_years={settling_years}",
                             "expectations.rise_per_year=0", f"run.horizon_days={int(years * YEAR_DAYS)}"])
    old, young, tenure = [], [], []
    for replication in range(replications):
        centre_run = CentreRun(scenario.params, scenario.run, replication)
        centre_run.run_days()
        rows = centre_run.base.rows[:centre_run.base.n_known]
        here = rows[rows["left_day"] == STILL_HERE]
        moved, stayed = here["attitude"] - here["baseline"], (centre_run.n_days - here["joined_day"]) / YEAR_DAYS
        old.append(moved[stayed >= OLD_YEARS].mean())
        some = (stayed > 0.5) & (here["joined_day"] >= 0.0)
        young.append(moved[some].mean())
        tenure.append(stayed[some])
    end, gone = float(np.mean(old)), float(np.mean(young))
    return end, _time_constant(gone / end, np.concatenate(tenure))


def _time_constant(share: float, tenure: np.ndarray) -> float:
    """The time constant at which customers of this tenure have reached `share` of the settled value on average; by bisection."""
    low, high = 0.05, 50.0
    while high - low > 1e-3:
        middle = math.sqrt(low * high)
        low, high = (low, middle) if np.mean(1.0 - np.exp(-tenure / middle)) < share else (middle, high)
    return middle


def main() -> None:
    """Prints the values of each step."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=6)
    parser.add_argument("--replications", type=int, default=3)
    parser.add_argument("--steps", type=int, default=3)
    asked = parser.parse_args()
    section = load("base").params.customers
    numbers = section.settled_attitude, section.settling_years
    print(f"base has settled_attitude {numbers[0]:.3f}, settling_years {numbers[1]:.2f}")
    for _ in range(asked.steps):
        numbers = settled(*numbers, asked.years, asked.replications)
        print(f"leads to settled_attitude {numbers[0]:.3f}, settling_years {numbers[1]:.2f}")


if __name__ == "__main__":
    main()
