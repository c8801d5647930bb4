"""Rules of `sim.model.contact`, worked by hand off their neutral values."""

import math
from typing import Any

import numpy as np

from sim.mechanisms.contact.channels import ALSO_CALLS, CHANNEL, SILENT_ABANDONMENT
from sim.mechanisms.contact.managed_expectations import BALKS_ON_ANNOUNCEMENT, CALLBACK
from sim.mechanisms.contact.patience import PATIENCE
from sim.model.contact.agent_reaction import (
    ACCUSING,
    CALM,
    ESCALATED_EARLY,
    GOOD,
    NEUTRAL,
    NO_HELP,
    ego_of,
    opening_of,
    opening_sd,
    resolve_prob_with_ego,
    takes_personally_prob,
)
from sim.model.contact.authority import (
    BY_AGENT,
    BY_TEAM_LEADER,
    NOT_NEEDED,
    REFUSED,
    WORKAROUND,
    decision_taken,
    full_resolve_prob,
)
from sim.model.contact.channels import (
    CHAT,
    EMAIL,
    PHONE,
    abandons_silently,
    await_answer,
    await_answer_next_day,
    busy_resolve_prob,
    call_time_within_hours_s,
    channel_of,
    chat_duration_factor,
    email_sender_calls_at_s,
    leaves_chat_open,
    n_open,
    written_channels_used,
    written_logit,
)
from sim.model.contact.delay_announcements import announced_wait_s, expected_wait_s, informed_patience_s, perceived_wait_s
from sim.model.contact.extras import basics_met, delight_logit
from sim.model.contact.patience import hear_announcement, hears_announcement, patience_left_s, patience_s
from sim.model.contact.routing import agent_rank, contact_class, take_rank
from sim.model.contact.service_recovery import (
    MEDIUM,
    NO_FAILURE,
    SERIOUS,
    SMALL,
    failure_effect_logit,
    failure_prob_of,
    loyalty_logit,
    recovery_quality,
    severity_of,
    uses_play,
)
from sim.model.contact.service_time import (
    given_share,
    given_talk_s,
    manner_sd,
    needed_talk_s,
    resolves_prob,
    work_done_s,
    work_left_s,
    wrap_up_s,
)
from sim.model.day import FIRST_COME, IN_CONVERSATION, LONGEST_IDLE, RANDOM_AGENT, REPEATS_FIRST, WAITING
from sim.random.distributions import parse_distribution
from sim.random.philox import uniform, uniform_pair
from sim.random.sampling import table
from sim.random.streams import FREE_AGENT, REOPENING
from tests.model.cases import KEY, LESS, MORE, SEED, case, row, thing

