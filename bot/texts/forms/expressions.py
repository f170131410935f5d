"""What is wrong with an expression: Thai and English side by side."""

from __future__ import annotations

from bot.texts.forms.words import WordedAs, said

EXPRESSIONS: dict[str, WordedAs] = {
    "empty-expression": said("สูตรว่างเปล่า", "the expression is empty"),
    "ends-early": said(
        "สูตรยังไม่ครบ",
        "the expression ends too early",
        "ตรวจว่าหลังเครื่องหมายหรือวงเล็บตัวสุดท้ายยังขาดอะไร",
        "see what is missing after the last sign or bracket",
    ),
    "unclosed-quote": said(
        "เปิดเครื่องหมายคำพูด {0} แล้วไม่ได้ปิด",
        "the quotation mark {0} is opened here and never closed",
        "ใส่ {s} ปิดท้ายข้อความ",
        "put {s} at the end of the text",
    ),
    "unclosed-bracket": said(
        "เปิดวงเล็บ {0} แล้วไม่ได้ปิด", "the bracket {0} is opened here and never closed", "ใส่ {s} ปิด", "close it with {s}"
    ),
    "unexpected": said(
        "ไม่ควรมี {0} ตรงนี้",
        "{0} is not expected here",
        "ตรวจว่ามีวงเล็บเกิน หรือขาดเครื่องหมายระหว่างค่าสองค่า",
        "look for a bracket too many, or a missing operator between two values",
    ),
    "stray-character": said("อักขระ {0} ใช้ในสูตรไม่ได้", "the character {0} has no meaning in an expression"),
    "not-an-operator": said("{0} ไม่ใช่เครื่องหมายในสูตร", "{0} is not an operator", "ใช้ {s} แทน", "write {s} instead"),
    "unlisted-value": said(
        "รายการของข้อ {1} ไม่มีตัวเลือกที่มี name เป็น “{0}” จึงไม่มีผู้ใดเลือกค่านี้ได้",
        "the list of {1} has no option with the name “{0}”, so this is never chosen",
        "ใช้ค่าในคอลัมน์ name ของแผ่น choices",
        "write what stands in the column name of the sheet choices",
    ),
    "lone-ampersand": said(
        "& ไม่ใช่เครื่องหมายในสูตร",
        "& is not an operator",
        "เชื่อมเงื่อนไขด้วย and ต่อข้อความด้วย concat(…)",
        "join conditions by and, words by concat(…)",
    ),
    "typographic-quote": said(
        "{0} เป็นเครื่องหมายคำพูดแบบโค้ง", "{0} is a typographic quotation mark", "ใช้ {s} แทน", "write {s} instead"
    ),
    "reference-form": said(
        "อ้างถึงข้ออื่นต้องเขียน ${ชื่อ}",
        "another question is written ${name}",
        "ใช้ปีกกาครอบชื่อ เช่น {s}",
        "put the name in braces: {s}",
    ),
    "decimal-comma": said(
        "ทศนิยมใช้จุด ไม่ใช้จุลภาค", "a decimal is written with a point, not a comma", "เขียน {s}", "write {s}"
    ),
    "thousands-comma": said(
        "ตัวเลขในสูตรไม่ใส่จุลภาคคั่นหลักพัน",
        "a number is written without commas between its thousands",
        "เขียน {s}",
        "write {s}",
    ),
    "bare-null": said(
        "null ไม่มีความหมายในสูตร จึงเท่ากับค่าว่าง",
        "null has no meaning here and is a blank",
        "เขียน {s} (อัญประกาศเดี่ยวสองตัวติดกัน)",
        "write {s} (two single quotes)",
    ),
    "bare-truth": said("{0} ไม่ใช่ค่าจริงหรือเท็จ", "{0} is neither true nor false here", "เขียน {s}", "write {s}"),
    "too-long-expression": said(
        "สูตรยาวเกิน {0} ตัวอักษร",
        "the expression is longer than {0} characters",
        "แบ่งเป็นหลายข้อชนิด calculate",
        "split it into several calculate questions",
    ),
    "too-deep": said(
        "วงเล็บซ้อนกันเกิน {0} ชั้น",
        "brackets are nested more than {0} deep",
        "แบ่งเป็นหลายข้อชนิด calculate",
        "split it into several calculate questions",
    ),
    "too-many-operators": said(
        "มีเครื่องหมายต่อกันเกิน {0} ตัว",
        "more than {0} operators in a row",
        "แบ่งเป็นหลายข้อชนิด calculate",
        "split it into several calculate questions",
    ),
    "unsupported-union": said("ไม่รองรับการรวมเส้นทางด้วย |", "joining paths with | is not supported"),
    "unsupported-filter": said("เงื่อนไขใน [ ] ใช้ได้เฉพาะต่อท้ายเส้นทาง", "a condition in [ ] may stand only in a path"),
    "unsupported-path-after-call": said("เขียนเส้นทางต่อจาก {0}() ไม่ได้", "a path cannot go on from {0}()"),
    "unsupported-double-slash": said(
        "ไม่รองรับ // ในเส้นทาง",
        "// is not supported in a path",
        "เขียนเส้นทางเต็ม หรือใช้ ${ชื่อ}",
        "write the whole path, or ${name}",
    ),
    "unsupported-attribute": said("ไม่รองรับ @ ในเส้นทาง", "@ is not supported in a path"),
    "unsupported-axis": said(
        "ไม่รองรับแกน {0}:: ในเส้นทาง", "the axis {0}:: is not supported", "ใช้ ${ชื่อ}", "write ${name}"
    ),
    "unsupported-axis-name": said("{0}:: ใช้ได้เฉพาะหน้า *", "{0}:: is supported only before *", "ใช้ {s}", "write {s}"),
    "unknown-function": said("ไม่มีฟังก์ชัน {0}()", "there is no function {0}()"),
    "argument-count": said(
        "{0}() ต้องมีค่าในวงเล็บ {1} ค่า แต่มี {2} ค่า",
        "{0}() takes {1} arguments, here are {2}",
        "คั่นแต่ละค่าด้วยจุลภาค",
        "put commas between the arguments",
    ),
    "argument-question": said(
        "{0}() ต้องใช้กับข้อในแบบ ไม่ใช่ค่าหรือข้อความ",
        "{0}() takes a question, not a value",
        "เขียน {0}(${ชื่อ})",
        "write {0}(${name})",
    ),
    "choice-name-quotes": said(
        "ค่าที่สองของ jr:choice-name() ต้องอยู่ในเครื่องหมายคำพูด",
        "the second argument of jr:choice-name() is written in quotation marks",
        "เขียน jr:choice-name(${ชื่อ}, '${ชื่อ}')",
        "write jr:choice-name(${name}, '${name}')",
    ),
    "choice-name-path": said(
        "ค่าที่สองของ jr:choice-name() ไม่ใช่ข้อในแบบ",
        "the second argument of jr:choice-name() is not a question",
        "เขียน jr:choice-name(${ชื่อ}, '${ชื่อ}')",
        "write jr:choice-name(${name}, '${name}')",
    ),
    "indexed-repeat-arguments": said(
        "indexed-repeat() ต้องมีข้อ ตามด้วยกลุ่มทำซ้ำกับลำดับแถวเป็นคู่",
        "indexed-repeat() takes a question, then pairs of a repeat and a row number",
        "เขียน indexed-repeat(${ข้อ}, ${กลุ่ม}, 1)",
        "write indexed-repeat(${question}, ${repeat}, 1)",
    ),
    "pulldata-arguments": said(
        "pulldata() ต้องมีชื่อไฟล์และชื่อคอลัมน์สองชื่อในเครื่องหมายคำพูด แล้วตามด้วยค่า",
        "pulldata() takes a file and two columns in quotation marks, then a value",
        "เขียน pulldata('ไฟล์', 'คอลัมน์ที่ต้องการ', 'คอลัมน์ที่ใช้ค้น', ${ข้อ})",
        "write pulldata('file', 'wanted column', 'key column', ${question})",
    ),
    "instance-argument": said(
        "instance() ต้องมีชื่อรายการหนึ่งชื่อในเครื่องหมายคำพูด", "instance() takes one list's name in quotation marks"
    ),
    "unknown-instance": said("ไม่มีรายการหรือไฟล์ชื่อ {0}", "there is no list or file named {0}"),
    "unknown-column": said("รายการ {0} ไม่มีคอลัมน์ {1}", "the list {0} has no column {1}"),
    "unknown-path": said("ไม่มี {0} ในแบบ", "there is no {0} in the form"),
    "unknown-name": said(
        "ไม่มีข้อชื่อ {0}",
        "there is no question named {0}",
        "ใช้ชื่อที่มีในคอลัมน์ name ของแผ่น survey",
        "write a name that stands in the column name of the sheet survey",
    ),
    "ambiguous-name": said(
        "มีข้อชื่อ {0} มากกว่าหนึ่งข้อ จึงไม่ทราบว่าหมายถึงข้อใด",
        "more than one question is named {0}, so it is not clear which is meant",
        "ตั้งชื่อให้ไม่ซ้ำกัน",
        "give each a name of its own",
    ),
    "bad-reference": said(
        "การอ้างถึงข้ออื่นเขียนไม่ครบ",
        "a reference to another question is not written in full",
        "เขียน ${ชื่อ} โดยเปิดและปิดปีกกา ไม่เว้นวรรค",
        "write ${name} with both braces and no space",
    ),
    "nearly-reference": said(
        "{0} ไม่ใช่การอ้างถึงข้ออื่น จะแสดงเป็นตัวอักษรตามที่เขียน",
        "{0} is no reference to a question and is shown as it stands",
        "เขียน {s}",
        "write {s}",
    ),
    "bare-word": said(
        "{0} ไม่ใช่ชื่อที่รู้จัก",
        "{0} is not a name that is known here",
        "ถ้าเป็นข้อความ ให้ใส่เครื่องหมายคำพูด: {s}",
        "a word is written in quotation marks: {s}",
    ),
    "bare-function": said(
        "{0} เป็นชื่อฟังก์ชัน ต้องมีวงเล็บต่อท้าย", "{0} is a function and takes brackets", "เขียน {s}", "write {s}"
    ),
    "unquoted-date": said(
        "{0} ในสูตรเป็นการลบเลข ไม่ใช่วันที่",
        "{0} is a subtraction here, not a date",
        "เขียน {s}",
        "write {s}",
    ),
    "chained-comparison": said(
        "เทียบสามค่าต่อกันไม่ได้ ผลจะไม่ตรงกับที่ตั้งใจ",
        "three values cannot be compared in a row; this is not what it seems",
        "แยกเป็นสองเงื่อนไขเชื่อมด้วย and เช่น . >= 1 and . <= 5",
        "write two conditions: . >= 1 and . <= 5",
    ),
    "lone-value": said(
        "{0} อยู่ข้าง {1} โดยไม่ได้เทียบกับข้อใด จึงเป็นจริงเสมอ",
        "{0} stands beside {1} without being compared, and is always true",
        "เขียนเงื่อนไขให้ครบทั้งสองข้าง เช่น ${ชื่อ} = 'a' or ${ชื่อ} = 'b'",
        "write both conditions whole: ${name} = 'a' or ${name} = 'b'",
    ),
    "text-as-number": said(
        "'{0}' เป็นข้อความ จึงใช้คำนวณหรือเทียบมากน้อยไม่ได้",
        "'{0}' is a text, which cannot be computed with or compared by size",
        "ตัวเลขเขียนโดยไม่มีเครื่องหมายคำพูด วันที่เขียน date('2026-11-22') ต่อข้อความด้วย concat(…)",
        "a number has no quotation marks, a date is date('2026-11-22'), words are joined by concat(...)",
    ),
    "bare-question": said(
        "{0} เป็นชื่อข้อ แต่ไม่ได้เขียนแบบอ้างถึง",
        "{0} is a question, but not written as a reference",
        "เขียน {s}",
        "write {s}",
    ),
    "bare-date": said(
        "'{0}' เป็นข้อความ ไม่ใช่วันที่ แอปอื่นจะเทียบไม่ได้",
        "'{0}' is a text, not a date; other programs cannot compare it",
        "เขียน {s}",
        "write {s}",
    ),
    "date": said(
        "{0} ไม่ใช่วันที่",
        "{0} is not a date",
        "เขียนปี ค.ศ.-เดือน-วัน เช่น 2026-11-22",
        "write year-month-day, such as 2026-11-22",
    ),
    "buddhist-date": said(
        "{0} เป็นปี พ.ศ. แต่ในแบบต้องเขียนเป็นปี ค.ศ.",
        "{0} is a year of the Buddhist Era; a form takes the common one",
        "เขียน {s}",
        "write {s}",
    ),
    "no-date-in-years": said(
        "{0} เป็นปี พ.ศ. แต่ในแบบต้องเขียนเป็นปี ค.ศ. จึงไม่มีวันที่ใดที่ผ่านเงื่อนไขนี้",
        "{0} is a year of the Buddhist Era; a form takes the common one, so no date can meet this condition",
        "เขียน {s}",
        "write {s}",
    ),
    "date-pattern": said(
        "รูปแบบวันที่ {0} มีตัวอักษรที่ไม่รู้จัก",
        "the date pattern {0} has a letter that is not known",
        "ใช้ได้: {1}",
        "known are: {1}",
    ),
    "pattern": said(
        "รูปแบบ (regex) เขียนไม่ถูกต้อง",
        "this is not a pattern (regex): {0}",
        "ตรวจวงเล็บ [ ] ( ) และตัวทำซ้ำ * + ?",
        "check the brackets [ ] ( ) and the repetitions * + ?",
    ),
    "long-pattern": said("รูปแบบ (regex) ยาวเกิน {0} ตัวอักษร", "the pattern (regex) is longer than {0} characters"),
    "several-rows": said(
        "ข้อนี้อยู่ในกลุ่มทำซ้ำ จึงมีหลายค่า แต่ตรงนี้ต้องการค่าเดียว",
        "this question is in a repeat and has many values, where one is wanted",
        "ใช้ sum(), count(), join() หรือระบุแถวด้วย {s}",
        "use sum(), count(), join(), or name the row with {s}",
    ),
    "cycle": said(
        "สูตรอ้างถึงกันเป็นวง: {0}",
        "these depend on each other in a circle: {0}",
        "ตัดการอ้างถึงออกหนึ่งจุด",
        "take one of the references out",
    ),
    "cycle-itself": said(
        "ข้อนี้อ้างถึงตัวเอง: {0}",
        "this depends on itself: {0}",
        "เงื่อนไขแสดงหรือสูตรของข้อ อ้างถึงข้อนั้นเองไม่ได้",
        "a question's relevance or calculation cannot read the question itself",
    ),
}
