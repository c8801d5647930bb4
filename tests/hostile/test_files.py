"""Files that are no scenarios, and some that look as if they were not: the verdict of each is written down beforehand."""

import os
import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from omegaconf import OmegaConf

import sim
from sim.cli.main import main
from sim.config.errors import ConfigError
from sim.config.files import data_folder, read_yaml
from sim.config.yaml_reader import MAX_NODES, keys_of, parsed

HEAD = "# @package _global_\n"
BOMB = HEAD + "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))

# Text of a file after its first line, and what the one line of its refusal says.
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "number of 5 000 digits": (
        "patience: {balk_prob: " + "9" * 5000 + "}", "line 2: a number of 5000 characters; at most 400 are read"),
    "float of 5 000 digits": ("patience: {balk_prob: 0." + "9" * 5000 + "}", "line 2: a number of 5002 characters"),
    "hexadecimal of 5 000 digits": ("patience: {balk_prob: 0x" + "f" * 5000 + "}", "line 2: a number of 5002 characters"),
    "timestamp": ("centre: {first_day: !!timestamp 2026-99-99}", "line 2: !!timestamp is a tag; write plain values"),
    "tagged integer": ("patience: {balk_prob: !!int abc}", "line 2: !!int is a tag"),
    "tagged float": ("patience: {balk_prob: !!float abc}", "line 2: !!float is a tag"),
    "tagged null": ("patience: {balk_prob: !!null abc}", "line 2: !!null is a tag"),
    "tagged set": ("patience: !!set {a, b}", "line 2: !!set is a tag"),
    "tagged pairs": ("patience: !!pairs [a: 1]", "line 2: !!pairs is a tag"),
    "tagged binary": ("name: !!binary aGVq", "line 2: !!binary is a tag"),
    "local tag": ("patience: !mine {balk_prob: 0}", "line 2: !mine is a tag"),
    "Python object": ("name: !!python/object/apply:os.system ['true']", "is a tag"),
    "Python path": ("name: !!python/object/apply:pathlib.Path ['x']", "is a tag"),
    "2 000 brackets": ("a: " + "[" * 2000 + "]" * 2000, "line 2: more than 20 levels"),
    "2 000 braces": ("a: " + "{b: " * 2000 + "}" * 2000, "line 2: more than 20 levels"),
    "300 000 brackets not closed": ("[" * 300_000, "line 2: more than 20 levels"),
    "question marks": ("? " * 300_000, "line 2: more than 20 levels"),
    "dashes": ("- " * 300_000, "line 2: more than 20 levels"),
    "indentation": ("".join(" " * i + "a:\n" for i in range(30)), "more than 20 levels"),
    "recursive anchor": ("a: &x {b: *x}", "line 2: *x stands within the value that it repeats"),
    "recursive list": ("a: &x [*x]", "line 2: *x stands within the value that it repeats"),
    "anchor that is not there": ("a: *nowhere", "undefined alias"),
    "anchor bomb": (BOMB.removeprefix(HEAD), f"has more than {MAX_NODES} values"),
    "many aliases": ("a: &a [" + "1," * 1000 + "]\nb: [" + "*a," * 100 + "]", f"has more than {MAX_NODES} values"),
    "list of 10 MB": ("a: [" + "1," * 5_000_000 + "]", "is larger than 1000 kB"),
    "text of 10 MB": ("name: " + "x" * 10_000_000, "is larger than 1000 kB"),
    "long list": ("a: [" + "1," * 200_000 + "]", f"has more than {MAX_NODES} values"),
    "key twice": ("patience: {balk_prob: 0.1, balk_prob: 0.2}", "line 2: found duplicate key balk_prob"),
    "section twice": ("patience: {balk_prob: 0.1}\npatience: {balk_prob: 0.2}", "line 3: found duplicate key patience"),
    "list as a key": ("? [1, 2]\n: 3", "found unhashable key"),
    "two documents": ("a: 1\n---\nb: 2", "line 3: a second document; a file holds one"),
    "a list": ("- 1\n- 2", "expected keys, as `conversation:`"),
    "a number": ("5", "expected keys"),
    "a text": ("hello", "expected keys"),
    "not closed": ("a: [1, 2", "line 3: did not find expected ',' or ']'"),
    "tab": ("a:\n\tb: 1", "line 3: found character that cannot start any token"),
    "control character": ("name: a\x01b", "control characters are not allowed"),
    "null character": ("name: a\x00b", "control characters are not allowed"),
    "escape sequence": ('name: "\x1b[31m"', "control characters are not allowed"),
    "UTF-16": ((HEAD + "patience: {balk_prob: 0.1}").encode("utf-16"), "is not UTF-8 text"),
    "Latin-1": ((HEAD + "name: kø").encode("latin-1"), "is not UTF-8 text"),
    "random bytes": (bytes(range(256)) * 4, "is not UTF-8 text"),
    "nothing": (b"", "is empty"),
    "blanks": (b"  \n\t\n ", "is empty"),
    "without the first line": (b"patience: {balk_prob: 0.1}\n", "the first line must be `# @package _global_`"),
    "time by Hydra": ("name: ${now:%Y}", "line 2: ${now:%Y} refers to another value; write the value itself"),
    "environment": ("name: ${oc.env:HOME}", "line 2: ${oc.env:HOME} refers to another value"),
    "environment in quotes": ("name: '${oc.env:HOME}'", "refers to another value"),
    "another value": ("patience: {balk_prob: '${redial.after_abandon_prob}'}", "refers to another value"),
    "reference in a key": ("${oc.env:HOME}: 1", "refers to another value"),
    "reference in a list": ("demand: {profile: ['${oc.env:HOME}']}", "refers to another value"),
    "missing value": ("patience:\n  balk_prob: ???", "line 3: ??? stands for a missing value; write the value"),
    "octal number": (
        "patience: {balk_prob: 0777}", "line 2: 0777 would be read as an octal number; write 777, or put it in quotes"),
    "octal zero": ("run: {seed: 007}", "line 2: 007 would be read as an octal number; write 7"),
    "number to base 60": ("centre: {opens_h: 8:00}", "line 2: 8:00 would be read as a number to base 60; put it in quotes"),
    "fraction to base 60": ("centre: {opens_h: 8:30.5}", "line 2: 8:30.5 would be read as a number to base 60"),
    "settings of Hydra": ("hydra: {run: {dir: out}}", "hydra: Hydra's own settings have no place here"),
    "defaults of Hydra": ("defaults: [override hydra/launcher: basic, _self_]", "is no scenario and no part"),
    "defaults 5": ("defaults: 5", "defaults: 5 is no scenario and no part; write a list such as"),
    "defaults null in a list": ("defaults: [null]", "defaults: null is no scenario and no part"),
    "defaults with a list": ("defaults: [[base]]", "is no scenario and no part"),
    "defaults with keys": ("defaults: {a: b}", "is no scenario and no part"),
    "defaults text": ("defaults: base", "is no scenario and no part"),
    "defaults of no scenario": ("defaults: [nowhere_at_all, _self_]", "defaults: there is no scenario nowhere_at_all"),
    "defaults in another folder": ("defaults: [../../etc/passwd, _self_]", "defaults: there is no scenario ../../etc/passwd"),
    "builds on itself": ("defaults: [mine, _self_]", "builds on itself; see its defaults"),
    "unknown section": ("nothing: {balk_prob: 0.1}", "nothing: unknown key"),
    "section with a number": ("patience: 5", "patience = 5: expected keys"),
    "section with null": ("patience: null", "patience = null: expected keys"),
    "number as a key": ("patience: {5: 1}", "patience.5: a name must be a text; put it in quotes"),
    "true as a key": ("patience: {yes: 1}", "patience.True: a name must be a text; put it in quotes"),
    "not a number": ("patience: {balk_prob: .nan}", "patience.balk_prob = nan"),
    "infinity": ("patience: {balk_prob: .inf}", "patience.balk_prob = inf"),
    "empty name": ("name: ''", "name: empty; write a name"),
    "name of a shipped scenario": ("name: aht_cap_180", "the name aht_cap_180 is a shipped scenario's"),
    "date that is none": ("centre: {first_day: 2026-99-99}", "centre.first_day = '2026-99-99': expected a date"),
    "a source that is a list": ("patience: {balk_prob: 0.1}\nsources: [1]", "expected one line of text for each key"),
}
# What looks strange and is right.
ACCEPTED = {
    "comments alone": "",
    "anchor and alias": "patience: &p {balk_prob: 0.1}\nredial: {after_abandon_prob: 0.5}\n",
    "alias": "patience: {balk_prob: &b 0.1}\nredial: {after_abandon_prob: *b}\n",
    "end of the document": "patience: {balk_prob: 0.1}\n...\n",
    "exponent without a point": "patience: {balk_prob: 1e-1}\n",
    "JSON": '{"patience": {"balk_prob": 0.1}}',
    "carriage returns": "patience:\r\n  balk_prob: 0.1\r\n",
    "time of day in quotes": "centre: {opens_h: '8:00'}\n",
    "Danish letters": "name: kundeservice på Ærø\n",
    "source of everything": "patience: {balk_prob: 0.1}\nsources: {'*': my own measurement}\n",
}


