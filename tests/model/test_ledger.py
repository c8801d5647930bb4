"""Daily pay and monthly bonus, calculated by hand."""

import numpy as np
import pytest

from sim.config.scenario import load
from sim.model.finance import costs
from sim.model.finance.ledger import Ledger
from sim.model.workforce import staffing
from sim.model.workforce.agents import People, staff_parameters
from sim.model.workforce.staffing import StaffNight
from sim.params import Params
from sim.schema import CONTACT_DTYPES, Contacts
from sim.units import HOUR_S

BACK = "+workforce.groups.back={n_agents: 1, hours_per_week: 20, contact_types: null, channels: null, agents_per_interval: null}"


def base(*overrides: str) -> Params:
    return load(overrides=list(overrides)).params


RUN = load(overrides=["run.warm_up_days=0", "run.horizon_days=90"]).run


def ledger_of(params: Params) -> Ledger:
    return Ledger(params, RUN)


def team(params: Params, n: int) -> People:
    return staffing.hired(staff_parameters(params, 1), 0, np.zeros(n, dtype=np.int64), 0.0)


def conversations(*by: tuple[int, int, float, bool]) -> Contacts:
    """Contacts by (agent, or -1 if unanswered; number of the conversation in its case; handle time; solved)."""
    columns = {name: np.zeros(len(by), dtype=CONTACT_DTYPES[name]) for name in Contacts._fields}
    for i, (agent, nth_conversation, handle_s, solved) in enumerate(by):
        columns["agent_id"][i], columns["nth_conversation"][i] = agent, nth_conversation
        columns["handle_s"][i], columns["solved"][i] = handle_s, solved
    return Contacts(**columns)  # type: ignore[arg-type]


def test_pay_by_group_by_hand() -> None:
    """Two agents of 37 h and one of 20 h: 94 paid hours a week, a fifth per working day; pay continues at weekends."""
    params = base(BACK)
    ledger = ledger_of(params)
    for day, is_work_day in ((0, True), (5, False)):
        ledger.open_day(day)
        ledger.enter_people(StaffNight(np.array([2, 1]), 0.7, 0.0, 0.0, np.empty(0, dtype=np.int64)), is_work_day)
        pay = 2 * costs.agent_pay_per_day(params, 37) + costs.agent_pay_per_day(params, 20)
        assert ledger.days["agent_pay"][day] == pytest.approx(pay)
        assert ledger.days["paid_s"][day] == pytest.approx(94 / 5 * HOUR_S * is_work_day)
        assert (ledger.days["n_employed"][day], ledger.days["strain"][day]) == (3.0, 0.7)
        assert ledger.days["fixed_cost"][day] == costs.fixed_cost_per_day(params)


@pytest.mark.parametrize(("on", "target", "n_paid"), [("aht", 150, 2), ("aht", 149, 1), ("fcr", 0.5, 2), ("fcr", 0.51, 1),
                                                      ("nps", 10, 3), ("nps", 11, 0), ("none", 0, 0)])
def test_bonus_of_a_month_by_hand(on: str, target: float, n_paid: int) -> None:
    """AHT 150, 200 and 100 s; first conversations solved: one of two, one of one, none of one; a fourth agent had none."""
    params = base("costs.bonus_per_month=1000", f"costs.bonus_on={on}", f"costs.bonus_target={target}",
                  "costs.on_cost_share=0.1")
    ledger, people = ledger_of(params), team(params, 4)
    ledger.open_day(3)
    ledger.note_for_bonus(conversations((0, 1, 100.0, True), (-1, 0, 0.0, False), (1, 1, 200.0, True)), 2)
    ledger.open_day(8)
    ledger.note_for_bonus(conversations((0, 1, 200.0, False), (0, 2, 150.0, True), (2, 1, 100.0, False)), 4)
    ledger.pay_bonus(people, 10.0)
    assert not ledger.days["bonus_cost"].any(), "only at the month's end"
    ledger.open_day(29)
    ledger.pay_bonus(people, 10.0)
    assert ledger.days["bonus_cost"][29] == pytest.approx(n_paid * 1100)
    ledger.open_day(59)
    ledger.pay_bonus(people, 10.0)
    assert ledger.days["bonus_cost"][59] == 0.0, "a new month begins with nothing"


def test_an_agent_who_left_gets_no_bonus() -> None:
    params = base("costs.bonus_per_month=1000", "costs.bonus_on=nps", "costs.bonus_target=0", "costs.on_cost_share=0")
    ledger, people = ledger_of(params), team(params, 2)
    people["left_day"][0] = 20.0
    ledger.note_for_bonus(conversations((0, 1, 100.0, True), (1, 1, 100.0, True)), 2)
    ledger.open_day(29)
    ledger.pay_bonus(people, 10.0)
    assert ledger.days["bonus_cost"][29] == 1000.0
