"""The style of the bibliography: plain, and an article without pages keeps its volume and number."""

from typing import Any

from pybtex.plugin import register_plugin
from pybtex.style.formatting import toplevel
from pybtex.style.formatting.plain import Style
from pybtex.style.formatting.unsrt import date
from pybtex.style.template import field, join, optional, sentence, tag
from sphinx.application import Sphinx


class WithVolumes(Style):
    """The plain style prints volume and number together with pages, or not at all."""

    def get_article_template(self, entry: Any) -> Any:
        volume = optional[join[" ", field("volume"), optional["(", field("number"), ")"]]]
        return toplevel[self.format_names("author"), self.format_title(entry, "title"),
                        sentence[join[tag("em")[field("journal")], volume], date], sentence[optional[field("note")]]]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the style under the name that `conf.py` gives."""
    register_plugin("pybtex.style.formatting", "with_volumes", WithVolumes)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
