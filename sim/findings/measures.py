"""Presentation of each measure: label, unit and decimals.

The definition of a measure and its better direction stand in `sim.kpis`.
"""

import math
from typing import NamedTuple

from sim.findings.formats import MINUTES, PERCENT, SECONDS, SPACE, number, with_unit
from sim.i18n.translate import Message, Translator, message
from sim.kpis import KPIS, Better


class Form(NamedTuple):
    """Format of numbers of one unit.

    Attributes:
        scale: factor of the plain number.
        decimals: of a value; a difference gets more if its interval is narrower.
        unit: of a value.
        difference_unit: of a difference.
    """

    scale: float
    decimals: int
    unit: Message
    difference_unit: Message


_NONE, _POINTS, _MONEY = Message("", {}), message("points"), message("{currency}")
_A_DAY, _A_YEAR, _HOURS, _DAYS = message("a day"), message("a year"), message("h"), message("days")
_PERCENTAGE_POINTS, _PERCENT_A_YEAR = message("percentage points"), message("% a year")
_THOUSANDS_A_YEAR = message("thousand {currency} a year")
_HOURS_A_DAY, _HOURS_A_WEEK, _HOURS_A_MONTH = message("h a day"), message("h a week"), message("h a month")
_MINUTES_A_DAY = message("min a day")

_SHARE = Form(100.0, 1, PERCENT, _PERCENTAGE_POINTS)
_SECONDS = Form(1.0, 0, SECONDS, SECONDS)
_MINUTES = Form(1.0 / 60.0, 2, MINUTES, MINUTES)
_AMOUNT = Form(1.0, 1, _MONEY, _MONEY)
_WHOLE_AMOUNT = Form(1.0, 0, _MONEY, _MONEY)
_YEARLY_AMOUNT = Form(0.001, 0, _THOUSANDS_A_YEAR, _THOUSANDS_A_YEAR)
_SCORE = Form(1.0, 1, _POINTS, _POINTS)
_PLAIN = Form(1.0, 2, _NONE, _NONE)
_COUNT = Form(1.0, 0, _NONE, _NONE)

# Forms of measures that the ending of the name does not determine.
_OWN_FORM = {
    "contacts_per_day": Form(1.0, 0, _A_DAY, _A_DAY),
    "cases_per_day": Form(1.0, 0, _A_DAY, _A_DAY),
    "time_thieves_min_per_day": Form(1.0, 0, _MINUTES_A_DAY, _MINUTES_A_DAY),
    "overtime_h_per_day": Form(1.0, 1, _HOURS_A_DAY, _HOURS_A_DAY),
    "email_wait_s": Form(1.0 / 3600.0, 1, _HOURS, _HOURS),
    "email_backlog": _COUNT,
    "cost_per_call": _AMOUNT,
    "cost_per_email": _AMOUNT,
    "cost_per_chat": _AMOUNT,
    "work_per_case_s": _MINUTES,
    "work_per_solved_case_s": _MINUTES,
    "occupancy": _SHARE,
    "shrinkage": _SHARE,
    "purchases_per_customer": _SHARE,
    "two_points_retention_over_cost": _SHARE,
    "strain": _PLAIN,
    "quits_per_year": Form(100.0, 1, _PERCENT_A_YEAR, _PERCENTAGE_POINTS),
    "churn_per_year": Form(100.0, 2, _PERCENT_A_YEAR, _PERCENTAGE_POINTS),
    "nps": _SCORE,
    "customers_at_end": _COUNT,
    "agents_employed": Form(1.0, 1, _NONE, _NONE),
    "cases_per_customer": Form(1.0, 2, _NONE, _NONE),
    "monday_factor": _PLAIN,
    "slowest_over_fastest": _PLAIN,
    "causes_fixed_per_year": Form(1.0, 1, _A_YEAR, _A_YEAR),
    "incident_cases_per_year": Form(1.0, 0, _A_YEAR, _A_YEAR),
    "queue_peak": _COUNT,
    "waiting_at_end": _COUNT,
    "employee_satisfaction": _SCORE,
    "coaching_h_per_month": Form(1.0, 1, _HOURS_A_MONTH, _HOURS_A_MONTH),
    "strategic_h_per_week": Form(1.0, 1, _HOURS_A_WEEK, _HOURS_A_WEEK),
    "cost_per_contact": _AMOUNT,
    "cost_per_solved_case": _AMOUNT,
    "cost_per_case": _AMOUNT,
    "cltv": _WHOLE_AMOUNT,
    "margin_per_customer": _WHOLE_AMOUNT,
    "customer_health": _SCORE,
    "time_to_first_value_days": Form(1.0, 1, _DAYS, _DAYS),
    "joins_lost_per_year": _COUNT,
}
_BY_ENDING = (
    ("_share", _SHARE),
    ("_s", _SECONDS),
    ("_per_day", Form(1.0, 0, _A_DAY, _A_DAY)),
)