def written(folder: Path, text: str | bytes, name: str = "mine.yaml") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else (HEAD + text).encode())
    return file


def refusal(name: str | Path, overrides: list[str] | None = None, config_dir: Path | None = None) -> str:
    with pytest.raises(ConfigError) as error:
        sim.load(str(name), overrides or [], config_dir)
    return str(error.value)


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_in_one_line(tmp_path, case):
    text, line = REFUSED[case]
    found = refusal(written(tmp_path, text))
    assert line in found
    assert len(found.splitlines()) == 1
    assert len(found) < 700


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_strange_file_is_read(tmp_path, case):
    assert sim.load(str(written(tmp_path, ACCEPTED[case]))).name


def test_each_door_uses_the_same_reader(tmp_path, capsys):
    """A scenario's file, one of a folder, a part, a file that another builds on, an experiment, ranges."""
    text, line = REFUSED["anchor bomb"][0], REFUSED["anchor bomb"][1]
    assert line in refusal(written(tmp_path, text))
    assert line in refusal("mine", config_dir=tmp_path)
    (tmp_path / "costs").mkdir()
    written(tmp_path / "costs", text, "dear.yaml")
    written(tmp_path, "", "mine.yaml")
    assert line in refusal("mine", ["costs=dear"], tmp_path)
    written(tmp_path, "defaults: [override /costs: dear, _self_]\n", "by_part.yaml")
    assert line in refusal("by_part", config_dir=tmp_path)
    written(tmp_path, text, "below.yaml")
    written(tmp_path, "defaults: [below, _self_]\n", "above.yaml")
    assert line in refusal("above", config_dir=tmp_path)
    question = written(tmp_path, text, "question.yaml")
    capsys.readouterr()
    assert main(["experiment", str(question)]) == 2
    assert main(["validate", str(question)]) == 2
    assert main(["play", str(question)]) == 2
    assert main(["run", f"scenario={question}"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line in row for row in printed.err.splitlines()] == [True] * 4


def test_only_regular_files_are_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    (tmp_path / "nothing.yaml").symlink_to(tmp_path / "removed")
    (tmp_path / "round.yaml").symlink_to(tmp_path / "round.yaml")
    (tmp_path / "folder.yaml").mkdir()
    assert "is no regular file" in refusal(tmp_path / "pipe.yaml")
    assert "is no regular file" in refusal(tmp_path / "device.yaml")
    assert "there is no such file" in refusal(tmp_path / "nothing.yaml")
    assert "cannot be read: Too many levels of symbolic links" in refusal(tmp_path / "round.yaml")
    assert "is a folder" in refusal(tmp_path / "folder.yaml")
    written(tmp_path, "", "good.yaml")
    assert sim.load("good", config_dir=tmp_path).name == "good"     # the others do no harm
    (tmp_path / "costs").mkdir()
    os.mkfifo(tmp_path / "costs" / "bare.yaml")
    assert sim.load("good", config_dir=tmp_path).name == "good"


@pytest.mark.parametrize("name", ["x" * 300 + ".yaml", "x" * 300, "a\0b.yaml", "/" + "y/" * 3000 + "z.yaml", "/dev/null/x.yaml",
                                  "no/such/folder/x.yaml", "~nobody_at_all/x.yaml", " ", "\n", "../..", ".", "CON.yaml"])
def test_a_name_that_no_file_has(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = refusal(name)
    assert len(found) < 400
    assert "there is no such" in found or "is a folder" in found or "cannot be read" in found


def test_twenty_thousand_unknown_keys(tmp_path):
    """The first twenty are named, and how many more there are."""
    found = refusal(written(tmp_path, "".join(f"key_{i}: {i}\n" for i in range(20_000)))).splitlines()
    assert found[0].startswith("key_0: unknown key.")
    assert found[19].startswith("key_19: unknown key.")
    assert found[20:] == ["... and 19980 more."]
    found = refusal(written(tmp_path, "patience:\n" + "".join(f"  key_{i}: {i}\n" for i in range(20_000)))).splitlines()
    assert found[20:] == ["... and 19980 more."]


def test_files_beside_a_file_are_found(tmp_path):
    """Parts beside it, and in a flat folder the scenarios that it builds on."""
    (tmp_path / "redial").mkdir()
    often = tmp_path / "redial" / "often.yaml"
    text = (data_folder("scenarios") / "redial" / "bare.yaml").read_text(encoding="utf-8")
    assert "after_abandon_prob: 0.0\n" in text
    often.write_text(text.replace("after_abandon_prob: 0.0\n", "after_abandon_prob: 0.9\n"), encoding="utf-8")
    lower = written(tmp_path, "patience: {balk_prob: 0.1}\n", "lower.yaml")
    upper = written(tmp_path, "defaults: [lower, _self_]\nleadership: {n_coaches: 2}\n", "upper.yaml")
    by_part = written(tmp_path, "defaults: [override /redial: often, _self_]\n", "by_part.yaml")
    for name, folder in ((str(upper), None), ("upper", tmp_path)):
        found = sim.load(name, config_dir=folder)
        assert (found.params.patience.balk_prob, found.params.leadership.n_coaches) == (0.1, 2)
        assert found.sources["patience.balk_prob"] == "changed by scenario lower"
        assert found.sources["leadership.n_coaches"] == "changed by scenario upper"
    assert sim.load(str(lower), ["redial=often"]).params.redial.after_abandon_prob == 0.9
    assert sim.load(overrides=[f"scenario={lower}", "redial=often"]).params.redial.after_abandon_prob == 0.9
    assert sim.load(str(by_part)).params.redial.after_abandon_prob == 0.9
    assert main(["validate", str(lower), "redial=often"]) == 0
    often.write_text(text.replace("after_abandon_prob: 0.0\n", "after_abandon_prob: 0.8\n"), encoding="utf-8")
    assert sim.load(str(by_part)).params.redial.after_abandon_prob == 0.8
    lower.write_text(HEAD + "patience: {balk_prob: 0.2}\n")
    assert sim.load(str(upper)).params.patience.balk_prob == 0.2
    written(tmp_path, "defaults: [three, _self_]\n", "two.yaml")
    written(tmp_path, "defaults: [two, _self_]\n", "three.yaml")
    assert "builds on itself" in refusal("two", config_dir=tmp_path)


def test_a_source_of_everything(tmp_path):
    found = sim.load(str(written(tmp_path, "patience: {balk_prob: 0.1}\nsources: {'*': counted in May}\n")))
    assert found.sources["patience.balk_prob"] == "changed by scenario mine: counted in May"
    assert "counted in May" not in found.sources["redial.after_abandon_prob"]


# --- anything ---------------------------------------------------------------------------------------------------

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-10**9, 10**9), st.floats(allow_nan=False, allow_infinity=False),
                    st.text(string.ascii_letters + string.digits + " æøå_.:-#{}[]&*!|>%@`'\"?,", max_size=12))
