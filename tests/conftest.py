"""The benchmarks are a folder of scripts beside the package, which import each other by their bare names."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))
