"""The report: one file, complete, valid, safe, and with its limitations."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.config.errors import ConfigError
from sim.experiment.answer import Answer
from sim.findings.verdict import headline
from sim.i18n.translate import Translator
from sim.kpis import KPIS
from sim.reporting import report
from sim.reporting.report import html, write_report
from tests.answers import made, money_of, renamed, scenario

TR = Translator()
CANCELLED = {"meta", "br", "hr", "img", "input", "link", "area", "base", "col", "embed", "source", "track", "wbr"}


class Page(HTMLParser):
    """Parts of a page; raises an error for tags that are not closed or closed in the wrong order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.errors: list[str] = []
        self.feed(source)
        self.close()
        self.errors += [f"{tag} is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.errors += [f"{tag} has {name} twice" for name in set(names) if names.count(name) > 1]
        self.tags.append((tag, dict(attrs)))
        if tag not in CANCELLED:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"{tag} is closed where it should not be")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", " ".join(data.split())))

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None]

    def text(self, *without: str) -> str:
        return " ".join(data for tag, data in self.texts if tag not in ("style", *without))


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of words and tables: drawing takes most of a report's time."""
    monkeypatch.setattr(report, "_figures", lambda *_: iter(()))


@pytest.fixture(scope="session")
def pages(page: str, big_page: str) -> dict[str, str]:
    """Reports of every sort of answer."""
    one_run = made(["base", "aht_cap_180"], n=1)
    no_extras = made(["base", "aht_cap_180"], story_other=None)
    return {
        "two": page,
        "seven": big_page,
        "alone": html(made(["base"], name="run", question=""), TR),
        "one replication": html(one_run, TR),
        "no story, no map": html(no_extras, TR),
        "strangers": html(strangers(), TR),
    }


def strangers() -> Answer:
    """A bare queue: customers without attitude, and no recorded day."""
    answer = made(["base", "aht_cap_180"], story_other=None)
    gone = ["nps", "churn_per_year", "attitude", "customers_at_end", "csat_share", "cost"]
    numbers = answer.differences.columns.drop(["scenario", "kpi", "n"])
    differences = answer.differences.copy()
    differences.loc[differences["kpi"].isin(gone), numbers] = np.nan
    drift = answer.drift.assign(nps=np.nan, n_customers=np.nan)
    scenarios = (replace(scenario("bare_queue"), name="base"), answer.scenarios[1])
    return replace(answer, scenarios=scenarios, differences=differences, drift=drift, day=answer.day.iloc[:0])


SORTS = ["two", "seven", "alone", "one replication", "no story, no map", "strangers"]


@pytest.mark.parametrize("sort", SORTS)
def test_the_page_is_sound(sort: str, pages: dict[str, str]) -> None:
    page = Page(pages[sort])
    assert page.errors == []
    tags = Counter(tag for tag, _ in page.tags)
    assert tags["html"] == tags["head"] == tags["body"] == tags["main"] == tags["h1"] == 1
    assert tags["title"] == 1 + tags["svg"]
    ids = page.values("id")
    assert [name for name, n in Counter(ids).items() if n > 1] == []
    assert {link[1:] for link in page.values("href") if link.startswith("#")} <= set(ids)
    named = {name for value in page.values("aria-labelledby") for name in value.split()}
    assert named <= set(ids)
    used = set(re.findall(r"url\(#([^)]+)\)", pages[sort]))
    assert used <= set(ids)


@pytest.mark.parametrize("sort", SORTS)
def test_nothing_comes_from_outside(sort: str, pages: dict[str, str]) -> None:
    page = Page(pages[sort])
    assert not {"script", "link", "iframe", "img", "object", "embed", "image", "base"} & {
        tag for tag, _ in page.tags
    }
    assert all(value.startswith("#") for name in ("href", "src", "xlink:href") for value in page.values(name))
    assert "://" not in pages[sort]
    assert not re.search(r"url\((?!#)|@import|@font-face", pages[sort])


