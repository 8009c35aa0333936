"""Exhibitions with their versions, acts, and boards that remember."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and give boards and their items what they lacked."""
    op.create_table(
        "exhibition",
        sa.Column("collection", sa.String(255), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("published", sa.Integer, nullable=True),
    )
    op.create_table(
        "exhibition_version",
        sa.Column("collection", sa.String(255), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("updated", sa.String(32), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("cover", sa.Text, nullable=False),
        sa.Column("sections", sa.Integer, nullable=False),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("restored", sa.Integer, nullable=True),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "act",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("collection", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("did", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("done", sa.String(32), nullable=False),
    )
    op.create_index("act_of_collection", "act", ["collection", "n"])
    op.create_table(
        "board_past",
        sa.Column("n", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "board", sa.String(64), sa.ForeignKey("board.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("did", sa.String(32), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("board_past_of_board", "board_past", ["board", "n"])
    # Added in place: a table made anew would take along what hangs on it.
    op.add_column("board", sa.Column("archived", sa.Integer, nullable=False, server_default="0"))
    op.add_column(
        "board_item",
        sa.Column("status", sa.String(16), nullable=False, server_default="proposed"),
    )
