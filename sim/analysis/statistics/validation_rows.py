"""The rows of the external validation: values of a run that are compared with literature and articles.

Each function takes a result with a full record and returns one number; NaN where the result does not contain it. Days of the
warm-up are left out.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from sim.analysis.statistics.benchmarks import BENCHMARKS
from sim.results.result import Result
from sim.units import DAY_S, HOUR_S, YEAR_DAYS

Function = Callable[[Result], float]
Origin = Literal["put in", "follows", "emerges"]
_OPEN_DAYS_A_WEEK = 5
_MIN_LOST = 0.001
_FEW = 20                      # fewer observations are not used


class Row(NamedTuple):
    """One value that can be measured in the model and is reported elsewhere.

    Attributes:
        key: short name; its ending names the unit, as with measures.
        what: description.
        low, high: what is reported elsewhere; None where one end is open.
        source: of the range, with its mark.
        origin: whether the number is an input, follows almost directly from inputs, or emerges.
        function: from a result to the number.
        pressed: whether it is measured in the centre under pressure instead of the usual one.
    """

    key: str
    what: str
    low: float | None
    high: float | None
    source: str
    origin: Origin
    function: Function
    pressed: bool = False


ROWS: list[Row] = []


def _row(
    what: str, low: float | None, high: float | None, source: str, origin: Origin, pressed: bool = False
) -> Callable[[Function], Function]:
    """Register a function as a row under its own name."""

    def enter(function: Function) -> Function:
        ROWS.append(Row(function.__name__, what, low, high, source, origin, function, pressed))
        return function

    return enter


def _measure(name: str, what: str, origin: Origin) -> None:
    """Register a KPI as a row, with its benchmark."""
    known = BENCHMARKS[name]
    ROWS.append(Row(name, what, known.low, known.high, known.source, origin, lambda result: result.kpis[name]))


def counted(result: Result, table: pd.DataFrame, day: str = "day") -> pd.DataFrame:
    """Rows of the counted days."""
    return table[table[day] >= result.record.warm_up_days]


def conversations(result: Result) -> pd.DataFrame:
    """Conversations that have ended."""
    contacts = counted(result, result.contacts)
    return contacts[contacts["answered"] & ~contacts["abandoned"]]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else np.nan


# --- volume ----------------------------------------------------------------------------------------------------------


@_row("first contacts per customer and year", 0.3, 6.0, "A9, known and not re-read, low: 1.5", "put in")
def cases_per_customer(result: Result) -> float:
    """Cases opened in the counted days over customer-years."""
    days = counted(result, result.days)
    return _ratio(days["n_opened"].sum() * YEAR_DAYS, days["n_customers"].sum())


@_row("contacts on Mondays, relative to the mean day", 1.05, 1.30, "A5, derived: bank records of 2003", "put in")
def monday_factor(result: Result) -> float:
    """Mean of open Mondays over the mean of open days."""
    days = counted(result, result.days)
    days = days[days["n_contacts"] > 0]
    monday = (result.scenario.params.centre.first_day.weekday() + days["day"]) % 7 == 0
    return _ratio(days.loc[monday, "n_contacts"].mean(), days["n_contacts"].mean())


@_row("variation of daily contacts, weekday removed (CV)", 0.06, 0.20,
      "A2, derived: 14.9 % of 1 500 calls a day, 6.3 % of 30 000", "follows")
def day_cv_share(result: Result) -> float:
    """Standard deviation over mean of open days' contacts, each divided by its weekday's mean."""
    days = counted(result, result.days)
    days = days[days["n_contacts"] > 0]
    weekday = (result.scenario.params.centre.first_day.weekday() + days["day"]) % 7
    relative = days["n_contacts"] / days.groupby(weekday)["n_contacts"].transform("mean")
    return float(relative.std())


_measure("failure_demand_share", "contacts that need not exist", "put in")

# --- conversations -----------------------------------------------------------------------------------------------------------

_measure("aht_s", "average handle time (AHT)", "follows")


@_row("standard deviation of log talk time within a contact type, first conversations", 0.75, 1.15,
      "B1, derived: bank records of 1999, .84; internet support 1.15", "follows")
def log_talk_sd(result: Result) -> float:
    """Standard deviation of log talk time about the contact type's mean."""
    first = conversations(result)
    first = first[(first["nth_conversation"] == 1) & (first["talk_s"] > 0)]
    log_s = np.log(first["talk_s"])
    return float((log_s - log_s.groupby(first["contact_type"], observed=True).transform("mean")).std())