PLAIN = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
    st.text(string.ascii_lowercase, min_size=1, max_size=6), inner, max_size=4), max_leaves=20)
MARKS = st.text(" \n\t-:?,[]{}#&*!|>'\"%@`abc019._~=<$", max_size=80)
YAML = st.lists(st.sampled_from(
    ["a: ", "b: ", "- ", "[", "]", "{", "}", ", ", "\n", "\n  ", "&x ", "*x",
     "!!int ", "!!timestamp ", "2026-01-05", "1e5", "0x1F", "08",
     "1_000", ".inf", "~", "|\n  ", ">-\n ", "'", '"', "<<: ", "? ",
     "%YAML 1.1\n", "---\n", "...\n", "é", "\u2028", "${a}", "1:30"]),
    max_size=25).map("".join)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(PLAIN)
def test_plain_values_are_read_as_hydra_reads_them(value):
    text = yaml.safe_dump({"a": value}, allow_unicode=True)
    assert same_as_hydra(text)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(MARKS | YAML)
def test_any_text_is_read_as_hydra_reads_it_or_refused(text):
    assert same_as_hydra(text)


@pytest.mark.verify
@settings(deadline=None, max_examples=30_000, database=None)
@given(MARKS | YAML | st.text(max_size=200))
def test_very_many_texts(text):
    assert same_as_hydra(text)


