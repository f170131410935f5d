"""What is typed about circulars, as rows of the table of intents."""

from __future__ import annotations

from bot.vocabulary.intents import Certainty, Do, Phrase, Takes

PHRASES = (
    # letter, circular, new letters, open the letter, letters that wait to be acknowledged
    Phrase(
        Do.CIRCULARS,
        "หนังสือ|หนังสือเวียน|หนังสือสั่งการ|หนังสือใหม่|ดูหนังสือ|เปิดหนังสือ|อ่านหนังสือ|เปิดหนังสือเวียน|อ่านหนังสือเวียน|หนังสือราชการ|"
        "หนังสือทั้งหมด|หนังสือรอรับทราบ|หนังสือที่รอรับทราบ|มีหนังสืออะไรบ้าง|มีหนังสือใหม่ไหม|circular",
        Takes.NUMBER,
        numbered=Certainty.SURE,
    ),
    # acknowledged; alone it may be the answer to a question of a form, which has a kind for just that
    Phrase(
        Do.CIRCULAR_ACKNOWLEDGE,
        "รับทราบ|รับทราบแล้ว|รับทราบหนังสือ|รับทราบหนังสือแล้ว|ขอรับทราบ|ทราบแล้ว|รับทราบหนังสือเวียน|acknowledge",
        Takes.NUMBER,
        numbered=Certainty.SURE,
    ),
)
