"""Who works there, how they learn and tire, who leads them, and when they are at work."""

from typing import Annotated, Literal

from pydantic import Field

from sim.declare import HourOfDay, Quantities, hour_of_day, probability, quantity
from sim.params.centre import Weekday

Count = Annotated[int, Field(ge=0, le=100_000)]


class Group(Quantities):
    """Agents with the same skills and hours."""

    n_agents: int = quantity("", "positions in the group", 0, 100_000)
    hours_per_week: float = quantity("h/week", "paid hours of a position", 1, 168)
    contact_types: tuple[str, ...] | None = quantity("", "contact types that the group is trained for; null for all")
    channels: tuple[Literal["phone", "email", "chat"], ...] | None = quantity("", "channels that the group serves; null for all")
    agents_per_interval: tuple[Count, ...] | None = quantity(
        "", "agents at work in each interval of the day's profile, in place of shifts; null for shifts")


class Workforce(Quantities):
    """Agents: skills, learning, strain, absence, quitting and hiring (M15, M17)."""

    groups: dict[str, Group] = quantity("", "the groups of agents, by name")
    speed_sd: float = quantity("", "standard deviation of log handle time between agents", 0, 1)
    manner_sd: float = quantity("SD", "standard deviation of manner between agents", 0, 3)
    start_productivity: float = quantity("", "productivity of a new agent: needed time is divided by it", 0.1, 1)
    learning_per_month: float = quantity("1/month", "rate at which the gap to full productivity closes", 0, 5)
    new_resolve_loss: float = quantity("", "shortfall in resolution probability of a new agent; closes at the same rate", 0, 1)
    drift_per_month: float = quantity("1/month", "decrease in resolution probability by forgetting, without training", 0, 0.2)
    drift_max: float = quantity("", "largest decrease in resolution probability by forgetting", 0, 1)
    product_changes_per_year: float = quantity(
        "1/year", "product changes that make knowledge outdated: new products, payment methods, legislation (M14)", 0, 365)
    knowledge_loss_per_change: float = quantity(
        "", "decrease in resolution probability per product change, without training (G7)", 0, 1)
    news_resolve_loss: float = quantity("", "shortfall in resolution probability of an agent who does not know of a "
                                            "change yet", 0, 1)
    news_days: float = quantity("days", "time in which news reaches two of three agents, without a meeting (G9)", 0.1, 365)
    news_days_meeting: float = quantity(
        "days", "time in which news reaches two of three agents, with a morning meeting of ten minutes or more", 0.1, 365)
    training_h_per_week: float = quantity("h/week", "weekly training session, off the phone", 0, 20)
    session_knowledge: float = quantity("", "relative session time for professional knowledge", 0, 100)
    session_communication: float = quantity("", "relative session time for communication", 0, 100)
    session_service: float = quantity("", "relative session time for personal service", 0, 100)
    training_gain_per_month: float = quantity(
        "1/month", "increase in resolution probability by one session hour a week of which a third is knowledge", 0, 0.2)
    knowledge_start: float = quantity(
        "", "increase (or decrease) in resolution probability by knowledge on day 0, and of new agents", -1, 1)
    training_gain_max: float = quantity("", "largest increase in resolution probability by training", 0, 1)
    communication_gain_per_month: float = quantity(
        "1/month", "decrease in log talk time by one session hour a week of which a third is communication", 0, 0.2)
    communication_gain_max: float = quantity("", "largest decrease in log talk time by training", 0, 1)
    communication_drift_per_month: float = quantity("1/month", "increase in log talk time by habit, without training", 0, 0.2)
    communication_drift_max: float = quantity("", "largest increase in log talk time by habit", 0, 1)
    communication_resolve: float = quantity(
        "", "increase in resolution probability per unit of log talk time saved by better communication", 0, 10)
    service_gain_per_month: float = quantity(
        "SD/month", "increase in manner by one session hour a week of which a third is personal service", 0, 2)
    service_gain_max_sd: float = quantity("SD", "largest increase in manner by training", 0, 5)
    service_drift_per_month: float = quantity("SD/month", "decrease in manner by habit, without training", 0, 2)
    service_drift_max_sd: float = quantity("SD", "largest decrease in manner by habit", 0, 5)
    trainer_gain: float = quantity("", "relative increase in a session's gain with a specialist trainer", 0, 5)
    trainer_covers: float = quantity("", "number of agents per specialist trainer for the full gain", 1, 1000)
    coaching_gain_per_h: float = quantity(
        "1/h", "increase in resolution probability per monthly hour of coaching, if all of it is prompt corrective feedback",
        0, 0.5)
    coaching_max_h: float = quantity("h/month", "hours of coaching per month beyond which there is no further gain", 0, 100)
    coaching_keep_per_h: float = quantity(
        "1/h", "decrease in log hazard of quitting per monthly hour of praise or prompt corrective feedback", 0, 1)
    strain_knee_occupancy: float = quantity("", "occupancy above which strain increases", 0, 1)
    strain_per_week: float = quantity("1/week", "increase in strain in a week at occupancy 1", 0, 10)
    strain_cap_per_week: float = quantity(
        "1/week", "increase in strain in a week in which the cap ends every conversation", 0, 10)
    strain_half_life_weeks: float = quantity("weeks", "half-life of strain at rest", 0.1, 200)
    quits_per_year: float = quantity("1/year", "hazard of quitting of an experienced, unstrained agent at market pay", 0, 10)
    new_quit_factor: float = quantity("", "hazard of quitting in the first six months, as a multiple", 0, 20)
    occupancy_quit_slope: float = quantity(
        "", "increase in log hazard of quitting per unit of smoothed occupancy above the knee (H2)", 0, 30)
    smoothing_weeks: float = quantity("weeks", "time over which occupancy is smoothed for quitting", 0.1, 100)
    clock_quits_per_year: float = quantity("1/year", "increase in the hazard of quitting by a visible clock (H3)", 0, 2)
    pay_quit_elasticity: float = quantity("", "log hazard of quitting per unit of log(market pay / own pay)", 0, 10)
    pay_vacancy_elasticity: float = quantity("", "log of vacancy_days per unit of log(market pay / own pay)", 0, 10)
    pay_manner_sd: float = quantity("SD", "manner of applicants per unit of log(own pay / market pay)", 0, 10)
    pay_speed_slope: float = quantity("", "log speed of applicants per unit of log(own pay / market pay)", 0, 10)
    strain_quit_slope: float = quantity("", "increase in log hazard of quitting at strain 1", 0, 10)
    authority_quit_slope: float = quantity("", "decrease in log hazard of quitting per unit of authority.authority_share (E6)", 0,
                                           10)
    authority_usual_share: float = probability("authority.authority_share for which quits_per_year holds")
    satisfaction_neutral: float = quantity(
        "points", "job satisfaction, 0-100, of an agent without causes for discontent and without coaching", 0, 100)
    satisfaction_usual: float = quantity("points", "job satisfaction at which agents have their usual manner", 0, 100)
    satisfaction_points: float = quantity("points", "decrease in job satisfaction per unit of log hazard of quitting", 0, 200)
    satisfaction_manner_sd: float = quantity("SD", "change in manner per point of job satisfaction (J23)", 0, 1)
    vacancy_days: int = quantity("days", "time from a resignation to the start of the successor", 0, 2000)
    course_days: int = quantity("days", "initial training before the first contact", 0, 1000)
    holiday_share: float = probability("share of an agent's weeks that are holidays")
    sickness_prob: float = probability("probability to be ill on a working day, known only in the morning")
    sickness_per_strain: float = quantity("", "increase in the probability to be ill at strain 1", 0, 1)
    other_absence_share: float = probability("share of working days on leave, in courses and otherwise absent")


