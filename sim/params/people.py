"""The people of the centre: who works there, how they learn and tire, who leads them, and when they are at work."""

from typing import Annotated, Literal

from pydantic import Field

from sim.declare import HourOfDay, Quantities, hour_of_day, probability, quantity
from sim.params.centre import Weekday

Count = Annotated[int, Field(ge=0, le=100_000)]


class Group(Quantities):
    """Agents with the same skills and hours."""

    n_agents: int = quantity("", "positions in the group", 0, 100_000)
    hours_per_week: float = quantity("h/week", "paid hours of a position", 1, 168)
    kinds: tuple[str, ...] | None = quantity("", "kinds that the group can take; null for all")
    channels: tuple[Literal["phone", "mail", "chat"], ...] | None = quantity("", "channels that the group serves; null for all")
    agents_per_interval: tuple[Count, ...] | None = quantity(
        "", "agents at work in each interval of the day's profile, in place of shifts; null for shifts")


class Workforce(Quantities):
    """How people learn, tire, fall ill, quit and are replaced (M15, M17)."""

    groups: dict[str, Group] = quantity("", "the groups of agents, by name")
    speed_sd: float = quantity("", "spread of log handle time between agents", 0, 1)
    manner_sd: float = quantity("SD", "spread of manner between agents", 0, 3)
    start_productivity: float = quantity("", "productivity of a new agent: needed time is divided by it", 0.1, 1)
    learning_per_month: float = quantity("1/month", "rate at which the gap to full productivity closes", 0, 5)
    new_resolve_loss: float = quantity("", "what a new agent lacks in resolution; closes with the same rate", 0, 1)
    drift_per_month: float = quantity("1/month", "resolution lost to forgetting, without training", 0, 0.2)
    drift_most: float = quantity("", "most that can be lost so", 0, 1)
    product_changes_per_year: float = quantity("1/year", "new products, ways to pay, laws that make knowledge old (M14)", 0, 365)
    knowledge_loss_per_change: float = quantity("", "resolution lost to each of them, without training (G7)", 0, 1)
    news_resolve_loss: float = quantity("", "resolution that an agent lacks who has not heard of a change yet", 0, 1)
    news_days: float = quantity("days", "time in which news reaches two agents in three, without a meeting (G9)", 0.1, 365)
    news_days_meeting: float = quantity("days", "the same with a morning meeting of ten minutes or more", 0.1, 365)
    training_h_per_week: float = quantity("h/week", "weekly session, off the phone", 0, 20)
    session_knowledge: float = quantity("", "relative time of the session that goes to professional knowledge", 0, 100)
    session_communication: float = quantity("", "relative time of the session that goes to communication", 0, 100)
    session_service: float = quantity("", "relative time of the session that goes to personal service", 0, 100)
    training_gain_per_month: float = quantity(
        "1/month", "resolution gained by one session hour a week that is a third knowledge", 0, 0.2)
    knowledge_start: float = quantity("", "resolution gained (or lost) so on day 0, and by a successor", -1, 1)
    training_gain_most: float = quantity("", "most that can be gained so", 0, 1)
    communication_gain_per_month: float = quantity(
        "1/month", "log talk time saved by one session hour a week that is a third communication", 0, 0.2)
    communication_gain_most: float = quantity("", "most that can be gained so", 0, 1)
    communication_drift_per_month: float = quantity("1/month", "log talk time lost to habit, without training", 0, 0.2)
    communication_drift_most: float = quantity("", "most that can be lost so", 0, 1)
    communication_resolve: float = quantity("", "resolution gained per unit of log talk time saved so: the need gets told", 0, 10)
    service_gain_per_month: float = quantity(
        "SD/month", "manner gained by one session hour a week that is a third personal service", 0, 2)
    service_gain_most_sd: float = quantity("SD", "most that can be gained so", 0, 5)
    service_drift_per_month: float = quantity("SD/month", "manner lost to habit, without training", 0, 2)
    service_drift_most_sd: float = quantity("SD", "most that can be lost so", 0, 5)
    trainer_gain: float = quantity("", "how much more an hour's session gains with a specialist trainer, as a share", 0, 5)
    trainer_covers: float = quantity("", "agents for whom one trainer is enough", 1, 1000)
    coaching_gain_per_h: float = quantity(
        "1/h", "resolution gained per hour a month of coaching that is all hard conversation, held at once", 0, 0.5)
    coaching_most_h: float = quantity("h/month", "hours a month beyond which coaching adds nothing", 0, 100)
    coaching_keep_per_h: float = quantity(
        "1/h", "fall of log quitting hazard per hour a month of coaching that is praise, or held at once", 0, 1)
    strain_knee_occupancy: float = quantity("", "occupancy above which strain builds up", 0, 1)
    strain_per_week: float = quantity("1/week", "strain gained in a week at occupancy 1", 0, 10)
    strain_cap_per_week: float = quantity("1/week", "strain gained in a week in which every talk is ended by the cap",
                                          0, 10)
    strain_half_life_weeks: float = quantity("weeks", "time in which rest halves strain", 0.1, 200)
    quits_per_year: float = quantity("1/year", "quitting hazard of a settled, unstrained agent at market pay", 0, 10)
    new_quit_factor: float = quantity("", "hazard in the first six months as a multiple", 0, 20)
    occupancy_quit_slope: float = quantity("", "log hazard per unit of smoothed occupancy above the knee (H2)", 0, 30)
    smoothing_weeks: float = quantity("weeks", "time over which occupancy is smoothed for quitting", 0.1, 100)
    clock_quits_per_year: float = quantity("1/year", "hazard that a visible clock adds (H3)", 0, 2)
    pay_quit_elasticity: float = quantity("", "log hazard per unit of log(market pay / own pay)", 0, 10)
    pay_vacancy_elasticity: float = quantity("", "log of vacancy_days per unit of log(market pay / own pay)", 0, 10)
    pay_manner_sd: float = quantity("SD", "manner of those who apply, per unit of log(own pay / market pay)", 0, 10)
    pay_speed_slope: float = quantity("", "log pace of those who apply, per unit of log(own pay / market pay)", 0, 10)
    strain_quit_slope: float = quantity("", "log hazard that strain 1 adds", 0, 10)
    decide_quit_slope: float = quantity("", "fall of log hazard per unit of authority.frame_share (E6)", 0, 10)
    decide_usual_share: float = probability("frame_share at which quits_per_year holds")
    satisfaction_plain: float = quantity(
        "points", "satisfaction at work, 0-100, of someone with nothing to complain of and no coaching", 0, 100)
    satisfaction_usual: float = quantity("points", "satisfaction at which agents have their usual manner", 0, 100)
    satisfaction_points: float = quantity("points", "fall of satisfaction per unit of log quitting hazard", 0, 200)
    satisfaction_manner_sd: float = quantity("SD", "what a point of satisfaction changes in manner (J23)", 0, 1)
    vacancy_days: int = quantity("days", "time from a resignation until the next one starts", 0, 2000)
    course_days: int = quantity("days", "first training, not on the phone", 0, 1000)
    holiday_share: float = probability("share of an agent's weeks that are holiday")
    sickness_prob: float = probability("chance to be ill on a working day, known only in the morning")
    sickness_per_strain: float = quantity("", "what strain 1 adds to that chance", 0, 1)
    other_absence_share: float = probability("share of working days on leave, courses and other absence")


