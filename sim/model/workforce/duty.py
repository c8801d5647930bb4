"""An agent's accounts of one day: when on duty, how long on the phone, how long busy. Both engines keep them by these rules."""

import math
from typing import Any

from sim.jit import rule
from sim.units import DAY_S


@rule
def come_on_duty(agent: Any, now_s: float) -> None:
    """On the phone from now on."""
    agent.on_duty, agent.on_since_s = True, now_s
    if math.isnan(agent.first_on_s):
        agent.first_on_s = now_s


@rule
def go_off_duty(agent: Any, now_s: float) -> None:
    """Off the phone: for a break, or for home."""
    agent.on_duty = agent.leaves_when_free = False
    agent.talk_since_break_s = 0.0
    agent.last_off_s = now_s
    agent.phone_s += now_s - agent.on_since_s


@rule
def end_busy_time(agent: Any, now_s: float) -> None:
    """The conversation and the work after it are over."""
    agent.busy_s += now_s - agent.busy_since_s
    agent.busy_since_s = agent.wraps_until_s = math.nan


@rule
def close_accounts(agent: Any) -> None:
    """Midnight finds the agent on duty: the day's accounts end, and go on tomorrow."""
    agent.last_off_s = DAY_S
    agent.phone_s += DAY_S - agent.on_since_s
    if not agent.idle:
        agent.busy_s += DAY_S - agent.busy_since_s
