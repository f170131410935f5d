"""Reports left in the middle, and how each goes on: what an older version has stored can be read and finished.

`python -m tests.bot.interview.drafts FOLDER` plays them all with the code as it is and writes into the folder what a
database would hold of each, and what is sent when it is finished without a break. A folder `states/version-N` holds
what was written when the interview's state had that version; it is never written again, nor are the forms beside it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.engine.definition.form import Form
from bot.engine.xform.reading import load_form
from bot.interview import interview
from bot.interview.asking.returned import set_returned
from bot.interview.state.types import Outcome, SentBack
from tests.bot.interview.chat import Chat

STATES = Path(__file__).with_name("states")
BUDGET = SentBack("/data/closing/budget", "impossible", "", "12,500 บาท")
STAFF = SentBack("/data/teach/staff", "unclear", "นับรวมวิทยากรหรือไม่", "40 คน")
WHOLE = SentBack("", "wrong_month", "ขอเดือนตุลาคม")
_SEPTEMBER = {
    "start": {"happened": "yes"},
    "teach": {"sessions": 2, "staff": 40, "new_areas": 1, "all_areas": 4},
    "join": {"centre": "yes", "households": 20, "partners": ["temple", "school"]},
    "spread": {"people": 150, "means": ["training", "broadcast"]},
    "closing": {"budget": 12500.0, "problems": "น้ำไม่พอในหน้าแล้ง ขอรถขุด", "photo_1": "older"},
}
BEFORE = [("2026-09", _SEPTEMBER), ("2026-08", _SEPTEMBER)]
TEACH = "> มี\n> 2\n> 40\n> 1\n> 5\n"
AREA = "> แปลงวัดเหนือ\n> วัด\n> 1\n> 3 ไร่\n> ขุดแล้ว\n"
JOIN = "> ใช่\n> 20\n> 1,3\n> 150\n> 1\n> 12500\n"
NO_MORE = "> ข้าม\n> ข้าม\n> เสร็จ\n"
END = "> -\n> (ภาพ)\n> ส่ง"
MONTH = f"{TEACH}{AREA}> ข้าม\n> (ภาพ)\n> เสร็จ\n{JOIN}> น้ำท่วมถนน\n> (ภาพ)\n"
AFTER_FIRST = MONTH.removeprefix("> มี\n")


@dataclass(frozen=True)
class Draft:
    """`come` leads to where the report is left, `go` from there to the sending. `asked_again`: the question is asked
    once more before `go`, as it is when an officer comes back, so that there are buttons to tap."""

    come: str
    go: str
    asked_again: bool = False
    form: str = "khok_nong_na-2026112201"
    given: dict[str, Any] = field(default_factory=dict)
    by: Callable[[Chat], None] | None = None


def sent_back(*points: SentBack) -> Callable[[Chat], None]:
    """The report was sent, and a supervisor sends these back."""

    def act(chat: Chat) -> None:
        chat._heard(interview.returned(chat.form, chat.state(), points, chat.about, chat.now))

    return act


def _returned_meanwhile(chat: Chat) -> None:
    chat.turn = replace(chat.turn, state=set_returned(chat.state(), [BUDGET]))


def _amended(chat: Chat) -> None:
    """Sent, its conversation thrown away, taken up again from what was sent."""
    state = interview.reopened(chat.form, chat.answers, chat.about, chat.now, BEFORE, 5, chat.turn.confirmed)
    chat._heard(interview.resume(chat.form, state, chat.about, chat.now))
    chat.type("แก้ 3")


def _moved(chat: Chat) -> None:
    new = form_called("meetings-2")
    state, words = interview.move(chat.form, chat.state(), new, chat.now)
    chat.form = new
    chat._heard(interview.resume(new, state, chat.about, chat.now, words=words))


def _prefilled(chat: Chat) -> None:
    prefill = interview.nothing_to_report(chat.form)
    chat._heard(interview.resume(chat.form, chat.state(), chat.about, chat.now, prefill=prefill))


AGAIN: dict[str, Any] = {"before": BEFORE, "factor": 5}
DRAFTS: dict[str, Draft] = {
    "first-question": Draft("", f"> [มีการดำเนินงาน]\n{AFTER_FIRST}> ส่ง", asked_again=True, given=AGAIN),
    "two-wrong-answers": Draft("> มี\n> มาก\n> เยอะ", f"> หลาย\n< ขอช่วยอธิบายข้อนี้\n{AFTER_FIRST}> ส่ง"),
    "values-of-last-month": Draft(
        f"{TEACH}{AREA}> ข้าม\n> ข้าม\n> เสร็จ",
        "> [ใช้ค่าเดิมทุกข้อ]\n> 12500\n> ข้าม\n> (ภาพ)\n> ส่ง",
        asked_again=True,
        given=AGAIN,
    ),
    "in-a-second-row": Draft(
        f"{TEACH}{AREA}> ข้าม\n> (ภาพ)\n> เพิ่ม\n> แปลงโรงเรียน\n> โรงเรียน",
        f"> 2\n> 2 งาน\n> ยังไม่ขุด\n{NO_MORE}{JOIN}{END}",
        asked_again=True,
    ),
    "at-the-rows": Draft(f"{TEACH}{AREA}> ข้าม\n> ข้าม", f"> แก้แถว 1\n> 4\n> 5 ไร่\n> เสร็จ\n{JOIN}{END}"),
    "looking-at-a-row": Draft(f"{TEACH}{AREA}> ข้าม\n> ข้าม\n> แก้แถว 1", f"> 4\n> 5 ไร่\n> เสร็จ\n{JOIN}{END}"),
    "removing-a-row": Draft(
        f"{TEACH}{AREA}> ข้าม\n> (ภาพ)\n> เพิ่ม\n> สอง\n{AREA[AREA.index('> วัด') :]}> ข้าม\n> (ภาพ)\n> ลบแถว 1",
        f"> ใช่\n> เสร็จ\n{JOIN}{END}",
    ),
    "a-place-abroad": Draft(f"{TEACH}{AREA}> 48.85, 2.35", f"> ใช่\n> ข้าม\n> เสร็จ\n{JOIN}{END}"),
    "half-chosen": Draft(
        f"{TEACH}{AREA}{NO_MORE}> ใช่\n> 20\n> [☐ 3. วัด]\n> [☐ 6. หมู่บ้าน]\n> [☐ 1. พัฒนาชุมชน]",
        "< ☑ 6.\n> [☑ 1. พัฒนาชุมชน]\n> [เสร็จ]\n> 150\n> 1\n> 9\n> ข้าม\n> (ภาพ)\n> ส่ง",
        asked_again=True,
    ),
    "all-unticked": Draft(
        f"{TEACH}{AREA}{NO_MORE}{JOIN}> -\n> (ภาพ)\n> แก้ 10\n> [☑ 1.]\n> [☑ 3.]",
        "<! ☑\n> [☐ 2. พัฒนาชุมชน]\n> [เสร็จ]\n> ส่ง",
        asked_again=True,
    ),
    "a-doubt-waits": Draft(
        f"{TEACH}{AREA}{NO_MORE}> ใช่\n> 20\n> 1\n> 9000",
        "> ใช่\n> 1\n> 12500\n> น้ำไม่พอในหน้าแล้ง ขอรถขุด\n> (ภาพ)\n> ใช่\n> ส่ง",
        given=AGAIN,
    ),
    "a-doubt-to-tap": Draft(
        f"{TEACH}{AREA}{NO_MORE}> ใช่\n> 20\n> 1\n> 9000",
        f"> [แก้ไข]\n> 151\n> 1\n> 12500\n{END}",
        asked_again=True,
        given=AGAIN,
    ),
    "doubts-settled": Draft(
        f"{TEACH}{AREA}{NO_MORE}> ใช่\n> 900\n> ใช่\n> 1\n> 9000\n> ข้าม\n> 1",
        "> 12500\n> -\n> (ภาพ)\n< 900 ครัวเรือน (ยืนยันแล้ว)\n<! 9,000 คน (ยืนยันแล้ว)\n> แก้ 11\n> 900\n> ใช่\n> ส่ง",
        given=AGAIN,
    ),
    "at-the-review": Draft(f"{MONTH}> (ภาพ)", "> 5\n> 6\n> ส่ง", given=AGAIN),
    "at-the-review-to-tap": Draft(f"{MONTH}> (ภาพ)", "> [5. พื้นที่]\n> 6\n> [ส่งรายงาน]", asked_again=True),
    "changing-an-answer": Draft(f"{TEACH}{AREA}> ข้าม\n> แก้ 2", f"> 3\n> (ภาพ)\n> เสร็จ\n{JOIN}{END}"),
    "photos-replaced": Draft(f"{MONTH}> (ภาพ)\n> แก้ 15\n> (ภาพ)\n> แก้ 2\n> 9", "> (ภาพ)\n> ส่ง"),
    "a-message-to-take-back": Draft(f"{TEACH}{AREA}> ข้าม\n> (ภาพ)", f"> (ยกเลิกข้อความ)\n> (ภาพ)\n> เสร็จ\n{JOIN}{END}"),
    "begun-again": Draft(
        f"{TEACH}{AREA}> ข้าม\n> (ภาพ)\n> เริ่มใหม่\n> ใช่\n> มี\n> เริ่มใหม่", f"> ไม่\n{AFTER_FIRST}> ส่ง", given=AGAIN
    ),
    "to-begin-again": Draft(f"{TEACH}{AREA}> ข้าม\n> (ภาพ)\n> เริ่มใหม่", f"> ใช่\n{MONTH}> ส่ง", given=AGAIN),
    "to-throw-away": Draft(f"{TEACH}> ยกเลิก", f"> ไม่\n{AREA}{NO_MORE}{JOIN}{END}"),
    "no-work-at-all": Draft("> มี\n> 2\n> ไม่มีการดำเนินงาน", f"> ไม่\n> 40\n> 1\n> 5\n{AREA}{NO_MORE}{JOIN}{END}"),
    "no-work": Draft("", "> ยังไม่มีงบประมาณ\n> ส่ง", by=_prefilled),
    "paused": Draft(f"{TEACH}> พัก", f"{AREA}{NO_MORE}{JOIN}{END}", asked_again=True),
    "amended": Draft(
        f"{TEACH}{AREA}{NO_MORE}> ใช่\n> 900\n> ใช่\n> 1\n> 150\n> 1\n> 12500\n{END}",
        "> 45\n> ส่ง",
        given=AGAIN,
        by=_amended,
    ),
    "two-sent-back": Draft(
        f"{MONTH}> ส่ง",
        "< ข้อมูลไม่ชัดเจน (นับรวมวิทยากรหรือไม่)\n> 41\n< ที่ส่งไว้: 12,500 บาท\n> 1250\n< ครบทุกข้อ\n> ส่ง",
        asked_again=True,
        by=sent_back(STAFF, BUDGET),
    ),
    "all-sent-back": Draft(
        f"{MONTH}> ส่ง", "< ส่งกลับทั้งฉบับ\n> แก้ 2\n> 3\n< ส่งกลับทั้งฉบับ\n> ส่ง", asked_again=True, by=sent_back(WHOLE)
    ),
    "sent-back-meanwhile": Draft(f"{MONTH}> ส่ง\n> แก้ 2", "> 3\n< ที่ส่งไว้: 12,500 บาท\n> 9\n> ส่ง", by=_returned_meanwhile),
    "meetings-page-3": Draft(
        "> วันนี้\n> 9.30\n> [ดูเพิ่ม]\n> [ดูเพิ่ม]",
        "< หน้า 3\n> [25. อำเภอที่ 25]\n> 2 1 3\n> สอง\n> เสร็จ\n> 1\n> รับทราบ\n> ส่ง",
        asked_again=True,
        form="meetings-1",
    ),
    "meetings-long-review": Draft(
        "> วันนี้\n> 9.30\n> 25\n> 2 1 3\n" + "> คน\n> เพิ่ม\n" * 60 + "> คน\n> เสร็จ\n> 1\n> รับทราบ\n> [ดูหน้า 2]",
        "> 60\n> 1\n> ใครอื่น\n> ส่ง",
        form="meetings-1",
    ),
    "meetings-moved": Draft(
        "> วันนี้\n> 9.30\n> 25\n> 2 1 3\n> คน\n> เสร็จ", "> 2 1\n> ศาลา\n> รับทราบ\n> ส่ง", form="meetings-1", by=_moved
    ),
}


def form_called(name: str) -> Form:
    """A form as it was published when the states were written, by its id and version."""
    return load_form((STATES / f"{name}.xml").read_text(encoding="utf-8"))


def left(draft: Draft) -> Chat:
    """The chat where the draft is left."""
    chat = Chat(form_called(draft.form))
    chat.begin(**draft.given)
    chat.play(draft.come)
    if draft.by:
        draft.by(chat)
    return chat


def finished(draft: Draft, chat: Chat) -> dict[str, Any]:
    """Goes on to the sending; what is kept of it, as JSON."""
    if draft.asked_again:
        chat.resume()
    chat.play(draft.go)
    assert chat.turn.outcome is Outcome.SUBMIT, chat.says
    sent = {"answers": chat.turn.answers, "confirmed": chat.turn.confirmed, "dropped": chat.turn.dropped}
    kept: dict[str, Any] = json.loads(json.dumps(sent))
    return kept


def main(arguments: Sequence[str]) -> None:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, draft in DRAFTS.items():
        chat = left(draft)
        kept = {"state": chat.state(), "messages": chat.sent, "now": chat.now.isoformat()}
        kept["sent"] = finished(draft, chat)
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
