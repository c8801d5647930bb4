"""The sample of mutants in `mutants.csv`, and what became of each."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("mutants.csv")
MAP = ROOT / "results" / "mutation"      # which test runs which line, by `tests.mutation.cover`
KILLED, SURVIVED, EQUIVALENT, STALE, OPEN = "killed", "survived", "equivalent", "stale", ""


@dataclass
class Mutant:
    """A small change of the source, and what the tests said of it.

    Attributes:
        file: path in the repository.
        line: first changed line when it was drawn, or last judged.
        operator: of cosmic-ray.
        before, after: the changed lines.
        outcome: killed, survived, equivalent (no test can see it, for the reason), stale (the source has changed since it was
            drawn), or empty: not judged yet.
        seconds: how long its tests took.
        test: the test that failed.
        reason: why an equivalent one is no fault; or which test was added for it.
    """

    file: str
    line: int
    operator: str
    before: str
    after: str
    outcome: str = OPEN
    seconds: float = 0.0
    test: str = ""
    reason: str = ""

    def place(self, source: str) -> int | None:
        """Index of the first changed line in the source of today: of the lines that read the same, those nearest to where it was
        drawn; None if there are none."""
        lines, old = source.splitlines(), self.before.splitlines()
        places = [i for i in range(len(lines) - len(old) + 1) if lines[i:i + len(old)] == old]
        return min(places, key=lambda i: abs(i - (self.line - 1)), default=None)

    def applied(self, source: str) -> str | None:
        """The source with this change; None if its lines are gone."""
        at = self.place(source)
        if at is None:
            return None
        lines = source.splitlines()
        return "\n".join([*lines[:at], *self.after.splitlines(), *lines[at + len(self.before.splitlines()):], ""])


def read(path: Path = FILE) -> list[Mutant]:
    """The sample, in the order in which it was drawn."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Mutant(**row | {"line": int(row["line"]), "seconds": float(row["seconds"])}) for row in csv.DictReader(file)]


def write(mutants: Iterable[Mutant], path: Path = FILE) -> None:
    """Write the sample."""
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, [field.name for field in fields(Mutant)], lineterminator="\n")
        rows.writeheader()
        rows.writerows(asdict(mutant) for mutant in mutants)
    partial.replace(path)


def summary(mutants: Sequence[Mutant]) -> str:
    """How many were killed of all but the equivalent ones, whether judged or not; and each survivor."""
    n = Counter(mutant.outcome for mutant in mutants)
    counted = len(mutants) - n[EQUIVALENT]
    lines = [f"{mutant.file}:{mutant.line} {mutant.before.strip()} -> {mutant.after.strip()}" for mutant in mutants
             if mutant.outcome == SURVIVED]
    return "\n".join([*lines, (
        f"{n[KILLED]} of {counted} mutants killed ({n[KILLED] / max(counted, 1):.1%}); {n[EQUIVALENT]} equivalent ones are left "
        f"out; {n[SURVIVED]} survived, {n[STALE]} are stale, {n[OPEN]} are not judged")])
