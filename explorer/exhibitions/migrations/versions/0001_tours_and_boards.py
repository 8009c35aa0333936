"""Tours and boards."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "shelf",
        sa.Column("collection", sa.String(255), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "tour",
        sa.Column("collection", sa.String(255), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("stops", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "board",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("collection", sa.String(255), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("updated", sa.String(32), nullable=False),
    )
    op.create_index("board_of_collection", "board", ["collection", "place"])
    op.create_table(
        "board_item",
        sa.Column(
            "board", sa.String(64), sa.ForeignKey("board.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("added", sa.String(32), nullable=False),
    )
    op.create_index("board_item_in_order", "board_item", ["board", "place"])
