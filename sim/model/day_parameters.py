"""Parameters of a day: the declared parameters of its sections that are in force, and values derived from them.

A parameter is declared in `sim.params` once; it is an attribute here under its own name. A parameter of a mechanism that is
switched off has its neutral value, so no rule and no engine tests switches. `Computed` and `QueueComputed` hold what is not
declared: codes of choices, rows of distributions, limits in place of null, and values derived from several parameters.
"""

import math
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from sim.declare import in_force, plain_numbers
from sim.model.contact.channels import CHAT, EMAIL, PHONE, written_channels_used
from sim.model.contact.policies import ChosenPolicy, chosen_agent_policy, chosen_queue_policy
from sim.model.contact.service_recovery import plays_of_contact_types
from sim.model.day import (
    CLOSING,
    FIRST_COME,
    LONGEST_IDLE,
    NO_LIMIT,
    OUTSIDE_AGENT_POLICY,
    OUTSIDE_QUEUE_POLICY,
    RANDOM_AGENT,
    REPEATS_FIRST,
)
from sim.model.demand.self_service import talk_factors
from sim.model.workforce.leadership import n_escalation_points
from sim.params import ContactType, Params
from sim.params.derived import clock_visible, reopening_spread_s, talk_cap_s
from sim.random.distributions import DurationDistribution, parse_distribution
from sim.random.sampling import table
from sim.schema import Floats, Ints
from sim.units import HOUR_S

# The sections whose plain numbers are parameters of a day, and a prefix where names would be ambiguous.
_SECTIONS = {
    "centre": "", "patience": "", "redial": "", "repeats": "", "channels": "", "announcements": "", "conversation": "",
    "questions": "", "authority": "", "manners": "", "first_impression": "opening_", "wow": "wow_"}
_WHICH_AGENT: dict[str, int] = {"longest_idle": LONGEST_IDLE, "random": RANDOM_AGENT}
_WHICH_CONTACT: dict[str, int] = {"first_come": FIRST_COME, "repeats_first": REPEATS_FIRST}
_SINGLE = {"demand": ("self_service_try_prob",), "root_causes": ("log_share", "log_s")}


class Computed(NamedTuple):
    """Single numbers of a day that are not declared, or differ from what is declared."""

    seed: int
    opens_s: float
    closes_s: float
    at_closing: int
    n_lines: int
    n_contact_types: int
    has_channels: bool             # False: only the phone is used
    patience_distribution: int              # first row of the distribution; -1: endless
    redial_distribution: int
    repeat_distribution: int
    team_leader_distribution: int
    chat_patience_distribution: int
    patience_persistent: bool
    promise_s: float
    reopening_spread_s: float
    announces_waits: bool              # whether waits are announced, or callbacks offered
    announce_from_s: float         # infinite: never
    callback_from_s: float        # infinite: never
    max_redials: int
    max_repeats: int
    same_day_share: float
    clock_visible: bool
    gaming_prob: float
    need_redrawn: bool
    fatigue_sd_per_s: float
    escalate_prob: float
    refuse_prob: float
    misuse_prob: float
    incident_failure_prob: float
    n_team_leaders: int
    which_agent: int
    which_contact: int
    failed_help_talk_factor: float
    other_talk_factor: float
    time_given_share: float              # share of the needed time that agents give a conversation today


class QueueComputed(NamedTuple):
    """Numbers of a queue that are not declared for its contact type, or differ from what is declared."""

    queue_channel: int
    talk_factor: float
    talk_distribution: int                  # first row of the distribution
    wrap_distribution: int
    priority: int
    resolve_prob: float
    decision_prob: float
    play_solve_prob: float         # -1: no play for this contact type
    play_talk_factor: float
    play_manner_sd: float
    transfer_prob: float
    transfer_to: int               # -1: no transfer
    cap_s: float                   # infinite: none
    wait_elasticity: float


def _declared() -> dict[str, type]:
    """Names and types of the declared numbers of a day.

    Raises:
        TypeError: two sections have a parameter of the same name.
    """
    fields: dict[str, type] = {}
    models: dict[str, Any] = {name: field.annotation for name, field in Params.model_fields.items()}
    for section, prefix in _SECTIONS.items():
        numbers = {prefix + name: contact_type for name, contact_type in plain_numbers(models[section]).items()}
        if clash := fields.keys() & numbers.keys():
            raise TypeError(f"{section}: another section of a day has {', '.join(sorted(clash))} too.")
        fields |= numbers
    for section, names in _SINGLE.items():
        numbers = plain_numbers(models[section])
        fields |= {name: numbers[name] for name in names}
    return {name: contact_type for name, contact_type in fields.items() if name not in QueueComputed._fields}


