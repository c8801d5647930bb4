"""One customer's story reads as it happened."""

from dataclasses import replace

import pandas as pd
import pytest

from sim.experiment.answer import Answer
from sim.i18n.translate import Translator
from sim.reporting.story import Call, Story, story
from tests.answers import LOST, contact, made

TR = Translator()


def description(answer: Answer) -> Story:
    found = story(answer, TR)
    assert found is not None
    return found


def lines(call: Call) -> list[str]:
    """Each event with its time of day, hard spaces made soft."""
    return [f"{event.clock} {event.words}".strip().replace("\u00a0", " ") for event in call.events]


def one_contact(**values: object) -> list[str]:
    """The story's events of a contact in base."""
    rows = pd.DataFrame([contact("base", **values), contact("aht_cap_180")])
    return lines(description(made(["base", "aht_cap_180"], story=rows)).days[0].sides[0][0])


def test_the_hand_made_case_reads_right(two: Answer) -> None:
    """Base: one call, solved. The cap: cut short, gave up waiting, cut short again, solved in the end."""
    found = description(two)
    assert found.labels == ("Base", "Hard cap 180 s")
    assert [(day.date, day.later) for day in found.days] == [
        ("Tuesday 17 February", ""),
        ("Friday 20 February", "3 days later"),
        ("Tuesday 24 February", "7 days later"),
    ]
    (base,), (first,) = found.days[0].sides
    assert lines(base) == [
        "08:36:40 Calls for the first time. The problem: a technical problem.",
        "08:37:28 Agent 7 answers after a wait of 48 s.",
        "The agent also explains the next two or three steps.",
        "08:44:38 The conversation ends after 7 min 10 s.",
        "Solved. Probability that the customer is very satisfied: 79%.",
    ]
    assert lines(first) == [
        "08:36:40 Calls for the first time. The problem: a technical problem.",
        "08:37:35 Agent 7 answers after a wait of 55 s.",
        "08:40:26 Cut short after 2 min 51 s; the problem needed 7 min 10 s.",
        "Not solved. Probability that the customer is very satisfied: 25%. Will call again.",
    ]
    nothing, (lost, again) = found.days[1].sides
    assert nothing == []
    assert found.days[1].quiet == ("Nothing: the case is closed.", "Nothing yet.")
    assert lines(lost) == [
        "10:02:00 Calls again about the same problem.",
        "10:05:30 Gives up after waiting 3 min 30 s.",
        "Will try again.",
    ]
    assert lines(again) == [
        "10:20:10 Calls again after no answer.",
        "10:21:35 Agent 12 answers after a wait of 1 min 25 s.",
        "The agent may not decide and asks a team leader: 1 min 35 s on hold.",
        "10:28:00 Cut short after 3 min; the problem needed 5 min. The call ends 6 min 25 s after the answer: 3 min with agents, "
        "1 min 35 s on hold and 1 min 50 s with the team leader.",
        "Not solved. Probability that the customer is very satisfied: 13%. Will call again.",
    ]
    assert [total.replace("\u00a0", " ") for total in found.totals] == [
        "1 call; 7 min 58 s of the customer’s time, 8 min 10 s of agents’ time. Solved in the end.",
        "4 calls; 18 min 24 s of the customer’s time, 14 min 26 s of agents’ time, 1 min 50 s of a team leader’s time. "
        "Solved in the end.",
    ]
    assert found.title.replace("\u00a0", " ") == (
        "Base: 1 call, 7 min 58 s of the customer’s time. "
        "Hard cap 180 s: 4 calls over 8 days, 18 min 24 s of the customer’s time."
    )


def test_bars_share_one_scale_and_add_up(two: Answer) -> None:
    calls = [call for day in description(two).days for side in day.sides for call in side]
    whole = [call.wait + call.talk + call.hold for call in calls]
    assert max(whole) == pytest.approx(100, abs=0.02)
    assert whole[0] / whole[1] == pytest.approx(478 / 226, rel=1e-3)
    assert all(min(call.wait, call.talk, call.hold) >= 0 for call in calls)
    assert [call.hold for call in calls].count(0) == len(calls) - 1


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"balked": True}, "08:38:20 No agent is free. Hangs up at once."),
        ({"blocked": True}, "08:38:20 Gets the busy tone."),
        ({"abandoned": True}, "08:38:20 Gives up after waiting 1 min 40 s."),
        ({"turned_away": True}, "08:38:20 The centre closes; 1 min 40 s waited in vain."),
        ({"not_reached": True}, "08:38:20 Does not answer our callback 1 min 40 s later."),
    ],
)
def test_each_way_of_not_being_answered(values: dict[str, object], line: str) -> None:
    description_lines = one_contact(**(LOST | {"ended_at_s": 31_100.0, "wait_s": 100.0} | values))
    assert description_lines == ["08:36:40 Calls for the first time. The problem: a technical problem.", line]


@pytest.mark.parametrize(("arrived", "ended", "shown"), [
    (31_000.0, 31_061.0, "1 min 1 s"), (31_000.9, 31_061.0, "1 min 1 s"), (31_000.0, 31_060.9, "1 min"),
    (31_000.4, 31_000.6, "0 s")])
def test_the_wait_of_one_who_gives_up_is_the_difference_of_the_clocks_shown(arrived, ended, shown) -> None:
    lines_shown = one_contact(**(LOST | {"arrived_at_s": arrived, "ended_at_s": ended, "wait_s": ended - arrived,
                                         "abandoned": True}))
    assert lines_shown[-1].endswith(f"Gives up after waiting {shown}.")


