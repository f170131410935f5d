"""Words on posters, on infographics and of the desk's page of posters."""

from __future__ import annotations

# starting material of the system, to be replaced by the department's own
STARTING_MATERIAL = "น้องรายงาน · เนื้อหาตั้งต้นของระบบ ระหว่างรอเอกสารของกรมส่งเสริมการปกครองท้องถิ่น"
