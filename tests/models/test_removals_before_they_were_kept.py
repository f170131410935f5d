"""What an upgrade makes of memberships that others ended, and of codes to supervise that were good for long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import MetaData, insert, select, update

from models.database import Database, make_engine
from models.membership.invite import Invite
from models.membership.membership import Membership
from services.operations.migrate import migrate, migrate_within, rebuilding
from tests.test_promises_product import NOON, empty_url, fill_reflected

pytestmark = pytest.mark.slow

__all__ = ["empty_url"]


def test_removals_are_known_and_codes_to_supervise_get_their_shorter_life(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with rebuilding(engine) as connection:
        migrate_within(connection, "0018")
        fill_reflected(connection, 1)
        known = MetaData()
        known.reflect(connection, only=["membership", "invite", "audit_log"])
        membership, invite, audit = (known.tables[name] for name in ("membership", "invite", "audit_log"))
        connection.execute(update(membership).values(state="ended", from_at=NOON, to_at=NOON, invite_id=None))
        (row,) = connection.execute(select(membership)).mappings()
        # Ended by the operator, by its own member, withdrawn before it was in force; and one in force.
        rows = [{"id": 2}, {"id": 3, "from_at": None}, {"id": 4, "state": "active", "to_at": None}]
        connection.execute(insert(membership), [dict(row) | one for one in rows])
        (act,) = connection.execute(select(audit)).mappings()
        ended = dict(act) | {"action": "join.end"}
        own = {"id": 3, "subject": "membership:2", "person_id": row["person_id"]}
        others = [{"id": number, "subject": f"membership:{of}", "person_id": None} for number, of in ((2, 1), (4, 3))]
        connection.execute(insert(audit), [ended | one for one in (own, *others)])
        (code,) = connection.execute(select(invite)).mappings()
        made = {"created_at": NOON, "expires_at": NOON + timedelta(days=30), "uses_left": 5, "role": "district"}
        connection.execute(update(invite).values(made))
        more = [{"id": 2, "code": "2", "role": "officer"}, {"id": 3, "code": "3", "expires_at": NOON}]
        connection.execute(insert(invite), [dict(code) | made | one for one in more])
    migrate(engine)
    database = Database(engine)
    with database.reading() as session:
        removed = list(session.scalars(select(Membership.removed).order_by(Membership.id)))
        codes = [
            (one.role, one.uses_left, one.expires_at - NOON)
            for one in session.scalars(select(Invite).order_by(Invite.id)).unique()
        ]
    database.close()
    assert removed == [True, False, False, False]
    days = timedelta(days=1)
    assert codes == [("district", 1, 3 * days), ("officer", 5, 30 * days), ("district", 1, 0 * days)]
