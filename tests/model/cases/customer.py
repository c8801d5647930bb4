"""Rules of `sim.model.customer`, worked by hand off their neutral values."""

import math

import numpy as np

from sim.model.contact.service_recovery import MEDIUM, SERIOUS, SMALL
from sim.model.customer.complaints import complains_prob, severity
from sim.model.customer.customer_table import count, hazard_per_day, leaving_hazard_per_day, score
from sim.model.customer.customers import attitude_after, n_joining, nps, over_service_share, satisfaction_logit
from sim.model.customer.expectations import expectation_gap
from sim.model.customer.follow_up import next_case_prob, next_open_time
from sim.model.customer.loyalty import (
    FALSE,
    LATENT,
    LOYAL,
    NO_LOYALTY,
    captive_newcomers_share,
    competitor_offer_tonight,
    free_hazard_factor,
    grown_wallets,
    loyalty_group,
    purchase_prob,
    spend_factor,
    takes_offer_prob,
    wallet_share,
    years_factor,
)
from sim.model.customer.word_of_mouth import (
    joins_factor,
    n_listeners,
    n_listeners_of,
    newcomers_attitude_shift,
    planned_views,
    update_reputation,
    viral_shift,
    viral_views,
)
from sim.random.philox import uniform
from sim.random.streams import REOPENING
from tests.model.cases import KEY, SEED, Case, case, row, thing

CASES = [
    *(case(severity, known, medium_share=0.5, serious_share=0.25, u=u)
      for known, u in ((SERIOUS, 0.249), (MEDIUM, 0.25), (MEDIUM, 0.749), (SMALL, 0.75))),
    # odds 1/4, four times as much
    case(complains_prob, 0.5, usual=0.2, shift=math.log(4.0)),
    case(complains_prob, 0.0, usual=0.0, shift=1.0),
    case(complains_prob, 1.0, usual=1.0, shift=-1.0),
    case(leaving_hazard_per_day, 0.001 / math.e, churn_per_year=0.365, churn_beta=2.0, attitude=0.5),
    *(case(hazard_per_day, known / math.e, section=row(churn_per_year=0.365, captive_hazard_factor=0.5, churn_beta=2.0),
           is_captive=captive, attitude=0.5) for captive, known in ((1, 0.0005), (0, 0.001))),
    # 7 + 1.5 - 2 = 6.5, rounded up; 10 and 0 are the ends
    *(case(score, known, section=row(score_mean=7.0, score_per_attitude=1.5, score_sd=2.0), attitude=attitude, habit=habit)
      for known, attitude, habit in ((7.0, 1.0, -1.0), (6.0, 0.5, -0.75), (10.0, 5.0, 1.0), (0.0, -5.0, -1.0))),
    case(over_service_share, 1.0 - 1.0 / math.e, churn_beta=2.0, attitude=0.25, baseline=0.75),
    case(over_service_share, 0.0, churn_beta=2.0, attitude=0.75, baseline=0.25),
    # two years at 1/2 a year halve the step
    case(attitude_after, 0.55, attitude=0.5, experience=1.5, years=2.0, good=0.1, bad=0.4, anchoring_per_year=0.5),
    case(attitude_after, 0.3, attitude=0.5, experience=-0.5, years=2.0, good=0.1, bad=0.4, anchoring_per_year=0.5),
    case(attitude_after, 0.1, attitude=0.5, experience=-0.5, years=-3.0, good=0.1, bad=0.4, anchoring_per_year=0.5),
]

LOGITS = {"satisfied_logit": 1.0, "wait_logit_per_min": -0.5, "free_wait_s": 60.0, "unsolved_logit": -2.0,
          "later_conversation_logit": -0.25, "transfer_logit": -0.75, "manner_logit": 0.5}
