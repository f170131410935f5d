"""Two versions of a report, compared question by question."""

from __future__ import annotations

from typing import Any

from bot.engine.instance.answered import answered
from bot.interview.values.differences import differences
from tests.bot.interview.chat import NOW, built_in


def version(**more: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "start": {"happened": "yes"},
        "teach": {
            "sessions": 2,
            "new_areas": 1,
            "areas": [{"_id": "2", "area_name": "วัดเหนือ", "owner": "temple", "area": 3.5}],
        },
        "spread": {"people": 300, "means": ["training", "online"]},
        "closing": {"budget": 12500, "photo_1": "ref-1"},
    }
    for name, values in more.items():
        base[name] = base[name] | values
    return base


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in differences(before, after, built_in(), NOW)]


def test_nothing_changed() -> None:
    assert changed(version(), version()) == []


def test_figures_choices_blanks_and_photos_in_form_order() -> None:
    after = version(
        teach={"sessions": 3}, spread={"means": ["online"]}, closing={"photo_1": "ref-2", "problems": "ฝนแล้ง"}
    )
    assert changed(version(), after) == [
        ("จัดอบรมบุคลากร", "2 ครั้ง", "3 ครั้ง"),
        ("ช่องทางเผยแพร่", "อบรมหรือประชุม, สื่อออนไลน์", "สื่อออนไลน์"),
        ("ปัญหาและความต้องการ", "ไม่มี", "ฝนแล้ง"),  # as its officer read it
        ("ภาพที่ 1", "แนบภาพแล้ว", "แนบภาพแล้ว"),
    ]


def test_what_was_not_asked_was_not_answered_with_the_forms_word() -> None:
    nothing = {"start": {"happened": "no", "reason": "preparing"}}
    assert ("ปัญหาและความต้องการ", "", "ฝนแล้ง") in changed(nothing, version(closing={"problems": "ฝนแล้ง"}))
    assert ("ปัญหาและความต้องการ", "ฝนแล้ง", "ไม่มี") in changed(version(closing={"problems": "ฝนแล้ง"}), version())


def test_rows_are_compared_by_their_ids_and_named_by_their_place() -> None:
    rows = [{"_id": "2", "area_name": "วัดเหนือ", "owner": "temple", "area": 0.5}, {"_id": "3", "area_name": "โรงเรียน"}]
    assert changed(version(), version(teach={"areas": rows})) == [
        ("พื้นที่ต้นแบบที่เพิ่มขึ้น รายการที่ 1 · เนื้อที่", "3 ไร่ 2 งาน", "2 งาน"),
        ("พื้นที่ต้นแบบที่เพิ่มขึ้น รายการที่ 2 · ชื่อแปลง", "", "โรงเรียน"),
    ]
    gone = changed(version(), version(teach={"areas": []}))
    assert ("พื้นที่ต้นแบบที่เพิ่มขึ้น รายการที่ 1 · ที่ดินของ", "วัด", "") in gone and len(gone) == 3


def test_what_the_form_does_not_know_is_no_answer() -> None:
    strange = {
        "start": "words",
        "teach": {"areas": "none", "nothing": 1, "sessions": {"a": 1}},
        "closing": {"budget": 0},
    }
    assert [one.path for one in answered(built_in(), strange)] == ["/data/closing/budget"]
