"""How each measure is shown: its label, its unit and its decimals.

What a measure is and which way is better stands in `sim.kpis`; here is only how a reader sees it.
"""

import math
from typing import NamedTuple

from sim.i18n.texts import Words
from sim.kpis import KPIS, Better

MISSING = "–"


class Form(NamedTuple):
    """How numbers of one sort are written.

    Attributes:
        scale: the plain number times this is what is written.
        decimals: of a value; a difference gets more where its interval is narrower.
        unit: key of the unit of a value, below `unit.`.
        difference_unit: key of the unit of a difference, below `unit.`.
    """

    scale: float
    decimals: int
    unit: str
    difference_unit: str


_SHARE = Form(100.0, 1, "percent", "points")
_SECONDS = Form(1.0, 0, "seconds", "seconds")
_MINUTES = Form(1.0 / 60.0, 2, "minutes", "minutes")
_KRONER = Form(1.0, 1, "dkk", "dkk")
_WHOLE_KRONER = Form(1.0, 0, "dkk", "dkk")
_YEARLY_KRONER = Form(0.001, 0, "thousand_dkk_a_year", "thousand_dkk_a_year")
_SCORE = Form(1.0, 1, "score", "score")
_PLAIN = Form(1.0, 2, "none", "none")
_COUNT = Form(1.0, 0, "none", "none")

# What the ending of a name does not tell.
_OWN_FORM = {
    "contacts_per_day": Form(1.0, 0, "a_day", "a_day"),
    "cases_per_day": Form(1.0, 0, "a_day", "a_day"),
    "time_thieves_min_per_day": Form(1.0, 0, "minutes_a_day", "minutes_a_day"),
    "overtime_h_per_day": Form(1.0, 1, "hours_a_day", "hours_a_day"),
    "mail_wait_s": Form(1.0 / 3600.0, 1, "hours", "hours"),
    "mail_backlog": _COUNT,
    "cost_per_call_dkk": _KRONER,
    "cost_per_mail_dkk": _KRONER,
    "cost_per_chat_dkk": _KRONER,
    "work_per_case_s": _MINUTES,
    "work_per_solved_case_s": _MINUTES,
    "occupancy": _SHARE,
    "shrinkage": _SHARE,
    "strain": _PLAIN,
    "quits_per_year": Form(100.0, 1, "percent_a_year", "points"),
    "churn_per_year": Form(100.0, 2, "percent_a_year", "points"),
    "nps": _SCORE,
    "customers_at_end": _COUNT,
    "agents_employed": Form(1.0, 1, "none", "none"),
    "cases_per_customer": Form(1.0, 2, "none", "none"),
    "monday_factor": _PLAIN,
    "slowest_over_fastest": _PLAIN,
    "causes_fixed_per_year": Form(1.0, 1, "a_year", "a_year"),
    "incident_cases_per_year": Form(1.0, 0, "a_year", "a_year"),
    "queue_peak": _COUNT,
    "employee_satisfaction": _SCORE,
    "coaching_h_per_month": Form(1.0, 1, "hours_a_month", "hours_a_month"),
    "strategic_h_per_week": Form(1.0, 1, "hours_a_week", "hours_a_week"),
    "cost_per_contact_dkk": _KRONER,
    "cost_per_solved_case_dkk": _KRONER,
    "cost_per_case_dkk": _KRONER,
    "cltv_dkk": _WHOLE_KRONER,
    "margin_per_customer_dkk": _WHOLE_KRONER,
    "customer_health": _SCORE,
    "first_value_days": Form(1.0, 1, "days", "days"),
    "joins_lost_per_year": _COUNT,
}
_BY_ENDING = (
    ("_share", _SHARE),
    ("_s", _SECONDS),
    ("_dkk", _YEARLY_KRONER),
    ("_per_day", Form(1.0, 0, "a_day", "a_day")),
)


def form(kpi: str) -> Form:
    """How a measure is written: its own way, else by the ending of its name."""
    if kpi in _OWN_FORM:
        return _OWN_FORM[kpi]
    return next((form for ending, form in _BY_ENDING if kpi.endswith(ending)), _PLAIN)


def better_is(kpi: str) -> Better:
    """Which way is better; neither for a measure that the vocabulary does not have."""
    return KPIS[kpi].better if kpi in KPIS else "neither"


def label(kpi: str, say: Words) -> str:
    """What a chief calls a measure; its name, spelled out, when nobody gave it a label.

    >>> label("fcr_share", Words()), label("happy_cats_share", Words())
    ('Solved first time (FCR)', 'happy cats share')
    """
    return say.maybe(f"kpi.{kpi}") or kpi.replace("_", " ")


