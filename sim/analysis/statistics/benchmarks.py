"""Benchmarks from other centres: ranges, each with its source and its reliability.

A range holds usual values and is no norm. It is shown beside a centre's own figures; nothing is fitted to it.
"""

from typing import NamedTuple


class Benchmark(NamedTuple):
    """Reported values of a measure.

    Attributes:
        low, high: range, in the measure's own plain unit.
        usual: the most quoted number, or None.
        source: calibration id, mark in words, origin.
    """

    low: float
    high: float
    usual: float | None
    source: str


BENCHMARKS: dict[str, Benchmark] = {
    "aht_s": Benchmark(240.0, 600.0, 360.0, "B4, read: two benchmark pages and a Swedish branch page"),
    "talk_s": Benchmark(120.0, 600.0, 302.0, "B2, read: benchmark call"),
    "asa_s": Benchmark(28.0, 120.0, 36.0, "L8, read: ContactBabel, UK, 36 s in 2014, 116-120 s in 2023"),
    "abandoned_share": Benchmark(0.02, 0.12, 0.06, "L8, read: 9.1 % in the UK in 2023, its record; the lower end an assumption"),
    "answered_in_20s_share": Benchmark(0.50, 0.90, 0.80, "L6, read: 80 % in 20 s by habit"),
    "fcr_share": Benchmark(0.55, 0.85, 0.70, "D4, read: SQM, industries .61 to .78"),
    "repeat_share": Benchmark(0.15, 0.40, 0.32, "D8, derived: 1.46 contacts per issue (SQM)"),
    "escalated_share": Benchmark(0.05, 0.18, 0.10, "D10, read: 10 % (benchmark page), 18 % (SQM)"),
    "occupancy": Benchmark(0.75, 0.88, 0.82, "H10, known and not re-read, high"),
    "shrinkage": Benchmark(0.25, 0.40, 0.32, "H9, known and not re-read, high"),
    "quits_per_year": Benchmark(0.12, 0.60, 0.25, "H1, read: UK 20 % and above, US 25-50 % by sector; Denmark at most 33-40 %"),
    "csat_share": Benchmark(0.50, 0.82, 0.76, "I1 and I3, read: SQM, industries 68-81 % very satisfied"),
    "nps": Benchmark(-16.0, 60.0, 20.0, "I10, read: SQM, -16 of complaint calls to +45 of others; articles: 60 as a target"),
    "churn_per_year": Benchmark(0.06, 0.40, 0.20, "J4, known and not re-read, medium: bank 6 % to web shop 40 %, telecom 20 %"),
    "cost_per_contact": Benchmark(15.0, 60.0, 49.0, "N9, derived: 25 DKK direct; X4, read: ContactBabel 2024, 5.58 GBP"),
    "noncomplaining_per_complaint": Benchmark(
        0.4, 26.0, 26.0, "J14, read: 1 in 27 small matters (TARP), 69 % of the worst complain (1979)"),
    "complaint_conversation_share": Benchmark(0.05, 0.20, 0.14, "I10, read: SQM, 14 %; centres believe under 5 %"),
    "listeners_per_negative_sharer": Benchmark(1.0, 15.0, 5.0, "J11, read: SQM, 5; articles: 9-15 (White House)"),
    "listeners_per_positive_sharer": Benchmark(1.0, 6.0, 1.0, "J11, read: SQM, 1; articles: 4-6 (White House)"),
    "over_20_listeners_share": Benchmark(0.0, 0.20, 0.13, "J11, articles: 13 % tell more than 20 (White House)"),
    "dissatisfied_cost_ratio": Benchmark(1.3, 2.0, 1.6, "J18, articles: 1.6 (TDC's TAK), the figure was not found"),
    "left_over_service_share": Benchmark(0.10, 0.68, 0.68, "J22, articles: 68 % (folklore); the lower end an assumption"),
    "failure_demand_share": Benchmark(0.20, 0.60, 0.35, "A8, read: trade magazine 20-40 %, a consultant 40-60 %"),
}
