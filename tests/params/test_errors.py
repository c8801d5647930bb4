"""Invalid input: each error gets one line, in the user's terms, and all are reported at once."""

import copy
import functools
import pickle
import re
from typing import Any

import pytest

from sim.config.errors import ConfigError
from sim.config.scenario import build, load, vary
from sim.i18n.translate import Translator, message

ENDED = object()


@functools.cache
def resolved(scenario: str) -> dict[str, Any]:
    return dict(load(scenario).resolved)


def errors(changes: dict[str, Any], scenario: str = "base") -> list[str]:
    """The lines that `build` gives when these keys of a scenario are changed; GONE takes a key away."""
    plain = copy.deepcopy(resolved(scenario))
    for key, value in changes.items():
        *above, last = key.split(".")
        place = plain
        for name in above:
            place = place[name]
        if value is ENDED:
            del place[last]
        else:
            place[last] = value
    try:
        build(plain)
    except ConfigError as found:
        return list(found.lines)
    return []


A_PLAY = {"contact_type": "billing", "solve_prob": 0.9, "talk_factor": 1.0, "manner_sd": 0.0, "cost": 10.0}
CURE_CLOCK = (
    "Write half past five in the afternoon as 17.5 or \"17:30\", in quotes: YAML reads a bare 17:00 as 1020."
)

