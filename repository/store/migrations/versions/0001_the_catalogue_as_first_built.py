"""The catalogue as first built"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrival",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("collection", sa.String(length=16), nullable=False),
        sa.Column("rules", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("publication_id", sa.String(length=16), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_arrival")),
    )
    with op.batch_alter_table("arrival", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_arrival_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_arrival_source_sha256"), ["source", "sha256"], unique=False)

    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
    )
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_item_id"), ["item_id"], unique=False)

    op.create_table(
        "fetched_address",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("rules", sa.String(length=40), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_fetched_address")),
    )
    op.create_table(
        "listing_entry",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("listing", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listing_entry")),
    )
    with op.batch_alter_table("listing_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_entry_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_entry_listing_key"), ["listing", "key"], unique=True)

    op.create_table(
        "refused_address",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_refused_address")),
    )
    op.create_table(
        "sketch",
        sa.Column("publication_id", sa.String(length=16), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("fingerprints", sa.Text(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("publication_id", name=op.f("pk_sketch")),
    )
    with op.batch_alter_table("sketch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sketch_item_id"), ["item_id"], unique=False)

    op.create_table(
        "sketch_key",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("publication_id", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sketch_key")),
    )
    with op.batch_alter_table("sketch_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sketch_key_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_sketch_key_publication_id"), ["publication_id"], unique=False)

    op.create_table(
        "item",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("collection", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("added", sa.DateTime(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("place", name=op.f("uq_item_place")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_item_collection_state_kind"), ["collection", "state", "kind"], unique=False
        )

    op.create_table(
        "refused_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_refused_file")),
    )
    op.create_table(
        "earlier_label",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_earlier_label_item_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_earlier_label")),
    )
    with op.batch_alter_table("earlier_label", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_label_item_id"), ["item_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("availability", sa.String(length=24), nullable=False),
        sa.Column("where_to_ask", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.String(length=16), nullable=True),
        sa.Column("engine", sa.String(length=40), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_publication_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_publication_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_publication_source"), ["source"], unique=False)

    op.create_table(
        "relation",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("other_id", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_relation_item_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_relation")),
    )
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relation_item_id"), ["item_id"], unique=False)

    op.create_table(
        "withdrawal",
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_withdrawal_item_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_withdrawal")),
    )
    op.create_table(
        "finding",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("publication_id", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_finding_item_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_finding_publication_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_finding")),
        sa.UniqueConstraint("id", name=op.f("uq_finding_id")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_item_id"), ["item_id"], unique=False)

    op.create_table(
        "page",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("publication_id", sa.String(length=16), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_page_publication_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_page")),
    )
    with op.batch_alter_table("page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_publication_id_page"), ["publication_id", "page"], unique=True)

    op.create_table(
        "recommendation",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("publication_id", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("addressees", sa.JSON(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_recommendation_item_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_recommendation_publication_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("id", name=op.f("uq_recommendation_id")),
    )
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommendation_item_id"), ["item_id"], unique=False)

    op.create_table(
        "statement",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("publication_id", sa.String(length=16), nullable=True),
        sa.Column("field", sa.String(length=30), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("denied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_statement_item_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_statement_publication_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_statement")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_item_id_field"), ["item_id", "field"], unique=False)

    op.create_table(
        "subject",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", sa.String(length=16), nullable=False),
        sa.Column("publication_id", sa.String(length=16), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("age", sa.Text(), nullable=False),
        sa.Column("age_months", sa.Integer(), nullable=True),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_subject_item_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_subject_publication_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_subject")),
    )
    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_item_id"), ["item_id"], unique=False)
