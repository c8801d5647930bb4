"""Measures of a run: those of no mechanism, a file per topic, and those of mechanisms, each declared once, with `@kpi`."""

from sim.kpis.registry import KPIS, compute_kpis, kpis_of, sum_days
from sim.measure import COSTS, Better, Kpi, Sums, ratio

__all__ = ["COSTS", "KPIS", "Better", "Kpi", "Sums", "compute_kpis", "kpis_of", "ratio", "sum_days"]
