"""The bare queue with overrides covers every type of known answer.

Simulated results are tested elsewhere; here, that each case can be written as overrides, and its parameters.
"""

import pytest

from sim.config.scenario import load
from sim.params import Params

DAY_S = 86400.0


def bare(*overrides: str) -> Params:
    return load("bare_queue", overrides).params


def agents(n: int) -> list[str]:
    return [f"workforce.groups.agents.n_agents={n}", f"workforce.groups.agents.agents_per_interval=[{n}]"]


def test_as_it_stands_it_is_erlang_a_case_ea_07():
    """2 calls a minute of 5 minutes, 12 agents, patience 3 minutes, nothing else."""
    p = bare()
    (call,) = p.contact_types.values()
    (group,) = p.workforce.groups.values()
    assert p.demand.needs_per_day / 1440 == 2
    assert call.talk_distribution.text == "exponential mean 300 s"
    assert call.wrap_distribution.text == "exactly 0 s"
    assert p.patience.distribution.text == "exponential mean 180 s"
    assert group.agents_per_interval == (12,)
    assert call.resolve_prob == 1
    assert (p.redial.after_abandon_prob, p.repeats.return_prob, p.customers.n) == (0, 0, 0)
    on = {name for name, value in p.mechanisms if value}
    assert on == {"patience", "redials", "repeats"}


def test_erlang_b_and_finite_queues():
    """EB-02 and BK-01: lines are shared by waiting and talking."""
    p = bare("mechanisms.patience=false", "centre.n_lines=10", "demand.needs_per_day=2880", *agents(10))
    assert (p.mechanisms.patience, p.centre.n_lines) == (False, 10)
    assert bare("centre.n_lines=17", *agents(12)).centre.n_lines == 17


def test_erlang_c():
    """EC-01: 250 calls per half-hour of 210 s."""
    p = bare("mechanisms.patience=false", "demand.needs_per_day=12000",
             "contact_types.call.talk_distribution=exponential mean 210 s",
             *agents(30))
    assert p.demand.needs_per_day == 250 * 48
    assert p.contact_types["call"].talk_distribution.mean_s == 210


@pytest.mark.parametrize(("text", "mean_s"), [
    ("exactly 300 s", 300),
    ("lognormal mean 300 s cv 1.09", 300),
    ("gamma mean 300 s shape 2", 300),
    ("uniform 100 s to 500 s", 300),
    ("25 % exactly 0 s + 75 % exponential mean 400 s", 300),
    ("exponential mean 5 min", 300),
])
def test_any_distribution_of_service_patience_and_delay(text, mean_s):
    """EB-06, MG-01 to MG-05, and C2: the distribution is one value, with + and % in it."""
    p = bare(f"contact_types.call.talk_distribution={text}", f"patience.distribution={text}", f"redial.delay_distribution={text}",
             f"repeats.delay_distribution={text}", *agents(1))
    for distribution in (p.contact_types["call"].talk_distribution, p.patience.distribution, p.redial.delay_distribution,
                         p.repeats.delay_distribution):
        assert distribution.mean_s == pytest.approx(mean_s)


def test_priorities():
    """PR-01: two contact types that differ only in priority."""
    contact_type = ("{{share: 0.5, talk_distribution: exponential mean 5 min, wrap_distribution: 0, "
                    "resolve_prob: 1, decision_prob: 0, "
            "failure_prob: 0, serious_share: 0, small_share: 1,"
            " patience_factor: 1, priority: {}, self_service_factor: 0, transfer_prob: 0, transfer_to: null, "
            "timetable_s: null}}")
    p = bare("~contact_types.call", f"+contact_types.high={contact_type.format(0)}",
             f"+contact_types.low={contact_type.format(1)}",
             "mechanisms.patience=false", *agents(10))
    assert {name: k.priority for name, k in p.contact_types.items()} == {"high": 0, "low": 1}
    assert p.contact_types["low"].talk_distribution.mean_s == 300


