"""A column is declared once: the record, the rows of the compiled day and the objects of the SimPy day agree."""

import math
import pickle

import numpy as np

from sim.columns import Use, columns_of, names
from sim.engine.compiled_day.tables import AGENT, CONTACT, NEW_CONTACT
from sim.engine.simpy_day.tables import Agent, Contact
from sim.model.day import Carry, empty_carry
from sim.schema import (
    CARRIED_INSTANTS,
    CASE_NAMES,
    CONTACT_DTYPES,
    RECORD_INSTANTS,
    AgentColumns,
    AgentDays,
    ContactColumns,
    Contacts,
    Due,
    no_contacts,
)


def test_a_new_contact_is_the_same_in_both_engines() -> None:
    new = Contact()
    for column in columns_of(ContactColumns):
        row, slot = NEW_CONTACT[column.name][0], getattr(new, column.name)
        assert row == slot or (math.isnan(row) and math.isnan(slot)), column.name
        assert not hasattr(new, "__dict__")


def test_every_field_of_a_row_takes_eight_bytes() -> None:
    for dtype in (CONTACT, AGENT):
        assert dtype.itemsize == 8 * len(dtype.names or ())


def test_what_is_handed_to_a_later_contact_of_the_case() -> None:
    assert Due._fields == ("day", "at_s", *CASE_NAMES)
    assert CASE_NAMES == (
        "case_id", "case_key", "customer_id", "kind", "nth_contact", "n_talks", "done_s", "born_day", "born_at_s")


def test_which_instants_are_shifted_at_midnight() -> None:
    assert RECORD_INSTANTS == ("arrived_at_s", "answered_at_s", "ended_at_s")
    assert CARRIED_INSTANTS == ("stage_ends_at_s", "joined_at_s", "picked_up_at_s", "promised_at_s")
    assert names(ContactColumns, Use.CARRIED | Use.INSTANT, without=Use.DEADLINE) == ("joined_at_s", "picked_up_at_s")


def test_a_table_has_the_declared_types_and_survives_the_way_to_another_process() -> None:
    empty = pickle.loads(pickle.dumps(no_contacts()))
    assert isinstance(empty, Contacts)
    assert [column.dtype for column in empty] == [np.dtype(dtype) for dtype in CONTACT_DTYPES.values()]
    carry = pickle.loads(pickle.dumps(empty_carry(2)))
    assert isinstance(carry, Carry)
    assert carry.owed.tolist() == [0, 0]


def test_the_record_names_the_group_in_full() -> None:
    assert "agent_group" in AgentDays._fields
    assert Agent(0, group=3).group == 3
    assert all(column.meaning for declaration in (ContactColumns, AgentColumns) for column in columns_of(declaration))
