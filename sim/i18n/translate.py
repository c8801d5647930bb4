"""Messages and their translations.

A message is an English text with named placeholders and the values for them. It becomes a sentence in a language when it is
shown; until then it can be compared, sent to another process and collected.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


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


class Translator(NamedTuple):
    """Makes sentences in one language: `say = Translator("da")`, then `say(message(...))`.

    Attributes:
        language: `en`, or a language with a catalogue.
    """

    language: str = "en"

    def __call__(self, said: Message) -> str:
        values = {name: self(value) if isinstance(value, Message) else value for name, value in said.values.items()}
        return self.text(said.id).format(**values)

    def text(self, id: str) -> str:  # noqa: A002
        """The text of a msgid in this language; English where the catalogue has none."""
        return id


def sentences(*parts: Message | None) -> Message:
    """Sentences one after the other, as one message; None is left out.

    >>> str(sentences(message("{key}: unknown key.", key="x"), None, message("Did you mean `{near}`?", near="y")))
    'x: unknown key. Did you mean `y`?'
    """
    first, *more = (part for part in parts if part is not None)
    for part in more:
        first = message("{first} {second}", first=first, second=part)
    return first