CASES += [
    # 1 - 0.5 x 2 - 2 - 0.25 x 2 - 0.75 - 0.5
    case(satisfaction_logit, -3.75, section=row(**LOGITS), wait_s=180.0, nth_conversation=3, solved=False, handed_over=True,
         manner_sd=-1.0),
    case(satisfaction_logit, 1.5, section=row(**LOGITS), wait_s=30.0, nth_conversation=0, solved=True, handed_over=False,
         manner_sd=1.0),
    # 1.5 a day: 2 on day 1, fewer if half a customer was counted before
    case(n_joining, 2, params=thing(customers=thing(n=1095, joins_per_year=0.5)), day=1, extra_before=0.0, extra_after=0.0),
    case(n_joining, 1, params=thing(customers=thing(n=1095, joins_per_year=0.5)), day=1, extra_before=0.5, extra_after=0.75),
    case(n_joining, 2, params=thing(customers=thing(n=1095, joins_per_year=0.5)), day=2, extra_before=0.5, extra_after=0.75),
    case(nps, 25.0, base=thing(sums={"n_promoters": [5], "n_detractors": [3], "n_here": [8]})),
    case(nps, 0.0, base=thing(sums={"n_promoters": [0], "n_detractors": [0], "n_here": [0]})),
    *(case(expectation_gap, known, day=730, params=thing(expectations=thing(rise_per_year=0.2), mechanisms=thing(
        expectations=on)))
      for known, on in ((0.4, True), (0.0, False))),
    case(next_case_prob, 0.3, prob=0.4, coverage=0.25, what_else=True),
    case(next_case_prob, 0.4, prob=0.4, coverage=0.25, what_else=False),
]

# --- opening -------------------------------------------------------------------------------------------------------

# Seven days, of which 2, 3 and 6 are closed; open from 8 to 17.
OPEN_DAY, NTH_OPEN = np.array([0, 1, 4, 5, 7]), np.array([0, 1, 2, 2, 2, 3, 4])
SOON_S = 28_800.0 + 600.0 * uniform(SEED, REOPENING, KEY, 2)


def opens(known: tuple[int, float], day: int, at_s: float, today: int = 1) -> Case:
    return case(next_open_time, known, section=row(seed=SEED, opens_s=28_800.0, closes_s=61_200.0, spread_s=600.0),
                open_day=OPEN_DAY, nth_open=NTH_OPEN, today=today, day=day, at_s=at_s, case_key=KEY,
                nth_contact=2).at("today", "day")


CASES += [
    opens((5, math.nan), 3, math.nan),          # two open days after day 1: days 4 and 5
    opens((7, math.nan), 6, math.nan),          # beyond the run
    opens((1, 30_000.0), 1, 30_000.0), opens((1, 28_800.0), 1, 28_800.0), opens((1, 61_199.0), 1, 61_199.0),
    opens((4, SOON_S), 1, 61_200.0), opens((1, SOON_S), 1, 28_799.0), opens((4, SOON_S), 2, 30_000.0),
    opens((1, 30_000.0), 0, 116_400.0, 0), opens((7, SOON_S), 6, 30_000.0), opens((7, SOON_S), 6, 70_000.0),
]

# --- loyalty -------------------------------------------------------------------------------------------------------

WALLET = {"wallet_if_captive": 0.2, "captive_share_usual": 0.5, "wallet_mean_share": 0.4, "wallet_per_attitude": 0.2,
          "wallet_spread": 0.1}
