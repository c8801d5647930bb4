"""Files that no one should upload to the app, and values that no one should type: the verdict of each is written beforehand."""

import re

import pytest

from sim.app.downloads import uploaded
from sim.app.state import InvalidValue, State, pair
from sim.config.errors import ConfigError
from tests.app.conftest import inline, open_app, short  # noqa: F401  fixtures

HEAD = b"# @package _global_\n"
GOOD = b"repeats: {return_prob: 0.6}\n"

# Files that are refused as a whole; nothing of them is kept.
REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "a comment": HEAD,
    "64 kB and more": GOOD + b"# " + b"x" * 64_000,
    "nulls": b"\x00" * 1000,
    "bytes": bytes(range(256)),
    "UTF-16": GOOD.decode().encode("utf-16"),
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "a ZIP file": b"PK\x03\x04" + b"\x00" * 100,
    "HTML": b"<html><script>alert(1)</script></html>",
    "JSON that is a list": b"[1, 2]",
    "a list": b"- 1\n- 2",
    "a number": b"5",
    "5 000 digits": b"repeats: {return_prob: " + b"9" * 5000 + b"}",
    "a text": b"hello",
    "not closed": b"repeats: [",
    "tabs": b"repeats:\n\treturn_prob: 1",
    "brackets": b"a: " + b"[" * 30_000,
    "braces": b"a: " + b"{b: " * 10_000,
    "question marks": b"? " * 30_000,
    "dashes": b"- " * 30_000,
    "an anchor that is not there": b"repeats: *nowhere",
    "a recursive anchor": b"repeats: &x {return_prob: *x}",
    "an anchor bomb": b"a: &a [1,1,1,1,1,1,1,1,1]\n" + b"".join(
        b"b%d: &b%d [%s]\n" % (i, i, b",".join([b"*b%d" % (i - 1) if i else b"*a"] * 9)) for i in range(9)),
    "a tag that calls": b"repeats: {return_prob: !!python/object/apply:os.system ['true']}",
    "a tag": b"repeats: {return_prob: !!int abc}",
    "a date that is none": b"centre: {first_day: !!timestamp 2026-99-99}",
    "two documents": GOOD + b"---\n" + GOOD,
    "a look-up": b"repeats: {return_prob: '${oc.env:HOME}'}",
    "a list as a key": b"? [1, 2]\n: 3",
    "an unknown section": b"kost: {leaver_cost: 1}",
    "an unknown key": b"repeats: {return_prop: 1}",
    "5 000 unknown keys": b"".join(b"k%d: 1\n" % i for i in range(5000)),
    "Hydra's section": b"hydra: {run: {dir: /tmp}}",
    "a key with an escape": b'"\\e[31mrepeats": {return_prob: 1}',
    "a key that is a picture": b'"![x](http://evil.example/x.png)": 1',
}
# Files that are read, with a value that is refused at its key.
WRONG_VALUES: dict[str, tuple[bytes, str]] = {
    "a share above one": (b"repeats: {return_prob: 74}", "repeats.return_prob"),
    "a share below zero": (b"repeats: {return_prob: -1}", "repeats.return_prob"),
    "a share that is none": (b"repeats: {return_prob: .nan}", "repeats.return_prob"),
    "an infinite share": (b"repeats: {return_prob: .inf}", "repeats.return_prob"),
    "a word": (b"repeats: {return_prob: often}", "repeats.return_prob"),
    "null": (b"repeats: {return_prob: null}", "repeats.return_prob"),
    "a list": (b"repeats: {return_prob: [1, 2]}", "repeats.return_prob"),
    "a distribution that is none": (b"patience: {distribution: sometimes}", "patience.distribution"),
    "a distribution of 1e30 s": (b"patience: {distribution: exponential mean 1e30 s}", "patience.distribution"),
    "a number for a section": (b"repeats: 5", "repeats"),
    "closing before opening": (b"centre: {closes_h: 3}", "centre.closes_h"),
}
# Files that are read, and the values that they give.
ACCEPTED: dict[str, tuple[bytes, dict[str, str]]] = {
    "a scenario": (HEAD + b"name: mine\ndefaults: [base, _self_]\n" + GOOD, {"repeats.return_prob": "0.6"}),
    "a byte-order mark": (b"\xef\xbb\xbf" + GOOD, {"repeats.return_prob": "0.6"}),
    "line ends of Windows": (GOOD.replace(b"\n", b"\r\n"), {"repeats.return_prob": "0.6"}),
    "JSON": (b'{"repeats": {"return_prob": 0.6}}', {"repeats.return_prob": "0.6"}),
    "run, which the app decides": (b"run: {seed: 7}\n" + GOOD, {"repeats.return_prob": "0.6"}),
    "a name alone": (b"name: x", {}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_is_refused_as_a_whole(case):
    with pytest.raises(ConfigError) as refused:
        uploaded("mine.yaml", REFUSED[case])
    line = str(refused.value.messages[0])
    assert line.startswith("mine.yaml")
    assert "\n" not in line


@pytest.mark.parametrize("case", WRONG_VALUES)
def test_a_wrong_value_of_a_file_is_refused_at_its_key(case):
    content, key = WRONG_VALUES[case]
    with pytest.raises(InvalidValue) as refused:
        pair(State(expert=uploaded("mine.yaml", content)))
    assert set(refused.value.about) == {key}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_fine_file_is_read(case):
    content, values = ACCEPTED[case]
    assert uploaded("mine.yaml", content) == values
    pair(State(expert=values))


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 5000 + ".yaml", "\x1b[31m.yaml", "![x](http://evil.example/x).yaml"])
def test_a_files_name_is_only_shown(open_app, name):  # noqa: F811
    """The page bounds it and shows it as plain text; nothing is opened by it."""
    with pytest.raises(ConfigError) as refused:
        uploaded(name, b"- 1")
    app = open_app(view="keep", q="own", plain="1")
    app.session_state["not_brought"] = refused.value.messages[0]
    app.run()
    assert not app.exception
    (line,) = app.error
    assert len(line.value) < 600
    assert not re.search(r"[\x00-\x1f]|(?<!\\)\]\(", line.value)