@_row("mean handle time of the slowest agent, relative to the fastest", 1.5, 3.0,
      "B5, derived: 129 s and 282 s among 18 agents, 2.2", "follows")
def slowest_over_fastest(result: Result) -> float:
    """Largest over smallest mean handle time of agents with 500 conversations or more."""
    by_agent = conversations(result).groupby("agent_id")["handle_s"].agg(["mean", "size"])
    means = by_agent.loc[by_agent["size"] >= 500, "mean"]
    return _ratio(means.max(), means.min())


@_row("increase in log talk time per unit of log(1 + minutes waited)", 0.0, 0.12,
      "B6, derived: bank records of 1999, .065", "put in")
def talk_on_wait_slope(result: Result) -> float:
    """Least-squares slope of log talk time on log(1 + wait in minutes), about the contact type's means; first conversations."""
    first = conversations(result)
    first = first[(first["nth_conversation"] == 1) & (first["talk_s"] > 0)]
    x, y = np.log1p(first["wait_s"] / 60.0), np.log(first["talk_s"])
    x, y = (v - v.groupby(first["contact_type"], observed=True).transform("mean") for v in (x, y))
    return _ratio(float((x * y).sum()), float((x * x).sum()))


# --- waiting ---------------------------------------------------------------------------------------------------------

_measure("asa_s", "average speed of answer (ASA)", "emerges")
_measure("abandoned_share", "abandoned calls", "emerges")


@_row("answered after more than three minutes", 0.01, 0.35, "L7, read: TDC, 35 % in 2014, 5 % a year later", "emerges")
def waited_three_minutes_share(result: Result) -> float:
    """Share of answered contacts that waited more than 180 s."""
    answered = conversations(result)
    return float((answered["wait_s"] > 180.0).mean())


@_row("redials after abandoning", 0.30, 0.75, "D1, derived: 51-62 % in bank records; read: 33 % rule of thumb", "put in")
def redial_after_giving_up_share(result: Result) -> float:
    """Redials over abandoned contacts."""
    lost = counted(result, result.contacts)
    lost = lost[lost["abandoned"] | lost["balked"]]
    return float((lost["follow_up"] == "redial").mean())


@_row("redials within the hour that are answered", 0.50, 0.85, "D3, derived: 66 %, the others give up again", "emerges")
def redials_answered_share(result: Result) -> float:
    """Share answered of contacts within one hour after an unanswered one of the same case."""
    pairs = _followed(counted(result, result.contacts))
    soon = pairs[(pairs["follow_up"] == "redial") & (pairs["gap_s"] <= HOUR_S)]
    return float(soon["next_answered"].mean()) if len(soon) >= _FEW else np.nan


def _followed(contacts: pd.DataFrame) -> pd.DataFrame:
    """Contacts with the time until the next contact of the same case, and whether that was answered."""
    rows = contacts.sort_values(["case_id", "nth_contact"])
    after = rows.shift(-1)
    same = rows["case_id"].to_numpy() == after["case_id"].to_numpy()
    rows = rows.assign(
        gap_s=DAY_S * (after["day"] - rows["day"]) + after["arrived_at_s"] - rows["ended_at_s"],
        gap_days=after["day"] - rows["day"], next_answered=after["answered"])
    return pd.DataFrame(rows.loc[same])


# --- resolution and repeats ------------------------------------------------------------------------------------------

_measure("fcr_share", "first-contact resolution (FCR)", "follows")


@_row("solved in later conversations", 0.40, 0.65, "D8, derived: SQM's 1.46 contacts per issue", "follows")
def later_conversations_solved_share(result: Result) -> float:
    """Share of conversations from the second on that solve their case."""
    later = conversations(result)
    return float(later.loc[later["nth_conversation"] > 1, "solved"].mean())


@_row("repeats that come on the same day", 0.10, 0.25, "D9, derived: 10-20 %", "put in")
def repeats_same_day_share(result: Result) -> float:
    """Repeats on the day of the conversation that they follow, over observed repeats."""
    pairs = _followed(counted(result, result.contacts))
    return float((pairs.loc[pairs["follow_up"] == "repeat", "gap_days"] == 0).mean())


@_row("repeats on later days that come the next day", 0.20, 0.45, "D9, derived: 28 % on day 1", "put in")
def repeats_next_day_share(result: Result) -> float:
    """Repeats on the next calendar day over repeats on later days; a weekend in between counts as days."""
    pairs = _followed(counted(result, result.contacts))
    later = pairs[(pairs["follow_up"] == "repeat") & (pairs["gap_days"] > 0)]
    return float((later["gap_days"] == 1).mean())


