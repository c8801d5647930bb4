"""Parts of the page as HTML: cards of measures, links of the causal chain, a narrowing interval.

Plain functions from numbers to text, without Streamlit.
"""

import base64
import math
import re
from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from sim.analysis.statistics.comparison import interval
from sim.findings import measures
from sim.findings.verdict import SYMBOLS, Compared, Verdict
from sim.i18n.translate import Message, Translator, message

_CERTAINTY: Mapping[Verdict, Message] = {
    Verdict.BETTER: message("clearly better"),
    Verdict.WORSE: message("clearly worse"),
    Verdict.HIGHER: message("clearly higher"),
    Verdict.LOWER: message("clearly lower"),
    Verdict.UNDECIDED: message("not clear after {n} simulated years: the interval includes zero"),
    Verdict.SAME: message("the same"),
    Verdict.UNSURE: message("one run, not certain yet"),
    Verdict.MISSING: message("not measured"),
}
_LEADS: Mapping[Verdict, Message] = {
    Verdict.WORSE: message("Clearly worse: {measures}."),
    Verdict.BETTER: message("Clearly better: {measures}."),
    Verdict.UNDECIDED: message("Not clear after {n} simulated years (the interval includes zero): {measures}."),
    Verdict.UNSURE: message("One simulated year so far; the next will show how certain this is."),
}
_LONGEST_ERROR = 400
_MARKS = re.compile(r"([\\`*_\[\]<>$~#:])")
CHAIN: Mapping[str, Message] = {  # from the lever to the result, each with why
    "fcr_share": message("A conversation that does not get the time its problem needs solves less. No study has measured "
                         "how much less."),
    "repeat_share": message("A customer who was not helped calls again, better prepared and for longer, or gives up."),
    "contacts_per_day": message("Repeat calls and redials come on top of new cases: more calls arrive."),
    "occupancy": message("More and longer contacts fill the agents’ day; above 85% strain builds up."),
    "asa_s": message("Near full load waits grow steeply; short conversations work against that."),
    "nps": message(
        "Unsolved conversations, repeat calls and waits change customers’ attitude; bad experiences count four times as much "
        "as good ones."),
    "churn_per_year": message("The worse the attitude, the sooner a customer leaves."),
    "margin": message("Each customer who stays brings in a margin."),
    "result": message("The margin less all costs of the centre."),
}
LINK_PARAMETERS = {  # parameters that determine a link of the chain most
    "fcr_share": ("conversation.steepness", "conversation.slack_share"),
    "repeat_share": ("repeats.return_prob",),
    "contacts_per_day": ("conversation.retained_work_share", "redial.after_abandon_prob"),
    "occupancy": ("workforce.strain_knee_occupancy",),
    "asa_s": ("patience.distribution",),
    "nps": ("customers.bad_news_weight", "customers.unsolved_logit"),
    "churn_per_year": ("customers.churn_per_year", "customers.churn_beta"),
    "margin": ("costs.margin_per_year",),
    "result": ("costs.agent_pay_per_month",),
}
STYLE = """<style>
.cc-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(13.5rem,1fr));gap:.8rem;margin:.4rem 0 1rem}
.cc-card{background:#fff;border:1px solid #d9dde2;border-left:6px solid #7d8590;border-radius:.7rem;padding:.7rem .9rem;
color:#1f2328;min-width:0;overflow-wrap:break-word}
.cc-card.better{border-left-color:#0072b2}.cc-card.worse{border-left-color:#d55e00}
.cc-name{font-size:.95rem;color:#4d5661;line-height:1.25}
.stMainBlockContainer{padding-top:4rem}
.stMainBlockContainer h1{font-size:1.8rem;padding:.2rem 0 .4rem}
.cc-gap{font-size:1.45rem;font-weight:700;line-height:1.2;font-variant-numeric:tabular-nums}
.better .cc-gap,.cc-better{color:#00618f}.worse .cc-gap,.cc-worse{color:#a84300}
.cc-said{font-size:.95rem;margin:.1rem 0}
.cc-level{font-size:.95rem;color:#4d5661}
.cc-lead{font-size:1.25rem;line-height:1.45;margin:.2rem 0 .6rem}
.cc-links{list-style:none;padding:0;margin:0}
.cc-link{display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:baseline;font-size:1.05rem}
.cc-link b{min-width:15rem}
.cc-arrow{color:#4d5661;padding-left:.6rem}
.cc-note{color:#4d5661;font-size:.95rem}
.cc-bar{position:relative;height:.9rem;margin:.15rem 0}.cc-bar i{position:absolute;top:50%;transform:translateY(-50%)}
.cc-zero{left:50%;height:100%;border-left:2px solid #1f2328}
.cc-span{height:.28rem;background:#7d8590}.cc-dot{width:.6rem;height:.6rem;margin-left:-.3rem;border-radius:50%;background:#7d8590}
.better .cc-span,.better .cc-dot{background:#0072b2}.worse .cc-span,.worse .cc-dot{background:#d55e00}
.cc-picture{display:block;max-width:100%;border-radius:.7rem}
.cc-theory .scroll{overflow-x:auto}.cc-theory table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
.cc-theory caption,.cc-theory .small{color:#4d5661;font-size:.9rem;text-align:left}
.cc-theory th,.cc-theory td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #d9dde2}
.cc-theory .n{text-align:right}.cc-theory .unit,.cc-theory th .small,.cc-theory .difference{display:block;font-weight:400}
.stMainBlockContainer h2{font-size:1.25rem;padding:.4rem 0 .2rem}
[data-testid=stStatusWidget],[data-testid=stFileUploaderDropzoneInstructions]{display:none}
[data-testid=stCaptionContainer],[data-testid=stCaptionContainer] *{color:#4d5661;opacity:1}
[data-testid=stCaptionContainer] code{font-size:.9em}
</style>"""