DAY_FIELDS: dict[str, type] = _declared() | Computed.__annotations__
"""Names and types of a day's single numbers."""
QUEUE_FIELDS: dict[str, type] = plain_numbers(ContactType) | QueueComputed.__annotations__
"""Names and types of a queue's numbers."""
_values_of = attrgetter(*DAY_FIELDS)


class Queue:
    """The numbers of one queue, of one contact type on one channel: an attribute for each name in `QUEUE_FIELDS`."""

    __slots__ = tuple(QUEUE_FIELDS)

    if TYPE_CHECKING:
        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, **numbers: float) -> None:
        for name in QUEUE_FIELDS:
            setattr(self, name, numbers[name])


class DayParameters:
    """The parameters of a day: an attribute for each name in `DAY_FIELDS`, and the arrays below.

    Attributes:
        distributions: rows of all distributions `[n_rows, 6]`, see `sim.random.sampling`.
        later_day_shares_cum: cumulated shares of repeats on day 1, 2, ...; empty: times from `repeat_distribution`.
        queues: the contact types by phone, then, where they are used, by email and by chat.
        agent_policy, queue_policy: routing policies of plug-ins; None for ours.
    """

    __slots__ = (*DAY_FIELDS, "later_day_shares_cum", "distributions", "queues", "agent_policy", "queue_policy")
    distributions: Floats
    later_day_shares_cum: Floats
    queues: tuple[Queue, ...]
    agent_policy: ChosenPolicy | None
    queue_policy: ChosenPolicy | None

    if TYPE_CHECKING:
        def __getattr__(self, name: str) -> Any: ...

    def __init__(self, distributions: Floats, later_day_shares_cum: Floats, queues: tuple[Queue, ...],
                 agent_policy: ChosenPolicy | None = None, queue_policy: ChosenPolicy | None = None, **numbers: float) -> None:
        self.distributions, self.later_day_shares_cum, self.queues = distributions, later_day_shares_cum, queues
        self.agent_policy, self.queue_policy = agent_policy, queue_policy
        for name in DAY_FIELDS:
            setattr(self, name, numbers[name])

    def replaced(self, **changed: float) -> Self:
        """A copy with other values of some single numbers; this object if no value changes."""
        if all(getattr(self, name) == value for name, value in changed.items()):
            return self
        numbers = dict(zip(DAY_FIELDS, _values_of(self), strict=True)) | changed
        return type(self)(self.distributions, self.later_day_shares_cum, self.queues, self.agent_policy, self.queue_policy,
                          **numbers)


def day_parameters(params: Params, seed: int) -> DayParameters:
    """The parameters of an ordinary day of a centre.

    Args:
        params: the centre.
        seed: of the replication.
    """
    contact_types = list(params.contact_types.values())
    single: list[DurationDistribution] = [params.patience.distribution, params.redial.delay_distribution,
                                          params.repeats.delay_distribution, params.authority.team_leader_distribution,
                         params.channels.email_handle_distribution, params.channels.chat_patience_distribution,
                                          parse_distribution(0)]
    distributions, first = table(single + [contact_type.talk_distribution for contact_type in contact_types]
                                 + [contact_type.wrap_distribution for contact_type in contact_types])
    shares = np.asarray(params.repeats.later_day_shares, dtype=np.float64)
    return DayParameters(
        distributions, np.cumsum(shares) / shares.sum() if shares.size else shares, _queues(params, first[len(single):], first),
        chosen_agent_policy(params), chosen_queue_policy(params),
        **_numbers_in_force(params) | _computed(params, seed, first)._asdict())


def _numbers_in_force(params: Params) -> dict[str, float]:
    """The declared numbers of a day by name, each neutral while its mechanism is off."""
    numbers = {prefix + name: value for section, prefix in _SECTIONS.items()
               for name, value in in_force(getattr(params, section), params.mechanisms).items()}
    for section, names in _SINGLE.items():
        values = in_force(getattr(params, section), params.mechanisms)
        numbers |= {name: values[name] for name in names}
    return numbers