ONE_VALUE = [
    # unknown keys
    ({"conversation.aht_caps": 180}, "conversation.aht_caps: unknown key. Did you mean `aht_cap_s`?"),
    ({"aht_cap_s": 180}, "aht_cap_s: unknown key. Did you mean `conversation.aht_cap_s`?"),
    ({"demand.replications": 5}, "demand.replications: unknown key. Did you mean `run.replications`?"),
    ({"conversation.talk_distribution": 5},
     "conversation.talk_distribution: unknown key. Did you mean `contact_types.NAME.talk_distribution`?"),
    ({"demnd": {"needs_per_day": 5}}, "demnd: unknown key. Did you mean `demand`?"),
    ({"conversation.mean_handel_s": 300}, "conversation.mean_handel_s: unknown key."),
    ({"conversation.zebra": 1}, "conversation.zebra: unknown key."),
    ({"redial.zebra": 1},
     "redial.zebra: unknown key. Known here: after_abandon_prob, after_blocked_prob, delay_distribution, max_redials."),
    ({"scenario": {"conversation": {}}},
     "scenario: unknown key. The first line of a scenario file must be `# @package _global_`."),
    ({"run.replicatons": 3}, "run.replicatons: unknown key. Did you mean `replications`?"),
    # wrong type or unit
    ({"conversation.restart_s": "4 min"},
     "conversation.restart_s = '4 min': expected a number in s. Write 4 min as 240."),
    ({"workforce.smoothing_weeks": "14 days"},
     "workforce.smoothing_weeks = '14 days': expected a number in weeks. Write 14 days as 2."),
    ({"conversation.restart_s": "quick"}, "conversation.restart_s = 'quick': expected a number in s."),
    ({"conversation.restart_s": None}, "conversation.restart_s = null: expected a number in s."),
    ({"conversation.restart_s": [60]}, "conversation.restart_s = [60]: expected a number in s."),
    ({"conversation.steepness": True}, "conversation.steepness = true: expected a number."),
    ({"conversation.steepness": float("nan")}, "conversation.steepness = nan: expected a number."),
    ({"conversation.clock_visible": 7}, "conversation.clock_visible = 7: expected true or false."),
    ({"workforce.groups.front.n_agents": 8.5},
     "workforce.groups.front.n_agents = 8.5: expected a whole number. If the point separates thousands, write 8500."),
    ({"customers.n": 80.000},
     "customers.n = 80.0: expected a whole number. Write 80, or 80000 if the point separates thousands."),
    ({"customers.n": 12.345},
     "customers.n = 12.345: expected a whole number. If the point separates thousands, write 12345."),
    ({"centre.first_day": 20260105},
     "centre.first_day = 20260105: expected a date such as 2026-01-05. Write a date as 2026-01-05."),
    ({"routing.which_agent": "longest"},
     "routing.which_agent = 'longest': must be one of longest_idle, random. Did you mean `longest_idle`?"),
    ({"centre.open_weekdays": ["mon", "tirsdag"]},
     "centre.open_weekdays[1] = 'tirsdag': must be one of mon, tue, wed, thu, fri, sat, sun."),
    ({"demand.profile": 3}, "demand.profile = 3: expected a list of numbers in [ ]."),
    ({"conversation": 3},
     "conversation = 3: expected keys: slack_share, steepness, wait_elasticity, aht_cap_s, …."),
    ({"contact_types": 3}, "contact_types = 3: expected names, each with its keys."),
    ({"run": 3}, "run = 3: expected keys."),
    ({"contact_types.billing.talk_distribution": "expo 3 s"},
     "contact_types.billing.talk_distribution: 'expo' is no known distribution. "
     "Known: exactly, exponential, lognormal, gamma, uniform, weibull, erlang, hyperexponential, loglogistic, triangular, "
     "normal, beta, empirical, never, shorter, longer."),
    ({"demand.needs_per_day": ENDED},
     "demand.needs_per_day: missing; needs for help on an average open day, before self-service [1/day]."),
    ({"demand.sources": {"profile": 3}}, "sources of demand.profile = 3: expected one line of text for each key."),
    ({"demand.sources": {"profil": "x"}}, "sources: demand.profil: unknown key. Did you mean `profile`?"),
    ({"sources": {"demnd.profile": "x", "demand.*": "y", "contact_types.*.share": "z"}},
     "sources: demnd.profile: unknown key. Did you mean `demand.profile`?"),
    # out of range
    ({"conversation.aht_cap_s": 0.5},
     "conversation.aht_cap_s = 0.5 s: must lie in [1, 36000]. Times are in seconds: write 3 minutes as 180."),
    ({"demand.needs_per_day": -3}, "demand.needs_per_day = -3 1/day: must lie in [0, 10000000]."),
    ({"contact_types.delivery.timetable_s": [3e4, 90000]},
     "contact_types.delivery.timetable_s[1] = 90000 s: must lie in [0, 86400)."),
    ({"run.replications": 0}, "run.replications = 0: must lie in [1, 1000000]."),
    # 17:00 read as 1020
    ({"centre.closes_h": 1020}, f"centre.closes_h = 1020 h: must lie in [0, 24]. {CURE_CLOCK}"),
    # a decimal comma
    ({"conversation.steepness": "1,5"},
     "conversation.steepness = '1,5': expected a number. Decimal comma: write 1.5."),
    ({"contact_types.billing.talk_distribution": "exponential mean 1,5 min"},
     "contact_types.billing.talk_distribution: '1,5' has a comma: write 1.5 with a point."),
    # percentages
    ({"repeats.return_prob": 74}, "repeats.return_prob = 74: must lie in [0, 1]. Write 74 % as 0.74."),
    ({"repeats.return_prob": "74 %"}, "repeats.return_prob = '74 %': expected a number. Write 74 % as 0.74."),
    ({"demand.growth_factor": "140%"},
     "demand.growth_factor = '140%': expected a number. As a factor 140 % is 1.4; an increase by 40 % is 1.4 too."),
    ({"demand.growth_factor": "40 %"},
     "demand.growth_factor = '40 %': expected a number. As a factor 40 % is 0.4; an increase by 40 % is 1.4."),
    ({"demand.growth_factor": "-3 %"},
     "demand.growth_factor = '-3 %': expected a number. As a factor, a decrease by 3 % is 0.97."),
    ({"conversation.steepness": "140 %"}, "conversation.steepness = '140 %': expected a number. Write 140 % as 1.4."),
    # names
    ({"name": " "}, "name: empty; write a name, or leave the line out: then the file's name is the scenario's."),
]


