"""Measures of delay announcements, of callbacks, and of email and chat beside the phone."""

from sim.measure import Sums, kpi, n_answered_calls, ratio
from sim.params import Params


@kpi("Handle time of calls", "s", "neither")
def call_aht_s(s: Sums, p: Params) -> float:
    """Talk time, holds, the team leader's time on the line and after-call work, divided by answered calls."""
    return ratio(s["handle_s"] - s["email_handle_s"] - s["chat_handle_s"], n_answered_calls(s))