GROUPS = {"attached_from": 0.5, "wallet_from_share": 0.7}
CASES += [
    # a quarter at half the hazard: 1 / (1/8 + 3/4)
    case(free_hazard_factor, 8 / 7, captive_share=0.25, captive_hazard_factor=0.5),
    case(captive_newcomers_share, 1 / 7, captive_share=0.25, captive_hazard_factor=0.5),
    *(case(competitor_offer_tonight, known, params=thing(mechanisms=thing(false_loyalty=on), loyalty=thing(offer_day=3)), day=day)
      for known, on, day in ((True, True, 3), (False, True, 4), (False, False, 3))),
    case(takes_offer_prob, 1.0 - math.exp(-2.0 * math.exp(-0.5)), section=row(
        offer_beta=2.0, supplier_difference=0.5, offer_pull=4.0, offer_discount_share=0.5), attitude=0.5),
    # 0.4 + 0.2 x 0.5 + 0.2 x (1 - 0.5) + 0.1 x 2
    case(wallet_share, 0.8, section=row(**WALLET), attitude=0.5, is_captive=1, habit=2.0),
    case(wallet_share, 0.02, section=row(**WALLET), attitude=-2.0, is_captive=0, habit=0.0),
    case(wallet_share, 1.0, section=row(**WALLET), attitude=4.0, is_captive=1, habit=2.0),
    case(purchase_prob, 0.25, mean=0.5, per_attitude=0.25, attitude=-1.0),
    case(purchase_prob, 0.0, mean=0.5, per_attitude=0.25, attitude=-3.0),
    case(purchase_prob, 1.0, mean=0.5, per_attitude=0.25, attitude=3.0),
    case(years_factor, math.exp(-0.5), section=row(growth_years=2.0), joined_day=-365.0),
    case(grown_wallets, 0.5 * (4.0 - math.exp(-0.5)), section=row(growth_per_attitude=0.5, growth_years=2.0), attached=4.0,
         attached_since=1.0, day=365),
    case(spend_factor, 3.0, section=row(usual_spend=0.5), wallets=6.0, n=4.0),
    case(spend_factor, 12.0, section=row(usual_spend=0.5), wallets=6.0, n=0.0),
    *(case(loyalty_group, known, section=row(**GROUPS), attitude=attitude, wallet=wallet)
      for known, attitude, wallet in ((LOYAL, 0.5, 0.7), (LATENT, 0.5, 0.69), (FALSE, 0.49, 0.7), (NO_LOYALTY, 0.49, 0.69))),
]

COUNTS = WALLET | GROUPS | {
    "score_mean": 7.0, "score_per_attitude": 2.0, "score_sd": 1.0, "repurchase_mean_prob": 0.5, "repurchase_per_attitude": 0.2,
    "cross_sale_mean_prob": 0.1, "cross_sale_per_attitude": 0.1}
TOTAL = {"n_here": 10, "n_promoters": 5, "n_detractors": 3, "attitude": 2.0, "n_loyal": 4, "n_latent": 2, "n_false": 1,
         "wallets": 6.0, "attached": 3.0, "attached_since": 1.0, "repurchase": 4.0, "cross_sale": 1.0}


def counted(is_detractor: bool, n: int, changes: dict[str, float], **customer: float) -> Case:
    """A customer is added to the sums, or subtracted; all other sums stay."""
    return case(count, is_detractor, {f"total.{name}": value for name, value in (TOTAL | changes).items()},
                section=row(**COUNTS), total=row(**TOTAL), row=row(**customer), n=n)


CASES += [
    # scores 7 + 1 + 1 = 9, wallet 0.8
    counted(False, -1, {"n_here": 9, "n_promoters": 4, "attitude": 1.5, "n_loyal": 3, "wallets": 5.2, "attached": 2.5,
                        "attached_since": 0.875, "repurchase": 3.4, "cross_sale": 0.85},
            attitude=0.5, habit=1.0, is_captive=1, wallet_habit=2.0, years_factor=0.25),
    # scores 7 - 1 = 6, wallet 0.4 - 0.1 - 0.1 + 0.5
    counted(True, 1, {"n_here": 11, "n_detractors": 4, "attitude": 1.5, "n_false": 2, "wallets": 6.7, "repurchase": 4.4,
                      "cross_sale": 1.05},
            attitude=-0.5, habit=0.0, is_captive=0, wallet_habit=5.0, years_factor=0.25),
    # scores 7 + 1 + 0.4, rounded to 8, wallet 0.4 + 0.1 - 0.1 + 0.1
    counted(False, 1, {"n_here": 11, "attitude": 2.5, "n_latent": 3, "wallets": 6.5, "attached": 3.5, "attached_since": 1.125,
                       "repurchase": 4.6, "cross_sale": 1.15},
            attitude=0.5, habit=0.4, is_captive=0, wallet_habit=1.0, years_factor=0.25),
]

