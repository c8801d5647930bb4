"""Units of time: seconds, days, weeks, months and years; and the weekdays."""

from typing import Literal

MINUTE_S = 60.0
HOUR_S = 3600.0
DAY_S = 86400.0
WEEK_DAYS = 7
YEAR_DAYS = 365.0
MONTH_DAYS = YEAR_DAYS / 12.0
WEEKS_PER_MONTH = MONTH_DAYS / WEEK_DAYS
MONTHS_PER_YEAR = 12.0
LONGEST_YEARS = 1000.0         # no duration is longer, so that sums of days stay far within 64 bits
LONGEST_S = LONGEST_YEARS * YEAR_DAYS * DAY_S

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