def form(kpi: str) -> Form:
    """How a measure is written: its own way, else by its unit or the ending of its name."""
    if kpi in _OWN_FORM:
        return _OWN_FORM[kpi]
    if kpi in KPIS and KPIS[kpi].unit == "currency/year":
        return _YEARLY_AMOUNT
    return next((form for ending, form in _BY_ENDING if kpi.endswith(ending)), _PLAIN)


def is_money(kpi: str) -> bool:
    """Whether a measure is an amount in the scenario's currency."""
    return "{currency}" in form(kpi).unit.id


def better_is(kpi: str) -> Better:
    """The better direction; neither for an unknown measure."""
    return KPIS[kpi].better if kpi in KPIS else "neither"


def label(kpi: str, tr: Translator) -> str:
    """A measure's label; its name in words if it has none.

    >>> label("fcr_share", Translator()), label("happy_cats_share", Translator())
    ('First-contact resolution (FCR)', 'happy cats share')
    """
    return tr.text(KPIS[kpi].label) if kpi in KPIS else kpi.replace("_", " ")


def in_sentence(kpi: str, tr: Translator) -> str:
    """The label for use within a sentence.

    >>> in_sentence("fcr_share", Translator())
    'first-contact resolution (FCR)'
    """
    called = label(kpi, tr)
    return called if called[1:2].isupper() else called[:1].lower() + called[1:]


def label_with_unit(kpi: str, tr: Translator, difference: bool = False) -> str:
    """The label and, in brackets, the unit of a value or of a difference."""
    called, in_unit = label(kpi, tr), unit(kpi, tr, difference)
    return f"{called}, {in_unit}" if in_unit else called


def unit(kpi: str, tr: Translator, difference: bool = False) -> str:
    """The unit of a value or of a difference; empty for a pure number."""
    return tr(form(kpi).difference_unit if difference else form(kpi).unit)


def value(kpi: str, x: float, tr: Translator, unit: bool = True) -> str:
    """A measure's formatted value.

    >>> value("fcr_share", 0.7132, Translator()), value("cost", 8050560.0, Translator(), unit=False)
    ('71.3%', '8,051')
    """
    how = form(kpi)
    written = number(x * how.scale, how.decimals, tr)
    return with_unit(written, how.unit, tr) if unit else written


def difference(kpi: str, x: float, half_width: float, tr: Translator, unit: bool = True, interval: bool = True) -> str:
    """A difference and, with `interval`, the half-width of its interval, with decimals according to the interval.

    A difference that is clear is never written as zero.

    >>> difference("fcr_share", -0.0412, 0.0061, Translator())
    '−4.1\\xa0±\\xa00.6\\xa0percentage points'
    >>> difference("fcr_share", -0.000412, 0.000061, Translator(), unit=False)
    '−0.041\\xa0±\\xa00.006'
    >>> difference("nps", 3.0, math.nan, Translator(), unit=False)
    '+3.0'
    >>> difference("churn_per_year", 0.00002, 0.0, Translator(), unit=False, interval=False)
    '+0.002'
    """
    how = form(kpi)
    decimals = decimals_for(half_width * how.scale, how.decimals)
    if abs(x) > half_width and round(abs(x) * how.scale, decimals) == 0.0:
        decimals = decimals_for(abs(x) * how.scale, decimals, most=MOST_DECIMALS)
    written = number(x * how.scale, decimals, tr, sign=True)
    if interval and not math.isnan(half_width):
        written = f"{written}{SPACE}±{SPACE}{number(half_width * how.scale, decimals, tr)}"
    return with_unit(written, how.difference_unit, tr) if unit else written


def half_width(kpi: str, x: float, tr: Translator) -> str:
    """The half-width of a value's interval.

    >>> half_width("nps", 1.25, Translator())
    '±\\xa01.2\\xa0points'
    """
    return f"±{SPACE}{size(kpi, x, tr)}"


def size(kpi: str, x: float, tr: Translator) -> str:
    """The size of a difference, without a sign.

    >>> size("nps", 1.25, Translator())
    '1.2\\xa0points'
    """
    how = form(kpi)
    return with_unit(number(x * how.scale, decimals_for(x * how.scale, how.decimals), tr), how.difference_unit, tr)


MOST_DECIMALS = 9


def decimals_for(half_width: float, usual: int, most: int = 4) -> int:
    """Decimals with which the half-width has one non-zero digit; at least `usual`."""
    if math.isnan(half_width) or half_width <= 0.0:
        return usual
    needed = -math.floor(math.log10(half_width))
    return min(max(usual, needed), most)
