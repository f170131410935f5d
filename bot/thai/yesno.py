"""The many ways of saying yes and no."""

from __future__ import annotations

import re

from bot.thai.digits import folded
from bot.thai.polite import POLITE, without

# yes, correct, agree, OK …
_AGREED = (
    "ใช่ ใช้ ใช่แล้ว ใช ถูก ถูกต้อง ถูกแล้ว ได้ ได้เลย ตกลง โอเค ok okay yes y ยืนยัน ยอมรับ ยินยอม เห็นด้วย จริง อืม เอา เอาเลย รับทราบ "
    "แน่นอน ชัวร์ ช่าย ชั่ย เค k ครับ ครับผม ค่ะ คะ จ้า จ้ะ true √ ✓ ✔ ☑ ✅ 👍 👌 🙆 ใช่ถูกต้อง ใช่ใช่"
)
# have, did, held, carried out
_DID = "มี มีแล้ว ทำ ทำแล้ว จัด จัดแล้ว ดำเนินการ ดำเนินการแล้ว มีการดำเนินการ มีการจัด"
# not known, not sure, no data or figure (yet); at a picture: there is none (yet), none was taken
_UNKNOWN = (
    "ไม่ทราบ ยังไม่ทราบ ไม่รู้ ยังไม่รู้ ไม่แน่ใจ ยังไม่แน่ใจ จำไม่ได้ ไม่มีข้อมูล ยังไม่มีข้อมูล ไม่มีตัวเลข ยังไม่มีตัวเลข ไม่มีรายละเอียด "
    "ไม่มีรูป ยังไม่มีรูป ไม่มีรูปถ่าย ไม่มีภาพ ยังไม่มีภาพ ไม่มีภาพถ่าย ไม่ได้ถ่าย ไม่ได้ถ่ายรูป ไม่ได้ถ่ายภาพ ยังไม่ได้ถ่าย ยังไม่ได้ถ่ายรูป"
)
# no, not so, have not, did not, cancel …
_NO = (
    "ไม่ ไม่ใช่ ไม่ใช้ ไม่ถูก ไม่ถูกต้อง ผิด ไม่มี ไม่มีเลย ยังไม่มี ไม่ได้ ไม่ได้ทำ ไม่ทำ ยังไม่ได้ทำ ยัง ยังไม่ ยังไม่ได้ ไม่เอา "
    "ไม่ตกลง ไม่โอเค ไม่ยืนยัน ไม่ยินยอม ไม่เห็นด้วย เปล่า ไม่จริง ม่าย ไม่น่าใช่ no n nope false ❌ ✗ ✘ ✖ 👎 🙅 "
    "ไม่จัด ไม่ได้จัด ยังไม่จัด ยังไม่ได้จัด ไม่ได้ดำเนินการ ยังไม่ได้ดำเนินการ ยังไม่ดำเนินการ ไม่มีการดำเนินการ"
)
# already, at all, of course
_POLITE = (*POLITE, "แล้ว", "เลย", "สิ", "ๆ")


# did not, not yet, not
_DENIED = ("ยังไม่ได้", "ยังไม่เคย", "ยังไม่", "ไม่ได้", "ไม่เคย", "ไม่")
# do, carry out, go through, join in, hold, dig, build, train, help, spread, use, cooperate, send, check, publish, ever
_DEEDS = (
    "ทำ ดำเนินงาน ดำเนินการ ผ่าน เข้าร่วม ร่วม จัด ขุด สร้าง พัฒนา อบรม ช่วย ช่วยเหลือ เผยแพร่ ใช้ ร่วมมือ ส่ง ตรวจ "
    "ประชาสัมพันธ์ เคย บูรณาการ แต่งตั้ง ติดตาม เบิกจ่าย ประชุม"
)
_VERBS = frozenset(_DEEDS.split())
# (not) necessary, compulsory or must, to answer, fill in, state, put in, have or choose
_NECESSARY = re.compile("(?P<no>ไม่)?(?:จำเป็น|บังคับ|ต้อง)(?:ต้อง|ให้)?(?:ตอบ|กรอก|ระบุ|ใส่|มี|เลือก)?")
# The colour of a hand and of a face, and how a sign is drawn, say nothing.
_TINTS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f\u200d]|♂|♀")


def _key(text: str) -> str:
    plain = _TINTS.sub("", text)
    words = folded(plain) or "".join(plain.split())
    # 👍👍
    return words[:1] if len(set(words)) == 1 and not words.isalnum() else words


_AGREED_KEYS = frozenset(_key(word) for word in _AGREED.split())
_YES_KEYS = _AGREED_KEYS | {_key(word) for word in _DID.split()}
_UNKNOWN_KEYS = frozenset(_key(word) for word in _UNKNOWN.split())
_NO_KEYS = frozenset(_key(word) for word in _NO.split())


def read_verb(text: str, question: str) -> bool | None:
    """The question's own verb said again (a yes: "ผ่านศูนย์หรือไม่" "ผ่านค่ะ") or denied; None for anything else."""
    words = without(_key(text), _POLITE, ())
    verb = next((words.removeprefix(no) for no in _DENIED if words.startswith(no)), words)
    return (verb == words) if verb in _VERBS and verb in folded(question) else None


def read_necessity(text: str) -> bool | None:
    """Whether an answer is necessary, as somebody who makes a form says it; None where the words say neither."""
    found = _NECESSARY.fullmatch(folded(text))
    return found["no"] is None if found is not None else read_yesno(text)


def read_yesno(text: str) -> bool | None:
    """True for yes, False for no, None where the words say neither (or more than that)."""
    for words in _ways(text):
        if words in _YES_KEYS:
            return True
        if words in _NO_KEYS:
            return False
    return None


def agrees(text: str) -> bool:
    """Whether the words say yes to what is proposed: "have" and "did" answer a question, and agree to nothing."""
    return any(words in _AGREED_KEYS for words in _ways(text))


def is_unknown(text: str) -> bool:
    """Whether the words say that the answer is not known, or not there yet."""
    return any(words in _UNKNOWN_KEYS for words in _ways(text))


def _ways(text: str) -> tuple[str, str]:
    key = _key(text)
    return key, without(key, _POLITE, ())