class Leadership(Quantities):
    """Team leaders, managers and specialists: decisions, coaching and strategy (M5, M18, M19)."""

    n_team_leaders: float = quantity("", "team leaders, in full-time equivalents", 0, 10_000)
    n_managers: int = quantity("", "contact-centre managers; without team leaders they lead the team", 0, 100)
    n_analysts: float = quantity("", "specialists who investigate causes or write to customers", 0, 1000)
    n_coaches: float = quantity("", "coaches, in addition to team leaders", 0, 1000)
    n_planners: float = quantity("", "planners", 0, 1000)
    planner_covers: float = quantity("", "number of agents per planner for the full effect", 1, 10_000)
    n_trainers: float = quantity("", "specialist trainers; without them agents train each other", 0, 1000)
    best_span: float = quantity("", "largest number of agents per team leader without a loss", 1, 100)
    span_quit_slope: float = quantity("", "relative increase in the hazard of quitting per agent above that span (H4)", 0, 1)
    daily_h_per_agent: float = quantity("h/week", "a team leader's hours of day-to-day leadership per agent (H5)", 0, 40)
    absence_h: float = quantity("h", "a team leader's time when an agent calls in sick", 0, 8)
    coach_share: float = probability("share of a coach's hours spent with agents")
    manager_strategic_share: float = probability("share of a manager's hours for causes and plans, without urgent work (M20)")
    feedback_delay_weeks: float = quantity("weeks", "delay of corrective feedback", 0, 500)
    feedback_half_weeks: float = quantity("weeks", "delay at which corrective feedback has half its effect", 0.1, 500)
    praise_share: float = probability("share of coaching that is praise, which improves retention but not skill")


