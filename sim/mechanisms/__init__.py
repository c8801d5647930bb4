"""The mechanisms: each module declares the parameters, random streams, columns, daily sums and measures of one mechanism.

Two mechanisms that only act together share a module. What belongs to no mechanism is declared in `sim.params`,
`sim.random.streams`, `sim.schema` and `sim.kpis`. Rules stand in `sim.model`: a scenario is read with declarations alone, without
NumPy and the compiler.
"""

from typing import Final

from sim.mechanism import Mechanism
from sim.mechanisms.contact import (
    aht_cap,
    authority,
    channels,
    ego,
    first_impression,
    managed_expectations,
    patience,
    plays,
    questions,
    recovery,
    time_thieves,
    wow,
)
from sim.mechanisms.customer import (
    attitude,
    buying,
    churn,
    complaints,
    expectations,
    false_loyalty,
    next_issue,
    redials,
    repeats,
    word_of_mouth,
)
from sim.mechanisms.demand import (
    incidents,
    mass_communication,
    root_causes,
    self_service,
)
from sim.mechanisms.finance import (
    bonus,
    budget_follows_revenue,
    pay,
)
from sim.mechanisms.workforce import (
    absence,
    breaks,
    coaching,
    energy,
    learning,
    morning_meeting,
    planning,
    purpose,
    quitting,
    team_leaders,
    training,
    work_pressure,
)
from sim.random.streams import Stream, declared_streams

MECHANISMS: Final[tuple[Mechanism, ...]] = (
    patience.MECHANISM,
    redials.MECHANISM,
    repeats.MECHANISM,
    aht_cap.MECHANISM,
    questions.MECHANISM,
    next_issue.MECHANISM,
    authority.RULES,
    authority.EMPOWERMENT,
    ego.MECHANISM,
    first_impression.MECHANISM,
    recovery.MECHANISM,
    plays.MECHANISM,
    wow.MECHANISM,
    time_thieves.MECHANISM,
    attitude.MECHANISM,
    churn.MECHANISM,
    false_loyalty.MECHANISM,
    buying.MECHANISM,
    complaints.MECHANISM,
    word_of_mouth.MECHANISM,
    expectations.MECHANISM,
    learning.MECHANISM,
    training.MECHANISM,
    morning_meeting.MECHANISM,
    purpose.MECHANISM,
    coaching.MECHANISM,
    team_leaders.MECHANISM,
    energy.MECHANISM,
    quitting.MECHANISM,
    absence.MECHANISM,
    planning.MECHANISM,
    breaks.MECHANISM,
    pay.MECHANISM,
    bonus.MECHANISM,
    channels.MECHANISM,
    managed_expectations.MECHANISM,
    work_pressure.WORK_PRESSURE,
    work_pressure.STANDARD_EROSION,
    budget_follows_revenue.MECHANISM,
    self_service.MECHANISM,
    root_causes.MECHANISM,
    incidents.MECHANISM,
    mass_communication.MECHANISM,
)
"""All mechanisms, in the order in which tables show their switches."""

STREAMS: Final[dict[str, Stream]] = declared_streams()
"""Every random stream by its name, in order of number: the two of a block stand together."""
