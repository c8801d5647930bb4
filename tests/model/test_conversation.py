"""Effect of a cap, against integrals of the lognormal distribution, and work per case."""

import math

import numpy as np
import pytest
from scipy import integrate, stats

from sim.model.contact.authority import BY_AGENT, BY_TEAM_LEADER, REFUSED, WORKAROUND, decision_taken, full_resolve_prob
from sim.model.contact.service_time import given_share, given_talk_s, manner_sd, needed_talk_s, resolves_prob, work_left_s
from sim.schema import Contacts
from tests.bare import completed, minutes, staffed
from tests.queueing.test_laws import hits

SIGMA = 0.84


def capped(*overrides: str, mean_s: float = 300.0, replications: int = 8) -> list[Contacts]:
    """Days of a bare queue with enough agents and a hard cap of 180 s."""
    out = []
    for replication in range(replications):
        contacts = completed([minutes(2), f"contact_types.call.talk_distribution=lognormal mean {mean_s} s sigma {SIGMA}",
                              "patience.distribution=never",
                          "mechanisms.aht_cap=on", "conversation.aht_cap_s=180", "run.horizon_days=3",
                          "run.warm_up_days=0", *staffed(40), *overrides], replication).contacts
        assert contacts is not None
        out.append(contacts)
    return out


@pytest.mark.parametrize(("mean_s", "cut", "talk_s"), [(180.0, 0.337242726848, 121.407381665),
                                                       (300.0, 0.574610959147, 149.013575079)])
def test_a_hard_cap_truncates_the_lognormal(mean_s: float, cut: float, talk_s: float) -> None:
    """LN-01 and LN-02: share of conversations that reach 180 s, and mean talk time with the cap."""
    runs = capped(mean_s=mean_s)
    hits([run.cut_short.mean() for run in runs], cut, 0.02)
    hits([run.talk_s.mean() for run in runs], talk_s, 0.02)


@pytest.mark.parametrize("steepness", [1.0, 2.0, 4.0])
def test_resolution_falls_as_time_given_over_needed(steepness: float) -> None:
    """F6: FCR = p E[min(1, cap / need)^eta], by numerical integration; .55, .47 and .40 of the calibration table."""
    distribution = stats.lognorm(SIGMA, scale=300.0 * math.exp(-SIGMA**2 / 2))
    over, _ = integrate.quad(lambda need: (180.0 / need) ** steepness * distribution.pdf(need), 180.0, np.inf)
    known = 0.75 * (distribution.cdf(180.0) + over)
    assert round(known, 2) == {1.0: 0.55, 2.0: 0.47, 4.0: 0.40}[steepness]
    runs = capped(f"conversation.steepness={steepness}", "contact_types.call.resolve_prob=0.75", "repeats.return_prob=0")
    hits([run.solved.mean() for run in runs], known, 0.02)


def test_half_enforcement_cuts_half_of_the_conversations() -> None:
    """Enforcement 0.5 cuts half as many conversations as a hard cap; the others take the time they need."""
    runs = capped("conversation.cap_enforcement=0.5")
    hits([run.cut_short.mean() for run in runs], 0.574610959147 / 2, 0.02)


def test_a_visible_clock_ends_conversations_short_of_the_cap() -> None:
    """Conversations over the cap end between 80 % and 100 % of it, at 80 + 20 x 2/3 = 93.3 % on average (root of u)."""
    runs = capped("conversation.clock_visible=true", "conversation.tense_from_share=0.8")
    for run in runs:
        cut = run.talk_s[run.cut_short]
        assert cut.min() >= 0.8 * 180.0
        assert cut.max() < 180.0
    hits([run.talk_s[run.cut_short].mean() for run in runs], 180.0 * (0.8 + 0.2 * 2 / 3), 0.005)


def test_work_per_case_is_the_geometric_sum() -> None:
    """F9: if AHT and FCR are the same for all conversations, work per opened case is AHT / (1 - (1 - FCR) q), in the same run.

    A relation between three measured values; the horizon makes the few cases open at the end negligible.
    """
    gaps = []
    for replication in range(12):
        record = completed([minutes(2), "contact_types.call.talk_distribution=exponential mean 240 s",
                            "contact_types.call.resolve_prob=0.62",
                        "repeats.return_prob=0.8", "repeats.delay_distribution=exponential mean 1 h",
                            "patience.distribution=never",
                        "run.horizon_days=10", "run.warm_up_days=1", *staffed(25)], replication)
        day = {name: column[1:].sum() for name, column in record.days.items()}
        fcr = day["n_solved"] / day["n_conversations"]
        q = day["n_repeats"] / (day["n_conversations"] - day["n_solved"])
        gaps.append(day["handle_s"] / day["n_opened"] * (1 - (1 - fcr) * q) / (day["handle_s"] / day["n_conversations"]))
    hits(gaps, 1.0, 0.005)


def test_rules_by_hand() -> None:
    """The rules at their limits."""
    assert work_left_s(200.0, 0.0, 0, False, 60.0, 0.5) == 200.0
    assert work_left_s(200.0, 120.0, 1, False, 60.0, 0.5) == 200.0
    assert work_left_s(200.0, 120.0, 1, True, 60.0, 0.5) == 200.0
    assert work_left_s(120.0, 1200.0, 1, False, 60.0, 0.5) == 120.0     # done by email, which takes ten times as long
    assert given_talk_s(200.0, 180.0, False, True, 0.8, 0.5) == 200.0
    assert given_talk_s(170.0, 180.0, True, True, 0.8, 0.5) == 170.0
    assert given_talk_s(200.0, 180.0, True, False, 0.8, 0.5) == 180.0
    assert given_talk_s(200.0, 180.0, True, True, 0.8, 0.25) == 180.0 * 0.9
    assert given_share(180.0, 200.0, 0.10) == 1.0
    assert given_share(90.0, 200.0, 0.10) == 0.5
    assert resolves_prob(0.7, 0.1, 0.5, 2.0) == pytest.approx(0.8 * 0.25)
    assert resolves_prob(0.7, 0.5, 1.0, 2.0) == 1.0
    assert resolves_prob(0.7, 0.0, 0.0, 2.0) == 0.0
    assert resolves_prob(0.7, 0.0, 0.0, 0.0) == 0.7
    assert needed_talk_s(100.0, 1.2, 0.0, 0.065, 1.05) == pytest.approx(126.0)
    assert needed_talk_s(100.0, 1.0, 60.0, 0.065, 1.0) == pytest.approx(100.0 * 2**0.065)
    assert manner_sd(0.2, 0.5, -0.5, 3600.0, -0.1 / 3600, True, -0.3, True, 0.3) == pytest.approx(0.2 - 0.25 - 0.1)


def test_outcome_of_decisions() -> None:
    """Within authority the agent; otherwise a team leader, a refused decision or a workaround."""
    assert decision_taken(0.3, 0.5, 0.3, 0.29, 0.0) == BY_AGENT
    assert decision_taken(0.3, 0.5, 0.3, 0.30, 0.49) == BY_TEAM_LEADER
    assert decision_taken(0.3, 0.5, 0.3, 0.99, 0.79) == REFUSED
    assert decision_taken(0.3, 0.5, 0.3, 0.99, 0.81) == WORKAROUND
    assert [full_resolve_prob(decision, 0.7, 0.9, 0.76) for decision in range(5)] == [0.7, 0.9, 0.76, 0.0, 1.0]
    assert resolves_prob(0.0, 0.1, 1.0, 2.0) == 0.0, "a refusal solves nothing, however able the agent"
