"""Trying a form in the chat before offices answer it: what is said around the interview's own questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.buttons import tap
from bot.messages import Button, Card, Message, Post, Text
from bot.thai.digits import quoted

# [trial]
MARK = "[ทดลอง]"
# try it, leave the trial
TRY, LEAVE = "ลองกรอก", "เลิกลอง"
_LONGEST_NAME = 60

# Your own report is as you left it.
_RESTS = "\nรายงานที่ท่านกรอกค้างไว้ยังอยู่ครบ พิมพ์ “รายงาน” เพื่อทำต่อ"
_REPORT = tap("ทำรายงานต่อ", "report", "รายงาน")  # go on with the report
# The trial rests; type "try it" to go on.
RESTS_HERE = Text(f"{MARK} พักการทดลองไว้แล้วค่ะ พิมพ์ “{TRY}” เพื่อลองต่อ")
# The trial is over: nobody went on with it for a day. Nothing was kept.
OVER = Text(f"{MARK} การทดลองครั้งก่อนหมดเวลาแล้วค่ะ ไม่มีการบันทึกใด ๆ\nพิมพ์ “{TRY}” เพื่อลองใหม่")
# The form that was being tried has been changed or deleted; the trial is over.
GONE = Text(f"{MARK} แบบที่ลองอยู่ถูกลบหรือเปลี่ยนไปแล้ว การทดลองจึงจบลงค่ะ\nพิมพ์ “{TRY}” เพื่อลองแบบล่าสุด")
# No trial is going on. To begin one, type "try it".
NONE_GOING_ON = Text(f"ขณะนี้ไม่มีการทดลองค่ะ พิมพ์ “{TRY}” เพื่อเริ่ม")


def name(title: str) -> str:
    """The form's own name, as it stands above every question."""
    return title if len(title) <= _LONGEST_NAME else f"{title[: _LONGEST_NAME - 1]}…"


def marked(messages: Sequence[Message]) -> list[Message]:
    """The same messages, each with the mark of a trial before anything else."""
    return [_marked(message) for message in messages]


def begun(title: str, rests: bool) -> str:
    """Trying the form … Nothing you answer is kept or counted, and photos are not fetched. Type "leave the trial" to
    stop at any time. (Your own report rests meanwhile with all its answers.)"""
    said = (
        f"ลองกรอก {quoted(name(title))}\nคำตอบไม่บันทึกเป็นรายงาน ไม่นับในผลรวม และไม่เก็บภาพหรือไฟล์\n"
        f"พิมพ์ “{LEAVE}” เพื่อเลิกได้ทุกเมื่อ"
    )
    return f"{said}\nรายงานที่ท่านกรอกค้างไว้ยังอยู่ครบ กลับไปทำต่อได้เมื่อเลิกลอง" if rests else said


def finished(answers: int, again: str, desk: str, rests: bool) -> Card:
    """The end of the trial: everything passed, nothing was recorded."""
    return Card(
        title=f"{MARK} จบการทดลอง",  # end of the trial
        # Every question was answered through to sending: … answers. Nothing was recorded as a report.
        text=f"กรอกได้ครบจนถึงการส่ง {answers} คำตอบ ไม่มีการบันทึกเป็นรายงานค่ะ" + (_RESTS if rests else ""),
        buttons=(_again(again), _to_desk(desk)),
        quick=(_again(again), _to_desk(desk), *((_REPORT,) if rests else ())),
    )


def left(again: str, rests: bool) -> Text:
    # The trial is over. Nothing was kept.
    said = f"{MARK} เลิกลองแล้วค่ะ ไม่มีการบันทึกใด ๆ"
    return Text(said + (_RESTS if rests else ""), (_again(again), *((_REPORT,) if rests else ())))


def paused(go_on: Button | None) -> Text:
    # The trial rests. To go on, press the button or type "try it"; to stop, type "leave the trial".
    return Text(f"{MARK} พักการทดลองไว้แล้วค่ะ\nพิมพ์ “{TRY}” เพื่อลองต่อ หรือ “{LEAVE}” เพื่อเลิก", (go_on,) if go_on else ())


def choose(forms: Sequence[tuple[str, str]], desk: str) -> Text:
    """(name, button's data) of the forms in use, where the author has no draft."""
    if not forms:
        # There is no form to try yet. Please upload a workbook at the desk.
        return Text("ยังไม่มีแบบให้ลองค่ะ กรุณาส่งไฟล์แบบรายงานที่หน้าเว็บผู้กำกับดูแล", (_to_desk(desk),))
    # You have no draft waiting. Which form in use would you like to try?
    lines = "\n".join(f"{at}. {one}" for at, (one, _) in enumerate(forms, 1))
    buttons = tuple(Button(one, Post(data, f"{TRY} {one}")) for one, data in forms)
    return Text(f"ท่านไม่มีฉบับร่างที่รอเผยแพร่ค่ะ ต้องการลองแบบที่ใช้อยู่แบบใดคะ\n{lines}", (*buttons, _to_desk(desk)))


def _marked(message: Message) -> Message:
    if isinstance(message, Text):
        return replace(message, text=f"{MARK} {message.text}")
    if isinstance(message, Card):
        return replace(message, title=f"{MARK} {message.title}", alt=f"{MARK} {message.alt}" if message.alt else "")
    return message


def _again(data: str) -> Button:
    return Button("ลองอีกครั้ง", Post(data, TRY))  # try again


def _to_desk(path: str) -> Button:
    return tap("เปิดหน้าแบบรายงาน", "desk.open", "เปิดหน้าเว็บ", to=path)  # open the page of forms
