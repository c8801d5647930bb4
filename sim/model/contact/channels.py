"""Mail and chat beside the phone: which way a case comes, and what becomes of mails and chats (M26).

A queue is for one kind of case on one channel: the kinds by phone first, then by mail, then by chat. Where only the
phone is used there are no others.
"""

import math

import numpy as np

from sim.columns import Use, names
from sim.jit import compiled
from sim.model.day import Carry
from sim.params import Group, Params
from sim.random.philox import uniform
from sim.random.streams import ALSO_CALLS, CHANNEL, REOPENING, SILENT
from sim.schema import RECORD_INSTANTS, Bools, Channel, ContactColumns
from sim.units import DAY_S

PHONE, MAIL, CHAT = (int(channel) for channel in Channel)
_KEEP_TIME = names(ContactColumns, Use.CARRIED | Use.INSTANT, without=Use.DEADLINE)


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def channel_of(seed: int, case_key: int, nth_contact: int, mail_share: float, chat_share: float) -> int:
    """The channel of a contact: by shares for the first of a case; whoever has to come again picks up the phone.

    Source: calibration A10, read: KSIndeks Norway 2021; that later contacts are calls is an assumption.
    """
    if nth_contact > 1:
        return PHONE
    u = uniform(seed, CHANNEL, case_key, 0)
    return MAIL if u < mail_share else CHAT if u < mail_share + chat_share else PHONE


@compiled
def sender_calls_at_s(seed: int, case_key: int, nth_contact: int, promised_at_s: float, also_call_prob: float) -> float:
    """When the sender of a mail calls about it: once the promise is missed, or never (infinite).

    Source: calibration X1, known and not re-read (medium): 15 % also call.
    """
    if also_call_prob > 0.0 and uniform(seed, ALSO_CALLS, case_key, nth_contact) < also_call_prob:
        return promised_at_s
    return math.inf


@compiled
def within_hours_s(at_s: float, opens_s: float, spread_s: float, seed: int, case_key: int, nth_contact: int) -> float:
    """When someone calls who has wanted to since `at_s`: now, or soon after opening."""
    if at_s >= opens_s:
        return at_s
    return opens_s + spread_s * uniform(seed, REOPENING, case_key, nth_contact)


@compiled
def written_logit(channel: int, mail_logit: float, late_logit: float, chat_logit: float, late: bool) -> float:
    """What the channel itself, and a late answer, change in the logit of 'very satisfied'; size: assumption."""
    return mail_logit + late_logit * late if channel == MAIL else chat_logit


@compiled
def chat_stretch(n_chats: int, pace_2: float, pace_3: float) -> float:
    """How much longer a chat takes that begins as the n-th of an agent, as a multiple of one held alone.

    n chats that go on at a total speed of `pace_n` take n / pace_n times as long each. The pace of a chat is that of its
    beginning, whatever begins or ends beside it.

    Source: calibration X3, assumption: total speed 1, 1.6 and 2.0; read for the sign: Goes et al. 2018.

    >>> [chat_stretch(n, 1.6, 2.0) for n in (1, 2, 3)]
    [1.0, 1.25, 1.5]
    """
    if n_chats <= 1:
        return 1.0
    return 2.0 / pace_2 if n_chats == 2 else 3.0 / pace_3


@compiled
def busy_resolve_prob(prob: float, n_chats: int, factor: float) -> float:
    """Chance that a chat solves the case, begun as the n-th of an agent (X3, read for the sign: Goes et al. 2018)."""
    for _ in range(n_chats - 1):
        prob *= factor
    return min(prob, 1.0)


@compiled
def leaves_in_silence(seed: int, case_key: int, nth_contact: int, silent_prob: float) -> bool:
    """Whether a customer who gives up a chat leaves it open, so that an agent will still take it.

    Source: calibration C8, read: Castellanos, Yom-Tov & Goldberg, 70 % of abandoned chats in 33 firms.
    """
    return silent_prob > 0.0 and uniform(seed, SILENT, case_key, nth_contact) < silent_prob


# --- in the morning ------------------------------------------------------------------------------------------------


def are_used(params: Params) -> bool:
    """Whether cases come by more than the phone."""
    return params.mechanisms.channels and params.channels.mail_share + params.channels.chat_share > 0.0


def can_take(params: Params) -> Bools:
    """Which contacts each group takes: kinds that it was trained for, on channels that it serves [n_groups, n_queues]."""
    channels = list(Channel) if are_used(params) else [Channel.PHONE]
    return np.array([[_takes(group, kind, channel) for channel in channels for kind in params.kinds]
                     for group in params.workforce.groups.values()], dtype=np.bool_)


def _takes(group: Group, kind: str, channel: Channel) -> bool:
    return (group.kinds is None or kind in group.kinds) and (
        group.channels is None or channel.name.lower() in group.channels)


def over_a_closed_day(carry: Carry) -> Carry:
    """What midnight found open, one closed day later; the time of a promise stands still that day."""
    contacts = carry.contacts._replace(**{name: getattr(carry.contacts, name) - DAY_S for name in RECORD_INSTANTS})
    return carry._replace(contacts=contacts, **{name: getattr(carry, name) - DAY_S for name in _KEEP_TIME})


def n_mails_open(carry: Carry) -> int:
    """Mails that midnight found unanswered; those whose senders have called are left out."""
    if not carry.stage.size:
        return 0
    return int(np.count_nonzero((carry.contacts.channel == MAIL) & ~carry.is_empty))
