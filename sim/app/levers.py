"""The app's levers: a few inputs that describe the centre and change it; each sets declared parameters."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from sim.i18n.translate import Message, message

Value = float | str
Changes = dict[str, Any]
Resolved = Mapping[str, Any]

NEEDS_PER_CASE = 0.944  # of base: 472 needs per day give 500 new cases, after self-service and with next issues
SHIFT_H = 7.4
HALF_HOUR = 0.5


class Lever(NamedTuple):
    """One input.

    Attributes:
        name: in links.
        label: shown text.
        group: `centre` describes today's; `main` and `more` change it.
        key: the parameter whose unit, meaning and source are shown.
        low, high, step: range, as shown.
        options: words or numbers to choose from, instead of a range.
        usual: value in base, as shown; None for a lever that adds to today's value.
        write: function from the shown value and today's resolved values to changes of parameters.
        unit: of the shown value.
    """

    name: str
    label: Message
    group: Literal["centre", "main", "more"]
    key: str
    low: float
    high: float
    step: float
    usual: Callable[[Resolved], Value]
    write: Callable[[Value, Resolved], Changes]
    unit: Message
    options: tuple[Value, ...] = ()


def at(resolved: Resolved, key: str) -> Any:
    """The value under a dotted key."""
    place: Any = resolved
    for part in key.split("."):
        place = place[part]
    return place


def _plain(
    name: str,
    label: Message,
    group: Literal["centre", "main", "more"],
    key: str,
    low: float,
    high: float,
    step: float,
    unit: Message,
    scale: float = 1.0,
    whole: bool = False,
) -> Lever:
    """A lever that sets one number; `scale` times the parameter is shown."""

    def write(value: Value, today: Resolved) -> Changes:
        plain = float(value) / scale
        return {key: round(plain) if whole else plain}

    return Lever(name, label, group, key, low, high, step, lambda resolved: _tidy(at(resolved, key) * scale), write, unit)


def _more(
    name: str, label: Message, group: Literal["main", "more"], key: str, low: float, high: float, step: float, unit: Message,
    whole: bool
) -> Lever:
    """A lever that adds to today's number, as an amount or in per cent."""

    def write(value: Value, today: Resolved) -> Changes:
        before = at(today, key)
        return {key: round(before + float(value)) if whole else round(before * (1.0 + float(value) / 100.0), 6)}

    return Lever(name, label, group, key, low, high, step, lambda _: 0.0, write, unit)


def _tidy(x: float) -> float:
    return float(round(x, 6))


# --- opening hours ------------------------------------------------------------------------------------------


def _open(from_h: float, until_h: float, today: Resolved) -> Changes:
    """Set opening hours: the profile is stretched to them; shifts start from opening, so that the last ends at closing."""
    profile, n = list(at(today, "demand.profile")), round((until_h - from_h) / HALF_HOUR)
    starts = sorted({from_h, max(from_h, round(until_h - SHIFT_H, 2))})
    middle = (from_h + until_h) / 2.0
    return {
        "centre.opens_h": from_h,
        "centre.closes_h": until_h,
        "roster.shift_starts_h": starts,
        "demand.profile": [_stretched(profile, (i + 0.5) / n) for i in range(n)],
        "roster.lunch_from_h": max(from_h, min(11.0, middle - 1.25)),
        "roster.lunch_until_h": min(until_h, max(13.5, middle + 1.25)),
    }