class Leadership(Quantities):
    """Leaders: a queue for decisions, and hours for coaching (M5, M18, M19)."""

    n_leaders: float = quantity("", "team leaders; a part-time one counts as a part", 0, 10_000)
    n_chiefs: int = quantity("", "heads of customer service; one leads the team where there are no leaders", 0, 100)
    n_analysts: float = quantity("", "specialists who go after causes, or write to customers", 0, 1000)
    n_coaches: float = quantity("", "coaches, beside the leaders", 0, 1000)
    n_planners: float = quantity("", "planners", 0, 1000)
    planner_covers: float = quantity("", "agents for whom one planner is enough", 1, 10_000)
    n_trainers: float = quantity("", "specialist trainers; without them agents take turns to teach", 0, 1000)
    best_span: float = quantity("", "agents per leader that a leader can follow", 1, 100)
    span_quit_slope: float = quantity("", "rise of the quitting hazard per agent above that span (H4)", 0, 1)
    daily_h_per_agent: float = quantity("h/week", "day-to-day leading that each agent takes of a leader (H5)", 0, 40)
    absence_h: float = quantity("h", "time that it takes a leader when an agent calls in sick", 0, 8)
    coach_share: float = probability("share of a coach's hours spent with agents")
    chief_strategic_share: float = probability("share of a chief's hours for causes and plans, when nothing burns (M20)")
    feedback_delay_weeks: float = quantity("weeks", "how long the hard conversation is put off", 0, 500)
    feedback_half_weeks: float = quantity("weeks", "delay at which a hard conversation is worth half", 0.1, 500)
    praise_share: float = probability("share of coaching that is praise: it keeps people, and teaches nothing new")


