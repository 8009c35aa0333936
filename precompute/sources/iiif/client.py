"""A polite visitor of other people's servers: one question at a time, slowly, and by name."""

from __future__ import annotations

import contextlib
import email.utils
import http.client
import re
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin

from precompute.errors import InputError
from precompute.sources.iiif.guard import AddressError, Place, parsed, resolved

MOST_DOCUMENT = 32 << 20
MOST_PICTURE = 64 << 20
"""Bytes of a document and of a picture that are read."""

LONGEST_WAIT = 600.0
"""Seconds that a server may ask us to wait; one that asks for more is left alone."""

_PATIENCE = 30.0  # seconds without a byte
_WHOLE = 300.0  # seconds for an answer
_TRIES = 4
_REDIRECTS = 5
_FIRST_WAIT = 5.0
_CHUNK = 1 << 16
_CONTACT = re.compile(r"[^\s@<>()\",;:]{1,64}@[A-Za-z0-9.-]{3,190}|https?://[!-~]{3,200}")
_MAGIC = b"\x1f\x8b"
_CHALLENGES = (b"captcha", b"cf-challenge", b"challenge-platform", b"altcha")


class UnavailableError(Exception):
    """An address that gave nothing: a code of ``REASONS`` and a plain sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class StoppedError(InputError):
    """The server does not want to be asked; the message says what to do."""


@dataclass(frozen=True)
class Answer:
    """What an address gave: where it was found in the end, the kind it is said to be, its bytes."""

    address: str
    media_type: str
    body: bytes = field(repr=False)


class Client:
    """Asks one address at a time and waits ``pause`` seconds between two questions to a host.

    ``contact`` is an e-mail address or a page: whoever runs the server must be able to say
    something. Raises ``InputError`` when it is neither.
    """

    def __init__(
        self, *, contact: str, pause: float, allow_private: bool, agent: str = "Cimaise"
    ) -> None:
        if not _CONTACT.fullmatch(contact):
            raise InputError(
                "give --contact, an e-mail address or a page where the institution can reach you: "
                "it is said with every request"
            )
        about = contact if "://" in contact else f"mailto:{contact}"
        self._headers = {
            "User-Agent": f"{agent} (+{about})",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        self._pause = pause
        self._allow_private = allow_private
        self._asked: dict[str, float] = {}
        self._tls = ssl.create_default_context()
        self.requests = 0

    def document(self, address: str) -> Answer:
        """A document of JSON. See ``_get``."""
        found = self._get(address, accept=_JSON, most=MOST_DOCUMENT)
        kind = found.media_type
        if found.body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
            _refuse_pages(found)
            said = f"What is there is no JSON ({kind or 'no type'})."
            raise UnavailableError("unsupported", said)
        return found

    def picture(self, address: str) -> Answer:
        """A picture. See ``_get``."""
        found = self._get(address, accept="image/jpeg, image/*;q=0.8", most=MOST_PICTURE)
        if not found.media_type.startswith("image/"):
            _refuse_pages(found)
            if found.media_type not in ("application/octet-stream", "binary/octet-stream", ""):
                raise UnavailableError(
                    "not_an_image", f"What is there is no picture ({found.media_type})."
                )
        return found

    def _get(self, address: str, *, accept: str, most: int) -> Answer:
        """Ask, follow where it leads, wait when told to.

        Raises ``UnavailableError`` for what is not there or does not do, and ``StoppedError``
        when the server refuses us: then nothing more should be asked of it.
        """
        for redirects in range(_REDIRECTS + 1):
            if redirects == _REDIRECTS:
                break
            status, headers, body, place = self._patiently(address, accept=accept, most=most)
            if status in (301, 302, 303, 307, 308):
                address = urljoin(address, headers.get("location", ""))
                continue
            kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
            self._check(status, place, body)
            return Answer(address, kind, body)
        raise UnavailableError("unreadable", "The address leads from one to the next for ever.")

    def _patiently(
        self, address: str, *, accept: str, most: int
    ) -> tuple[int, Mapping[str, str], bytes, Place]:
        """The answer of one address, asked again while the server is busy or does not answer."""
        said = ""
        for attempt in range(_TRIES):
            wait = _FIRST_WAIT * 2**attempt if self._pause else self._pause
            try:
                place = resolved(parsed(address), allow_private=self._allow_private)
                self._await_turn(place.host)
                status, headers, body = self._once(place, accept=accept, most=most)
            except AddressError as error:
                raise UnavailableError("outside_source", str(error)) from None
            except (OSError, http.client.HTTPException, zlib.error) as error:
                said = f"The server does not answer: {_spoken(error)}."
            else:
                if status not in (429, 500, 502, 503, 504):
                    return status, headers, body, place
                said = f"The server answers {status}."
                asked = _retry_after(headers.get("retry-after", ""))
                if asked is not None and asked > LONGEST_WAIT:
                    raise StoppedError(
                        f"{place.host} asks to wait {asked / 60:.0f} minutes: run the same command "
                        "again then, it goes on where it stopped"
                    )
                wait = wait if asked is None else asked
                if status == 429 and attempt == _TRIES - 1:
                    raise StoppedError(
                        f"{place.host} says again and again that it is asked too often: run the "
                        "same command later with a longer --pause, it goes on where it stopped"
                    )
            if attempt < _TRIES - 1:
                time.sleep(wait)
        raise UnavailableError("unreadable", said)

    def _await_turn(self, host: str) -> None:
        ready = self._asked.get(host, float("-inf")) + self._pause
        time.sleep(max(0.0, ready - time.monotonic()))

    def _once(
        self, place: Place, *, accept: str, most: int
    ) -> tuple[int, Mapping[str, str], bytes]:
        until = time.monotonic() + _WHOLE
        self.requests += 1
        try:
            with self._connected(place) as connection:
                headers = {**self._headers, "Accept": accept}
                connection.request("GET", place.target, headers=headers)
                answer = connection.getresponse()
                named = {name.casefold(): value for name, value in answer.getheaders()}
                return answer.status, named, _body(answer, named, most=most, until=until)
        finally:
            self._asked[place.host] = time.monotonic()

    @contextlib.contextmanager
    def _connected(self, place: Place) -> Iterator[http.client.HTTPConnection]:
        connection = _Connection(place, self._tls if place.scheme == "https" else None)
        try:
            yield connection
        finally:
            connection.close()

    def _check(self, status: int, place: Place, body: bytes) -> None:
        if status == 200:
            return
        if status in (401, 403, 407, 451) or _challenges(body):
            raise _stopped(place.host, f"refuses to answer ({status})")
        if status in (404, 410):
            raise UnavailableError("missing", f"There is nothing at the address ({status}).")
        raise UnavailableError("unreadable", f"The server answers {status}.")


class _Connection(http.client.HTTPConnection):
    """A connection to the address that was checked, under the name that was asked for."""

    def __init__(self, place: Place, tls: ssl.SSLContext | None) -> None:
        super().__init__(place.host, place.port, timeout=_PATIENCE)
        self._place = place
        self._tls = tls
        self.default_port = 443 if tls else 80

    def connect(self) -> None:
        """Connect; no name is resolved again."""
        plain = socket.create_connection((self._place.number, self._place.port), _PATIENCE)
        self.sock = (
            self._tls.wrap_socket(plain, server_hostname=self._place.host) if self._tls else plain
        )


_JSON = "application/ld+json, application/json;q=0.9"


def _body(
    answer: http.client.HTTPResponse, headers: Mapping[str, str], *, most: int, until: float
) -> bytes:
    """The bytes of an answer, unpacked, so many at most. Raises ``UnavailableError``."""
    packed = headers.get("content-encoding", "").strip().casefold()
    unpack = zlib.decompressobj(47) if packed in ("gzip", "x-gzip", "deflate") else None
    if packed and packed != "identity" and unpack is None:
        raise UnavailableError("unsupported", f"The answer is packed in a way not asked: {packed}.")
    read, parts = 0, []
    # One read a time, of what has come: a server that sends a byte a minute is not waited for.
    while chunk := answer.read1(_CHUNK):
        if time.monotonic() > until:
            raise TimeoutError("it takes too long")
        data = unpack.decompress(chunk, most + 1 - read) if unpack else chunk
        read += len(data)
        if read > most:
            raise UnavailableError("too_many_pixels", f"The answer is larger than {most >> 20} MB.")
        parts.append(data)
    expected = answer.length
    if expected:
        raise http.client.IncompleteRead(b"", expected)
    if unpack is not None and parts and not unpack.eof:
        raise zlib.error("it ends too early")
    return b"".join(parts)


def _refuse_pages(found: Answer) -> None:
    """Stop at a page for people where data were asked for: someone wants to see who asks."""
    head = found.body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = found.media_type in ("text/html", "application/xhtml+xml")
    if page or head.startswith((b"<!doctype html", b"<html")):
        raise _stopped(
            parsed(found.address).host, "answers with a page for people, as a CAPTCHA is"
        )


def _challenges(body: bytes) -> bool:
    head = body[:65_536].lower()
    return any(word in head for word in _CHALLENGES)


def _stopped(where: str, how: str) -> StoppedError:
    return StoppedError(
        f"{where} {how}: stopped. Ask the institution for access, or for the files and their table"
    )


def _retry_after(header: str) -> float | None:
    """Seconds that a server asks to wait, as it says in either of the two ways."""
    text = header.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        when = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _spoken(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it takes too long"
    if isinstance(error, ssl.SSLError):
        return "its certificate cannot be trusted" if "CERT" in str(error).upper() else "TLS fails"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
