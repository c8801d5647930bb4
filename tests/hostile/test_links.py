"""Links and fields of the app that no one should write: the verdict of each is written down beforehand.

A part of a link is refused in one line at its field, or left out with one line, or accepted; the page stays.
"""

import re

import pytest

from sim.app.levers import BY_NAME
from sim.app.state import InvalidValue, from_link, pair
from tests.app.conftest import inline, open_app, short  # noqa: F401  fixtures

EXPERT = {"view": "expert"}  # a view without a simulation
X = "x.repeats.return_prob"

# The link, and the parts that are left out with a line each.
LEFT_OUT: dict[str, tuple[dict[str, str], set[str]]] = {
    "a word for a number": ({"agents": "many"}, {"agents"}),
    "an empty number": ({"agents": ""}, {"agents"}),
    "not a number": ({"agents": "nan"}, {"agents"}),
    "infinite": ({"train": "inf"}, {"train"}),
    "minus infinite": ({"train": "-inf"}, {"train"}),
    "overflow": ({"customers": "1e999"}, {"customers"}),
    "hexadecimal": ({"agents": "0x10"}, {"agents"}),
    "a clock for a number": ({"agents": "8:00"}, {"agents"}),
    "a list": ({"agents": "[1, 2]"}, {"agents"}),
    "5 000 letters": ({"agents": "x" * 5000}, {"agents"}),
    "a cap that is none": ({"cap": "181"}, {"cap"}),
    "a negative cap": ({"cap": "-180"}, {"cap"}),
    "a lunch that is none": ({"lunch": "never"}, {"lunch"}),
    "a script for a lunch": ({"lunch": "<script>alert(1)</script>"}, {"lunch"}),
    "a picture for a lunch": ({"lunch": "![x](http://evil.example/x.png)"}, {"lunch"}),
    "an unknown language": ({"lang": "tlh"}, {"lang"}),
    "a path for a language": ({"lang": "../../etc"}, {"lang"}),
    "an unknown question": ({"q": "?"}, {"q"}),
    "an unknown view": ({"view": "x"}, {"view"}),
    "no view": ({"view": ""}, {"view"}),
    "control characters": ({"lang": "\x1b[31m\x00"}, {"lang"}),
    "two parts": ({"agents": "many", "cap": "1"}, {"agents", "cap"}),
    "an expert value of 401 characters": ({X: "1" * 401}, {X}),
    "51 expert values": ({f"x.k{i}": "1" for i in range(51)}, {"x.k50"}),
}
# The link, the field of its error, and what the line there says; None: what the reader of values says.
REFUSED: dict[str, tuple[dict[str, str], str, str | None]] = {
    "a date that is none": ({"x.centre.first_day": "2026-99-99"}, "centre.first_day", None),
    "a tag": ({X: "!!int abc"}, "repeats.return_prob", None),
    "a tag that calls": ({X: "!!python/object/apply:os.system ['true']"}, "repeats.return_prob", None),
    "an anchor": ({X: "&a [*a]"}, "repeats.return_prob", None),
    "brackets": ({X: "[" * 399}, "repeats.return_prob", None),
    "a mapping": ({X: "{a: 1}"}, "repeats.return_prob", "write a number, a word or a short list"),
    "a look-up": ({X: "${oc.env:HOME}"}, "repeats.return_prob", None),
    "missing": ({X: "???"}, "repeats.return_prob", None),
    "a word for a share": ({X: "often"}, "repeats.return_prob", None),
    "a share above one": ({X: "74"}, "repeats.return_prob", "must lie in [0, 1]"),
    "a share below zero": ({X: "-0.1"}, "repeats.return_prob", "must lie in [0, 1]"),
    "a share that is none": ({X: ".nan"}, "repeats.return_prob", None),
    "an infinite share": ({X: ".inf"}, "repeats.return_prob", None),
    "nothing": ({X: ""}, "repeats.return_prob", None),
    "null": ({X: "null"}, "repeats.return_prob", None),
    "a truth": ({X: "true"}, "repeats.return_prob", None),
    "400 digits": ({X: "9" * 400}, "repeats.return_prob", None),
    "a list for a number": ({X: "[1, 2]"}, "repeats.return_prob", None),
    "a picture": ({X: "![x](http://evil.example/x.png)"}, "repeats.return_prob", None),
    "a script": ({X: "<script>alert(1)</script>"}, "repeats.return_prob", None),
    "control characters": ({X: "\x00\x07"}, "repeats.return_prob", None),
    "an unknown parameter": ({"x.no.such": "1"}, "no.such", None),
    "no parameter": ({"x.": "1"}, "", None),
    "a section": ({"x.repeats": "1"}, "repeats", None),
    "Hydra's section": ({"x.hydra.run.dir": "/tmp"}, "hydra.run.dir", None),
    "a key with dots": ({"x.a..b": "1"}, "a..b", None),
    "an attribute": ({"x.__class__.__init__": "1"}, "__class__.__init__", None),
    "a distribution that is none": ({"x.patience.distribution": "exponential mean -1 s"}, "patience.distribution", None),
    "an endless duration": ({"x.patience.distribution": "exponential mean 1e30 s"}, "patience.distribution", None),
    "a file for a name": ({"x.run.engine": "/etc/passwd"}, "run.engine", None),
    "no agents": ({"agents": "0"}, "agents", "Enter a number from 2 to 200"),
    "negative agents": ({"agents": "-5"}, "agents", "Enter a number from 2 to 200"),
    "1e300 customers": ({"customers": "1e300"}, "customers", "Enter a number from 100 to 1,000,000"),
    "25 o'clock": ({"opens": "25"}, "opens", "Choose a time from 06:00 to 12:00"),
    "a short day": ({"opens": "12", "closes": "14"}, "closes", "must be open for at least 8 hours"),
    "training of a year": ({"train": "8760"}, "train", "Enter a number from 0 to 4"),
    "negative growth": ({"growth": "-100"}, "growth", "Enter a number from -30 to 100"),
    "more leavers than leaders": ({"team_leaders": "0", "more_team_leaders": "-5"}, "more_team_leaders", None),
}
# The link, and the values that it gives.
ACCEPTED: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "nothing": ({}, {"cap": 180.0}),
    "a part of someone else": ({"utm_source": "mail", "agents": "25"}, {"agents": 25.0}),
    "a number with spaces": ({"agents": " 25 "}, {"agents": 25.0}),
    "a number with an exponent": ({"customers": "5e4"}, {"customers": 50_000.0}),
    "other digits": ({"agents": "٢٥"}, {"agents": 25.0}),
    "a name of another field": ({"Agents": "25", "plain": "1"}, {}),
    "an expert value": ({X: "0.5", "plain": "1"}, {}),
}


