"""What is wrong with, odd in, or unused from a form's sheets: Thai and English side by side."""

from __future__ import annotations

from bot.texts.forms.groups import GROUPS
from bot.texts.forms.lists import LISTS
from bot.texts.forms.parameters import PARAMETERS
from bot.texts.forms.unused import UNUSED
from bot.texts.forms.words import WordedAs, said

_TYPES_AND_NAMES: dict[str, WordedAs] = {
    "no-survey-sheet": said(
        "ไม่มีแผ่นงานชื่อ survey",
        "there is no sheet named survey",
        "ตั้งชื่อแผ่นที่เก็บคำถามว่า survey",
        "name the sheet with the questions survey",
    ),
    "no-column": said(
        "แผ่น {0} ไม่มีคอลัมน์ {1}",
        "the sheet {0} has no column {1}",
        "ใส่ชื่อคอลัมน์ในแถวแรกของแผ่น สะกดตามนี้",
        "put the column names into the sheet's first row, spelled like this",
    ),
    "heads-lower": said(
        "ชื่อคอลัมน์ของแผ่น {0} อยู่ที่แถว {1} แต่ต้องอยู่แถวแรก",
        "the column names of the sheet {0} stand in row {1}; they must be in the first",
        "ลบแถวที่อยู่เหนือแถว {1}",
        "delete what stands above row {1}",
    ),
    "same-column": said(
        "คอลัมน์ {0} ซ้ำกับ {1}",
        "the column {0} is the same as {1}",
        "ลบหรือเปลี่ยนชื่อคอลัมน์ใดคอลัมน์หนึ่ง",
        "rename or delete one of them",
    ),
    "unknown-type": said("ไม่มีชนิดคำถาม {0}", "there is no question type {0}"),
    "no-type": said(
        "ยังไม่ได้ระบุชนิดคำถาม",
        "this row has no type",
        "ใส่ชนิด เช่น text, integer, select_one",
        "give it one, such as text, integer, select_one",
    ),
    "no-list": said(
        "ยังไม่ได้ระบุชื่อรายการตัวเลือก",
        "the list of options is not named",
        "เขียนชื่อรายการต่อท้าย เช่น select_one yes_no",
        "write its name behind the type: select_one yes_no",
    ),
    "unknown-list": said(
        "แผ่น choices ไม่มีรายการ {0}", "there is no list {0} on the choices sheet", "รายการที่มี: {1}", "lists are: {1}"
    ),
    "no-name": said(
        "ยังไม่ได้ตั้งชื่อข้อในคอลัมน์ name",
        "this row has no name",
        "ใช้ตัวอักษรภาษาอังกฤษ ตัวเลข และ _ เช่น people_count",
        "use Latin letters, digits and _, such as people_count",
    ),
    "name-not-latin": said(
        "ชื่อข้อ “{0}” ไม่ใช่ตัวอักษรภาษาอังกฤษ",
        "the name “{0}” is not in Latin letters",
        "ในคอลัมน์ name ใช้ตัวอักษรภาษาอังกฤษ เช่น {s} ส่วนภาษาไทยให้ใส่ในคอลัมน์ label",
        "write Latin letters in name, such as {s}; Thai belongs in label",
    ),
    "bad-name": said(
        "ชื่อ “{0}” ใช้ไม่ได้",
        "the name “{0}” cannot be used",
        "ขึ้นต้นด้วยตัวอักษรภาษาอังกฤษหรือ _ ตามด้วยตัวอักษร ตัวเลข _ - . และไม่เว้นวรรค เช่น {s}",
        "begin with a letter or _, then letters, digits, _ - . and no space, such as {s}",
    ),
    "same-name": said(
        "ชื่อ {0} ซ้ำกับแถว {1}", "the name {0} is used in row {1} already", "ตั้งชื่อให้ไม่ซ้ำกัน", "give each a name of its own"
    ),
    "same-repeat-name": said(
        "ชื่อกลุ่มทำซ้ำ {0} ซ้ำ", "the repeat's name {0} is used already", "ตั้งชื่อให้ไม่ซ้ำกัน", "give each a name of its own"
    ),
    "reserved-name": said("ชื่อ {0} สงวนไว้ใช้ในระบบ", "the name {0} is reserved", "ใช้ชื่ออื่น", "take another name"),
    "name-case": said(
        "ชื่อ {0} ต่างกับชื่ออื่นเพียงตัวพิมพ์เล็กใหญ่",
        "the name {0} differs from another only in capitals",
        "ตั้งชื่อให้ต่างกันชัดเจน",
        "choose names that differ clearly",
    ),
    "no-possible-date": said(
        "ไม่มีวันที่ใดที่ผ่านเงื่อนไขนี้ (รับตั้งแต่ปี ค.ศ. 1900 ถึง 2150)",
        "no date that is taken (1900 to 2150) meets this condition",
        "ตรวจวันแรกและวันสุดท้ายของช่วง ปีต้องเป็น ค.ศ. เช่น 2026-10-01",
        "see the first and the last day; years are of the common era, such as 2026-10-01",
    ),
    "no-possible-number": said(
        "ไม่มีตัวเลขใดที่ผ่านเงื่อนไขนี้ เพราะค่าน้อยสุดมากกว่าค่ามากสุด",
        "no number meets this condition: the smallest is above the largest",
        "ตรวจค่าน้อยสุดและค่ามากสุด",
        "see the smallest and the largest",
    ),
    "never-met": said(
        "เงื่อนไขนี้ไม่เป็นจริงเลย จึงไม่มีคำตอบใดที่ผ่าน",
        "this condition is never true, so no answer meets it",
        "เขียนเงื่อนไขของคำตอบ เช่น . >= 0 หรือเว้นว่าง",
        "write what an answer has to meet, such as . >= 0, or leave it empty",
    ),
    "no-questions": said(
        "แบบนี้ไม่มีคำถามให้ผู้ตอบ",
        "the form asks nothing",
        "เพิ่มข้อคำถามอย่างน้อยหนึ่งข้อในแผ่น survey",
        "add at least one question to the sheet survey",
    ),
    "lone-word": said(
        "คำว่า “{0}” ในคอลัมน์ {1} ไม่ใช่เงื่อนไข",
        "“{0}” in the column {1} is no condition",
        "เขียน yes (ใช่) no (ไม่) หรือเงื่อนไข เช่น ${ชื่อข้อ} = 'yes'",
        "write yes, no or a condition, such as ${name} = 'yes'",
    ),
    "count-word": said(
        "จำนวนรอบ “{0}” ไม่ใช่ตัวเลข",
        "the count “{0}” is no number",
        "เขียนตัวเลข เช่น 3 หรืออ้างถึงข้อที่ใช้นับ เช่น ${ชื่อข้อ}",
        "write a number, such as 3, or the question that counts, such as ${name}",
    ),
    "trigger-form": said(
        "คอลัมน์ trigger ต้องอ้างถึงข้ออื่นในรูป ${ชื่อ}",
        "a trigger is another question, written ${name}",
        "เขียน ${ชื่อข้อ} หากมีหลายข้อคั่นด้วยจุลภาค",
        "write ${name}, several with commas between",
    ),
    "trigger-not-asked": said(
        "{0} ไม่ใช่ข้อที่ผู้ตอบเห็น จึงใช้เป็น trigger ไม่ได้",
        "{0} is not shown to anybody, so it triggers nothing",
        "อ้างถึงข้อที่ผู้ตอบกรอกเอง",
        "name a question that is answered",
    ),
    "audit-name": said(
        "ข้อชนิด audit ตั้งชื่อเองไม่ได้",
        "an audit has no name of its own",
        "เว้นช่อง name ให้ว่าง",
        "leave name empty",
    ),
    "unknown-media": said(
        "ไม่รู้จักสื่อชนิด {0}",
        "the medium {0} is not known",
        "ใช้คอลัมน์ image, audio หรือ video",
        "use the columns image, audio or video",
    ),
    "big-image-alone": said(
        "big-image ต้องมี image คู่กัน",
        "a big-image needs an image beside it",
        "ใส่ชื่อภาพในคอลัมน์ image ด้วย",
        "name a picture in the column image too",
    ),
    "no-calculation": said(
        "ข้อชนิด calculate ไม่มีสูตร",
        "a calculate without a calculation",
        "ใส่สูตรในคอลัมน์ calculation",
        "write it in the column calculation",
    ),
    "no-label": said(
        "ข้อนี้ไม่มีข้อความคำถาม", "this question has no words", "ใส่ข้อความในคอลัมน์ label", "write them in the column label"
    ),
    "conversion": said(
        "ระบบแปลงแบบรายงานอ่านค่าในช่องนี้ไม่ได้",
        "the converter (pyxform) does not take this: {0}",
        "ลบค่านี้ หรือเขียนตามตัวอย่างที่ xlsform.org แล้วตรวจอีกครั้ง",
        "take it out, or write it as xlsform.org shows, and check again",
    ),
}