CASES = [
    # odds 0.25 e^(2 ln 2 x 1 - ln 2 x 1) = 0.25 x 4 / 2 = 0.5, so 1/3
    case(takes_personally_prob, 1 / 3, odds=0.25, strain=1.0, strain_log_odds=2 * math.log(2), manner_sd=0.5,
         manner_log_odds=2 * math.log(2)),
    case(ego_of, CALM, prob=0.3, early_escalation_share=0.4, u_personal=0.3, u_escalates=0.1),
    case(ego_of, ESCALATED_EARLY, prob=0.3, early_escalation_share=0.4, u_personal=0.29, u_escalates=0.39),
    case(ego_of, NO_HELP, prob=0.3, early_escalation_share=0.4, u_personal=0.29, u_escalates=0.4),
    case(resolve_prob_with_ego, 0.8, ego=CALM, full_prob=0.8, no_help_factor=0.5),
    case(resolve_prob_with_ego, 0.4, ego=NO_HELP, full_prob=0.8, no_help_factor=0.5),
    case(resolve_prob_with_ego, 0.0, ego=ESCALATED_EARLY, full_prob=0.8, no_help_factor=0.5),
    # shift 1/8: accusing below 1/8, good from 5/8
    case(opening_of, ACCUSING, good_share=0.25, accusing_share=0.25, share_per_sd=0.125, manner_sd=1.0, u_opening=0.124),
    case(opening_of, NEUTRAL, good_share=0.25, accusing_share=0.25, share_per_sd=0.125, manner_sd=1.0, u_opening=0.125),
    case(opening_of, NEUTRAL, good_share=0.25, accusing_share=0.25, share_per_sd=0.125, manner_sd=1.0, u_opening=0.624),
    case(opening_of, GOOD, good_share=0.25, accusing_share=0.25, share_per_sd=0.125, manner_sd=1.0, u_opening=0.625),
    case(opening_sd, 0.5, opening=GOOD, good_sd=0.5, accusing_sd=-0.75),
    case(opening_sd, -0.75, opening=ACCUSING, good_sd=0.5, accusing_sd=-0.75),
    case(opening_sd, 0.0, opening=NEUTRAL, good_sd=0.5, accusing_sd=-0.75),

    case(decision_taken, BY_AGENT, authority_share=0.4, escalate_prob=0.25, refuse_prob=0.25, frame=0.39, else_=0.1),
    case(decision_taken, BY_TEAM_LEADER, authority_share=0.4, escalate_prob=0.25, refuse_prob=0.25, frame=0.4, else_=0.24),
    case(decision_taken, REFUSED, authority_share=0.4, escalate_prob=0.25, refuse_prob=0.25, frame=0.4, else_=0.25),
    case(decision_taken, REFUSED, authority_share=0.4, escalate_prob=0.25, refuse_prob=0.25, frame=0.4, else_=0.49),
    case(decision_taken, WORKAROUND, authority_share=0.4, escalate_prob=0.25, refuse_prob=0.25, frame=0.4, else_=0.5),
    *(case(full_resolve_prob, known, decision=decision, resolve_prob=0.7, decided_prob=0.8, team_leader_prob=0.6)
      for decision, known in ((NOT_NEEDED, 0.7), (BY_AGENT, 0.8), (BY_TEAM_LEADER, 0.6), (REFUSED, 0.0), (WORKAROUND, 1.0))),
]

# --- channels ------------------------------------------------------------------------------------------------------

U = uniform(SEED, CHANNEL, KEY, 0)
CASES += [
    case(channel_of, EMAIL, seed=SEED, case_key=KEY, nth_contact=1, email_share=U * MORE, chat_share=0.1),
    case(channel_of, CHAT, seed=SEED, case_key=KEY, nth_contact=1, email_share=U / 2, chat_share=U / 2 * MORE),
    case(channel_of, PHONE, seed=SEED, case_key=KEY, nth_contact=1, email_share=U / 2, chat_share=U / 2 * LESS),
    case(channel_of, PHONE, seed=SEED, case_key=KEY, nth_contact=2, email_share=1.0, chat_share=0.0),
]

U = uniform(SEED, ALSO_CALLS, KEY, 2)
CASES += [
    case(email_sender_calls_at_s, 700.0, seed=SEED, case_key=KEY, nth_contact=2, promised_at_s=700.0,
         email_also_call_prob=U * MORE),
    case(email_sender_calls_at_s, math.inf, seed=SEED, case_key=KEY, nth_contact=2, promised_at_s=700.0,
         email_also_call_prob=U * LESS),
    case(await_answer, None, {"contact.state_ends_at_s": 700.0}, params=thing(seed=SEED, email_also_call_prob=U * MORE),
         contact=thing(tier=0, case_key=KEY, nth_contact=2, promised_at_s=700.0, state_ends_at_s=5.0)),
    case(await_answer, None, {"contact.state_ends_at_s": math.inf}, params=thing(seed=SEED, email_also_call_prob=U * MORE),
         contact=thing(tier=1, case_key=KEY, nth_contact=2, promised_at_s=700.0, state_ends_at_s=5.0)),
]

