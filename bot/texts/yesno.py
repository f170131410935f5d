"""The many ways of saying yes and no."""

from __future__ import annotations

from bot.texts.digits import folded
from bot.texts.numbers import without

# yes, correct, have, did, agree, OK …
_YES = (
    "ใช่ ใช้ ใช่แล้ว ใช ถูก ถูกต้อง ถูกแล้ว มี มีแล้ว ได้ ได้เลย ทำ ทำแล้ว ตกลง โอเค ok okay yes y ยืนยัน ยอมรับ "
    "ยินยอม เห็นด้วย จริง อืม เอา เอาเลย รับทราบ แน่นอน ครับ ค่ะ คะ จ้า true √ ✓ ✔ ☑ ✅ 👍"
)
# no, not so, have not, did not, cancel …
_NO = (
    "ไม่ ไม่ใช่ ไม่ใช้ ไม่ถูก ไม่ถูกต้อง ผิด ไม่มี ไม่มีเลย ยังไม่มี ไม่ได้ ไม่ได้ทำ ไม่ทำ ยังไม่ได้ทำ ยัง ยังไม่ ยังไม่ได้ ไม่เอา "
    "ไม่ตกลง ไม่โอเค ไม่ยืนยัน ไม่ยินยอม ไม่เห็นด้วย เปล่า ไม่จริง no n nope false ❌ ✗ ✘ 👎"
)
_POLITE = ("นะคะ", "นะครับ", "ครับผม", "ครับ", "คับ", "ค่ะ", "คะ", "จ้า", "จ้ะ", "ค่า", "แล้ว", "เลย")


def _key(text: str) -> str:
    return folded(text) or "".join(text.split())


_YES_KEYS = frozenset(_key(word) for word in _YES.split())
_NO_KEYS = frozenset(_key(word) for word in _NO.split())


def read_yesno(text: str) -> bool | None:
    """True for yes, False for no, None where the words say neither (or more than that)."""
    key = _key(text)
    for words in (key, without(key, _POLITE, ())):
        if words in _YES_KEYS:
            return True
        if words in _NO_KEYS:
            return False
    return None
