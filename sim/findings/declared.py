"""What is declared elsewhere in English, in the reader's language: meanings, units, definitions.

English stands where a thing is declared: a parameter's meaning and unit in `sim.params`, a measure's definition in
`sim.kpis`. A further language is one more table of each here; what it lacks is
shown in English.
"""

from collections.abc import Mapping

from sim.i18n.danish_definitions import DANISH_DEFINITIONS
from sim.i18n.danish_parameters_centre import DANISH_PARAMETERS_CENTRE
from sim.i18n.danish_parameters_customers import DANISH_PARAMETERS_CUSTOMERS
from sim.i18n.danish_parameters_people import DANISH_PARAMETERS_PEOPLE
from sim.i18n.danish_parameters_talk import DANISH_PARAMETERS_TALK
from sim.i18n.danish_units import DANISH_CHANGED, DANISH_UNITS
from sim.i18n.texts import Words
from sim.kpis import KPIS
from sim.params.catalogue import Declared

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "da": DANISH_PARAMETERS_CENTRE | DANISH_PARAMETERS_TALK | DANISH_PARAMETERS_CUSTOMERS | DANISH_PARAMETERS_PEOPLE
}
UNITS: Mapping[str, Mapping[str, str]] = {"da": DANISH_UNITS}
DEFINITIONS: Mapping[str, Mapping[str, str]] = {"da": DANISH_DEFINITIONS}
CHANGED: Mapping[str, tuple[tuple[str, str], ...]] = {"da": DANISH_CHANGED}


def meaning(row: Declared, say: Words) -> str:
    """What a parameter means."""
    return MEANINGS.get(say.language, {}).get(row.key, row.meaning)


def unit(row: Declared, say: Words) -> str:
    """A parameter's unit.

    >>> from sim.params.catalogue import declared
    >>> unit(declared()["costs.leaver_dkk"], Words("da"))
    'kr.'
    """
    return UNITS.get(say.language, {}).get(row.unit, row.unit)


def definition(kpi: str, say: Words) -> str:
    """What a measure divides by what, and what it leaves out."""
    return DEFINITIONS.get(say.language, {}).get(kpi, KPIS[kpi].definition)


def source(text: str, say: Words) -> str:
    """Where a value comes from: who changed it in the reader's words, a source itself as it is cited.

    >>> source("changed by scenario mine: choice", Words("da"))
    'ændret af scenariet mine: choice'
    """
    for english, own in CHANGED.get(say.language, ()):
        text = text.replace(english, own)
    return text