_measure("escalated_share", "conversations escalated to a team leader", "put in")

# --- satisfaction ----------------------------------------------------------------------------------------------------


@_row("very satisfied after a first conversation that solved the case", 0.75, 0.88, "I1, read: SQM, industry pairs", "follows")
def csat_first_solved_share(result: Result) -> float:
    """Mean probability of 'very satisfied' after first conversations that solved."""
    first = conversations(result)
    return float(first.loc[(first["nth_conversation"] == 1) & first["solved"], "very_satisfied_prob"].mean())


@_row("loss of CSAT with one more conversation, case solved", 0.10, 0.20, "I2, read: SQM, 15; an older note says 20",
      "follows")
def csat_drop_per_conversation_share(result: Result) -> float:
    """CSAT of solved first conversations less that of solved second conversations."""
    solved = conversations(result)
    solved = solved[solved["solved"]]
    means = solved.groupby("nth_conversation")["very_satisfied_prob"].mean()
    return float(means.get(1, np.nan) - means.get(2, np.nan))


@_row("very satisfied though unsolved", 0.15, 0.40, "I4, known and not re-read, medium: 30 %", "follows")
def csat_unsolved_share(result: Result) -> float:
    """Mean probability of 'very satisfied' after conversations that did not solve."""
    found = conversations(result)
    return float(found.loc[~found["solved"], "very_satisfied_prob"].mean())


_measure("nps", "net promoter score (NPS)", "follows")

# --- loyalty and money -----------------------------------------------------------------------------------------------

_measure("churn_per_year", "customer churn in a year", "follows")
_WINDOW_DAYS = 90


def _left_within(result: Result, cases: pd.DataFrame) -> float:
    """Share of the cases' customers who left within the window after the case ended."""
    left = result.customers["left_day"].to_numpy()[cases["customer_id"].to_numpy()]
    after = left - cases["ended_day"].to_numpy()
    return float(((left >= 0) & (after <= _WINDOW_DAYS)).mean()) if len(cases) >= _FEW else np.nan


@_row("churn after a case given up, relative to one solved at once", 2.0, 6.3,
      "J8, read: CEB, x2.5; J1, read: SQM, odds 6.3 (both stated, not observed)", "emerges")
def leaving_unsolved_over_solved(result: Result) -> float:
    """Customers who left within 90 days of the case's end: ratio of given-up cases to cases solved in one conversation."""
    cases = counted(result, result.cases, "ended_day")
    cases = cases[(cases["customer_id"] >= 0) & (cases["ended_day"] < result.days["day"].max() - _WINDOW_DAYS)]
    return _ratio(_left_within(result, cases[cases["given_up"]]),
                  _left_within(result, cases[cases["solved"] & (cases["n_conversations"] == 1)]))


@_row("customers who left with a case that ended badly in their last half-year", 0.04, 0.68,
      "J22, articles: 68 % leave over bad service (folklore; J24, read: Accenture, stated); lower end: chance alone", "emerges")
def left_after_bad_case_share(result: Result) -> float:
    """Of the last half-year's leavers, the share with a case given up or of three conversations or more in their last
    half-year."""
    half = int(YEAR_DAYS / 2)
    customers, end = result.customers, int(result.days["day"].max())
    leavers = customers.loc[customers["left_day"] > max(end - half, half), ["customer_id", "left_day"]]
    cases = result.cases
    bad = cases[cases["given_up"] | (cases["n_conversations"] >= 3)].merge(leavers, on="customer_id")
    hit = bad[(bad["ended_day"] <= bad["left_day"]) & (bad["ended_day"] > bad["left_day"] - half)]
    return _ratio(hit["customer_id"].nunique(), len(leavers))


@_row("cost to serve: detractors relative to promoters", 1.3, 2.0,
      "J18, articles: 1.6 (TDC's TAK), the figure was not found", "emerges")
def cost_to_serve_ratio(result: Result) -> float:
    """Agents' time per year and customer who called: detractors over promoters, by their scores at the end."""
    spent = conversations(result).groupby("customer_id")["handle_s"].sum()
    score = result.customers["score"].to_numpy()[spent.index.to_numpy()]
    return _ratio(float(spent[score <= 6].mean()), float(spent[score >= 9].mean()))


@_row("cost to serve per case: ended badly relative to solved at once", 1.3, 3.0,
      "J18, articles: 1.6; by case, where cause is plain", "emerges")