@pytest.mark.parametrize(("changes", "line"), ONE_VALUE, ids=[line[:50] for _, line in ONE_VALUE])
def test_a_bad_value_gets_its_line(changes, line):
    assert line in errors(changes)


BETWEEN_VALUES = [
    # opening hours
    ({"centre.closes_h": 8.0}, "centre.closes_h = 8 h: must come after opens_h = 8 h."),
    ({"centre.open_weekdays": []},
     "centre.open_weekdays = []: no open weekday; write for example [mon, tue, wed, thu, fri]."),
    ({"centre.open_weekdays": ["wed", "wed"]}, "centre.open_weekdays = [wed, wed]: a weekday is listed twice."),
    ({"centre.at_closing": "carry_over"},
     "centre.at_closing = 'carry_over': only a centre open round the clock carries its queue over midnight: "
     "opens_h 0, closes_h 24, every weekday, closed_holidays null."),
    ({"centre.closed_holidays": "DX"}, "centre.closed_holidays = 'DX': no country with known holidays."),
    # demand
    ({"demand.profile": [1.0] * 17},
     "demand.profile has 17 values: opening hours 8 to 17 h in intervals of 0.5 h need 18. Change both together: write "
     "demand.profile=[...] with 18 numbers as well, how busy each interval is beside the others."),
    ({"demand.interval_h": 0.4}, "demand.interval_h = 0.4 h: does not divide the opening hours 8 to 17 h."),
    ({"demand.profile": [0.0] * 18},
     "demand.profile: all values are 0, so that no contact can come; write needs_per_day 0 for that."),
    ({"demand.weekday_factors": [1.0] * 5}, "demand.weekday_factors has 5 values: Monday to Sunday need 7."),
    ({"demand.weekday_factors": [0, 0, 0, 0, 0, 1, 1]},
     "demand.weekday_factors: 0 on every open weekday, so that no contact can come."),
    ({"demand.needs_per_day": 5e6},
     "demand.needs_per_day = 5000000 1/day: with growth_factor and weekday_factors 5600000 on the busiest day; at most "
     "2000000 can be simulated."),
    ({"demand.needs_per_day": 480, "customers.n": 40},
     "demand.needs_per_day = 480 1/day: more than 10 a day for each of customers.n = 40."),
    # contact types
    ({"contact_types.billing.share": 0.25},
     "contact_types: the shares add up to 0.9, not to 1: billing 0.25, delivery 0.25, technical 0.25, contract_change 0.15, "
     "complaint 0."),
    ({"contact_types": {}}, "contact_types: empty; there must be at least one."),
    ({"contact_types.billing.transfer_prob": 0.1},
     "contact_types.billing.transfer_to = null: transfer_prob = 0.1 needs the contact type to transfer to."),
    ({"contact_types.billing.transfer_to": "tecnical"},
     "contact_types.billing.transfer_to = 'tecnical': there is no such contact type in contact_types. Did you mean `technical`?"),
    ({"contact_types.billing.transfer_to": "technical", "contact_types.technical.transfer_to": "billing"},
     "contact_types.billing.transfer_to = 'technical': transfers go round in a circle: billing > technical > billing."),
    ({"contact_types.billing.transfer_to": "billing"},
     "contact_types.billing.transfer_to = 'billing': transfers go round in a circle: billing > billing."),
    ({"contact_types.delivery.timetable_s": [30000, 70000]},
     "contact_types.delivery.timetable_s[1] = 70000 s: outside the opening hours, 28800 to 61200 s after midnight."),
    # durations and probabilities
    ({"patience.distribution": "exactly 0 s"},
     "patience.distribution = 'exactly 0 s': no customer would wait at all; for those who leave at once "
     "when no agent is free write "
     "balk_prob."),
    ({"patience.distribution": 0},
     "patience.distribution = 'exactly 0 s': no customer would wait at all; for those who leave at once "
     "when no agent is free write "
     "balk_prob."),
    ({"contact_types.billing.wrap_distribution": "50 % exactly 0 s + 50 % never"},
     "contact_types.billing.wrap_distribution = '50 % exactly 0 s + 50 % never': "
     "this must end; only patience may last for ever."),
    ({"redial.after_blocked_prob": 1, "redial.max_redials": None, "redial.delay_distribution": "exactly 0 s"},
     "redial.delay_distribution = 'exactly 0 s': almost every customer would come again at once, without end; write a longer "
     "delay, or a largest number as redial.max_redials."),
    ({"redial.after_abandon_prob": 1, "redial.max_redials": None, "redial.delay_distribution": "exponential mean 0.5 s"},
     "redial.delay_distribution = 'exponential mean 0.5 s': almost every customer would come again at once, without end; write a "
     "longer delay, or a largest number as redial.max_redials."),
    ({"repeats.return_prob": 1, "repeats.max_repeats": None, "repeats.later_day_shares": [], "repeats.delay_distribution":
      "0.5 % exactly 1 h + 99.5 % exactly 0 s"},
     "repeats.delay_distribution = '0.5 % exactly 3600 s + 99.5 % exactly 0 s': almost every customer would come again at once, "
     "without end; write a longer delay, or a largest number as repeats.max_repeats."),
    ({"plays.a": A_PLAY | {"contact_type": "biling"}},
     "plays.a.contact_type = 'biling': there is no such contact type in contact_types. Did you mean `billing`?"),
    ({"plays.a": A_PLAY, "plays.b": A_PLAY},
     "plays.b.contact_type = 'billing': play a handles this contact type already; only one play per contact type is allowed."),
    ({"authority.refuse_prob": 0.6},
     "authority.escalate_prob = 0.5 and refuse_prob = 0.6: together at most 1; the rest is solved anyway."),
    # agents at work
    ({"workforce.groups.front.contact_types": ["billing", "tecnical"]},
     "workforce.groups.front.contact_types[1] = 'tecnical': there is no such contact type in contact_types. "
     "Did you mean `technical`?"),
    ({"workforce.groups.front.contact_types": ["billing", "delivery", "technical"]},
     "contact_types.contract_change: no group of workforce.groups can take it."),
    ({"workforce.groups.front.n_agents": 0},
     "workforce.groups.front.n_agents = 0: nobody can take billing, delivery, technical, contract_change, complaint; write at "
     "least 1."),
    ({"root_causes.noticed": [1, 55]}, "root_causes.noticed[1] = 55: there are n_causes = 54, and 1 is the largest."),
    ({"incidents.contact_type": "tecnical", "incidents.per_year": 2},
     "incidents.contact_type = 'tecnical': there is no such contact type in contact_types. Did you mean `technical`?"),
    ({"incidents.per_year": 2, "incidents.at_h": 16},
     "incidents.lasts_h: its contacts come from 16 to 19 h; the centre is open from 8 to 17 h."),
    ({"workforce.groups.front.agents_per_interval": [5, 6]},
     "workforce.groups.front.agents_per_interval has 2 values: demand.profile has 18 intervals."),
    ({"workforce.groups.front.agents_per_interval": [5] * 17 + [21]},
     "workforce.groups.front.agents_per_interval[17] = 21: the group has only n_agents = 20. Raise n_agents to 21, or "
     "let fewer be at work in this interval."),
    ({"roster.shift_starts_h": [7.5, 9.6]}, "roster.shift_starts_h[0] = 7.5 h: before opening at 8 h."),
    ({"roster.shift_starts_h": [8.0, 10.0]},
     "roster.shift_starts_h[1] = 10 h: a shift of group front takes 7.4 h, a fifth of its week, and would end at "
     "17.4 h, after closing at 17 h."),
    ({"workforce.groups.front.hours_per_week": 60},
     "workforce.groups.front.hours_per_week = 60 h/week: a shift is a fifth, 12 h, longer than the opening hours "
     "of 9 h."),
    ({"roster.shift_starts_h": []}, "roster.shift_starts_h = []: no shift starts; write for example [8.0, 9.5]."),
    ({"roster.shift_starts_h": [9.0, 9.5]},
     "no agent is at work from 08:00 to 09:00, when contacts come: see roster.shift_starts_h and workforce.groups."),
    ({"roster.shift_starts_h": [8.0]},
     "no agent is at work from 15:30 to 17:00, when contacts come: see roster.shift_starts_h and workforce.groups."),
    ({"roster.lunch_from_h": 7.0}, "roster.lunch_from_h = 7 h: before opening at 8 h."),
    ({"roster.lunch_until_h": 18.0}, "roster.lunch_until_h = 18 h: after closing at 17 h."),
    ({"roster.lunch_until_h": 11.25},
     "roster.lunch_until_h = 11.25 h: from lunch_from_h = 11 h there is no room for lunch_min = 30 min."),
    ({"roster.training_weekday": "sat"}, "roster.training_weekday = 'sat': the centre is closed that day."),
    ({"workforce.training_h_per_week": 8},
     "workforce.training_h_per_week = 8 h/week: longer than the shift that it is part of."),
    ({"roster.pauses_min": 240, "roster.lunch_min": 200},
     "roster: lunch, pauses and meeting of 450 min fill the shift of group front, 7.4 h."),
    # money
    ({"budget.today_cost_per_year": 8_000_000, "budget.growth_factor": 1.0},
     "budget: the plan costs 8 050 560 DKK a year, 50 560 more than the limit of 8 000 000 (today_cost_per_year times "
     "growth_factor)."),
]


