"""The confusion matrix as a drawing: true classes by answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from explorer.ui.i18n import Translator


@dataclass(frozen=True)
class _Shades:
    """Of a cell with nothing of its row, and with all of it; of what is written on each."""

    low: str
    high: str
    ink: str
    on_high: str


_DARK = _Shades("#231f1b", "#c8963e", "#ece6dd", "#141210")
_LIGHT = _Shades("#f1eee8", "#85590f", "#211d18", "#fbfaf7")

_FONT = '"Source Sans", "Source Sans Pro", sans-serif'
_BRIGHT = 0.5
_CELL = 46
_LONGEST = 26


def confusion_figure(
    counts: np.ndarray, names: Sequence[str], say: Translator, *, dark: bool = True
) -> go.Figure:
    """A heat map of ``counts`` (int [c, c]; rows are true classes, columns answers).

    Shades are shares of each row, so that a rare class is read like a frequent one. Classes that
    are in neither are left out.
    """
    shades = _DARK if dark else _LIGHT
    kept = [at for at in range(len(names)) if counts[at].any() or counts[:, at].any()]
    shown = counts[np.ix_(kept, kept)]
    labels = [_shown(names[at]) for at in kept]
    totals = np.maximum(shown.sum(axis=1, keepdims=True), 1)
    shares = shown / totals
    said = [
        [
            say(
                "{truth}: {n} of {total} answered {answer}",
                truth=labels[row], n=shown[row, column], total=totals[row, 0],
                answer=labels[column],
            )
            for column in range(len(kept))
        ]
        for row in range(len(kept))
    ]  # fmt: skip
    # Positions and not names: two classes may be called the same.
    places = list(range(len(kept)))
    figure = go.Figure(
        go.Heatmap(
            z=shares,
            x=places,
            y=places,
            customdata=said,
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=[[0, shades.low], [1, shades.high]],
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    for row in places:
        for column in places:
            if shown[row, column]:
                colour = shades.on_high if shares[row, column] > _BRIGHT else shades.ink
                figure.add_annotation(
                    x=column, y=row, text=f"{shown[row, column]:d}", showarrow=False,
                    font={"color": colour, "size": 14},
                )  # fmt: skip
    axis = {"tickvals": places, "ticktext": labels, "showgrid": False, "zeroline": False,
            "tickfont": {"size": 14}}  # fmt: skip
    figure.update_layout(
        margin={"t": 8, "l": 8, "r": 8, "b": 8},
        height=_CELL * len(kept) + 200,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": _FONT, "color": shades.ink},
        xaxis={**axis, "title": {"text": say("Answer"), "standoff": 16},
               "autotickangles": [0, -40], "automargin": True, "fixedrange": True},
        yaxis={**axis, "title": {"text": say("Truth"), "standoff": 16}, "autorange": "reversed",
               "automargin": True, "fixedrange": True},
        hoverlabel={"bgcolor": shades.low,
                    "font": {"color": shades.ink, "size": 15, "family": _FONT}},
    )  # fmt: skip
    return figure


def _shown(text: str) -> str:
    """Plotly reads a little HTML in labels: what looks like it is shown as it is written."""
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
