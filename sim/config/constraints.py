"""What must hold between parameters. Each check is a function that yields one line per fault."""

import re
from collections.abc import Callable, Iterator

from sim.config.errors import did_you_mean, value_text
from sim.params import WEEKDAYS, Group, Params
from sim.params.catalogue import number_text
from sim.random.distributions import EXACTLY, Law
from sim.units import HOUR_S, WEEK_DAYS

Check = Callable[[Params], Iterator[str]]

SHIFTS_PER_WEEK = 5  # a shift is this part of a position's weekly hours
MOST_NEEDS_PER_DAY = 2_000_000.0  # sim.model.demand.arrivals numbers a day's cases with 22 bits, and a busy day doubles them
MOST_KINDS = 32  # it numbers kinds with 5 bits
MOST_NEEDS_PER_CUSTOMER = 10.0  # a day; more is a slip of the pen
_SLACK = 1e-6
_NAME = re.compile(r"[^\W\d][\w-]*")

CHECKS: list[tuple[frozenset[str], Check]] = []


def cross_faults(params: Params, right: frozenset[str]) -> list[str]:
    """The lines of every check whose sections are right by themselves.

    Args:
        params: a centre, of which only the sections in `right` need be there.
        right: names of the sections that have been validated.
    """
    return [line for needed, check in CHECKS if needed <= right for line in check(params)]


def needs(*sections: str) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        CHECKS.append((frozenset(sections), check))
        return check

    return register


def round_the_clock(p: Params) -> bool:
    """Whether the centre never closes."""
    c = p.centre
    return (
        c.opens_h == 0 and c.closes_h == 24 and set(c.open_weekdays) == set(WEEKDAYS) and c.closed_holidays is None
    )


def shift_h(group: Group) -> float:
    """Length of the group's shift [h], lunch and pauses included."""
    return group.hours_per_week / SHIFTS_PER_WEEK


def _n(value: float) -> str:
    return number_text(round(value, 6))


