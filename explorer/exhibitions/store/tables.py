"""The tables. What they held before is told by ``explorer/exhibitions/migrations``."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What all tables share."""


class ShelfRow(Base):
    """A collection's shelf. ``revision`` counts changes of its tours, and never goes back."""

    __tablename__ = "shelf"

    collection: Mapped[str] = mapped_column(String(255), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, default=0)


class TourRow(Base):
    """A tour: its document, and beside it what a list of tours shows.

    ``version`` is the shelf's revision at which the tour was last written: a number is never
    given twice, not even to a tour that was deleted and made again.
    """

    __tablename__ = "tour"

    collection: Mapped[str] = mapped_column(String(255), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    updated: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(Text)
    stops: Mapped[int] = mapped_column(Integer)
    document: Mapped[str] = mapped_column(Text)


class BoardRow(Base):
    """A board."""

    __tablename__ = "board"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    collection: Mapped[str] = mapped_column(String(255))
    place: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    created: Mapped[str] = mapped_column(String(32))
    updated: Mapped[str] = mapped_column(String(32))
    archived: Mapped[int] = mapped_column(Integer, default=0, server_default="0")

    __table_args__ = (Index("board_of_collection", "collection", "place"),)


class BoardItemRow(Base):
    """An item on a board, once. ``notes`` is a JSON object by language."""

    __tablename__ = "board_item"

    board: Mapped[str] = mapped_column(
        String(64), ForeignKey("board.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(Text, primary_key=True)
    place: Mapped[int] = mapped_column(Integer)
    notes: Mapped[str] = mapped_column(Text)
    added: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16), default="proposed", server_default="proposed")

    __table_args__ = (Index("board_item_in_order", "board", "place"),)


class BoardPastRow(Base):
    """A board as it was before something was done to it (``did``): its name and items, as JSON."""

    __tablename__ = "board_past"

    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    board: Mapped[str] = mapped_column(String(64), ForeignKey("board.id", ondelete="CASCADE"))
    did: Mapped[str] = mapped_column(String(32))
    document: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("board_past_of_board", "board", "n"),)


class ExhibitionRow(Base):
    """An exhibition: which of its versions was written last, and which one visitors see.

    ``version`` is the shelf's revision at which it was written, as a tour's.
    """

    __tablename__ = "exhibition"

    collection: Mapped[str] = mapped_column(String(255), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    published: Mapped[int | None] = mapped_column(Integer)


class ExhibitionVersionRow(Base):
    """One writing of an exhibition: its document, and beside it what lists show."""

    __tablename__ = "exhibition_version"

    collection: Mapped[str] = mapped_column(String(255), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    updated: Mapped[str] = mapped_column(String(32))
    who: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    cover: Mapped[str] = mapped_column(Text)
    sections: Mapped[int] = mapped_column(Integer)
    items: Mapped[int] = mapped_column(Integer)
    restored: Mapped[int | None] = mapped_column(Integer)
    document: Mapped[str] = mapped_column(Text)


class ActRow(Base):
    """Who did what to which board, tour, exhibition or finding, and when. Rows are only added."""

    __tablename__ = "act"

    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    collection: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(Text)
    did: Mapped[str] = mapped_column(String(32))
    detail: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    done: Mapped[str] = mapped_column(String(32))

    __table_args__ = (Index("act_of_collection", "collection", "n"),)


class FindingRow(Base):
    """A finding: its document, and beside it what a list shows. ``version`` as a tour's."""

    __tablename__ = "finding"

    collection: Mapped[str] = mapped_column(String(255), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text)
    created: Mapped[str] = mapped_column(String(32))
    updated: Mapped[str] = mapped_column(String(32))
    document: Mapped[str] = mapped_column(Text)


class FindingsRow(Base):
    """A collection's findings. ``revision`` counts their changes, and never goes back."""

    __tablename__ = "findings"

    collection: Mapped[str] = mapped_column(String(255), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, default=0)


class DecisionRow(Base):
    """A decision. Rows are only added; ``stands`` is 1 on the last one about the same thing.

    ``about`` is a hash of what it is about: collection, kind, subject, field and value.
    """

    __tablename__ = "decision"

    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    collection: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(String(64))
    stands: Mapped[int] = mapped_column(Integer)
    verdict: Mapped[str] = mapped_column(String(16))
    provenance: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    taken: Mapped[str] = mapped_column(String(32))

    __table_args__ = (
        Index("decision_about", "about"),
        Index("decision_of_collection", "collection", "kind", "stands"),
    )
