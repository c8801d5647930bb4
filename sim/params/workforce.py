"""Who works there, how they learn and tire, who leads them, and when they are at work."""

from typing import Annotated, Literal

from pydantic import Field

from sim.declare import HourOfDay, Quantities, quantity
from sim.mechanisms.contact import aht_cap, authority
from sim.mechanisms.finance import pay
from sim.mechanisms.workforce import (
    absence,
    breaks,
    coaching,
    energy,
    learning,
    morning_meeting,
    planning,
    quitting,
    team_leaders,
    training,
    work_pressure,
)

Count = Annotated[int, Field(ge=0, le=100_000)]


class Group(Quantities):
    """Agents with the same skills and hours."""

    n_agents: int = quantity("", "positions in the group", 0, 100_000)
    hours_per_week: float = quantity("h/week", "paid hours of a position", 1, 168)
    contact_types: tuple[str, ...] | None = quantity("", "contact types that the group is trained for; null for all")
    channels: tuple[Literal["phone", "email", "chat"], ...] | None = quantity("", "channels that the group serves; null for all")
    agents_per_interval: tuple[Count, ...] | None = quantity(
        "", "agents at work in each interval of the day's profile, in place of shifts; null for shifts")


class _Workforce(Quantities):
    """Parameters of no mechanism."""

    groups: dict[str, Group] = quantity("", "the groups of agents, by name")


class Workforce(absence.WorkforceParameters, authority.WorkforceParameters, pay.WorkforceParameters,
                aht_cap.WorkforceParameters, quitting.WorkforceParameters, energy.WorkforceParameters,
                coaching.WorkforceParameters, morning_meeting.WorkforceParameters, training.WorkforceParameters,
                learning.WorkforceParameters, _Workforce):
    """Agents: skills, learning, strain, absence, quitting and hiring."""


class _Leadership(Quantities):
    """Parameters of no mechanism."""

    n_team_leaders: float = quantity("", "team leaders, in full-time equivalents", 0, 10_000)
    n_managers: int = quantity("", "contact-centre managers; without team leaders they lead the team", 0, 100)
    n_analysts: float = quantity("", "specialists who investigate causes or write to customers", 0, 1000)
    n_planners: float = quantity("", "planners", 0, 1000)
    n_trainers: float = quantity("", "specialist trainers; without them agents train each other", 0, 1000)


class Leadership(team_leaders.LeadershipParameters, planning.LeadershipParameters, coaching.LeadershipParameters, _Leadership):
    """Team leaders, managers and specialists: decisions, coaching and strategy."""


class _Roster(Quantities):
    """Parameters of no mechanism."""

    shift_starts_h: tuple[HourOfDay, ...] = quantity(
        "h", "starts of the day's shifts; agents are spread over them", cure="Write half past nine as 9.5 or \"9:30\".")


class Roster(planning.RosterParameters, morning_meeting.RosterParameters, breaks.RosterParameters, _Roster):
    """Rosters: who is at work when."""


class Pressure(work_pressure.StandardErosionPressureParameters, work_pressure.WorkPressurePressureParameters):
    """Work pressure, and erosion of the service standard."""
