"""Every text that a reader of a report, a figure or the terminal sees, by key and language.

A table per language, each with the same keys: `english.py` and `danish.py` with their parts. A further language is one
more table here.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sim.i18n.danish import DANISH
from sim.i18n.danish_desk import DANISH_DESK
from sim.i18n.english import ENGLISH
from sim.i18n.english_desk import ENGLISH_DESK

TEXTS: Mapping[str, Mapping[str, str]] = {"en": ENGLISH | ENGLISH_DESK, "da": DANISH | DANISH_DESK}


def text(key: str, language: str = "en", **values: object) -> str:
    """The text under a key, with the values that it names filled in.

    Args:
        key: as `report.question`.
        language: `en` or `da`.
        values: what stands in braces in the text.

    Raises:
        KeyError: no such language, no such key, or a value that the text names is missing.

    >>> text("verdict.better")
    'better'
    """
    return TEXTS[language][key].format(**values)


class Words(NamedTuple):
    """A language to speak: `say = Words("en")`, then `say("verdict.better")`."""

    language: str = "en"

    def __call__(self, key: str, **values: object) -> str:
        return text(key, self.language, **values)

    def maybe(self, key: str) -> str | None:
        """The text under a key that need not exist, as the name of a user's own scenario."""
        return TEXTS[self.language].get(key)

    def listed(self, items: list[str]) -> str:
        """Items as a reader writes them.

        >>> Words().listed(["waits", "costs", "churn"])
        'waits, costs and churn'
        """
        if len(items) < 2:
            return "".join(items)
        return self("list.last", before=self("list.comma").join(items[:-1]), last=items[-1])

    def counted(self, key: str, n: int, **values: object) -> str:
        """A number of things: the text under `key`.one or `key`.many.

        >>> Words().counted("count.call", 1), Words().counted("count.call", 3)
        ('1 call', '3 calls')
        """
        return self(f"{key}.{'one' if n == 1 else 'many'}", n=n, **values)