def in_sentence(kpi: str, say: Words) -> str:
    """The label within a sentence.

    >>> in_sentence("fcr_share", Words())
    'solved first time (FCR)'
    """
    called = label(kpi, say)
    return called if called[1:2].isupper() else called[:1].lower() + called[1:]


def label_with_unit(kpi: str, say: Words, difference: bool = False) -> str:
    """The label and, in brackets, the unit of a value or of a difference."""
    called, in_unit = label(kpi, say), unit(kpi, say, difference)
    return f"{called}, {in_unit}" if in_unit else called


def unit(kpi: str, say: Words, difference: bool = False) -> str:
    """The unit of a value or of a difference; empty for a pure number."""
    return say(f"unit.{form(kpi).difference_unit if difference else form(kpi).unit}")


def number(x: float, decimals: int, say: Words, sign: bool = False) -> str:
    """A number in a language's writing: thousands apart, a real minus sign, a dash for a missing one.

    >>> [number(x, 1, Words()) for x in (1234567.89, -0.04, math.nan)]
    ['1\\u202f234\\u202f567.9', '0.0', '–']
    >>> number(0.5, 1, Words(), sign=True), number(-0.5, 1, Words(), sign=True)
    ('+0.5', '−0.5')
    """
    if math.isnan(x):
        return MISSING
    rounded = round(x, decimals) + 0.0  # + 0.0 makes minus zero plain
    plain = f"{abs(rounded):,.{decimals}f}"
    text = plain.replace(",", "\0").replace(".", say("number.decimal")).replace("\0", say("number.thousands"))
    if rounded < 0:
        return f"−{text}"
    return f"+{text}" if sign and rounded > 0 else text


def with_unit(written: str, unit: str, say: Words) -> str:
    """A written number and its unit, kept on one line."""
    name = say(f"unit.{unit}")
    return f"{written}\u00a0{name}" if name and written != MISSING else written


def value(kpi: str, x: float, say: Words, unit: bool = True) -> str:
    """A measure's value as a reader sees it.

    >>> value("fcr_share", 0.7132, Words()), value("cost_dkk", 8050560.0, Words(), unit=False)
    ('71.3\\xa0%', '8\\u202f051')
    """
    how = form(kpi)
    written = number(x * how.scale, how.decimals, say)
    return with_unit(written, how.unit, say) if unit else written


def difference(kpi: str, x: float, half_width: float, say: Words, unit: bool = True) -> str:
    """A difference and half the width of its interval, with as many decimals as the interval deserves.

    >>> difference("fcr_share", -0.0412, 0.0061, Words())
    '−4.1\\xa0±\\xa00.6\\xa0points'
    >>> difference("fcr_share", -0.000412, 0.000061, Words(), unit=False)
    '−0.041\\xa0±\\xa00.006'
    >>> difference("nps", 3.0, math.nan, Words(), unit=False)
    '+3.0'
    """
    how = form(kpi)
    decimals = decimals_for(half_width * how.scale, how.decimals)
    written = number(x * how.scale, decimals, say, sign=True)
    if not math.isnan(half_width):
        written = f"{written}\u00a0±\u00a0{number(half_width * how.scale, decimals, say)}"
    return with_unit(written, how.difference_unit, say) if unit else written


def half_width(kpi: str, x: float, say: Words) -> str:
    """Half the width of a value's interval.

    >>> half_width("nps", 1.25, Words())
    '±\\xa01.2\\xa0points'
    """
    how = form(kpi)
    written = number(x * how.scale, decimals_for(x * how.scale, how.decimals), say)
    return with_unit(f"±\u00a0{written}", how.difference_unit, say)


def decimals_for(half_width: float, usual: int, most: int = 4) -> int:
    """Decimals that leave the half-width one digit other than zero; `usual` where that is enough."""
    if math.isnan(half_width) or half_width <= 0.0:
        return usual
    needed = -math.floor(math.log10(half_width))
    return min(max(usual, needed), most)


def minutes(seconds: float, say: Words) -> str:
    """A length of time as it is told: seconds below one minute, else minutes and seconds.

    >>> [minutes(x, Words()) for x in (45.2, 60.0, 185.0, 3600.0)]
    ['45\\xa0s', '1\\xa0min', '3\\xa0min 5\\xa0s', '60\\xa0min']
    """
    if math.isnan(seconds):
        return MISSING
    whole, rest = divmod(round(seconds), 60)
    parts = [with_unit(str(whole), "minutes", say)] if whole else []
    parts += [with_unit(str(rest), "seconds", say)] if rest or not whole else []
    return " ".join(parts)


def clock(at_s: float) -> str:
    """Seconds since midnight as a time of day; a contact carried over midnight counts on.

    >>> clock(8.5 * 3600 + 7), clock(86400 + 61)
    ('08:30:07', '00:01:01')
    """
    at = int(at_s) % 86400
    return f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}"
