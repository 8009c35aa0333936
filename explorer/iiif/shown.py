"""What an exhibition that people made says, in the words that its manifest is made of."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.collection import Collection
from explorer.exhibitions.exhibition import Exhibition
from explorer.exhibitions.ground import items_of, shown
from explorer.exhibitions.markdown import line_to_text, parse, parse_line, to_text
from explorer.iiif.exhibitions import Hung, Part, Section, Shown

Texts = Mapping[str, str]


def shown_of(
    exhibition: Exhibition, collection: Collection, *, address: str, homepage: str
) -> Shown:
    """An exhibition without what is gone or may not be shown; its Markdown as plain words."""
    items = items_of(exhibition, collection, language=exhibition.languages[0])
    public = shown(exhibition, items).exhibition
    return Shown(
        address=address,
        title=public.title,
        subtitle=public.subtitle,
        introduction=_words(public.introduction),
        credits=_words(public.credits),
        homepage=homepage,
        cover=public.cover.item if public.cover else "",
        sections=tuple(
            Section(
                title=section.heading,
                text=_words(section.text),
                items=tuple(
                    Hung(
                        item=exhibit.item,
                        caption=_line(exhibit.caption),
                        alt=exhibit.alt,
                        parts=tuple(
                            Part(
                                x=detail.region.x,
                                y=detail.region.y,
                                width=detail.region.width,
                                height=detail.region.height,
                                text=_line(detail.caption),
                            )
                            for detail in exhibit.details
                        ),
                    )
                    for exhibit in section.exhibits
                ),
            )
            for section in public.sections
        ),
    )


def _words(texts: Texts) -> Texts:
    return {code: to_text(parse(text)) for code, text in texts.items()}


def _line(texts: Texts) -> Texts:
    return {code: line_to_text(parse_line(text)) for code, text in texts.items()}
