"""Measures of conversations: how long they take, what they solve, how customers are treated in them."""

from sim.measure import Sums, kpi, ratio
from sim.params import Params


@kpi("Handle time (AHT)", "s", "neither")
def aht_s(s: Sums, p: Params) -> float:
    """Talk time, holds, the team leader's time on the line and after-call work, divided by answered contacts."""
    return ratio(s["handle_s"], s["n_answered"])


@kpi("Talk time", "s", "neither")
def talk_s(s: Sums, p: Params) -> float:
    """Talk time with agents, divided by answered contacts. Left out: holds, team leaders, after-call work."""
    return ratio(s["talk_s"], s["n_answered"])


@kpi("First-contact resolution (FCR)", "", "higher")
def fcr_share(s: Sums, p: Params) -> float:
    """First conversations that solved the case, divided by first conversations. By case: later conversations are left out, and so
    are cases that were never answered.
    """
    return ratio(s["n_first_solved"], s["n_first_conversations"])


@kpi("Conversations that solve the case", "", "higher")
def solved_conversation_share(s: Sums, p: Params) -> float:
    """Conversations that solved their case, divided by answered contacts. By conversation: a case with three conversations counts
    three times.
    """
    return ratio(s["n_solved"], s["n_answered"])


@kpi("Cases solved in the end", "", "higher")
def solved_share(s: Sums, p: Params) -> float:
    """Cases solved, divided by cases that ended: solved, given up, or cancelled by churn."""
    return ratio(s["n_solved"], s["n_solved"] + s["n_given_up"] + s["n_cancelled_by_churn"])


@kpi("Contacts per case", "", "lower")
def contacts_per_case(s: Sums, p: Params) -> float:
    """Contacts, answered or not, divided by cases opened."""
    return ratio(s["n_contacts"], s["n_opened"])


@kpi("Contacts per solved case", "", "lower")
def contacts_per_solved_case(s: Sums, p: Params) -> float:
    """Contacts, answered or not, divided by cases solved."""
    return ratio(s["n_contacts"], s["n_solved"])


@kpi("Work per case opened", "s", "lower")
def work_per_case_s(s: Sums, p: Params) -> float:
    """Handle time of all conversations, divided by cases opened, those given up included."""
    return ratio(s["handle_s"], s["n_opened"])


@kpi("Work per solved case", "s", "lower")
def work_per_solved_case_s(s: Sums, p: Params) -> float:
    """Handle time of all conversations, those that solved nothing included, divided by cases solved."""
    return ratio(s["handle_s"], s["n_solved"])


@kpi("Redials after no answer", "", "lower")
def redial_share(s: Sums, p: Params) -> float:
    """Redials divided by all contacts; a redial counts on the day of the attempt that it follows."""
    return ratio(s["n_redials"], s["n_contacts"])


@kpi("Conversations cut short", "", "lower")
def cut_short_share(s: Sums, p: Params) -> float:
    """Conversations ended by the cap, or by the agent for the bonus, before the problem had the time it needed, divided by
    answered contacts.
    """
    return ratio(s["n_cut_short"], s["n_answered"])