U = uniform(SEED, REOPENING, KEY, 2)
CASES += [
    case(call_time_within_hours_s, 900.0, at_s=900.0, opens_s=900.0, spread_s=60.0, seed=SEED, case_key=KEY, nth_contact=2),
    case(call_time_within_hours_s, 900.0 + 60.0 * U, at_s=899.0, opens_s=900.0, spread_s=60.0, seed=SEED, case_key=KEY,
         nth_contact=2),
    case(await_answer_next_day, None, {"contact.state_ends_at_s": 900.0 + 60.0 * U},
         params=thing(seed=SEED, opens_s=900.0, reopening_spread_s=60.0),
         contact=thing(case_key=KEY, nth_contact=2, state_ends_at_s=800.0)),
    case(await_answer_next_day, None, {"contact.state_ends_at_s": math.inf},
         params=thing(seed=SEED, opens_s=900.0, reopening_spread_s=60.0),
         contact=thing(case_key=KEY, nth_contact=2, state_ends_at_s=math.inf)),
    case(written_logit, -0.75, channel=EMAIL, email_logit=-0.25, late_logit=-0.5, chat_logit=0.125, late=True),
    case(written_logit, -0.25, channel=EMAIL, email_logit=-0.25, late_logit=-0.5, chat_logit=0.125, late=False),
    case(written_logit, 0.125, channel=CHAT, email_logit=-0.25, late_logit=-0.5, chat_logit=0.125, late=True),
    case(chat_duration_factor, 1.0, n_chats=1, work_rate_2=1.6, work_rate_3=2.5),
    case(chat_duration_factor, 1.25, n_chats=2, work_rate_2=1.6, work_rate_3=2.5),
    case(chat_duration_factor, 1.2, n_chats=3, work_rate_2=1.6, work_rate_3=2.5),
    case(busy_resolve_prob, 0.8, prob=0.8, n_chats=1, factor=0.5),
    case(busy_resolve_prob, 0.2, prob=0.8, n_chats=3, factor=0.5),
    case(busy_resolve_prob, 1.0, prob=0.8, n_chats=2, factor=2.0),
]

U = uniform(SEED, SILENT_ABANDONMENT, KEY, 2)
CASES += [
    case(abandons_silently, True, seed=SEED, case_key=KEY, nth_contact=2, silent_abandonment_prob=U * MORE),
    case(abandons_silently, False, seed=SEED, case_key=KEY, nth_contact=2, silent_abandonment_prob=U * LESS),
    *(case(leaves_chat_open, known, params=thing(seed=SEED, silent_abandonment_prob=U * MORE),
           contact=thing(channel=channel, tier=tier, case_key=KEY, nth_contact=2))
      for known, channel, tier in ((True, CHAT, 0), (False, EMAIL, 0), (False, CHAT, 1))),
    case(written_channels_used, True, params=thing(mechanisms=thing(channels=True), channels=thing(email_share=0.1,
                                                                                                   chat_share=0.0))),
    case(written_channels_used, True, params=thing(mechanisms=thing(channels=True), channels=thing(email_share=0.0,
                                                                                                   chat_share=0.1))),
    case(written_channels_used, False, params=thing(mechanisms=thing(channels=False), channels=thing(email_share=0.1,
                                                                                                     chat_share=0.1))),
    # an open email, one whose sender has called, a chat that waits, one that is answered, a call that waits
    *(case(n_open, n, channel=channel, carry=thing(state=np.array([WAITING, WAITING, WAITING, IN_CONVERSATION, WAITING]),
                                                   contacts=thing(channel=np.array([EMAIL, EMAIL, CHAT, CHAT, PHONE])),
                                                   abandoned_in_place=np.array([False, True, False, False, False])))
      for channel, n in ((EMAIL, 1), (CHAT, 1), (PHONE, 1))),

    # 6 x 200 s / 4; with no agent as with one
    case(expected_wait_s, 300.0, n_waiting=6, n_at_work=4, usual_handle_s=200.0),
    case(expected_wait_s, 600.0, n_waiting=3, n_at_work=0, usual_handle_s=200.0),
    case(announced_wait_s, 240.0, expected_s=130.0, factor=1.5, step_s=60.0),
    case(announced_wait_s, 120.0, expected_s=240.0, factor=0.5, step_s=60.0),
    case(informed_patience_s, 0.0, patience_s=100.0, announced_s=101.0, balks_on_announcement=True, factor=0.5),
    case(informed_patience_s, 50.0, patience_s=100.0, announced_s=100.0, balks_on_announcement=True, factor=0.5),
    case(informed_patience_s, 150.0, patience_s=100.0, announced_s=101.0, balks_on_announcement=False, factor=1.5),
    # 20 free, 100 promised at half, 80 beyond at double
    case(perceived_wait_s, 230.0, wait_s=200.0, free_s=20.0, announced_s=120.0, promised_factor=0.5, broken_factor=2.0,
         called_back=False, callback_factor=0.25),
    case(perceived_wait_s, 65.0, wait_s=200.0, free_s=20.0, announced_s=120.0, promised_factor=0.5, broken_factor=2.0,
         called_back=True, callback_factor=0.25),
    case(perceived_wait_s, 200.0, wait_s=200.0, free_s=20.0, announced_s=math.nan, promised_factor=0.5, broken_factor=2.0,
         called_back=False, callback_factor=0.25),
    # announced within what is free: 60 free, 40 beyond at double
    case(perceived_wait_s, 140.0, wait_s=100.0, free_s=60.0, announced_s=30.0, promised_factor=0.5, broken_factor=2.0,
         called_back=False, callback_factor=0.25),

    case(basics_met, True, solved=True, wait_s=60.0, max_wait_s=60.0, manner_sd=-0.5, min_manner_sd=-0.5),
    case(basics_met, False, solved=False, wait_s=60.0, max_wait_s=60.0, manner_sd=-0.5, min_manner_sd=-0.5),
    case(basics_met, False, solved=True, wait_s=60.5, max_wait_s=60.0, manner_sd=-0.5, min_manner_sd=-0.5),
    case(basics_met, False, solved=True, wait_s=60.0, max_wait_s=60.0, manner_sd=-0.5, min_manner_sd=-0.4),
    case(delight_logit, 0.8, logit=0.8, share=0.25, max_share=0.25),
    case(delight_logit, 0.4, logit=0.8, share=0.5, max_share=0.25),
]

