"""A benchmark's figures: values of several rounds, required bounds, a table, and a history to quote from."""

import csv
import datetime
import os
import platform
import statistics
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

FIELDS = ("date", "version", "commit", "cpu", "cores", "python", "numba", "section", "measure", "unit", "asked", "median",
          "low", "high", "n")


class Asked(NamedTuple):
    """A bound required of the median.

    >>> str(Asked(">=", 40)), Asked(">=", 40).is_kept_by(39.9), Asked("<", 0.5).is_kept_by(0.4)
    ('>= 40', False, True)
    """

    sign: str              # ">=" or "<"
    bound: float

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}"

    def is_kept_by(self, value: float) -> bool:
        """Whether a value is within the bound."""
        return value >= self.bound if self.sign == ">=" else value < self.bound


class Measure(NamedTuple):
    """One figure: its values over the rounds, and the required bound."""

    section: str
    name: str
    unit: str              # "x" for a ratio within a round
    values: tuple[float, ...]
    asked: Asked | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.values)


class Options(NamedTuple):
    """Settings of a measurement."""

    n_rounds: int = 5
    small: bool = False        # to test the benchmark, not to quote its figures
    patient: bool = False      # include programs that take minutes
    cimba: Path | None = None  # folder of an installed cimba


def ratios(above: Sequence[float], below: Sequence[float]) -> tuple[float, ...]:
    """Ratios of the values of the same round."""
    return tuple(a / b for a, b in zip(above, below, strict=True))


# --- the table ----------------------------------------------------------------------------------------------------

HEAD = f"{'':66s}{'median':>10s}  {'low to high':21s}{'n':>3s}  {'unit':12s}{'asked':>10s}"


def line(measure: Measure) -> str:
    """A line of the table."""
    low, high = min(measure.values), max(measure.values)
    spread = f"{shown(low)} to {shown(high)}" if len(measure.values) > 1 else ""
    asked, verdict = "", ""
    if measure.asked is not None:
        asked, verdict = str(measure.asked), "  yes" if measure.asked.is_kept_by(measure.median) else "  NO"
    return (f"{measure.name:66s}{shown(measure.median):>10s}  {spread:21s}{len(measure.values):3d}  {measure.unit:12s}"
            f"{asked:>10s}{verdict}")


def shown(value: float) -> str:
    """A number with three significant digits.

    >>> shown(1234567.0), shown(45.67), shown(1.234), shown(0.0456)
    ('1,234,567', '45.7', '1.23', '0.0456')
    """
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 1 else f"{value:.3g}"


# --- the history --------------------------------------------------------------------------------------------------


def machine() -> dict[str, str]:
    """Machine, versions and commit of a measurement; empty where unknown."""
    return {"date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M"),
            "version": version("contact-centre-simulator"), "commit": _commit(), "cpu": _cpu(), "cores": str(n_cores()),
            "python": platform.python_version(), "numba": version("numba")}


def append(file: Path, where: dict[str, str], measures: Iterable[Measure]) -> None:
    """Appends a row per measure to the history, with a header if the file is new."""
    new = not file.exists()
    with file.open("a", newline="", encoding="utf-8") as out:
        rows = csv.DictWriter(out, FIELDS, lineterminator="\n")
        if new:
            rows.writeheader()
        rows.writerows(_row(where, measure) for measure in measures)


def read(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a history."""
    with file.open(newline="", encoding="utf-8") as text:
        yield from csv.DictReader(text)


def _row(where: dict[str, str], measure: Measure) -> dict[str, str | int]:
    figures = {"median": measure.median, "low": min(measure.values), "high": max(measure.values)}
    return {**where, "section": measure.section, "measure": measure.name, "unit": measure.unit,
            "asked": "" if measure.asked is None else str(measure.asked),
            **{name: f"{value:.4g}" for name, value in figures.items()}, "n": len(measure.values)}


def n_cores() -> int:
    """Number of processors available to this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    names = [row.partition(":")[2].strip() for row in info.read_text().splitlines() if row.startswith("model name")] \
        if info.exists() else []
    return names[0] if names else platform.processor()


def _commit() -> str:
    """The checked-out commit, with a + if tracked files have been edited since."""
    here = Path(__file__).parent

    def git(*words: str) -> str:
        try:
            done = subprocess.run(["git", *words], cwd=here, capture_output=True, text=True, check=False)
        except OSError:
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""

    commit = git("rev-parse", "--short", "HEAD")
    return f"{commit}+" if commit and git("status", "--porcelain", "--untracked-files=no", ":/sim", ":/scenarios") else commit
