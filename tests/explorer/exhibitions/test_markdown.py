"""What people write is shown as they meant it, and nothing of it ever becomes markup of its own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.exhibitions.markdown import (
    line_to_html,
    line_to_text,
    parse,
    parse_line,
    to_html,
    to_text,
    web_address,
)

ALLOWED = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "a", "br"}
SIGNS = [*"*_[]()<>&\"'\\#->. 1\n\tab:/@%`!", "javascript:", "https://a.b", "**"]
NASTY = st.lists(st.sampled_from(SIGNS), max_size=100).map("".join)


class Seen(HTMLParser):
    """The tags and attributes of some HTML, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def seen(text: str) -> Seen:
    found = Seen()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Un mot", "<p>Un mot</p>"),
        ("Deux\nlignes", "<p>Deux<br>lignes</p>"),
        ("Un\n\nDeux", "<p>Un</p>\n<p>Deux</p>"),
        ("# Titre\nTexte", "<h2>Titre</h2>\n<p>Texte</p>"),
        ("**fort** et *doux*", "<p><strong>fort</strong> et <em>doux</em></p>"),
        ("***les deux***", "<p><strong><em>les deux</em></strong></p>"),
        ("**un *dans* l’autre**", "<p><strong>un <em>dans</em> l’autre</strong></p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        (r"\*rien\*", "<p>*rien*</p>"),
        ("*sans fin", "<p>*sans fin</p>"),
        ("- un\n- deux", "<ul><li>un</li><li>deux</li></ul>"),
        ("1. un\n2) deux", "<ol><li>un</li><li>deux</li></ol>"),
        ("> dit-il\n> enfin", "<blockquote><p>dit-il<br>enfin</p></blockquote>"),
        (
            "[le *site*](https://a.fr/x?y=1&z=2)",
            '<p><a href="https://a.fr/x?y=1&amp;z=2" rel="noopener">le <em>site</em></a></p>',
        ),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>"),
        ("![x](https://a.fr/x.png)", '<p>!<a href="https://a.fr/x.png" rel="noopener">x</a></p>'),
        ("<b>x</b> & <script>", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;</p>"),
        ("", ""),
    ],
)
def test_it_is_shown_as_it_was_meant(written: str, shown: str) -> None:
    assert to_html(parse(written)) == shown


@given(NASTY)
def test_whatever_is_written_only_tags_of_ours_come_out(text: str) -> None:
    found = seen(to_html(parse(text)))
    assert set(found.tags) <= ALLOWED
    assert {name for name, _ in found.attributes} <= {"href", "rel"}
    for name, value in found.attributes:
        if name == "href":
            assert value and re.match(r"https?://[^\s\"'<>]+$", value)
    line = seen(line_to_html(parse_line(text)))
    assert set(line.tags) <= {"strong", "em", "a", "br"}


@given(st.text(max_size=80).map(lambda text: re.sub(r"[\\*\[\]#>\n\r\t\-.)]|\d|\s", "", text)))
def test_words_alone_stay_as_they_are(text: str) -> None:
    assert to_text(parse(text)) == text
    assert line_to_text(parse_line(text)) == text


@given(NASTY)
def test_no_letter_is_lost(text: str) -> None:
    shown = to_text(parse(text))
    urls = re.sub(r"\]\([^)]*\)", "", text)
    assert shown.count("a") + shown.count("b") >= urls.count("a") + urls.count("b")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "//a.fr", "/x", "x", "", "ftp://a.fr", "http://",
        "https://user:pass@a.fr", "https://a.fr/\"onclick=x", "https://a.fr/ x", "http://[::1",
        "https://a.fr/<", "data:text/html,x", "https://a.fr:99999999", "https://a.fr/" + "a" * 3000,
    ],
)  # fmt: skip
def test_an_address_that_is_none_of_the_web_is_no_link(address: str) -> None:
    assert web_address(address) == ""


@pytest.mark.parametrize("piece", ["*a ", "**a ", "[", "[a](", "*", "***a", "> ", "- *", "\\"])
def test_much_of_the_same_is_read_without_growing(piece: str) -> None:
    text = piece * (12_000 // len(piece))
    assert len(to_html(parse(text))) < 40 * len(text)