@pytest.mark.parametrize("sort", SORTS)
def test_screen_readers_have_texts(sort: str, pages: dict[str, str]) -> None:
    page = Page(pages[sort])
    tags = [tag for tag, _ in page.tags]
    assert all(attrs.get("role") == "img" for tag, attrs in page.tags if tag == "svg")
    assert tags.count("desc") == tags.count("svg")
    assert len([text for tag, text in page.texts if tag == "desc" and len(text) > 20]) == tags.count("svg")
    assert tags.count("caption") == tags.count("table")
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_same_answer_gives_the_same_bytes(two: Answer, page: str) -> None:
    assert html(two, TR) == page


@pytest.mark.parametrize("fixture", ["two", "seven"])
def test_the_question_and_the_answer_come_first(
    fixture: str, pages: dict[str, str], request: pytest.FixtureRequest
) -> None:
    answer: Answer = request.getfixturevalue(fixture)
    output = headline(answer, TR)
    text = Page(pages[fixture]).text("title", "desc").replace("\u00a0", " ")
    places = [text.index(part.replace("\u00a0", " ")) for part in (answer.question, output.lead, output.sure)]
    assert places == sorted(places)
    assert places[0] < 200


def test_every_measure_value_and_verdict_is_in_the_tables(two: Answer, page: str) -> None:
    text = Page(page).text("desc").replace("\u00a0", " ").replace("\u202f", "")
    value: Any = two.differences.set_index(["scenario", "kpi"])
    for kpi, scale in (("nps", 1.0), ("fcr_share", 100.0), ("churn_per_year", 100.0)):
        row = value.loc[("aht_cap_180", kpi)]
        half = scale * (row["high"] - row["low"]) / 2
        decimals = 2 if kpi == "churn_per_year" else 1
        written = f"{scale * row['difference']:+.{decimals}f} ± {half:.{decimals}f}".replace("-", "−")
        assert written in text, kpi
    assert "✗ worse" in text
    assert all(KPIS[kpi].definition in text for kpi in ("nps", "work_per_case_s"))


def test_undecided_is_called_undecided(seven: Answer, big_page: str) -> None:
    rows = re.findall(r"<tr>.*?</tr>", big_page, flags=re.DOTALL)
    (row,) = [
        row
        for row in rows
        if "<code>aht_cap_300</code>" in row and "NPS" not in row and "± " not in row and "±" in row
    ]
    assert row.count("≈ no clear difference") == len(seven.decide_on)
    assert "better" not in row
    assert "worse" not in row


def test_one_replication_claims_nothing(pages: dict[str, str]) -> None:
    page = Page(pages["one replication"])
    text = page.text("desc", "text", "tspan")
    assert "? one replication, no interval" in text
    assert "✓" not in text
    assert "✗" not in text
    assert "nan" not in text.lower().split()


@pytest.mark.parametrize("sort", SORTS)
def test_nothing_that_is_missing_shows_as_nan_or_none(sort: str, pages: dict[str, str]) -> None:
    words = Page(pages[sort]).text().split()
    assert not {"nan", "NaN", "None", "inf", "-inf"} & set(words)


def test_sections_are_there_when_there_is_something_in_them(pages: dict[str, str]) -> None:
    sections = {
        sort: {v for v in Page(page).values("id") if not v.count("-")} for sort, page in pages.items()
    }
    always = {"answer", "decided", "money", "numbers", "method", "limits"}
    assert all(always <= found for found in sections.values())
    assert {"map", "day", "year", "story"} <= sections["two"]
    assert not {"map", "story"} & sections["no story, no map"]
    assert not {"map", "story"} & sections["alone"]
    assert not {"day", "story"} & sections["strangers"]
    assert 'id="break-even"' in pages["two"]
    assert 'id="break-even"' not in pages["alone"]


