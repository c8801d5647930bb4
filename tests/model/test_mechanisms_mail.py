"""Email and chat (M26): on versus off, and routing of the work, on the same customers.

See `test_mechanisms` for what counts as a direction.
"""

from tests.model.test_mechanisms import YEAR, lives, moves, same_days

BESIDE = "mail_beside_the_phone"


def test_email_takes_more_time_than_calls_and_can_wait() -> None:
    """Same agents and cases: an email takes longer than a call, so occupancy is higher; answers come the same or next day."""
    base, beside = lives("base"), lives(BESIDE)
    assert (beside["mail_share"] > 0.1).all()
    assert (beside["mail_aht_s"] > beside["call_aht_s"]).all()
    moves("occupancy", beside, base)
    assert (beside["mail_in_time_share"] > 0.8).all()
    assert (beside["mail_wait_s"] > 10 * beside["asa_s"]).all()


def test_email_with_the_priority_of_calls_makes_callers_wait() -> None:
    """First come, first served over both: emails are answered sooner, and more callers abandon."""
    beside, at_once = lives(BESIDE), lives("mail_at_once")
    moves("mail_wait_s", beside, at_once)
    moves("abandoned_share", at_once, beside)


def test_two_teams_lose_what_one_team_pools() -> None:
    """With the same twenty agents, callers wait longer for a team of their own."""
    moves("asa_s", lives("mail_team"), lives(BESIDE))


def test_late_answers_make_senders_call() -> None:
    """Promised within half an hour, one in twenty is late: senders also call, and satisfaction falls."""
    kept, missed = lives(BESIDE, *YEAR), lives(BESIDE, *YEAR, "channels.mail_promise_h=0.5")
    assert (kept["also_called_share"] < 0.001).all()
    moves("also_called_share", missed, kept)
    assert (missed["mail_in_time_share"] < kept["mail_in_time_share"]).all()
    moves("csat_share", kept, lives(BESIDE, *YEAR, "channels.mail_promise_h=0.5", "channels.also_call_prob=0"))


def test_three_chats_at_a_time_save_waits_and_cost_resolution() -> None:
    """Against one at a time, same agents and cases: shorter waits in chat and by phone, fewer abandon; fewer are solved."""
    one, three = lives("chat_one_at_a_time"), lives("chat_three_at_a_time")
    moves("chat_wait_s", one, three)
    moves("chat_abandoned_share", one, three)
    moves("asa_s", one, three)
    moves("chat_aht_s", one, three)
    moves("fcr_share", one, three)
    moves("csat_share", one, three)


def test_off_equals_a_phone_centre_bit_for_bit() -> None:
    same_days((BESIDE, ["mechanisms.channels=off"]), ("base", []))
