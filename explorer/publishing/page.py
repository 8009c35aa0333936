"""The page of an export: what is there before, and without, the viewer."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from explorer.binding import volume_name
from explorer.publishing.labels import date_text
from explorer.ui.document import ICON, NAME
from explorer.ui.i18n import LANGUAGE_NAMES, Translator, translator
from explorer.ui.viewer_texts import viewer_texts

ENTRY = "static.js"
"""The module that the page runs, from its volume."""

PROGRAM = (ENTRY, "scheme.js", "house.css", "static.css")
"""The viewer's files that the page names."""

LISTED = 500
"""Items listed for those without JavaScript, the most important first."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
"""Nothing runs that does not lie in this folder, and no request leaves it."""

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="generator" content="{generator}">
<meta name="color-scheme" content="dark light">
<link rel="icon" href="{icon}">
{alternates}<script src="{viewer}/scheme.js"></script>
{letters}<link rel="stylesheet" href="{viewer}/house.css">
<link rel="stylesheet" href="{viewer}/static.css">
<link rel="modulepreload" href="{viewer}/{run}">
<script type="application/json" id="static-map">{settings}</script>
<script type="module" src="{viewer}/{run}"></script>
</head>
<body>
<header class="static-header">
<h1><a href="{self}">{title}</a></h1>
{switch}<button type="button" class="scheme" hidden></button>
</header>
<main>
<div id="map"></div>
<noscript>
<p>{needs}</p>
<ul class="titles">
{titles}</ul>
{others}</noscript>
</main>
</body>
</html>
"""


def file_name(language: str, languages: tuple[str, ...]) -> str:
    """The name of the page in a language of an export's ``languages``."""
    return "index.html" if language == languages[0] else f"{language}.html"


@dataclass(frozen=True)
class Page:
    """One language's page. Titles and records are as cataloguers wrote them: anything at all.

    ``viewer`` is the folder of the viewer's files, with ``fonts`` or without; ``first`` are the
    most important records of ``total``.
    """

    language: str
    languages: tuple[str, ...]
    title: str
    description: str
    collection: str
    version: str
    viewer: str
    fonts: bool
    total: int
    first: list[dict[str, Any]]

    def html(self) -> str:
        """The whole document."""
        say = translator(self.language)
        others = self.total - len(self.first)
        about = self.description or say("Walk through a collection of images as through a gallery.")
        return _PAGE.format(
            language=self.language,
            policy=_POLICY,
            title=_escaped(self.title),
            description=_escaped(about),
            generator=NAME,
            icon=ICON,
            alternates="".join(self._alternates()),
            viewer=self.viewer,
            letters=self._letters(),
            run=volume_name(ENTRY),
            settings=_embedded(self._settings(say)),
            self=file_name(self.language, self.languages),
            switch=self._switch(say("Language")),
            needs=_escaped(say("The map needs JavaScript. These are the pictures that it shows:")),
            titles="".join(self._titles(say)),
            others=f"<p>{_escaped(_more(say, others))}</p>\n" if others > 0 else "",
        )

    def _settings(self, say: Translator) -> dict[str, Any]:
        return {
            "collection": self.collection,
            "version": self.version,
            "lang": self.language,
            "data": f"data/{self.version}/",
            "texts": viewer_texts(say),
            "page": {"dark": say("Switch to dark"), "light": say("Switch to light")},
        }

    def _letters(self) -> str:
        style = f'<link rel="stylesheet" href="{self.viewer}/fonts.css">\n'
        return style if self.fonts else ""

    def _alternates(self) -> Iterator[str]:
        for code in self.languages if len(self.languages) > 1 else ():
            href = file_name(code, self.languages)
            yield f'<link rel="alternate" hreflang="{code}" href="{href}">\n'

    def _switch(self, label: str) -> str:
        if len(self.languages) < 2:
            return ""
        links = "".join(self._language_link(code) for code in self.languages)
        return f'<nav aria-label="{_escaped(label)}"><ul class="languages">{links}</ul></nav>\n'

    def _language_link(self, code: str) -> str:
        current = ' aria-current="true"' if code == self.language else ""
        return (
            f'<li><a href="{file_name(code, self.languages)}" lang="{code}" hreflang="{code}"'
            f'{current}><span aria-hidden="true">{code.upper()}</span>'
            f'<span class="unseen">{LANGUAGE_NAMES[code]}</span></a></li>'
        )

    def _titles(self, say: Translator) -> Iterator[str]:
        for record in self.first:
            sha = record["sha"]
            title = record.get("title") or say("Untitled")
            date = date_text(record.get("date", ""), say)
            by = ", ".join(filter(None, (record.get("creator"), date)))
            rights = ". ".join(filter(None, (record.get("credit"), record.get("rights"))))
            yield (
                f'<li><a href="thumbs/{sha[:2]}/{sha}-1024.webp">{_escaped(title)}</a>'
                f"{f', {_escaped(by)}' if by else ''}"
                f"{f' <small>{_escaped(rights)}</small>' if rights else ''}</li>\n"
            )


def _more(say: Translator, count: int) -> str:
    return say.plural("and {n} more", "and {n} more", count)


def _escaped(text: str) -> str:
    return html.escape(text[:2_000])


def _embedded(content: object) -> str:
    """JSON that ends no element and opens none, whatever is in it."""
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
