"""Templates, with everything escaped that is not said to be HTML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from explorer.exhibitions.markdown import line_to_html, parse, parse_line, to_html
from explorer.languages import locale_of
from explorer.site.addresses import Place
from explorer.site.letters import upright
from explorer.site.linked_data import embedded
from explorer.ui.document import ICON, NAME
from explorer.ui.i18n import LANGUAGE_NAMES, Translator, translator
from explorer.ui.numbers import number

_FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "languages": LANGUAGE_NAMES,
        "locales": {code: locale_of(code) for code in LANGUAGE_NAMES},
        "house": NAME,
        "icon": ICON,
        "letters": upright(),
    }
    found.filters |= {"prose": _prose, "caption": _caption, "embedded": _embedded}
    return found


def render(template: str, place: Place, **values: Any) -> str:
    """A page; ``values`` are what the template names, as text that is escaped."""
    say = translator(place.language)
    return (
        _environment()
        .get_template(template)
        .render(say=say, place=place, number=_counted(say), **values)
    )


def _counted(say: Translator) -> Any:
    return lambda value: number(value, say.language)


def _prose(text: str, top: int = 2) -> Markup:
    """Text in the house's Markdown: what it writes is escaped by itself."""
    return Markup(to_html(parse(text), top=top))  # noqa: S704


def _caption(text: str) -> Markup:
    """A caption in the house's Markdown."""
    return Markup(line_to_html(parse_line(text)))  # noqa: S704


def _embedded(content: dict[str, Any]) -> Markup:
    """JSON inside a script element."""
    return Markup(embedded(content))  # noqa: S704
