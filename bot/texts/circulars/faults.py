"""What keeps a circular from being published or withdrawn: in Thai on the desk, in English for operators."""

from __future__ import annotations

from collections.abc import Mapping

# fault: (Thai, English)
_WORDS = {
    "no_subject": ("กรุณาระบุเรื่องของหนังสือ", "a letter needs a subject"),
    "no_number": ("กรุณาระบุเลขที่หนังสือ", "a letter needs its number"),
    "too_long": ("ยาวเกินไป ระบุได้ไม่เกิน {most} ตัวอักษร", "a field is longer than {most} characters"),
    "ack_in_the_past": (
        "วันครบกำหนดรับทราบผ่านไปแล้ว กรุณาระบุวันนี้หรือหลังจากนี้",
        "the day to acknowledge by is past",
    ),
    "ack_of_nobody": (
        "ระบุวันครบกำหนดรับทราบไว้ แต่ไม่ได้ขอให้รับทราบ",
        "there is a day to acknowledge by, but nobody is asked to acknowledge",
    ),
    "nobody": ("ไม่มีหน่วยงานใดอยู่ในกลุ่มผู้รับที่เลือก", "the audience holds no office"),
    "no_such_office": ("ไม่พบหน่วยงานรหัส {codes} ในพื้นที่ที่ท่านกำกับดูแล", "no such office to address: {codes}"),
    "too_many_codes": ("ระบุรหัสได้ไม่เกิน {most} รายการ", "more than {most} codes"),
    "no_such_programme": ("ไม่พบเรื่องที่เลือก", "there is no programme {code!r}"),
    "no_such_kind": ("ไม่รู้จักประเภทหน่วยงาน {codes}", "no such kind or level of office: {codes}"),
    "file_empty": ("ไฟล์ว่างเปล่า กรุณาเลือกไฟล์ใหม่", "the file is empty"),
    "file_too_large": ("ไฟล์ใหญ่เกินไป รับได้ไม่เกิน {most} MB", "the file is larger than {most} MB"),
    "file_of_no_kind": (
        "ไฟล์นี้เปิดไม่ได้หรือไม่ใช่เอกสาร กรุณาใช้ PDF, Word (.docx) หรือภาพ JPEG, PNG",
        "the file is no PDF, DOCX, JPEG or PNG that can be read",
    ),
    "file_lies": (
        "ไฟล์ {name} มีเนื้อหาเป็น {kind} ไม่ตรงกับนามสกุลไฟล์ กรุณาตรวจสอบไฟล์",
        "{name} is really a file of kind {kind}",
    ),
    "file_gone": ("ไฟล์ที่แนบไว้ค้างนานเกินไป กรุณาแนบไฟล์ใหม่อีกครั้ง", "the file waited too long for its letter"),
    "already": (
        "มีผู้ดำเนินการกับหนังสือฉบับนี้ไปก่อนแล้ว กรุณาตรวจดูสถานะล่าสุด",
        "somebody else has published or withdrawn it meanwhile",
    ),
    # Somebody has changed this letter meanwhile, so it was not saved. What you typed is still here. Open the newest in
    # another tab to compare, and press save again to have this instead.
    "changed_meanwhile": (
        "มีการแก้ไขหนังสือนี้ไปก่อนแล้ว จึงยังไม่ได้บันทึก ข้อความที่ท่านพิมพ์ยังอยู่ "
        "กรุณาเปิดฉบับล่าสุดในแท็บใหม่เพื่อตรวจดู แล้วกดบันทึกอีกครั้งหากจะใช้ข้อความนี้แทน",
        "somebody has changed it meanwhile",
    ),
    "nothing_changed": ("ยังไม่มีการเปลี่ยนแปลงจากฉบับก่อน", "nothing has changed since the last version"),
    "not_published": ("หนังสือฉบับนี้ยังไม่ได้เผยแพร่", "it has not been published yet"),
    "withdrawn": ("หนังสือฉบับนี้ถูกยกเลิกแล้ว", "it has been withdrawn"),
    "no_note": ("กรุณาพิมพ์ข้อความแนบ", "a covering note needs words"),
}


def in_thai(fault: str, about: Mapping[str, object]) -> str:
    return _WORDS[fault][0].format(**about)


def in_english(fault: str, about: Mapping[str, object]) -> str:
    return _WORDS[fault][1].format(**about)
