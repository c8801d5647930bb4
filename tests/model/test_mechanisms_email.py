"""Email and chat: on versus off, and routing of the work, on the same customers.

See `test_mechanisms` for what counts as a direction.
"""

from tests.model.test_mechanisms import YEAR, moves, runs, same_days

BESIDE = "email_beside_phone"


def test_email_takes_more_time_than_calls_and_can_wait() -> None:
    """Same agents and cases: an email takes longer than a call, so occupancy is higher; answers come the same or next day."""
    base, beside = runs("base"), runs(BESIDE)
    assert (beside["email_share"] > 0.1).all()
    assert (beside["email_aht_s"] > beside["call_aht_s"]).all()
    moves("occupancy", beside, base)
    assert (beside["email_in_time_share"] > 0.8).all()
    assert (beside["email_wait_s"] > 10 * beside["asa_s"]).all()


def test_email_with_the_priority_of_calls_makes_callers_wait() -> None:
    """First come, first served over both: emails are answered sooner, and more callers abandon."""
    beside, at_once = runs(BESIDE), runs("email_at_once")
    moves("email_wait_s", beside, at_once)
    moves("abandoned_share", at_once, beside)


def test_two_teams_lose_what_one_team_pools() -> None:
    """With the same twenty agents, callers wait longer for a team of their own."""
    moves("asa_s", runs("email_team"), runs(BESIDE))


def test_late_answers_make_senders_call() -> None:
    """Promised within half an hour, one in twenty is late: senders also call, and satisfaction falls."""
    kept, missed = runs(BESIDE, *YEAR), runs(BESIDE, *YEAR, "channels.email_promise_h=0.5")
    assert (kept["email_also_called_share"] < 0.001).all()
    moves("email_also_called_share", missed, kept)
    assert (missed["email_in_time_share"] < kept["email_in_time_share"]).all()
    moves("csat_share", kept, runs(BESIDE, *YEAR, "channels.email_promise_h=0.5", "channels.email_also_call_prob=0"))


def test_three_chats_at_a_time_save_waits_and_cost_resolution() -> None:
    """Against one at a time, same agents and cases: shorter waits in chat and by phone, fewer abandon; fewer are solved."""
    one, three = runs("chat_one_at_a_time"), runs("chat_three_at_a_time")
    moves("chat_wait_s", one, three)
    moves("chat_abandoned_share", one, three)
    moves("asa_s", one, three)
    moves("chat_aht_s", one, three)
    moves("fcr_share", one, three)
    moves("csat_share", one, three)


def test_off_equals_a_phone_centre_bit_for_bit() -> None:
    same_days((BESIDE, ["mechanisms.channels=off"]), ("base", []))
