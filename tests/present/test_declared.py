"""What is declared in English is complete in every other language: meanings, units, definitions, refusals."""

import ast
import re
from pathlib import Path

import pytest

import sim
from sim.config.errors import Faults
from sim.execution import messages as experiment_words
from sim.findings import declared as said
from sim.i18n.translate import LANGUAGES, Translator
from sim.kpis import KPIS
from sim.params.catalogue import declared

OTHERS = [language for language in LANGUAGES if language != "en"]
ROOM = Path(sim.__file__).parent
REFUSERS = [*ROOM.glob("checks*.py"), ROOM / "law.py"]
ENGLISH = re.compile(r"\b(the|must|is|are|of|there|only|with|write|that|and|from|no|this|more|than|takes|each)\b")
FILLED = {"hours": "8 to 16 h", "who": "nobody", "found": "not 'x'", "wanted": "a number for sigma"}  # else «»


def refused() -> list[str]:
    """Every line about what cannot be that the checks and the laws of durations can say, but for what is filled in."""
    found = []
    for path in REFUSERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            whole = node.value if isinstance(node, ast.Yield) else node.args[0] if _raises(node) else None
            if isinstance(whole, ast.JoinedStr):
                found.append("".join(map(_filled, whole.values)))
            elif isinstance(whole, ast.Constant) and isinstance(whole.value, str):
                found.append(whole.value)
    return found


def _filled(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        return FILLED.get(ast.unparse(part.value), "«»")
    return str(part.value) if isinstance(part, ast.Constant) else ""


def _raises(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "ValueError" and bool(node.args)


@pytest.mark.parametrize("language", OTHERS)
def test_every_parameter_has_a_meaning_and_every_unit_a_name(language):
    assert list(set(declared()) ^ set(said.MEANINGS[language])) == []
    assert {row.unit for row in declared().values()} == set(said.UNITS[language])


@pytest.mark.parametrize("language", OTHERS)
def test_a_meaning_keeps_the_marks_of_its_original(language):
    """Keys of other parameters, and ids of the calibration, are the same in every language."""
    mark = re.compile(r"\b[A-Z]\d+b?\b|\b[a-z]+_[a-z_]*\b|null")
    for key, row in declared().items():
        assert sorted(mark.findall(said.MEANINGS[language][key])) == sorted(mark.findall(row.meaning)), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_measure_is_defined(language):
    assert list(set(KPIS) ^ set(said.DEFINITIONS[language])) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_refusal_is_told(language):
    """No English word is left of what the checks, the laws and the cures say."""
    lines = refused()
    assert len(lines) > 60, "the search still finds how lines are made"
    lines += [f"x = 1: expected a number. {row.cure}" for row in declared().values()]
    lines += [experiment_words.QUEUE_TOO_LONG.format(longest="9", day=3, clock="10:00", cure=cure, patient=patient)
              for cure, patient in (("", ""), (experiment_words.CURE_PATIENCE, experiment_words.NOBODY_GIVES_UP))]
    left = [line for line in lines if ENGLISH.search(re.sub(r"`[^`]*`|'[^']*'", "", said.refusal(line, Translator(language))))]
    assert left == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("change", [
    {"repeats.return_prob": 74}, {"repeats.return_prob": "74 %"}, {"customers.n": 1.5}, {"roster.lunch": "late"},
    {"centre.first_day": "soon"}, {"conversation.aht_cap_s": "3 min"}, {"conversation.clock_visible": 3}, {"demand.profile": 1},
    {"kinds.billing.talk_law": "exactly 3 mn"}, {"kinds.billing.talk_law": "sometimes"}, {"nosuch.key": 1},
    {"repeats.retrn_prob": 1},
    {"centre.closes_h": 7}, {"kinds.billing.share": 0.9}, {"centre.open_weekdays": []}])
def test_a_refusal_met_in_practice_is_told(language, change):
    """The lines as they really come, with their values filled in."""
    from sim.config.build import vary

    with pytest.raises(Faults) as faults:
        vary(sim.load(), change, "a test")
    for line in faults.value.lines:
        told = said.refusal(line, Translator(language))
        assert told != line
        assert not ENGLISH.search(re.sub(r"`[^`]*`|'[^']*'", "", told)), told
        assert told.split(":")[0].split(" ")[0] == line.split(":")[0].split(" ")[0], "the key is the file's"
        assert said.refusal(line, Translator()) == line