_LANGUAGES_AND_COLUMNS: dict[str, WordedAs] = {
    "missing-text": said(
        "ไม่มีข้อความภาษาหลัก ({0})",
        "there is no text in the default language ({0})",
        "ใส่ข้อความในคอลัมน์ {s}",
        "write it in the column {s}",
    ),
    "unknown-language": said(
        "ภาษาหลัก {0} ในแผ่น settings ไม่ตรงกับคอลัมน์ใด",
        "the default_language {0} on the settings sheet is no column's language",
        "เขียนให้ตรงกับชื่อคอลัมน์ เช่น {s}",
        "write it as in the columns: {s}",
    ),
    "language-otherwise": said(
        "ภาษาในคอลัมน์ {0} เขียนไม่ตรงกับคอลัมน์ label ของแผ่น survey จึงนับเป็นอีกภาษาหนึ่ง",
        "the language of the column {0} is not written as in the label of the sheet survey, and counts as another",
        "แก้ชื่อคอลัมน์เป็น {s}",
        "name the column {s}",
    ),
    "missing-translation": said(
        "ภาษา {0} ยังขาดคอลัมน์ {1} จะแสดงเป็นภาษาหลักแทน",
        "the language {0} has no columns {1}; the default language is shown instead",
    ),
    "default-does-not-fit": said(
        "ค่าเริ่มต้น “{0}” ไม่เข้ากับชนิดของข้อ จึงไม่ได้ใช้",
        "the default “{0}” does not fit the question and is not used",
        "ตรวจชนิดข้อ หรือ name ของตัวเลือก วันที่เขียน 2026-11-22",
        "check the type, or the option's name; a date is written 2026-11-22",
    ),
    "no-constraint-message": said(
        "มี constraint แต่ไม่มีข้อความบอกผู้ตอบ",
        "a constraint without a message for the person who answers",
        "ใส่ constraint_message ว่าต้องแก้อย่างไร",
        "say in constraint_message what to do",
    ),
    "repeat-no-label": said(
        "กลุ่มทำซ้ำ {0} ไม่มี label", "the repeat {0} has no label", "ใส่ชื่อกลุ่มในคอลัมน์ label", "write its heading in label"
    ),
    "unknown-header": said("ไม่รู้จักคอลัมน์ {0} จึงไม่ได้ใช้", "the column {0} is not known and not used"),
    "no-namespace": said(
        "คอลัมน์ bind::{0}: ใช้ไม่ได้ เพราะแผ่น settings ยังไม่ได้ประกาศ {0}",
        "the columns bind::{0}: cannot be used: the settings sheet does not declare {0}",
        'เพิ่มคอลัมน์ namespaces ในแผ่น settings แล้วใส่ {0}="https://nong-rai-ngan.example/form"',
        'add a column namespaces to the settings sheet, with {0}="https://nong-rai-ngan.example/form"',
    ),
    "bad-attribute": said(
        "ชื่อคอลัมน์ {0} ใช้ไม่ได้ หลัง :: ต้องเป็นชื่อที่ไม่มีเว้นวรรคหรือเครื่องหมาย",
        "the column {0} cannot be used: what stands behind :: is a name without spaces and marks",
        "เปลี่ยนชื่อคอลัมน์ หรือลบคอลัมน์นี้",
        "give the column another name, or delete it",
    ),
    "unbound-prefix": said(
        "คอลัมน์นี้ใช้คำนำหน้า {0}: ซึ่งแผ่น settings ยังไม่ได้ประกาศ",
        "the column begins with {0}:, which the settings sheet does not declare",
        'ลบคอลัมน์นี้ หรือเพิ่มคอลัมน์ namespaces ในแผ่น settings แล้วใส่ {0}="https://…"',
        'delete it, or add a column namespaces to the settings sheet, with {0}="https://…"',
    ),
    "unknown-mark": said("ไม่รู้จักคอลัมน์ {0} จึงไม่ได้ใช้", "the column {0} is not known and not used"),
    "unknown-mark-word": said(
        "ไม่รู้จักคำว่า “{0}” ในคอลัมน์นี้ จึงไม่ได้ใช้",
        "“{0}” is not known in this column and not used",
        "คำที่ใช้ได้: {1}",
        "it takes: {1}",
    ),
    "idle-mark-word": said(
        "คำว่า “{0}” ไม่มีผลกับข้อชนิดนี้",
        "“{0}” does nothing for a question of this type",
        "total และ jump ใช้กับข้อตัวเลข same ใช้กับข้อความ",
        "total and jump are for numbers, same is for text",
    ),
    "settings-row": said(
        "แผ่น settings ใช้เฉพาะแถวที่ 2 จึงไม่ได้ใช้แถวนี้",
        "only row 2 of the sheet settings is read, so this one is not used",
        "ย้ายค่าที่ต้องการไปไว้ในแถวที่ 2",
        "move what is wanted to row 2",
    ),
    "similar-sheet": said("แบบนี้ไม่ได้ใช้แผ่นงาน {0}", "the sheet {0} is not used"),
    "formula": said(
        "ช่องนี้เป็นสูตร Excel จะใช้ค่าที่คำนวณไว้ล่าสุด",
        "this cell is an Excel formula; the value it last gave is used",
        "วางเป็นค่า (Paste values) หากไม่ต้องการให้เปลี่ยน",
        "paste it as a value if it should not change",
    ),
    "formula-empty": said(
        "ช่องนี้เป็นสูตร Excel ที่ไม่มีค่า",
        "this cell is an Excel formula without a value",
        "เปิดด้วย Excel แล้วบันทึกใหม่ หรือวางเป็นค่า",
        "open it in Excel and save it again, or paste it as a value",
    ),
}

SHEETS: dict[str, WordedAs] = {**_TYPES_AND_NAMES, **_LANGUAGES_AND_COLUMNS, **LISTS, **GROUPS, **PARAMETERS, **UNUSED}