def same_as_hydra(text: str) -> bool:
    """Whether a text is refused, or has the value that OmegaConf reads."""
    try:
        found = parsed(text, "text")
        if isinstance(found, dict):
            found = keys_of(text, "text")
    except ConfigError as error:
        return len(str(error).splitlines()) == 1
    if not isinstance(found, dict):
        return True
    return repr(found) == repr(OmegaConf.to_container(OmegaConf.create(text), resolve=False))


def test_shipped_files_are_read_as_hydra_reads_them():
    root = Path(__file__).parents[2]
    files = [*root.glob("scenarios/**/*.yaml"), *root.glob("experiments/**/*.yaml")]
    assert len(files) > 150
    for file in files:
        found = OmegaConf.to_container(OmegaConf.create(file.read_text(encoding="utf-8")), resolve=False)
        assert isinstance(found, dict)
        assert repr(read_yaml(file)) == repr({str(key): value for key, value in found.items()})


# --- files that build on others ---------------------------------------------------------------------------------

BY_PART = HEAD + "defaults: [override /redial: often, _self_]\n"
CHAIN = {f"s{i}.yaml": HEAD + f"defaults: [s{i + 1}, _self_]\n" for i in range(500)} | {"s500.yaml": HEAD}
TWICE = {f"s{i}.yaml": HEAD + f"defaults: [s{i + 1}, s{i + 1}, _self_]\n" for i in range(30)} | {"s30.yaml": HEAD}
# Files of a folder, the scenario that is loaded, and what the one line of its refusal says.
TREES: dict[str, tuple[dict[str, str], str, str]] = {
    "a chain of 500": (CHAIN, "s0", "builds on more than 50 files."),
    "each twice, 30 levels": (TWICE, "s0", "builds on more than 50 files."),
    "10 000 entries": (
        {"mine.yaml": HEAD + "defaults: [" + "aht_cap_180, " * 10_000 + "_self_]\n"}, "mine", "more than 50 files."),
    "a part that builds on itself": ({"mine.yaml": BY_PART, "redial/often.yaml": "defaults: [often, _self_]\n"}, "mine",
                                     "often.yaml: builds on itself; see its defaults."),
    "parts that build on each other": ({"mine.yaml": BY_PART, "redial/often.yaml": "defaults: [more, _self_]\n",
                                        "redial/more.yaml": "defaults: [often, _self_]\n"}, "mine", "builds on itself"),
    "a part that builds on a file elsewhere": (
        {"mine.yaml": BY_PART, "redial/often.yaml": "defaults: [../../x, _self_]\n"}, "mine",
                                               "often.yaml: defaults: '../../x' is no file of redial."),
    "a part that builds on another part": ({"mine.yaml": BY_PART, "redial/often.yaml": "defaults: [{/costs: bare}, _self_]\n"},
                                           "mine", "is no file of redial."),
    "a part on one with a tag": ({"mine.yaml": BY_PART, "redial/often.yaml": "defaults: [more, _self_]\n",
                                  "redial/more.yaml": "after_abandon_prob: !!int abc\n"}, "mine", "line 1: !!int is a tag"),
    "a part on one with the environment": ({"mine.yaml": BY_PART, "redial/often.yaml": "defaults: [more, _self_]\n",
                                            "redial/more.yaml": "after_abandon_prob: ${oc.env:HOME}\n"}, "mine",
                                           "line 1: ${oc.env:HOME} refers to another value"),
    "a part for Hydra": ({"mine.yaml": BY_PART, "redial/often.yaml": "# @package hydra.run\ndir: x\n"}, "mine",
                         "often.yaml: # @package hydra.run: only `# @package _global_` may stand at the head of a file."),
    "a scenario for Hydra": ({"mine.yaml": "# @package hydra\n" + HEAD}, "mine", "# @package hydra: only"),
    "a scenario for two": ({"mine.yaml": HEAD + "# @package hydra\n"}, "mine", "# @package hydra: only"),
    "a line of Hydra without a value": ({"mine.yaml": HEAD + "# @x\nname: mine\n"}, "mine", "# @x: only"),
    "a line of Hydra with three words": ({"mine.yaml": HEAD + "# @a b c\nname: mine\n"}, "mine", "# @a b c: only"),
}


@pytest.mark.parametrize("case", TREES)
def test_bad_files_below_a_scenario_are_refused_in_one_line(tmp_path, case):
    files, name, line = TREES[case]
    for place, text in files.items():
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(text)
    found = refusal(name, config_dir=tmp_path)
    assert line in found
    assert len(found.splitlines()) == 1


def test_a_part_may_build_on_a_shipped_one(tmp_path):
    (tmp_path / "redial").mkdir()
    (tmp_path / "redial" / "often.yaml").write_text("defaults: [danish_subscription, _self_]\nafter_abandon_prob: 0.9\n")
    written(tmp_path, BY_PART.removeprefix(HEAD))
    found = sim.load("mine", config_dir=tmp_path).params.redial
    assert found.after_abandon_prob == 0.9
    assert found.after_blocked_prob == sim.load().params.redial.after_blocked_prob
