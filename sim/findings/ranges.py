"""Labels, units and values of ranges of parameters, for figures, tables and sentences."""

import re

from sim.analysis.designs.parameter_ranges import DISTRIBUTION, declared_of, is_whole, keys_of, shipped
from sim.config.experiment_file import Range
from sim.findings.declared import meaning, unit
from sim.findings.formats import MINUS, number, plain_number, with_unit
from sim.findings.labels import RANGE_LABELS
from sim.i18n.translate import Message, Translator
from sim.params.catalogue import ANY_NAME

_NAMED = ("contact_types.", "workforce.groups.", "plays.")  # sections with names of the user's choice
_IDS = re.compile(r" \((?:[A-Z]\d+b?(?:[,;] )?)+\)$")


def range_label(name: str, one: Range, tr: Translator) -> str:
    """A range in words: its statement, else the meaning of its parameter up to a semicolon; of a shipped one its short label.

    >>> range_label("redial.after_abandon_prob", Range(low=0.1, high=0.5), Translator())
    'probability to call again after abandoning'
    >>> range_label("contact_types.billing.share", Range(low=0.1, high=0.5), Translator())
    'share of all needs (billing)'
    """
    if name in RANGE_LABELS and one == shipped().get(name):
        return tr(RANGE_LABELS[name])
    first, *others = keys_of(name, one)
    row = declared_of(first)
    if one.statement or others or row is None:
        return " ".join(one.statement.split()) or name.replace("_", " ")
    text = _IDS.sub("", meaning(row, tr)).split(";")[0]
    if row.what == DISTRIBUTION:
        text = tr("{what} (mean)", what=text)
    owner = next((first.removeprefix(start).split(".")[0] for start in _NAMED if first.startswith(start)), ANY_NAME)
    return text if owner == ANY_NAME else f"{text} ({owner.replace('_', ' ')})"


def range_unit(name: str, one: Range, tr: Translator) -> str:
    """The unit of a range's values; empty for a factor, a pure number, and keys with different units."""
    rows = [declared_of(key) for key in keys_of(name, one)]
    units = {unit(row, tr) for row in rows if row is not None}
    return units.pop() if one.by != "times" and len(units) == 1 else ""


def label_with_unit(name: str, one: Range, tr: Translator) -> str:
    """The label, with how its values act and their unit.

    >>> label_with_unit("conversation.restart_s", Range(low=10.0, high=90.0, by="plus"), Translator())
    'time to explain the case again at a repeat, added to the present value [s]'
    """
    text, in_unit = range_label(name, one, tr), range_unit(name, one, tr)
    if one.by == "times":
        text = tr("{what}, factor on the present value", what=text)
    elif one.by == "plus":
        text = tr("{what}, added to the present value", what=text)
    return f"{text} [{in_unit}]" if in_unit else text


def range_value(name: str, one: Range, value: float, tr: Translator) -> str:
    """A value of the range with its unit, in three significant digits.

    >>> [range_value("conversation.aht_cap_s", Range(low=60.0, high=600.0), x, Translator()) for x in (180.0, 123.456)]
    ['180\\xa0s', '123\\xa0s']
    """
    plain = float(f"{value:.3g}")
    text = number(value, 0, tr) if is_whole(name, one) or abs(value) >= 100 else plain_number(plain, tr).replace("-", MINUS)
    in_unit = range_unit(name, one, tr)
    return with_unit(text, Message(in_unit.replace("{", "{{").replace("}", "}}"), {}), tr)
