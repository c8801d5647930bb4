"""Constraints between parameters: agents at work, shifts, breaks and the budget."""

from collections.abc import Iterator

from sim.config.constraints import SLACK, is_open_round_the_clock, joined_by_and, needs, no_such_contact_type, rounded
from sim.i18n.translate import Message, message
from sim.params import Group, Params

SHIFTS_PER_WEEK = 5  # a shift is this part of a position's weekly hours
_MAX_TIMES = 3  # listed times without an agent at work


def _shift_h(group: Group) -> float:
    """Length of the group's shift [h], lunch and pauses included."""
    return group.hours_per_week / SHIFTS_PER_WEEK


def _on_shifts(p: Params) -> dict[str, Group]:
    return {name: g for name, g in p.workforce.groups.items() if g.agents_per_interval is None and g.n_agents > 0}


@needs("contact_types", "workforce")
def _group_contact_types(p: Params) -> Iterator[Message]:
    for name, group in p.workforce.groups.items():
        for i, contact_type in enumerate(group.contact_types or ()):
            if contact_type not in p.contact_types:
                yield no_such_contact_type(f"workforce.groups.{name}.contact_types[{i}]", contact_type, p)


@needs("demand", "workforce")
def _agents_per_interval(p: Params) -> Iterator[Message]:
    for name, group in p.workforce.groups.items():
        key = f"workforce.groups.{name}.agents_per_interval"
        if group.agents_per_interval is None:
            continue
        if len(group.agents_per_interval) != len(p.demand.profile):
            yield message("{key} has {n} values: demand.profile has {needed} intervals.", key=key,
                          n=len(group.agents_per_interval), needed=len(p.demand.profile))
        for i, n in enumerate(group.agents_per_interval):
            if n > group.n_agents:
                yield message("{key}[{i}] = {n}: the group has only n_agents = {agents}. Raise n_agents to {n}, or let "
                              "fewer be at work in this interval.", key=key, i=i, n=n, agents=group.n_agents)


@needs("centre", "workforce")
def _shifts_round_the_clock(p: Params) -> Iterator[Message]:
    if is_open_round_the_clock(p):
        for name in _on_shifts(p):
            yield message("workforce.groups.{name}.agents_per_interval = null: a centre open round the clock has no shifts; "
                          "write how many are at work in each interval of demand.profile.", name=name)


@needs("centre", "workforce", "roster")
def _shifts(p: Params) -> Iterator[Message]:
    c, r, groups = p.centre, p.roster, _on_shifts(p)
    if not groups or is_open_round_the_clock(p) or c.closes_h <= c.opens_h:
        return
    if not r.shift_starts_h:
        yield message("roster.shift_starts_h = []: no shift starts; write for example [8.0, 9.5].")
    for i, start in enumerate(r.shift_starts_h):
        if start < c.opens_h:
            yield _before_opening(f"roster.shift_starts_h[{i}]", start, p)
    for name, group in groups.items():
        long_h = _shift_h(group)
        if long_h > c.closes_h - c.opens_h + SLACK:
            yield message("workforce.groups.{name}.hours_per_week = {hours} h/week: a shift is a fifth, {shift} h, longer than "
                          "the opening hours of {open} h.", name=name, hours=rounded(group.hours_per_week),
                          shift=rounded(long_h), open=rounded(c.closes_h - c.opens_h))
            continue
        for i, start in enumerate(r.shift_starts_h):
            if start + long_h > c.closes_h + SLACK:
                yield message("roster.shift_starts_h[{i}] = {start} h: a shift of group {name} takes {shift} h, a fifth of its "
                              "week, and would end at {end} h, after closing at {closes} h.", i=i, start=rounded(start),
                              name=name, shift=rounded(long_h), end=rounded(start + long_h), closes=rounded(c.closes_h))


def _before_opening(key: str, start_h: float, p: Params) -> Message:
    return message("{key} = {start} h: before opening at {opens} h.", key=key, start=rounded(start_h),
                   opens=rounded(p.centre.opens_h))


@needs("centre", "workforce", "roster")
def _breaks(p: Params) -> Iterator[Message]:
    c, r, groups = p.centre, p.roster, _on_shifts(p)
    if not groups or is_open_round_the_clock(p):
        return
    if r.lunch_min > 0:
        if r.lunch_from_h < c.opens_h:
            yield _before_opening("roster.lunch_from_h", r.lunch_from_h, p)
        if r.lunch_until_h > c.closes_h:
            yield message("roster.lunch_until_h = {until} h: after closing at {closes} h.", until=rounded(r.lunch_until_h),
                          closes=rounded(c.closes_h))
        if r.lunch_from_h + r.lunch_min / 60 > r.lunch_until_h + SLACK:
            yield message("roster.lunch_until_h = {until} h: from lunch_from_h = {start} h there is no room for "
                          "lunch_min = {minutes} min.", until=rounded(r.lunch_until_h), start=rounded(r.lunch_from_h),
                          minutes=rounded(r.lunch_min))
    off_h = (r.lunch_min + r.pauses_min + r.meeting_min) / 60
    for name, group in groups.items():
        if off_h >= _shift_h(group):
            yield message("roster: lunch, pauses and meeting of {minutes} min fill the shift of group {name}, {shift} h.",
                          minutes=rounded(off_h * 60), name=name, shift=rounded(_shift_h(group)))
    if p.workforce.training_h_per_week > 0 and r.training_weekday not in c.open_weekdays:
        yield message("roster.training_weekday = '{weekday}': the centre is closed that day.", weekday=r.training_weekday)
    if p.workforce.training_h_per_week > min(_shift_h(group) for group in groups.values()):
        yield message("workforce.training_h_per_week = {hours} h/week: longer than the shift that it is part of.",
                      hours=rounded(p.workforce.training_h_per_week))