def _computed(params: Params, seed: int, first: Ints) -> Computed:
    on, centre, authority, repeats = params.mechanisms, params.centre, params.authority, params.repeats
    wait, conversation = params.announcements, in_force(params.conversation, params.mechanisms)
    announce_from_s, callback_from_s = (math.inf if from_s is None or not on.managed_expectations else from_s
                                         for from_s in (wait.announce_from_s, wait.callback_from_s))
    escalation_points, (failed_help_talk_factor, other_talk_factor) = n_escalation_points(params), talk_factors(params)
    bonus_on_aht = params.costs.bonus_on == "aht" and params.costs.bonus_per_month > 0
    return Computed(
        seed=seed,
        opens_s=centre.opens_h * HOUR_S,
        closes_s=centre.closes_h * HOUR_S,
        at_closing=CLOSING[centre.at_closing],
        n_lines=centre.n_lines or NO_LIMIT,
        n_contact_types=len(params.contact_types),
        has_channels=written_channels_used(params),
        patience_distribution=int(first[0]) if on.patience else -1,
        redial_distribution=int(first[1]),
        repeat_distribution=int(first[2]),
        team_leader_distribution=int(first[3]),
        chat_patience_distribution=int(first[5]) if on.patience else -1,
        patience_persistent=params.patience.patience_on_redial == "persistent",
        promise_s=params.channels.email_promise_h * HOUR_S,
        reopening_spread_s=reopening_spread_s(params),
        announces_waits=announce_from_s < math.inf or callback_from_s < math.inf,
        announce_from_s=announce_from_s,
        callback_from_s=callback_from_s,
        max_redials=NO_LIMIT if params.redial.max_redials is None else params.redial.max_redials,
        max_repeats=NO_LIMIT if repeats.max_repeats is None else repeats.max_repeats,
        same_day_share=repeats.same_day_share if repeats.later_day_shares else 1.0,
        clock_visible=clock_visible(params),
        gaming_prob=conversation["gaming_prob"] * bonus_on_aht,
        need_redrawn=params.conversation.need_on_repeat == "redrawn",
        fatigue_sd_per_s=conversation["fatigue_manner_sd_per_h"] / HOUR_S,
        escalate_prob=authority.escalate_prob if escalation_points else 0.0,
        refuse_prob=authority.refuse_prob if escalation_points else authority.refuse_prob + authority.escalate_prob,
        misuse_prob=authority.misuse_trained_prob if authority.agents_trained else authority.misuse_untrained_prob,
        incident_failure_prob=1.0 * on.recovery,
        n_team_leaders=escalation_points,
        which_agent=_WHICH_AGENT.get(params.routing.which_agent, OUTSIDE_AGENT_POLICY),
        which_contact=_WHICH_CONTACT.get(params.routing.which_contact, OUTSIDE_QUEUE_POLICY),
        failed_help_talk_factor=failed_help_talk_factor,
        other_talk_factor=other_talk_factor,
        time_given_share=1.0)


def _queues(params: Params, of_contact_types: Ints, first: Ints) -> tuple[Queue, ...]:
    """The queues of a centre.

    Args:
        params: the centre.
        of_contact_types: first rows of the contact types' distributions: of the conversation, then of the wrap-up `[2 *
        n_contact_types]`.
        first: first rows of all distributions.
    """
    sections, conversation = params.channels, params.conversation
    names, n_contact_types = list(params.contact_types), len(params.contact_types)
    cap_s = talk_cap_s(params)
    rules_factor = params.authority.n_rules / params.authority.n_rules_usual
    queues = []
    for channel in (PHONE, EMAIL, CHAT) if written_channels_used(params) else (PHONE,):
        for at, (contact_type,
                 play) in enumerate(zip(params.contact_types.values(), plays_of_contact_types(params), strict=True)):
            numbers = in_force(contact_type, params.mechanisms)
            by_phone = channel == PHONE
            factor = 1.0 if by_phone else sections.email_resolve_factor if channel == EMAIL else sections.chat_resolve_factor
            to = names.index(contact_type.transfer_to) + n_contact_types * channel if contact_type.transfer_to else -1
            queues.append(Queue(**numbers | QueueComputed(
                queue_channel=channel,
                talk_factor=sections.chat_talk_factor if channel == CHAT else 1.0,
                talk_distribution=int(first[4]) if channel == EMAIL else int(of_contact_types[at]),
                wrap_distribution=int(of_contact_types[n_contact_types + at]) if by_phone else int(first[6]),
                priority=contact_type.priority if by_phone else sections.email_priority if channel == EMAIL
                else sections.chat_priority,
                resolve_prob=min(contact_type.resolve_prob * factor, 1.0),
                decision_prob=min(1.0, numbers["decision_prob"] * rules_factor),
                play_solve_prob=play.solve_prob if play else -1.0,
                play_talk_factor=play.talk_factor if play else 1.0,
                play_manner_sd=play.manner_sd if play else 0.0,
                transfer_prob=contact_type.transfer_prob if contact_type.transfer_to else 0.0,
                transfer_to=to,
                cap_s=cap_s if by_phone else math.inf,
                wait_elasticity=conversation.wait_elasticity if by_phone else 0.0)._asdict()))
    return tuple(queues)
