"""The animation: a day run by SimPy with an observer that has no effect, as an event log and as a page."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.animation.event_log import COLUMNS, event_log, write_vidigi
from sim.animation.recorded_day import RecordedDay, record_day
from sim.animation.replay import html, replay
from sim.cli.main import main
from sim.config.errors import ConfigError
from sim.findings.story_texts import STORY
from sim.i18n.translate import LANGUAGES
from sim.schema import FollowUp, Outcome
from tests.experiment.made_by_hand import contacts_by_hand, lost

FEW = ["run.horizon_days=12", "run.warm_up_days=3", "demand.needs_per_day=120", "customers.n=20000",
       "workforce.groups.front.n_agents=6"]


@pytest.fixture(scope="module")
def two() -> list[RecordedDay]:
    return record_day([sim.load("base", FEW), sim.load("aht_cap_180", FEW)])


def test_the_recorded_day_is_that_of_the_run(two):
    """Other days by the other engine, and a shorter horizon: the day's contacts equal those of the compiled run, with the same
    customers in both centres."""
    for recorded, name in zip(two, ("base", "aht_cap_180"), strict=True):
        year = sim.simulate(sim.load(name, FEW)).record.contacts
        today, ours = year.day == recorded.day, recorded.contacts.day == recorded.day
        assert today.sum() > 50
        for column in ("contact_id", "case_key", "arrived_at_s", "wait_s", "handle_s", "agent_id", "solved", "satisfaction"):
            assert np.array_equal(getattr(year, column)[today], getattr(recorded.contacts, column)[ours], equal_nan=True)
    first = [set(one.contacts.case_key[(one.contacts.day == one.day) & (one.contacts.nth_contact == 1)]) for one in two]
    assert len(first[0] & first[1]) > 0.9 * len(first[0] | first[1]), "the same customers, but for next cases"


def test_cases_are_recorded_from_their_first_day_to_their_last(two):
    contacts = two[1].contacts
    first = pd.DataFrame({"case": contacts.case_id, "nth": contacts.nth_contact}).groupby("case")["nth"].min()
    assert (first == 1).mean() > 0.9, "earlier days are told too"
    assert (contacts.day > two[1].day).any()


def test_a_closed_day_and_a_centre_that_never_opens_are_errors():
    base = sim.load("base", FEW)
    with pytest.raises(ConfigError, match="closed on day 5"):
        record_day([base], day=5)
    with pytest.raises(ConfigError, match="past the end of the run"):
        record_day([base], day=400)


# --- the event log ------------------------------------------------------------------------------------------


@pytest.fixture
def by_hand(two) -> RecordedDay:
    """Day 7. One waits 10 s and talks until 200 with the third agent, who writes until 230, and will repeat; one gives up
    after 30 s for good; one of another day."""
    agent = int(two[0].workforce.agent_id[2])
    contacts = contacts_by_hand(
        {"contact_id": 5, "day": 7, "arrived_at_s": 90.0, "wait_s": 10.0, "answered_at_s": 100.0, "ended_at_s": 200.0,
         "handle_s": 130.0, "agent_id": agent, "solved": False, "follow_up": FollowUp.REPEAT},
        {**lost(Outcome.ABANDONED, 30.0), "contact_id": 6, "day": 7, "arrived_at_s": 95.0, "ended_at_s": 125.0},
        {"contact_id": 1, "day": 6})
    return two[0]._replace(day=7, contacts=contacts)


def test_the_log_has_each_event_once_in_order(by_hand):
    log = event_log(by_hand)
    assert tuple(log.columns) == COLUMNS
    told = list(zip(log["entity_id"], log["event"], log["time"], strict=True))
    assert told == [
        (5, "arrival", 90.0), (5, "waits", 90.0), (6, "arrival", 95.0), (6, "waits", 95.0), (5, "talks", 100.0),
        (6, "gives_up", 125.0), (6, "given_up", 125.0), (6, "depart", 125.0), (5, "hangs_up", 200.0), (5, "will_repeat", 200.0),
        (5, "talks", 230.0), (5, "depart", 230.0)]
    conversations = log[log["event"] == "talks"]
    assert conversations["event_type"].tolist() == ["resource_use", "resource_use_end"]
    assert conversations["resource_id"].tolist() == [3, 3], "agents count from 1"


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome != Outcome.ANSWERED])
@pytest.mark.parametrize("follow_up", list(FollowUp))
def test_every_contact_without_an_answer_has_its_events(by_hand, outcome, follow_up):
    contacts = contacts_by_hand({**lost(outcome, 30.0), "day": 7, "follow_up": follow_up})
    events = event_log(by_hand._replace(contacts=contacts))["event"].tolist()
    ends = {"NOTHING": "solved", "REDIAL": "will_redial", "REPEAT": "will_repeat", "GAVE_UP": "given_up"}
    lost_as = {"ABANDONED": "gives_up", "BALKED": "gives_up", "BLOCKED": "busy_line"}
    assert events == ["arrival", "waits", lost_as.get(outcome.name, outcome.name.lower()), ends[follow_up.name], "depart"]


def test_the_story_has_a_sentence_for_every_contact_without_an_answer():
    script = (Path(sim.__file__).parent / "animation" / "story.js").read_text()
    named = re.search(r"const LOST = {(.*?)};", script, re.DOTALL)[1]
    keys = {int(number): key for number, key in re.findall(r'(\d+): "([\w.]+)"', named)}
    assert keys == {int(outcome): f"story.{outcome.name.lower()}" for outcome in Outcome if outcome != Outcome.ANSWERED}
    assert {key.removeprefix("story.") for key in keys.values()} <= set(STORY)


def test_no_agent_is_in_two_conversations_at_once(two):
    for recorded in two:
        log = event_log(recorded)
        for _, conversations in log[log["event"] == "talks"].groupby("resource_id"):
            assert (conversations["event_type"].iloc[::2] == "resource_use").all()
            assert (conversations["event_type"].iloc[1::2] == "resource_use_end").all()
            assert conversations["time"].is_monotonic_increasing


def test_vidigi_gets_only_the_events_that_it_knows(by_hand, tmp_path):
    write_vidigi(by_hand, tmp_path / "log.csv")
    log = pd.read_csv(tmp_path / "log.csv")
    assert set(log["event_type"]) == {"arrival_departure", "queue", "resource_use", "resource_use_end"}
    assert log.loc[0, "time"] == 1.5, "minutes"
    ends = log.groupby("entity_id")["event"].agg(["first", "last"])
    assert (ends["first"] == "arrival").all()
    assert (ends["last"] == "depart").all()


# --- the page -----------------------------------------------------------------------------------------------


def test_the_page_needs_nothing_from_outside(two):
    page = html(two)
    assert len(page.encode()) < 500_000
    assert not re.search(r"(?:https?:)?//[a-z]", re.sub(r"//[^\n]*\n", "\n", page)), "no address"
    assert "default-src 'none'" in page
    assert "/*" not in re.sub(r"(?s)<style>.*</style>", "", page), "every part is in its place"


def test_the_page_has_every_language_and_opens_in_the_requested_one(two):
    assert '<html lang="da">' in html(two, "da")
    texts = json.loads(re.search(r'(?s)id="texts">(.*?)</script>', html(two))[1])
    assert tuple(texts) == LANGUAGES
    assert all(lines["play"] for lines in texts.values())


def test_the_page_holds_the_days_own_numbers(two):
    data = json.loads(re.search(r'(?s)id="data">(.*?)</script>', html(two))[1])
    assert data["is_lesson"]
    assert data["mark_s"] == 180
    for centre, recorded in zip(data["centres"], two, strict=True):
        c, columns = recorded.contacts, centre["contacts"]
        today = c.day == recorded.day
        shown = [i for i, day in enumerate(columns["day"]) if day == 0]
        assert len(shown) == today.sum()
        assert sum(columns["sv"][i] for i in shown) == c.solved[today].sum()
        assert sum(columns["cut"][i] for i in shown) == c.cut_short[today].sum()
        assert sum(columns["h"][i] for i in shown) == pytest.approx(c.handle_s[today].sum(), abs=0.05 * today.sum())
        assert [columns["a"][i] for i in shown] == sorted(columns["a"][i] for i in shown)


def test_a_name_cannot_end_the_element_that_it_stands_in(two):
    nasty = sim.load("base", [*FEW, "name='</script><b>'"])
    page = html([two[0]._replace(scenario=nasty), two[1]])
    assert "</script><b>" not in page


def test_a_centre_alone_has_no_lesson(two):
    assert not replay(two[:1])["is_lesson"]
    assert not replay(two[::-1])["is_lesson"]


# --- the command line ---------------------------------------------------------------------------------------


def test_play_writes_the_page_and_the_logs(tmp_path, capsys):
    out = tmp_path / "deep" / "day.html"
    assert main(["play", "aht_cap_180", "--out", str(out), "--language", "da", "--vidigi", *FEW]) == 0
    assert '<html lang="da">' in out.read_text(encoding="utf-8")
    assert str(out) in capsys.readouterr().out
    assert sorted(path.name for path in out.parent.glob("*.csv")) == ["day-aht_cap_180.csv", "day-base.csv"]


def test_play_reports_an_error_in_one_line(tmp_path, capsys):
    assert main(["play", "fast_is_not_eficient"]) == 2
    assert "Did you mean `fast_is_not_efficient`?" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["play", "base", "--out", str(tmp_path / "file" / "x.html"), *FEW]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_an_experiment_is_played_by_the_scenarios_of_its_map():
    from sim.cli.play import _played

    assert [one.name for one in _played("fast_is_not_efficient", [], None)] == ["base", "aht_cap_180"]
