"""Every setting of the app, documented once, here.

Each is read from an environment variable: ``EXPLORER_`` and its name in capitals, for instance
``EXPLORER_DATA=/srv/collections``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings; raises pydantic's ``ValidationError`` naming the one that does not do."""

    model_config = SettingsConfigDict(env_prefix="EXPLORER_", frozen=True, extra="ignore")

    data: Path = Field(
        default=Path("data"),
        description="Folder of bundles, or one bundle. It may be empty, or absent, and be filled "
        "while the app runs.",
    )
    database: str = Field(
        default="",
        description="Where tours and boards are kept: sqlite:////path/to/file.sqlite, or "
        "postgresql+psycopg://user@host/name (with the package psycopg). By itself the file "
        "cimaise.sqlite in the data folder, or beside the bundle where that is one.",
    )
    profile: Literal["curator", "public", "kiosk"] = Field(
        default="curator",
        description="Who the app is for: 'curator' (everything), 'public' (read only) or 'kiosk' "
        "(touch, no way out).",
    )
    language: Literal["fr", "en"] = Field(
        default="fr",
        description="Language of the interface and of answers when a visitor names none. In a "
        "kiosk the language of the browser is not asked.",
    )
    idle_seconds: int = Field(
        default=60,
        ge=1,
        le=86_400,
        description="How long nobody must have touched a kiosk, in seconds, until the visit begins "
        "anew and a guided tour plays.",
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
    metrics: bool = Field(
        default=True, description="Whether /metrics answers (counts only, nothing of visitors)."
    )

    @property
    def takes_pictures(self) -> bool:
        """Whether visitors can search with a picture of their own."""
        return self.pictures == "on" or (self.pictures == "auto" and self.profile != "kiosk")
