"""Numbers, money, dates and times in the reader's language, by babel: `1,234.5` in English, `1.234,5` in Danish."""

import math
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_currency, format_decimal, get_decimal_symbol, parse_pattern

from sim.i18n.translate import Message, Translator, message

MISSING = "–"
SPACE = "\u00a0"  # no line break here
MINUS = "−"
SECONDS, MINUTES, PERCENT = message("s"), message("min"), message("%")


def number(x: float, decimals: int, tr: Translator, sign: bool = False) -> str:
    """A number with a fixed number of decimals, a real minus sign, and a dash for a missing value.

    >>> [number(x, 1, Translator()) for x in (1234567.89, -0.04, math.nan)]
    ['1,234,567.9', '0.0', '–']
    >>> number(0.5, 1, Translator(), sign=True), number(-0.5, 1, Translator("da"), sign=True)
    ('+0.5', '−0,5')
    """
    if math.isnan(x):
        return MISSING
    rounded = round(x, decimals) + 0.0  # + 0.0 makes minus zero plain
    text = format_decimal(abs(rounded), format=_pattern(decimals), locale=tr.locale)
    return f"{MINUS if rounded < 0 else '+' if sign and rounded > 0 else ''}{text}"


def plain_number(x: float, tr: Translator) -> str:
    """An input number with only the decimals that it has: `0,75`, `24.000`.

    >>> plain_number(0.75, Translator("da")), plain_number(24000, Translator())
    ('0,75', '24,000')
    """
    return str(format_decimal(x, format="#,##0.############", locale=tr.locale))


def percent(share: float, decimals: int, tr: Translator) -> str:
    """A share in per cent.

    >>> percent(0.713, 1, Translator()), percent(0.713, 1, Translator("da"))
    ('71.3%', '71,3\\xa0%')
    """
    return with_unit(number(100.0 * share, decimals, tr), PERCENT, tr)


def with_unit(written: str, unit: Message, tr: Translator) -> str:
    """A formatted number and its unit, without a line break between them; the space before % depends on the language."""
    name = tr(unit)
    if not name or written == MISSING:
        return written
    gap = "" if name.startswith("%") and _percent_is_close(tr.locale) else SPACE
    return f"{written}{gap}{name}"


def money(amount: float, tr: Translator) -> str:
    """A whole amount in the scenario's currency.

    >>> money(1234567.4, Translator("da")), money(-5.0, Translator()), money(5.0, Translator("en", "EUR"))
    ('1.234.567\\xa0kr.', '-DKK\\xa05', '€5')
    """
    pattern = Locale.parse(tr.locale).currency_formats["standard"].pattern.replace(".00", "")
    if pattern.startswith("¤") and tr.currency_name.isalpha():
        pattern = pattern.replace("¤", f"¤{SPACE}", 1)
    return str(format_currency(round(amount), tr.currency, format=pattern, locale=tr.locale, currency_digits=False))


def duration(seconds: float, tr: Translator) -> str:
    """A length of time: seconds below one minute, else minutes and seconds.

    >>> [duration(x, Translator()) for x in (45.2, 60.0, 185.0, 3600.0)]
    ['45\\xa0s', '1\\xa0min', '3\\xa0min 5\\xa0s', '60\\xa0min']
    """
    if math.isnan(seconds):
        return MISSING
    whole, rest = divmod(round(seconds), 60)
    parts = [with_unit(str(whole), MINUTES, tr)] if whole else []
    parts += [with_unit(str(rest), SECONDS, tr)] if rest or not whole else []
    return " ".join(parts)


def day_and_month(when: date, tr: Translator) -> str:
    """A date without its year.

    >>> day_and_month(date(2026, 1, 5), Translator()), day_and_month(date(2026, 1, 5), Translator("da"))
    ('Monday 5 January', 'mandag den 5. januar')
    """
    return str(format_date(when, format=tr("EEEE d MMMM"), locale=tr.locale))  # a pattern of CLDR


def clock(at_s: float) -> str:
    """Seconds since midnight as a time of day; after midnight the clock starts again at 0.

    >>> clock(8.5 * 3600 + 7), clock(86400 + 61)
    ('08:30:07', '00:01:01')
    """
    at = int(at_s) % 86400
    return f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}"


def hour(hours: float) -> str:
    """An hour of the day.

    >>> hour(8.5)
    '08:30'
    """
    return f"{int(hours):02d}:{round(hours % 1 * 60):02d}"


def decimal_mark(tr: Translator) -> str:
    """The decimal separator."""
    return str(get_decimal_symbol(tr.locale))


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0." + "0" * decimals if decimals else "#,##0")


@cache
def _percent_is_close(locale: str) -> bool:
    return bool(Locale.parse(locale).percent_formats[None].pattern.endswith("0%"))