@pytest.mark.parametrize(("changes", "line"), BETWEEN_VALUES, ids=[line[:50] for _, line in BETWEEN_VALUES])
def test_values_that_do_not_go_together_get_their_line(changes, line):
    assert line in errors(changes)


BARE = [
    ({"centre.at_closing": "serve_out"},
     "centre.at_closing = 'serve_out': a centre open round the clock never closes; write carry_over."),
    ({"workforce.groups.agents.agents_per_interval": None},
     "workforce.groups.agents.agents_per_interval = null: a centre open round the clock has no shifts; write how many "
     "are at work in each interval of demand.profile."),
    ({"workforce.groups.agents.agents_per_interval": [0], "mechanisms.patience": False},
     "no agent is at work from 00:00 to 24:00, when contacts come: see agents_per_interval in workforce.groups, or let "
     "customers give up (mechanisms.patience)."),
]


@pytest.mark.parametrize(("changes", "line"), BARE, ids=[line[:50] for _, line in BARE])
def test_a_bare_queue_is_checked_too(changes, line):
    assert errors(changes, "bare_queue") == [line]


def test_shares_of_channels_leave_a_share_for_the_phone():
    line = "channels.email_share = 0.7 and chat_share = 0.5: together at most 1; the rest comes by phone."
    assert errors({"channels.email_share": 0.7, "channels.chat_share": 0.5}, "bare_queue") == [line]


