"""Channels: phone, email and chat; which one a case uses, and the rules for emails and chats.

There is one queue for each contact type on each channel: all types by phone first, then by email, then by chat. If only
the phone is used, there are no other queues.
"""

import math
from typing import Any

import numpy as np

from sim.columns import Use, names
from sim.jit import compiled, rule
from sim.mechanisms.contact.channels import ALSO_CALLS, CHANNEL, SILENT_ABANDONMENT
from sim.model.day import WAITING, Carry
from sim.params import Group, Params
from sim.random.philox import uniform
from sim.random.streams import REOPENING
from sim.schema import RECORD_INSTANTS, Bools, Channel, ContactColumns
from sim.units import DAY_S

PHONE, EMAIL, CHAT = (int(channel) for channel in Channel)
_KEEP_TIME = names(ContactColumns, Use.CARRIED | Use.INSTANT, without=Use.DEADLINE)


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def channel_of(seed: int, case_key: int, nth_contact: int, email_share: float, chat_share: float) -> int:
    """Channel of a contact: drawn by shares for the first contact of a case; later contacts are calls.

    Source: calibration A10, read: KSIndeks Norway 2021; that later contacts are calls is an assumption.
    """
    if nth_contact > 1:
        return PHONE
    u = uniform(seed, CHANNEL, case_key, 0)
    return EMAIL if u < email_share else CHAT if u < email_share + chat_share else PHONE


@compiled
def email_sender_calls_at_s(seed: int, case_key: int, nth_contact: int, promised_at_s: float,
                            email_also_call_prob: float) -> float:
    """Instant at which the sender of an email also calls [s]: when the promised time is missed; infinite: never.

    Source: calibration X1, known and not re-read (medium): 15 % also call.
    """
    if email_also_call_prob > 0.0 and uniform(seed, ALSO_CALLS, case_key, nth_contact) < email_also_call_prob:
        return promised_at_s
    return math.inf


@compiled
def call_time_within_hours_s(at_s: float, opens_s: float, spread_s: float, seed: int, case_key: int, nth_contact: int) -> float:
    """Instant of a call by a customer who has wanted to call since `at_s` [s]: at once, or shortly after opening."""
    if at_s >= opens_s:
        return at_s
    return opens_s + spread_s * uniform(seed, REOPENING, case_key, nth_contact)


@compiled
def written_logit(channel: int, email_logit: float, late_logit: float, chat_logit: float, late: bool) -> float:
    """Effect of the channel, and of a late answer, on the logit of 'very satisfied'; size: assumption."""
    return email_logit + late_logit * late if channel == EMAIL else chat_logit


@compiled
def chat_duration_factor(n_chats: int, work_rate_2: float, work_rate_3: float) -> float:
    """Duration of a chat that begins as the agent's n-th concurrent one, as a multiple of a single chat's.

    n chats handled at a total work rate of `pace_n` take n / `pace_n` times as long each. The rate is set when the chat begins
    and does not change when other chats begin or end.

    Source: calibration X3, assumption: total rates 1, 1.6 and 2.0; read for the sign: Goes et al. 2018.

    >>> [chat_duration_factor(n, 1.6, 2.0) for n in (1, 2, 3)]
    [1.0, 1.25, 1.5]
    """
    if n_chats <= 1:
        return 1.0
    return 2.0 / work_rate_2 if n_chats == 2 else 3.0 / work_rate_3


@compiled
def busy_resolve_prob(prob: float, n_chats: int, factor: float) -> float:
    """Resolution probability of a chat begun as the agent's n-th concurrent one (X3, read for the sign: Goes et al. 2018)."""
    for _ in range(n_chats - 1):
        prob *= factor
    return min(prob, 1.0)


@compiled
def abandons_silently(seed: int, case_key: int, nth_contact: int, silent_abandonment_prob: float) -> bool:
    """Whether a customer who abandons a chat leaves it open, so that an agent still takes it (silent abandonment).

    Source: calibration C8, read: Castellanos, Yom-Tov & Goldberg, 70 % of abandoned chats in 33 firms.
    """
    return silent_abandonment_prob > 0.0 and uniform(seed, SILENT_ABANDONMENT, case_key, nth_contact) < silent_abandonment_prob


@rule(rare=True)
def await_answer(params: Any, contact: Any) -> None:
    """The sender of an email does not wait, but may call when the answer is late."""
    contact.state_ends_at_s = math.inf
    if contact.tier == 0:
        contact.state_ends_at_s = email_sender_calls_at_s(
            params.seed, contact.case_key, contact.nth_contact, contact.promised_at_s, params.email_also_call_prob)


@rule(rare=True)
def await_answer_next_day(params: Any, contact: Any) -> None:
    """The same next morning: a sender whose patience ended in closed hours calls soon after opening."""
    if contact.state_ends_at_s < math.inf:
        contact.state_ends_at_s = call_time_within_hours_s(contact.state_ends_at_s, params.opens_s, params.reopening_spread_s,
                                                           params.seed,
                                                 contact.case_key, contact.nth_contact)


@rule(rare=True)
def leaves_chat_open(params: Any, contact: Any) -> bool:
    """Whether a customer who gives up leaves a chat behind that an agent will still take."""
    return bool(contact.channel == CHAT and contact.tier == 0 and abandons_silently(
        params.seed, contact.case_key, contact.nth_contact, params.silent_abandonment_prob))


# --- in the morning ------------------------------------------------------------------------------------------------


def written_channels_used(params: Params) -> bool:
    """Whether cases arrive by email or chat at all."""
    return params.mechanisms.channels and params.channels.email_share + params.channels.chat_share > 0.0


def can_take(params: Params) -> Bools:
    """Which queues each group serves: contact types it is trained for, on channels it serves [n_groups, n_queues]."""
    channels = list(Channel) if written_channels_used(params) else [Channel.PHONE]
    return np.array([[_serves(group, contact_type, channel) for channel in channels for contact_type in params.contact_types]
                     for group in params.workforce.groups.values()], dtype=np.bool_)


def _serves(group: Group, contact_type: str, channel: Channel) -> bool:
    return (group.contact_types is None or contact_type in group.contact_types) and (
        group.channels is None or channel.name.lower() in group.channels)


def carry_over_closed_day(carry: Carry) -> Carry:
    """State at midnight, moved on by one closed day; email deadlines stand still that day."""
    contacts = carry.contacts._replace(**{name: getattr(carry.contacts, name) - DAY_S for name in RECORD_INSTANTS})
    return carry._replace(contacts=contacts, **{name: getattr(carry, name) - DAY_S for name in _KEEP_TIME})


def n_open(carry: Carry, channel: int) -> int:
    """Number of contacts of a channel that wait for an agent at midnight, without those whose customers have left."""
    if not carry.state.size:
        return 0
    is_waiting = (carry.state == WAITING) if channel != EMAIL else ~carry.abandoned_in_place
    return int(np.count_nonzero((carry.contacts.channel == channel) & is_waiting & ~carry.abandoned_in_place))
