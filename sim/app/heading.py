"""What the page asks, in words: the question as it stands on the left, or the changes that were made instead."""

from sim.app.levers import BY_NAME, HOUR_OF_DAY, OPTIONS, QUESTIONS, Lever, Value
from sim.app.state import State, asked, usual
from sim.findings.formats import hour, money, plain_number, with_unit
from sim.findings.verdict import is_over_budget
from sim.i18n.translate import Translator, message
from sim.params import Params

MAX_EXPERT = 3  # values set by hand that the heading names
DAY_H = 24.0


def heading(state: State, tr: Translator) -> str:
    """The question of a state: the chosen one only while the levers stand as it sets them."""
    if is_as_asked(state):
        return tr(QUESTIONS[state.question].label)
    levers = [f"{tr(BY_NAME[name].label)}: {option(BY_NAME[name], value, tr)}" for name, value in changed(state).items()]
    by_hand = [f"{key} = {text}" for key, text in list(state.expert.items())[:MAX_EXPERT]]
    if not levers and not by_hand:
        return tr("Nothing is changed: today’s centre beside itself")
    more = ["…"] if len(state.expert) > MAX_EXPERT else []
    return tr("What if: {changes}?", changes="; ".join([*levers, *by_hand, *more]))


def is_as_asked(state: State) -> bool:
    """Whether the levers stand as the question sets them, and nothing was set by hand."""
    return not state.expert and changed(state) == asked(state.question)


def changed(state: State) -> dict[str, Value]:
    """The levers that change the centre, without those that describe it."""
    return {name: value for name, value in state.values.items()
            if BY_NAME[name].group != "centre" and value != usual(BY_NAME[name])}


def option(lever: Lever, value: Value, tr: Translator) -> str:
    """A lever's value: a word, a time of day, or the number with its unit, and with its sign if it is a change."""
    if isinstance(value, str) or (lever.name, value) in OPTIONS:
        return tr(OPTIONS[lever.name, value])
    if lever.unit == HOUR_OF_DAY:
        return hour(value) if 0.0 <= value <= DAY_H else f"{value:g}"
    sign = "+" if lever.low < 0 < value else ""
    return sign + with_unit(plain_number(value, tr), lever.unit, tr)


def roster(params: Params, tr: Translator) -> str:
    """What the roster does with the opening hours: when shifts start, and how many agents are there at the ends of the day."""
    starts, n = params.roster.shift_starts_h, len(params.roster.shift_starts_h)
    n_agents = sum(group.n_agents for group in params.workforce.groups.values() if group.agents_per_interval is None)
    at = tr.listed([hour(start) for start in starts])
    if n < 2:
        return tr("Roster: all shifts start at {at}.", at=at)
    return tr(
        "Roster: shifts start at {at}, with an equal part of the agents at each. Before {second} about {early} of {n} agents are "
        "planned, and as few after the first shift has ended.",
        at=at, second=hour(starts[1]), early=round(n_agents / n), n=n_agents)


def budget(today: float, planned: float, limit: float, tr: Translator) -> str:
    """The planned cost beside its limit."""
    over = message("**Budget.** The plan costs {planned} a year, against {today} today: {gap} over the budget of {limit}.")
    within = message("**Budget.** The plan costs {planned} a year, against {today} today. It is within the budget of {limit}, "
                     "with {gap} left.")
    return tr(over if is_over_budget(planned, limit) else within, planned=money(planned, tr), limit=money(limit, tr),
              gap=money(abs(planned - limit), tr), today=money(today, tr))
