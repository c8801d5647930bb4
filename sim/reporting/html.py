"""A page filled from its template and written whole, so that it opens without a network."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from sim.config.errors import ConfigError
from sim.i18n.texts import Words
from sim.i18n.translate import message


def filled(template: str, **values: Any) -> str:
    """A template of `templates/` with its values; one that is missing is an error, and text is escaped."""
    environment = Environment(loader=PackageLoader("sim.reporting", "templates"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render(values)


def write_html(file: Path, page: str, say: Words) -> Path:
    """Write a page aside and give it its name when it is whole; its folder is made when it is missing.

    Raises:
        ConfigError: the file cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}.part")
        aside.write_text(page, encoding="utf-8", newline="\n")
        aside.replace(file)
    except OSError as error:
        why = error.strerror or str(error)
        raise ConfigError([message("report {file}: cannot be written: {why}.", file=file, why=why)]) from None
    return file
