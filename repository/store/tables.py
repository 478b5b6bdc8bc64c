"""The tables of the catalogue. Only this room knows them; other rooms get the records."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _item_id(nullable: bool = False) -> Column[str]:
    return Column("item_id", String(16), ForeignKey("item.id"), nullable=nullable)


def _publication_id(nullable: bool = False) -> Column[str]:
    return Column("publication_id", String(16), ForeignKey("publication.id"), nullable=nullable)


def _order() -> Column[int]:
    return Column("number", Integer, primary_key=True, autoincrement=True)


item = Table(
    "item",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("collection", String(16), nullable=False),
    Column("state", String(20), nullable=False),
    Column("slug", String(100), nullable=False),
    Column("added", DateTime, nullable=False),
    Column("place", Integer, nullable=False, unique=True),
    Index(None, "collection", "state", "kind"),
)

publication = Table(
    "publication",
    metadata,
    Column("id", String(16), primary_key=True),
    _item_id(),
    Column("place", Integer, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("title", Text, nullable=False),
    Column("availability", String(24), nullable=False),
    Column("where_to_ask", Text, nullable=False),
    Column("language", String(12), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("superseded_by", String(16)),
    Column("engine", String(40), nullable=False),
    Column("flags", JSON, nullable=False),
    Index(None, "item_id"),
    Index(None, "sha256"),
    Index(None, "source"),
)

page = Table(
    "page",
    metadata,
    _order(),
    _publication_id(),
    Column("page", Integer, nullable=False),
    Column("label", String(20), nullable=False),
    Column("blocks", JSON, nullable=False),
    Index(None, "publication_id", "page", unique=True),
)

statement = Table(
    "statement",
    metadata,
    _order(),
    _item_id(),
    _publication_id(nullable=True),
    Column("field", String(30), nullable=False),
    Column("value", Text, nullable=False),
    Column("printed", Text, nullable=False),
    Column("page", Integer),
    Column("quote", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("rule", String(80), nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("denied", Boolean, nullable=False),
    Index(None, "item_id", "field"),
)

subject = Table(
    "subject",
    metadata,
    _order(),
    _item_id(),
    _publication_id(nullable=True),
    Column("label", Text, nullable=False),
    Column("age", Text, nullable=False),
    Column("age_months", Integer),
    Column("sex", String(10), nullable=False),
    Column("outcome", String(30), nullable=False),
    Column("page", Integer),
    Column("quote", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("rule", String(80), nullable=False),
    Column("confidence", Float, nullable=False),
    Index(None, "item_id"),
)

recommendation = Table(
    "recommendation",
    metadata,
    _order(),
    Column("id", String(24), nullable=False, unique=True),
    _item_id(),
    _publication_id(),
    Column("label", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("addressees", JSON, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("rule", String(80), nullable=False),
    Column("confidence", Float, nullable=False),
    Index(None, "item_id"),
)

finding = Table(
    "finding",
    metadata,
    _order(),
    Column("id", String(24), nullable=False, unique=True),
    _item_id(),
    _publication_id(),
    Column("label", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("questions", JSON, nullable=False),
    Column("rule", String(80), nullable=False),
    Column("confidence", Float, nullable=False),
    Index(None, "item_id"),
)

relation = Table(
    "relation",
    metadata,
    _order(),
    _item_id(),
    Column("kind", String(20), nullable=False),
    Column("other_id", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Index(None, "item_id"),
)

earlier_label = Table(
    "earlier_label",
    metadata,
    _order(),
    _item_id(),
    Column("label", Text, nullable=False),
    Column("until", String(10), nullable=False),
    Column("note", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Index(None, "item_id"),
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("item_id", String(16), ForeignKey("item.id"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

# The purge list: what was withdrawn is never taken in again. It holds fingerprints, never text.
refused_file = Table(
    "refused_file",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("item_id", String(16), nullable=False),
    Column("at", DateTime, nullable=False),
)

# Addresses whose files were withdrawn, as SHA-256 of the address: an address can hold a name.
refused_address = Table(
    "refused_address",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("item_id", String(16), nullable=False),
    Column("at", DateTime, nullable=False),
)

# The sketch of a text: the smallest fingerprints of its phrases. Those of a withdrawn text stay, refused.
sketch = Table(
    "sketch",
    metadata,
    Column("publication_id", String(16), primary_key=True),
    Column("item_id", String(16), nullable=False),
    Column("fingerprints", Text, nullable=False),
    Column("refused", Boolean, nullable=False),
    Index(None, "item_id"),
)

# The smallest few of a sketch, by which texts that are nearly the same are found.
sketch_key = Table(
    "sketch_key",
    metadata,
    _order(),
    Column("key", BigInteger, nullable=False),
    Column("publication_id", String(16), nullable=False),
    Index(None, "key"),
    Index(None, "publication_id"),
)

# What a person decided about a record, and why: corrections, ties, merges.
decision = Table(
    "decision",
    metadata,
    _order(),
    Column("item_id", String(16), nullable=False),
    Column("what", String(30), nullable=False),
    Column("note", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Index(None, "item_id"),
)

# What people said of the children and recommendations of a record: put over every reading, the oldest first.
# `was` is what stood there, by which the part is known again.
corrected_part = Table(
    "corrected_part",
    metadata,
    _order(),
    _item_id(),
    Column("part", String(20), nullable=False),
    Column("change", String(10), nullable=False),
    Column("was", JSON, nullable=False),
    Column("given", JSON, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "item_id"),
)

# What a site said of an address when it was last fetched and recorded, so that only news is fetched.
fetched_address = Table(
    "fetched_address",
    metadata,
    Column("address", Text, primary_key=True),
    Column("rules", String(40), nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

# The entries of a listing page and the items they became. `key` is the SHA-256 of the entry's heading.
listing_entry = Table(
    "listing_entry",
    metadata,
    _order(),
    Column("listing", Text, nullable=False),
    Column("key", String(64), nullable=False),
    Column("item_id", String(16), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("sources", JSON, nullable=False),
    Column("gone", Boolean, nullable=False),
    Index(None, "listing", "key", unique=True),
    Index(None, "item_id"),
)

# What became of each file, so that a run that was interrupted goes on where it stopped.
arrival = Table(
    "arrival",
    metadata,
    _order(),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("collection", String(16), nullable=False),
    Column("rules", String(40), nullable=False),
    Column("status", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("item_id", String(16), nullable=False),
    Column("publication_id", String(16), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Index(None, "source", "sha256"),
    Index(None, "sha256"),
)

# The numbered log that derived data (index, columns) follows.
change = Table(
    "change",
    metadata,
    _order(),
    Column("item_id", String(16), nullable=False),
    Column("what", String(30), nullable=False),
    Column("at", DateTime, nullable=False),
)
