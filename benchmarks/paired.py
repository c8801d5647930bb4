"""The speed of this checkout beside another one's, in alternating pairs on the same machine.

    git worktree add ../before 929eab2
    python benchmarks/paired.py ../before bare whole start --pairs 5

Each pair runs `benchmarks/speed.py` once in each checkout, in a process of its own; the order within a pair alternates. A
speed ratio of 1 means equal, above 1 that this checkout is faster. Measures are paired by their order within a section, so
that a renamed one keeps its partner.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measure import read, shown

HERE = Path(__file__).resolve().parents[1]
TIMES = ("s", "us")  # units of which less is faster


def figures_of(checkout: Path, sections: Sequence[str], folder: Path) -> list[dict[str, str]]:
    """The figures of one round of some sections in a checkout."""
    history = folder / "history.csv"
    history.unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(checkout), "XDG_CACHE_HOME": str(folder / f"cache-{checkout.name}")}
    command = [sys.executable, str(checkout / "benchmarks" / "speed.py"), *sections, "--rounds", "1", "--history", str(history)]
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return list(read(history))


def main() -> None:
    """Measure pairs and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, help="the other checkout")
    parser.add_argument("sections", nargs="*", default=["bare", "whole", "start"])
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    before = options.before.resolve()
    rounds: dict[Path, list[list[dict[str, str]]]] = {before: [], HERE: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for checkout in (before, HERE):
            figures_of(checkout, options.sections, folder)  # compiles; not counted
        for at in range(options.pairs):
            for checkout in (before, HERE)[:: 1 if at % 2 == 0 else -1]:
                rounds[checkout].append(figures_of(checkout, options.sections, folder))
                print(f"pair {at + 1}: {checkout.name} measured", file=sys.stderr, flush=True)
    print(f"{'':66s}{'speed ratio':>12s}  {'low to high':16s}{'before':>12s}{'now':>12s}  unit")
    for rows in zip(*rounds[before], *rounds[HERE], strict=True):
        old, new = ([float(row["median"]) for row in part] for part in (rows[:options.pairs], rows[options.pairs:]))
        unit = rows[-1]["unit"]
        ratios = [a / b if unit in TIMES else b / a for a, b in zip(old, new, strict=True)]
        print(f"{rows[-1]['measure']:66s}{statistics.median(ratios):12.3f}  {min(ratios):.3f} to {max(ratios):.3f}"
              f"{shown(statistics.median(old)):>12s}{shown(statistics.median(new)):>12s}  {unit}")


if __name__ == "__main__":
    main()
