"""Rules of `sim.model.contact.encounter`, worked by hand off their neutral values."""

import math

from sim.mechanisms.contact.authority import TEAM_LEADER_TIME
from sim.mechanisms.contact.channels import CHANNEL
from sim.mechanisms.contact.managed_expectations import REACHED
from sim.mechanisms.customer.redials import REDIALS
from sim.mechanisms.customer.repeats import REPEAT_DELAY, RETURNS
from sim.mechanisms.demand.root_causes import LOGGED
from sim.model.contact.channels import CHAT, EMAIL
from sim.model.contact.encounter import (
    ABANDONED,
    ANSWERED,
    BALKED,
    GAVE_UP,
    NOTHING,
    REDIAL,
    REPEAT,
    SUPERSEDED,
    after_call_work,
    begin_team_leader_time,
    bernoulli,
    choose_channel,
    draw_duration_s,
    email_superseded,
    end_chat,
    end_service,
    is_reached,
    is_uncertain,
    on_abandonment,
    read_in_vain,
    share_out,
    slow_down_chat,
    transfer,
)
from sim.model.day import CALLBACK_PENDING, IN_CONVERSATION, WITH_TEAM_LEADER
from sim.random.distributions import parse_distribution
from sim.random.philox import uniform, uniform_pair
from sim.random.sampling import table
from sim.random.streams import SOLVED, WRAP
from sim.schema import Outcome
from tests.model.cases import KEY, LESS, MORE, SEED, Case, case, thing

ROWS, _ = table([parse_distribution("exactly 30 s"), parse_distribution("exponential mean 300 s"),
                 parse_distribution("exponential mean 60 s"), parse_distribution("uniform 0 s to 60 s")])
HALF, LONG, SHORT, UP_TO = 0, 1, 2, 3        # rows: half a minute exactly, means of 300 s and 60 s, and up to 60 s
BLOCKED = int(Outcome.BLOCKED)


def drawn_s(stream: int, nth: int, mean_s: float = 300.0) -> float:
    """The exponential duration that a stream's uniform gives by inversion."""
    return -mean_s * math.log(1.0 - uniform(SEED, stream, KEY, nth))


U = uniform(SEED, WRAP, KEY, 3)
CASES = [
    case(bernoulli, True, seed=SEED, stream=WRAP, who=KEY, nth=3, prob=U * MORE),
    case(bernoulli, False, seed=SEED, stream=WRAP, who=KEY, nth=3, prob=U * LESS),
    case(bernoulli, True, seed=SEED, stream=WRAP, who=KEY, nth=3, prob=1.0),
    case(bernoulli, False, seed=SEED, stream=WRAP, who=KEY, nth=3, prob=0.0),
    *(case(is_uncertain, known, prob=prob) for known, prob in ((False, 0.0), (True, 1e-9), (True, 1.0 - 1e-9), (False, 1.0))),
    case(draw_duration_s, drawn_s(WRAP, 3), distributions=ROWS, distribution=LONG, seed=SEED, stream=WRAP, who=KEY, nth=3),
    case(draw_duration_s, 30.0, distributions=ROWS, distribution=HALF, seed=SEED, stream=WRAP, who=KEY, nth=3),
    case(draw_duration_s, 60.0 * U, distributions=ROWS, distribution=UP_TO, seed=SEED, stream=WRAP, who=KEY, nth=3),
]

# --- before the conversation ---------------------------------------------------------------------------------------

U = uniform(SEED, CHANNEL, KEY, 0)
CHOOSES = {"seed": SEED, "has_channels": True, "email_share": U * MORE, "chat_share": 0.1, "promise_s": 3600.0,
           "n_contact_types": 3}
