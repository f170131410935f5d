"""What is wrong with lists and their options, or does not fit LINE: Thai and English side by side."""

from __future__ import annotations

from bot.texts.forms.words import WordedAs, said

LISTS: dict[str, WordedAs] = {
    "list-no-file": said(
        "ชื่อไฟล์ {0} ไม่ลงท้ายด้วย .csv หรือ .xml",
        "the file's name {0} does not end in .csv or .xml",
        "เขียนชื่อไฟล์พร้อมนามสกุล เช่น select_one_from_file tambon.csv",
        "write the file's whole name: select_one_from_file tambon.csv",
    ),
    "list-space": said(
        "ชื่อรายการ “{0}” มีเว้นวรรค จึงใช้ไม่ได้",
        "the list's name “{0}” has a space and cannot be used",
        "เขียน {s} ทั้งในคอลัมน์ type และในคอลัมน์ list_name ของแผ่น choices",
        "write {s}, here and in the column list_name of the sheet choices",
    ),
    "header-space": said(
        "ชื่อคอลัมน์ {0} มีเว้นวรรค จึงใช้ใน choice_filter ไม่ได้",
        "the column {0} has a space and cannot be used in a choice_filter",
        "เขียนติดกัน หรือใช้ _ แทนเว้นวรรค",
        "write it without one, or with _",
    ),
    "choice-no-list": said(
        "ตัวเลือกนี้ไม่มีชื่อรายการ จึงไม่แสดงในข้อใด",
        "this option belongs to no list and is shown nowhere",
        "ใส่ชื่อรายการในคอลัมน์ list_name",
        "write the list in the column list_name",
    ),
    "choice-no-name": said(
        "ตัวเลือกนี้ไม่มี name",
        "this option has no name",
        "ใส่ค่าที่จะเก็บในคอลัมน์ name",
        "write the value to be stored in the column name",
    ),
    "choice-same-name": said(
        "name {0} ซ้ำกับแถว {1} ในรายการเดียวกัน",
        "the name {0} stands in row {1} of the same list already",
        "ตั้ง name ให้ไม่ซ้ำ หากตั้งใจให้ซ้ำ ใส่ allow_choice_duplicates = yes ในแผ่น settings",
        "make it unique; if it is meant, set allow_choice_duplicates = yes on the settings sheet",
    ),
    "choice-space": said(
        "name “{0}” มีเว้นวรรค ใช้กับข้อที่เลือกได้หลายตัวเลือกไม่ได้",
        "the name “{0}” has a space, which a select_multiple cannot store",
        "เขียน {s}",
        "write {s}",
    ),
    "choice-no-label": said(
        "ตัวเลือก {0} ไม่มี label จะแสดงเป็น {0}",
        "the option {0} has no label and is shown as {0}",
        "ใส่ข้อความในคอลัมน์ label",
        "write it in the column label",
    ),
    "or-other-languages": said(
        "or_other ใช้กับแบบหลายภาษาไม่ได้ เพราะคำว่า Other ไม่มีคำแปล",
        "or_other cannot be used in a form of several languages: its “Other” has no translation",
        "เพิ่มตัวเลือก other ในแผ่น choices และข้อ text ที่แสดงเมื่อเลือก other",
        "add an option other to the choices and a text question that is relevant when it is chosen",
    ),
    "or-other-filter": said(
        "or_other ใช้ร่วมกับ choice_filter ไม่ได้",
        "or_other cannot be used with a choice_filter",
        "เพิ่มตัวเลือก other ในแผ่น choices และข้อ text ที่แสดงเมื่อเลือก other",
        "add an option other to the choices and a text question that is relevant when it is chosen",
    ),
    "many-options": said(
        "มี {0} ตัวเลือก ในแชตจะแสดงหน้าละ 10",
        "{0} options; the chat shows 10 a page",
        "กรองด้วย choice_filter จากคำตอบก่อนหน้า เช่น จังหวัดแล้วอำเภอ (ผู้ตอบพิมพ์ส่วนหนึ่งของชื่อเพื่อค้นได้)",
        "filter them by an earlier answer with choice_filter, as province then district (part of a name may be typed)",
    ),
    "long-choice-label": said(
        "ข้อความตัวเลือกยาว {0} ตัวอักษร ปุ่มใน LINE แสดงได้ 20",
        "the option's label has {0} characters; a button in LINE shows 20",
        "ย่อให้ไม่เกิน 20 ตัวอักษร (ปุ่มจะถูกตัดท้าย แต่ข้อความเต็มอยู่ในคำถาม)",
        "make it 20 or fewer (the button is cut, the question shows it whole)",
    ),
    "long-text": said(
        "ข้อความของข้อนี้ยาว {0} ตัวอักษร ข้อความใน LINE ยาวได้ 5,000",
        "this question has {0} characters; a message in LINE holds 5,000",
        "ย่อข้อความ หรือย้ายคำอธิบายไปคอลัมน์ guidance_hint",
        "make it shorter, or move the explanation to guidance_hint",
    ),
}
