"""Complaints: which dissatisfied customers complain.

A complaint is a case of its own contact type about a case that ended badly. It is a contact that takes time, is answered
by agents with that skill, and is judged like any other contact.
"""

import math
from dataclasses import dataclass

import numpy as np

from sim.jit import compiled
from sim.mechanisms.customer.complaints import COMPLAINT_DELAY, SEVERITY
from sim.model.contact.service_recovery import MEDIUM, NO_FAILURE, SERIOUS, SMALL
from sim.model.customer.follow_up import schedule_case
from sim.model.tables import Row, Table, row_type
from sim.params import Params
from sim.random.philox import uniform, uniform_pair
from sim.random.sampling import draw, table
from sim.schema import Contacts, Floats, FollowUp, Ints
from sim.units import DAY_S

COMPLAINT = 1 << 62            # bit of a case_key: a complaint about the case whose case_key is the rest
_SOLVED, _GAVE_UP = int(FollowUp.NOTHING), int(FollowUp.GAVE_UP)

SECTION = row_type({"contact_type": int, "distribution": int, "dissatisfied_logit": float, "medium_share": float,
                    "serious_share": float,
                "small_prob": float, "medium_prob": float, "serious_prob": float, "ease_logit": float, "voice": float})


@dataclass(slots=True)
class ComplaintParameters:
    """Parameters of complaints."""

    section: Table                     # [1]
    distributions: Floats                   # distribution of the delay


def complaint_parameters(params: Params) -> ComplaintParameters | None:
    """Parameters of complaints; None if customers do not complain."""
    c = params.complaints
    if not params.mechanisms.complaints or c.contact_type not in params.contact_types:
        return None
    distributions, first = table([c.delay_distribution])
    section = np.array([(list(params.contact_types).index(c.contact_type), int(first[0]), c.dissatisfied_logit, c.medium_share,
                         c.serious_share,
                     c.small_prob, c.medium_prob, c.serious_prob, c.ease_logit, c.complaint_logit_per_attitude)], dtype=SECTION)
    return ComplaintParameters(section, distributions)


def no_complaints() -> ComplaintParameters:
    """Neutral parameters, used if customers do not complain."""
    return ComplaintParameters(np.zeros(1, dtype=SECTION), np.empty((0, 6)))


@compiled
def severity(medium_share: float, serious_share: float, u: float) -> int:
    """How much a case that is no service failure matters to the customer, from a uniform that the case keeps."""
    if u < serious_share:
        return SERIOUS
    return MEDIUM if u < serious_share + medium_share else SMALL


@compiled
def complains_prob(usual: float, shift: float) -> float:
    """Probability that a dissatisfied customer complains: logistic in severity and ease (J14).

    Args:
        usual: probability for a case of this severity at usual ease and attitude 0.
        shift: change of its logit by ease and attitude.

    Source:
        TARP's slide of 1 in 27 for small matters; 69 % of the worst problems of US households (1979). Form: calibration J14.
    """
    if usual <= 0.0 or usual >= 1.0:
        return usual
    odds = usual / (1.0 - usual) * math.exp(shift)
    return odds / (1.0 + odds)


@compiled(nogil=True)
def schedule_complaints(parameters: Table, distributions: Floats, contacts: Contacts, attitude: Floats, today: int, line: Row,
                        sections: Table,
             open_day: Ints, nth_open: Ints, first: Ints, n_due: Ints, entries: Table, places: Table) -> None:
    """Schedule complaints of customers whose case ended today and left them dissatisfied."""
    parameter_row, section = parameters[0], sections[0]
    for i in range(contacts.day.size):
        logit, key, customer_id = contacts.satisfaction[i], contacts.case_key[i], contacts.customer_id[i]
        if contacts.contact_type[i] == parameter_row.contact_type:
            if contacts.answered[i]:
                line.n_complaint_conversations += 1.0
                line.n_complaints_solved += contacts.solved[i]
                line.complaint_handle_s += contacts.handle_s[i]
                line.complaint_satisfied += 1.0 / (1.0 + math.exp(-logit))
            continue
        if contacts.follow_up[i] not in (_SOLVED, _GAVE_UP) or not logit < parameter_row.dissatisfied_logit:
            continue
        line.n_dissatisfied_cases += 1.0
        u_severity, u_complains = uniform_pair(section.seed, SEVERITY, key, 0)
        grade = contacts.severity[i]
        if grade == NO_FAILURE:
            grade = severity(parameter_row.medium_share, parameter_row.serious_share, u_severity)
        usual = (parameter_row.serious_prob if grade == SERIOUS else parameter_row.medium_prob if grade == MEDIUM
                 else parameter_row.small_prob)
        if u_complains >= complains_prob(usual, parameter_row.ease_logit
                                         + parameter_row.voice * (attitude[customer_id] if customer_id >= 0 else 0.0)):
            continue
        line.n_complaints += 1.0
        name = key + COMPLAINT
        delay_s = draw(distributions, parameter_row.distribution, uniform(section.seed, COMPLAINT_DELAY, name, 0))
        ended_s = contacts.ended_at_s[i] + DAY_S * (contacts.day[i] - today)
        schedule_case(section, open_day, nth_open, today, ended_s, delay_s, name, customer_id, parameter_row.contact_type, first,
                      n_due, entries,
                   places[0])