def _clock(hours: float) -> str:
    minutes = round(hours * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _on_shifts(p: Params) -> dict[str, Group]:
    return {name: g for name, g in p.workforce.groups.items() if g.agents_per_interval is None and g.n_agents > 0}


# --- opening hours ------------------------------------------------------------------------------------------


@needs("centre")
def _opening_hours(p: Params) -> Iterator[str]:
    c = p.centre
    if c.closes_h <= c.opens_h:
        yield f"centre.closes_h = {_n(c.closes_h)} h: must come after opens_h = {_n(c.opens_h)} h."
    if not c.open_weekdays:
        yield "centre.open_weekdays = []: no open weekday; write for example [mon, tue, wed, thu, fri]."
    if len(set(c.open_weekdays)) < len(c.open_weekdays):
        yield f"centre.open_weekdays = [{', '.join(c.open_weekdays)}]: a weekday stands there twice."
    if c.at_closing == "carry_over" and not round_the_clock(p):
        yield ("centre.at_closing = 'carry_over': only a centre open round the clock carries its queue over midnight: "
               "opens_h 0, closes_h 24, every weekday, closed_holidays null.")
    if c.at_closing != "carry_over" and round_the_clock(p):
        yield (f"centre.at_closing = '{c.at_closing}': a centre open round the clock never closes; "
               "write carry_over.")


@needs("centre")
def _country(p: Params) -> Iterator[str]:
    country = p.centre.closed_holidays
    if country is None or country == "DK":
        return
    import holidays

    known = holidays.list_supported_countries()
    if country not in known:
        yield f"centre.closed_holidays = '{country}': no country with known holidays{did_you_mean(country, known)}"


@needs("centre", "demand")
def _profile(p: Params) -> Iterator[str]:
    c, d = p.centre, p.demand
    hours = f"{_n(c.opens_h)} to {_n(c.closes_h)} h"
    n = (c.closes_h - c.opens_h) / d.interval_h
    if n > 0 and abs(n - round(n)) > _SLACK:
        yield f"demand.interval_h = {_n(d.interval_h)} h: does not divide the opening hours {hours}."
    elif n > 0 and len(d.profile) != round(n):
        yield (f"demand.profile has {len(d.profile)} values: opening hours {hours} in intervals of "
               f"{_n(d.interval_h)} h need {round(n)}.")
    if d.needs_per_day > 0 and d.profile and not any(d.profile):
        yield "demand.profile: all values are 0, so that no contact can come; write needs_per_day 0 for that."


@needs("centre", "demand")
def _weekday_factors(p: Params) -> Iterator[str]:
    d = p.demand
    if len(d.weekday_factors) != WEEK_DAYS:
        yield f"demand.weekday_factors has {len(d.weekday_factors)} values: Monday to Sunday need 7."
        return
    on_open_days = [d.weekday_factors[WEEKDAYS.index(day)] for day in p.centre.open_weekdays]
    if d.needs_per_day > 0 and on_open_days and not any(on_open_days):
        yield "demand.weekday_factors: 0 on every open weekday, so that no contact can come."


# --- demand and kinds ---------------------------------------------------------------------------------------


@needs("kinds", "workforce")
def _names(p: Params) -> Iterator[str]:
    for section, names in (("kinds", p.kinds), ("workforce.groups", p.workforce.groups)):
        if not names:
            yield f"{section}: empty; there must be at least one."
        for name in names:
            if not _NAME.fullmatch(name):
                yield f"{section}: the name '{name}' must be one word of letters, digits, _ and -, a letter first."
    if len(p.kinds) > MOST_KINDS:
        yield f"kinds: {len(p.kinds)} kinds; at most {MOST_KINDS} can be told apart."


@needs("kinds")
def _shares(p: Params) -> Iterator[str]:
    total = sum(kind.share for kind in p.kinds.values())
    if p.kinds and abs(total - 1) > _SLACK:
        each = ", ".join(f"{name} {_n(kind.share)}" for name, kind in p.kinds.items())
        yield f"kinds: the shares add up to {_n(total)}, not to 1: {each}."


@needs("demand", "customers")
def _believable(p: Params) -> Iterator[str]:
    d = p.demand
    most = d.needs_per_day * d.growth_factor * max(d.weekday_factors, default=1.0)
    if most > MOST_NEEDS_PER_DAY:
        yield (f"demand.needs_per_day = {_n(d.needs_per_day)} 1/day: with growth_factor and weekday_factors "
               f"{_n(most)} on the busiest day; at most {_n(MOST_NEEDS_PER_DAY)} can be lived through.")
    if 0 < p.customers.n * MOST_NEEDS_PER_CUSTOMER < d.needs_per_day * d.growth_factor:
        yield (f"demand.needs_per_day = {_n(d.needs_per_day)} 1/day: more than {_n(MOST_NEEDS_PER_CUSTOMER)} a day for "
               f"each of customers.n = {p.customers.n}.")


@needs("kinds")
def _transfers(p: Params) -> Iterator[str]:
    for name, kind in p.kinds.items():
        key = f"kinds.{name}.transfer_to"
        if kind.transfer_to is None:
            if kind.transfer_prob > 0:
                yield f"{key} = null: transfer_prob = {_n(kind.transfer_prob)} needs the kind to transfer to."
        elif kind.transfer_to not in p.kinds:
            yield f"{key} = '{kind.transfer_to}': no such kind{did_you_mean(kind.transfer_to, p.kinds)}"
        else:
            way = _way(p, name)
            if way[-1] == name and name == min(way):
                yield f"{key} = '{kind.transfer_to}': transfers go round in a circle: {' > '.join(way)}."


def _way(p: Params, name: str) -> list[str]:
    """The kinds that transfers from `name` pass, until the end or until one comes again."""
    way = [name]
    while (to := p.kinds[way[-1]].transfer_to) in p.kinds:
        way.append(str(to))
        if way.count(str(to)) > 1:
            break
    return way


@needs("kinds", "centre")
def _timetables(p: Params) -> Iterator[str]:
    first_s, last_s = p.centre.opens_h * HOUR_S, p.centre.closes_h * HOUR_S
    for name, kind in p.kinds.items():
        for i, at_s in enumerate(kind.timetable_s or ()):
            if not first_s <= at_s < last_s:
                yield (f"kinds.{name}.timetable_s[{i}] = {_n(at_s)} s: outside the opening hours, "
                       f"{_n(first_s)} to {_n(last_s)} s after midnight.")


# --- durations and chances ----------------------------------------------------------------------------------


@needs("patience")
def _patience(p: Params) -> Iterator[str]:
    law = p.patience.law
    if all(code == EXACTLY and at_s == 0 for code, at_s, _, _, start, to in law.rows if to > start):
        yield (f"patience.law = {value_text(law.text)}: nobody would wait at all; for those who leave at once when "
               "nobody is free write balk_prob.")


@needs("kinds", "redial", "repeats", "questions", "authority")
def _endless(p: Params) -> Iterator[str]:
    laws: dict[str, Law] = {
        "redial.delay_law": p.redial.delay_law,
        "repeats.delay_law": p.repeats.delay_law,
        "questions.next_issue_delay_law": p.questions.next_issue_delay_law,
        "authority.leader_law": p.authority.leader_law,
    }
    for name, kind in p.kinds.items():
        laws |= {f"kinds.{name}.talk_law": kind.talk_law, f"kinds.{name}.wrap_law": kind.wrap_law}
    for key, law in laws.items():
        if law.mean_s == float("inf"):
            yield f"{key} = {value_text(law.text)}: this must end; only patience may last for ever."


@needs("authority")
def _branches(p: Params) -> Iterator[str]:
    a = p.authority
    if a.escalate_prob + a.refuse_prob > 1 + _SLACK:
        yield (f"authority.escalate_prob = {_n(a.escalate_prob)} and refuse_prob = {_n(a.refuse_prob)}: "
               "together at most 1; the rest is solved anyway.")


# --- who is at work -----------------------------------------------------------------------------------------


@needs("kinds", "workforce")
def _group_kinds(p: Params) -> Iterator[str]:
    for name, group in p.workforce.groups.items():
        for i, kind in enumerate(group.kinds or ()):
            if kind not in p.kinds:
                key = f"workforce.groups.{name}.kinds[{i}]"
                yield f"{key} = '{kind}': no such kind{did_you_mean(kind, p.kinds)}"


@needs("demand", "workforce")
def _agents_per_interval(p: Params) -> Iterator[str]:
    for name, group in p.workforce.groups.items():
        key = f"workforce.groups.{name}.agents_per_interval"
        if group.agents_per_interval is None:
            continue
        if len(group.agents_per_interval) != len(p.demand.profile):
            yield (f"{key} has {len(group.agents_per_interval)} values: demand.profile has "
                   f"{len(p.demand.profile)} intervals.")
        for i, n in enumerate(group.agents_per_interval):
            if n > group.n_agents:
                yield f"{key}[{i}] = {n}: the group has only n_agents = {group.n_agents}."


@needs("centre", "workforce")
def _shifts_round_the_clock(p: Params) -> Iterator[str]:
    if round_the_clock(p):
        for name in _on_shifts(p):
            yield (f"workforce.groups.{name}.agents_per_interval = null: a centre open round the clock has no shifts; "
                   "write how many are at work in each interval of demand.profile.")


@needs("centre", "workforce", "roster")
def _shifts(p: Params) -> Iterator[str]:
    c, r, groups = p.centre, p.roster, _on_shifts(p)
    if not groups or round_the_clock(p) or c.closes_h <= c.opens_h:
        return
    if not r.shift_starts_h:
        yield "roster.shift_starts_h = []: no shift starts; write for example [8.0, 9.5]."
    for i, start in enumerate(r.shift_starts_h):
        if start < c.opens_h:
            yield f"roster.shift_starts_h[{i}] = {_n(start)} h: before opening at {_n(c.opens_h)} h."
    for name, group in groups.items():
        long_h = shift_h(group)
        if long_h > c.closes_h - c.opens_h + _SLACK:
            yield (f"workforce.groups.{name}.hours_per_week = {_n(group.hours_per_week)} h/week: a shift is a fifth, "
                   f"{_n(long_h)} h, longer than the opening hours of {_n(c.closes_h - c.opens_h)} h.")
            continue
        for i, start in enumerate(r.shift_starts_h):
            if start + long_h > c.closes_h + _SLACK:
                yield (f"roster.shift_starts_h[{i}] = {_n(start)} h: a shift of group {name} takes {_n(long_h)} h, a "
                       f"fifth of its week, and would end at {_n(start + long_h)} h, after closing at "
                       f"{_n(c.closes_h)} h.")


@needs("centre", "workforce", "roster")
def _breaks(p: Params) -> Iterator[str]:
    c, r, groups = p.centre, p.roster, _on_shifts(p)
    if not groups or round_the_clock(p):
        return
    if r.lunch_min > 0:
        if r.lunch_from_h < c.opens_h:
            yield f"roster.lunch_from_h = {_n(r.lunch_from_h)} h: before opening at {_n(c.opens_h)} h."
        if r.lunch_until_h > c.closes_h:
            yield f"roster.lunch_until_h = {_n(r.lunch_until_h)} h: after closing at {_n(c.closes_h)} h."
        if r.lunch_from_h + r.lunch_min / 60 > r.lunch_until_h + _SLACK:
            yield (f"roster.lunch_until_h = {_n(r.lunch_until_h)} h: from lunch_from_h = {_n(r.lunch_from_h)} h there "
                   f"is no room for lunch_min = {_n(r.lunch_min)} min.")
    off_h = (r.lunch_min + r.pauses_min + r.meeting_min) / 60
    for name, group in groups.items():
        if off_h >= shift_h(group):
            yield (f"roster: lunch, pauses and meeting of {_n(off_h * 60)} min fill the shift of group {name}, "
                   f"{_n(shift_h(group))} h.")
    if p.workforce.training_h_per_week > 0 and r.training_weekday not in c.open_weekdays:
        yield f"roster.training_weekday = '{r.training_weekday}': the centre is closed that day."
    if p.workforce.training_h_per_week > min(shift_h(group) for group in groups.values()):
        yield (f"workforce.training_h_per_week = {_n(p.workforce.training_h_per_week)} h/week: longer than the shift "
               "that it is part of.")


@needs("mechanisms", "centre", "kinds", "demand", "patience", "complaints", "workforce", "roster")
def _somebody_at_work(p: Params) -> Iterator[str]:
    gaps: dict[tuple[int, ...], list[str]] = {}
    targets = {kind.transfer_to for kind in p.kinds.values() if kind.transfer_prob > 0} | {p.complaints.kind}
    for name, kind in p.kinds.items():
        if kind.share > 0 or name in targets or kind.timetable_s:
            takers = {g: group for g, group in p.workforce.groups.items()
                      if group.kinds is None or name in group.kinds}
            if not any(group.n_agents for group in takers.values()):
                yield f"kinds.{name}: no group of workforce.groups can take it."
            else:
                gaps.setdefault(_empty_intervals(p, takers), []).append(name)
    patient_for_ever = not p.mechanisms.patience or p.patience.law.mean_s == float("inf")
    for gap, names in gaps.items():
        on_shifts = any(name in _on_shifts(p) for name in p.workforce.groups)
        if gap and (on_shifts or patient_for_ever):
            who = "nobody" if len(names) == len(p.kinds) else f"nobody who can take {', '.join(names)}"
            yield f"{who} is at work {_times(p, gap)}, when contacts come: see {_where(on_shifts)}."


def _where(on_shifts: bool) -> str:
    if on_shifts:
        return "roster.shift_starts_h and workforce.groups"
    return "agents_per_interval in workforce.groups, or let customers give up (mechanisms.patience)"


def _empty_intervals(p: Params, groups: dict[str, Group]) -> tuple[int, ...]:
    """Intervals with demand in which, on some day, none of these groups has anybody at work at any moment.

    Breaks and absence aside. Agents are dealt out to the shifts one by one, starting with another shift each day.
    """
    empty = []
    n_starts = max(1, len(p.roster.shift_starts_h))
    for i, rate in enumerate(p.demand.profile):
        start = p.centre.opens_h + i * p.demand.interval_h
        for day in range(n_starts):
            if rate > 0 and not any(_at_work(p, group, i, start, day) for group in groups.values()):
                empty.append(i)
                break
    return tuple(empty)


def _at_work(p: Params, group: Group, i: int, start: float, day: int) -> bool:
    if group.agents_per_interval is not None:
        return i < len(group.agents_per_interval) and group.agents_per_interval[i] > 0
    end, starts = start + p.demand.interval_h, p.roster.shift_starts_h
    return any(
        begins < end - _SLACK and begins + shift_h(group) > start + _SLACK
        for begins in (starts[(place + day) % len(starts)] for place in range(min(group.n_agents, len(starts))))
    )


def _times(p: Params, intervals: tuple[int, ...]) -> str:
    """Intervals as times of day, neighbours joined: `from 08:00 to 09:30 and from 16:00 to 16:30`."""
    spans: list[list[int]] = []
    for i in intervals:
        if spans and spans[-1][1] == i:
            spans[-1][1] = i + 1
        else:
            spans.append([i, i + 1])
    at = [_clock(p.centre.opens_h + edge * p.demand.interval_h) for span in spans for edge in span]
    texts = [f"from {a} to {b}" for a, b in zip(at[::2], at[1::2], strict=True)]
    return " and ".join(texts) if len(texts) <= 3 else f"{', '.join(texts[:3])} and {len(texts) - 3} times more"


# --- money --------------------------------------------------------------------------------------------------


@needs(*Params.model_fields)
def _budget(p: Params) -> Iterator[str]:
    today = p.budget.today_dkk_per_year
    if today is None:
        return
    from sim.model.finance.costs import planned_cost_dkk_per_year

    limit, planned = today * p.budget.growth_factor, planned_cost_dkk_per_year(p)
    if planned > limit + 0.5:
        yield (f"budget: the plan costs {_kroner(planned)} DKK a year, {_kroner(planned - limit)} more than the limit "
               f"of {_kroner(limit)} (today_dkk_per_year times growth_factor).")


def _kroner(amount: float) -> str:
    return f"{amount:,.0f}".replace(",", " ")
