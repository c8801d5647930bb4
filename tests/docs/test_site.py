"""The site builds without a warning, and finds each mechanism, measure and parameter."""

import subprocess
import sys
from pathlib import Path

import pytest

from sim.kpis import KPIS
from sim.params import Mechanisms
from sim.params.catalogue import declared
from tests.docs.pages import DOCS, ROOT

BUILD = [sys.executable, "-m", "sphinx", "-E", "-n", "-W", "--keep-going", "-q"]


def built(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """The outcome of a strict build."""
    return subprocess.run([*BUILD, str(source), str(target)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    pytest.importorskip("sphinx")
    folder = tmp_path_factory.mktemp("site")
    done = built(DOCS, folder)
    assert done.returncode == 0, done.stderr + done.stdout
    return folder


def test_every_mechanism_has_a_guide() -> None:
    guides = {page.stem for page in (DOCS / "guides" / "mechanisms").glob("*.md")}
    assert guides == set(Mechanisms.model_fields)


@pytest.mark.parametrize("heading", ["Formula", "Source", "What it leaves out", "How it is tested"])
def test_every_guide_says_what_a_reader_needs(heading: str) -> None:
    pages = sorted((DOCS / "guides" / "mechanisms").glob("*.md"))
    assert [page.stem for page in pages if f"\n## {heading}\n" not in page.read_text(encoding="utf-8")] == []
    assert [page.stem for page in pages if "\n$$ (eq-" not in page.read_text(encoding="utf-8")] == []


def test_the_reference_has_every_declaration(site: Path) -> None:
    for page, names in (("parameters", declared()), ("measures", KPIS)):
        text = (site / "reference" / f"{page}.html").read_text(encoding="utf-8")
        assert [name for name in names if f'<span class="pre">{name}</span>' not in text] == []


def test_a_page_loads_nothing_from_the_network(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 'src="http' not in text, page
        assert 'rel="stylesheet" type="text/css" href="http' not in text, page


def test_a_link_that_leads_nowhere_fails_the_build(tmp_path: Path) -> None:
    pytest.importorskip("sphinx")
    (tmp_path / "conf.py").write_text('extensions = ["myst_parser"]\n', encoding="utf-8")
    (tmp_path / "index.md").write_text("# Page\n\n[a link](nowhere.md)\n", encoding="utf-8")
    assert built(tmp_path, tmp_path / "out").returncode != 0
