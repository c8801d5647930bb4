"""The choice of the story's case, and its independence of which centre is better."""

import pandas as pd

from sim.experiment.case_story import story


def contacts(*cases: tuple[int, float, int, str]) -> pd.DataFrame:
    """Cases by key, first instant, number of conversations and how the last ended; a contact for each conversation."""
    rows = [{"case_key": key, "arrived_at_s": at_s + 1000 * nth, "nth_contact": nth, "nth_conversation": nth,
             "follow_up": end if nth >= n else "repeat"}
            for key, at_s, n, end in cases for nth in range(1, max(n, 1) + 1)]
    return pd.DataFrame(rows)


BASE = contacts((1, 50, 1, "nothing"), (2, 20, 1, "nothing"), (3, 10, 2, "nothing"), (4, 5, 1, "nothing"))


def test_the_story_has_the_more_frequent_direction():
    """In the other centre cases 1 and 2 take more conversations, 3 fewer: the story is of 2, the earlier of the two."""
    other = contacts((1, 50, 3, "nothing"), (2, 20, 2, "gave_up"), (3, 10, 1, "nothing"), (4, 5, 1, "nothing"))
    table, name = story({"base": BASE, "cap": other}, ["base", "cap"])
    assert name == "cap"
    assert table["case_key"].unique().tolist() == [2]
    assert table["scenario"].tolist() == ["base", "cap", "cap"]
    assert table["nth_contact"].tolist() == [1, 1, 2]
    assert table.attrs == {"n_cases": 4, "n_more": 2, "n_fewer": 1}


def test_the_rule_does_not_depend_on_which_centre_is_better():
    """The same two centres the other way round: the same case, and the counts change places."""
    other = contacts((1, 50, 3, "nothing"), (2, 20, 2, "gave_up"), (3, 10, 1, "nothing"), (4, 5, 1, "nothing"))
    table, name = story({"cap": BASE, "base": other}, ["base", "cap"])
    assert name == "cap"
    assert table["case_key"].unique().tolist() == [2]
    assert table.attrs == {"n_cases": 4, "n_more": 1, "n_fewer": 2}


def test_the_centre_that_differs_most_is_the_other():
    one = contacts((1, 50, 2, "nothing"), (2, 20, 1, "nothing"), (3, 10, 2, "nothing"))
    two = contacts((1, 50, 2, "nothing"), (2, 20, 2, "nothing"), (3, 10, 2, "nothing"))
    assert story({"base": BASE, "one": one, "two": two}, ["base", "one", "two"])[1] == "two"
    assert story({"base": BASE, "one": one, "two": one}, ["base", "one", "two"])[1] == "one", "the first of equals"


def test_only_ended_cases_are_compared():
    """Case 1 is still open in the other centre, case 2 was never answered there."""
    other = contacts((1, 50, 3, "repeat"), (3, 10, 2, "nothing"))
    unanswered = contacts((2, 20, 0, "gave_up")).assign(nth_conversation=0)
    table, name = story({"base": BASE, "cap": pd.concat([other, unanswered])}, ["base", "cap"])
    assert name is None
    assert table.empty


def test_alone_there_is_no_story():
    assert story({"base": BASE}, ["base"])[1] is None
    assert story({}, ["base", "cap"])[1] is None
