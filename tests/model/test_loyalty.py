"""Loyalty groups, purchases and a competitor's offer: rules by hand, small cases, face validity."""

import math

import numpy as np
import pytest

from sim.config.scenario import load
from sim.model.customer import competitor_offer, customers, loyalty
from sim.model.customer.customer_table import HAD_VALUE, NEVER
from sim.params import Params
from sim.schema import STILL_HERE
from sim.year import run_days
from tests.model.test_mechanisms import moves, runs
from tests.model.test_people_and_customers import SEED, a_line, conversations_about, hear, join, leave, newcomers


def base(*overrides: str) -> Params:
    return load(overrides=list(overrides)).params


# --- rules and small cases -------------------------------------------------------------------------------------------


def test_four_groups_by_hand() -> None:
    """Attached from attitude 0, buying from half of the wallet."""
    section = loyalty.customer_section(base())[0]
    found = [loyalty.loyalty_group(section, attitude, wallet) for attitude, wallet in (
        (0.0, 0.5), (0.1, 0.49), (-0.1, 0.9), (-1.0, 0.1))]
    assert found == [loyalty.LOYAL, loyalty.LATENT, loyalty.FALSE, loyalty.NO_LOYALTY]


def test_wallets_by_hand() -> None:
    """.55, .085 more per unit of attitude, .15 x .65 more when captive, less .15 x .35 when free; between .02 and 1."""
    section = loyalty.customer_section(base())[0]
    assert loyalty.wallet_share(section, 1.0, 1, 0.0) == pytest.approx(0.55 + 0.085 + 0.0975)
    assert loyalty.wallet_share(section, -1.0, 0, 1.0) == pytest.approx(0.55 - 0.085 - 0.0525 + 0.2)
    assert loyalty.wallet_share(section, -9.0, 0, 0.0) == 0.02
    assert loyalty.wallet_share(section, 9.0, 1, 0.0) == 1.0


def test_half_price_wins_one_in_ten_at_attitude_0() -> None:
    """1 - exp(-.21 x .5 x exp(-attitude)); if suppliers are alike, attitude counts half."""
    section = loyalty.customer_section(base())[0]
    for attitude, known in ((0.0, 0.0997), (1.0, 0.0379), (-1.0, 0.2483)):
        assert loyalty.takes_offer_prob(section, attitude) == pytest.approx(known, abs=1e-4)
    alike = loyalty.customer_section(base("loyalty.supplier_difference=0.5"))[0]
    assert loyalty.takes_offer_prob(alike, 2.0) == pytest.approx(0.0379, abs=1e-4)
    assert alike.churn_beta == pytest.approx(0.175)


def test_captive_customers_stay_a_third_of_all() -> None:
    """Captive customers leave half as often and join accordingly: after two years without contacts their share is the same."""
    params = base("customers.churn_per_year=1")
    people = customers.first_customers(params, SEED, 730)
    for day in range(730):
        join(people, leave(people, day), day + 1)
    known = people.rows[:people.n_known]
    held = known["is_captive"][known["left_day"] == STILL_HERE].mean()
    assert abs(held - 0.35) < 4 * math.sqrt(2 * 0.35 * 0.65 / 80_000)
    gone = known[known["left_day"] != STILL_HERE]
    assert gone["is_captive"].mean() == pytest.approx(0.35 * 0.5 / (0.35 * 0.5 + 0.65), abs=0.01)


def test_purchases_of_attached_customers_grow_over_the_years() -> None:
    """Two incremental sums equal the sum over all customers."""
    params = base()
    people = customers.first_customers(params, SEED, 400)
    day, total, section = 300, people.sums[0], people.section[0]
    years = (day - people.rows["joined_day"][:80_000]) / 365.0
    known = 0.05 * (np.maximum(people.rows["attitude"][:80_000], 0.0) * (1.0 - np.exp(-years / 3.0))).sum()
    assert loyalty.grown_wallets(section, total.attached, total.attached_since, day) == pytest.approx(known, rel=1e-9)


def offered(people: customers.CustomerBase) -> int:
    """Number of customers who take an offer on day 2."""
    return int(competitor_offer.apply_competitor_offer(people.section, SEED, people.rows, people.sums, a_line()[0], 2))


def test_an_offer_reaches_its_share_and_wins_by_attitude() -> None:
    """All customers reached, none loyal: as many leave as the probabilities predict; leavers are taken off all sums."""
    params = base("loyalty.offer_reach_share=1")
    people = newcomers(params, 20_000, 5)
    attitude = people.attitude[:20_000].copy()      # the table has room for more
    prob = np.array([loyalty.takes_offer_prob(people.section[0], one) for one in attitude.tolist()])
    n = offered(people)
    assert abs(n - prob.sum()) < 4 * math.sqrt((prob * (1 - prob)).sum())
    assert (people.rows["left_day"][:20_000] == 2).sum() == n
    assert people.sums["n_here"][0] == 20_000 - n
    assert people.sums["attitude"][0] == pytest.approx(attitude[people.rows["left_day"][:20_000] == STILL_HERE].sum(), abs=1e-9)
    assert offered(newcomers(base("loyalty.offer_reach_share=0"), 500, 5)) == 0