# --- patience ------------------------------------------------------------------------------------------------------

ROWS, FIRST = table([parse_distribution("exactly 100 s"), parse_distribution("exponential mean 300 s"),
                     parse_distribution("exponential mean 60 s")])
PER_CALL, BALKS = uniform_pair(SEED, PATIENCE, KEY, 3 + (1 << 20))
NOW, BALKS_NOW = uniform_pair(SEED, PATIENCE, KEY, 3)
PER_CASE, _ = uniform_pair(SEED, PATIENCE, KEY, 0)
EASY = math.exp(0.5 * 0.4)         # elasticity 0.5, attitude 0.4
OF_PATIENCE: dict[str, Any] = {
    "seed": SEED, "case_key": KEY, "nth_contact": 3, "tier": 1, "distributions": ROWS, "distribution": 1, "factor": 2.0,
    "balk_prob": BALKS * LESS, "elasticity": 0.5, "attitude": 0.4, "kept": False}
WAITS: dict[str, Any] = {
    "params": thing(seed=SEED, patience_persistent=False, patience_distribution=1, chat_patience_distribution=2, balk_prob=0.0,
                    attitude_elasticity=0.5), "distributions": ROWS, "queue": thing(patience_factor=2.0), "attitude": 0.4}
ANSWERED_BACK = uniform(SEED, CALLBACK, KEY, 3)
HEEDS = uniform(SEED, BALKS_ON_ANNOUNCEMENT, KEY, 3)


def hears(known: float, sets: dict[str, float], left_s: float, **changed: float) -> object:
    """A caller who is the sixth on the line, with four agents at work on calls of 200 s: 300 s are expected."""
    params = {"seed": SEED, "usual_handle_s": 200.0, "callback_from_s": 301.0, "callback_accept_prob": ANSWERED_BACK * MORE,
              "announce_from_s": 300.0, "announced_factor": 0.7, "announced_step_s": 60.0,
              "announcement_balk_prob": HEEDS * MORE, "informed_patience_factor": 1.5} | changed
    return case(hear_announcement, known, sets, params=thing(**params), left_s=left_s, n_on_the_line=6, n_at_work=4,
                contact=thing(case_key=KEY, nth_contact=3, callback=False, announced_s=math.nan))


