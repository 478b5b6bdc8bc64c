"""What people said of the children and recommendations of a record"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "corrected_part",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("change", sa.String(length=10), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_corrected_part_item_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corrected_part")),
    )
    with op.batch_alter_table("corrected_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrected_part_item_id"), ["item_id"], unique=False)