def test_email_that_no_group_answers():
    email = {"mechanisms.channels": True, "channels.email_share": 0.5}
    line = "workforce.groups: no group answers email: write email among the channels of a group, or null for all."
    assert errors(email | {"workforce.groups.agents.channels": ["phone"]}, "bare_queue") == [line]
    assert errors(email | {"workforce.groups.agents.channels": ["phone", "email"]}, "bare_queue") == []
    assert errors({"workforce.groups.agents.channels": ["phone"]}, "bare_queue") == []


def test_no_agent_at_work_is_allowed_where_customers_abandon():
    assert errors({"workforce.groups.agents.agents_per_interval": [0]}, "bare_queue") == []


def test_a_gap_of_some_contact_types_names_them():
    front = resolved("base")["workforce"]["groups"]["front"]
    others = {**front, "contact_types": ["delivery", "technical", "contract_change", "complaint"]}
    early = {**front, "contact_types": ["billing"], "hours_per_week": 20}
    found = errors({"workforce.groups": {"front": others, "early": early}, "roster.shift_starts_h": [8.0, 9.6]})
    assert found == [
        "no agent who can take billing is at work from 14:00 to 17:00, when contacts come: see roster.shift_starts_h and "
        "workforce.groups."
    ]


def test_a_group_smaller_than_the_number_of_shifts_leaves_gaps():
    """Two agents on four shifts that change places daily: on some day both start at 8:00 and 8:30."""
    assert errors({"workforce.groups.front.n_agents": 2, "roster.shift_starts_h": [8.0, 8.5, 9.1, 9.6]}) == [
        "no agent is at work from 08:00 to 09:00 and from 16:00 to 17:00, when contacts come: see roster.shift_starts_h "
        "and workforce.groups."
    ]


