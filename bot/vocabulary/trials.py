"""What is typed to try a form in the own chat, as rows of the table of intents."""

from __future__ import annotations

from bot.vocabulary.intents import Certainty, Do, Phrase

PHRASES = (
    # try filling in, try the form, test the form
    Phrase(
        Do.TRIAL_TRY,
        "ลองกรอก|ลองกรอกแบบ|ลองกรอกแบบรายงาน|ทดลองกรอก|ทดลองกรอกแบบ|ลองแบบ|ลองแบบรายงาน|ทดลองแบบ|ลองกรอกต่อ|try form",
        certainty=Certainty.SURE,
    ),
    # leave the trial, stop trying, end of the trial
    Phrase(
        Do.TRIAL_LEAVE,
        "เลิกลอง|เลิกลองกรอก|เลิกทดลอง|หยุดลอง|หยุดทดลอง|จบการทดลอง|ออกจากการทดลอง|ยกเลิกการทดลอง|stop trial",
        certainty=Certainty.SURE,
    ),
)
