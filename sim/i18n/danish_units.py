"""Parametrenes enheder på dansk, og hvem der har ændret dem."""

from typing import Final

DANISH_UNITS: Final[dict[str, str]] = {
    "": "",
    "1/SD": "1/SD",
    "1/day": "pr. dag",
    "1/h": "pr. time",
    "1/min": "pr. min",
    "1/month": "pr. måned",
    "1/week": "pr. uge",
    "1/year": "pr. år",
    "DKK": "kr.",
    "DKK/month": "kr./måned",
    "DKK/year": "kr./år",
    "SD": "SD",
    "SD/h": "SD/time",
    "SD/month": "SD/måned",
    "days": "dage",
    "h": "timer",
    "h/month": "timer/måned",
    "h/week": "timer/uge",
    "min": "min",
    "months": "måneder",
    "points": "point",
    "s": "s",
    "weeks": "uger",
    "years": "år",
}

# Who changed a value; where it came from at first stands as in the scenario's file, a quotation.
DANISH_CHANGED: Final[tuple[tuple[str, str], ...]] = (
    ("described at the desk", "beskrevet ved skrivebordet"),
    ("changed at the desk", "ændret ved skrivebordet"),
    ("set by an expert at the desk", "sat af en ekspert ved skrivebordet"),
    ("changed on the command line", "ændret på kommandolinjen"),
    ("changed by scenario ", "ændret af scenariet "),
    ("no source given", "ingen kilde angivet"),
)