@pytest.mark.parametrize(("channel", "rest", "says"), [
    ("phone", 200.0, ", 3 min 20 s of a team leader’s time."), ("phone", 0.0, ""), ("phone", 0.4, ""), ("chat", 200.0, "")])
def test_the_totals_have_the_team_leaders_time(channel, rest, says) -> None:
    """From the answer at 08:37:28 to the end: 430 s with the agent, and the rest with the team leader."""
    talk = {"channel": channel, "answered_at_s": 31_048.0, "talk_s": 430.0, "ended_at_s": 31_478.0 + rest}
    rows = pd.DataFrame([contact("base", **talk), contact("aht_cap_180")])
    total = description(made(["base", "aht_cap_180"], story=rows)).totals[0].replace("\u00a0", " ")
    assert ("team leader" in total) is bool(says)
    assert says in total


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"wait_s": 0.0, "answered_at_s": 31_000.0}, "08:36:40 Agent 7 answers at once."),
        ({"announced_s": 120.0}, "Hears an expected wait of 2 min."),
        ({"callback": True}, "Chooses to be called back."),
        ({"callback": True}, "08:37:40 Agent 7 calls back after 1 min."),
        ({"decision": "by_agent"}, "The agent may decide this alone."),
        ({"decision": "refused"}, "Hears “I am not allowed to do that”."),
        (
            {"decision": "by_team_leader", "team_leader_wait_s": 30.0},
            "The agent may not decide and asks a team leader: 30 s on hold.",
        ),
        ({"transferred": True, "transfer_wait_s": 61.0}, "Is transferred to a colleague and waits 1 min 1 s."),
        (
            {"solved": False, "follow_up": "gave_up", "very_satisfied_prob": 0.1},
            "Not solved. Probability that the customer is very satisfied: 10%. Gives up; the problem remains.",
        ),
        ({"contact_type": "contract_change"}, "08:36:40 Calls for the first time. The problem: a change of contract."),
    ],
)
def test_events_of_a_conversation(values: dict[str, object], line: str) -> None:
    assert line in one_contact(**values)


def test_the_parts_of_a_conversation_make_its_whole() -> None:
    """Answered at 08:37:40.6, ended at 08:50:00.2: 12 min 20 s on the clock. 440.3 s with agents, 61.4 s until the colleague,
    30.2 s on hold, so 207.7 s with the team leader; shown as 441 + 61 + 30 + 208 = 740 s."""
    values = {"answered_at_s": 31_060.6, "ended_at_s": 31_800.2, "talk_s": 440.3, "transferred": True, "transfer_wait_s": 61.4,
              "decision": "by_team_leader", "team_leader_wait_s": 30.2}
    assert one_contact(**values)[4] == (
        "08:50:00 The call ends 12 min 20 s after the answer: 7 min 21 s with agents, 1 min 1 s waiting for a colleague, 30 s on "
        "hold and 3 min 28 s with the team leader.")
    cut = one_contact(ended_at_s=31_300.0, talk_s=170.0, needed_s=440.0, cut_short=True, decision="by_team_leader",
                      team_leader_wait_s=20.0)
    assert cut[3] == ("08:41:40 Cut short after 2 min 50 s; the problem needed 7 min 20 s. The call ends 4 min after the answer: "
                      "2 min 50 s with agents, 20 s on hold and 50 s with the team leader.")
    assert one_contact(channel="chat", ended_at_s=31_600.0)[2] == (
        "08:46:40 The call ends 9 min after the answer: 7 min 20 s with agents and 1 min 40 s waiting for replies.")


@pytest.mark.parametrize("other", [{"arrived_at_s": 27_000.0}, {"contact_type": "billing"}])
def test_a_first_call_that_differs_is_not_called_the_same(other: dict[str, object]) -> None:
    rows = pd.DataFrame([contact("base"), contact("aht_cap_180", **other)])
    about = description(made(["base", "aht_cap_180"], story=rows)).about
    assert "same person" not in about
    clock, subject = ("07:30:00", "a technical problem") if "arrived_at_s" in other else ("08:36:40", "a bill")
    assert "a technical problem, Tuesday 17 February at 08:36:40 in Base" in about
    assert f"{subject}, Tuesday 17 February at {clock} in Hard cap 180 s" in about


def test_a_contact_carried_over_midnight_has_the_clock_s_time() -> None:
    assert one_contact(answered_at_s=86_460.0, ended_at_s=86_520.0)[1].startswith("00:01:00")


def test_a_case_that_base_does_not_solve_has_a_story_too() -> None:
    """The story is not always the cap's defeat."""
    rows = pd.DataFrame([contact("base", solved=False, follow_up="gave_up"), contact("aht_cap_180")])
    found = description(made(["base", "aht_cap_180"], story=rows))
    assert found.totals[0].endswith("Not solved.")
    assert found.totals[1].endswith("Solved in the end.")


def test_the_storys_frequency_is_stated(two: Answer) -> None:
    usual = two.story.copy()
    usual.attrs = {"n_cases": 471, "n_more": 112, "n_fewer": 5}
    about = description(replace(two, story=usual)).about.replace("\u00a0", " ")
    assert "Of the 471 cases" in about
    assert "112 took more conversations in Hard cap 180 s than in Base and 5 took fewer" in about
    assert "471" not in description(two).about


def test_no_story_where_no_case_went_differently(two: Answer) -> None:
    assert story(replace(two, story_other=None), TR) is None
    assert story(replace(two, story=two.story.iloc[:0]), TR) is None
    assert story(replace(two, story=two.story.iloc[:1]), TR) is None