ARRIVES = {"case_key": KEY, "nth_contact": 1, "contact_type": 2, "channel": 0, "promised_at_s": math.inf, "queue_id": 0}
U = uniform(SEED, REACHED, KEY, 16 * 2 + 1)
CALLS_BACK = {"case_key": KEY, "nth_contact": 2, "n_calls": 1, "state": 1, "state_ends_at_s": 0.0}
CASES += [
    case(choose_channel, None, {"contact.channel": EMAIL, "contact.promised_at_s": 4500.0, "contact.queue_id": 2 + 3 * EMAIL},
         params=thing(**CHOOSES), contact=thing(**ARRIVES), now_s=900.0),
    case(choose_channel, None, {"contact.channel": 0, "contact.promised_at_s": math.inf, "contact.queue_id": 2},
         params=thing(**CHOOSES | {"has_channels": False}), contact=thing(**ARRIVES), now_s=900.0),
    case(choose_channel, None, {"contact.channel": CHAT, "contact.promised_at_s": math.inf, "contact.queue_id": 2 + 3 * CHAT},
         params=thing(**CHOOSES | {"email_share": 0.0, "chat_share": CHOOSES["email_share"]}),
         contact=thing(**ARRIVES), now_s=900.0),
    case(is_reached, True, {"contact.n_calls": 2, "contact.state": 1}, now_s=900.0,
         params=thing(seed=SEED, callback_reached_prob=U * MORE, callback_retry_s=300.0), contact=thing(**CALLS_BACK)),
    case(is_reached, False, {"contact.n_calls": 2, "contact.state": CALLBACK_PENDING, "contact.state_ends_at_s": 1200.0},
         now_s=900.0, params=thing(seed=SEED, callback_reached_prob=U * LESS, callback_retry_s=300.0),
         contact=thing(**CALLS_BACK)),
]

# --- beside the conversation ---------------------------------------------------------------------------------------


def opened_in_vain(channel: int, until_s: float) -> Case:
    return case(read_in_vain, None, {
        "contact.answered_at_s": 900.0, "contact.service_began_at_s": 900.0, "contact.agent_id": 5, "contact.agent_group": 2,
        "contact.state": IN_CONVERSATION, "contact.state_ends_at_s": until_s},
        params=thing(superseded_read_s=20.0, silent_abandonment_s=60.0), agent=thing(agent_id=5, group=2), now_s=900.0,
        contact=thing(channel=channel, answered_at_s=0.0, service_began_at_s=0.0, agent_id=-1, agent_group=-1, state=1,
                      state_ends_at_s=0.0))


def third_chat(n_chats: int, until_s: float, sd: float, prob: float) -> Case:
    """An agent who begins a second or third chat takes 1.25 or 1.5 times as long for it."""
    return case(slow_down_chat, None, {
        "contact.state_ends_at_s": until_s, "contact.manner_sd": sd, "contact.solve_prob": prob},
        params=thing(chat_work_rate_2=1.6, chat_work_rate_3=2.0, chat_busy_manner_sd=-0.25, chat_busy_resolve_factor=0.5),
        contact=thing(state_ends_at_s=1100.0, manner_sd=0.5, solve_prob=0.8), n_chats=n_chats, now_s=900.0)


CASES += [
    opened_in_vain(EMAIL, 920.0), opened_in_vain(CHAT, 960.0),
    third_chat(2, 1150.0, 0.25, 0.4), third_chat(3, 1200.0, 0.0, 0.2),
    case(share_out, None, {"agent.shared_s": 40.0, "agent.shared_at_s": 160.0},
         agent=thing(n_chats=2, shared_s=10.0, shared_at_s=100.0), now_s=160.0),
    case(share_out, None, {"agent.shared_s": 10.0, "agent.shared_at_s": 160.0},
         agent=thing(n_chats=0, shared_s=10.0, shared_at_s=100.0), now_s=160.0),
    # shared by two for 60 s: 30 + 30, of which 20 passed before this chat
    case(end_chat, None, {"contact.handle_s": 47.0, "agent.n_chats": 1, "agent.shared_s": 60.0, "agent.shared_at_s": 160.0},
         contact=thing(handle_s=7.0, shared_from_s=20.0), agent=thing(n_chats=2, shared_s=30.0, shared_at_s=100.0), now_s=160.0),
    case(begin_team_leader_time, drawn_s(TEAM_LEADER_TIME, 33), {
        "contact.team_leader_wait_s": 105.0, "contact.state": WITH_TEAM_LEADER,
        "contact.state_ends_at_s": 900.0 + drawn_s(TEAM_LEADER_TIME, 33)},
        params=thing(seed=SEED, team_leader_distribution=LONG), distributions=ROWS, now_s=900.0,
        contact=thing(nth_conversation=2, tier=1, case_key=KEY, team_leader_wait_s=5.0, joined_at_s=800.0, state=1,
                      state_ends_at_s=0.0)),
]

