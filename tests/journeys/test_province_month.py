"""A province's whole month, in the chat and on the desk's pages: what is downloaded in the end says what the chat said.

Fourteen offices are asked. Twelve send (three of them that there was nothing), two of these are sent back and put
right, one sends late and one within an extension; one never does, and one has nobody who could.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.emulator import Line
from tests.support.month_files import counts_in, counts_in_memo, number_in, row_of, sums_in
from tests.support.nakhon_nayok import FIELDS, PROVINCE, TOWN, NakhonNayok
from tests.support.october import BY_CHAT, BY_PAGE, EXTENDED, LATE, NEVER, NOTHING, TYPED, sends, sums_of
from tests.support.office_suite import OfficeSuite
from tests.support.office_suite import office_suite as office_suite
from tests.support.product import Product
from tests.support.transcripts import lines


@pytest.fixture
def month(line: Line, sqlite_url: str, tmp_path: Path) -> Iterator[NakhonNayok]:
    """The province on the morning of 3 November 2569. At the end LINE must have refused nothing."""
    line.reset()
    line.clock("2026-11-03T09:00:00+07:00")
    product = Product(line, sqlite_url, tmp_path / "media")
    yield NakhonNayok(line, product)
    product.close()
    assert line.refused_calls() == []


def test_a_province_plays_its_month_and_takes_it_home(
    browser: Browser, month: NakhonNayok, office_suite: OfficeSuite, tmp_path: Path
) -> None:
    waited_for = (LATE, EXTENDED, NEVER)
    reviewed = {code: sends(month, code) for code in (*TYPED, *NOTHING) if code not in waited_for}
    is_sent_back_by_chat(month)
    is_sent_back_on_a_page(browser, month)
    month.at("04T10:00")
    is_extended_on_a_page(browser, month)
    month.at("06T09:00")
    morning_after(month)
    reviewed[LATE] = sends(month, LATE)
    is_reminded_on_a_page(browser, month)
    month.at("10T09:00")
    reviewed[EXTENDED] = sends(month, EXTENDED)
    month.at("11T09:00")
    district_approves_by_chat(month)
    district_approves_on_a_page(browser, month)
    province_approves(browser, month)
    told = overview_in_chat(month)
    assert told == {"expected": 14, "sent": 12, "on_time": 11, "late": 1, "nothing": 3, "returned": 0, "missing": 2}
    sums = sums_of(reviewed)
    assert sums["งบประมาณที่ใช้"] == 367750.5
    workbook, memo = are_downloaded(browser, month, sums, tmp_path)
    sheets = office_suite.workbook(workbook)
    assert counts_in(sheets) == told
    assert sums_in(sheets, list(sums)) == sums
    assert [len(sheets[name]) - 1 for name in ("พื้นที่ต้นแบบที่เพิ่มขึ้น", "ภาพถ่าย")] == [2, 9]
    assert row_of(sheets["หน่วยงาน"], LATE)[2] == "องค์การบริหารส่วนตำบลศรีจุฬา", "its code is a text, zero and all"
    assert not [cell for sheet in sheets.values() for row in sheet for cell in row if cell.formula or "#" in cell.shown]
    memo_says(office_suite, memo, told, sums)


def memo_says(office_suite: OfficeSuite, memo: Path, told: dict[str, int], sums: dict[str, float]) -> None:
    """In Thai digits: how many sent, every sum, every office; and who signs."""
    words = office_suite.words(memo)
    assert "ประจำเดือนตุลาคม ๒๕๖๙ จังหวัดนครนายก" in words and "ท้องถิ่นจังหวัดนครนายก" in words
    assert "ต้องรายงาน ๑๔ แห่ง ส่งแล้ว ๑๒ แห่ง คิดเป็นร้อยละ ๘๕.๗" in words
    for label, total in sums.items():
        [said] = re.findall(rf"{label} ([๐-๙,.]+) ", words)
        assert number_in(said) == total, label
    tables = office_suite.tables(memo)
    assert counts_in_memo(tables) == told
    states = [row[3].shown for row in tables[-1][1:]]
    assert states.count("ยังไม่ส่ง") == told["missing"] and len(states) == told["expected"]
    assert sum("ไม่มีการดำเนินงาน" in state for state in states) == told["nothing"]
    assert sum("เกินกำหนด" in state for state in states) == told["late"]


def is_sent_back_by_chat(month: NakhonNayok) -> None:
    officer = month.people[BY_CHAT]
    since = month.line.last_seq(officer)
    month.play(
        TOWN,
        """
        > ตรวจรายงาน
        < เรียบร้อย 5 ฉบับ
        > [อบต.ท่าทราย]
        < 125,000 บาท
        > [งบประมาณที่ใช้]
        < ที่ส่งมา: 125,000 บาท
        > [ค่าไม่น่าเป็นไปได้]
        > [ส่งกลับ 1 รายการ]
        < แจ้งเจ้าหน้าที่ของหน่วยงานแล้ว 1 คน
        """,
    )
    assert "งบประมาณที่ใช้: ค่าไม่น่าเป็นไปได้" in str(month.line.answers(officer, since))
    since = month.line.last_seq(month.people[TOWN])
    month.play(
        BY_CHAT,
        """
        > [แก้ไขรายงาน]
        < เหตุผล: ค่าไม่น่าเป็นไปได้
        | ที่ส่งไว้: 125,000 บาท
        | ใช้งบประมาณไปกี่บาท
        > 12,500
        > [ส่งรายงาน]
        < รับรายงานฉบับแก้ไขแล้ว
        | ทันกำหนด
        """,
    )
    assert "หน่วยงานแก้ไขและส่งมาใหม่แล้ว" in str(month.line.answers(month.people[TOWN], since))


def is_sent_back_on_a_page(browser: Browser, month: NakhonNayok) -> None:
    """Two values at once, on a telephone; one message, and each question in turn."""
    officer = month.people[BY_PAGE]
    since = month.line.last_seq(officer)
    with month.at_desk(browser, FIELDS, width=390) as page:
        page.get_by_role("row", name="อบต.เกาะโพธิ์").get_by_role("link", name="ส่งทันกำหนด").click()
        for label, reason, words in (
            ("บุคลากรที่เข้าอบรม", "ค่าไม่น่าเป็นไปได้", "อบต. มีบุคลากรไม่ถึง 400 คน"),
            ("งบประมาณที่ใช้", "อื่น ๆ", "โปรดตรวจกับฎีกาเบิกจ่าย"),
        ):
            row = page.locator(".answer", has_text=label)
            row.get_by_text("ส่งกลับข้อนี้").click()
            row.get_by_label("เหตุผล").select_option(label=reason)
            row.get_by_label("คำอธิบาย").fill(words)
        page.get_by_role("button", name="ส่งกลับข้อที่เลือก").click()
        expect(page.get_by_role("status")).to_contain_text("ส่งกลับให้แก้ไขแล้ว")
        [told] = month.line.answers(officer, since)
        assert "อบต. มีบุคลากรไม่ถึง 400 คน" in str(told) and "โปรดตรวจกับฎีกาเบิกจ่าย" in str(told)
        month.play(
            BY_PAGE,
            """
            > [แก้ไขรายงาน]
            < ที่ส่งไว้: 400 คน
            | บุคลากรที่เข้าอบรม รวมทุกครั้งกี่คน
            > 40
            < ที่ส่งไว้: 80,000 บาท
            > 8,000
            < ครบทุกข้อที่ส่งกลับแล้ว
            > ส่ง
            < รับรายงานฉบับแก้ไขแล้ว
            """,
        )
        page.reload()
        changed = page.get_by_role("heading", name="แก้ไขจากฉบับก่อน").locator("..")
        expect(changed).to_contain_text("400 คน")
        expect(changed).to_contain_text("40 คน")


def is_extended_on_a_page(browser: Browser, month: NakhonNayok) -> None:
    officer = month.people[EXTENDED]
    since = month.line.last_seq(officer)
    with month.at_desk(browser, PROVINCE) as page:
        page.get_by_role("link", name="ติดตาม").click()
        page.get_by_role("checkbox", name="อบต.ท่าเรือ").check()
        page.get_by_role("button", name="ขยายเวลาหน่วยงานที่เลือก").click()
        page.get_by_label("ขยายถึงวันที่").fill("2026-11-12")
        page.get_by_label("น้ำท่วมหรือภัยพิบัติ").check()
        page.get_by_role("button", name="ตรวจสอบก่อนบันทึก").click()
        expect(page.locator("dl")).to_contain_text("12 พฤศจิกายน 2569")
        page.get_by_role("button", name="ขยายเวลา", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("ขยายเวลา")
    assert "12 พฤศจิกายน 2569" in str(month.line.answers(officer, since))


def morning_after(month: NakhonNayok) -> None:
    """The day after the due day: the digest to the province counts what the chat then counts."""
    [digest] = [one for one in month.line.bot_entries(month.people[PROVINCE]) if "สรุปผลการส่งหลังครบกำหนด" in str(one)]
    said = lines([digest])
    assert [said[said.index(label) + 1] for label in ("ส่งทันกำหนด", "ยังไม่ส่ง", "อยู่ในเวลาที่ขยายให้")] == [
        "✓ 10 หน่วยงาน",
        "✕ 4 หน่วยงาน",
        "1 หน่วยงาน",
    ]
    assert "พิมพ์ QR เชิญ" in said and "อบต.นาหินลาด" in said


def is_reminded_on_a_page(browser: Browser, month: NakhonNayok) -> None:
    """Once that day, however often the button is pressed."""
    month.at("07T10:00")
    officer = month.people[NEVER]
    since = month.line.last_seq(officer)
    with month.at_desk(browser, FIELDS) as page:
        page.get_by_role("link", name="ติดตาม").click()
        page.get_by_role("checkbox", name="อบต.หนองแสง").check()
        page.get_by_role("button", name="เตือนหน่วยงานที่เลือก").click()
        page.get_by_role("button", name="ส่งข้อความเตือน 1 คน").click()
        expect(page.get_by_role("status")).to_contain_text("ส่งข้อความเตือนแล้ว 1 คน ใน 1 หน่วยงาน")
        [reminder] = month.line.answers(officer, since)
        assert "รายงานเดือนตุลาคม 2569" in str(reminder)
        # The browser's Back shows what was looked at, not an error; pressed again nobody is reminded twice.
        page.go_back()
        page.get_by_role("button", name="ส่งข้อความเตือน 1 คน").click()
        expect(page.get_by_role("status")).to_contain_text("ไม่มีผู้ที่เตือนได้ในขณะนี้")
        page.reload()
        expect(page.get_by_role("row", name="อบต.หนองแสง")).to_contain_text("ได้รับข้อความของวันนี้แล้ว")
    assert len(month.line.bot_entries(officer, since)) == 1


def district_approves_by_chat(month: NakhonNayok) -> None:
    """One card for all that is in order; the late one is opened."""
    month.play(
        TOWN,
        """
        > ตรวจรายงาน
        < ควรเปิดดูทีละฉบับ 1 ฉบับ
        > [รับรองที่เรียบร้อยทั้งหมด 5 ฉบับ]
        < จะรับรอง
        > [ยืนยันรับรอง 5 ฉบับ]
        < รับรองแล้ว 5 ฉบับ
        | เหลืออีก 1 ฉบับที่ควรเปิดดูทีละฉบับ
        > เปิด 1
        < เกินกำหนด
        > รับรอง
        < รับรองระดับอำเภอแล้ว
        """,
    )


def district_approves_on_a_page(browser: Browser, month: NakhonNayok) -> None:
    with month.at_desk(browser, FIELDS) as page:
        page.get_by_role("button", name="รับรองที่เรียบร้อยทั้งหมด 5 ฉบับ").click()
        page.get_by_role("button", name="ยืนยันรับรอง 5 ฉบับ").click()
        expect(page.get_by_role("status")).to_contain_text("รับรองแล้ว 5 ฉบับ")


def province_approves(browser: Browser, month: NakhonNayok) -> None:
    with month.at_desk(browser, PROVINCE) as page:
        page.get_by_role("button", name="รับรองที่เรียบร้อยทั้งหมด 11 ฉบับ").click()
        page.get_by_role("button", name="ยืนยันรับรอง 11 ฉบับ").click()
        expect(page.get_by_role("status")).to_contain_text("รับรองแล้ว 11 ฉบับ")
        page.get_by_role("link", name="ดูรายการ").click()
        page.get_by_role("row", name="อบต.ศรีจุฬา").get_by_role("link", name="ไม่มีการดำเนินงาน").click()
        page.get_by_role("button", name="รับรองรายงานนี้").click()
        expect(page.get_by_role("status")).to_contain_text("รับรองรายงานแล้ว")
    month.play(BY_CHAT, "> แก้ไขรายงาน\n< ได้รับการรับรองแล้ว")


def overview_in_chat(month: NakhonNayok) -> dict[str, int]:
    """The card's counts, under the names of the files'. Rows that would say 0 are left out of it."""
    month.play(PROVINCE, "> ภาพรวม\n< ภาพรวมจังหวัดนครนายก")
    said = month.heard(PROVINCE)
    sent, expected = re.findall(r"[0-9]+", said["ส่งแล้ว"])[:2]
    others = {"on_time": "ทันกำหนด", "late": "เกินกำหนด", "nothing": "ไม่มีการดำเนินงาน"}
    others |= {"returned": "ส่งกลับแก้ไข", "missing": "ยังไม่ส่ง"}
    told = {name: int(number_in(said.get(label, "0"))) for name, label in others.items()}
    assert number_in(said["รับรองแล้ว"]) == int(sent) and number_in(said["ยังไม่มีผู้ลงทะเบียน"]) == 1
    return told | {"expected": int(expected), "sent": int(sent)}


def are_downloaded(browser: Browser, month: NakhonNayok, sums: dict[str, float], folder: Path) -> list[Path]:
    """The workbook and the memo. The page of added-up results says what the offices' reviews said."""
    taken = []
    with month.at_desk(browser, PROVINCE) as page:
        page.get_by_role("link", name="รวมผล").first.click()
        for label, total in sums.items():
            row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=label)).first
            assert number_in(row.locator(".main").inner_text()) == total, label
        page.get_by_role("link", name="ดาวน์โหลด", exact=True).click()
        for name in ("ดาวน์โหลดสมุดงาน Excel", "ดาวน์โหลดบันทึกข้อความ"):
            with page.expect_download() as download:
                page.get_by_role("link", name=name).click()
            taken.append(folder / download.value.suggested_filename)
            download.value.save_as(taken[-1])
    return taken
