"""The overview in the chat: an area's month in figures and bars. And what is said where no area or month is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.buttons import press, tap
from bot.messages import Button, Card, Post, Row, Section, Text, Tone
from bot.periods import Every, Period
from bot.tally import Tally
from bot.texts.desk import waiting
from bot.texts.desk.desk import place_name
from bot.texts.progress import percent, score
from bot.texts.reporting.report import title
from bot.thai.dates import write_short_period
from bot.thai.digits import up_to
from bot.thai.periods import is_once, period_name, period_word
from bot.thai.units import Unit

AREAS = 10  # rows of one page
# What is typed for these cards: overview; who has not sent; check reports
OVERVIEW, MISSING, QUEUE = "ภาพรวม", "ใครยังไม่ส่ง", "ตรวจรายงาน"

# This is for district, provincial and department officers. To report, type "report".
NOT_A_SUPERVISOR = Text(
    "คำสั่งนี้ใช้ได้เฉพาะผู้มีหน้าที่ระดับอำเภอ จังหวัด หรือกรมค่ะ\nหากต้องการส่งรายงาน พิมพ์ “รายงาน”",
    quick=(tap("รายงาน", "report"),),  # report
)
# To a supervisor who wants to report: the offices of the area do that; you follow and check them by "overview" and
# "check reports".
OFFICES_REPORT = Text(
    f"หน่วยงานในพื้นที่เป็นผู้ส่งรายงานค่ะ ท่านเป็นผู้กำกับดูแล\nพิมพ์ “{OVERVIEW}” เพื่อติดตามผล หรือ “{QUEUE}” เพื่อตรวจรายงานที่ส่งแล้ว",
    quick=(tap(OVERVIEW, "review.overview"), tap(QUEUE, "review.queue")),
)
# Foreign, unknown, not asked for: one answer for all, so that it tells nothing.
# Not found in the area that you supervise. Type "overview".
NOT_HERE = Text(
    "ไม่พบข้อมูลนี้ในพื้นที่ที่ท่านกำกับดูแลค่ะ พิมพ์ “ภาพรวม” เพื่อเริ่มใหม่",
    quick=(tap(OVERVIEW, "review.overview"),),
)
# No office in your area is asked for a report at present.
NOBODY_ASKED = Text("ขณะนี้ไม่มีหน่วยงานในพื้นที่ของท่านที่ต้องส่งรายงานค่ะ")


@dataclass(frozen=True, slots=True)
class Where:
    """What a card is about: an area's month of a programme, in the words and codes of its buttons.

    `subject` is the programme's title where there are several, else "".
    """

    unit: Unit
    code: str
    period: str
    programme: str
    subject: str = ""

    @property
    def heading(self) -> str:
        """Month of October 2569, and the programme where that has to be said."""
        return period_name(self.period) + (f"\n{self.subject}" if self.subject else "")

    @property
    def in_full(self) -> str:
        """The same below the name of the area, on two lines."""
        month = f"{place_name(self.unit)}\n{period_name(self.period)}"  # month of …
        return f"{month} {self.subject}" if self.subject else month

    def press(self, do: str, **more: object) -> str:
        return press(do, p=self.programme, u=self.code, m=self.period, **more)

    def approve_all(self) -> str:
        """Asks whether to approve what is in order now."""
        return self.press("review.approve_all")

    def desk(self) -> Button:
        """The same on a page: open on the large screen."""
        which = f"&programme={self.programme}" if self.subject else ""
        return tap("เปิดบนหน้าเว็บ", "desk.open", "เปิดหน้าเว็บ", to=f"/desk/u/{self.code}?period={self.period}{which}")


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """An area with how many have sent, or an office with its state. `data` is what a tap on it sends; `returned` have
    to be corrected and sent again."""

    unit: Unit
    data: str
    sent: int = 0
    returned: int = 0
    expected: int = 0
    state: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class WaitingFor:
    """How many reports, requests and letters wait for the person, and for how many offices nobody is registered.
    `earlier` are reports of the periods before the present one."""

    reports: int
    earlier: int
    requests: int
    letters: int
    unregistered: int


def overview(
    where: Where,
    figures: Tally,
    lines: Sequence[OverviewLine],
    *,
    page: int,
    around: tuple[str | None, str | None],
    waits: WaitingFor | None = None,
) -> Card:
    """An area's month; `lines` are everything below it, `around` the months before and after (None where not asked),
    `waits` what the person has to do themselves, None where it is not their own area."""
    pages = pages_of(len(lines), AREAS)
    shown = lines[(page - 1) * AREAS : page * AREAS]
    rows = tuple(_area(number, line) for number, line in enumerate(shown, (page - 1) * AREAS + 1))
    is_offices = bool(lines) and not lines[0].expected
    # by office / by area
    heading = "รายหน่วยงาน" if is_offices else "รายพื้นที่"
    first = (*_waiting(where, waits), Section("ผลการส่ง", _figures(figures)))  # results of sending
    sections = (first if page == 1 else ()) + ((Section(f"{heading}{of_pages(page, pages)}", rows),) if rows else ())
    buttons = []
    if page < pages:
        buttons.append(more(where.press("review.overview", page=page + 1), page, pages))
    if figures.missing + figures.returned:
        # who has not sent (or has to correct) (n)
        label = f"ใคร{behind(figures.missing, figures.returned)} ({figures.missing + figures.returned:,})"
        buttons.append(Button(label, Post(where.press("review.missing"), MISSING)))
    if waits is not None and waits.reports:
        # approve all that are in order
        buttons.append(Button("รับรองที่เรียบร้อยทั้งหมด", Post(where.approve_all(), "รับรองทั้งหมด")))
    if figures.sent:
        # check and approve
        buttons.append(Button("ตรวจและรับรอง", Post(where.press("review.queue"), QUEUE), primary=True))
    buttons.append(where.desk())
    # Tap a line or type for example "open 1"
    text = "แตะรายการเพื่อดูต่อ หรือพิมพ์ เช่น เปิด 1"
    if beside := around[0] or around[1]:
        # another month: type "overview Sep 69"
        text += f"\nดู{period_word(where.period)}อื่น พิมพ์ เช่น {OVERVIEW} {write_short_period(beside)}"
    return Card(
        title=f"ภาพรวม{place_name(where.unit)}",  # overview of …
        subtitle=where.heading,
        text=text,
        sections=sections,
        buttons=tuple(buttons),
        quick=months_around(where, "review.overview", around),
        tone=Tone.PLAIN,
    )


def _waiting(where: Where, waits: WaitingFor | None) -> tuple[Section, ...]:
    """What waits for the person, each with the button that leads there; nothing where nothing does."""
    if waits is None:
        return ()
    letters, requests = "หนังสือ", "คำขอ"  # what is typed for them: letters; requests
    counts = (
        (waiting.APPROVE, waits.reports, Post(where.press("review.queue"), QUEUE)),
        (waiting.APPROVE_EARLIER, waits.earlier, Post(press("review.queue"), QUEUE)),
        (waiting.REQUESTS, waits.requests, Post(press("join.requests"), requests)),
        (waiting.UNREGISTERED, waits.unregistered, tap("", "desk.open", to=f"/desk/admin/invites/{where.code}").does),
        (waiting.LETTERS, waits.letters, Post(press("circ.list"), letters)),
    )
    rows = tuple(Row(label, f"{count:,}", Tone.WARN, Button(label, does)) for label, count, does in counts if count)
    return (Section(waiting.TITLE, rows),) if rows else ()


def choose(options: Sequence[tuple[str, str]]) -> Card:
    """Several areas or programmes could be meant: (name, button data)."""
    rows = tuple(
        Row(f"{number}. {name}", button=Button(name, Post(data))) for number, (name, data) in enumerate(options, 1)
    )
    return Card(
        title="เลือกรายการที่ต้องการ",  # choose which
        text="แตะรายการ หรือพิมพ์ เช่น เปิด 1",  # tap one, or type "open 1"
        sections=(Section("", rows),),
    )


def no_such_month(period: str) -> Text:
    # The month of … is not asked for (yet). Type for example "overview Sep 69".
    words = f"ไม่มีการขอ{title(period)} หรือยังไม่เปิดรับค่ะ"
    before = Period.parse(period).beside()[0]
    if before is None:
        return Text(words)
    example = "ก.ย. 69" if before.every is Every.MONTH else write_short_period(str(before))
    return Text(f"{words} พิมพ์{period_word(period)}อื่น เช่น {OVERVIEW} {example}")


def no_such_number(last: int) -> Text:
    if not last:
        # There is no list yet. Type "overview", "who has not sent" or "check reports".
        return Text("ยังไม่มีรายการให้เลือกค่ะ พิมพ์ “ภาพรวม” “ใครยังไม่ส่ง” หรือ “ตรวจรายงาน” ก่อน")
    # There is no such number in the list; choose 1 to …
    return Text(f"ไม่มีหมายเลขนี้ในรายการค่ะ เลือก {up_to(last)}")


def with_period(word: str, period: str) -> str:
    """What is typed for a card of that period; of what is asked once the word alone."""
    return word if is_once(period) else f"{word} {write_short_period(period)}"


def behind(missing: int, returned: int) -> str:
    """What those are called together who never sent and those whose report was sent back."""
    # not sent / or / to be corrected
    return "หรือ".join(["ยังไม่ส่ง"] * (missing > 0) + ["ต้องแก้ไข"] * (returned > 0))


def pages_of(count: int, a_page: int) -> int:
    return max(1, -(-count // a_page))


def more(data: str, page: int, pages: int) -> Button:
    # next page (2 of 5)
    label = f"หน้าถัดไป ({page + 1} จาก {pages})"
    return Button(label, Post(data, label))


def of_pages(page: int, pages: int) -> str:
    # page 1 of 3
    return f" · หน้า {page} จาก {pages}" if pages > 1 else ""


def months_around(where: Where, do: str, around: tuple[str | None, str | None]) -> tuple[Button, ...]:
    """The months before and after, the other two cards of the same month."""
    word = OVERVIEW if do == "review.overview" else MISSING
    found = [
        tap(short, do, f"{word} {short}", p=where.programme, u=where.code, m=period)
        for period in around
        if period and (short := write_short_period(period))
    ]
    cards = {"review.overview": OVERVIEW, "review.missing": MISSING, "review.queue": QUEUE}
    found += [Button(label, Post(where.press(other), label)) for other, label in cards.items() if other != do]
    return tuple(found)


def _figures(one: Tally) -> tuple[Row, ...]:
    def count(number: int) -> str:
        return f"{number:,}"

    rows = [
        # sent … of …; on time; late; nothing to report; sent back; not sent; approved; content score; nobody registered
        Row("ส่งแล้ว", f"{count(one.sent)} จาก {count(one.expected)} ({percent(one.rate)})", bar=one.rate or 0),
        Row("ทันกำหนด", f"{count(one.on_time)} ({percent(one.on_time_rate)})", bar=one.on_time_rate or 0),
    ]
    for label, number, tone in (
        ("เกินกำหนด", one.late, Tone.WARN),
        ("ไม่มีการดำเนินงาน", one.nothing, Tone.PLAIN),
        ("ส่งกลับแก้ไข", one.returned, Tone.WARN),
        ("ยังไม่ส่ง", one.missing, Tone.BAD),
        ("รับรองแล้ว", one.approved, Tone.GOOD),
        ("ยังไม่มีผู้ลงทะเบียน", one.unregistered, Tone.WARN),
    ):
        if number:
            rows.append(Row(label, count(number), tone))
    if one.content is not None:
        rows.append(Row("คุณภาพเนื้อหา", f"{score(one.content)} จาก 100"))
    return tuple(rows)


def _area(number: int, line: OverviewLine) -> Row:
    name = f"{number}. {place_name(line.unit)}"
    button = Button(place_name(line.unit), Post(line.data))
    if not line.expected:
        return Row(name, line.state, line.tone, button)
    share = line.sent / line.expected
    tone = Tone.GOOD if line.sent == line.expected else Tone.PLAIN
    return Row(name, f"{line.sent:,}/{line.expected:,}", tone, button, bar=share)