# --- after the conversation ----------------------------------------------------------------------------------------

U = uniform(SEED, LOGGED, KEY, 2)


def wraps_up(wrap_s: float, distribution: int = HALF, **changed: object) -> Case:
    """100 s of service, then the work after it by an agent who takes twice as long, with factors 1.25
    and 1.6 of plug-ins; 7 s were booked before."""
    contact = {"nth_conversation": 2, "tier": 1, "case_key": KEY, "needs_transfer": False, "handle_s": 7.0,
               "service_began_at_s": 800.0, "wrap_factor": 1.6}
    params = {"seed": SEED, "time_thieves_s": 15.0, "log_share": U * MORE, "log_s": 45.0}
    contact |= {name: value for name, value in changed.items() if name in contact}
    params |= {name: value for name, value in changed.items() if name in params}
    return case(after_call_work, None, {"contact.handle_s": 107.0 + wrap_s, "agent.wraps_until_s": 900.0 + wrap_s},
                params=thing(**params), distributions=ROWS, queue=thing(wrap_distribution=distribution), contact=thing(**contact),
                agent=thing(speed=2.0, wrap_factor=1.25, wraps_until_s=math.nan), now_s=900.0)


CASES += [
    wraps_up(180.0), wraps_up(135.0, needs_transfer=True), wraps_up(135.0, log_share=U * LESS),
    wraps_up(4.0 * drawn_s(WRAP, 33, 60.0) + 60.0, SHORT),
    case(transfer, None, {"contact.transferred": True, "contact.needs_transfer": False, "contact.tier": 2, "contact.queue_id": 4},
         queue=thing(transfer_to=4), contact=thing(transferred=False, needs_transfer=True, tier=1, queue_id=3)),
    case(email_superseded, None, {
        "contact.abandoned_in_place": True, "contact.late": True, "contact.outcome": SUPERSEDED, "contact.follow_up": REDIAL,
        "contact.wait_s": 500.0, "contact.ended_at_s": 900.0, "contact.state_ends_at_s": math.inf, "contact.follow_up_day": 3,
        "contact.follow_up_at_s": 900.0},
        contact=thing(arrived_at_s=400.0, abandoned_in_place=False, late=False, outcome=0, follow_up=0, wait_s=0.0,
                      ended_at_s=0.0, state_ends_at_s=900.0, follow_up_day=0, follow_up_at_s=0.0), day=3, now_s=900.0),
]

IS_SOLVED = uniform(SEED, SOLVED, KEY, 16 * 2 + 1)
COMES_BACK, WHEN = uniform_pair(SEED, RETURNS, KEY, 2)
LATER = (WHEN - WHEN / 2) / (1.0 - WHEN / 2)        # where the first half of `WHEN` is the share of the same day


def ends(known: bool, sets: dict[str, object], cum: tuple[float, ...] = (), **changed: object) -> Case:
    """The second conversation of a case ends on day 3, at 900 s."""
    params = {"seed": SEED, "return_prob": COMES_BACK * MORE, "same_day_share": WHEN * MORE, "max_repeats": 3,
              "repeat_distribution": LONG}
    contact = {"nth_conversation": 2, "tier": 1, "case_key": KEY, "solve_prob": IS_SOLVED * LESS, "n_conversations": 2,
               "solved": False, "outcome": 9, "ended_at_s": 0.0, "follow_up": 9, "follow_up_day": -1, "follow_up_at_s": -1.0}
    params |= {name: value for name, value in changed.items() if name in params}
    contact |= {name: value for name, value in changed.items() if name in contact}
    always = {"contact.outcome": ANSWERED, "contact.ended_at_s": 900.0}
    return case(end_service, known, always | {f"contact.{name}": value for name, value in sets.items()}, params=thing(**params),
                distributions=ROWS, later_day_shares_cum=cum, contact=thing(**contact), day=3, now_s=900.0)


