"""Runs with every index of compiled code checked, in a process of its own: `python -m tests.engines.bounds_checked CASES`.

NUMBA_BOUNDSCHECK=1 has numba check that an index is below the length. A negative one, which numba takes from the end, is an error
here too. The code lies in a cache folder of its own. Each line printed is a fault; the last is a count.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def run(cases: str, cache: Path | None = None) -> str:
    """What a process says that runs the cases with bounds checked: `6 runs, 0 faults`.

    Args:
        cases: one of `six`, `weeks`, `drawn`, `extremes`.
        cache: folder of the code that is compiled with bounds checked; None for one that is thrown away.
    """
    with tempfile.TemporaryDirectory() as thrown_away:
        environment = os.environ | {"NUMBA_BOUNDSCHECK": "1", "XDG_CACHE_HOME": str(cache or thrown_away)}
        done = subprocess.run([sys.executable, "-m", "tests.engines.bounds_checked", cases], env=environment, cwd=ROOT,
                              capture_output=True, text=True, check=False)
    return done.stdout + done.stderr[-2000:] if done.returncode else done.stdout.strip().splitlines()[-1]


def forbid_negative_indices() -> None:
    """From now on compiled code takes no index from the end; ours never means to.

    numba leaves a negative one as it is, and its check of bounds refuses it. What is changed is numba's own; `checked_cases.runs`
    proves first that an index of -1 is noticed.
    """
    from numba.core import types
    from numba.np import arrayobj

    def as_it_is(context: Any, builder: Any, index_type: Any, index: Any, size: Any) -> Any:
        return context.cast(builder, index, index_type, types.intp)

    arrayobj.fix_integer_index = as_it_is


def main() -> int:
    """Run the cases named; 1 if there is a fault."""
    forbid_negative_indices()
    from tests.engines import checked_cases  # after the change above, because importing compiles

    n_runs, n_faults = 0, 0
    for name, lines in checked_cases.runs(sys.argv[1]):
        n_runs, n_faults = n_runs + 1, n_faults + bool(lines)
        for line in lines:
            print(f"{name}: {line}")
    print(f"{n_runs} runs, {n_faults} faults")
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