def card(row: Compared, n: int, tr: Translator) -> str:
    """One measure after n simulated years: the difference, its verdict, its interval drawn, and last the level."""
    side = {Verdict.BETTER: "better", Verdict.WORSE: "worse"}.get(row.verdict, "")
    gap = measures.difference(row.kpi, row.difference, row.half_width, tr, interval=False)
    half = "" if math.isnan(row.half_width) else f" ({measures.half_width(row.kpi, row.half_width, tr)})"
    level = tr(
        "from {today} to {what_if}",
        today=measures.value(row.kpi, row.base, tr), what_if=measures.value(row.kpi, row.value, tr))
    return (
        f'<div class="cc-card {side}" data-kpi="{row.kpi}"><div class="cc-name">{escape(measures.label(row.kpi, tr))}</div>'
        f'<div class="cc-gap">{escape(gap)}</div>'
        f'<div class="cc-said">{SYMBOLS[row.verdict]} {escape(tr(_CERTAINTY[row.verdict], n=n))}{escape(half)}</div>'
        f'{_bar(row)}<div class="cc-level">{escape(level)}</div></div>'
    )


def cards(rows: Sequence[Compared], n: int, tr: Translator) -> str:
    """The cards of several measures after n simulated years."""
    return f'<div class="cc-cards">{"".join(card(row, n, tr) for row in rows)}</div>'


def error(line: Message | str, tr: Translator) -> str:
    """An error message as plain text for a page that reads Markdown: what a visitor or a link wrote shows no picture or link.

    >>> print(error("![x](http://a)", Translator()))
    !\\[x\\](http\\://a)
    """
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", tr(line) if isinstance(line, Message) else line)
    return _MARKS.sub(r"\\\1", text if len(text) <= _LONGEST_ERROR else f"{text[:_LONGEST_ERROR]} …")


def _bar(row: Compared) -> str:
    """The interval and zero, drawn to its own scale."""
    if math.isnan(row.difference) or math.isnan(row.half_width):
        return ""
    most = 1.1 * (abs(row.difference) + row.half_width) or 1.0
    low, gap, high = (50.0 + 50.0 * (row.difference + step) / most for step in (-row.half_width, 0.0, row.half_width))
    return (
        '<div class="cc-bar" aria-hidden="true"><i class="cc-zero"></i>'
        f'<i class="cc-span" style="left:{low:.1f}%;width:{max(high - low, 0.6):.1f}%"></i>'
        f'<i class="cc-dot" style="left:{gap:.1f}%"></i></div>'
    )


