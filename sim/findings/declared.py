"""Translations of what is declared in English: meanings, units, definitions, sources.

A parameter's meaning and unit are declared in English in `sim.params`, a measure's definition in `sim.kpis`; each is a msgid of
the catalogues.
"""

from collections.abc import Mapping

from sim.i18n.translate import Message, Translator, message
from sim.kpis import KPIS
from sim.params.catalogue import Declared

# Units of parameters, as declared.
UNITS: Mapping[str, Message] = {
    "": Message("", {}), "1/SD": message("1/SD"), "1/day": message("1/day"), "1/h": message("1/h"), "1/min": message("1/min"),
    "1/month": message("1/month"), "1/week": message("1/week"), "1/year": message("1/year"), "currency": message("{currency}"),
    "currency/month": message("{currency}/month"), "currency/year": message("{currency}/year"), "SD": message("SD"),
    "SD/h": message("SD/h"), "SD/month": message("SD/month"), "days": message("days"), "h": message("h"),
    "h/month": message("h/month"), "h/week": message("h/week"), "min": message("min"), "months": message("months"),
    "points": message("points"), "s": message("s"), "weeks": message("weeks"), "years": message("years"),
}
# Origins of changes; the source of a shipped value is shown as it is cited.
GIVEN_BY: Mapping[str, Message] = {given.id: given for given in (
    message("described in the app"), message("changed in the app"), message("set by an expert in the app"),
    message("changed on the command line"), message("no source given"))}
_BY_SCENARIO = "changed by scenario "


def meaning(row: Declared, tr: Translator) -> str:
    """The meaning of a parameter."""
    return tr.text(row.meaning)


def unit(row: Declared, tr: Translator) -> str:
    """A parameter's unit.

    >>> from sim.params.catalogue import declared
    >>> unit(declared()["costs.leaver_cost"], Translator("da")), unit(declared()["costs.leaver_cost"], Translator("en", "EUR"))
    ('kr.', '€')
    """
    return tr(UNITS.get(row.unit, Message(row.unit, {})))


def definition(kpi: str, tr: Translator) -> str:
    """The exact definition of a measure."""
    return tr.text(KPIS[kpi].definition)


def source(text: str, tr: Translator) -> str:
    """The source of a value: the origin of a change in the reader's language, other sources as they are cited.

    >>> source("changed by scenario mine: choice", Translator("da"))
    'ændret af scenariet mine: choice'
    """
    by, colon, cited = text.partition(": ")
    if by.startswith(_BY_SCENARIO):
        by = tr("changed by scenario {name}", name=by.removeprefix(_BY_SCENARIO))
    elif by in GIVEN_BY:
        by = tr(GIVEN_BY[by])
    return f"{by}{colon}{cited}"