def test_skills_second_tier_and_random_agent():
    second = ("{share: 0, talk_distribution: exponential mean 5 min, wrap_distribution: 0, resolve_prob: 1, decision_prob: 0, "
              "failure_prob: 0, serious_share: 0, small_share: 1,"
              " patience_factor: 2, priority: 0, self_service_factor: 0, transfer_prob: 0, transfer_to: null, "
              "timetable_s: null}")
    group = "{n_agents: 3, hours_per_week: 168, contact_types: [second], channels: null, agents_per_interval: [3]}"
    p = bare(f"+contact_types.second={second}", "contact_types.call.transfer_prob=0.3", "contact_types.call.transfer_to=second",
             f"+workforce.groups.experts={group}", "workforce.groups.agents.contact_types=[call]", "routing.which_agent=random")
    assert p.contact_types["call"].transfer_to == "second"
    assert p.workforce.groups["experts"].contact_types == ("second",)
    assert p.routing.which_agent == "random"


def test_retrials_and_redials():
    """RT-01, RT-04: after giving up, after being blocked, without limit or with one, keeping patience or not."""
    p = bare("redial.after_abandon_prob=0.6", "redial.delay_distribution=exponential mean 20 min",
             "patience.patience_on_redial=persistent",
             "redial.max_redials=1")
    assert (p.redial.after_abandon_prob, p.redial.delay_distribution.mean_s, p.redial.max_redials) == (0.6, 1200, 1)
    p = bare("redial.after_blocked_prob=1", "centre.n_lines=1", "redial.delay_distribution=exponential mean 2 min", *agents(1))
    assert (p.redial.after_blocked_prob, p.redial.max_redials) == (1, None)


def test_returns_after_service():
    """JK-01: 30 % of conversations return after a day, their service drawn again."""
    p = bare("contact_types.call.resolve_prob=0.7", "repeats.return_prob=1", "mechanisms.patience=false", *agents(2),
             "demand.needs_per_day=504", "contact_types.call.talk_distribution=exponential mean 3 min")
    assert p.repeats.delay_distribution.mean_s == DAY_S
    assert p.repeats.later_day_shares == ()
    conversation = p.conversation
    assert (conversation.need_on_repeat, conversation.later_resolve_factor, conversation.restart_s) == ("redrawn", 1, 0)
    assert bare("conversation.need_on_repeat=persistent").conversation.need_on_repeat == "persistent"


def test_a_day_with_edges_and_changing_staff():
    """TV-01: 13 hours, rates and agents by the hour, one in ten leaves at once, calls in progress are finished."""
    rates = [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60]
    staff = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4]
    p = bare("centre.opens_h=8", "centre.closes_h=21", "centre.at_closing=serve_out", "demand.interval_h=1",
             f"demand.profile={rates}", f"demand.needs_per_day={sum(rates)}",
             "contact_types.call.talk_distribution=exponential mean 100 s", "patience.distribution=exponential mean 1000 s",
             "patience.balk_prob=0.1", "workforce.groups.agents.n_agents=8",
             f"workforce.groups.agents.agents_per_interval={staff}")
    assert p.demand.profile == tuple(rates)
    assert p.workforce.groups["agents"].agents_per_interval == tuple(staff)


def test_a_sinusoid_and_enough_servers():
    """TV-05: M(t)/M/infinity, the sinusoid in steps of six minutes."""
    profile = [1.0] * 240
    p = bare("demand.interval_h=0.1", f"demand.profile={profile}", "workforce.groups.agents.n_agents=200",
             f"workforce.groups.agents.agents_per_interval={[200] * 240}")
    assert len(p.demand.profile) == 240


def test_a_day_factor():
    """OD-01: Gamma of shape 10."""
    p = bare("demand.busyness_alpha=10", "demand.needs_per_day=1660")
    assert p.demand.busyness_alpha == 10


def test_a_world_by_hand():
    """One agent, calls of exactly 100 s at 0, 10 and 20 s, patience exactly 150 s."""
    p = bare("contact_types.call.timetable_s=[0,10,20]", "contact_types.call.talk_distribution=exactly 100 s",
             "patience.distribution=exactly 150 s",
             *agents(1), "run.horizon_days=1", "run.warm_up_days=0")
    assert p.contact_types["call"].timetable_s == (0, 10, 20)
