"""Every code block of the documentation is run, page by page.

A `python` block is executed, a `pycon` block must also print what it shows, a block with a caption is a file that later blocks
read or import; the blocks of a page share their names and a folder of their own. A call of the command line must be one that it
accepts. So that a page need not speak of it, `sim.load` in a `python` block makes a run of two short replications, unless the
block sets a `run.` parameter itself. What a `pycon` block shows is computed as it stands there.
"""

import doctest
import shlex
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.cli.main import main
from sim.cli.verbs import VERBS
from sim.config.files import experiments, names
from sim.params.catalogue import pattern
from tests.docs.pages import PAGES, Block, blocks, commands, name_of

SHORT = ["run.horizon_days=7", "run.warm_up_days=0", "run.replications=2"]
RUN = ("python", "pycon")
AS_MODULES = ("docs/development/plugins.md",)     # their blocks are files of a package: tests/plugins runs them
DIRECTIVES = {"mechanism", "mechanisms", "parameters", "measures", "streams", "experiment-file", "toctree", "bibliography",
              "eval-rst", "include", "note"}
KNOWN = {"python", "pycon", "yaml", "console", "text", "toml", *(f"{{{name}}}" for name in DIRECTIVES)}
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def pages_with(*languages: str) -> list[Any]:
    """Pages with a block of these languages, as parameters."""
    return [pytest.param(page, id=name_of(page)) for page in PAGES
            if name_of(page) not in AS_MODULES and any(block.language in languages for block in blocks(page))]


def run_doctest(block: Block, globs: dict[str, Any], page: Path) -> None:
    """Run the examples of a block; its names go to `globs`."""
    test = doctest.DocTestParser().get_doctest(block.text, globs, name_of(page), name_of(page), block.line - 1)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.append, clear_globs=False)
    globs.update(test.globs)
    assert not report, "".join(report)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("page", pages_with(*RUN))
def test_the_code_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                 use: Callable[..., None]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sim, "register", use)
    monkeypatch.syspath_prepend(str(tmp_path))
    globs: dict[str, Any] = {"__name__": "__main__"}
    load = sim.load
    for block in blocks(page):
        if block.caption:
            file = tmp_path / block.caption.strip("`")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            more = [] if "run." in block.text else SHORT
            with monkeypatch.context() as patched:
                patched.setattr(sim, "load", lambda name="base", overrides=(), config_dir=None, more=more: load(
                    name, [*overrides, *more], config_dir))
                exec(compile("\n" * (block.line - 1) + block.text, name_of(page), "exec"), globs)
        elif block.language == "pycon":
            run_doctest(block, globs, page)


@pytest.mark.parametrize("page", [pytest.param(page, id=name_of(page)) for page in PAGES])
def test_a_page_has_no_block_that_is_not_run(page: Path) -> None:
    assert {block.language for block in blocks(page)} <= KNOWN


@cache
def help_of(verb: str) -> str:
    """The help text of a verb."""
    import contextlib
    import io

    text = io.StringIO()
    with contextlib.redirect_stdout(text), pytest.raises(SystemExit):
        main([verb, "--help"])
    return text.getvalue()


def rejected(command: str, page: Path) -> list[str]:
    """What the command line would not accept in a call."""
    _, *words = shlex.split(command)
    if not words or words[0].startswith("-"):
        return []
    verb, own = words[0], [block.caption for block in blocks(page)]
    if verb not in VERBS:
        return [verb]
    wrong = [word for word in words if word.startswith("-") and word.split("=")[0] not in help_of(verb)]
    has_own = "--config-dir" in words or any(word.startswith("--config-dir=") for word in words)
    for word in words[1:]:
        key, is_override, values = word.partition("=")
        if word.startswith("-"):
            continue
        if key == "scenario":
            wrong += [] if has_own else [name for name in values.split(",") if name not in names()]
        elif is_override and pattern(key.lstrip("+~").split(".")) is None:
            wrong.append(key)
        elif word == words[1] and verb in ("experiment", "play") and word not in (*experiments(), *names(), "NAME"):
            wrong += [] if has_own or word in own or word.endswith(".yaml") else [word]
    return wrong


@pytest.mark.parametrize("page", [pytest.param(page, id=name_of(page)) for page in PAGES if commands(page)])
def test_the_command_line_accepts_what_a_page_calls(page: Path) -> None:
    assert {command: wrong for command in commands(page) if (wrong := rejected(command, page))} == {}


def test_the_runner_sees_a_wrong_result(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="Expected"):
        run_doctest(Block("pycon", "", ">>> 1 + 1\n3\n", 1), {}, PAGES[0])


def test_a_command_that_does_not_exist_is_seen() -> None:
    assert rejected("contact-centre run scenario=no_such", PAGES[0]) == ["no_such"]
    assert rejected("contact-centre run conversation.no_such=1", PAGES[0]) == ["conversation.no_such"]
    assert rejected("contact-centre experiment no_such", PAGES[0]) == ["no_such"]
    assert rejected("contact-centre run --no-such", PAGES[0]) == ["--no-such"]