# --- an agent for every contact -----------------------------------------------------------------------------


@needs("mechanisms", "centre", "contact_types", "demand", "patience", "complaints", "workforce", "roster")
def _an_agent_at_work(p: Params) -> Iterator[Message]:
    gaps: dict[tuple[int, ...], list[str]] = {}
    empty: dict[tuple[str, ...], list[str]] = {}
    targets = {contact_type.transfer_to for contact_type in p.contact_types.values()
               if contact_type.transfer_prob > 0} | {p.complaints.contact_type}
    for name, contact_type in p.contact_types.items():
        if contact_type.share > 0 or name in targets or contact_type.timetable_s:
            takers = {g: group for g, group in p.workforce.groups.items()
                      if group.contact_types is None or name in group.contact_types}
            if not takers:
                yield message("contact_types.{name}: no group of workforce.groups can take it.", name=name)
            elif not any(group.n_agents for group in takers.values()):
                empty.setdefault(tuple(takers), []).append(name)
            else:
                gaps.setdefault(_empty_intervals(p, takers), []).append(name)
    for nobody, names in empty.items():
        yield message("workforce.groups.{groups}.n_agents = 0: nobody can take {names}; write at least 1.",
                      groups=", ".join(nobody), names=", ".join(names))
    patient_for_ever = not p.mechanisms.patience or p.patience.distribution.mean_s == float("inf")
    for gap, names in gaps.items():
        on_shifts = any(name in _on_shifts(p) for name in p.workforce.groups)
        if gap and (on_shifts or patient_for_ever):
            yield _no_agent(_times(p, gap), [] if len(names) == len(p.contact_types) else names, on_shifts)


def _no_agent(times: Message, names: list[str], on_shifts: bool) -> Message:
    """The message about times without an agent, for all contact types or for some."""
    where = (message("see roster.shift_starts_h and workforce.groups") if on_shifts else
             message("see agents_per_interval in workforce.groups, or let customers give up (mechanisms.patience)"))
    if not names:
        return message("no agent is at work {times}, when contacts come: {where}.", times=times, where=where)
    return message("no agent who can take {names} is at work {times}, when contacts come: {where}.", names=", ".join(names),
                   times=times, where=where)


def _empty_intervals(p: Params, groups: dict[str, Group]) -> tuple[int, ...]:
    """Intervals with demand in which, on some day, none of these groups has an agent at work at any moment.

    Breaks and absence are not considered. Agents are assigned to the shifts in turn, starting with another shift each day.
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
        begins < end - SLACK and begins + _shift_h(group) > start + SLACK
        for begins in (starts[(place + day) % len(starts)] for place in range(min(group.n_agents, len(starts))))
    )


def _times(p: Params, intervals: tuple[int, ...]) -> Message:
    """Intervals as times of day, neighbours joined: `from 08:00 to 09:30 and from 16:00 to 16:30`."""
    spans: list[list[int]] = []
    for i in intervals:
        if spans and spans[-1][1] == i:
            spans[-1][1] = i + 1
        else:
            spans.append([i, i + 1])
    times = [message("from {start} to {end}", start=_clock(p, start), end=_clock(p, end)) for start, end in spans[:_MAX_TIMES]]
    if len(spans) > _MAX_TIMES:
        times.append(message("{n} times more", n=len(spans) - _MAX_TIMES))
    return joined_by_and(times)


def _clock(p: Params, edge: int) -> str:
    minutes = round((p.centre.opens_h + edge * p.demand.interval_h) * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


# --- money --------------------------------------------------------------------------------------------------


@needs(*Params.model_fields)
def _budget(p: Params) -> Iterator[Message]:
    today = p.budget.today_cost_per_year
    if today is None:
        return
    from sim.model.finance.costs import planned_cost_per_year

    limit, planned = today * p.budget.growth_factor, planned_cost_per_year(p)
    if planned > limit + 0.5:
        yield message("budget: the plan costs {planned} {currency} a year, {excess} more than the limit of {limit} "
                      "(today_cost_per_year times growth_factor).", planned=_amount(planned), excess=_amount(planned - limit),
                      limit=_amount(limit), currency=p.costs.currency)


def _amount(amount: float) -> str:
    return f"{amount:,.0f}".replace(",", " ")
