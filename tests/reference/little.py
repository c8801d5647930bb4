"""A little centre with every mechanism on, off its neutral values: some seconds even where nothing is compiled.

It stands beside the shipped scenarios for tests without compilation: mutants, and coverage. Where a result is to move:
`python -m tests.reference.little` writes its hashes anew; the changelog says why.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import sim
from tests.reference.hashes import hash_of_table

FILE = Path(__file__).with_name("little.json")
MECHANISMS_OFF_IN_BASE = ("budget_follows_revenue",)
OVERRIDES = (
    "customers.n=400", "demand.needs_per_day=80", "workforce.groups.front.n_agents=4", "leadership.n_team_leaders=2",
    "leadership.n_coaches=0.5", "leadership.n_trainers=0.5", "leadership.n_planners=0.5", "leadership.n_analysts=1",
    "run.warm_up_days=0", "run.horizon_days=35", "run.seed=9", "channels.email_share=0.1", "channels.chat_share=0.15",
    "channels.email_promise_h=2", "announcements.announce_from_s=60", "announcements.callback_from_s=300", "centre.n_lines=6",
    "announcements.callback_reached_prob=0.7", "authority.agents_trained=false", "incidents.per_year=40",
    "incidents.contact_prob=0.5", "mass_communication.emails_per_month=3", "loyalty.offer_day=20", "conversation.aht_cap_s=400",
    "costs.bonus_on=aht", "costs.bonus_per_month=500", "costs.bonus_target=2000", "root_causes.log_share=0.3",
    "root_causes.logs_to_detect=1", "root_causes.investigation_h_per_cause=2", "root_causes.fix_weeks=1",
    "root_causes.investigation_h_per_week=20", "word_of_mouth.viral_prob=0.2", "workforce.quits_per_year=1.5",
    "workforce.vacancy_days=5", "customers.churn_per_year=2", "customers.joins_per_year=2", "budget.review_days=10",
    "contact_types.technical.transfer_prob=0.3", "contact_types.technical.transfer_to=billing",
    "budget.follows_revenue_elasticity=2", "expectations.rise_per_year=2", "roster.forecast_error_sd=0.2",
    "roster.adherence_share=0.9", "roster.fit_share=0.5", "workforce.product_changes_per_year=40",
    "purpose.programme_months=0.5", "purpose.programme_h_per_month=2",
    *(f"mechanisms.{name}=on" for name in MECHANISMS_OFF_IN_BASE))


@cache
def record(engine: str) -> Any:
    """The full record of the little centre, run once."""
    return sim.simulate(sim.load("plays_together", [*OVERRIDES, f"run.engine={engine}"]), 0, "full").record


def hashes(engine: str) -> dict[str, str]:
    """The hashes of its tables."""
    made = record(engine)
    tables: dict[str, Any] = {"contacts": made.contacts, "agent_days": made.agent_days, "customers": made.customers,
                              "days": made.days.values()}
    return {table: hash_of_table(columns) for table, columns in tables.items()}


if __name__ == "__main__":
    FILE.write_text(json.dumps(hashes("compiled"), indent=1, sort_keys=True) + "\n", encoding="utf-8")