CASES += [
    case(patience_s, -300.0 * math.log(1.0 - PER_CALL) * 2.0 * EASY, **OF_PATIENCE),
    case(patience_s, -300.0 * math.log(1.0 - PER_CASE) * 2.0 * EASY, **OF_PATIENCE | {"kept": True, "balk_prob": 0.0}),
    case(patience_s, 0.0, **OF_PATIENCE | {"balk_prob": BALKS * MORE}),
    case(patience_s, math.inf, **OF_PATIENCE | {"distribution": -1}),
    case(patience_left_s, -300.0 * math.log(1.0 - NOW) * 6.0 * EASY, **WAITS,
         contact=thing(callback=False, tier=0, channel=PHONE, case_key=KEY, nth_contact=3, patience_factor=3.0)),
    case(patience_left_s, -60.0 * math.log(1.0 - NOW) * 6.0 * EASY, **WAITS,
         contact=thing(callback=False, tier=0, channel=CHAT, case_key=KEY, nth_contact=3, patience_factor=3.0)),
    case(patience_left_s, math.inf, **WAITS,
         contact=thing(callback=True, tier=0, channel=PHONE, case_key=KEY, nth_contact=3, patience_factor=3.0)),
    case(patience_left_s, -300.0 * math.log(1.0 - PER_CALL) * 6.0 * EASY, **WAITS,
         contact=thing(callback=True, tier=1, channel=PHONE, case_key=KEY, nth_contact=3, patience_factor=3.0)),
    case(patience_left_s, 0.0, **WAITS | {"params": thing(**vars(WAITS["params"]) | {"balk_prob": BALKS_NOW * MORE})},
         contact=thing(callback=False, tier=0, channel=PHONE, case_key=KEY, nth_contact=3, patience_factor=3.0)),
    *(case(hears_announcement, known, params=thing(announces_waits=announces), left_s=left_s,
           contact=thing(channel=channel, tier=tier, callback=callback))
      for known, announces, left_s, channel, tier, callback in (
          (True, True, 0.1, PHONE, 0, False), (False, False, 0.1, PHONE, 0, False), (False, True, 0.0, PHONE, 0, False),
          (False, True, 0.1, CHAT, 0, False), (False, True, 0.1, PHONE, 1, False), (False, True, 0.1, PHONE, 0, True))),
    # 0.7 x 300 = 210, announced as 240
    hears(300.0, {"contact.announced_s": 240.0, "contact.callback": False}, 200.0, announcement_balk_prob=HEEDS * LESS),
    hears(0.0, {"contact.announced_s": 240.0}, 239.0),
    hears(360.0, {"contact.announced_s": 240.0}, 240.0),
    hears(math.inf, {"contact.callback": True}, 200.0, callback_from_s=300.0),
    hears(0.0, {"contact.callback": False}, 200.0, callback_from_s=300.0, callback_accept_prob=ANSWERED_BACK * LESS),
    hears(200.0, {"contact.callback": False}, 200.0, announce_from_s=301.0),
]

# --- routing -------------------------------------------------------------------------------------------------------

CASES += [
    case(agent_rank, 900.0, which_agent=LONGEST_IDLE, idle_since_s=900.0, seed=SEED, agent_id=3, nth_idle=7),
    case(agent_rank, uniform(SEED, FREE_AGENT, 3, 7), which_agent=RANDOM_AGENT, idle_since_s=900.0, seed=SEED, agent_id=3,
         nth_idle=7),
    # two classes per priority; a repeat comes before a first contact of its own priority only
    case(contact_class, 5, which_contact=FIRST_COME, priority=2, n_conversations=1),
    case(contact_class, 4, which_contact=REPEATS_FIRST, priority=2, n_conversations=1),
    case(contact_class, 5, which_contact=REPEATS_FIRST, priority=2, n_conversations=0),
    case(contact_class, 3, which_contact=REPEATS_FIRST, priority=1, n_conversations=0),
    case(take_rank, None, {"agent.n_idle": 3, "agent.rank": uniform(SEED, FREE_AGENT, 5, (2 << 16) + 3)},
         params=thing(which_agent=RANDOM_AGENT, seed=SEED), agent=thing(agent_id=5, n_idle=2, rank=0.0), day=2, now_s=900.0),
    case(take_rank, None, {"agent.n_idle": 3, "agent.rank": 900.0}, params=thing(which_agent=LONGEST_IDLE, seed=SEED),
         agent=thing(agent_id=5, n_idle=2, rank=0.0), day=2, now_s=900.0),
]