class Purpose(Quantities):
    """The centre's purpose, and how well agents know it (M16)."""

    start_share: float = probability("how well purpose is anchored in agents on day 0, and in new agents: 0 not, 1 fully")
    usual_share: float = probability("how well purpose is anchored where the other parameters hold")
    repetition_h_per_month: float = quantity("h/month", "time in the weekly session to repeat the centre's purpose", 0, 40)
    programme_h_per_month: float = quantity(
        "h/month", "time to repeat the centre's purpose during a programme at the start of the run", 0, 40)
    programme_months: float = quantity("months", "length of the programme; 0 for none", 0, 120)
    half_h_per_month: float = quantity("h/month", "repetition with half the largest possible effect", 0.01, 100)
    settling_months: float = quantity("months", "time in which constant repetition anchors two thirds of the rest", 0.1, 120)
    fading_months: float = quantity("months", "time in which two thirds fade without repetition", 0.1, 1200)
    strain_relief_share: float = quantity("", "relative decrease in strain from load at full purpose", 0, 1)
    resolve_gain: float = quantity("", "increase in resolution probability at full purpose", 0, 0.5)
    manner_sd: float = quantity("SD", "increase in manner at full purpose", 0, 5)
    quit_slope: float = quantity("", "decrease in log hazard of quitting at full purpose", 0, 5)


class Roster(Quantities):
    """Rosters: who is at work when (M21)."""

    shift_starts_h: tuple[HourOfDay, ...] = quantity(
        "h", "starts of the day's shifts; agents are spread over them", cure="Write half past nine as 9.5 or \"9:30\".")
    lunch: Literal["staggered", "common"] = quantity("", "lunch staggered over the window, or at its start for all")
    lunch_from_h: HourOfDay = hour_of_day("earliest start of lunch")
    lunch_until_h: HourOfDay = hour_of_day("latest end of lunch")
    lunch_min: float = quantity("min", "length of lunch, off the phone", 0, 240)
    pauses_min: float = quantity("min", "short pauses per day, off the phone, half of them in each half of the shift", 0, 240)
    meeting_min: float = quantity("min", "daily meeting at the start of the shift", 0, 240)
    fit_share: float = probability("share of agents whose shifts and leave match demand, without a planner (L3)")
    planner_fit_gain: float = probability("increase in that share with planners")
    forecast_error_sd: float = quantity(
        "", "standard deviation of the log forecast error of a day's volume, by which leave is granted (L1)", 0, 1)
    planner_error_factor: float = quantity("", "forecast error with planners, as a multiple", 0, 1)
    leave_tilt: float = quantity("", "increase in leave per unit by which a day's forecast is below average", 0, 8)
    adherence_share: float = probability("schedule adherence: share of the shift spent as planned (L5)")
    real_time_share: float = probability("share of the day's load gap closed by moving pauses (L4)")
    training_weekday: Weekday = quantity("", "day of the weekly session")
    common_training: bool = quantity("", "whether all agents have the session at the same time, or in turns")


class Pressure(Quantities):
    """Work pressure, and erosion of the service standard (M1, M2)."""

    reference_load: float = quantity(
        "", "workload, over time on the phone, up to which conversations are not shortened", 0.1, 3)
    work_pressure_elasticity: float = quantity("", "log of time given per unit of log work pressure, above that load (B7)", -2, 0)
    standard_erosion_weeks: float = quantity(
        "weeks", "time in which the service standard falls two thirds of the way to the time given (F2)", 0.5, 5000)
