"""Response of customers to a competitor's offer, and the customer base at midnight."""

from sim.jit import compiled
from sim.mechanisms.customer.false_loyalty import OFFER_HEARD
from sim.model.customer.customer_table import count
from sim.model.customer.loyalty import FALSE, LOYAL, grown_wallets, loyalty_group, spend_factor, takes_offer_prob, wallet_share
from sim.model.tables import Row, Table
from sim.random.philox import uniform_pair
from sim.schema import STILL_HERE
from sim.units import YEAR_DAYS


@compiled(nogil=True)
def apply_competitor_offer(sections: Table, seed: int, customers: Table, sums: Table, line: Row, day: int) -> int:
    """Number of customers who leave tonight because of a competitor's offer.

    Each customer hears of the offer with probability `offer_reach_share` and takes it with `takes_offer_prob`.
    """
    section, total, n = sections[0], sums[0], 0
    for customer_id in range(total.n_known):
        row = customers[customer_id]
        if row.left_day != STILL_HERE:
            continue
        u_reached, u_taken = uniform_pair(seed, OFFER_HEARD, customer_id, 0)
        if u_reached >= section.offer_reach_share:
            continue
        group = loyalty_group(section, row.attitude, wallet_share(section, row.attitude, row.is_captive, row.wallet_habit))
        takes = u_taken < takes_offer_prob(section, row.attitude)
        line.n_offer_loyal += group == LOYAL
        line.n_offer_false += group == FALSE
        if takes:
            line.n_took_loyal += group == LOYAL
            line.n_took_false += group == FALSE
            row.left_day = day
            count(section, total, row, -1)
            n += 1
    return n


@compiled(nogil=True)
def count_at_midnight(sections: Table, sums: Table, line: Row, n_before: int, margin_per_year: float, buying: bool,
                      day: int) -> None:
    """Record the customer base at midnight, and the day's margin, in the sums of the day.

    Args:
        sections: [1] parameters.
        sums: [1] sums over all customers.
        line: sums of the day.
        n_before: number of customers at the start of the day; they bring the day's margin.
        margin_per_year: margin per customer of usual spend.
        buying: whether attitude changes what customers spend.
        day: index of the day.
    """
    section, total = sections[0], sums[0]
    line.n_promoters, line.n_detractors, line.attitude = total.n_promoters, total.n_detractors, total.attitude
    line.n_loyal, line.n_latent, line.n_false = total.n_loyal, total.n_latent, total.n_false
    line.repurchase, line.cross_sale = total.repurchase, total.cross_sale
    line.n_customers = n_before
    line.wallets = total.wallets + grown_wallets(section, total.attached, total.attached_since, day)
    spend = spend_factor(section, line.wallets, total.n_here) if buying and n_before > 0 else 1.0
    line.margin = n_before * spend * margin_per_year / YEAR_DAYS
