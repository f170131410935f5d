"""The registry of offices from a file: what is said at the desk after each step, and what is wrong with the file (in
English for the operator's terminal, in Thai for the page; `{0}`, `{1}` … are the facts)."""

from __future__ import annotations

NO_FILE = "กรุณาเลือกไฟล์"  # please choose a file
TOO_LARGE = "ไฟล์ใหญ่เกิน 4 MB"  # larger than 4 MB
# Please give a day up to today, such as …
BAD_DAY = "กรุณาระบุวันที่ไม่เกินวันนี้ เช่น 1 ตุลาคม 2569"
# The registry has changed since you looked, so nothing was recorded. Please look again.
CHANGED_MEANWHILE = "ทะเบียนเปลี่ยนไปหลังจากที่ท่านตรวจดู จึงยังไม่ได้บันทึก กรุณาตรวจดูรายการล่าสุดแล้วยืนยันอีกครั้ง"
# Other files are being read at this moment. Please send it again in half a minute; nothing was recorded.
BUSY = "ขณะนี้มีไฟล์อื่นกำลังตรวจอยู่ กรุณาส่งใหม่ในอีกครึ่งนาที ยังไม่มีการบันทึกใด ๆ"
DROPPED = "ยกเลิกแล้ว ไม่มีการเปลี่ยนแปลงใด ๆ"  # dropped; nothing was changed
# What has become of a file that is not there any more, by the last act upon it: brought only, so that it went after its
# days; dropped before, nothing was changed; recorded before.
BECAME = {
    "units.bring": "ไฟล์นี้เก็บไว้ครบเวลาแล้วจึงถูกลบ ไม่มีการเปลี่ยนแปลงใด ๆ กรุณาส่งไฟล์ใหม่",
    "units.drop": "ไฟล์นี้ยกเลิกไปก่อนแล้ว ไม่มีการเปลี่ยนแปลงใด ๆ",
    "units.desk": "ไฟล์นี้บันทึกเข้าทะเบียนไปก่อนแล้ว",
}

