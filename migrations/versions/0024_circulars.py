"""Circulars, and a library with files of its own

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TIME = sa.DateTime(timezone=True)
ITEM = "knowledge_item"


def upgrade() -> None:
    op.add_column("person", sa.Column("awaits_circular", sa.Boolean(), server_default=sa.false(), nullable=False))
    _circular()
    op.create_table(
        "circular_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circular_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("dated", sa.Date()),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("subject", "issuing_office", "contact", "refers_to", "body")
        ),
        sa.Column("audience", DOCUMENT, nullable=False),
        sa.Column("must_acknowledge", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ack_by", sa.Date()),
        sa.Column("file_key", sa.String(200)),
        sa.Column("file_name", sa.String(200)),
        sa.Column("file_type", sa.String(100)),
        sa.Column("file_size", sa.Integer()),
        sa.Column("file_sha256", sa.String(64)),
        sa.Column("published_at", TIME),
        sa.Column("published_by", sa.Integer()),
        _to("circular_version", "circular_id", "circular"),
        _to("circular_version", "published_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular_version")),
        sa.UniqueConstraint("circular_id", "version", name=op.f("uq_circular_version_circular_id_version")),
    )
    _item()
    op.create_table(
        "circular_item",
        sa.Column("circular_id", sa.Integer(), nullable=False),
        sa.Column("knowledge_item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _to("circular_item", "circular_id", "circular"),
        _to("circular_item", "knowledge_item_id", ITEM),
        sa.PrimaryKeyConstraint("circular_id", "knowledge_item_id", name=op.f("pk_circular_item")),
    )
    op.create_table(
        "circular_note",
        sa.Column("circular_id", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("at", TIME, nullable=False),
        _to("circular_note", "circular_id", "circular"),
        _to("circular_note", "org_unit_id", "org_unit"),
        _to("circular_note", "person_id", "person"),
        sa.PrimaryKeyConstraint("circular_id", "org_unit_id", name=op.f("pk_circular_note")),
    )
    _receipts()
    _files()


def _circular() -> None:
    op.create_table(
        "circular",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("owner_unit_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("withdrawn_at", TIME),
        _to("circular", "owner_unit_id", "org_unit"),
        _to("circular", "programme_id", "programme"),
        _to("circular", "created_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular")),
        sa.UniqueConstraint("code", name=op.f("uq_circular_code")),
    )
    op.create_index("ix_circular_owner_unit_id", "circular", ["owner_unit_id"])
    op.create_index(op.f("ix_circular_programme_id"), "circular", ["programme_id"])


def _item() -> None:
    with op.batch_alter_table(ITEM) as table:
        table.alter_column("programme_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("owner_unit_id", sa.Integer()))
        table.add_column(sa.Column("circular_id", sa.Integer()))
        table.add_column(sa.Column("body", sa.Text(), server_default="", nullable=False))
        table.add_column(sa.Column("explains", sa.String(120), server_default="", nullable=False))
        table.add_column(sa.Column("picture_key", sa.String(200)))
        table.add_column(sa.Column("valid_from", sa.Date()))
        table.add_column(sa.Column("valid_to", sa.Date()))
        table.add_column(sa.Column("is_starting", sa.Boolean(), server_default=sa.false(), nullable=False))
        for column, other in (("owner_unit_id", "org_unit"), ("circular_id", "circular")):
            table.create_foreign_key(op.f(f"fk_{ITEM}_{column}_{other}"), other, [column], ["id"])
            table.create_index(op.f(f"ix_{ITEM}_{column}"), [column])


def _receipts() -> None:
    op.create_table(
        "circular_office",
        sa.Column("circular_id", sa.Integer(), nullable=False),
        sa.Column("org_unit_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("reached", "opened", "acknowledged")),
        sa.Column("removed_in", sa.Integer()),
        sa.Column("counted", sa.Integer(), nullable=False),
        _to("circular_office", "circular_id", "circular"),
        _to("circular_office", "org_unit_id", "org_unit"),
        sa.PrimaryKeyConstraint("circular_id", "org_unit_id", name=op.f("pk_circular_office")),
    )
    op.create_index("ix_circular_office_org_unit_id", "circular_office", ["org_unit_id"])
    name = "circular_receipt"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(one, sa.Integer(), nullable=False) for one in ("circular_id", "version")),
        *(sa.Column(one, sa.Integer(), nullable=False) for one in ("org_unit_id", "person_id")),
        sa.Column("outbox_id", sa.Integer()),
        *(sa.Column(f"{one}_at", TIME) for one in ("reached", "opened", "scrolled", "acknowledged")),
        sa.Column("role", sa.String(16)),
        sa.Column("how", sa.String(8)),
        sa.Column("file_sha256", sa.String(64)),
        _to(name, "circular_id", "circular"),
        _to(name, "org_unit_id", "org_unit"),
        _to(name, "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint(
            "circular_id",
            "version",
            "org_unit_id",
            "person_id",
            name=op.f(f"uq_{name}_circular_id_version_org_unit_id_person_id"),
        ),
    )
    op.create_index(f"ix_{name}_person_id", name, ["person_id"])
    underway = sa.text("outbox_id IS NOT NULL AND reached_at IS NULL")
    op.create_index(f"ix_{name}_underway", name, ["outbox_id"], postgresql_where=underway, sqlite_where=underway)


def _files() -> None:
    op.create_table(
        "knowledge_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("knowledge_item_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("preview_key", sa.String(200)),
        sa.Column("created_at", TIME, nullable=False),
        _to("knowledge_file", "knowledge_item_id", ITEM),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_file")),
    )
    op.create_index(op.f("ix_knowledge_file_knowledge_item_id"), "knowledge_file", ["knowledge_item_id"])


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def downgrade() -> None:
    op.drop_column("person", "awaits_circular")
    for name in ("knowledge_file", "circular_receipt", "circular_office", "circular_note", "circular_item"):
        op.drop_table(name)
    with op.batch_alter_table(ITEM) as table:
        for column, other in (("owner_unit_id", "org_unit"), ("circular_id", "circular")):
            table.drop_index(op.f(f"ix_{ITEM}_{column}"))
            table.drop_constraint(op.f(f"fk_{ITEM}_{column}_{other}"), type_="foreignkey")
        for column in ("owner_unit_id", "circular_id", "body", "explains", "picture_key", "valid_from", "valid_to"):
            table.drop_column(column)
        table.drop_column("is_starting")
        table.alter_column("programme_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("circular_version")
    op.drop_table("circular")