CASES += [
    ends(False, {"solved": True, "follow_up": NOTHING}, solve_prob=IS_SOLVED * MORE),
    ends(False, {"solved": False, "follow_up": GAVE_UP}, return_prob=COMES_BACK * LESS),
    ends(False, {"solved": False, "follow_up": GAVE_UP}, max_repeats=2),
    ends(False, {"solved": False, "follow_up": GAVE_UP}, return_prob=0.0, same_day_share=0.5),
    ends(True, {"solved": False, "follow_up": REPEAT, "follow_up_day": 3,
                "follow_up_at_s": 900.0 + drawn_s(REPEAT_DELAY, 2)}),
    # a day later, or two where the uniform is at or beyond the first day's share
    ends(True, {"follow_up": REPEAT, "follow_up_day": 4, "follow_up_at_s": math.nan}, (LATER * MORE, 1.0),
         same_day_share=WHEN / 2),
    ends(True, {"follow_up": REPEAT, "follow_up_day": 5, "follow_up_at_s": math.nan}, (LATER * LESS, 1.0),
         same_day_share=WHEN / 2),
    # certain to return, and never on the same day
    *(ends(True, {"follow_up": REPEAT, "follow_up_day": day, "follow_up_at_s": math.nan}, (WHEN * near, 1.0), return_prob=1.0,
           same_day_share=0.0) for day, near in ((4, MORE), (5, LESS))),
]

AGAIN, DELAY = uniform_pair(SEED, REDIALS, KEY, 4)
REDIAL_AT_S = 900.0 - 300.0 * math.log(1.0 - DELAY)


def hangs_up(known: bool, sets: dict[str, object], outcome: int = ABANDONED, **changed: object) -> Case:
    """The fourth contact of a case with one conversation ends unanswered on day 3 at 900 s: two redials were made."""
    params = {"seed": SEED, "after_abandon_prob": AGAIN * MORE, "after_blocked_prob": AGAIN * LESS, "max_redials": 3,
              "redial_distribution": LONG}
    contact = {"case_key": KEY, "nth_contact": 4, "n_conversations": 1, "tier": 0, "arrived_at_s": 700.0, "joined_at_s": 800.0,
               "wait_s": 0.0, "transfer_wait_s": 5.0, "outcome": 9, "ended_at_s": 0.0, "follow_up": 9, "follow_up_day": -1,
               "follow_up_at_s": -1.0}
    params |= {name: value for name, value in changed.items() if name in params}
    contact |= {name: value for name, value in changed.items() if name in contact}
    always = {"contact.outcome": outcome, "contact.ended_at_s": 900.0}
    return case(on_abandonment, known, always | {f"contact.{name}": value for name, value in sets.items()},
                params=thing(**params), distributions=ROWS, contact=thing(**contact), outcome=outcome, day=3, now_s=900.0)


CASES += [
    hangs_up(True, {"follow_up": REDIAL, "follow_up_day": 3, "follow_up_at_s": REDIAL_AT_S, "wait_s": 200.0,
                    "transfer_wait_s": 5.0}),
    hangs_up(True, {"follow_up": REDIAL, "wait_s": 0.0, "transfer_wait_s": 105.0}, tier=1),
    hangs_up(True, {"follow_up": REDIAL}, BALKED),
    hangs_up(False, {"follow_up": GAVE_UP}, BLOCKED),
    hangs_up(True, {"follow_up": REDIAL}, BLOCKED, after_abandon_prob=AGAIN * LESS, after_blocked_prob=AGAIN * MORE),
    hangs_up(False, {"follow_up": GAVE_UP}, max_redials=2),
    hangs_up(False, {"follow_up": GAVE_UP}, after_abandon_prob=AGAIN * LESS),
    hangs_up(False, {"follow_up": GAVE_UP}, after_abandon_prob=0.0),
]