# --- word of mouth -------------------------------------------------------------------------------------------------

MENTIONS = {"solved_mention_prob": 0.3, "worst_logit": -1.0, "worst_mean_listeners": 4.5, "listeners_tail_exponent": 2.0,
            "worst_mention_prob": 0.5, "other_mention_prob": 0.2}
VIRAL = {"viral_prob": 0.25, "viral_min_reach": 100.0, "viral_tail_exponent": 2.0, "viral_max_reach": 1000.0}


def mentioned(known: float, logit: float, solved: bool, nth: int, mentions: float) -> Case:
    return case(n_listeners_of, known, section=row(**MENTIONS), logit=logit, solved=solved, nth_conversation=nth,
                mentions=mentions, u=0.7)


CASES += [
    # scale 4, tail 2: 4 (sqrt(1 / 0.3) - 1) = 3.3
    case(n_listeners, 4.0, mean=4.5, tail_exponent=2.0, u=0.7),
    case(n_listeners, 1.0, mean=1.0, tail_exponent=2.0, u=0.99),
    mentioned(1.0, -2.0, True, 1, 0.29), mentioned(0.0, -2.0, True, 1, 0.3),
    mentioned(4.0, -1.01, False, 1, 0.49), mentioned(0.0, -1.01, False, 1, 0.5),
    mentioned(1.0, -1.0, False, 1, 0.19), mentioned(0.0, -1.0, False, 1, 0.2),
    mentioned(1.0, -1.01, True, 2, 0.19), mentioned(0.0, -1.01, True, 2, 0.2),
    # the last quarter of the uniform; a quarter of that: twice the least
    case(viral_views, 0.0, section=row(**VIRAL), u=0.75),
    case(viral_views, 200.0, section=row(**VIRAL), u=0.9375),
    case(viral_views, 1000.0, section=row(**VIRAL), u=0.9999),
    case(joins_factor, math.exp(0.25), reputation=thing(log_effect=0.5), params=thing(
        word_of_mouth=thing(usual_reputation=0.25))),
    case(newcomers_attitude_shift, 0.5, reputation=thing(log_effect=0.5), params=thing(
        word_of_mouth=thing(usual_reputation=0.25, attitude_per_reputation=2.0))),
    case(viral_shift, -1.5, params=thing(word_of_mouth=thing(viral_attitude=-2.0, viral_answered_share=0.25))),
    *(case(planned_views, known, params=thing(word_of_mouth=thing(viral_reach=5000.0, viral_day=3)), day=day)
      for known, day in ((5000.0, 3), (0.0, 2), (0.0, 4))),
    # 40 x 0.5 - 10 x 1 - 100 x 0.5 x (1 - 0.8) x 2 = -10, over a market of 1000; 0.25 + -0.01 = 0.24, 0.2 above the usual
    case(update_reputation, (2.0 * (1.0 - math.exp(0.2)), 1.0 - math.exp(-0.05)), {
        "reputation.log_effect": 0.24, "reputation.extra_joins": 2.0 - 2.0 * (1.0 - math.exp(0.2))},
        reputation=thing(log_effect=0.5, remembered_share=0.5, n_market=1000.0, extra_joins=2.0), params=thing(
            customers=thing(n=365, joins_per_year=2.0), word_of_mouth=thing(
                good_effect=math.exp(0.5) - 1.0, bad_effect=1.0 - math.exp(-1.0), viral_effect=1.0 - math.exp(-2.0),
                viral_market_share=0.5, viral_answered_share=0.8, usual_reputation=0.04)),
        n_good=40.0, n_bad=10.0, views=100.0),
]
