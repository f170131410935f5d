"""What officers say in whole sentences, as rows of the table of intents: what they ask the bot, and what they tell it.

At a question of a report the former are done all the same; the latter are where they cannot be its answer.
"""

from __future__ import annotations

from bot.vocabulary.intents import Certainty, Do, Phrase

# nothing took place, nothing was carried out: at a question that is its answer
NOTHING_DONE = "ไม่มีกิจกรรม|ไม่ได้ทำ|ไม่ได้ดำเนินการ|ไม่ได้ดำเนินงาน|ไม่มีการดำเนินการ|ไม่ได้จัดกิจกรรม|ไม่มีการจัดกิจกรรม"

PHRASES = (
    # have I sent, when is it due, how many days are left, what has to be sent, why once more, may I send a past month
    Phrase(
        Do.STATUS,
        "ส่งหรือยัง|ส่งรึยัง|ส่งยัง|ส่งแล้วหรือยัง|ส่งแล้วรึยัง|ส่งแล้วยัง|ส่งไปหรือยัง|ส่งไปแล้วหรือยัง|เราส่งหรือยัง|เราส่งแล้วหรือยัง|"
        "เดือนนี้ส่งหรือยัง|เดือนนี้ส่งแล้วหรือยัง|เดือนนี้ส่งแล้วยัง|รายงานถึงไหนแล้ว|กำหนดส่ง|กำหนดส่งวันไหน|กำหนดส่งเมื่อไร|กำหนดส่งเมื่อไหร่|"
        "ครบกำหนดวันไหน|ครบกำหนดเมื่อไร|ครบกำหนดเมื่อไหร่|ส่งวันไหน|ส่งภายในวันไหน|ส่งภายในวันที่เท่าไร|ส่งภายในวันที่เท่าไหร่|ส่งถึงวันไหน|"
        "ส่งได้ถึงวันไหน|หมดเขตวันไหน|หมดเขตเมื่อไร|หมดเขตเมื่อไหร่|เหลือกี่วัน|เหลืออีกกี่วัน|ต้องส่งอะไรบ้าง|ต้องรายงานอะไรบ้าง|มีอะไรต้องส่งบ้าง|"
        "เดือนไหนยังไม่ส่ง|เดือนไหนยังไม่ได้ส่ง|ทำไมต้องส่งอีก|ส่งย้อนหลังได้ไหม|ขอส่งย้อนหลังได้ไหม",
        certainty=Certainty.SURE,
    ),
    # I have sent it; last month is not sent yet; change last month: what is open and what was sent stands there
    Phrase(
        Do.STATUS,
        "ส่งแล้ว|ส่งไปแล้ว|ส่งแล้วนะ|ส่งไปแล้วนะ|ส่งเรียบร้อยแล้ว|ส่งรายงานแล้ว|ส่งรายงานไปแล้ว|ยังไม่ได้ส่ง|เดือนนี้ยังไม่ได้ส่ง|"
        "เดือนที่แล้วยังไม่ได้ส่ง|เดือนก่อนยังไม่ได้ส่ง|ส่งย้อนหลัง|รายงานย้อนหลัง|ส่งเดือนที่แล้ว|ส่งเดือนก่อน|แก้เดือนที่แล้ว|แก้ไขเดือนที่แล้ว",
    ),
    # begin to fill in, the form
    Phrase(Do.REPORT, "กรอกข้อมูล|เริ่มกรอก|เริ่มกรอกข้อมูล|เริ่มกรอกรายงาน|กรอกแบบรายงาน|แบบรายงาน|แบบฟอร์ม"),
    Phrase(Do.REPORT_NOTHING, NOTHING_DONE, certainty=Certainty.BARE),
    # what I sent is wrong, change the figures, I forgot the photo
    Phrase(
        Do.REPORT_AMEND,
        "ส่งผิด|ส่งข้อมูลผิด|ส่งตัวเลขผิด|แก้ข้อมูล|แก้ไขข้อมูล|แก้ไขข้อมูลที่ส่ง|ลืมส่งรูป|ลืมแนบรูป|ลืมส่งภาพ|ส่งรูปเพิ่ม|ส่งภาพเพิ่ม|เพิ่มรูป",
    ),
    # the receipt, proof that it was sent
    Phrase(Do.REPORT_SEE, "ใบรับ|ใบตอบรับ|เลขรับ|เลขที่รับ|หลักฐานการส่ง"),
    # I have moved, retired, resigned; another is responsible now
    Phrase(
        Do.JOIN_LEAVE,
        "ย้ายแล้ว|ย้ายไปแล้ว|ย้ายไปที่อื่น|ย้ายไปที่อื่นแล้ว|ย้ายไปอยู่ที่อื่น|ย้ายไปอยู่ที่อื่นแล้ว|ย้ายที่ทำงาน|ย้ายที่ทำงานแล้ว|ไม่ได้อยู่ที่นี่แล้ว|"
        "ไม่ได้ทำงานนี้แล้ว|ไม่ได้รับผิดชอบแล้ว|ไม่ได้รับผิดชอบงานนี้แล้ว|เปลี่ยนคนรับผิดชอบ|เปลี่ยนผู้รับผิดชอบ|เกษียณแล้ว|ลาออกแล้ว",
    ),
    # how does one join, I have no code, the code does not work, nothing comes up when it is scanned
    Phrase(
        Do.JOIN_HOW,
        "เข้าร่วมยังไง|เข้าร่วมอย่างไร|สมัครยังไง|สมัครอย่างไร|ลงทะเบียนยังไง|ลงทะเบียนอย่างไร|เริ่มยังไง|เริ่มอย่างไร|รหัส|รหัสเข้าร่วม|รหัสเชิญ|"
        "ไม่มีรหัส|ลืมรหัส|รหัสใช้ไม่ได้|รหัสไม่ถูกต้อง|รหัสหมดอายุ|เข้าไม่ได้|สแกนไม่ได้|สแกนไม่ติด|สแกนแล้วไม่ขึ้น",
        certainty=Certainty.BARE,
    ),
    # thank you
    Phrase(
        Do.THANKS,
        "ขอบคุณ|ขอบคุณมาก|ขอบคุณมาก ๆ|ขอบใจ|ขอบพระคุณ|ขอบพระคุณมาก|thank you|thanks",
        certainty=Certainty.BARE,
    ),
)
