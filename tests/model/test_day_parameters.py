"""The parameters of a day: declared once, neutral while their mechanism is off."""

from typing import Any

import pytest

from sim.config.scenario import load
from sim.declare import in_force, plain_numbers
from sim.model import day_parameters as module
from sim.model.day_parameters import DAY_FIELDS, QUEUE_FIELDS, day_parameters
from sim.params import ContactType, Mechanisms, Params

SECTIONS: dict[str, Any] = {name: field.annotation for name,
                            field in Params.model_fields.items()} | {"contact_types": ContactType}


def test_every_switch_that_a_parameter_names_exists_and_its_neutral_value_is_allowed() -> None:
    n = 0
    for section in SECTIONS.values():
        for name, field in getattr(section, "model_fields", {}).items():
            extra = field.json_schema_extra
            if isinstance(extra, dict) and "mechanism" in extra:
                n += 1
                assert extra["mechanism"] in Mechanisms.model_fields, name
                assert name in plain_numbers(section), name
                low, high = (next((bound for one in field.metadata if (bound := getattr(one, end, None)) is not None), None)
                             for end in ("ge", "le"))
                assert (-1e9 if low is None else low) <= extra["neutral"] <= (1e9 if high is None else high), name
    assert n > 20


@pytest.mark.parametrize(("mechanism", "key", "attribute"), [
    ("wow", "wow.share", "wow_share"),
    ("questions", "questions.open_share", "open_share"),
    ("first_impression", "first_impression.good_share", "opening_good_share"),
    ("self_service", "demand.self_service_try_prob", "self_service_try_prob"),
    ("empowerment", "authority.authority_share", "authority_share"),
    ("time_thieves", "conversation.time_thieves_s", "time_thieves_s")])
def test_a_parameter_is_neutral_while_its_mechanism_is_off(mechanism: str, key: str, attribute: str) -> None:
    on, off = (day_parameters(load("base", [f"{key}=0.25", f"mechanisms.{mechanism}={state}"]).params, 1)
               for state in ("on", "off"))
    assert getattr(on, attribute) == 0.25
    assert getattr(off, attribute) == 0.0


def test_by_hand_what_is_worked_out() -> None:
    """12 rules of 10 usual ones: decisions are 1.2 times as frequent; a manner of -0.36 SD/h is -0.0001 SD/s; and so on."""
    some = day_parameters(load("base", [
        "authority.n_rules=12", "authority.n_rules_usual=10", "mechanisms.rules=on", "mechanisms.energy=on",
        "contact_types.billing.decision_prob=0.5", "conversation.fatigue_manner_sd_per_h=-0.36", "channels.email_promise_h=2",
        "centre.reopening_spread_s=36000", "repeats.max_repeats=null"]).params, 1)
    assert some.queues[0].decision_prob == pytest.approx(0.6)
    assert some.fatigue_sd_per_s == pytest.approx(-0.0001)
    assert some.promise_s == 7200.0
    assert some.reopening_spread_s == pytest.approx(0.99 * 9 * 3600.0)
    assert some.max_repeats == 1 << 40


def test_each_contact_type_has_a_queue_on_each_channel_in_use() -> None:
    """Email and chat: no cap, no wrap-up, a chat 1.5 times as long, resolution times .5 but never above 1."""
    ways = ["mechanisms.channels=on", "channels.email_share=0.2", "channels.chat_share=0.1", "channels.chat_talk_factor=1.5",
            "channels.email_resolve_factor=0.5", "channels.chat_resolve_factor=2", "channels.email_priority=7",
            "mechanisms.aht_cap=on", "conversation.aht_cap_s=180"]
    params = load("base", ways).params
    n, queues = len(params.contact_types), day_parameters(params, 1).queues
    assert [queue.queue_channel for queue in queues] == [0] * n + [1] * n + [2] * n
    phone, email, chat = queues[0], queues[n], queues[2 * n]
    assert (phone.cap_s, email.cap_s, chat.cap_s) == (180.0, float("inf"), float("inf"))
    assert (phone.talk_factor, email.talk_factor, chat.talk_factor) == (1.0, 1.0, 1.5)
    assert email.resolve_prob == 0.5 * phone.resolve_prob
    assert chat.resolve_prob == min(2.0 * phone.resolve_prob, 1.0)
    assert email.priority == 7
    assert email.wrap_distribution == chat.wrap_distribution != phone.wrap_distribution
    assert chat.talk_distribution == phone.talk_distribution != email.talk_distribution
    assert len(day_parameters(load("base").params, 1).queues) == n


def test_some_numbers_replaced() -> None:
    one = day_parameters(load("base").params, 1)
    assert one.replaced(time_given_share=1.0) is one
    other = one.replaced(time_given_share=0.5)
    assert (one.time_given_share, other.time_given_share) == (1.0, 0.5)
    assert other.queues is one.queues
    assert all(getattr(one, name) == getattr(other, name) for name in DAY_FIELDS if name != "time_given_share")
    assert {type(getattr(one, name)) for name in DAY_FIELDS} == {float, int, bool}
    assert all(isinstance(getattr(one.queues[0], name), contact_type) for name, contact_type in QUEUE_FIELDS.items())


def test_two_sections_of_a_day_may_not_use_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECTIONS", {"recovery": "", "complaints": "", "root_causes": "", "mass_communication": "",
                                              "wow": "", "workforce": "", "purpose": ""})
    with pytest.raises(TypeError, match="another section of a day has"):
        module._declared()


def test_a_section_in_force() -> None:
    params = load("base", ["mechanisms.wow=off", "wow.share=0.3"]).params
    assert in_force(params.wow, params.mechanisms) == {
        name: getattr(params.wow, name) for name in plain_numbers(type(params.wow))} | {"share": 0.0}
