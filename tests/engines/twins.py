"""The same days in two engines, and the first place where they differ."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from sim.model.day import Carry, DayRecord, Modifiers, QueueTooLong, WorkforceToday
from sim.model.day_parameters import DayParameters
from sim.params import Params, Run
from sim.schema import Due, Record
from sim.year import CentreRun, engine_of


class ReplicationResult(NamedTuple):
    """One run: input and results of each day, and the record or the reason why it stopped."""

    given: list[tuple[DayParameters, WorkforceToday, Due, Carry, int, Modifiers]]
    days: list[DayRecord]
    record: Record | None
    stopped: tuple[Any, ...] | None


def run_with(engine: str, params: Params, run: Run, replication: int = 0) -> ReplicationResult:
    """Run with the engine of this name, and keep every day."""
    given: list[tuple[DayParameters, WorkforceToday, Due, Carry, int, Modifiers]] = []
    days: list[DayRecord] = []

    def kept(*today: Any) -> DayRecord:
        given.append(today)
        days.append(run_day(*today))
        return days[-1]

    run_day = engine_of(run.model_copy(update={"engine": engine}))
    centre_run = CentreRun(params, run, replication)
    centre_run.engine = kept
    try:
        return ReplicationResult(given, days, centre_run.run_days(), None)
    except QueueTooLong as stop:
        return ReplicationResult(given, days, None, (stop.n_waiting, stop.day, stop.at_s))


def first_difference(one: ReplicationResult, other: ReplicationResult) -> str | None:
    """Where two runs first differ, in words; None if they are the same to the last bit."""
    if one.stopped != other.stopped:
        return f"stopped by {one.stopped} and by {other.stopped}"
    for day, (a, b) in enumerate(zip(one.days, other.days, strict=True)):
        if (found := difference(a, b, f"day {day}")) is not None:
            return found
    return difference(one.record, other.record, "record")


def difference(one: Any, other: Any, where: str) -> str | None:
    """The first difference between two records, tables or numbers."""
    parts = list(_parts(one))
    if not parts:
        return None if _same(one, other) else f"{where}: {_shown(one, other)}"
    others = dict(_parts(other))
    if [name for name, _ in parts] != list(others):
        return f"{where}: parts {[name for name, _ in parts]} and {list(others)}"
    for name, part in parts:
        if (found := difference(part, others[name], f"{where}, {name}")) is not None:
            return found
    return None


def _parts(whole: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(whole, dict):
        yield from whole.items()
    elif hasattr(whole, "_fields"):
        yield from zip(whole._fields, whole, strict=True)


def _same(one: Any, other: Any) -> bool:
    """Equal type, shape and bits; any NaN equals any other."""
    if not isinstance(one, np.ndarray):
        return type(one) is type(other) and one == other
    if not isinstance(other, np.ndarray) or one.dtype != other.dtype or one.shape != other.shape:
        return False
    if one.dtype != np.float64:
        return bool(np.array_equal(one, other))
    return bool(np.all((_bits(one) == _bits(other)) | (np.isnan(one) & np.isnan(other))))


def _bits(column: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(column).view(np.int64)


def _shown(one: Any, other: Any) -> str:
    if not isinstance(one, np.ndarray) or not isinstance(other, np.ndarray):
        return f"{one!r} and {other!r}"
    if one.dtype != other.dtype or one.shape != other.shape:
        return f"{one.dtype}{list(one.shape)} and {other.dtype}{list(other.shape)}"
    rows = [i for i in range(one.size) if not _same(one[i:i + 1], other[i:i + 1])]
    return f"{len(rows)} of {one.size} rows, first row {rows[0]}: {one[rows[0]]!r} and {other[rows[0]]!r}"
