"""Hashes of results, to show that a change of structure or of names changes no number.

    python -m tests.reference.hashes            compute all, compare with reference.json, print what differs
    python -m tests.reference.hashes --write    compute all and write reference.json

A table's hash is made from its columns' values alone: neither their names nor their order count, so renaming leaves it.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

import sim
from sim.config.files import names as shipped_names

FILE = Path(__file__).with_name("reference.json")
ENGINES = ("compiled", "simpy")
REPLICATIONS = (0, 1)
FORTNIGHT = ("run.horizon_days=14", "run.warm_up_days=0")
YEAR = ("run.horizon_days=364", "run.engine=compiled")


def hash_of_column(values: ArrayLike) -> str:
    """16 hexadecimal digits for the exact values of a column, whatever its width; all NaN count as one."""
    given = np.asarray(values)
    column = np.where(np.isnan(given), np.nan,
                      given).astype("<f8") + 0.0 if given.dtype.kind == "f" else given.astype("<i8")
    return hashlib.blake2b(column.dtype.str.encode() + column.tobytes(), digest_size=8).hexdigest()


def hash_of_table(columns: Iterable[ArrayLike]) -> str:
    """16 hexadecimal digits for a table's values: its columns' hashes in sorted order."""
    return hashlib.blake2b(" ".join(sorted(map(hash_of_column, columns))).encode(), digest_size=8).hexdigest()


def fortnight(name: str, engine: str, replication: int) -> dict[str, str]:
    """The hashes of each table of a full record of a fortnight."""
    scenario = sim.load(name, [*FORTNIGHT, f"run.engine={engine}"])
    record = sim.simulate(scenario, replication, "full").record
    tables: dict[str, Any] = {"contacts": record.contacts, "agent_days": record.agent_days, "customers": record.customers,
                              "days": record.days.values()}
    return {table: hash_of_table(columns) for table, columns in tables.items()}


def year(name: str) -> str:
    """The hash of the KPIs of a year."""
    result = sim.simulate(sim.load(name, list(YEAR)), 0, "kpis")
    return hash_of_table([[value] for value in result.kpis.values()])


def hashes_of(name: str) -> dict[str, Any]:
    """All hashes of a shipped scenario: of a fortnight by replication, the same for each engine, and of a year."""
    found: dict[str, Any] = {}
    for nth in REPLICATIONS:
        by_engine = {engine: fortnight(name, engine, nth) for engine in ENGINES}
        same = by_engine["compiled"] == by_engine["simpy"]
        found[f"fortnight, replication {nth}"] = by_engine["compiled"] if same else by_engine
    found["year"] = year(name)
    return found


def all_hashes(names: Iterable[str] | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The hashes of each shipped scenario as soon as they are there."""
    chosen = sorted(shipped_names() if names is None else names)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield from zip(chosen, pool.map(hashes_of, chosen), strict=True)


def reference() -> dict[str, dict[str, Any]]:
    """The hashes that results have to have."""
    read: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def main() -> int:
    """Compare or write; 1 if something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    found = dict(all_hashes(asked.names or None))
    if asked.write:
        FILE.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    known = reference()
    names = found if asked.names else known.keys() | found.keys()
    differing = sorted(name for name in names if known.get(name) != found.get(name))
    for name in differing:
        print(f"{name}: {json.dumps(known.get(name))} expected, {json.dumps(found.get(name))} found")
    print(f"{len(found)} scenarios, {len(differing)} differ from {FILE.name}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
