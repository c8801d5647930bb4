"""Messages and their translations.

A message is an English text with named placeholders and the values for them. It becomes a sentence in a language when it is
shown; until then it can be compared, sent to another process and collected. The English text is the msgid of the catalogues
`<language>/LC_MESSAGES/messages.po`; a further language is one more such file. The placeholder `{currency}` need not be given:
it is the translator's. Whole numbers that a sentence is given when it is shown are written as the language writes them; what
a message carries, as a value of a scenario file, stays as it is.
"""

import gettext
import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
LANGUAGES = ("en", *sorted(path.parts[-3] for path in HERE.glob("*/LC_MESSAGES/messages.po")))
LOCALES = {"en": "en_GB"}  # of numbers, dates and lists; every other language's is the language itself


class Message(NamedTuple):
    """A text with placeholders, and what stands in their place.

    Attributes:
        id: the English text, with named placeholders such as `{key}`; the msgid of the catalogues.
        values: by placeholder; a value may be a message itself.
    """

    id: str
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return Translator("en")(self)

    def __hash__(self) -> int:
        return hash((self.id, *self.values.items()))


def message(id: str, **values: Any) -> Message:  # noqa: A002  gettext's own word
    """A message; the call marks its text for extraction into the catalogues.

    >>> str(message("{key}: unknown key.", key="demand.rate"))
    'demand.rate: unknown key.'
    """
    return Message(id, values)


class Template(NamedTuple):
    """A text with placeholders whose values are not known yet.

    Attributes:
        id: as in `Message`.
    """

    id: str

    def format(self, **values: Any) -> Message:
        """The message with these values.

        >>> str(template("Page: {file}").format(file="a.html"))
        'Page: a.html'
        """
        return Message(self.id, values)


def template(id: str) -> Template:  # noqa: A002
    """A text to be filled in later; the call marks it for extraction, as `message` does."""
    return Template(id)


class Plural(NamedTuple):
    """A text that depends on a number; the call marks both forms for extraction.

    Attributes:
        one: the English text for 1.
        many: the English text for any other number.
    """

    one: str
    many: str


class Translator(NamedTuple):
    """Makes sentences in one language: `tr = Translator("da")`, then `tr("The answer")` or `tr(message(...))`.

    Attributes:
        language: one of `LANGUAGES`.
        currency: ISO code of the currency that amounts are in.
    """

    language: str = "en"
    currency: str = "DKK"

    def __call__(self, shown: Message | str, **values: Any) -> str:
        """The sentence of a message, or of an English text and the values of its placeholders.

        Raises:
            KeyError: no such language, or a value that the text names is missing.
        """
        if isinstance(shown, Message):
            return self._filled(self.text(shown.id), {**shown.values, **self._localised(values)})
        return self._filled(self.text(shown), self._localised(values))

    def ngettext(self, one: str, many: str, n: int, **values: Any) -> str:
        """The sentence for a number of things, by the language's plural rule; `{n}` is the number.

        >>> Translator().ngettext("1 call", "{n} calls", 3)
        '3 calls'
        """
        return self._filled(self.plural_text(one, many, n), self._localised({"n": n, **values}))

    def plural_text(self, one: str, many: str, n: int) -> str:
        """The text for a number of things, its placeholders not filled in."""
        return _catalogue(self.language).ngettext(one, many, n)

    def text(self, id: str) -> str:  # noqa: A002
        """The text of a msgid in this language, its placeholders not filled in; English where the catalogue has none."""
        return _catalogue(self.language).gettext(id) if id else ""

    def listed(self, items: Sequence[str]) -> str:
        """Items in a sentence: "a, b and c"; separated by semicolons where an item has a comma itself.

        >>> Translator().listed(["waits", "costs", "churn"])
        'waits, costs and churn'
        """
        from babel.lists import format_list

        if any(", " in item for item in items):
            return "; ".join(items)
        return str(format_list(items, locale=self.locale))

    @property
    def locale(self) -> str:
        """Babel's name of the locale of numbers, dates and lists."""
        return LOCALES.get(self.language, self.language)

    @property
    def currency_name(self) -> str:
        """The currency as this language writes it: `DKK`, `kr.`, `€`."""
        return _symbol(self.currency, self.locale)

    def _localised(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._grouped(value) if isinstance(value, int) else value for name, value in values.items()}

    def _grouped(self, n: int) -> str:
        if abs(n) < 1000:
            return str(n)
        from babel.numbers import format_decimal

        return str(format_decimal(n, locale=self.locale))

    def _filled(self, text: str, values: Mapping[str, Any]) -> str:
        shown = {name: self(value) if isinstance(value, Message) else value for name, value in values.items()}
        for name, value in shown.items():
            if isinstance(value, str) and value.endswith("."):  # an abbreviation such as "sek.", or a sentence, has a full stop
                text = text.replace(f"{{{name}}}.", f"{{{name}}}")
        if "{currency}" in text:
            shown.setdefault("currency", self.currency_name)
        return text.format(**shown)


def sentences(*parts: Message | None) -> Message:
    """Sentences one after the other, as one message; None is left out.

    >>> str(sentences(message("{key}: unknown key.", key="x"), None, message("Did you mean `{near}`?", near="y")))
    'x: unknown key. Did you mean `y`?'
    """
    first, *more = (part for part in parts if part is not None)
    for part in more:
        first = message("{first} {second}", first=first, second=part)
    return first


def language_name(language: str) -> str:
    """A language's name in itself.

    >>> language_name("en"), language_name("da")
    ('English', 'Dansk')
    """
    from babel import Locale

    name = str(Locale.parse(language).get_display_name())
    return name[:1].upper() + name[1:]


@cache
def _symbol(currency: str, locale: str) -> str:
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(currency, locale=locale))


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """A language's catalogue; compiled once a version of its file and kept in the user's cache folder.

    Raises:
        KeyError: a language without a catalogue.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    if language == "en":
        return gettext.NullTranslations()
    from sim.user_cache import folder_for, hash_of, load, save  # late: English needs no cache, and `--help` is quick

    source = HERE / language / "LC_MESSAGES" / "messages.po"
    folder = folder_for(hash_of("babel", HERE, [source]), "contact-centre-texts")
    content = load(folder, f"{language}.mo")
    if content is None:
        content = _compiled(source)
        save(folder, f"{language}.mo", content)
    return gettext.GNUTranslations(io.BytesIO(content))


def _compiled(source: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    content = io.BytesIO()
    with source.open("rb") as file:
        write_mo(content, read_po(file))
    return content.getvalue()