def cost_of_bad_case_ratio(result: Result) -> float:
    """Agents' time per case: given up or of two conversations or more, over cases solved in one conversation."""
    cases = counted(result, result.cases, "ended_day")
    cases = cases[cases["n_conversations"] > 0]
    good = cases["solved"] & (cases["n_conversations"] == 1)
    return _ratio(float(cases.loc[~good, "handle_s"].mean()), float(cases.loc[good, "handle_s"].mean()))


_measure("cost_per_contact", "all costs per answered contact", "follows")

_measure("dissatisfied_cost_ratio", "cost to serve per customer: detractors relative to all others", "emerges")
_measure("left_over_service_share", "churn caused by service", "emerges")

# --- word of mouth ----------------------------------------------------------------------------------------------

_measure("noncomplaining_per_complaint", "silent dissatisfied customers per complaint", "follows")
_measure("complaint_conversation_share", "conversations that are complaints", "emerges")
_measure("listeners_per_negative_sharer", "listeners per customer who shares a bad experience", "follows")
_measure("listeners_per_positive_sharer", "listeners per customer who shares a good experience", "follows")
_measure("over_20_listeners_share", "customers with more than 20 listeners, of those who share a bad experience", "follows")

# --- people ----------------------------------------------------------------------------------------------------------

_measure("occupancy", "occupancy", "emerges")
_measure("shrinkage", "shrinkage (paid time off the phone)", "put in")
_measure("quits_per_year", "agent turnover in a year", "follows")


def _handle_by_tenure(result: Result) -> pd.DataFrame:
    """Agent days of agents hired during the run, with days since their first on the phone and handle time per conversation."""
    days = result.agent_days
    days = days[days["n_conversations"] > 0]
    n_at_start = sum(group.n_agents for group in result.scenario.params.workforce.groups.values())
    new = days[days["agent_id"] >= n_at_start]
    return new.assign(tenure=new["day"] - new.groupby("agent_id")["day"].transform("min"))


@_row("handle time in the first month, relative to a trained agent", 1.3, 1.9,
      "G3, read: 1.3-1.8; .53 of a trained agent's work rate", "put in")
def first_month_ratio(result: Result) -> float:
    """Of agents hired during the run: busy time per conversation in the first 30 days on the phone, over all other days'."""
    new, days = _handle_by_tenure(result), result.agent_days
    month = new[new["tenure"] < 30]
    if month["n_conversations"].sum() < 10 * _FEW:
        return np.nan
    here = month["busy_s"].sum() / month["n_conversations"].sum()
    return _ratio(here, (days["busy_s"].sum() - month["busy_s"].sum())
                  / (days["n_conversations"].sum() - month["n_conversations"].sum()))


@_row("months until a new agent has 90 % of a trained agent's productivity", 2.0, 8.0,
      "G2, read: 17 weeks in Denmark; 3-6 months", "put in")
def months_to_proficiency(result: Result) -> float:
    """Of agents hired during the run: first month on the phone with a mean speed of 0.9 or more of the trained speed."""
    new = _handle_by_tenure(result)
    own = new.groupby("agent_id")["productivity"].transform("max")
    full = new.groupby("agent_id")["tenure"].transform("max") > 180
    work_rate = (new["productivity"] / own)[full].groupby((new["tenure"] // 30)[full]).mean()
    reached = work_rate[work_rate >= 0.9]
    return float(reached.index[0] + 1) if len(reached) else np.nan


@_row("weeks in which the service standard falls to the time given, under pressure", 13.0, 29.0,
      "F2, read: Oliva and Sterman 2001, 19 weeks (13-29); Dogan 2007, 12 (5 to very long)", "put in", pressed=True)
def standard_erosion_weeks(result: Result) -> float:
    """Weeks of reduced service standard, weighted by the reduction, over the total reduction; NaN if that is below .1 %."""
    days = result.days[result.days["service_standard"] > 0]
    lost = 1.0 - days["service_standard"].min()
    weeks = float((days["service_standard"] - days["time_given"]).iloc[:-1].sum()) / _OPEN_DAYS_A_WEEK
    return weeks / lost if lost >= _MIN_LOST else np.nan


@_row("loss of the service standard after a year of pressure", 0.0, 0.15,
      "F1-F3, read: Oliva and Sterman 2001, it falls and never rises; the upper end an assumption", "emerges", pressed=True)
def standard_lost_share(result: Result) -> float:
    """One less the lowest service standard of the run."""
    days = result.days[result.days["service_standard"] > 0]
    return float(1.0 - days["service_standard"].min())
