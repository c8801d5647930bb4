"""Measures of conversations: how long they take, what they solve, how customers are treated in them."""

from sim.kpis.registry import kpi
from sim.measure import Sums, ratio
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


@kpi("Repeat contact after an unsolved conversation", "", "neither")
def return_share(s: Sums, p: Params) -> float:
    """Repeats divided by conversations that did not solve the case."""
    return ratio(s["n_repeats"], s["n_answered"] - s["n_solved"])


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


@kpi("Repeat calls", "", "lower")
def repeat_share(s: Sums, p: Params) -> float:
    """Repeats divided by all contacts; a repeat counts on the day of the conversation that it follows."""
    return ratio(s["n_repeats"], s["n_contacts"])


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


@kpi("Time given, of time needed", "", "higher")
def time_given_share(s: Sums, p: Params) -> float:
    """Combined effect of work pressure and the service standard on the time given, mean over open days; 1 where conversations are
    not shortened.
    """
    return ratio(s["time_given"], s["n_open_days"])


@kpi("Agents’ service standard", "", "higher")
def service_standard_share(s: Sums, p: Params) -> float:
    """Mean service standard over open days; 1 at the start, and it never rises."""
    return ratio(s["service_standard"], s["n_open_days"])


@kpi("Escalated to a team leader", "", "lower")
def escalated_share(s: Sums, p: Params) -> float:
    """Conversations in which the agent asked a team leader, divided by answered contacts."""
    return ratio(s["n_escalated"], s["n_answered"])


@kpi("Refused: “not allowed”", "", "lower")
def refused_share(s: Sums, p: Params) -> float:
    """Conversations in which the customer was refused because the agent had no authority, divided by answered contacts."""
    return ratio(s["n_refused"], s["n_answered"])


@kpi("Conversations affected by hurt pride", "", "lower")
def ego_share(s: Sums, p: Params) -> float:
    """Conversations in which the agent took the customer personally and did not help, or escalated early to where it cannot be
    solved, divided by answered contacts.
    """
    return ratio(s["n_no_help"] + s["n_escalated_early"], s["n_answered"])


@kpi("Rude customers", "", "lower")
def rude_share(s: Sums, p: Params) -> float:
    """Conversations with rude customers, whatever the outcome, divided by answered contacts."""
    return ratio(s["n_rude"], s["n_answered"])


@kpi("Opened with an accusation", "", "lower")
def accused_share(s: Sums, p: Params) -> float:
    """Conversations opened with an accusation such as 'have you checked …?', divided by answered contacts."""
    return ratio(s["n_accused"], s["n_answered"])


@kpi("Cases about a service failure", "", "lower")
def failure_share(s: Sums, p: Params) -> float:
    """Conversations about service failures, repeats included, divided by conversations."""
    return ratio(s["n_failures"], s["n_conversations"])


@kpi("Quality of service recovery (0–1)", "", "higher")
def recovery(s: Sums, p: Params) -> float:
    """Mean quality of service recovery over conversations about service failures; conversations that left the case unsolved count
    as 0.
    """
    return ratio(s["recovery"], s["n_failures"])


@kpi("Handled with a play", "", "neither")
def played_share(s: Sums, p: Params) -> float:
    """Conversations in which a play for a service failure was used, divided by answered contacts."""
    return ratio(s["n_played"], s["n_answered"])


@kpi("Conversations with a small extra", "", "neither")
def wow_share(s: Sums, p: Params) -> float:
    """Conversations in which the agent added a small extra, divided by answered contacts."""
    return ratio(s["n_wow"], s["n_answered"])


@kpi("Delighted by a small extra", "", "higher")
def delighted_share(s: Sums, p: Params) -> float:
    """Conversations with a small extra in which the problem was solved, the wait was short and the manner good enough, divided by
    answered contacts.
    """
    return ratio(s["n_delighted"], s["n_answered"])