def test_first_value_and_dissatisfied_leavers_by_hand() -> None:
    """A newcomer's first conversation on day 3 is unsolved, the one on day 7 solved: four days to first value. Then unsolved,
    and the customer leaves: dissatisfied leaver.
    """
    people, line = newcomers(base(), 1, 400), a_line()
    for day, solved, logit in ((3, False, -0.8), (7, True, 1.4), (9, True, -2.0)):
        conversation = conversations_about(np.zeros(1, dtype=np.int64), np.array([logit]))._replace(
            solved=np.array([solved]), handle_s=np.array([100.0]))
        hear(people, conversation, day, line)
        assert people.rows["first_need_day"][0] == (3 if day == 3 else HAD_VALUE)
    people.rows["leaves_day"][0] = NEVER
    assert (line["n_with_first_value"][0], line["time_to_first_value_days"][0]) == (1.0, 4.0)
    assert customers.over_service_share(0.35, -1.0, 0.0) == pytest.approx(1 - math.exp(-0.35))
    assert customers.over_service_share(0.35, 1.0, 0.0) == 0.0


# --- on versus off ---------------------------------------------------------------------------------------------------


def test_captivity_lowers_churn_and_nothing_else() -> None:
    """More captive customers: fewer leave; attitude and satisfaction do not change."""
    held, usual = runs("base", "loyalty.captive_share=0.9"), runs("base")
    moves("churn_per_year", usual, held)
    moves("false_loyal_share", held, usual)
    assert np.abs(held["csat_share"] - usual["csat_share"]).max() < 0.003
    off = runs("base", "mechanisms.false_loyalty=off")
    assert np.abs(off["churn_per_year"] - usual["churn_per_year"]).max() < 0.01, "centred: base loses as many"


def test_half_price_wins_falsely_loyal_and_few_loyal_customers() -> None:
    """Day 20 of 56. Two customer bases that look alike in sales: 1 200 a customer within a twentieth, and equal churn."""
    offer = ("loyalty.offer_day=20",)
    found = runs("half_price_offer", *offer)
    difference = found["offer_takes_false_share"] - found["offer_takes_loyal_share"]
    assert difference.mean() > 4 * difference.std(ddof=1) / np.sqrt(difference.size)
    assert found["offer_takes_loyal_share"].max() < 0.07
    loyal, false = (runs(f"half_price_offer_{which}_base", *offer) for which in ("loyal", "false"))
    moves("customers_at_end", loyal, false)
    before = [runs(f"half_price_offer_{which}_base", "loyalty.offer_day=null") for which in ("loyal", "false")]
    assert np.abs(before[0]["churn_per_year"] / before[1]["churn_per_year"] - 1.0).max() < 0.1
    assert np.abs(before[0]["margin_per_customer"] / before[1]["margin_per_customer"] - 1.0).max() < 0.06
    moves("loyal_share", *before)
    without = runs("half_price_offer", *offer, "mechanisms.false_loyalty=off")
    assert np.isnan(without["offer_takes_false_share"]).all(), "off: no offer"
    moves("offer_takes_loyal_share", runs("alike_suppliers", *offer), found)


def test_attitude_affects_purchases() -> None:
    """A cap reduces share of wallet, repurchase and margin slightly, through attitude alone."""
    free, capped = runs("base"), runs("aht_cap_180")
    for measure in ("purchases_per_customer", "repurchase_share", "cross_sale_share", "margin_per_customer", "customer_health"):
        moves(measure, free, capped)
    assert (free["repurchase_share"] - capped["repurchase_share"]).max() < 0.02


def test_buying_affects_margin_and_nothing_else() -> None:
    """On and off differ in purchases only; off, all customers have the same margin."""
    own = {"wallets", "repurchase", "cross_sale", "margin", "n_loyal", "n_latent", "n_false"}
    on, off = (run_days(found.params, found.run, 0).days for found in (
        load(overrides=["run.horizon_days=10", "run.warm_up_days=0", *more]) for more in ([], ["mechanisms.buying=off"])))
    assert {name for name in on if on[name].tobytes() != off[name].tobytes()} == own
    assert (off["margin"] == off["n_customers"] * 1200 / 365).all()


def test_a_dissatisfied_customer_costs_more_to_serve_but_not_as_much_as_quoted() -> None:
    """Emergent: customers who call often without a solution become detractors. Quoted 1.6; ten weeks of base give 1.1 to 1.4."""
    ratio = runs("base")["dissatisfied_cost_ratio"]
    error = ratio.std(ddof=1) / np.sqrt(ratio.size)
    assert ratio.mean() - 1.0 > 4 * error
    assert ratio.mean() < 1.4


def test_bad_service_raises_the_share_of_dissatisfied_leavers() -> None:
    """By last contact and by the counterfactual hazard; both far below the quoted 68 % in a few weeks."""
    base_, capped = runs("base"), runs("aht_cap_180")
    moves("left_dissatisfied_share", capped, base_)
    moves("left_over_service_share", capped, base_)
    assert capped["left_over_service_share"].max() < 0.3
