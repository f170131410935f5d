"""The one table of words: each means one thing, however politely and carelessly it is typed, wherever it is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import press
from bot.thai.digits import folded, to_thai
from bot.vocabulary.commands import Command, glossary, key_of
from bot.vocabulary.intents import Awaits, Certainty, Context, Do, Intent, Phrase, Shown, Takes, of_button
from bot.vocabulary.recognise import COMMANDS, TABLE, of_command, recognise

pytestmark = pytest.mark.slow

STEP = {"c": "3", "s": "4"}
CONFIRMS = press("chase.send", u="1101", d="2026-11-03")
# Everything that words can meet, with nothing that was shown before.
MOMENTS = [Context(awaits, step=STEP, confirms=CONFIRMS) for awaits in Awaits]
ENDINGS = ("ครับ", " ค่ะ", "คร้าบ", " จ้า", "หน่อย", " หน่อยนะคะ", "ด้วยครับ")
FORGIVING = (Awaits.NOTHING, Awaits.LIBRARY)
LONG_ENOUGH = 6


def is_meant(phrase: Phrase, awaits: Awaits, certainty: Certainty | None = None) -> bool:
    """Whether the phrase is what it means at this moment, and no answer."""
    certainty = phrase.certainty if certainty is None else certainty
    if awaits is Awaits.QUESTION:
        return certainty is Certainty.SURE
    if awaits in (Awaits.DECISION, Awaits.SENDING_BACK, Awaits.EXTENSION):
        return certainty is not Certainty.BARE
    return True


def test_no_word_stands_in_two_rows() -> None:
    rows: dict[str, Phrase] = {}
    for phrase in TABLE:
        for word in phrase.each:
            assert rows.setdefault(key_of(word), phrase) is phrase, word


def test_a_command_of_the_interview_is_no_other_wish() -> None:
    keys = {key_of(word) for phrase in TABLE for word in phrase.each}
    for command, words in glossary().items():
        if command not in COMMANDS:
            assert not [word for word in words if key_of(word) in keys], command


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.awaits.value)
def test_every_word_means_the_same_however_it_is_spelled(moment: Context) -> None:
    for phrase in TABLE:
        for word in phrase.each:
            plain = recognise(word, moment)
            assert (plain is not None) is is_meant(phrase, moment.awaits), word
            spelled = [f"{word}{ending}" for ending in ENDINGS]
            spelled += [f"  {word}", f"{word} \n", f"\u200b{word}\u200b", word.upper(), word.replace("ำ", "ํา")]
            for said in spelled:
                assert recognise(said, moment) == plain, said


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.awaits.value)
def test_numbers_may_be_thai_and_far_away(moment: Context) -> None:
    for phrase in TABLE:
        if phrase.takes is not Takes.NUMBER:
            continue
        certainty = phrase.certainty if phrase.numbered is None else phrase.numbered
        for word in phrase.each:
            plain = recognise(f"{word} 12", moment)
            assert (plain is not None) is is_meant(phrase, moment.awaits, certainty), word
            for said in (f"{word} {to_thai('12')}", f"{word}12", f" {word}  ๑๒ ครับ", f"{word}ข้อ 12", f"{word}ที่ ๑๒ค่ะ"):
                assert recognise(said, moment) == plain, said


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.awaits.value)
def test_a_month_may_stand_before_or_after(moment: Context) -> None:
    for phrase in TABLE:
        if phrase.takes is Takes.MONTH:
            for said in (f"{phrase.each[0]} ก.ย. 69", f"{phrase.each[0]} ก.ย. ๖๙ คร้าบ", f"ก.ย. 69 {phrase.each[0]}"):
                found = recognise(said, moment)
                assert found is not None and found.do is phrase.do and found.values["month"] == "ก.ย. 69", said


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.awaits.value)
def test_one_slip_of_the_thumb_is_forgiven_where_no_words_are_awaited(moment: Context) -> None:
    keys = {key_of(word) for phrase in TABLE for word in phrase.each}
    slipped = [
        (phrase.do, slip)
        for phrase in TABLE
        if len(word := folded(phrase.each[0])) >= LONG_ENOUGH
        for slip in slips(word)
        if key_of(slip) not in keys
    ]
    found = [(do, recognise(slip, moment)) for do, slip in slipped]
    forgiven = sum(intent is not None for _, intent in found)
    if moment.awaits not in FORGIVING:
        assert forgiven == 0
        return
    # What two rows are equally near to is none; nothing becomes another row's.
    assert forgiven >= 0.98 * len(slipped) > 800
    plain = {phrase.do: meant for phrase in TABLE if (meant := recognise(phrase.each[0], moment))}
    assert [do for do, intent in found if intent is not None and intent.do is not plain[do].do] == []


@pytest.mark.parametrize("said", ["เดือน", "เพื่อน 3", "สถานี", "ตรวน", "เปิก 3", "รายการ", "ภาพร่าง", "ขอบใบ"])
def test_a_short_word_with_a_slip_and_a_word_that_is_merely_alike_are_others(said: str) -> None:
    assert recognise(said) is None


@pytest.mark.parametrize(
    ("awaits", "said", "meant"),
    [
        (Awaits.NOTHING, "ส่ง", Intent(Do.REPORT)),
        (Awaits.LIBRARY, "ส่งรายงานเลยครับ", Intent(Do.REPORT)),
        (Awaits.NOTHING, "1", None),
        (Awaits.LIBRARY, "๑.๒ ค่ะ", Intent(Do.KNOWLEDGE, {"shelf": "1", "item": "2"})),
        (Awaits.OFFICE, "ข้อ ๑๒ ครับ", Intent(Do.JOIN_PICK, STEP | {"n": "12"})),
        (Awaits.OFFICE, "ใช่ค่ะ", Intent(Do.JOIN_CONFIRM, STEP)),
        (Awaits.OFFICE, "ย้อนกลับ", Intent(Do.JOIN_BACK, STEP)),
        (Awaits.OFFICE, "หน้าถัดไป", Intent(Do.JOIN_MORE, STEP)),
        (Awaits.OFFICE, "ไม่ใช่", Intent(Do.JOIN_DECLINE, STEP)),
        (Awaits.OFFICE, "ยกเลิกจ้า", Intent(Do.JOIN_CANCEL, STEP)),
        (Awaits.OFFICE, "ค้นหา บางเมือง", None),
        (Awaits.OFFICE, "อบต.บางเมือง", None),
        (Awaits.OFFICE, "ส่ง", None),
        (Awaits.CONFIRMATION, "ยืนยันส่งคำเตือนค่ะ", Intent(Do.MANUAL_REMINDER_SEND, {"u": "1101", "d": "2026-11-03"})),
        (Awaits.CONFIRMATION, "ตกลง", Intent(Do.MANUAL_REMINDER_SEND, {"u": "1101", "d": "2026-11-03"})),
        (Awaits.CONFIRMATION, "ไม่", Intent(Do.FOLLOW_UP_CANCEL)),
        (Awaits.EXTENSION, "ยกเลิก", Intent(Do.FOLLOW_UP_CANCEL)),
        (Awaits.EXTENSION, "ยืนยัน", None),
        (Awaits.EXTENSION, "2", None),
        (Awaits.DECISION, "ยกเลิกครับ", Intent(Do.REVIEW_CANCEL)),
        (Awaits.DECISION, "ส่ง", None),
        (Awaits.SENDING_BACK, "ส่งเลยคร้าบ", Intent(Do.REVIEW_SEND, STEP)),
        (Awaits.SENDING_BACK, "เพิ่มอีก", Intent(Do.REVIEW_OPEN, STEP)),
        (Awaits.QUESTION, "ส่ง", None),
        (Awaits.QUESTION, "1.2", None),
        (Awaits.QUESTION, "ยกเลิก", None),
        (Awaits.QUESTION, "ความรู้ 1.2", Intent(Do.KNOWLEDGE, {"shelf": "1", "item": "2"})),
        (Awaits.QUESTION, "ความรู้ ด้านเกษตร", None),
    ],
)
def test_what_a_conversation_waits_for(awaits: Awaits, said: str, meant: Intent | None) -> None:
    assert recognise(said, Context(awaits, step=STEP, confirms=CONFIRMS)) == meant


def test_long_after_the_last_word_a_number_is_none_and_a_yes_still_is_one() -> None:
    late = Context(Awaits.OFFICE, step=STEP, is_late=True)
    assert recognise("3", late) is None
    assert recognise("ยืนยัน", late) == Intent(Do.JOIN_CONFIRM, STEP)


def test_words_and_buttons_end_as_the_same_intent() -> None:
    for command, do in COMMANDS.items():
        typed = recognise(glossary()[command][0])
        assert typed is not None and typed.do is do is (of_button(press(do)) or typed).do
        heard = of_command(command)
        assert heard is not None and heard.do is do
    assert of_command(Command.BACK) is None
    listed = Context(shown=lambda: Shown((press("review.open", r=7),)))
    assert recognise("เปิด ๑", listed) == Intent(Do.REVIEW_OPEN, {"r": "7"}, Certainty.WORD, quiet=True)
    assert of_button(press("review.open", r=7)) == Intent(Do.REVIEW_OPEN, {"r": "7"})


@pytest.mark.parametrize("data", ["", "x", "do=", "do=nothing", "do=answer&c=1&s=2", "do=back&c=1&s=2", "do=MENU"])
def test_a_button_of_a_question_and_one_we_never_drew_are_no_intent(data: str) -> None:
    assert of_button(data) is None


@given(st.text(max_size=300), st.sampled_from(MOMENTS))
def test_nothing_typed_breaks_it(text: str, moment: Context) -> None:
    found = recognise(text, moment)
    assert found is None or found.do in Do


def slips(word: str) -> list[str]:
    """The word with one letter missing, typed twice, or changed places with the next."""
    found = []
    for at, letter in enumerate(word):
        found += [word[:at] + word[at + 1 :], word[:at] + letter + word[at:]]
        if word[at + 1 : at + 2] not in ("", letter):
            found.append(word[:at] + word[at + 1] + letter + word[at + 2 :])
    return found
