"""Measures of what callers are told and of call-backs (M27)."""

from sim.experiment.sums import Sums
from sim.experiment.vocabulary import kpi, over
from sim.params import Params


@kpi("", "neither", "callers who were told how long it takes")
def told_share(s: Sums, p: Params) -> float:
    """Contacts to whom a wait was announced over all contacts."""
    return over(s["n_announced"], s["n_contacts"])


@kpi("", "neither", "callers who asked to be called back")
def call_back_share(s: Sums, p: Params) -> float:
    """Contacts that took a call-back instead of waiting on the line, over all contacts."""
    return over(s["n_call_backs"], s["n_contacts"])


@kpi("s", "lower", "wait of those whom we called back")
def call_back_wait_s(s: Sums, p: Params) -> float:
    """From the customer's call until our call was answered, over call-backs answered; not on the line, and not in ASA."""
    return over(s["wait_called_back_s"], s["n_called_back"])


@kpi("", "lower", "call-backs that did not reach the customer")
def not_reached_share(s: Sums, p: Params) -> float:
    """Call-backs given up after the last try over call-backs asked for."""
    return over(s["n_not_reached"], s["n_call_backs"])