# --- failures ------------------------------------------------------------------------------------------------------

RECOVERY = {"cold_loss": 0.5, "later_conversation_loss": 0.25, "handed_over_loss": 0.5}
LOGITS = {"small_logit": -0.4, "medium_logit": -0.8, "serious_logit": -1.6, "paradox_logit": 0.2}
CASES += [
    case(failure_prob_of, 0.3, case_key=(1001 << 52) - 1, failure_prob=0.3, of_incident_prob=0.9),
    case(failure_prob_of, 0.9, case_key=1001 << 52, failure_prob=0.3, of_incident_prob=0.9),
    # a quarter of cases: serious below 1/16, small below 1/16 + 3/16 x 2/3 = 3/16, medium below 1/4
    *(case(severity_of, known, failure_prob=0.25, serious_share=0.25, small_share=2 / 3, failure=failure)
      for known, failure in ((SERIOUS, 0.0624), (SMALL, 0.0625), (SMALL, 0.1874), (MEDIUM, 0.1876), (MEDIUM, 0.2499),
                             (NO_FAILURE, 0.25))),
    # manner of -1 SD is cold by 0.75: 1 - 0.5 x 0.75 = 0.625, then x 0.75, then x 0.5
    case(recovery_quality, 0.625, section=row(**RECOVERY), solved=True, nth_conversation=1, at_once=True, manner_sd=-1.0),
    case(recovery_quality, 0.46875, section=row(**RECOVERY), solved=True, nth_conversation=2, at_once=True, manner_sd=-1.0),
    case(recovery_quality, 0.234375, section=row(**RECOVERY), solved=True, nth_conversation=2, at_once=False, manner_sd=-1.0),
    case(recovery_quality, 1.0, section=row(**RECOVERY), solved=True, nth_conversation=1, at_once=True, manner_sd=2.5),
    case(recovery_quality, 0.5, section=row(**RECOVERY), solved=True, nth_conversation=1, at_once=True, manner_sd=-2.5),
    case(recovery_quality, 0.0, section=row(**RECOVERY), solved=False, nth_conversation=1, at_once=True, manner_sd=2.5),
    # a quarter of the loss stays; a small failure that does not repeat gains 0.75 x 0.2
    case(failure_effect_logit, -0.1 + 0.15, section=row(**LOGITS), severity=SMALL, quality=0.75, repeats=False),
    case(failure_effect_logit, -0.1, section=row(**LOGITS), severity=SMALL, quality=0.75, repeats=True),
    case(failure_effect_logit, -0.2, section=row(**LOGITS), severity=MEDIUM, quality=0.75, repeats=False),
    case(failure_effect_logit, -0.4, section=row(**LOGITS), severity=SERIOUS, quality=0.75, repeats=False),
    case(loyalty_logit, 0.75, satisfaction=1.0, failure_logit=0.25),
    case(loyalty_logit, 1.0, satisfaction=1.0, failure_logit=-0.25),
    *(case(uses_play, known, severity=severity, play_solve_prob=prob, tier=tier, helps=helps, needs_transfer=transfer)
      for known, severity, prob, tier, helps, transfer in (
          (True, SMALL, 0.0, 0, True, False), (False, NO_FAILURE, 0.0, 0, True, False), (False, SMALL, -1.0, 0, True, False),
          (False, SMALL, 0.0, 1, True, False), (False, SMALL, 0.0, 0, False, False), (False, SMALL, 0.0, 0, True, True))),
]

# --- service time --------------------------------------------------------------------------------------------------

