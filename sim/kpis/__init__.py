"""Measures of a run, a file per topic; each is declared once, with `@kpi`, in the order in which tables show it."""

from sim.kpis import waiting, service, people, customers, loyalty, voice, channels, money  # noqa: F401, I001  the order of tables
from sim.kpis.registry import COSTS, KPIS, compute_kpis, kpis_of, sum_days
from sim.measure import Better, Kpi, Sums, ratio

__all__ = ["COSTS", "KPIS", "Better", "Kpi", "Sums", "compute_kpis", "kpis_of", "ratio", "sum_days"]
