"""Examples in the docs for researchers: one line to read a study, a notebook, a recipe; all of them run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiment.runner import answer
from tests.execution.test_cluster import ENVIRONMENT
from tests.experiment.test_study import bare

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = DOCS / "examples"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    found = answer([bare("a"), bare("b", "patience.balk_prob=0.1")], folder / "results", name="ask", decide_on=("asa_s",),
                   jobs=1, progress=False)
    return folder, found


@pytest.mark.filterwarnings("ignore")
def test_the_lines_of_the_docs_read_a_study(study, monkeypatch):
    """Each block of docs/guides/research.md that reads results is run as it stands there."""
    folder, found = study
    monkeypatch.chdir(folder)
    blocks = re.findall(r"```python\n# reading.*?\n(.*?)```", (DOCS / "guides" / "research.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 3, "pandas, DuckDB, xarray"
    means = found.runs.groupby("scenario")["asa_s"].mean()
    for block in blocks:
        names: dict = {}
        exec(block, names)
        assert len(names.get("days", range(2 * len(found.runs)))) == 2 * len(found.runs), "two days of each"
        runs = names["runs"]
        if "xarray" in block:
            runs = runs.to_dataframe().reset_index()
        assert runs.groupby("scenario")["asa_s"].mean().to_dict() == pytest.approx(means.to_dict())


def test_the_notebook_goes_from_load_to_figure_in_under_40_lines(tmp_path):
    file = EXAMPLES / "from_load_to_figure.py"
    assert len(file.read_text(encoding="utf-8").splitlines()) < 40
    small = ["run.horizon_days=28", "demand.needs_per_day=60", "customers.n=2000"]
    done = subprocess.run([sys.executable, str(file), *small], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True,
                          check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    assert "work_per_solved_case_s" in done.stdout
    assert "<svg" in (tmp_path / "results" / "settling.svg").read_text(encoding="utf-8")


@pytest.mark.verify
@pytest.mark.skipif(sys.platform == "win32", reason="SLURM is a Unix program")
def test_the_slurm_recipe_runs_with_its_jobs_on_this_machine(tmp_path):
    argv = ["--here", "--workers", "2", "--", "run", "scenario=bare_queue", "demand.needs_per_day=100", "run.horizon_days=2",
            "run.warm_up_days=0", "run.replications=2", "run.record=kpis"]
    done = subprocess.run([sys.executable, str(EXAMPLES / "slurm.py"), *argv], cwd=tmp_path, env=ENVIRONMENT,
                          capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results" / "run" / "report.html").is_file()