class Purpose(Quantities):
    """What the centre is there for, and how well everyone knows it (M16)."""

    start_share: float = probability("how well purpose is anchored in everyone on day 0, and in a successor: 0 not, 1 wholly")
    usual_share: float = probability("how well it is anchored where the other parameters hold")
    repetition_h_per_month: float = quantity("h/month", "time in the weekly session for what the centre is there for", 0, 40)
    programme_h_per_month: float = quantity("h/month", "the same during a programme, at the start of the run", 0, 40)
    programme_months: float = quantity("months", "length of the programme; 0 for none", 0, 120)
    half_h_per_month: float = quantity("h/month", "repetition that anchors half as fast as any amount could", 0.01, 100)
    settling_months: float = quantity("months", "time in which constant repetition anchors two thirds of the rest", 0.1, 120)
    fading_months: float = quantity("months", "time in which two thirds fade without any", 0.1, 1200)
    strain_relief_share: float = quantity("", "share of the strain from load that purpose takes away", 0, 1)
    resolve_gain: float = quantity("", "resolution gained by direction: what the customer came for", 0, 0.5)
    manner_sd: float = quantity("SD", "manner gained: personal service", 0, 5)
    quit_slope: float = quantity("", "fall of log quitting hazard", 0, 5)


class Roster(Quantities):
    """Who is at work when (M21)."""

    shift_starts_h: tuple[HourOfDay, ...] = quantity("h", "starts of the day's shifts; agents are dealt out to them",
                                                     cure="Write half past nine as 9.5 or \"9:30\".")
    lunch: Literal["staggered", "common"] = quantity("", "lunch spread over the window, or all at its start")
    lunch_from_h: HourOfDay = hour_of_day("earliest lunch")
    lunch_until_h: HourOfDay = hour_of_day("latest end of lunch")
    lunch_min: float = quantity("min", "length of lunch, off the phone", 0, 240)
    pauses_min: float = quantity("min", "short pauses in a day, off the phone, taken half in each half of the shift",
                                 0, 240)
    meeting_min: float = quantity("min", "daily meeting at the start of the shift", 0, 240)
    fit_share: float = probability("share of agents whose day and leave are laid where the need is, without a planner (L3)")
    planner_fit_gain: float = probability("what planners add to that share")
    forecast_error_sd: float = quantity("", "spread of log forecast volume of a day, for which leave is granted (L1)", 0, 1)
    planner_error_factor: float = quantity("", "the same with planners, as a multiple", 0, 1)
    leave_tilt: float = quantity("", "rise of leave per unit by which a day's forecast is below the average", 0, 8)
    adherence_share: float = probability("share of the shift that agents spend where the plan wants them (L5)")
    real_time_share: float = probability("share of the day's gap of load that moving pauses closes (L4)")
    training_weekday: Weekday = quantity("", "day of the weekly session")
    training_at_once: bool = quantity("", "the session at one time for all, or the agents in turns")
