"""Every text stands in one place, and nothing stands there in vain."""

import re
from pathlib import Path
from string import Formatter

import pytest

import sim.reporting
from sim.config.files import names
from sim.config.scenario import load
from sim.findings import measures
from sim.findings.verdict import Verdict
from sim.i18n.texts import TEXTS, Words, text
from sim.kpis import KPIS

ROOM = Path(sim.reporting.__file__).parent
SOURCES = [*ROOM.rglob("*.py"), *(ROOM / "templates").glob("*.html"), *ROOM.rglob("*.js"), *ROOM.rglob("player.html")]
ASKED = re.compile(r"""(?:say(?:\.maybe|\.counted)?|counted)\(\s*(f?)(["'`])(.+?)\2""")
ANY = re.compile(r"\$?\{[^}]*\}")


def asked_for() -> set[str]:
    """What the sources ask for: full keys, and patterns where a part of the key is filled in."""
    found = set()
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        for call in ASKED.finditer(source):
            key = ANY.sub("*", call[3]) if call[1] or call[2] == "`" else call[3]
            found.add(f"{key}*" if key.endswith(".") else key)
        for key in re.findall(
            r'"((?:[a-z_]+\.)+[a-z_0-9]+)"', source
        ):  # a key that is kept in a variable first
            if key in TEXTS["en"] and not path.name.startswith(("english", "danish")):
                found.add(key)
    return found


def fits(key: str, asked: str) -> bool:
    pattern = "".join(".+" if part == "*" else re.escape(part) for part in re.split(r"(\*)", asked))
    return re.fullmatch(rf"{pattern}(\.one|\.many)?", key) is not None


def test_the_search_for_keys_finds_some() -> None:
    """Guard: the pattern still recognises how the sources ask for a text."""
    assert {"report.answer", "figure.differences.title", "verdict.*", "report.limit.*"} <= asked_for()


@pytest.mark.parametrize("language", TEXTS)
def test_every_text_that_is_asked_for_exists(language: str) -> None:
    keys = TEXTS[language]
    missing = [asked for asked in asked_for() if not any(fits(key, asked) for key in keys)]
    assert not missing


@pytest.mark.parametrize("language", TEXTS)
def test_no_text_stands_there_in_vain(language: str) -> None:
    asked = asked_for()
    unused = [key for key in TEXTS[language] if not any(fits(key, one) for one in asked)]
    assert not unused


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_has_the_keys_and_the_values_of_english(language: str) -> None:
    def values(table: str, key: str) -> set[str | None]:
        return {field for _, field, _, _ in Formatter().parse(TEXTS[table][key]) if field is not None}

    assert TEXTS[language].keys() == TEXTS["en"].keys()
    assert all(values(language, key) == values("en", key) for key in TEXTS["en"])


def test_every_measure_has_a_label_and_a_unit() -> None:
    say = Words()
    assert [kpi for kpi in KPIS if say.maybe(f"kpi.{kpi}") is None] == []
    assert [key for key in TEXTS["en"] if key.startswith("kpi.") and key[4:] not in KPIS] == []
    assert all(measures.label_with_unit(kpi, say, difference) for kpi in KPIS for difference in (True, False))
    labels = [measures.label(kpi, say) for kpi in KPIS]
    assert len(set(labels)) == len(labels)


def test_every_scenario_that_we_ship_has_a_label() -> None:
    """Else a chief reads `aht_cap_180` where another scenario has a name."""
    assert [name for name in names() if Words().maybe(f"scenario.{name}") is None] == []


@pytest.mark.parametrize("language", TEXTS)
def test_every_kind_of_case_that_we_ship_has_a_name(language: str) -> None:
    """Else a class reads `complaint` in a Danish story."""
    kinds = {kind for name in ("base", "bare_queue") for kind in load(name).params.kinds}
    assert [kind for kind in kinds if Words(language).maybe(f"kind.{kind}") is None] == []


def test_every_verdict_has_a_word() -> None:
    assert all(Words().maybe(f"verdict.{verdict.value}") for verdict in Verdict)


def test_a_missing_key_language_or_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("report.no_such_text")
    with pytest.raises(KeyError):
        text("report.answer", "tlh")
    with pytest.raises(KeyError):
        text("report.source_of_nothing")
    with pytest.raises(KeyError):
        text("report.experiment")


def test_braces_in_a_name_are_only_a_name() -> None:
    assert Words()("report.experiment", name="{0} {x}") == "Experiment {0} {x}"
