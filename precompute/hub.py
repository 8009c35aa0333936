"""Files of models: taken from this machine's cache, or fetched; never waited for in vain."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from pathlib import Path

from precompute.errors import InputError

_SECONDS = 6.0


def fetch(repository: str, names: tuple[str, ...], *, what: str, instead: str) -> Path:
    """Path of the first of ``names`` that the hub's ``repository`` has, downloaded when needed.

    ``what`` says what it is and ``instead`` what else one can do, for the one line of the
    ``InputError`` that is raised, within seconds, when the file cannot be had.
    """
    for name in names:
        cached = _cached(repository, name)
        if cached is not None:
            return cached
    address = _endpoint()
    wanted = f"{what}: {names[0]} of {address}/{repository}"
    if _offline():
        raise InputError(f"{wanted} is not on this machine, and HF_HUB_OFFLINE is set: {instead}")
    for name in names:
        status = _status(f"{address}/{repository}/resolve/main/{name}")
        if status is None:
            raise InputError(
                f"{wanted} is not on this machine, and {address} cannot be reached: {instead}"
            )
        if status in (401, 403):
            raise InputError(
                f"{wanted} asks for a login (answer {status}): run 'hf auth login', or {instead}"
            )
        if status < 400:
            return _download(repository, name, wanted=wanted, instead=instead)
    raise InputError(f"{wanted} does not exist there: {instead}")


def fetch_optional(repository: str, names: tuple[str, ...]) -> None:
    """Bring small files of ``repository`` into the cache where they exist; quiet otherwise."""
    for name in names:
        if _cached(repository, name) is None and not _offline():
            status = _status(f"{_endpoint()}/{repository}/resolve/main/{name}")
            if status is None:
                return
            if status < 400:
                _download(repository, name, wanted=name, instead="try again")


def _cached(repository: str, name: str) -> Path | None:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  (slow to import)

    found = try_to_load_from_cache(repository, name)
    return Path(found) if isinstance(found, str) else None


def _download(repository: str, name: str, *, wanted: str, instead: str) -> Path:
    from huggingface_hub import hf_hub_download  # noqa: PLC0415  (slow to import)

    try:
        return Path(hf_hub_download(repository, name))
    except Exception as error:  # many kinds, of several libraries: all mean no file
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise InputError(f"{wanted} could not be downloaded ({first}): {instead}") from None


def _status(address: str) -> int | None:
    """Answer of the hub, or ``None`` when there is none: one try, where its library makes six."""
    from huggingface_hub import get_token  # noqa: PLC0415  (slow to import)

    token = get_token()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(address, method="HEAD", headers=headers)  # noqa: S310
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=_SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, http.client.HTTPException, ValueError):
        return None


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer: what it leads to is not asked, and gets no token."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def _endpoint() -> str:
    from huggingface_hub import constants  # noqa: PLC0415  (slow to import)

    return str(constants.ENDPOINT)


def _offline() -> bool:
    from huggingface_hub import constants  # noqa: PLC0415  (slow to import)

    return bool(constants.HF_HUB_OFFLINE)
