"""What the customers add up to, and what a competitor's offer does to them all at once (M9, M11)."""

from sim.chance import OFFER_HEARD, uniform_pair
from sim.jit import compiled
from sim.model.customer_rows import STILL_HERE, SUMS, TODAY, count
from sim.model.customers import Base
from sim.model.loyalty import (
    FALSE,
    LOYAL,
    grown_wallets,
    loyalty_group,
    spend_factor,
    takes_offer_prob,
    wallet_share,
)
from sim.model.rows import Table
from sim.params import Params
from sim.units import YEAR_DAYS


def hear_offer(base: Base, seed: int, day: int) -> int:
    """A competitor's offer is out: whom it reaches and takes, leaves tonight; how many."""
    return int(_hear_offer(base.way, seed, base.rows, base.sums, base.today, day))


@compiled(nogil=True)
def _hear_offer(ways: Table, seed: int, customers: Table, sums: Table, todays: Table, day: int) -> int:
    way, total, today, n = ways[0], sums[0], todays[0], 0
    for who in range(total.n_known):
        row = customers[who]
        if row.left_day != STILL_HERE:
            continue
        heard, taken = uniform_pair(seed, OFFER_HEARD, who, 0)
        if heard >= way.offer_reach_share:
            continue
        group = loyalty_group(way, row.attitude, wallet_share(way, row.attitude, row.is_held, row.wallet_habit))
        takes = taken < takes_offer_prob(way, row.attitude)
        today.n_offer_loyal += group == LOYAL
        today.n_offer_false += group == FALSE
        if takes:
            today.n_took_loyal += group == LOYAL
            today.n_took_false += group == FALSE
            row.left_day = day
            count(way, total, row, -1)
            n += 1
    return n


def evening_sums(base: Base, params: Params, before: int, day: int) -> dict[str, float]:
    """What stands on a day's line about the customers who are here when it ends, and what they brought.

    Args:
        base: the customers.
        params: the centre.
        before: how many there were when the day began; they bring the day's margin.
        day: which.
    """
    total = dict(zip(SUMS.names or (), base.sums.tolist()[0], strict=True))     # a field of a row by itself takes Python longer
    wallets, spend = _wallets(base.way, base.sums, day)
    if not (params.mechanisms.buying and before):
        spend = 1.0
    sums = {name: float(total[name]) for name in (
        "n_promoters", "n_detractors", "attitude", "n_loyal", "n_latent", "n_false", "repurchase", "cross_sale")}
    return sums | {"n_customers": float(before), "wallets": wallets,
                   "margin_dkk": before * spend * params.costs.margin_dkk_per_year / YEAR_DAYS}


@compiled(nogil=True)
def _wallets(ways: Table, sums: Table, day: int) -> tuple[float, float]:
    """What all who are here buy, in wallets, and what their average spends as a multiple of the usual."""
    way, total = ways[0], sums[0]
    wallets = total.wallets + grown_wallets(way, total.attached, total.attached_since, day)
    return wallets, spend_factor(way, wallets, total.n_here)


def happened_today(base: Base) -> dict[str, float]:
    """What happened to customers since last night; afterwards nothing has."""
    sums = dict(zip(TODAY.names or (), base.today.tolist()[0], strict=True))
    base.today[:] = 0
    return sums
