"""The desk: where curators' acts on themes are done and kept, one after the other."""

from __future__ import annotations

from datetime import UTC, datetime

from explorer.exhibitions.models import InvalidError
from explorer.exhibitions.store import ConflictError, Store
from explorer.theming.acts import Act
from explorer.theming.doing import done
from explorer.theming.hierarchy import Hierarchy
from explorer.theming.live import Theming
from explorer.theming.shelf import as_finding, kept

_TRIES = 8


def do(theming: Theming, act: Act, *, store: Store, who: str = "") -> Hierarchy:
    """Do an act on the newest edit list and keep it; the themes as they are then.

    Two curators at once: the one who comes second has the act done on what the first one made,
    unless both speak of the same theme. Raises ``StaleError`` then, ``InvalidError`` for what
    cannot be done, and what the store raises.
    """
    for _ in range(_TRIES):
        before = kept(store, theming.name)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        edits = done(theming.ground, before.edits, act, who=who, when=when)
        finding = as_finding(edits, theming.name, who=who)
        try:
            if before.version:
                store.put_finding(finding, versions=[before.version])
            else:
                store.put_finding(finding, create=True)
        except ConflictError:
            continue
        return theming.refresh()
    raise InvalidError("others write at the same moment: try again")
