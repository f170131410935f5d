"""What other programs do with a form and this one does not: refused, with what to do instead, or left aside."""

from __future__ import annotations

from bot.texts.forms.words import WordedAs, said

_PLACE = ("ใช้ชนิด geopoint เก็บตำแหน่งจุดเดียว", "use geopoint, a single place")

UNUSED: dict[str, WordedAs] = {
    "unsupported-geotrace": said(
        "ไม่รองรับการวาดเส้นบนแผนที่ (geotrace)", "a line on a map (geotrace) is not supported", *_PLACE
    ),
    "unsupported-geoshape": said(
        "ไม่รองรับการวาดพื้นที่บนแผนที่ (geoshape)", "an area on a map (geoshape) is not supported", *_PLACE
    ),
    "unsupported-barcode": said(
        "ไม่รองรับการสแกนบาร์โค้ด (barcode)",
        "a barcode is not supported",
        "ใช้ชนิด text ให้พิมพ์รหัส หรือ image ให้ถ่ายภาพ",
        "use text, to type the code, or image, to photograph it",
    ),
    "ignored-audit": said(
        "ไม่มีการเก็บบันทึกการกรอก (audit) ในแชต จึงข้ามแถวนี้", "no audit log is kept in the chat; this row is left out"
    ),
    "unsupported-entities": said(
        "ไม่รองรับ entities",
        "entities are not supported",
        "ลบแผ่น entities และคอลัมน์ save_to",
        "delete the sheet entities and the column save_to",
    ),
    "ignored-start-geopoint": said(
        "LINE ไม่ส่งตำแหน่งโดยอัตโนมัติ จึงข้ามแถวนี้ (start-geopoint)",
        "LINE sends no place by itself; this row is left out (start-geopoint)",
        "ใช้ชนิด geopoint ให้ผู้ตอบส่งตำแหน่งเอง",
        "use geopoint, so that the person sends it",
    ),
    "unsupported-background-audio": said(
        "ไม่รองรับการอัดเสียงโดยอัตโนมัติ (background-audio)",
        "recording sound by itself (background-audio) is not supported",
        "ใช้ชนิด audio ให้ผู้ตอบส่งเสียงเอง",
        "use audio, so that the person sends it",
    ),
    "unsupported-encryption": said(
        "ไม่รองรับแบบที่เข้ารหัส (public_key)",
        "encrypted forms (public_key) are not supported",
        "ลบ public_key ออกจากแผ่น settings",
        "take public_key out of the settings sheet",
    ),
    "unsupported-osm": said("ไม่รองรับชนิด osm", "the type osm is not supported", *_PLACE),
    "unsupported-external": said(
        "ไม่รองรับ select_one_external",
        "select_one_external is not supported",
        "ใช้ select_one_from_file กับ choice_filter",
        "use select_one_from_file with a choice_filter",
    ),
    "unsupported-search": said(
        "ไม่รองรับ search()",
        "search() is not supported",
        "ใช้ select_one_from_file กับ choice_filter",
        "use select_one_from_file with a choice_filter",
    ),
    "unsupported-app": said(
        "ไม่รองรับการเปิดแอปอื่น (ex:)",
        "other apps (ex:) are not supported",
        "ลบ ex: ออกจากคอลัมน์ appearance",
        "take ex: out of the column appearance",
    ),
    "ignored-drawing": said(
        "ในแชตวาดหรือลงชื่อไม่ได้ (draw, signature, annotate) ผู้ตอบส่งภาพถ่ายแทน",
        "nothing is drawn or signed in the chat (draw, signature, annotate); a photo is sent instead",
    ),
    "unsupported-last-saved": said(
        "ไม่รองรับ last-saved",
        "values of the last saved form (last-saved) are not supported",
        "ใช้คอลัมน์ bind::nong:carry = yes เพื่อเสนอค่าจากรายงานครั้งก่อน",
        "write bind::nong:carry = yes, which offers the value of the report before",
    ),
    "unsupported-geojson": said(
        "ไม่รองรับรายการแบบ GeoJSON ({0})",
        "lists in GeoJSON are not supported ({0})",
        "บันทึกรายการเป็น csv",
        "save the list as csv",
    ),
    "unknown-node": said("แบบอ้างถึง {0} ซึ่งไม่มี", "the form names {0}, which is not there"),
    "ignored-appearance": said(
        "appearance นี้ไม่มีผลในแชต ถามตามปกติ", "this appearance has no effect in the chat; it is asked as usual"
    ),
    "ignored-media": said(
        "เสียง วิดีโอ และภาพของตัวเลือกหรือหัวข้อไม่แสดงในแชต ภาพแสดงได้เฉพาะของคำถามและหมายเหตุ",
        "sound, video and pictures of choices or headings are not shown in the chat; those of questions and notes are",
    ),
    "ignored-styling": said(
        "ในแชต ลิงก์แสดงเป็นที่อยู่เต็มต่อท้ายคำ การขีดเส้นใต้และขนาดตัวอักษรไม่แสดง และตัวเลือกแสดงเป็นตัวอักษรธรรมดา",
        "in the chat a link shows its address behind the words, nothing is underlined or set smaller, "
        "and choices are shown in plain letters",
    ),
    "ignored-inline-image": said(
        "ภาพที่แทรกไว้ในข้อความ เช่น ![…](…) หรือ <img> ไม่แสดงในแชต",
        "a picture among the words, such as ![...](...) or <img>, is not shown in the chat",
        "ใส่ชื่อไฟล์ภาพในคอลัมน์ media::image แทน",
        "name the picture in a column media::image instead",
    ),
    "blank-metadata": said(
        "LINE ไม่ให้ข้อมูลชื่อผู้ใช้ อีเมล เบอร์โทรศัพท์ หรือรหัสเครื่อง (username, email, phonenumber, deviceid, simserial) จึงเว้นว่างไว้",
        "LINE tells nothing of the person or the device (username, email, phonenumber, deviceid, simserial); "
        "this stays blank",
    ),
    "ignored-submission-url": said("ระบบไม่ใช้ submission_url", "submission_url is not used"),
    "unused-column": said(
        "คอลัมน์ {0} ไม่มีผลในแชต และไม่อยู่ในไฟล์ที่ดาวน์โหลด",
        "the column {0} has no effect in the chat and stands in no file that is downloaded",
    ),
    "ignored-row": said("แถวนี้ไม่มี type, name และ label จึงข้ามไป", "a row without type, name and label is passed over"),
    "other-remark": said("ข้อสังเกต: {0}", "remark: {0}"),
}
