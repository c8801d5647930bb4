"""Kroner, dates and numbers as the reader writes them, by babel."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

LOCALES = {"en": "en_GB", "da": "da_DK"}


def kroner(dkk: float, language: str) -> str:
    """Whole kroner: `1.234.567 kr.`, `DKK 1,234,567`.

    >>> kroner(1234567.4, "da").replace(chr(160), " "), kroner(-5.0, "en").replace(chr(160), " ")
    ('1.234.567 kr.', '-DKK 5')
    """
    pattern = "#,##0 ¤" if language == "da" else "¤\u00a0#,##0"
    return str(format_currency(round(dkk), "DKK", format=pattern, locale=LOCALES[language], currency_digits=False))


def number(x: float, language: str) -> str:
    """A number of an input: `0,75`, `24 000`.

    >>> number(0.75, "da"), number(24000, "en")
    ('0,75', '24,000')
    """
    return str(format_decimal(x, format="#,##0.###", locale=LOCALES[language]))


def day(when: date, language: str) -> str:
    """A date in full.

    >>> day(date(2026, 1, 5), "da")
    'mandag den 5. januar 2026'
    """
    return str(format_date(when, format="full", locale=LOCALES[language]))


def clock(hours: float) -> str:
    """An hour of the day.

    >>> clock(8.5)
    '08:30'
    """
    return f"{int(hours):02d}:{round(hours % 1 * 60):02d}"
