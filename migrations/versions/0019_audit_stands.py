"""The audit log says which office an act was about, and the database itself lets nobody change or remove a line

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# Tries at a code are counted, they are no acts: they may go when they are old.
MAY_GO = "'invite.wrong', 'invite.stopped', 'mailbox.wrong'"


def upgrade() -> None:
    with op.batch_alter_table("audit_log", schema=None) as batch_op:
        batch_op.add_column(sa.Column("org_unit_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_audit_log_org_unit_id"), "org_unit", ["org_unit_id"], ["id"])
        batch_op.create_index("ix_audit_log_org_unit_id", ["org_unit_id"], unique=False)
        batch_op.create_index("ix_audit_log_at", ["at"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END"
        op.execute(f"CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log {refuse}")
        op.execute(
            f"CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log WHEN OLD.action NOT IN ({MAY_GO}) {refuse}"
        )
        return
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION audit_log_stands() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD.action IN ({MAY_GO}) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION 'audit_log is append-only';
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_log_rows_stand BEFORE UPDATE OR DELETE ON audit_log "
        "FOR EACH ROW EXECUTE FUNCTION audit_log_stands()"
    )
    op.execute(
        "CREATE TRIGGER audit_log_stands BEFORE TRUNCATE ON audit_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stands()"
    )


def downgrade() -> None:
    raise NotImplementedError("forward only: restore a backup instead")