def picture(content: bytes, kind: str, sentence: str) -> str:
    """An inline picture, with its text for screen readers."""
    inside = base64.b64encode(content).decode("ascii")
    width = ' width="720"' if kind == "image/svg+xml" else ""
    return f'<img class="cc-picture"{width} alt="{escape(sentence)}" src="data:{kind};base64,{inside}">'


def link(row: Compared, tr: Translator) -> str:
    """One link of the causal chain, with its number in both centres."""
    side = {Verdict.BETTER: "cc-better", Verdict.WORSE: "cc-worse"}.get(row.verdict, "")
    level = tr(
        "from {today} to {what_if}",
        today=measures.value(row.kpi, row.base, tr), what_if=measures.value(row.kpi, row.value, tr))
    gap = measures.difference(row.kpi, row.difference, row.half_width, tr)
    return (
        f'<div class="cc-link" data-kpi="{row.kpi}"><span class="cc-arrow" aria-hidden="true">↓</span>'
        f"<b>{escape(measures.label(row.kpi, tr))}</b><span>{escape(level)}</span>"
        f'<span class="{side}">{SYMBOLS[row.verdict]} {escape(gap)}</span></div>'
    )


def narrowing(values: Sequence[float], kpi: str, tr: Translator) -> tuple[str, str]:
    """The interval of a difference after 2, 3, ... replications as SVG, and its end in words."""
    scale, n = measures.form(kpi).scale, len(values)
    ends = [interval(scale * np.array(values[:k])) for k in range(2, n + 1)]
    sentence = tr(
        "{measure} after {n} simulated years: {gap}.",
        n=n,
        measure=measures.label(kpi, tr),
        gap=measures.difference(kpi, ends[-1].mean / scale, (ends[-1].high - ends[-1].low) / 2 / scale, tr),
    )
    low, high = min(0.0, *(end.low for end in ends)), max(0.0, *(end.high for end in ends))
    air = 0.06 * (high - low) or 1.0
    low, high = low - air, high + air

    def y(value: float) -> float:
        return round(240.0 * (high - value) / (high - low) + 10.0, 1)

    step = 600.0 / max(len(ends), 8)
    bars = ""
    for i, end in enumerate(ends):
        x = f"{60 + step * (i + 0.5):.1f}"
        bars += (
            f'<line x1="{x}" x2="{x}" y1="{y(end.low)}" y2="{y(end.high)}" stroke="#0072b2" stroke-width="3"/>'
            f'<circle cx="{x}" cy="{y(end.mean)}" r="4" fill="#0072b2"/>'
            f'<text x="{x}" y="275" font-size="13" text-anchor="middle" fill="#4d5661">'
            f"{i + 2 if len(ends) <= 20 or (i + 2) % 5 == 0 else ''}</text>"
        )
    zero = (
        f'<line x1="55" x2="660" y1="{y(0)}" y2="{y(0)}" stroke="#1f2328" stroke-dasharray="5 4"/>'
        f'<text x="50" y="{y(0) + 4}" font-size="13" text-anchor="end" fill="#1f2328">0</text>'
    )
    axis = tr("simulated years")
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 300" font-family="sans-serif" role="img">'
        f"<title>{escape(sentence)}</title>{zero}{bars}"
        f'<text x="360" y="295" font-size="13" text-anchor="middle" fill="#4d5661">{escape(axis)}</text></svg>'
    )
    return drawing, sentence


def lead(rows: Mapping[str, Compared], kpis: Sequence[str], n: int, tr: Translator) -> str:
    """The answer after n replications in one or two sentences, derived from the numbers."""
    parts = []
    for verdict in _LEADS:
        named = [measures.in_sentence(kpi, tr) for kpi in kpis if kpi in rows and rows[kpi].verdict is verdict]
        if named:
            parts.append(tr(_LEADS[verdict], n=n, measures=tr.listed(named)))
    same = all(rows[kpi].verdict is Verdict.SAME for kpi in kpis if kpi in rows)
    return " ".join(parts) if parts else tr(
        "Nothing changes: both centres are the same. Move a slider on the left.") if same else ""
