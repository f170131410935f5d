"""What is wrong with a file that was handed in as a form: Thai and English side by side."""

from __future__ import annotations

from bot.texts.forms.words import WordedAs, said

FILES: dict[str, WordedAs] = {
    "not-a-workbook": said(
        "ไฟล์นี้ไม่ใช่ไฟล์ Excel",
        "this is not an Excel workbook",
        "บันทึกแบบเป็นไฟล์ .xlsx แล้วส่งใหม่",
        "save the form as .xlsx and try again",
    ),
    "zip-without-workbook": said(
        "ไฟล์นี้เป็นไฟล์บีบอัดที่ไม่มีไฟล์ Excel อยู่ข้างใน",
        "this is a zip file with no Excel workbook in it",
        "ส่งไฟล์ .xlsx โดยตรง ไม่ต้องบีบอัด",
        "hand in the .xlsx itself, not zipped",
    ),
    "macros": said(
        "ไฟล์นี้มีมาโคร จึงไม่รับ",
        "the workbook holds macros and is not taken",
        "บันทึกเป็น .xlsx ซึ่งไม่มีมาโคร",
        "save it as .xlsx, without macros",
    ),
    "damaged-workbook": said(
        "ไฟล์เสียหาย หรือตั้งรหัสผ่านไว้",
        "the workbook is damaged, or locked with a password",
        "เปิดด้วย Excel ยกเลิกรหัสผ่าน แล้วบันทึกใหม่",
        "open it in Excel, take the password off and save it again",
    ),
    "xml-entities": said(
        "ไฟล์มีคำสั่ง XML ที่อาจเป็นอันตราย จึงไม่รับ",
        "the workbook declares XML entities, which is refused",
        "คัดลอกเนื้อหาไปไว้ในไฟล์ Excel ใหม่",
        "copy the contents into a new workbook",
    ),
    "file-too-large": said(
        "ไฟล์ใหญ่เกินไป รับได้ไม่เกิน {1} MB",
        "the file is larger than the {1} MB that are allowed",
        "ลบภาพและแผ่นงานที่ไม่เกี่ยวกับแบบออก",
        "take pictures and sheets out that are no part of the form",
    ),
    "unpacks-too-large": said(
        "ไฟล์มีข้อมูลมากเกินไปสำหรับแบบรายงานหนึ่งแบบ",
        "the workbook unpacks into more than a form could be",
        "คัดลอกเฉพาะแผ่น survey, choices และ settings ไปไว้ในไฟล์ใหม่",
        "copy only the sheets survey, choices and settings into a new workbook",
    ),
    "too-many-rows": said(
        "แผ่นงานมีมากกว่า {0} แถว",
        "a sheet has more than {0} rows",
        "ลบแถวว่างท้ายแผ่น ถ้าเป็นรายการตัวเลือกยาว ให้แยกเป็นไฟล์ csv แล้วใช้ select_one_from_file",
        "delete empty rows at the end; put a long list into a csv file and use select_one_from_file",
    ),
    "too-many-questions": said(
        "แผ่น survey มีมากกว่า {0} แถว",
        "the survey sheet has more than {0} rows",
        "แบ่งเป็นหลายแบบ",
        "split it into several forms",
    ),
    "too-slow": said(
        "อ่านไฟล์นานเกิน {0} วินาที จึงหยุด",
        "reading the workbook took longer than {0} seconds and was stopped",
        "แบ่งแบบให้เล็กลง หรือแยกรายการตัวเลือกยาวเป็นไฟล์ csv",
        "make the form smaller, or put long lists into csv files",
    ),
    "too-heavy": said(
        "ไฟล์ใช้เวลาหรือหน่วยความจำมากเกินไป จึงหยุดอ่าน",
        "the workbook needs more time or memory than a form could, so reading was stopped",
        "แบ่งแบบให้เล็กลง หรือแยกรายการตัวเลือกยาวเป็นไฟล์ csv",
        "make the form smaller, or put long lists into csv files",
    ),
    "unreadable-workbook": said(
        "อ่านไฟล์นี้เป็นแบบไม่ได้ ({0})",
        "the workbook cannot be read as a form ({0})",
        "ตรวจว่าหัวคอลัมน์อยู่แถวแรกของแต่ละแผ่น แล้วบันทึกเป็น .xlsx ใหม่",
        "see that each sheet's first row holds the column names, and save it again as .xlsx",
    ),
    "not-a-form": said("เอกสารนี้ไม่ใช่ XForm: {0}", "this is not an XForm: {0}"),
    "too-many-characters": said("แบบยาวเกิน {0} ตัวอักษร", "the form has more than {0} characters"),
    "missing-file": said(
        "แบบนี้ใช้ไฟล์ {0} แต่ไม่ได้แนบมา",
        "the form reads {0}, which was not handed in",
        "ส่งไฟล์ {0} มาพร้อมกับแบบ",
        "hand in {0} together with the workbook",
    ),
    "missing-picture": said(
        "ภาพ {0} ของข้อนี้ไม่ได้แนบมา จึงถามโดยไม่มีภาพ",
        "the picture {0} of this question was not handed in; it is asked without",
        "ส่งไฟล์ {0} มาพร้อมกับแบบ",
        "hand in {0} together with the workbook",
    ),
    "not-a-picture": said(
        "เปิดไฟล์ {0} เป็นภาพไม่ได้",
        "{0} cannot be drawn as a picture",
        "บันทึกภาพเป็น JPEG หรือ PNG แล้วส่งใหม่",
        "save it as JPEG or PNG and hand it in again",
    ),
    "empty-list-file": said(
        "ไฟล์ {0} ไม่มีตัวเลือกสักแถว",
        "there is no option in {0}",
        "แถวแรกเป็นชื่อคอลัมน์ แถวต่อไปเป็นตัวเลือก แถวละหนึ่งตัวเลือก",
        "the first row has the names of the columns, each further row an option",
    ),
    "file-without-column": said(
        "ไฟล์ {0} ไม่มีคอลัมน์ {1} (คอลัมน์ที่มี: {2})",
        "{0} has no column {1} (its columns: {2})",
        "แก้ชื่อคอลัมน์ในแถวแรกเป็น name และ label คั่นด้วยจุลภาค หรือระบุในคอลัมน์ parameters เช่น value=code label=title",
        "name them name and label in the first row, parted by commas, or say in parameters: value=code label=title",
    ),
    "unreadable-file": said(
        "อ่านไฟล์ {0} ไม่ได้ ไฟล์เสียหาย ไม่ใช่ตารางข้อความ หรือมีเกิน 100,000 แถว",
        "{0} cannot be read: {1}",
        "บันทึกเป็น CSV UTF-8 โดยแถวแรกเป็นชื่อคอลัมน์",
        "save it as CSV UTF-8 with the column names in the first row",
    ),
    "converted-file": said(
        "ไฟล์ {0} ไม่ใช่ CSV UTF-8 ที่คั่นด้วยจุลภาค ระบบแปลงให้แล้ว กรุณาตรวจว่าตัวอักษรถูกต้อง",
        "{0} is no CSV in UTF-8 with commas; it is read all the same, please look whether its letters are right",
        "บันทึกเป็น CSV UTF-8 เพื่อใช้กับโปรแกรมอื่นได้ด้วย",
        "save it as CSV UTF-8, for other programs too",
    ),
    "ods-workbook": said(
        "ไฟล์นี้เป็นไฟล์ OpenDocument (.ods) ไม่ใช่ Excel",
        "this is an OpenDocument spreadsheet (.ods), not an Excel workbook",
        "เปิดใน LibreOffice แล้วเลือก บันทึกเป็น Excel (.xlsx)",
        "open it in LibreOffice and save it as Excel (.xlsx)",
    ),
    "file-too-big": said("ไฟล์ {0} ใหญ่เกิน {1} MB", "{0} is larger than {1} MB"),
    "unused-file": said("แบบนี้ไม่ได้ใช้ไฟล์ {0}", "the form does not read {0}"),
}

# What goes away when the file that is named is handed in too
MISSING = ("missing-file", "missing-picture")
