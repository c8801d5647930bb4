"""Who makes a decision that a case needs: the agent, a team leader, or neither."""

from sim.jit import compiled
from sim.schema import Decision

NOT_NEEDED = int(Decision.NOT_NEEDED)
BY_AGENT = int(Decision.BY_AGENT)
BY_TEAM_LEADER = int(Decision.BY_TEAM_LEADER)
REFUSED = int(Decision.REFUSED)
WORKAROUND = int(Decision.WORKAROUND)


@compiled
def decision_taken(authority_share: float, escalate_prob: float, refuse_prob: float, frame: float, else_: float) -> int:
    """Outcome of a decision that a case needs.

    In `authority_share` of cases the agent may decide (uniform `frame`). Otherwise the uniform `else_` selects: a team leader
    is asked, the request is refused ("I'm not allowed"), or a workaround is found (E2, assumption).
    """
    if frame < authority_share:
        return BY_AGENT
    if else_ < escalate_prob:
        return BY_TEAM_LEADER
    if else_ < escalate_prob + refuse_prob:
        return REFUSED
    return WORKAROUND


@compiled
def full_resolve_prob(decision: int, resolve_prob: float, decided_prob: float, team_leader_prob: float) -> float:
    """Resolution probability with the full time needed, by the outcome of the decision (E2, E3, D11)."""
    if decision == BY_AGENT:
        return decided_prob
    if decision == BY_TEAM_LEADER:
        return team_leader_prob
    if decision == REFUSED:
        return 0.0
    if decision == WORKAROUND:
        return 1.0
    return resolve_prob
