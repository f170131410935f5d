"""The mail that brings an invitation to an office's own mailbox, with the sheet; and the list of who got one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.texts.exporting import file_names
from bot.thai.dates import write_date
from bot.thai.digits import to_thai
from bot.thai.units import DEPARTMENT, Unit, full_name, office_name

# Invitation to report by the system "Nong Rai-ngan" by LINE; the sheet's file name
SUBJECT = "ขอเชิญเข้าใช้งานระบบ “น้องรายงาน” ทาง LINE เพื่อส่งรายงาน"
FILE_NAME = "ใบเชิญน้องรายงาน.pdf"
# The list: code, office, district, province, mailbox, invitation's code, link, words to send, people left, last day
HEADS: Mapping[str, str] = {
    "code": "รหัสหน่วยงาน",
    "office": "หน่วยงาน",
    "district": "อำเภอ",
    "province": "จังหวัด",
    "mailbox": "อีเมลกลาง",
    "invite": "รหัสเชิญ",
    "link": "ลิงก์เข้าร่วม",
    "words": "ข้อความที่ส่งในแชต",
    "uses": "ใช้ได้อีก (คน)",
    "until": "ใช้ได้ถึง",
}
RESULT = "ผลการส่งอีเมล"
SENT, SENT_BEFORE, NO_MAILBOX = "ส่งแล้ว", "ส่งไปแล้วภายใน 24 ชั่วโมง", "ไม่มีอีเมลกลาง"
NOT_SENT, NOT_TRIED = "ส่งไม่สำเร็จ", "ยังไม่ได้ส่ง เพราะติดต่อระบบส่งอีเมลไม่ได้"


def body(unit: Unit, inviter: str, to_send: str, link: str, until: date, uses: int) -> str:
    """`to_send` are the words to type in the chat, `link` opens it with them."""
    paragraphs = [
        # To: whoever does the correspondence of …
        f"เรียน  เจ้าหน้าที่งานสารบรรณ {full_name(unit)}",
        # … invites the officer who reports for … to use the system; please hand this to them.
        f"{inviter} ขอเชิญเจ้าหน้าที่ผู้รับผิดชอบการรายงานของ{office_name(unit)} เข้าใช้งานระบบ “น้องรายงาน” ทาง LINE "
        "จึงขอความร่วมมือส่งต่อใบเชิญนี้ให้เจ้าหน้าที่ผู้รับผิดชอบ",
        # On a phone: open this link or scan the QR of the sheet, then send the words that stand ready.
        f"โทรศัพท์: เปิดลิงก์นี้ หรือสแกน QR ในใบเชิญที่แนบมา แล้วกดส่งข้อความที่ขึ้นมา\n{link}",
        # On a PC: add the account as a friend, then type …
        f"คอมพิวเตอร์: เพิ่มเพื่อนบัญชีน้องรายงานใน LINE แล้วพิมพ์  {to_send}",
        # Good for … more people until … . Whoever has it can report for the office: please do not make it public.
        f"ใบเชิญนี้ใช้ได้อีก {to_thai(str(uses))} คน ถึงวันที่ {to_thai(write_date(until))} "
        "ผู้ที่ได้รับใบเชิญรายงานในนามหน่วยงานได้ โปรดอย่าเผยแพร่ในที่สาธารณะ",
        "จึงเรียนมาเพื่อโปรดดำเนินการ",  # for your action
        # The system; the department; sent by a machine, please do not answer
        f"ระบบ “น้องรายงาน”\n{DEPARTMENT}\n(ข้อความนี้ส่งโดยระบบอัตโนมัติ โปรดอย่าตอบกลับ)",
    ]
    return "\n\n".join(paragraphs) + "\n"


def to_share(office: str, to_send: str, link: str) -> str:
    """What a supervisor passes on by LINE."""
    # Invitation to report for …: open the link and send the words that stand ready, or type …
    return f"ใบเชิญรายงานของ {office}\nเปิดลิงก์แล้วกดส่งข้อความที่ขึ้นมา หรือพิมพ์ “{to_send}” ในแชตน้องรายงาน\n{link}"


def file_name(kind: str, place: str) -> str:
    # invitations …; list of invitations …; mailing of invitations …
    before = {"invites": "ใบเชิญ", "invite_list": "รายการใบเชิญ", "invite_mails": "ผลการส่งใบเชิญทางอีเมล"}[kind]
    return file_names.file_name(before, place, "", "pdf" if kind == "invites" else "csv")
