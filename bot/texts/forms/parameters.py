"""What is wrong in the column parameters: Thai and English side by side."""

from __future__ import annotations

from bot.texts.forms.words import WordedAs, said

PARAMETERS: dict[str, WordedAs] = {
    "bad-parameters": said(
        "ค่าในคอลัมน์ parameters ใช้กับข้อชนิดนี้ไม่ได้",
        "the parameters cannot be used: {0}",
        "ลบค่านี้ หรือเขียนตามตัวอย่างที่ xlsform.org",
        "take it out, or write it as xlsform.org shows",
    ),
    "parameters-form": said(
        "คอลัมน์ parameters เขียนผิดรูปแบบ",
        "the parameters are not written rightly",
        "เขียน ชื่อ=ค่า คั่นด้วยเว้นวรรค เช่น start=1 end=10 step=1",
        "write name=value with spaces between: start=1 end=10 step=1",
    ),
    "parameter-unknown": said(
        "ไม่รู้จักค่า {0} ในคอลัมน์ parameters", "the parameter {0} is not known", "ชนิดนี้ใช้ได้: {1}", "this type takes: {1}"
    ),
    "range-number": said("ค่า {0} ของ range ต้องเป็นตัวเลข", "the range's {0} must be a number"),
    "range-zero": said("ค่า {0} ของ range เป็น 0 ไม่ได้", "the range's {0} must not be 0"),
    "range-larger": said("ค่า {0} ของ range มากกว่าช่วง start ถึง end", "the range's {0} is larger than from start to end"),
    "range-multiple": said("ค่า {0} ของ range ต้องหารด้วย step ลงตัว", "the range's {0} must be a multiple of step"),
    "parameter-number": said(
        "ค่า {0} ในคอลัมน์ parameters ต้องเป็นตัวเลข",
        "the parameter {0} must be a number",
        "เขียนตัวเลขหลังเครื่องหมาย = เช่น {0}=1024",
        "write a number behind the =, such as {0}=1024",
    ),
    "parameter-truth": said(
        "ค่า {0} ในคอลัมน์ parameters ต้องเป็น true หรือ false", "the parameter {0} is either true or false"
    ),
    "parameter-value": said("ไม่รู้จักค่าของ {0} ในคอลัมน์ parameters", "the parameter {0} has a value that is not known"),
    "seed-alone": said(
        "seed ใช้ได้เมื่อมี randomize=true ด้วย",
        "a seed needs randomize=true beside it",
        "เพิ่ม randomize=true หรือลบ seed",
        "add randomize=true, or take seed out",
    ),
}