def _stretched(profile: list[float], share: float) -> float:
    """The profile at a share of the day, interpolated between the middles of its intervals."""
    place = share * len(profile) - 0.5
    i = min(max(int(place // 1), 0), len(profile) - 1)
    j = min(i + 1, len(profile) - 1)
    weight = min(max(place - i, 0.0), 1.0)
    return round(profile[i] * (1.0 - weight) + profile[j] * weight, 4)


def _write_cap(value: Value, today: Resolved) -> Changes:
    return {"conversation.aht_cap_s": float(value) or None}


def steps(lever: Lever, here: float) -> list[float]:
    """The values of a lever from lowest to highest, with its present value.

    >>> steps(BY_NAME["train"], 0.8)[:6]
    [0.0, 0.25, 0.5, 0.75, 0.8, 1.0]
    """
    n = round((lever.high - lever.low) / lever.step)
    return sorted({here, *(_tidy(lever.low + nth * lever.step) for nth in range(n + 1))})


AGENTS = "workforce.groups.front.n_agents"
CAPS: tuple[Value, ...] = (0.0, 300.0, 270.0, 240.0, 210.0, 180.0, 150.0, 120.0, 90.0)

_NONE, _PEOPLE, _A_DAY, HOUR_OF_DAY = Message("", {}), message("people"), message("a day"), message("hour of the day")
_MONEY_A_MONTH, _MONEY_A_YEAR = message("{currency} a month"), message("{currency} a year")
_THOUSANDS_A_YEAR, _RULES = message("thousand {currency} a year"), message("rules")
_SECONDS, _HOURS_A_WEEK, _PERCENT = message("s"), message("h a week"), message("%")

LEVERS: tuple[Lever, ...] = (
    _plain("agents", message("Agents"), "centre", AGENTS, 2, 200, 1, _PEOPLE, whole=True),
    _plain("cases", message("New cases"), "centre", "demand.needs_per_day", 20, 3000, 10, _A_DAY, 1.0 / NEEDS_PER_CASE),
    Lever(
        "opens",
        message("Opens"),
        "centre",
        "centre.opens_h",
        6,
        12,
        HALF_HOUR,
        lambda r: float(at(r, "centre.opens_h")),
        lambda value, today: _open(float(value), at(today, "centre.closes_h"), today),
        HOUR_OF_DAY,
    ),
    Lever(
        "closes",
        message("Closes"),
        "centre",
        "centre.closes_h",
        14,
        22,
        HALF_HOUR,
        lambda r: float(at(r, "centre.closes_h")),
        lambda value, today: _open(at(today, "centre.opens_h"), float(value), today),
        HOUR_OF_DAY,
    ),
    _plain("team_leaders", message("Team leaders"), "centre", "leadership.n_team_leaders", 0, 30, 1, _PEOPLE, whole=True),
    _plain("pay", message("Pay of an agent"), "centre", "costs.agent_pay_per_month", 10_000, 100_000, 500, _MONEY_A_MONTH),
    _plain("customers", message("Customers"), "centre", "customers.n", 100, 1_000_000, 1000, _PEOPLE, whole=True),
    _plain("worth", message("Margin per customer"), "centre", "costs.margin_per_year", 0, 100_000, 100, _MONEY_A_YEAR),
    Lever(
        "cap",
        message("Longest conversation allowed"),
        "main",
        "conversation.aht_cap_s",
        0,
        300,
        30,
        lambda r: float(at(r, "conversation.aht_cap_s") or 0.0),
        _write_cap,
        _SECONDS,
        CAPS,
    ),
    _more("more_agents", message("More or fewer agents"), "main", AGENTS, -10, 20, 1, _PEOPLE, whole=True),
    _plain("train", message("Training"), "main", "workforce.training_h_per_week", 0, 4, 0.25, _HOURS_A_WEEK),
    _plain("decide", message("Decisions that agents may take themselves"),
           "main", "authority.authority_share", 0, 100, 5, _PERCENT, 100.0),
    _plain("help", message("Help function solves (share of tries)"),
           "main", "demand.self_service_solve_prob", 0, 50, 1, _PERCENT, 100.0),
    Lever(
        "growth",
        message("Growth in contacts"),
        "main",
        "demand.growth_factor",
        -30,
        100,
        5,
        lambda _: 0.0,
        lambda value, today: {"demand.growth_factor": round(at(today, "demand.growth_factor") * (1.0 + float(value) / 100.0), 6)},
        _PERCENT,
    ),
    _plain("open", message("Conversations with open questions"), "more", "questions.open_share", 0, 100, 5, _PERCENT, 100.0),
    _plain("else", message("Conversations with “what else?”"), "more", "questions.what_else_share", 0, 100, 5, _PERCENT,
           100.0),
    _plain("rules", message("Rules in force"), "more", "authority.n_rules", 0, 40, 1, _RULES),
    _more("more_team_leaders", message("More or fewer team leaders"), "more", "leadership.n_team_leaders", -5, 5, 1, _PEOPLE,
          whole=True),
    _more("pay_rise", message("Pay, up or down"), "more", "costs.agent_pay_per_month", -20, 30, 1, _PERCENT, whole=False),
    Lever(
        "lunch",
        message("Lunch"),
        "more",
        "roster.lunch",
        0,
        0,
        0,
        lambda r: str(at(r, "roster.lunch")),
        lambda value, _: {"roster.lunch": str(value)},
        _NONE,
        ("staggered", "common"),
    ),
    _plain("programme", message("Money for programmes"),
           "more", "costs.programme_cost_per_year", 0, 2000, 10, _THOUSANDS_A_YEAR, 0.001),
    Lever("budget", message("Budget, up or down"),
           "more", "budget.growth_factor", -10, 50, 1, lambda _: 0.0, lambda *_: {}, _PERCENT),
)
BY_NAME = {lever.name: lever for lever in LEVERS}

# Labels of options; other options are numbers with their unit.
OPTIONS: dict[tuple[str, Value], Message] = {
    ("cap", 0.0): message("no cap"),
    ("lunch", "staggered"): message("in turns"),
    ("lunch", "common"): message("all at once"),
}


OWN = "own"  # the question that sets no lever


class Question(NamedTuple):
    """A question, and the levers that it sets; with the values of the shipped what-ifs of the same name."""

    label: Message
    levers: dict[str, Value]


QUESTIONS: dict[str, Question] = {
    "cap": Question(message("What if no conversation may last longer than 180 seconds?"), {"cap": 180.0}),
    "growth": Question(message("40% more contacts on a 3% larger budget?"), {"growth": 40.0, "budget": 3.0}),
    "help": Question(message("What does a better help function give?"), {"help": 25.0, "programme": 240.0}),
    "train": Question(message("What does training give?"), {"train": 1.5, "open": 80.0, "else": 60.0, "programme": 240.0}),
    "decide": Question(message("What if agents may decide more?"), {"decide": 90.0, "rules": 11.0, "programme": 240.0}),
    "people": Question(message("What do two more agents give?"), {"more_agents": 2.0}),
    "lunch": Question(message("What if everyone has lunch at once?"), {"lunch": "common"}),
    OWN: Question(message("What if I …"), {}),
}

# Strategies within the budget, beside the chosen change; `hire` is computed from the budget.
STRATEGIES: dict[str, dict[str, Value]] = {
    "nothing": {},
    "cap": {"cap": 180.0},
    "help": {"help": 25.0},
    "train": {"train": 1.5, "open": 80.0, "else": 60.0},
    "decide": {"decide": 90.0, "rules": 11.0},
    "mix": {"help": 17.0, "train": 1.0, "open": 60.0, "else": 33.0, "decide": 50.0, "rules": 18.0},
}
COSTS_MONEY = ("help", "train", "decide", "mix")
