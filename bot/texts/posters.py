"""Words on posters, on infographics and of the desk's page of posters."""

from __future__ import annotations

# starting material of the system, to be replaced by the department's own
STARTING_MATERIAL = "น้องรายงาน · เนื้อหาตั้งต้นของระบบ ระหว่างรอเอกสารของกรมส่งเสริมการปกครองท้องถิ่น"
# scan to read; scan to begin in LINE; scan to see this area
SCAN_TO_READ = "สแกนเพื่อเปิดอ่าน"
SCAN_TO_CHAT = "สแกนเพื่อเปิดแชต LINE"
SCAN_TO_SEE = "สแกนเพื่อดูพื้นที่ต้นแบบ"