def test_hostile_names_and_texts_are_only_text(two: Answer) -> None:
    hostile = '"><script>alert(1)</script><b onmouseover=x>{{ 7*7 }} & $x$'
    answer = replace(
        renamed(two, hostile), question=hostile, name=hostile, unfinished=((hostile, 3, hostile),)
    )
    page = Page(html(answer, TR))
    assert page.errors == []
    assert not {"script", "b"} & {tag for tag, _ in page.tags}
    assert not page.values("onmouseover")
    assert " ".join(hostile.split()) in page.text()
    assert "49" not in page.text("text").split()


@pytest.mark.usefixtures("no_figures")
def test_failed_replications_are_stated_at_the_top(two: Answer) -> None:
    answer = replace(two, unfinished=(("aht_cap_180", 4, "the queue grew past 5000 customers"),))
    text = Page(html(answer, TR)).text("title").replace("\u00a0", " ")
    assert text.index("Hard cap 180 s, replication 4: the queue grew past 5000 customers") < text.index(
        "The answer"
    )


@pytest.mark.usefixtures("no_figures")
def test_a_plan_over_the_budget_is_stated(two: Answer) -> None:
    names = ["base", "aht_cap_180"]
    over, within = (html(replace(two, money=money_of(names, limit)), TR) for limit in (8.0e6, 8.3e6))
    assert Page(over).text().count("over the budget") == 2
    assert "over the budget" not in Page(within).text()
    assert "no limit" not in within.split('id="money"')[1].split("</section>")[0]


def test_the_two_break_evens_stand_side_by_side(page: str) -> None:
    text = Page(page).text().replace("\u00a0", " ")
    assert "Break-even per solved case" in text
    assert "Break-even per case opened" in text
    assert "240 s at 80% is as much work as 180 s at 60%" in text


def test_every_parameter_is_printed_with_its_source(page: str, two: Answer) -> None:
    text = Page(page).text()
    base = two.scenarios[0]
    assert "changed by scenario aht_cap_180" in text
    for key, source in base.sources.items():
        assert key in text
        assert " ".join(source.split()) in text, key


def test_a_large_sweep_draws_some_and_lists_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_DRAWN", 3)
    answer = made(["base", "aht_cap_180"], story_other=None)
    names = [f"s{i}" for i in range(3)]

    def copied(table: str) -> object:
        rows = getattr(answer, table)
        last = rows[rows["scenario"] == "aht_cap_180"]
        return type(rows)(
            np.concatenate(
                [
                    rows.to_numpy(dtype=object),
                    *(last.assign(scenario=name).to_numpy(dtype=object) for name in names),
                ]
            ),
            columns=rows.columns,
        ).infer_objects()

    scenarios = (*answer.scenarios, *(replace(answer.scenarios[1], name=name) for name in names))
    tables = {table: copied(table) for table in ("runs", "differences", "drift", "day", "money")}
    page = Page(html(replace(answer, scenarios=scenarios, **tables), TR))  # type: ignore[arg-type]
    assert page.errors == []
    assert f"The figure shows the first 3 of {len(scenarios)} scenarios" in page.text()
    assert all(name in page.text("text", "desc") for name in names)


@pytest.mark.usefixtures("no_figures")
def test_the_file_is_written_whole(two: Answer, tmp_path: Path) -> None:
    file = write_report(two, tmp_path / "new" / "folder" / "report.html")
    assert file.read_text(encoding="utf-8") == html(two, TR)
    assert [path.name for path in file.parent.iterdir()] == ["report.html"]


@pytest.mark.usefixtures("no_figures")
def test_a_place_that_cannot_be_written_is_one_line(two: Answer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ConfigError) as caught:
        write_report(two, tmp_path / "file" / "report.html")
    (line,) = caught.value.lines
    assert line.startswith(f"report {tmp_path / 'file' / 'report.html'}: cannot be written")
    assert (tmp_path / "file").read_text() == "mine"
