"""Every catalogue is complete, fits the sources, and has the placeholders of the English."""

import re
import subprocess
import sys
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from sim.animation.sentences import sentences
from sim.config.files import names
from sim.config.scenario import load
from sim.findings import declared, labels, measures
from sim.findings.verdict import VERDICTS, Verdict
from sim.i18n import extraction
from sim.i18n.translate import HERE, LANGUAGES, Plural, Translator, message
from sim.kpis import KPIS
from sim.params.catalogue import declared as parameters

OTHERS = [language for language in LANGUAGES if language != "en"]


@cache
def fresh() -> Catalog:
    return extraction.extracted()


@cache
def catalogue(language: str) -> Catalog:
    return extraction.read(extraction.catalogue_file(language))


def ids(of: Catalog) -> set[str | tuple[str, ...]]:
    return {entry.id for entry in of if entry.id}


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_the_extraction_finds_texts_where_they_stand() -> None:
    """Guard: in a call, a table, a template, a declared parameter, a measure's label and its definition."""
    found = ids(fresh())
    assert {"The answer", "better", "Money and budget", "opening time", KPIS["nps"].label, KPIS["nps"].definition} <= found
    assert ("1 call", "{n} calls") in found


def test_the_template_is_up_to_date() -> None:
    """Run `make catalogues`."""
    assert ids(extraction.read(extraction.TEMPLATE)) == ids(fresh())


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_stale_or_untranslated(language: str) -> None:
    here = catalogue(language)
    assert ids(fresh()) - ids(here) == set(), "run make catalogues, and translate"
    assert ids(here) - ids(fresh()) == set(), "run make catalogues"
    assert [entry.id for entry in here if entry.id and not all(forms(entry.string))] == []
    assert [entry.id for entry in here if entry.fuzzy and entry.id] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_placeholders_of_its_original(language: str) -> None:
    for entry in catalogue(language):
        wanted = {name for text in forms(entry.id) for name in placeholders(text)}
        if entry.id:
            assert {name for text in forms(entry.string) for name in placeholders(text)} == wanted, entry.id


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_marks_of_its_original(language: str) -> None:
    """Keys of parameters, and ids of the calibration, are the same in every language."""
    mark = re.compile(r"\b[A-Z]\d+b?\b|\b[a-z]+_[a-z_]+\b(?!\})|`[^`]+`")
    declared_texts = {row.meaning for row in parameters().values()}
    wrong = [entry.id for entry in catalogue(language) if entry.id in declared_texts
             and sorted(mark.findall(entry.id)) != sorted(mark.findall(entry.string))]
    assert wrong == []


def test_what_is_declared_is_extracted() -> None:
    found = ids(fresh())
    assert [key for key, row in parameters().items() if row.meaning not in found] == []
    assert [name for name, kpi in KPIS.items() if not {kpi.label, kpi.definition} <= found] == []
    assert {row.unit for row in parameters().values()} <= declared.UNITS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_measures_have_different_labels_and_units(language: str) -> None:
    tr = Translator(language)
    called = [measures.label(kpi, tr) for kpi in KPIS]
    assert len(set(called)) == len(called)
    assert all(measures.label_with_unit(kpi, tr, difference) for kpi in KPIS for difference in (True, False))


def test_shipped_scenarios_and_contact_types_have_labels() -> None:
    """Otherwise a report shows `aht_cap_180` instead of a label, or `complaint` in a Danish story."""
    assert [name for name in names() if name not in labels.SCENARIO_LABELS] == []
    types = {name for scenario in ("base", "bare_queue") for name in load(scenario).params.contact_types}
    assert types <= labels.CONTACT_TYPE_LABELS.keys()
    assert VERDICTS.keys() == set(Verdict)


def test_the_animations_scripts_ask_for_sentences_that_exist() -> None:
    folder = HERE.parent / "animation"
    source = "\n".join(path.read_text(encoding="utf-8") for path in [*folder.glob("*.js"), folder / "player.html"])
    asked = re.findall(r"""(?:translate|counted)\((["`])([^"`]+)\1|data-text(?:-label)?=(")([^"]+)""", source)
    keys = {re.sub(r"\$\{[^}]*\}", "*", one or other) for _, one, _, other in asked}
    have = sentences(Translator())
    assert len(keys) > 50
    for key in keys:
        pattern = ".+".join(map(re.escape, key.split("*")))
        assert any(re.fullmatch(rf"{pattern}(\.one|\.many)?", known) for known in have), key


def test_a_missing_language_or_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        Translator("tlh")("The answer")
    with pytest.raises(KeyError):
        Translator()("Experiment {name}")


def test_what_has_no_translation_is_shown_in_english() -> None:
    assert Translator("da")("nobody says this {n}", n=1) == "nobody says this 1"


def test_braces_in_a_name_are_only_a_name() -> None:
    assert Translator()("Experiment {name}", name="{0} {x}") == "Experiment {0} {x}"


def test_a_message_becomes_a_sentence_when_it_is_shown() -> None:
    inner = message("not measured")
    assert Translator("da")(message("{measure}: x", measure=inner)) == "ikke målt: x"
    assert Translator("da").ngettext(*Plural("1 call", "{n} calls"), n=2) == "2 opkald"


def test_numbers_and_lists_in_sentences_are_the_languages_own() -> None:
    assert Translator("da")("{n} replications", n=12345) == "12.345 gentagelser"
    assert Translator("da").listed(["a", "b", "c"]) == "a, b og c"
    assert Translator("da").listed(["a, b", "c"]) == "a, b; c"
    assert Translator("en", "EUR")("{currency} a year") == "€ a year"


def test_an_abbreviation_at_the_end_of_a_sentence_has_one_full_stop() -> None:
    """A Danish second is "sek."; a value that is a whole sentence has its full stop too. Inside a sentence it stays."""
    ends = message("The conversation ends after {length}.")
    assert Translator("da")(ends, length="48 sek.") == "Samtalen slutter efter 48 sek."
    assert Translator()(ends, length="48 s") == "The conversation ends after 48 s."
    assert Translator()("{why}. {why}, again", why="No room.") == "No room. No room., again"


def test_danish_is_parsed_once() -> None:
    """A new process reads the compiled catalogue: it imports no parser, which alone would take longer than a reader waits."""
    code = ("import sys; from sim.i18n.translate import Translator; print(Translator('da')('The answer'),"
            "'babel.messages.pofile' in sys.modules)")
    danish = Translator("da")("The answer")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8")
    assert done.stdout.split() == [*danish.split(), "False"]
