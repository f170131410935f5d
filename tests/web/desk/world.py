"""Three offices with something of everything in each, and everybody who might look at them."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import timedelta

from PIL import Image
from sqlalchemy.orm import Session

from models import form_version, org_unit, programme
from models.circulars import circular as circulars
from models.circulars.circular import Circular, CircularVersion
from models.database import Database
from models.knowledge.knowledge_file import KnowledgeFile
from models.membership.mailbox_code import MailboxCode
from models.membership.membership import Role
from models.photos.attachment import Attachment, AttachmentState
from models.reporting.report import Report, ReportStatus
from models.upload import Upload
from services.circulars import letters, publishing
from services.circulars.audience import Audience
from services.circulars.letters import Letter, LetterFile
from services.knowledge import library
from services.membership import invites
from tests.support.desk_site import Browser, DeskSite
from tests.support.kept import kept
from tests.web.desk.forms.drafts import drafted


@dataclass(frozen=True)
class Place:
    """An office and what hangs on it, by number; `upload` and `draft` hang on none, `item` stands on the shelf of its
    province and has one `file`. `letter` is a circular of its province to it, being corrected, and `national` one of
    the department, both by code. `NOWHERE` is not there."""

    office: str
    district: str
    province: str
    member: int
    request: int
    invite: int
    report: int
    photo: str
    letter: str
    national: str
    upload: int = 0
    draft: int = 0
    item: int = 999_005
    file: int = 999_006


FORM = "| survey |\n| | type | name | label |\n| | integer | people | SECRET กี่คน |\n"


def _jpeg() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), (60, 140, 90)).save(drawn, "JPEG")
    return drawn.getvalue()


JPEG = _jpeg()
NOWHERE = Place("06999999", "9999", "99", 999_001, 999_002, 999_003, 999_004, "ref-nowhere", "zzzzzz", "zzzzzy")

# Who → (role, unit). The offices are HERE in 1101 of 11, BESIDE in 1102 of 11, THERE in 1201 of 12.
SUPERVISORS = {
    "district": (Role.DISTRICT, "1101"),
    "another district": (Role.DISTRICT, "1102"),
    "a district far away": (Role.DISTRICT, "1201"),
    "province": (Role.PROVINCE, "11"),
    "another province": (Role.PROVINCE, "12"),
    "department": (Role.DEPARTMENT, "TH"),
    "operator": (Role.ADMIN, "TH"),
}
OUTSIDERS = ("stranger", "forged cookie", "expired", "ended", "officer once district", "signed out")
OFFICES = {"here": "06110110", "beside": "05110201", "there": "06120110"}
REACHES = {
    "district": {"here"},
    "another district": {"beside"},
    "a district far away": {"there"},
    "province": {"here", "beside"},
    "another province": {"there"},
    "department": {"here", "beside", "there"},
    "operator": {"here", "beside", "there"},
}


def world_in(database: Database) -> World:
    """The whole of it over an empty database, built once a worker."""
    return kept(database, _built)


def _built(database: Database) -> World:
    return World(DeskSite(database))


class World:
    """`places` by name; `browsers` by who."""

    def __init__(self, site: DeskSite) -> None:
        self.site = site
        self.places = {name: self._place(code) for name, code in OFFICES.items()}
        site.passes(hours=-9)
        expired = site.comes_in(Role.PROVINCE, "11")
        site.passes(hours=9)
        self.browsers: dict[str, Browser] = {
            who: site.comes_in(role, unit) for who, (role, unit) in SUPERVISORS.items()
        }
        self.browsers |= {"stranger": site.stranger(), "forged cookie": site.stranger(), "expired": expired}
        self.browsers["forged cookie"].client.set_cookie("desk", "x" * 32 + "." + "y" * 43)
        for who in ("ended", "officer once district", "signed out"):
            self.browsers[who] = site.comes_in(Role.DISTRICT, "1101")
        self.browsers["ended"].without_membership()
        self.browsers["officer once district"].without_membership()
        site.joins(self.browsers["officer once district"].person_id, Role.OFFICER, OFFICES["here"])
        kept = self.browsers["signed out"].client.get_cookie("desk")
        self.browsers["signed out"].post("/desk/out")
        assert kept is not None
        self.browsers["signed out"].client.set_cookie("desk", kept.value)
        number = self._upload(self.browsers["department"].person_id)
        draft = drafted(self.browsers["department"], FORM)
        self.places = {name: replace(place, upload=number, draft=draft) for name, place in self.places.items()}

    def _upload(self, person_id: int) -> int:
        """A registry that one of the department has sent and not confirmed."""
        with self.site.database.writing() as session:
            kept = Upload(
                person_id=person_id,
                purpose="units",
                file_name="SECRET.csv",
                content=b"[]",
                wanted={"moved": False, "close_missing": False, "effective": "2026-11-01"},
                created_at=self.site.now,
            )
            session.add(kept)
            session.flush()
            return kept.id

    def _place(self, code: str) -> Place:
        site = self.site
        person = site.person(Role.OFFICER, code, name=f"SECRET-{code}")
        _, request = site.asks_to_join(code, name=f"SECRET-asks-{code}")
        with site.database.writing() as session:
            unit = org_unit.by_code(session, code)
            assert unit is not None
            asked = programme.every(session)[0]
            form = form_version.newest(session, asked)
            assert form is not None
            photo = f"ref-{code}"
            report = Report(
                programme_id=asked.id,
                org_unit_id=unit.id,
                period="2026-10",
                status=ReportStatus.SUBMITTED,
                on_time=True,
                form_version_id=form.id,
                answers={"start": {"happened": "yes"}, "closing": {"photo_1": photo}},
                revision=1,
                created_at=site.now - timedelta(days=1),
                first_submitted_at=site.now - timedelta(days=1),
                submitted_at=site.now - timedelta(days=1),
                submitted_by=person,
            )
            session.add(report)
            session.flush()
            session.add(
                Attachment(
                    ref=photo,
                    report_id=report.id,
                    person_id=person,
                    message_id=photo,
                    state=AttachmentState.KEPT,
                    key=photo,
                    media_type="image/jpeg",
                    sha256=code * 8,
                    bytes=len(JPEG),
                    next_try_at=site.now,
                    created_at=site.now,
                )
            )
            site.photos[photo] = JPEG
            member = site.membership_of(session, person)
            session.add(
                MailboxCode(
                    org_unit_id=unit.id,
                    person_id=person,
                    nonce=code,
                    next_try_at=site.now,
                    created_at=site.now,
                    membership_id=member,
                )
            )
            invite = invites.create(session, unit, Role.OFFICER, site.now)
            session.flush()
            above = {one.kind: one.code for one in unit.up()}
            item = library.add(
                session,
                asked,
                f"own-{report.id}",
                owner_unit_id=next(one.id for one in unit.up() if one.kind == "province"),
                category="หมวด",
                title=f"SECRET ของจังหวัด {above['province']}",
                target="https://www.dla.go.th/a",
            )
            file = KnowledgeFile(
                knowledge_item_id=item.id,
                name="a.docx",
                key=f"library/20261103/{code}",
                media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                size=1,
                sha256=code * 8,
                created_at=site.now,
            )
            session.add(file)
            session.flush()
            letter = self._letter(session, above["province"], code)
            said = letters.letter_of(circulars.version_of(session, letter) or CircularVersion())
            letters.change(session, letter, replace(said, subject=f"SECRET แก้ไข {code}"))
            national = self._letter(session, "TH", code)
            return Place(
                office=code,
                district=above["district"],
                province=above["province"],
                member=member,
                request=request,
                invite=invite.id,
                report=report.id,
                photo=photo,
                item=item.id,
                file=file.id,
                letter=letter.code,
                national=national.code,
            )

    def _letter(self, session: Session, owner: str, office: str) -> Circular:
        """A circular of this owner to this office alone, with a signed letter."""
        site, unit = self.site, org_unit.by_code(session, owner)
        assert unit is not None
        site.store.put_bytes("circulars/letter.jpg", JPEG)
        said = Letter(
            number="มท 1/ว 1",
            subject=f"SECRET {office}",
            audience=Audience((office,)),
            must_acknowledge=True,
            file=LetterFile("circulars/letter.jpg", "letter.jpg", "image/jpeg", len(JPEG), "0" * 64),
        )
        made = letters.draft(session, unit, said, site.now, by=None)
        publishing.publish(session, made, site.now, by=None)
        return made
