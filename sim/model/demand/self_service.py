"""Self-service as seen by customers it did not help before they called (K5)."""

from sim.jit import compiled
from sim.mechanisms.demand.self_service import HELP_TRIED
from sim.params import Params
from sim.random.philox import uniform
from sim.schema import Contacts


@compiled
def tried_self_service(seed: int, case_key: int, try_prob: float) -> bool:
    """Whether a calling customer has tried self-service in vain: a case is opened only if it did not help (K1)."""
    return try_prob > 0.0 and uniform(seed, HELP_TRIED, case_key, 0) < try_prob


def talk_factors(params: Params) -> tuple[float, float]:
    """Factors on the time of a first conversation: after self-service in vain, and without (K5, known and not re-read: 5-10 %).

    The contact types' `talk_distribution` hold for a mix of both, of which `failed_help_usual_share` have tried.
    """
    demand = params.demand
    mix = 1.0 + (demand.failed_help_talk_factor - 1.0) * demand.failed_help_usual_share
    return demand.failed_help_talk_factor / mix, 1.0 / mix


@compiled(nogil=True)
def add_failed_help_effects(seed: int, contacts: Contacts, try_prob: float, logit: float, usual_share: float) -> None:
    """Add the effect of self-service in vain (customer effort) to satisfaction with first conversations (K5, I8)."""
    for i in range(contacts.day.size):
        if contacts.nth_conversation[i] == 1:
            contacts.satisfaction[i] += logit * (tried_self_service(seed, contacts.case_key[i], try_prob) - usual_share)
