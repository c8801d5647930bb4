"""A day's sums over its contacts and agents, always added in the same order, so that both engines give the same last bit."""

import math

from sim.jit import compiled
from sim.model.tables import Row
from sim.schema import IN_TIME_S, AgentDays, Channel, Contacts, Decision, Ego, FollowUp, Ints, Opening, Outcome

_ANSWERED, _ABANDONED, _BALKED, _BLOCKED, _TURNED_AWAY, _NOT_REACHED, _SUPERSEDED = (int(outcome) for outcome in Outcome)
_BY_AGENT, _BY_TEAM_LEADER, _REFUSED = int(Decision.BY_AGENT), int(Decision.BY_TEAM_LEADER), int(Decision.REFUSED)
_NO_HELP, _PASSED_OFF = int(Ego.NO_HELP), int(Ego.ESCALATED_EARLY)
_ACCUSING = int(Opening.ACCUSING)
_REDIAL, _REPEAT, _GAVE_UP = int(FollowUp.REDIAL), int(FollowUp.REPEAT), int(FollowUp.GAVE_UP)

_EMAIL, _CHAT = int(Channel.EMAIL), int(Channel.CHAT)


@compiled(nogil=True)
def add_contacts(contacts: Contacts, line: Row) -> None:
    """Add finished contacts to a day's sums, in the order in which they stand.

    `satisfied` is the sum, over conversations, of the probability that the customer is very satisfied; `n_lost_in_time` counts
    contacts abandoned within the service level's time, balking included.

    Args:
        contacts: finished ones.
        line: a day's sums, in the layout `DAY`.
    """
    for i in range(contacts.outcome.size):
        outcome, decision, follow_up = contacts.outcome[i], contacts.decision[i], contacts.follow_up[i]
        in_time, first = contacts.wait_s[i] <= IN_TIME_S, contacts.nth_conversation[i] == 1
        line.n_contacts += 1.0
        line.wait_s += contacts.wait_s[i]
        line.talk_s += contacts.talk_s[i]
        line.handle_s += contacts.handle_s[i]
        line.n_abandoned += outcome == _ABANDONED
        line.n_balked += outcome == _BALKED
        line.n_blocked += outcome == _BLOCKED
        line.n_turned_away += outcome == _TURNED_AWAY
        line.n_not_reached += outcome == _NOT_REACHED
        line.n_announced += not math.isnan(contacts.announced_s[i])
        line.n_callbacks += contacts.callback[i]
        in_line = contacts.channel[i] != _EMAIL and contacts.channel[i] != _CHAT and not contacts.callback[i]
        line.wait_in_line_s += contacts.wait_s[i] if in_line else 0.0
        if contacts.channel[i] == _EMAIL:
            line.n_emails += 1.0
            line.n_emails_in_time += contacts.answered[i] and not contacts.late[i]
            line.n_superseded += outcome == _SUPERSEDED
            line.email_handle_s += contacts.handle_s[i]
            if contacts.answered[i]:
                line.n_answered += 1.0
                line.n_emails_answered += 1.0
                line.email_wait_s += contacts.wait_s[i]
        elif contacts.channel[i] == _CHAT:
            line.n_chats += 1.0
            line.chat_handle_s += contacts.handle_s[i]
            if contacts.answered[i]:
                line.n_answered += 1.0
                line.n_chats_answered += 1.0
                line.chat_wait_s += contacts.wait_s[i]
            elif outcome in (_ABANDONED, _BALKED):
                line.n_silent_abandonments += contacts.agent_id[i] >= 0
            line.n_chats_abandoned += outcome in (_ABANDONED, _BALKED)
        elif contacts.answered[i]:
            line.n_answered += 1.0
            line.n_answered_in_time += in_time
            if contacts.callback[i]:
                line.n_called_back += 1.0
                line.wait_called_back_s += contacts.wait_s[i]
            else:
                line.wait_answered_s += contacts.wait_s[i]
        elif outcome in (_ABANDONED, _BALKED):
            line.n_lost_in_time += in_time
        if outcome == _ANSWERED:
            line.n_conversations += 1.0
            line.n_first_conversations += first
            line.satisfied += 1.0 / (1.0 + math.exp(-contacts.satisfaction[i]))
        line.n_solved += contacts.solved[i]
        line.n_first_solved += contacts.solved[i] and first
        line.n_cut_short += contacts.cut_short[i]
        line.n_transferred += contacts.transferred[i]
        line.n_escalated += decision == _BY_TEAM_LEADER
        line.n_refused += decision == _REFUSED
        line.n_decided += decision == _BY_AGENT
        line.n_misused += contacts.misused[i]
        line.n_wow += contacts.wow[i]
        line.n_delighted += contacts.delighted[i]
        line.n_played += contacts.played[i]
        line.n_rude += contacts.rude[i]
        line.n_no_help += contacts.ego[i] == _NO_HELP
        line.n_escalated_early += contacts.ego[i] == _PASSED_OFF
        if contacts.recovery[i] >= 0.0:
            line.n_failures += 1.0
            line.recovery += contacts.recovery[i]
        line.n_accused += contacts.opening[i] == _ACCUSING
        line.n_redials += follow_up == _REDIAL
        line.n_repeats += follow_up == _REPEAT
        line.n_given_up += follow_up == _GAVE_UP


@compiled(nogil=True)
def add_agents(agents: AgentDays, line: Row) -> None:
    """Add agents at work to a day's sums; see `add_contacts`."""
    for i in range(agents.day.size):
        line.on_duty_s += agents.on_duty_s[i]
        line.busy_s += agents.busy_s[i]
        line.break_s += agents.break_s[i]
        line.overtime_s += agents.overtime_s[i]


@compiled(nogil=True)
def count_plays(contacts: Contacts, n_of_contact_type: Ints) -> None:
    """Count the plays used, by contact type [n_contact_types]."""
    for i in range(contacts.contact_type.size):
        n_of_contact_type[contacts.contact_type[i]] += contacts.played[i]
