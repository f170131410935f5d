"""A person's own data as a file: what its parts and lines are called, and the way to it."""

from __future__ import annotations

from bot.buttons import tap
from bot.messages import Button, Card, Open

# Table → (what it is called, column → what that is called), in the order of the file. What is not named here is
# machinery (keys, claims, fingerprints) and tells nothing about anybody.
PARTS: dict[str, tuple[str, dict[str, str]]] = {
    # yourself: LINE user id, LINE name, language of forms, consent given at, version of the notice, first met, last
    # word
    "person": (
        "ตัวท่าน",
        {
            "line_user_id": "รหัสผู้ใช้ LINE",
            "name": "ชื่อใน LINE",
            "language": "ภาษาของแบบที่เลือก",
            "consent_at": "ยินยอมเมื่อ",
            "consent_version": "ประกาศฉบับที่ยินยอม",
            "created_at": "เริ่มใช้งานเมื่อ",
            "last_event_at": "ข้อความล่าสุดเมื่อ",
        },
    ),
    # offices and duties: office, duty, state, asked, from, until
    "membership": (
        "หน่วยงานและหน้าที่",
        {
            "org_unit_id": "หน่วยงาน",
            "role": "หน้าที่",
            "state": "สถานะ",
            "asked_at": "ขอเมื่อ",
            "from_at": "ตั้งแต่",
            "to_at": "ถึง",
        },
    ),
    # reports you sent: matter, office, month, state, sent, answers
    "report": (
        "รายงานที่ท่านส่ง",
        {
            "programme_id": "เรื่อง",
            "org_unit_id": "หน่วยงาน",
            "period": "งวด",
            "status": "สถานะ",
            "submitted_at": "ส่งเมื่อ",
            "answers": "คำตอบ",
        },
    ),
    # what you did with reports: number, when, what, reason, words
    "report_event": (
        "สิ่งที่ท่านทำกับรายงาน",
        {"report_id": "เลขที่รายงาน", "at": "เมื่อ", "action": "การกระทำ", "reason": "เหตุผล", "comment": "ข้อความ"},
    ),
    # pictures and files you sent: kind, received, report, time and place that the camera wrote
    "attachment": (
        "ภาพและไฟล์ที่ท่านส่ง",
        {
            "kind": "ชนิด",
            "state": "สถานะ",
            "created_at": "ได้รับเมื่อ",
            "report_id": "เลขที่รายงาน",
            "taken_at": "เวลาที่ถ่าย",
            "latitude": "ละติจูดที่ถ่าย",
            "longitude": "ลองจิจูดที่ถ่าย",
        },
    ),
    # conversations: about, report, last touched, where it stands with your answers
    "conversation": (
        "การสนทนาที่ค้างอยู่",
        {"about": "เรื่อง", "report_id": "เลขที่รายงาน", "updated_at": "ล่าสุดเมื่อ", "state": "คำตอบและขั้นตอน"},
    ),
    # messages to you
    "outbox": ("ข้อความถึงท่าน", {"created_at": "เขียนเมื่อ", "sent_at": "ส่งเมื่อ", "state": "สถานะ", "messages": "ข้อความ"}),
    # circulars that you were sent: number of the letter, version, office, arrived, opened, read to the end,
    # acknowledged, as what
    "circular_receipt": (
        "หนังสือที่ส่งถึงท่าน",
        {
            "circular_id": "ลำดับหนังสือ",
            "version": "ฉบับที่",
            "org_unit_id": "หน่วยงาน",
            "reached_at": "ส่งถึงเมื่อ",
            "opened_at": "เปิดเมื่อ",
            "scrolled_at": "อ่านถึงท้ายเมื่อ",
            "acknowledged_at": "รับทราบเมื่อ",
            "role": "ในฐานะ",
        },
    ),
    # covering notes that you wrote: number of the letter, office, when, words
    "circular_note": (
        "ข้อความที่ท่านเขียนแนบหนังสือ",
        {"circular_id": "ลำดับหนังสือ", "org_unit_id": "หน่วยงาน", "at": "เมื่อ", "words": "ข้อความ"},
    ),
    # circulars that you wrote: code, written, published
    "circular": (
        "หนังสือที่ท่านร่าง",
        {"code": "รหัส", "created_at": "ร่างเมื่อ", "published_at": "เผยแพร่เมื่อ"},
    ),
    # codes to an office's mailbox that you asked for: office, asked, entered
    "mailbox_code": (
        "รหัสทางอีเมลที่ท่านขอ",
        {"org_unit_id": "หน่วยงาน", "created_at": "ขอเมื่อ", "used_at": "ใช้เมื่อ"},
    ),
    # what came from you and is not handled: kind, when, content
    "webhook_event": (
        "สิ่งที่ท่านส่งมาในช่วงนี้",
        {"kind": "ชนิด", "received_at": "ได้รับเมื่อ", "state": "สถานะ", "event": "เนื้อหา"},
    ),
    # reminders; days on which you asked not to be reminded
    "reminder": (
        "การแจ้งเตือน",
        {
            "programme_id": "เรื่อง",
            "org_unit_id": "หน่วยงาน",
            "period": "งวด",
            "kind": "ชนิด",
            "planned_at": "กำหนดเมื่อ",
        },
    ),
    "snooze": ("วันที่ขอพักการแจ้งเตือน", {"on": "วันที่"}),
    # visits and links of the desk
    "desk_visit": ("การเข้าหน้าเว็บ", {"created_at": "เข้าเมื่อ", "expires_at": "หมดอายุเมื่อ", "ended_at": "ออกเมื่อ"}),
    "desk_link": ("ลิงก์ที่ขอ", {"created_at": "ขอเมื่อ", "used_at": "ใช้เมื่อ", "expires_at": "หมดอายุเมื่อ"}),
    # files that wait for your yes; files you asked for
    "upload": ("ไฟล์ที่รอยืนยัน", {"purpose": "เพื่อ", "file_name": "ชื่อไฟล์", "created_at": "ส่งเมื่อ"}),
    "job": ("ไฟล์ที่ขอให้จัดทำ", {"kind": "ชนิด", "wanted": "รายละเอียด", "file_name": "ชื่อไฟล์", "created_at": "ขอเมื่อ"}),
    # more time you granted, invitations you made, the memo's form you changed
    "extension": (
        "การขยายเวลาที่ท่านอนุญาต",
        {
            "org_unit_id": "หน่วยงาน",
            "period": "งวด",
            "due_on": "ถึงวันที่",
            "reason": "เหตุผล",
            "granted_at": "อนุญาตเมื่อ",
        },
    ),
    "invite": ("คำเชิญที่ท่านออก", {"org_unit_id": "หน่วยงาน", "role": "หน้าที่", "created_at": "ออกเมื่อ"}),
    "memo_style": ("แบบบันทึกข้อความที่ท่านแก้ไข", {"updated_at": "แก้ไขเมื่อ"}),
    # what was noted of your acts
    "audit_log": ("บันทึกการใช้งาน", {"at": "เมื่อ", "action": "การกระทำ", "subject": "เกี่ยวกับ", "detail": "รายละเอียด"}),
}
# Made at; by whom it is kept
MADE_AT, KEPT_BY = "จัดทำเมื่อ", "ผู้ควบคุมข้อมูล"


def invitation(link: str) -> Card:
    """The way to the file."""
    return Card(
        title="ข้อมูลของฉัน",  # my data
        # The file holds all that is kept about you. The link opens once, within 10 minutes. Do not pass it on. To have
        # it deleted type "delete my data"; to see only your offices type "my offices".
        text=(
            "ไฟล์นี้มีข้อมูลทั้งหมดที่ระบบเก็บเกี่ยวกับท่าน\n"
            "ลิงก์ใช้ได้ครั้งเดียวภายใน 10 นาที โปรดอย่าส่งต่อ\n"
            "\n"
            "หากต้องการลบ พิมพ์ “ลบข้อมูลของฉัน”\n"
            "หากต้องการดูเฉพาะหน่วยงาน พิมพ์ “หน่วยงานของฉัน”"
        ),
        buttons=(Button("ดาวน์โหลดข้อมูล", Open(link), primary=True),),  # download my data
        quick=(tap("หน่วยงานของฉัน", "join.mine"), tap("เมนู", "menu")),  # my offices; menu
    )
