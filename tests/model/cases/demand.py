"""Rules of `sim.model.demand`, and of the calendar of what is due, worked by hand off their neutral values."""

import numpy as np

from sim.mechanisms.demand.mass_communication import TIP_HELPS
from sim.mechanisms.demand.root_causes import CAUSE, CAUSE_REMOVED, LOGGED
from sim.mechanisms.demand.self_service import HELP_TRIED
from sim.model.bucket_calendar import NO_ENTRY, PLACES, insert, take
from sim.model.customer.customer_table import CUSTOMER
from sim.model.demand.arrivals import (
    DUE,
    assign_customers,
    instant_s,
    need_prevented,
    solved_by_self_service,
    stream_id,
    time_of_day_s,
)
from sim.model.demand.contact_propensity import customer_at
from sim.model.demand.mass_communication import prevented_after
from sim.model.demand.root_causes import CAUSE_ROW, NOT_YET, cause_of, investigate, is_logged, no_longer_arises
from sim.model.demand.self_service import talk_factors, tried_self_service
from sim.model.tables import row_type
from sim.random.philox import uniform, uniform_pair
from sim.schema import STILL_HERE
from tests.model.cases import KEY, LESS, MORE, SEED, Case, case, row, thing

TRIES, ENOUGH = uniform_pair(SEED, HELP_TRIED, KEY, 0)
LOGS = uniform(SEED, LOGGED, KEY, 2)
CUM, BORDERS = np.array([0.0, 10.0, 30.0]), np.array([100.0, 200.0, 400.0])
FLAT = np.array([0.0, 10.0, 10.0])

CASES = [
    case(stream_id, (((3 << 5 | 2) << 9) | 4) << 22, day=3, contact_type=2, block=4),
    *(case(solved_by_self_service, known, seed=SEED, case_key=KEY, try_prob=tries, enough_prob=enough)
      for known, tries, enough in ((True, TRIES * MORE, ENOUGH * MORE), (False, TRIES * LESS, ENOUGH * MORE),
                                   (False, TRIES * MORE, ENOUGH * LESS), (False, 0.0, 1.0))),
    *(case(tried_self_service, known, seed=SEED, case_key=KEY, try_prob=tries)
      for known, tries in ((True, TRIES * MORE), (False, TRIES * LESS), (False, 0.0))),
    # half have tried, and take 1.5 times as long: the mix takes 1.25 times
    case(talk_factors, (1.2, 0.8), params=thing(demand=thing(failed_help_talk_factor=1.5, failed_help_usual_share=0.5))),
    # 10 needs in the first 100 s, 20 in the 200 s after
    case(instant_s, (150.0, 0), needs_so_far=5.0, cumulated=CUM, border_s=BORDERS, interval=0).at("interval"),
    case(instant_s, (250.0, 1), needs_so_far=15.0, cumulated=CUM, border_s=BORDERS, interval=0).at("interval"),
    case(instant_s, (250.0, 1), needs_so_far=15.0, cumulated=CUM, border_s=BORDERS, interval=1).at("interval"),
    case(instant_s, (200.0, 1), needs_so_far=10.0, cumulated=CUM, border_s=BORDERS, interval=0).at("interval"),
    case(instant_s, (400.0, 1), needs_so_far=10.0, cumulated=FLAT, border_s=BORDERS, interval=0).at("interval"),
    case(time_of_day_s, 250.0, u=0.5, cumulated=CUM, border_s=BORDERS),
    case(time_of_day_s, 175.0, u=0.25, cumulated=np.zeros(3), border_s=BORDERS),
    case(prevented_after, 0.055, answered=0.05, less_per_email=0.01, most=0.1),
    case(prevented_after, 0.2, answered=0.2, less_per_email=0.01, most=0.1),
    case(prevented_after, 0.05, answered=0.05, less_per_email=0.01, most=0.0),
    case(is_logged, True, seed=SEED, case_key=KEY, nth_conversation=2, log_share=LOGS * MORE),
    case(is_logged, False, seed=SEED, case_key=KEY, nth_conversation=2, log_share=LOGS * LESS),
]

# --- customers -----------------------------------------------------------------------------------------------------

PROPENSITY = np.array([0.25, 0.5, 0.75, 1.0])
FOUR = np.zeros(4, dtype=CUSTOMER)
FOUR["left_day"] = STILL_HERE
FOUR["left_day"][2] = 5                # the third has left
THREE_CASES = np.zeros(3, dtype=DUE)
THREE_CASES["done_s"] = 0.1, 0.5, 0.9      # the uniforms that select customers 0, 2 and 3


def assigned(known: int, first_row: int, end: int, n_known: int) -> Case:
    return case(assign_customers, known, due=THREE_CASES, first_row=first_row, end=end, propensity=PROPENSITY,
                guide=np.arange(4), first=0, n_block=4, n_known=n_known,
                customers=FOUR).at("first_row", "end", "first", "n_block", "n_known")


