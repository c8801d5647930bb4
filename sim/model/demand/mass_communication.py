"""Mass emails with tips: they increase needs on the day and prevent later ones (K8)."""

import math

from sim.params import Params
from sim.units import MONTH_DAYS


def prevented_after(answered: float, less_per_email: float, most: float) -> float:
    """Share of how-to questions prevented by mass emails for good, after one more email.

    The first email prevents `less_per_email`, each later one less, towards the maximum `most` (K8, assumption; saturating).

    >>> round(prevented_after(prevented_after(0.0, 0.01, 0.10), 0.01, 0.10), 4)
    0.019
    """
    return answered + less_per_email * max(1.0 - answered / most, 0.0) if most > 0.0 else answered


class MassEmails:
    """Mass emails of a run: number sent, and share of questions they prevent."""

    def __init__(self, params: Params) -> None:
        section = params.mass_communication
        self.per_day = section.emails_per_month / MONTH_DAYS * params.mechanisms.mass_communication
        self.spike_factor, self.how_to_share = section.spike_factor, section.how_to_share
        self.less_per_email, self.max_share = section.less_per_email, section.max_share
        self.n_sent, self.answered_share = 0, 0.0

    def morning(self, day: int) -> tuple[float, float]:
        """Send an email on an open day if one is due: needs increase today, and others are prevented from today on.

        Returns:
            Factor on today's needs; share of needs prevented, of contact types that self-service usually solves well.
        """
        due = math.floor((day + 1) * self.per_day)
        if due == self.n_sent:
            return 1.0, self.how_to_share * self.answered_share
        self.n_sent = due
        self.answered_share = prevented_after(self.answered_share, self.less_per_email, self.max_share)
        return self.spike_factor, self.how_to_share * self.answered_share
