"""A small mechanism: agents become slower from Monday to Friday; and a measure of the talk time that this takes."""

from typing import Any

from sim import Kpi, Mechanism, Quantities, quantity


class WeekFatigue(Quantities):
    """Parameters of the mechanism."""

    slower_per_day: float = quantity("", "increase in talk time and after-call work per day since Monday, as a share", 0, 1,
                                     default=0.02)


def factor(own: Any, weekday: int) -> float:
    """Talk time on a weekday, 0 for Monday, as a multiple of Monday's."""
    return 1.0 + own.slower_per_day * weekday


def before_day(own: Any, state: Any, morning: Any) -> None:
    """Slow down all agents at work."""
    morning.for_agents.time_factor[:] *= factor(own, morning.weekday)


def after_day(own: Any, state: Any, evening: Any) -> None:
    """Add the part of the day's talk time that is due to fatigue."""
    evening.sums["fatigue_talk_s"] += float(evening.contacts.talk_s.sum()) * (1.0 - 1.0 / factor(own, evening.weekday))


def fatigue_share(s: dict[str, float], params: Any) -> float:
    """Talk time due to the week's fatigue over all talk time; 0 while the mechanism is off."""
    return s["fatigue_talk_s"] / s["talk_s"] if s["talk_s"] else float("nan")


PLUGINS = (
    Mechanism("week_fatigue", "agents become slower from Monday to Friday", (WeekFatigue,), daily_sums=("fatigue_talk_s",),
              before_day=before_day, after_day=after_day),
    Kpi("fatigue_share", "Talk time due to fatigue", "", "lower", fatigue_share),
)
