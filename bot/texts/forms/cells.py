"""What is odd in the cells themselves, and lists and rows that nobody reads: Thai and English side by side."""

from __future__ import annotations

from bot.texts.forms.words import WordedAs, said

CELLS: dict[str, WordedAs] = {
    "merged-cell": said(
        "ช่องนี้รวมหลายแถวไว้ด้วยกัน (ผสานเซลล์) จึงใช้ค่านี้กับทุกแถวที่รวมไว้",
        "this cell is merged over several rows; what it holds is used for each of them",
        "เลิกผสานเซลล์ แล้วใส่ค่าให้ครบทุกแถว",
        "unmerge it and fill in every row",
    ),
    "merged-name": said(
        "ช่อง name ของแถว {0} ถูกผสานเป็นช่องเดียว แต่ละแถวต้องมีชื่อแยกกัน",
        "the name is one merged cell for the rows {0}; each row needs a name of its own",
        "เลิกผสานเซลล์ แล้วตั้งชื่อให้แต่ละแถวไม่ซ้ำกัน",
        "unmerge it and give each row its own name",
    ),
    "merged-across": said(
        "ช่องนี้ผสานเป็นช่องเดียวกับ {0} คอลัมน์ {1} ของแถวนี้จึงว่าง",
        "this cell is merged with {0}, so the column {1} is empty in this row",
        "เลิกผสานเซลล์ แล้วใส่ค่าในคอลัมน์ {1}",
        "unmerge it and fill in the column {1}",
    ),
    "cleaned-cell": said(
        "ช่องนี้มีอักขระที่มองไม่เห็น หรือวงเล็บและเครื่องหมายแบบเต็มความกว้างจากแป้นพิมพ์จีนหรือญี่ปุ่น จึงอ่านโดยตัดหรือเปลี่ยนให้แล้ว",
        "this cell holds characters that cannot be seen, or full-width ones; it is read without them",
        "พิมพ์ช่องนี้ใหม่ โดยไม่คัดลอกจากเว็บหรือเอกสารอื่น",
        "type it anew, rather than pasting it from elsewhere",
    ),
    "date-cell": said(
        "ช่องนี้เป็นวันที่ของ Excel จึงอ่านเป็น ปี ค.ศ.-เดือน-วัน",
        "this cell holds an Excel date, and is read as year-month-day",
        "หากต้องการข้อความอื่น ตั้งรูปแบบเซลล์เป็นข้อความ (Text) แล้วพิมพ์ใหม่",
        "for other words set the cell's format to text and type them anew",
    ),
    "no-head": said(
        "คอลัมน์นี้ไม่มีชื่อในแถวแรก จึงไม่ได้ใช้",
        "this column has no name in the first row, and is not used",
        "ใส่ชื่อคอลัมน์ในแถวแรก (หากผสานกับคอลัมน์ข้างเคียง ให้เลิกผสานเซลล์) หรือลบคอลัมน์นี้",
        "name it in the first row (unmerged from its neighbour), or delete it",
    ),
    "hidden-row": said(
        "แถวนี้ซ่อนอยู่ใน Excel แต่ยังเป็นส่วนหนึ่งของแบบ",
        "this row is hidden in Excel, and still a part of the form",
        "ลบแถวหากไม่ต้องการใช้",
        "delete the row if it is not wanted",
    ),
    "unused-list": said(
        "รายการ {0} ไม่มีข้อใดใช้",
        "no question uses the list {0}",
        "ลบรายการ หรือตรวจชื่อรายการในคอลัมน์ type",
        "delete it, or see the list's name in the column type",
    ),
    "or-other-english": said(
        "or_other เพิ่มตัวเลือก “Other” และข้อ “Specify other.” เป็นภาษาอังกฤษ",
        "or_other adds an option “Other” and a question “Specify other.” in English",
        "เพิ่มตัวเลือก “อื่น ๆ” ในแผ่น choices และข้อชนิด text ให้ระบุ แทน or_other",
        "add an option of your own to the choices and a text question, instead of or_other",
    ),
    "count-of-words": said(
        "จำนวนรอบมาจากข้อ {0} ซึ่งคำตอบไม่ใช่ตัวเลข จึงไม่มีรอบใดให้กรอก",
        "the repeat is counted by {0}, whose answer is no number, so it has no rows",
        "อ้างถึงข้อชนิด integer ที่ถามจำนวน",
        "name a question of type integer that asks how many",
    ),
    "many-rows-counted": said(
        "จำนวนรอบของกลุ่มทำซ้ำอาจเกิน {0} ระบบจะถามไม่เกิน {0} รอบ",
        "the repeat may be counted above {0}; no more than {0} rows are asked",
        "กำหนด constraint ของข้อที่ใช้นับ เช่น . <= {0}",
        "limit the question that counts: . <= {0}",
    ),
}
