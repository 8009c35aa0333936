"""A timeline: how many pictures there are over the years, as a drawing and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from explorer.filtering.years import Histogram
from explorer.ui.i18n import Translator
from explorer.ui.numbers import number, years
from explorer.ui.treemap import PALETTE, shown

# Read on a night wall and on a white one: 3 to 1 and more against both.
BAR = "#a97c30"


@dataclass(frozen=True)
class Series:
    """The pictures of one theme, or of all: ``counts`` over the bins of a histogram."""

    label: str
    counts: tuple[int, ...]


def timeline(
    bins: Histogram, series: Sequence[Series], *, say: Translator, height: int = 260
) -> go.Figure:
    """A plotly bar chart of the years; several series stand on top of each other.

    Axis and words take the colours of Streamlit's own theme, dark or light.
    """
    spans = [_span(bins, at, say) for at in range(len(bins.counts))]
    middles = [bins.start + bins.width * (at + 0.5) for at in range(len(bins.counts))]
    figure = go.Figure()
    for place, one in enumerate(series):
        hue = BAR if len(series) == 1 else PALETTE_MID[place % len(PALETTE_MID)]
        told = [say.plural("{n} picture", "{n} pictures", n) for n in one.counts]
        figure.add_bar(
            x=middles,
            y=list(one.counts),
            width=bins.width * 0.92,
            name=shown(one.label),
            marker={"color": hue, "line": {"width": 0}},
            customdata=list(zip(spans, told, strict=True)),
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra>%{fullData.name}</extra>"
            if len(series) > 1
            else "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        )
    figure.update_layout(
        barmode="stack",
        bargap=0,
        height=height,
        margin={"t": 8, "l": 0, "r": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=len(series) > 1,
        legend={
            "orientation": "h",
            "y": -0.18,
            "x": 0,
            "font": {"size": 14},
            "traceorder": "normal",
        },
        xaxis={"showgrid": False, "fixedrange": True, "tickfont": {"size": 14}, "automargin": True},
        yaxis={"fixedrange": True, "tickfont": {"size": 14}, "automargin": True, "nticks": 5},
        dragmode=False,
    )
    low, high = bins.start, bins.start + bins.width * len(bins.counts)
    if low < 0:
        ticks = _ticks(low, high)
        figure.update_xaxes(tickvals=ticks, ticktext=[years(t or 1, t or 1, say) for t in ticks])
    else:
        figure.update_xaxes(tickformat="d")
    return figure


PALETTE_MID = (
    "#a97c30",
    "#5f8a78",
    "#6f87a6",
    "#b5674c",
    "#94749f",
    "#8c8547",
    "#4f8f8a",
    "#bb7a8c",
    "#a0805f",
    "#7f86bd",
    "#7d9455",
    "#9c7a6b",
)
"""The earths of ``PALETTE``, lighter: they are read on both walls without words on them."""

assert len(PALETTE_MID) == len(PALETTE)


def rows(bins: Histogram, *, say: Translator) -> list[list[str]]:
    """The same as a table: years, pictures; spans without any are left out."""
    return [
        [_span(bins, at, say), number(count, say.language)]
        for at, count in enumerate(bins.counts)
        if count
    ]


def _span(bins: Histogram, at: int, say: Translator) -> str:
    first = bins.start + at * bins.width
    return years(first, first + bins.width - 1, say)


def _ticks(low: int, high: int) -> list[int]:
    step = next(s for s in (10, 50, 100, 250, 500, 1000, 5000, 10**6) if (high - low) / s <= 8)
    return list(range(-(-low // step) * step, high + 1, step))


_FEW_YEARS = 8
_MARKS = ("star", "circle", "square", "diamond", "cross", "triangle-up")


def circulation(
    appearances: Sequence[tuple[int, int, str, str]],
    *,
    kinds: Mapping[str, str],
    say: Translator,
) -> go.Figure:
    """A plotly drawing of where a picture appears over the years.

    ``appearances`` are first and last year (inclusive), kind and title; ``kinds`` names each kind.
    Each kind has a line and a mark of its own, so that none is told by its colour alone; what is
    of the same year stands one above the other.
    """
    figure = go.Figure()
    shown_kinds = [kind for kind in kinds if any(one[2] == kind for one in appearances)]
    for place, kind in enumerate(shown_kinds):
        own = [one for one in appearances if one[2] == kind]
        figure.add_scatter(
            x=[(first + last) / 2 for first, last, _, _ in own],
            y=[kinds[kind]] * len(own),
            mode="markers",
            name=kinds[kind],
            error_x={
                "type": "data",
                "array": [(last - first) / 2 for first, last, _, _ in own],
                "thickness": 2,
                "width": 0,
            },
            marker={
                "size": 16,
                "symbol": _MARKS[list(kinds).index(kind) % len(_MARKS)],
                "color": PALETTE_MID[place % len(PALETTE_MID)],
                "opacity": 0.85,
            },
            customdata=[[shown(title), years(first, last, say)] for first, last, _, title in own],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(
        height=64 + 52 * len(shown_kinds),
        margin={"t": 8, "l": 0, "r": 16, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        xaxis={"fixedrange": True, "tickfont": {"size": 14}, "automargin": True, "nticks": 8},
        yaxis={
            "fixedrange": True,
            "tickfont": {"size": 14},
            "automargin": True,
            "showgrid": True,
            # The first kind on top, half a line of air above it and below the last.
            "range": [len(shown_kinds) - 0.5, -0.5],
            "categoryorder": "array",
            "categoryarray": [kinds[kind] for kind in shown_kinds],
        },
        dragmode=False,
    )
    low = min(first for first, _, _, _ in appearances)
    high = max(last for _, last, _, _ in appearances)
    if low < 0:
        ticks = _ticks(low, high)
        figure.update_xaxes(tickvals=ticks, ticktext=[years(t or 1, t or 1, say) for t in ticks])
    elif high - low < _FEW_YEARS:  # plotly would name halves of a year
        figure.update_xaxes(tickformat="d", dtick=1, range=[low - 1.5, high + 1.5])
    else:
        figure.update_xaxes(tickformat="d")
    return figure
