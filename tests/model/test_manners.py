"""Rules of rudeness, agents' reactions and openings, by hand."""

import math

import pytest

from sim.config.scenario import load
from sim.kpis import KPIS
from sim.model.contact.agent_reaction import (
    ACCUSING,
    CALM,
    ESCALATED_EARLY,
    GOOD,
    NEUTRAL,
    NO_HELP,
    ego_of,
    opening_of,
    opening_sd,
    resolve_prob_with_ego,
    takes_personally_prob,
)


def test_strain_and_poor_manner_raise_the_odds() -> None:
    """Odds of 1 in 10 at rest; strain 0.5 at 2 log odds multiplies by e, an SD of manner divides by it."""
    assert takes_personally_prob(0.1, 0.0, 2.0, 0.0, 1.0) == pytest.approx(1 / 11)
    tired = takes_personally_prob(0.1, 0.5, 2.0, 0.0, 1.0)
    assert tired / (1 - tired) == pytest.approx(0.1 * math.e)
    assert takes_personally_prob(0.1, 0.5, 2.0, 1.0, 1.0) == pytest.approx(1 / 11)
    assert takes_personally_prob(0.1, 0.0, 2.0, -1.0, 1.0) > takes_personally_prob(0.1, 0.0, 2.0, 1.0, 1.0)
    assert takes_personally_prob(0.0, 1.0, 2.0, -3.0, 1.0) == 0.0, "with nothing to mind, nobody minds"


def test_reactions_of_an_agent_who_takes_it_personally() -> None:
    assert ego_of(0.2, 0.4, 0.2, 0.0) == CALM
    assert ego_of(0.2, 0.4, 0.19, 0.39) == ESCALATED_EARLY
    assert ego_of(0.2, 0.4, 0.19, 0.40) == NO_HELP
    assert [resolve_prob_with_ego(ego, 0.7, 0.3) for ego in (CALM, NO_HELP, ESCALATED_EARLY)] == [0.7, pytest.approx(0.21), 0.0]


def test_openings_depend_on_manner() -> None:
    """30 % good and 15 % accusing at average manner; 40 % and 5 % an SD above, 20 % and 25 % an SD below."""
    for manner, good, bad in ((0.0, 0.30, 0.15), (1.0, 0.40, 0.05), (-1.0, 0.20, 0.25), (9.0, 1.0, 0.0)):
        output = [opening_of(0.3, 0.15, 0.1, manner, (i + 0.5) / 1000) for i in range(1000)]
        assert output.count(GOOD) == pytest.approx(1000 * good, abs=1)
        assert output.count(ACCUSING) == pytest.approx(1000 * bad, abs=1)
    assert opening_of(1.0, 1.0, 0.0, 0.0, 0.5) == ACCUSING
    assert [opening_sd(opening, 0.3, -0.6) for opening in (NEUTRAL, GOOD, ACCUSING)] == [0.0, 0.3, -0.6]


def test_a_quarter_of_better_service_carries_over_to_the_product() -> None:
    """CSAT of .67 where .57 is usual: a quarter of the ten points; none without the mechanism."""
    sums = {"satisfied": 67.0, "n_conversations": 100.0}
    for off, share in (("on", 0.60 + 0.25 * 0.10), ("off", 0.60)):
        params = load(overrides=[f"mechanisms.first_impression={off}"]).params
        assert KPIS["product_csat_share"].function(sums, params) == pytest.approx(share)
