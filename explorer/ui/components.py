"""The bridge between Python and the browser's widgets (``explorer/viewer/*.js``).

A widget is an ES module served under ``viewer/`` that exports
``mount(root, props, emit) -> {update(props), destroy()}``. Python gives it props and receives
intents: a few small values such as "open this item". What a widget shows it fetches itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from explorer.binding import VOLUMES, volume_name
from explorer.program import modules
from explorer.ui import address

# `base` comes from where Streamlit's own script was loaded, which is right behind any proxy and
# on any page; the address bar is not (it names a page). A widget mounts once in its element and
# is updated afterwards; a call that was overtaken while it loaded must not destroy its successor.
_BRIDGE = """
const script = document.querySelector('script[type="module"][src*="static/js/"]');
const base = new URL("../../", script?.src ?? new URL("static/js/", document.baseURI));
for (const name of MODULES) {
  const link = Object.assign(document.createElement("link"), { rel: "modulepreload" });
  link.href = new URL(`viewer/${name}`, base);
  document.head.append(link);
}
const mounted = new WeakMap();
export default async function ({ parentElement: root, data, setTriggerValue }) {
  const held = mounted.get(root) ?? { calls: 0 };
  mounted.set(root, held);
  const call = ++held.calls;
  held.emit = setTriggerValue;
  held.props = { ...data, base: base.href, theme: document.documentElement.dataset.scheme };
  held.ready ??= import(new URL("viewer/NAME", base).href).then(({ mount }) => {
    held.shown = held.props;
    return mount(root, held.props, (name, value) => held.emit(name, value));
  });
  const widget = await held.ready;
  if (held.shown !== held.props) {
    held.shown = held.props;
    widget.update(held.props);
  }
  return () => {
    if (call !== held.calls) return;
    mounted.delete(root);
    widget.destroy();
  };
}
"""


@cache
def _renderer(name: str) -> Any:
    if not name.isidentifier():
        raise ValueError(f"not the name of a widget: {name!r}")
    entry = f"{name}.js"
    file = volume_name(entry) if entry in VOLUMES else entry
    names = (file,) if entry in VOLUMES else modules(entry)
    script = _BRIDGE.replace("NAME", file).replace("MODULES", json.dumps(names))
    return st.components.v2.component(f"cimaise_{name}", js=script)


def widget(
    name: str,
    props: Mapping[str, Any],
    *,
    key: str,
    height: int | str = "content",
    intents: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Show the widget ``explorer/viewer/<name>.js``; return the intents it sent, by name.

    ``props`` must be JSON; ``base`` (the address of the app's root) and ``theme`` are added in
    the browser. ``key`` keeps the widget alive from one run to the next. Two intents are handled
    for every widget: ``address`` (a mapping of changes to the page's address) and ``go`` (another
    page, with its address); see ``explorer.ui.address``.
    """

    def change_address() -> None:
        # Of a page that was left before its script ended, nothing is known any more.
        told = st.session_state.get(key)
        if told is not None:
            address.change(told.get("address"))

    result = _renderer(name)(
        data=dict(props),
        key=key,
        height=height,
        on_address_change=change_address,
        **{f"on_{intent}_change": _nothing for intent in ("go", *intents)},
    )
    if result.get("go"):
        address.go(result["go"])
    return {intent: result.get(intent) for intent in intents}


def _nothing() -> None:
    """A trigger needs a callback to exist."""
