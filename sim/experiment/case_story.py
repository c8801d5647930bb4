"""One customer's case in two centres, chosen by a rule that does not depend on which centre is better."""

from collections.abc import Mapping, Sequence

import pandas as pd

_ENDS = ("nothing", "gave_up")


def story(case_contacts: Mapping[str, pd.DataFrame], names: Sequence[str]) -> tuple[pd.DataFrame, str | None]:
    """The contacts of one case in the first scenario and in one other.

    The rule compares cases that began on the recorded day in both centres, and had a conversation and ended in both. The other
    centre is the one in which most of them needed another number of conversations than in the first. Of these cases the more
    frequent direction is chosen (more conversations or fewer; more at a tie), and of those the case that arrived first.

    Args:
        case_contacts: per scenario the contacts of the cases that began that day, with the columns of `Result.contacts`.
        names: scenarios, the base of comparison first.

    Returns:
        A table with `scenario` and those columns, base first, and the other scenario's name; an empty table and None if no case
        differs. The table's `attrs` count how frequent such a case is: of `n_cases` compared cases `n_more` needed more
        conversations in the other centre, `n_fewer` fewer.
    """
    base = names[0]
    compared = {name: _compared(case_contacts[base], case_contacts[name]) for name in names[1:]
                if {base, name} <= case_contacts.keys()}
    n_differ = {name: int((cases["more"] != 0).sum()) for name, cases in compared.items()}
    if not any(n_differ.values()):
        return pd.DataFrame(columns=["scenario"]), None
    best = max(n_differ, key=lambda name: n_differ[name])  # at a tie the first
    cases = compared[best]
    n_more, n_fewer = int((cases["more"] > 0).sum()), int((cases["more"] < 0).sum())
    chosen = cases[cases["more"] > 0 if n_more >= n_fewer else cases["more"] < 0]
    key = chosen.sort_values(["arrived_at_s", "case_key"])["case_key"].iloc[0]
    table = pd.concat([_one_case(case_contacts[name], key, name) for name in (base, best)], ignore_index=True)
    table.attrs = {"n_cases": len(cases), "n_more": n_more, "n_fewer": n_fewer}
    return table, best


def _compared(base: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Cases that are in both centres, with `more`: number of conversations in the other less that in base."""
    both = _cases(base).merge(_cases(other), on="case_key", suffixes=("", "_other"))
    return both.assign(more=both["n_conversations_other"] - both["n_conversations"])


def _cases(contacts: pd.DataFrame) -> pd.DataFrame:
    """Cases with a conversation that have ended: `case_key`, `arrived_at_s` of the first contact, `n_conversations`."""
    rows = contacts.sort_values(["case_key", "nth_contact"]).groupby("case_key", sort=False)
    cases = pd.DataFrame({"arrived_at_s": rows["arrived_at_s"].first(), "n_conversations": rows["nth_conversation"].max(),
                          "follow_up": rows["follow_up"].last().astype(str)}).reset_index()
    return cases[(cases["n_conversations"] > 0) & cases["follow_up"].isin(_ENDS)]


def _one_case(contacts: pd.DataFrame, case_key: int, name: str) -> pd.DataFrame:
    rows = contacts[contacts["case_key"] == case_key].sort_values("nth_contact")
    return rows.assign(scenario=name)[["scenario", *contacts.columns]]