CASES += [
    assigned(2, 0, 3, 4), assigned(1, 0, 2, 4), assigned(1, 0, 3, 3), assigned(2, 1, 3, 4),
    *(case(customer_at, known, cumulated=PROPENSITY, first=first, start=start, u=u).at("first", "start", "u")
      for known, first, start, u in ((2, 0, 0, 0.5), (1, 0, 3, 0.3), (2, 2, 3, 0.1), (0, 0, 0, 0.2))),
]

# --- root causes ---------------------------------------------------------------------------------------------------

U, GONE, TIP = uniform(SEED, CAUSE, KEY, 0), uniform(SEED, CAUSE_REMOVED, KEY, 0), uniform(SEED, TIP_HELPS, KEY, 0)


def causes(first_until: float, fixed_day: int = 5) -> object:
    """Two causes, the first of which brings a share of the cases and is removed from a day on."""
    rows = np.zeros(2, dtype=CAUSE_ROW)
    rows["until"], rows["fixed_day"] = (first_until, 1.0), (fixed_day, NOT_YET)
    return rows


def gone(known: bool, removed_share: float, day: int, first_until: float = U * MORE, failure_share: float = 1.0) -> Case:
    return case(no_longer_arises, known, seed=SEED, case_key=KEY, cause_section=row(
        failure_share=failure_share, removed_share=removed_share), rows=causes(first_until), day=day)


def prevented(known: bool, share: float, n_fixed: int, factor: float = 2.0, day: int = 5) -> Case:
    return case(need_prevented, known, seed=SEED, case_key=KEY, not_arising=row(
        day=day, answered_in_advance_share=share, n_fixed=n_fixed), how_to_factor=factor,
        section=row(failure_share=1.0, removed_share=GONE * MORE), causes=causes(U * MORE))


def investigated(known: float, hours: float, logs_to_detect: int = 3) -> Case:
    """Causes with 4 and 6 hours of work left, and 3 and 9 logs."""
    rows = np.zeros(2, dtype=CAUSE_ROW)
    rows["hours_left"], rows["n_logs"], rows["fixed_day"] = (4.0, 6.0), (3, 9), NOT_YET
    section = np.array([(logs_to_detect, 2.0)], dtype=row_type({"logs_to_detect": int, "fix_weeks": float}))
    return case(investigate, known, causes=thing(cause_section=section, rows=rows), day=3, hours=hours).at("day")


CASES += [
    case(cause_of, 0, seed=SEED, case_key=KEY, failure_share=1.0, rows=causes(U * MORE)),
    case(cause_of, 1, seed=SEED, case_key=KEY, failure_share=1.0, rows=causes(U * LESS)),
    case(cause_of, 0, seed=SEED, case_key=KEY, failure_share=U * MORE, rows=causes(1.0)),
    case(cause_of, -1, seed=SEED, case_key=KEY, failure_share=U * LESS, rows=causes(1.0)),
    case(cause_of, 0, seed=SEED, case_key=KEY + (1000 << 52), failure_share=1.0, rows=causes(U * MORE)),
    case(cause_of, -1, seed=SEED, case_key=KEY + (1001 << 52), failure_share=1.0, rows=causes(U * MORE)),
    gone(True, GONE * MORE, 5), gone(False, GONE * LESS, 5), gone(False, GONE * MORE, 4),
    gone(False, GONE * MORE, 5, first_until=U * LESS), gone(False, GONE * MORE, 5, failure_share=U * LESS),
    prevented(True, TIP / 2 * MORE, 0), prevented(False, TIP / 2 * LESS, 0), prevented(True, 0.0, 1),
    prevented(False, 0.0, 0), prevented(True, TIP / 2 * LESS, 1), prevented(False, 0.0, 1, day=4),
    investigated(8.0, 8.0), investigated(10.0, 20.0), investigated(6.0, 20.0, logs_to_detect=4), investigated(0.0, 0.0),
]

# --- the calendar of what is due -----------------------------------------------------------------------------------


def entries() -> object:
    """Five rows; row 1 is followed by row 3."""
    rows = np.zeros(5, dtype=row_type({"behind": int, "x": int}))
    rows["behind"] = -1, 3, -1, -1, -1
    return rows


def places(n_used: int, first_free: int) -> object:
    return np.array([(n_used, first_free)], dtype=PLACES)[0]


CASES += [
    case(insert, 2, {"places.n_used": 3, "places.first_free": NO_ENTRY}, first=np.array([-1, 4]), entries=entries(),
         places=places(2, NO_ENTRY), day=1).at("day", "places.n_used", "places.first_free"),
    case(insert, 1, {"places.n_used": 2, "places.first_free": 3}, first=np.array([-1, 4]), entries=entries(),
         places=places(2, 1), day=1).at("day", "places.n_used", "places.first_free"),
    case(take, 3, {"places.first_free": 1}, entries=entries(), places=places(2, 0),
         place=1).at("place", "places.n_used", "places.first_free"),
]
