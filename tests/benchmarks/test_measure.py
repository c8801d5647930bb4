"""Measured values are in the table beside the required bounds, and once in the history."""

from pathlib import Path

from headlines import with_replications
from measure import FIELDS, Asked, Measure, append, line, machine, ratios, read

RATIO = Measure("bare", "ours, to SimPy", "x", (41.0, 39.0, 44.0), Asked(">=", 40))
TIME = Measure("whole", "a year of base", "s", (0.61,), Asked("<", 0.5))


def test_a_ratio_is_of_one_round():
    assert ratios([10.0, 30.0], [5.0, 10.0]) == (2.0, 3.0)


def test_the_median_is_compared_with_the_required_bound():
    assert line(RATIO).split() == ["ours,", "to", "SimPy", "41.0", "39.0", "to", "44.0", "3", "x", ">=", "40", "yes"]
    assert line(TIME).split()[-6:] == ["0.61", "1", "s", "<", "0.5", "NO"]
    assert line(TIME._replace(asked=None)).split()[-3:] == ["0.61", "1", "s"]


def test_a_bound_is_kept_at_the_bound_or_below_it():
    assert Asked(">=", 40).is_kept_by(40.0)
    assert not Asked("<", 0.5).is_kept_by(0.5)


def test_the_history_grows_by_a_row_per_measure(tmp_path):
    file = tmp_path / "history.csv"
    append(file, {"date": "2026-11-22", "cpu": "A, B"}, [RATIO])
    append(file, {"date": "2026-11-23"}, [TIME])
    first, second = read(file)
    assert tuple(first) == FIELDS
    assert first | {"date": "2026-11-22", "cpu": "A, B", "section": "bare", "measure": "ours, to SimPy", "unit": "x",
                    "asked": ">= 40", "median": "41", "low": "39", "high": "44", "n": "3"} == first
    assert (second["date"], second["cpu"], second["median"], second["n"]) == ("2026-11-23", "", "0.61", "1")


def test_the_history_names_the_machine():
    where = machine()
    assert set(where) <= set(FIELDS)
    assert all(where[name] for name in ("date", "version", "cores", "python", "numba"))


def test_the_map_of_an_experiment_keeps_its_own_replications():
    text = (Path(__file__).parents[2] / "experiments" / "fast_is_not_efficient.yaml").read_text(encoding="utf-8")
    changed = with_replications(text, 31)
    assert "\nreplications: 31\n" in changed
    assert "\n  at_most: 31\n" in changed, "no more than asked, however wide the intervals"
    back = changed.replace("\nreplications: 31\n", "\nreplications: 30\n").replace("\n  at_most: 31\n", "\n  at_most: 60\n")
    assert back == text
