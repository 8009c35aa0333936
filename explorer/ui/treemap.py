"""The themes as one drawing: each a rectangle as large as its number of pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from explorer.collection import Theme
from explorer.ui.i18n import Translator

# Earths, stones and cloths, all dark enough for the same light ink on a night or a white wall.
PALETTE = (
    "#6b5231",
    "#4d5a52",
    "#4b5a68",
    "#764838",
    "#5c4c63",
    "#5f5a3c",
    "#3d5e5b",
    "#77592c",
    "#5b4a40",
    "#4a5474",
    "#6d4654",
    "#4f5d3a",
)
INK = "#f5efe6"
_ROOT = "#3a332b"
_FONT = '"Source Sans", "Source Sans Pro", sans-serif'


def treemap(
    themes: Sequence[Theme], *, label: Callable[[Theme], str], say: Translator, root: str
) -> go.Figure:
    """A plotly treemap of a hierarchy of themes; children wear their parent's colour."""
    tops = [theme.id for theme in themes if theme.parent < 0]
    above = {theme.id: theme.parent for theme in themes}

    def top(id_: int) -> int:
        while above.get(id_, -1) >= 0:
            id_ = above[id_]
        return id_

    total = sum(theme.size for theme in themes if theme.parent < 0)
    hues = {id_: PALETTE[place % len(PALETTE)] for place, id_ in enumerate(tops)}
    counts = [say.plural("{n} picture", "{n} pictures", n) for n in (total, *_sizes(themes))]
    figure = go.Figure(
        go.Treemap(
            ids=["all", *(str(theme.id) for theme in themes)],
            labels=[root, *(shown(label(theme)) for theme in themes)],
            parents=["", *("all" if t.parent < 0 else str(t.parent) for t in themes)],
            values=[total, *_sizes(themes)],
            branchvalues="total",
            customdata=counts,
            texttemplate="%{label}<br>%{customdata}",
            hovertemplate="%{label}<br>%{customdata}<extra></extra>",
            marker={
                "colors": [_ROOT, *(hues[top(theme.id)] for theme in themes)],
                "line": {"width": 1, "color": "#141210"},
                "pad": {"t": 26, "l": 3, "r": 3, "b": 3},
                "depthfade": False,
            },
            textfont={"color": INK, "size": 15},
            pathbar={
                "visible": True,
                "side": "bottom",
                "textfont": {"color": INK, "size": 15},
                "thickness": 44,
            },
            tiling={"pad": 2},
            root={"color": _ROOT},
            maxdepth=3,
        )
    )
    figure.update_layout(
        margin={"t": 0, "l": 0, "r": 0, "b": 48},
        height=608,
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": _FONT},
        hoverlabel={"bgcolor": "#1e1b18", "font": {"color": INK, "size": 15, "family": _FONT}},
        uniformtext={"minsize": 12, "mode": "hide"},
    )
    return figure


def _sizes(themes: Sequence[Theme]) -> list[int]:
    return [theme.size for theme in themes]


def shown(text: str) -> str:
    """Plotly reads a little HTML in labels: what looks like it is shown as it is written."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped[:1].upper() + escaped[1:]