REMARKS = {
    # The file as a whole
    "empty": ("the file is empty", "ไฟล์ว่างเปล่า"),
    "missing-columns": ("missing columns: {0}", "ไม่มีคอลัมน์ {0}"),
    "no-office": ("no office in the file", "ไม่มีหน่วยงานในไฟล์"),
    "old-excel": (
        "an old .xls file, or one with a password: save it as .xlsx or CSV without one",
        "เป็นไฟล์ .xls รุ่นเก่าหรือไฟล์ที่ใส่รหัสผ่าน กรุณาบันทึกเป็น .xlsx หรือ CSV โดยไม่ใส่รหัสผ่าน",
    ),
    "no-table": (
        "neither CSV text (UTF-8 or TIS-620) nor an Excel workbook",
        "ไม่ใช่ไฟล์ CSV (UTF-8 หรือ TIS-620) และไม่ใช่ไฟล์ Excel",
    ),
    "bad-csv": ("not well-formed CSV: {0}", "ไฟล์ CSV ไม่สมบูรณ์ เช่น เครื่องหมายคำพูดไม่ครบคู่"),
    "no-sheet": ("a workbook without a sheet", "ไฟล์ Excel ไม่มีแผ่นงาน"),
    "bad-workbook": ("not a readable Excel workbook ({0})", "เปิดไฟล์ Excel นี้ไม่ได้ ไฟล์อาจเสียหายหรือใหญ่เกินไป"),
    "too-many-rows": ("more than {0} rows", "มีเกิน {0} แถว"),
    # One row
    "no-kind": ("type {0} is no kind of local office", "ประเภท {0} ไม่ใช่ประเภทของ อปท."),
    "bad-code": ("code {0} is not 8 digits beginning with 0", "รหัส {0} ไม่ใช่เลข 8 หลักที่ขึ้นต้นด้วย 0"),
    "bad-kind-digit": ("code {0}: the second digit is the kind, 2 to 6", "รหัส {0}: หลักที่สองต้องเป็นเลขประเภท 2 ถึง 6"),
    "bad-province-code": ("province_code {0} is not 2 digits", "รหัสจังหวัด {0} ไม่ใช่เลข 2 หลัก"),
    "bad-district-code": ("district_code {0} is not 4 digits", "รหัสอำเภอ {0} ไม่ใช่เลข 4 หลัก"),
    "no-name": ("no {0}", "ไม่มี{1}"),
    "bad-name": ("{0} {2} is no name", "{1} {2} ใช้เป็นชื่อไม่ได้"),
    "code-twice": ("code {0} is already in row {1}", "รหัส {0} ซ้ำกับแถว {1}"),
    "bad-day": ("{0} {2} is no date (YYYY-MM-DD)", "{1} {2} ไม่ใช่วันที่ (เช่น 1/10/2569)"),
    "day-to-come": (
        "open_to {0} is still to come: import it from that day on",
        "วันที่ยุบเลิก {0} ยังมาไม่ถึง กรุณานำเข้าเมื่อถึงวันนั้น",
    ),
    "days-crossed": ("open_to {1} is not after open_from {0}", "วันที่ยุบเลิก {1} ต้องอยู่หลังวันที่จัดตั้ง {0}"),
    "two-names": ("{0} {1} is called {2} here and {3} in row {4}", "รหัส {1} ชื่อ {2} ในแถวนี้ แต่ชื่อ {3} ในแถว {4}"),
    "code-elsewhere": (
        "code {0} lies in {1} {2}, the column says {3} (--moved takes the column)",
        "รหัส {0} อยู่ในพื้นที่รหัส {2} แต่คอลัมน์ระบุ {3} (หากย้ายพื้นที่จริง ให้เลือก “ยึดตามคอลัมน์”)",
    ),
    "district-elsewhere": (
        "district {0} lies in province {1}, the column says {2}",
        "อำเภอรหัส {0} อยู่ในจังหวัดรหัส {1} แต่คอลัมน์ระบุ {2}",
    ),
    # Worth a look
    "closed-already": (
        "code {0} is closed since {1} and stays so: give it an empty open_to to open it again",
        "รหัส {0} ยุบเลิกไปแล้วตั้งแต่ {1} และจะคงไว้เช่นเดิม (หากต้องการเปิดใหม่ ให้มีคอลัมน์วันที่ยุบเลิกที่เว้นว่าง)",
    ),
    "numbered-otherwise": (
        "code {0} is numbered as {1}, the type says {2}: type taken",
        "รหัส {0} เป็นเลขของประเภทอื่น แต่คอลัมน์ระบุ {3} จึงยึดตามคอลัมน์",
    ),
    "district-elsewhere-taken": (
        "district {0} lies in province {1}, the column says {2}: {1} taken",
        "อำเภอรหัส {0} อยู่ในจังหวัดรหัส {1} แต่คอลัมน์ระบุ {2} จึงยึดตามรหัส {1}",
    ),
}
# The columns as a Thai file heads them: code, kind, name, province's code, province, district's code, district,
# founded on, dissolved on
COLUMN_NAMES = {
    "code": "รหัส",
    "type": "ประเภท",
    "name": "ชื่อ",
    "province_code": "รหัสจังหวัด",
    "province": "จังหวัด",
    "district_code": "รหัสอำเภอ",
    "district": "อำเภอ",
    "open_from": "วันที่จัดตั้ง",
    "open_to": "วันที่ยุบเลิก",
}


def english(code: str, facts: tuple[str, ...]) -> str:
    return REMARKS[code][0].format(*facts)


def thai(code: str, facts: tuple[str, ...]) -> str:
    if code == "missing-columns":
        facts = tuple(", ".join(COLUMN_NAMES[column] for column in one.split(", ")) for one in facts)
    return REMARKS[code][1].format(*facts)


def done(added: int, renamed: int, moved: int, closed: int, reopened: int) -> str:
    # Recorded: … added, … renamed, … moved, … closed, … opened again
    said = f"บันทึกทะเบียนแล้ว เพิ่ม {added:,} เปลี่ยนชื่อ {renamed:,} ย้าย {moved:,} ยุบเลิก {closed:,} เปิดใหม่ {reopened:,} หน่วยงาน"
    return said
