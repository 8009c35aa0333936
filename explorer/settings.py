"""Every setting of the app, documented once, here.

Each is read from an environment variable: ``EXPLORER_`` and its name in capitals, for instance
``EXPLORER_DATA=/srv/collections``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from explorer.languages import LANGUAGES


class Settings(BaseSettings):
    """The settings; raises pydantic's ``ValidationError`` naming the one that does not do."""

    model_config = SettingsConfigDict(
        env_prefix="EXPLORER_", frozen=True, extra="ignore", populate_by_name=True
    )

    data: Path = Field(
        default=Path("data"),
        description="Folder of bundles, or one bundle. It may be empty, or absent, and be filled "
        "while the app runs.",
    )
    database_url: str = Field(
        default="",
        validation_alias=AliasChoices("EXPLORER_DATABASE_URL", "EXPLORER_DATABASE"),
        description="Where boards, tours and exhibitions are kept: "
        "sqlite:////path/to/file.sqlite, or postgresql+psycopg://user@host/name (with the package "
        "psycopg). By itself the file cimaise.sqlite in the data folder, or beside the bundle "
        "where that is one.",
    )
    profile: Literal["curator", "public", "kiosk"] = Field(
        default="curator",
        description="Who the app is for: 'curator' (everything), 'public' (read only) or 'kiosk' "
        "(touch, no way out).",
    )
    editors: str = Field(
        default="",
        description="With a login: addresses of those who may curate, separated by commas or "
        "spaces.",
    )
    admins: str = Field(
        default="",
        description="With a login: addresses of those who may also delete exhibitions and read who "
        "did what.",
    )
    role_claim: str = Field(
        default="roles",
        max_length=200,
        description="With a login: the claim that holds 'editor' or 'admin', such as roles or "
        "realm_access.roles.",
    )
    language: str = Field(
        default="fr",
        description="Language of the interface and of answers when a visitor names none. In a "
        "kiosk the language of the browser is not asked.",
    )
    locales: Path | None = Field(
        default=None,
        description="Folder of further languages of the interface, each one file: "
        "{code}/LC_MESSAGES/cimaise.po. One that is in the house already is replaced.",
    )
    idle_seconds: int = Field(
        default=90,
        ge=1,
        le=86_400,
        description="How long nobody must have touched a kiosk, in seconds, until it asks whether "
        "somebody is still there; without a touch in the fifteen seconds that follow, the visit "
        "begins anew and a guided tour plays.",
    )
    kiosk_text: bool = Field(
        default=False,
        description="Whether words can be typed at a kiosk, on a keyboard that it shows. Without "
        "it, one searches there by the words that are offered.",
    )
    kiosk_words: str = Field(
        default="",
        max_length=2000,
        description="Words that a kiosk offers to search for, separated by commas; by itself those "
        "that its themes are near.",
    )
    refresh_seconds: float = Field(
        default=1.0,
        ge=0.0,
        le=3600.0,
        description="How long, in seconds, the data folder is taken as unchanged before it is "
        "looked at again for new collections and new versions.",
    )
    query_length: int = Field(
        default=300,
        ge=10,
        le=5000,
        description="Longest query accepted, in characters; a longer one is refused with 414.",
    )
    results: int = Field(
        default=40, ge=1, le=500, description="Results given at once when a request says no k."
    )
    pictures: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Whether visitors can search with a picture of their own: 'on', 'off', or "
        "'auto', which is everywhere but on a kiosk. Such pictures are never kept.",
    )
    picture_megabytes: int = Field(
        default=16, ge=1, le=64, description="Size of the largest picture accepted, in MB."
    )
    picture_megapixels: int = Field(
        default=64,
        ge=1,
        le=200,
        description="Width x height of the largest picture accepted, in millions of pixels.",
    )
    pictures_at_once: int = Field(
        default=4,
        ge=1,
        le=64,
        description="Pictures received at the same time; a visitor who comes beyond is asked to "
        "try again.",
    )
    threads: int = Field(
        default=8,
        ge=1,
        le=256,
        description="Requests worked on at the same time; the others wait.",
    )
    public_address: str = Field(
        default="",
        max_length=500,
        description="Where the app is reached from outside, such as https://example.org/gallery/: "
        "the beginning of the absolute addresses in pages, site maps, IIIF documents, the codes "
        "(QR) that a kiosk shows, and what is shared. By itself the host that a request names, "
        "which anybody may make up (and no codes): set it wherever the app is public.",
    )
    proxies: int = Field(
        default=0,
        ge=0,
        le=8,
        description="How many proxies of one's own stand before the app. With none, whom "
        "X-Forwarded-For names is not believed.",
    )
    searches_a_minute: int = Field(
        default=600,
        ge=0,
        le=100_000,
        description="Searches that one client of the public may make in a minute (a school class "
        "behind one address is one client); beyond, 429. 0: any number.",
    )
    pictures_a_minute: int = Field(
        default=30,
        ge=0,
        le=100_000,
        description="Pictures of their own that one client of the public may show in a minute.",
    )
    visits_a_minute: int = Field(
        default=120,
        ge=0,
        le=100_000,
        description="Interactive pages that one client of the public may open in a minute.",
    )
    metrics: bool = Field(
        default=True, description="Whether /metrics answers (counts only, nothing of visitors)."
    )

    @field_validator("public_address")
    @classmethod
    def _is_address(cls, text: str) -> str:
        text = text.strip()
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            plain = bool(parts.hostname) and parts.port != 0 and parts.username is None
        except ValueError:
            plain = False
        if not plain or not text.isascii() or not text.isprintable() or set(text) & set(' "<>\\'):
            raise ValueError("give an address such as https://example.org/gallery/")
        if parts.scheme not in ("http", "https") or parts.query or parts.fragment:
            raise ValueError("give an http or https address without ? and #")
        return text.rstrip("/") + "/"

    @field_validator("language")
    @classmethod
    def _is_spoken(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"one of {', '.join(LANGUAGES)}")
        return value

    @property
    def takes_pictures(self) -> bool:
        """Whether visitors can search with a picture of their own."""
        return self.pictures == "on" or (self.pictures == "auto" and self.profile != "kiosk")
