"""What the customers add up to, and what a competitor's offer does to them all at once (M9, M11)."""

from sim.jit import compiled
from sim.model.customer.customer_table import STILL_HERE, count
from sim.model.customer.loyalty import FALSE, LOYAL, grown_wallets, loyalty_group, spend_factor, takes_offer_prob, wallet_share
from sim.model.tables import Row, Table
from sim.random.philox import uniform_pair
from sim.random.streams import OFFER_HEARD
from sim.units import YEAR_DAYS


@compiled(nogil=True)
def hear_offer(ways: Table, seed: int, customers: Table, sums: Table, line: Row, day: int) -> int:
    """A competitor's offer is out: whom it reaches and takes, leaves tonight; how many."""
    way, total, n = ways[0], sums[0], 0
    for who in range(total.n_known):
        row = customers[who]
        if row.left_day != STILL_HERE:
            continue
        heard, taken = uniform_pair(seed, OFFER_HEARD, who, 0)
        if heard >= way.offer_reach_share:
            continue
        group = loyalty_group(way, row.attitude, wallet_share(way, row.attitude, row.is_held, row.wallet_habit))
        takes = taken < takes_offer_prob(way, row.attitude)
        line.n_offer_loyal += group == LOYAL
        line.n_offer_false += group == FALSE
        if takes:
            line.n_took_loyal += group == LOYAL
            line.n_took_false += group == FALSE
            row.left_day = day
            count(way, total, row, -1)
            n += 1
    return n


@compiled(nogil=True)
def stand_at_midnight(ways: Table, sums: Table, line: Row, before: int, margin_dkk_per_year: float, buying: bool,
                      day: int) -> None:
    """Enter on a day's line the customers who are here when it ends, and what they brought.

    Args:
        ways: the parameters.
        sums: over all customers.
        line: the day's.
        before: how many there were when the day began; they bring the day's margin.
        margin_dkk_per_year: of the usual customer.
        buying: whether attitude moves what they spend.
        day: which.
    """
    way, total = ways[0], sums[0]
    line.n_promoters, line.n_detractors, line.attitude = total.n_promoters, total.n_detractors, total.attitude
    line.n_loyal, line.n_latent, line.n_false = total.n_loyal, total.n_latent, total.n_false
    line.repurchase, line.cross_sale = total.repurchase, total.cross_sale
    line.n_customers = before
    line.wallets = total.wallets + grown_wallets(way, total.attached, total.attached_since, day)
    spend = spend_factor(way, line.wallets, total.n_here) if buying and before > 0 else 1.0
    line.margin_dkk = before * spend * margin_dkk_per_year / YEAR_DAYS