def test_all_errors_are_reported_at_once():
    """A value of each type: errors of some sections do not hide errors of the others or between them."""
    found = errors({
        "conversation.steepness": "1,5", "repeats.return_prob": 74, "aht_cap": 3, "contact_types.billing.share": 0.25,
        "authority.refuse_prob": 0.9, "run.seed": -1,
    })
    assert len(found) == 6, found


def test_each_error_is_one_line_and_reported_once():
    found = errors({"conversation": 3, "demand.profile": ["x", "x"], "contact_types.billing.share": True})
    assert all(line.strip() and "\n" not in line for line in found)
    assert len(set(found)) == len(found)


def test_right_values_that_look_odd_pass():
    assert errors({
        "centre.opens_h": "8:00", "centre.closes_h": "17:00", "conversation.aht_cap_s": "180",
        "contact_types.billing.talk_distribution": 250, "centre.n_lines": None,
        "roster.shift_starts_h": [8, "8:30", "9:06", "9:36"],
        "customers.n": 8e4, "channels.chat_max": 2.0,  # no point can separate thousands here
    }) == []


def test_errors_are_passed_between_processes():
    one, two = message("one {n}", n=message("more")), message("two")
    faulty = pickle.loads(pickle.dumps(ConfigError([one, two, one])))
    assert faulty.messages == (one, two)
    assert faulty.lines == ("one more", "two")
    assert str(faulty) == "one more\ntwo"


ENGLISH = re.compile(r"\b(the|must|is|are|of|there|only|with|write|that|and|from|no|this|more|than|takes|each)\b")


@pytest.mark.parametrize("change", [
    {"repeats.return_prob": 74}, {"repeats.return_prob": "74 %"}, {"customers.n": 1.5}, {"customers.n": 80.0},
    {"roster.lunch": "late"},
    {"centre.first_day": "soon"}, {"conversation.aht_cap_s": "3 min"}, {"conversation.clock_visible": 3}, {"demand.profile": 1},
    {"contact_types.billing.talk_distribution": "exactly 3 mn"}, {"contact_types.billing.talk_distribution": "sometimes"},
    {"repeats.retrn_prob": 1}, {"demand.growth_factor": "140 %"}, {"demand.growth_factor": "-40 %"},
    {"demand.growth_factor": "40 %"}, {"workforce.groups.front.n_agents": 0}, {"demand.profile": [1.0]},
    {"centre.closes_h": 7}, {"contact_types.billing.share": 0.9}, {"centre.open_weekdays": []}, {"roster.shift_starts_h": [9.0]}])
def test_a_message_is_a_sentence_in_danish_too(change):
    """Nested messages and cures too; the key and what stands in quotes are the scenario file's."""
    with pytest.raises(ConfigError) as found:
        vary(load(), change, "a test")
    for one in found.value.messages:
        danish = Translator("da")(one)
        assert danish != str(one)
        assert not ENGLISH.search(re.sub(r"`[^`]*`|'[^']*'", "", danish)), danish
        assert danish.split(":")[0].split(" ")[0] in (str(one).split(":")[0].split(" ")[0], "ingen")
