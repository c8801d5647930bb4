"""Measures speed: ratios of times of the same round, with their spread, beside the required bounds.

    make bench
    python benchmarks/speed.py [bare] [whole] [costs] [flat] [cores] [start] [experiments] [memory] [cluster] [app]
        [--cimba FOLDER] [--small] [--patient]

Without names all sections are measured, which takes about ten minutes on two idle cores. Ratios are valid on any machine; seconds
only on this one. Each figure is added to benchmarks/history.csv, from which a release may quote.
"""

import argparse
import importlib
import time
from collections.abc import Sequence
from pathlib import Path

from measure import HEAD, Measure, Options, append, line, machine

# Section: the module that measures it.
SECTIONS = {"bare": "bare", "whole": "whole", "costs": "costs", "flat": "flat", "cores": "cores", "start": "start",
            "experiments": "headlines", "memory": "memory", "cluster": "cluster", "app": "app"}
HISTORY = Path(__file__).with_name("history.csv")


def main(argv: Sequence[str] | None = None) -> None:
    """Measures some sections, prints their tables, and adds the figures to the history."""
    parser = _parser()
    options = parser.parse_args(argv)
    unknown = [name for name in options.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"{unknown[0]}: no such section; there are {', '.join(SECTIONS)}")
    how = Options(n_rounds=2 if options.small else options.rounds, small=options.small, patient=options.patient,
                  cimba=options.cimba)
    where = machine()
    print(", ".join(f"{name} {value}" for name, value in where.items()))
    for section in options.sections or SECTIONS:
        print(f"\n{section}\n{HEAD}", flush=True)
        begin, measured = time.perf_counter(), []
        for reported in importlib.import_module(SECTIONS[section]).measures(how):
            if isinstance(reported, Measure):
                measured.append(reported)
                print(line(reported), flush=True)
            else:
                print(f"  {reported}", flush=True)
        print(f"  ({time.perf_counter() - begin:.0f} s)")
        if not options.small:
            append(options.history, where, measured)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure speed, as ratios within one run.")
    parser.add_argument("sections", nargs="*", metavar="section", help=", ".join(SECTIONS))
    parser.add_argument("--rounds", type=int, default=5, help="number of paired, interleaved rounds (default 5)")
    parser.add_argument("--cimba", type=Path, help="folder of an installed cimba, with include/ and lib/")
    parser.add_argument("--history", type=Path, default=HISTORY, help="file to which the figures are added")
    parser.add_argument("--patient", action="store_true", help="include Ciw with 2000 agents, which takes minutes")
    parser.add_argument("--small", action="store_true", help="test the benchmark: short runs, two rounds, no figures added")
    return parser


if __name__ == "__main__":
    main()
