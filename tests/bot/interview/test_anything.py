"""Whatever a person does, in whatever order: no error, LINE takes every answer, and the report can still be sent."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interview.state.interview_state import InterviewState
from bot.interview.state.types import Outcome, Tapped
from bot.messages import Ask, PickDate, Post
from bot.vocabulary.commands import glossary
from tests.bot.interview.chat import Chat, built_in, form_of
from tests.bot.interview.test_kinds import KINDS

WORDS = [word for words in glossary().values() for word in words[:2]]
ANSWERS = [
    "0",
    "1",
    "2",
    "3",
    "1 2 3",
    "40",
    "-1",
    "มี",
    "ไม่มี",
    "วัด",
    "อื่น ๆ",
    "3-2-50",
    "5/10/69",
    "9:30",
    "13.75, 100.5",
]
ANSWERS += ["35.6, 139.7", "สองพันห้า", "แก้ 1", "แก้ 3", "แก้ 6", "แก้แถว 1", "ลบแถว 1", "x" * 5000, "{x} %s", "🙂"]
STRAY = ["(ภาพ)", "(สติกเกอร์)", "(เสียง)", "(ไฟล์)", "(ยกเลิกข้อความ)"]
doing = st.one_of(
    st.sampled_from(WORDS).map(lambda word: ("type", word)),
    st.sampled_from(ANSWERS).map(lambda word: ("type", word)),
    st.text(min_size=1, max_size=20).map(lambda word: ("type", word)),
    st.sampled_from(STRAY).map(lambda what: ("stray", what)),
    st.integers(0, 40).map(lambda at: ("tap", at)),
    st.integers(0, 40).map(lambda at: ("tap", at)),
)


def act(chat: Chat, kind: str, what: str | int) -> None:
    if kind == "type":
        chat.type(str(what))
    elif kind == "stray":
        chat.play(f"> {what}")
    else:
        assert isinstance(what, int)
        buttons = [button for button in chat.buttons() if isinstance(button.does, Post | PickDate)]
        assert buttons, chat.says
        does = buttons[what % len(buttons)].does
        assert not isinstance(does, Ask)
        picked = "2026-10-05" if isinstance(does, PickDate) else ""
        chat.do(Tapped(does.data, picked))


@settings(max_examples=40)
@given(st.booleans(), st.lists(doing, max_size=25))
def test_anything_goes(built, deeds):
    chat = Chat(built_in() if built else form_of(KINDS))
    chat.begin(suggestions={"/data/teach/all_areas": 3, "/data/join/centre": "yes", "/data/join/households": 5})
    newest = 0.0
    for kind, what in deeds:
        act(chat, kind, what)
        if chat.turn.outcome in (Outcome.CANCELLED, Outcome.ELSEWHERE, Outcome.PAUSED, Outcome.SUBMIT):
            chat.resume()
        assert chat.turn.messages or what == "(ยกเลิกข้อความ)"
        turn_of_step = InterviewState.read_from(chat.state()).round * 1e6 + chat.state()["step"]
        assert turn_of_step >= newest
        newest = turn_of_step


@settings(max_examples=25)
@given(st.lists(doing, max_size=15))
def test_after_anything_the_month_can_still_be_finished(deeds):
    chat = Chat()
    chat.begin()
    for kind, what in deeds:
        act(chat, kind, what)
        chat.resume()
    chat.play("> เริ่มใหม่\n> ใช่\n> ไม่มี\n> 1\n< ตรวจทานก่อนส่ง\n> ส่ง")
    assert chat.answers == {"start": {"happened": "no", "why_not": "no_budget"}}