CENTRE = {name for name, lever in BY_NAME.items() if lever.group == "centre"}


def page(app) -> list[str]:
    """The page's error lines as a reader sees them."""
    assert not app.exception
    return [re.sub(r"\\(.)", r"\1", error.value) for error in app.error]


# --- what a link gives ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", LEFT_OUT)
def test_a_part_that_cannot_be_read_is_left_out(case):
    link, parts = LEFT_OUT[case]
    assert set(from_link(link).unread) == parts


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_value_is_refused_at_its_field(case):
    link, field, _ = REFUSED[case]
    with pytest.raises(InvalidValue) as refused:
        pair(from_link({"plain": "1", **link}))
    assert set(refused.value.about) == {field}


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_is_fine_is_accepted(case):
    link, values = ACCEPTED[case]
    state = from_link(link)
    assert (dict(state.values), dict(state.unread)) == (values, {})
    pair(state)


# --- what the page shows; all of it in `make test-app` ------------------------------------------------------------


@pytest.mark.app
@pytest.mark.parametrize("case", LEFT_OUT)
def test_the_page_has_a_line_for_a_part_that_is_left_out(open_app, case):  # noqa: F811
    link, parts = LEFT_OUT[case]
    app = open_app(**{**EXPERT, "plain": "1", "lang": "en", **link}) if "view" not in link else open_app(**link)
    known = [line for line in page(app) if line.startswith("The link asks for")]
    assert len(known) == len(parts)
    assert all(len(line) < 400 and not re.search(r"[\x00-\x1f]", line) for line in known)
    described = BY_NAME.keys() & parts
    assert all(one.proto.expanded for one in app.expander if one.label == "My centre today" and described & CENTRE)
    assert set(app.query_params) & set(parts) <= {"lang", "view", "q"}, "the address has what is shown"


@pytest.mark.app
@pytest.mark.parametrize("view", ["expert", "answer"])
@pytest.mark.parametrize("case", REFUSED)
def test_the_page_has_one_line_at_the_field(open_app, case, view):  # noqa: F811
    refused_on_the_page(open_app, case, view)


@pytest.mark.parametrize("case", ["a date that is none", "no agents"])
def test_a_refusal_names_its_field_in_the_answer(open_app, case):  # noqa: F811
    refused_on_the_page(open_app, case, "answer")


def refused_on_the_page(open_app, case: str, view: str) -> None:  # noqa: F811
    link, field, words = REFUSED[case]
    app = open_app(lang="en", q="own", plain="1", **{"view": view, **link})
    (line,) = page(app)
    assert words is None or words in line
    assert len(line) < 500
    assert not re.search(r"[\x00-\x1f]", line)
    (banner,) = app.warning
    assert (str(BY_NAME[field].label) if field in BY_NAME else field) in re.sub(r"\\(.)", r"\1", banner.value)


def test_what_a_link_says_shows_no_picture_and_no_link(open_app):  # noqa: F811
    """In Markdown a picture is fetched from outside as soon as it is shown."""
    evil = "![x](http://evil.example/x.png) <img src=http://evil.example/y.png>"
    app = open_app(view="expert", lang="en", lunch=evil, **{X: evil, f"x.{evil}": "1"})
    shown = [part.value for parts in (app.error, app.warning, app.markdown, app.caption) for part in parts]
    assert any("evil" in text for text in shown)
    assert not any(re.search(r"(?<!\\)\]\(|(?<!\\)<img|http:", text) for text in shown if "evil" in text)
