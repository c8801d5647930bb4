"""Constraints between parameters: opening hours, demand, contact types, channels, conversations.

Each check is a function that yields one message per error; checks of agents and money stand in `constraints_workforce`.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence

from sim.config.errors import did_you_mean, value_text
from sim.i18n.translate import Message, message, sentences
from sim.params import Params
from sim.params.catalogue import number_text
from sim.random.distributions import EXACTLY, DurationDistribution
from sim.units import HOUR_S, WEEK_DAYS, WEEKDAYS

Check = Callable[[Params], Iterator[Message]]

MAX_NEEDS_PER_DAY = 2_000_000.0  # sim.model.demand.arrivals uses 22 bits for a day's cases, and a busy day may double them
MAX_CONTACT_TYPES = 32  # it uses 5 bits for contact types
MAX_NEEDS_PER_CUSTOMER = 10.0  # per day; more is taken for a typing error
SHORTEST_DELAY_S = 1.0   # mean delay below which customers come again at once
MAX_AT_ONCE_PROB = 0.99
SLACK = 1e-6
_NAME = re.compile(r"[^\W\d][\w-]*")

CHECKS: list[tuple[frozenset[str], Check]] = []


def violations(params: Params, right: frozenset[str]) -> list[Message]:
    """The messages of every check whose sections are valid.

    Args:
        params: a centre; only the sections in `right` are needed.
        right: names of the sections that have been validated.
    """
    return [found for needed, check in CHECKS if needed <= right for found in check(params)]


def needs(*sections: str) -> Callable[[Check], Check]:
    """Registers a check, and the sections that it reads."""
    def register(check: Check) -> Check:
        CHECKS.append((frozenset(sections), check))
        return check

    return register


def is_open_round_the_clock(p: Params) -> bool:
    """Whether the centre never closes."""
    c = p.centre
    return (
        c.opens_h == 0 and c.closes_h == 24 and set(c.open_weekdays) == set(WEEKDAYS) and c.closed_holidays is None
    )


def rounded(value: float) -> str:
    """A number for a message, with up to six decimals."""
    return number_text(round(value, 6))


@needs("name")
def _scenario_name(p: Params) -> Iterator[Message]:
    if not p.name.strip():
        yield message("name: empty; write a name, or leave the line out: then the file's name is the scenario's.")


# --- opening hours ------------------------------------------------------------------------------------------


@needs("centre")
def _opening_hours(p: Params) -> Iterator[Message]:
    c = p.centre
    if c.closes_h <= c.opens_h:
        yield message("centre.closes_h = {closes} h: must come after opens_h = {opens} h.",
                      closes=rounded(c.closes_h), opens=rounded(c.opens_h))
    if not c.open_weekdays:
        yield message("centre.open_weekdays = []: no open weekday; write for example [mon, tue, wed, thu, fri].")
    if len(set(c.open_weekdays)) < len(c.open_weekdays):
        yield message("centre.open_weekdays = [{weekdays}]: a weekday is listed twice.", weekdays=", ".join(c.open_weekdays))
    if c.at_closing == "carry_over" and not is_open_round_the_clock(p):
        yield message("centre.at_closing = 'carry_over': only a centre open round the clock carries its queue over midnight: "
                      "opens_h 0, closes_h 24, every weekday, closed_holidays null.")
    if c.at_closing != "carry_over" and is_open_round_the_clock(p):
        yield message("centre.at_closing = '{at_closing}': a centre open round the clock never closes; write carry_over.",
                      at_closing=c.at_closing)


@needs("centre")
def _country(p: Params) -> Iterator[Message]:
    country = p.centre.closed_holidays
    if country is None or country == "DK":
        return
    import holidays

    known = holidays.list_supported_countries()
    if country not in known:
        yield sentences(message("centre.closed_holidays = '{country}': no country with known holidays.", country=country),
                        did_you_mean(country, known))


@needs("centre", "demand")
def _profile(p: Params) -> Iterator[Message]:
    c, d = p.centre, p.demand
    opens, closes, interval = rounded(c.opens_h), rounded(c.closes_h), rounded(d.interval_h)
    n = (c.closes_h - c.opens_h) / d.interval_h
    if n > 0 and abs(n - round(n)) > SLACK:
        yield message("demand.interval_h = {interval} h: does not divide the opening hours {opens} to {closes} h.",
                      interval=interval, opens=opens, closes=closes)
    elif n > 0 and len(d.profile) != round(n):
        yield message("demand.profile has {n} values: opening hours {opens} to {closes} h in intervals of {interval} h need "
                      "{needed}. Change both together: write demand.profile=[...] with {needed} numbers as well, how busy each "
                      "interval is beside the others.", n=len(d.profile), opens=opens, closes=closes, interval=interval,
                      needed=round(n))
    if d.needs_per_day > 0 and d.profile and not any(d.profile):
        yield message("demand.profile: all values are 0, so that no contact can come; write needs_per_day 0 for that.")


@needs("centre", "demand")
def _weekday_factors(p: Params) -> Iterator[Message]:
    d = p.demand
    if len(d.weekday_factors) != WEEK_DAYS:
        yield message("demand.weekday_factors has {n} values: Monday to Sunday need 7.", n=len(d.weekday_factors))
        return
    on_open_days = [d.weekday_factors[WEEKDAYS.index(day)] for day in p.centre.open_weekdays]
    if d.needs_per_day > 0 and on_open_days and not any(on_open_days):
        yield message("demand.weekday_factors: 0 on every open weekday, so that no contact can come.")


# --- demand and contact types -------------------------------------------------------------------------------


@needs("contact_types", "workforce")
def _names(p: Params) -> Iterator[Message]:
    for section, names in (("contact_types", p.contact_types), ("workforce.groups", p.workforce.groups)):
        if not names:
            yield message("{section}: empty; there must be at least one.", section=section)
        for name in names:
            if not _NAME.fullmatch(name):
                yield message("{section}: the name '{name}' must be one word of letters, digits, _ and -, a letter first.",
                              section=section, name=name)
    if len(p.contact_types) > MAX_CONTACT_TYPES:
        yield message("contact_types: {n} contact types; at most {most} are allowed.", n=len(p.contact_types),
                      most=MAX_CONTACT_TYPES)


@needs("contact_types")
def _shares(p: Params) -> Iterator[Message]:
    total = sum(contact_type.share for contact_type in p.contact_types.values())
    if p.contact_types and abs(total - 1) > SLACK:
        each = ", ".join(f"{name} {rounded(contact_type.share)}" for name, contact_type in p.contact_types.items())
        yield message("contact_types: the shares add up to {total}, not to 1: {each}.", total=rounded(total), each=each)


@needs("demand", "customers")
def _believable(p: Params) -> Iterator[Message]:
    d = p.demand
    most = d.needs_per_day * d.growth_factor * max(d.weekday_factors, default=1.0)
    if most > MAX_NEEDS_PER_DAY:
        yield message("demand.needs_per_day = {value} 1/day: with growth_factor and weekday_factors {busiest} on the busiest "
                      "day; at most {most} can be simulated.", value=rounded(d.needs_per_day), busiest=rounded(most),
                      most=rounded(MAX_NEEDS_PER_DAY))
    if 0 < p.customers.n * MAX_NEEDS_PER_CUSTOMER < d.needs_per_day * d.growth_factor:
        yield message("demand.needs_per_day = {value} 1/day: more than {most} a day for each of customers.n = {customers}.",
                      value=rounded(d.needs_per_day), most=rounded(MAX_NEEDS_PER_CUSTOMER), customers=p.customers.n)


@needs("contact_types")
def _transfers(p: Params) -> Iterator[Message]:
    for name, contact_type in p.contact_types.items():
        key = f"contact_types.{name}.transfer_to"
        if contact_type.transfer_to is None:
            if contact_type.transfer_prob > 0:
                yield message("{key} = null: transfer_prob = {prob} needs the contact type to transfer to.", key=key,
                              prob=rounded(contact_type.transfer_prob))
        elif contact_type.transfer_to not in p.contact_types:
            yield no_such_contact_type(key, contact_type.transfer_to, p)
        else:
            way = _way(p, name)
            if way[-1] == name and name == min(way):
                yield message("{key} = '{name}': transfers go round in a circle: {way}.", key=key, name=contact_type.transfer_to,
                              way=" > ".join(way))


def no_such_contact_type(key: str, name: str, p: Params) -> Message:
    """The message about the name of a contact type that there is not."""
    return sentences(message("{key} = '{name}': there is no such contact type in contact_types.", key=key, name=name),
                     did_you_mean(name, p.contact_types))


def _way(p: Params, name: str) -> list[str]:
    """The contact types along the transfers from `name`, to the end or to the first that repeats."""
    way = [name]
    while (to := p.contact_types[way[-1]].transfer_to) in p.contact_types:
        way.append(str(to))
        if way.count(str(to)) > 1:
            break
    return way


@needs("contact_types", "centre")
def _timetables(p: Params) -> Iterator[Message]:
    first_s, last_s = p.centre.opens_h * HOUR_S, p.centre.closes_h * HOUR_S
    for name, contact_type in p.contact_types.items():
        for i, at_s in enumerate(contact_type.timetable_s or ()):
            if not first_s <= at_s < last_s:
                yield message("contact_types.{name}.timetable_s[{i}] = {at} s: outside the opening hours, {first} to {last} s "
                              "after midnight.", name=name, i=i, at=rounded(at_s), first=rounded(first_s), last=rounded(last_s))


@needs("root_causes")
def _noticed_causes(p: Params) -> Iterator[Message]:
    for i, rank in enumerate(p.root_causes.noticed):
        if rank > p.root_causes.n_causes:
            yield message("root_causes.noticed[{i}] = {rank}: there are n_causes = {n}, and 1 is the largest.", i=i, rank=rank,
                          n=p.root_causes.n_causes)


@needs("incidents", "contact_types")
def _incident_type(p: Params) -> Iterator[Message]:
    contact_type = p.incidents.contact_type
    if (p.incidents.on_days or p.incidents.per_year > 0) and contact_type is not None and contact_type not in p.contact_types:
        yield no_such_contact_type("incidents.contact_type", contact_type, p)


@needs("incidents", "centre")
def _an_incident_falls_into_opening_hours(p: Params) -> Iterator[Message]:
    section, centre = p.incidents, p.centre
    until_h = section.at_h + section.lasts_h
    if (section.on_days or section.per_year > 0) and not centre.opens_h <= section.at_h < until_h <= centre.closes_h:
        yield message("incidents.lasts_h: its contacts come from {start} to {end} h; the centre is open from {opens} to "
                      "{closes} h.", start=number_text(section.at_h), end=number_text(until_h),
                      opens=number_text(centre.opens_h), closes=number_text(centre.closes_h))


# --- channels and conversations -----------------------------------------------------------------------------


@needs("channels")
def _channel_shares(p: Params) -> Iterator[Message]:
    email, chat = p.channels.email_share, p.channels.chat_share
    if email + chat > 1:
        yield message("channels.email_share = {email} and chat_share = {chat}: together at most 1; the rest comes by phone.",
                      email=number_text(email), chat=number_text(chat))


@needs("mechanisms", "channels", "workforce")
def _channels_served(p: Params) -> Iterator[Message]:
    groups = [group for group in p.workforce.groups.values() if group.n_agents]
    for name, share in (("email", p.channels.email_share), ("chat", p.channels.chat_share)):
        if p.mechanisms.channels and share > 0 and groups and not any(g.channels is None or name in g.channels for g in groups):
            yield message("workforce.groups: no group answers {channel}: write {channel} among the channels of a group, or null "
                          "for all.", channel=name)


@needs("patience")
def _patience(p: Params) -> Iterator[Message]:
    distribution = p.patience.distribution
    if all(code == EXACTLY and at_s == 0 for code, at_s, _, _, start, to in distribution.rows if to > start):
        yield message("patience.distribution = {value}: no customer would wait at all; for those who leave at once "
                      "when no agent is "
                      "free write balk_prob.", value=value_text(distribution.text))


@needs("contact_types", "redial", "repeats", "questions", "authority")
def _endless(p: Params) -> Iterator[Message]:
    distributions: dict[str, DurationDistribution] = {
        "redial.delay_distribution": p.redial.delay_distribution,
        "repeats.delay_distribution": p.repeats.delay_distribution,
        "questions.next_issue_delay_distribution": p.questions.next_issue_delay_distribution,
        "authority.team_leader_distribution": p.authority.team_leader_distribution,
    }
    for name, contact_type in p.contact_types.items():
        distributions |= {f"contact_types.{name}.talk_distribution": contact_type.talk_distribution,
                          f"contact_types.{name}.wrap_distribution": contact_type.wrap_distribution}
    for key, distribution in distributions.items():
        if distribution.mean_s == float("inf"):
            yield message("{key} = {value}: this must end; only patience may last for ever.", key=key,
                          value=value_text(distribution.text))


@needs("mechanisms", "redial", "repeats")
def _at_once_for_ever(p: Params) -> Iterator[Message]:
    """A contact that surely comes again within a second, and so on without a limit: the day never ends."""
    on, redial, repeats = p.mechanisms, p.redial, p.repeats
    same_day_share = repeats.same_day_share if repeats.later_day_shares else 1.0
    for is_on, prob, n_most, distribution, key, limit in (
        (on.redials, max(redial.after_abandon_prob, redial.after_blocked_prob), redial.max_redials, redial.delay_distribution,
         "redial.delay_distribution", "redial.max_redials"),
        (on.repeats, repeats.return_prob * same_day_share, repeats.max_repeats, repeats.delay_distribution,
         "repeats.delay_distribution", "repeats.max_repeats")):
        at_once_share = 1.0 if distribution.mean_s < SHORTEST_DELAY_S else math.fsum(
            to - start for code, at_s, _, _, start, to in distribution.rows if code == EXACTLY and at_s == 0.0)
        if is_on and n_most is None and prob * at_once_share > MAX_AT_ONCE_PROB:
            yield message("{key} = {value}: almost every customer would come again at once, without end; write a longer delay, "
                          "or a largest number as {limit}.", key=key, value=value_text(distribution.text), limit=limit)


@needs("authority")
def _branches(p: Params) -> Iterator[Message]:
    a = p.authority
    if a.escalate_prob + a.refuse_prob > 1 + SLACK:
        yield message("authority.escalate_prob = {escalate} and refuse_prob = {refuse}: together at most 1; the rest is solved "
                      "anyway.", escalate=rounded(a.escalate_prob), refuse=rounded(a.refuse_prob))


@needs("contact_types", "complaints")
def _complaint_type(p: Params) -> Iterator[Message]:
    contact_type = p.complaints.contact_type
    if contact_type is not None and contact_type not in p.contact_types:
        yield no_such_contact_type("complaints.contact_type", contact_type, p)


@needs("contact_types", "plays")
def _plays(p: Params) -> Iterator[Message]:
    of_contact_type: dict[str, str] = {}
    for name, play in p.plays.items():
        key = f"plays.{name}.contact_type"
        if play.contact_type not in p.contact_types:
            yield no_such_contact_type(key, play.contact_type, p)
        elif (first := of_contact_type.setdefault(play.contact_type, name)) != name:
            yield message("{key} = '{name}': play {first} handles this contact type already; only one play per contact type "
                          "is allowed.",
                          key=key, name=play.contact_type, first=first)


def joined_by_and(parts: Sequence[Message]) -> Message:
    """Phrases joined by `and`."""
    first, *more = parts
    for part in more:
        first = message("{first} and {second}", first=first, second=part)
    return first