CASES += [
    case(work_left_s, 300.0, drawn_s=300.0, done_s=120.0, n_conversations=0, redrawn=False, restart_s=30.0,
         retained_work_share=0.5),
    case(work_left_s, 300.0, drawn_s=300.0, done_s=120.0, n_conversations=1, redrawn=True, restart_s=30.0,
         retained_work_share=0.5),
    case(work_left_s, 270.0, drawn_s=300.0, done_s=120.0, n_conversations=1, redrawn=False, restart_s=30.0,
         retained_work_share=0.5),
    # more done on another channel than this one needs at all: 30 + 100 - 0.5 x 100
    case(work_left_s, 80.0, drawn_s=100.0, done_s=120.0, n_conversations=1, redrawn=False, restart_s=30.0,
         retained_work_share=0.5),
    case(work_done_s, 220.0, drawn_s=300.0, done_s=120.0, left_s=200.0, given_share=0.5, n_conversations=0, restart_s=30.0),
    case(work_done_s, 190.0, drawn_s=300.0, done_s=120.0, left_s=200.0, given_share=0.5, n_conversations=1, restart_s=30.0),
    case(work_done_s, 120.0, drawn_s=300.0, done_s=120.0, left_s=200.0, given_share=0.125, n_conversations=1, restart_s=30.0),
    case(work_done_s, 300.0, drawn_s=300.0, done_s=120.0, left_s=200.0, given_share=1.0, n_conversations=0, restart_s=30.0),
    # 1 + 3 minutes, to the power 1/2: twice as long
    case(needed_talk_s, 100.0 * 1.25 * 2.0 * 1.5, left_s=100.0, speed=1.25, wait_s=180.0, wait_elasticity=0.5, factor=1.5),
    case(given_talk_s, 180.0, needed_s=180.0, cap_s=180.0, enforced=True, clock_visible=True, tense_from_share=0.5,
         cap_convergence=0.25),
    case(given_talk_s, 240.0, needed_s=240.0, cap_s=180.0, enforced=False, clock_visible=True, tense_from_share=0.5,
         cap_convergence=0.25),
    case(given_talk_s, 180.0, needed_s=240.0, cap_s=180.0, enforced=True, clock_visible=False, tense_from_share=0.5,
         cap_convergence=0.25),
    case(given_talk_s, 135.0, needed_s=240.0, cap_s=180.0, enforced=True, clock_visible=True, tense_from_share=0.5,
         cap_convergence=0.25),
    case(given_share, 1.0, given_s=75.0, needed_s=100.0, slack_share=0.25),
    case(given_share, 0.8, given_s=60.0, needed_s=100.0, slack_share=0.25),
    case(resolves_prob, 0.8 * 0.25, full_prob=0.7, shift=0.1, share=0.5, steepness=2.0),
    case(resolves_prob, 0.8, full_prob=0.7, shift=0.1, share=1.0, steepness=2.0),
    case(resolves_prob, 1.0, full_prob=0.7, shift=0.4, share=1.0, steepness=2.0),
    case(resolves_prob, 0.0, full_prob=0.7, shift=-0.8, share=1.0, steepness=2.0),
    case(resolves_prob, 0.0, full_prob=0.0, shift=0.4, share=1.0, steepness=2.0),
    case(resolves_prob, 0.0, full_prob=0.7, shift=0.1, share=0.0, steepness=2.0),
    case(resolves_prob, 0.8, full_prob=0.7, shift=0.1, share=0.0, steepness=0.0),
    case(wrap_up_s, 75.0, work_s=30.0, speed=2.0, time_thieves_s=15.0),
    # 0.5 - 0.5 x 0.5 - 600 x 0.001
    case(manner_sd, -0.35, agent_sd=0.5, strain=0.5, load_sd=-0.5, talk_since_break_s=600.0, fatigue_sd_per_s=-0.001,
         tense=False, tense_sd=-0.25, opened=False, open_sd=0.125),
    case(manner_sd, -0.35 - 0.25 + 0.125, agent_sd=0.5, strain=0.5, load_sd=-0.5, talk_since_break_s=600.0,
         fatigue_sd_per_s=-0.001, tense=True, tense_sd=-0.25, opened=True, open_sd=0.125),
]
