import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.definition.form_items import Choice
from bot.thai import reasons
from bot.thai.choices import read_choice, read_choices
from bot.thai.digits import to_thai
from bot.thai.refused import Refused
from bot.thai.yesno import read_verb, read_yesno

PARTNERS = [
    Choice("cd_province", "พัฒนาชุมชนจังหวัด"),
    Choice("cd_district", "พัฒนาชุมชนอำเภอ"),
    Choice("temple", "วัด"),
    Choice("school", "โรงเรียน"),
    Choice("agriculture", "เกษตรอำเภอ"),
    Choice("village", "หมู่บ้าน"),
    Choice("private", "เอกชน"),
    Choice("other", "อื่น ๆ"),
]
HAPPENED = [Choice("yes", "มีการดำเนินงาน"), Choice("no", "ไม่มีการดำเนินงาน")]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3", "temple"),
        ("๓", "temple"),
        ("ข้อ 3", "temple"),
        ("(3)", "temple"),
        ("3.", "temple"),
        ("วัด", "temple"),
        ("วัดค่ะ", "temple"),
        ("โรงเรยน", "school"),
        ("โรงเรียนครับ", "school"),
        ("อื่นๆ", "other"),
        ("เกษตร", "agriculture"),
        ("เกษดรอำเภอ", "agriculture"),
        ("จังหวัด", "cd_province"),
        ("พัฒนาชุมชน อำเภอ", "cd_district"),
        ("หมู่บาน", "village"),
    ],
)
def test_one_option_by_number_name_part_or_mistyped(typed, value):
    assert read_choice(typed, PARTNERS) == value


@pytest.mark.parametrize(
    ("typed", "fitting"),
    [("พัฒนาชุมชน", ("cd_province", "cd_district")), ("อำเภอ", ("cd_district", "agriculture"))],
)
def test_words_that_fit_several_options_name_them(typed, fitting):
    refused = read_choice(typed, PARTNERS)
    assert isinstance(refused, Refused)
    assert refused.candidates == fitting
    assert all(option.label in refused.reason for option in PARTNERS if option.value in fitting)


def test_no_and_yes_never_change_places():
    assert read_choice("มี", HAPPENED) == "yes"
    assert read_choice("ไม่มี", HAPPENED) == "no"
    assert read_choice("ไม่มีการดำเนินการ", HAPPENED) == "no"
    refused = read_choice("ดำเนินงาน", HAPPENED)
    assert isinstance(refused, Refused)
    assert refused.candidates == ("yes", "no")
    assert isinstance(read_choice("ไม่มีวัด", PARTNERS), Refused)


@pytest.mark.parametrize("typed", ["ไม่ได้มีการดำเนินงาน", "มิได้มีการดำเนินงาน", "เดือนนี้ไม่มีการดำเนินงาน", "ไม่เคยมีการดำเนินงาน"])
def test_whatever_denies_is_never_taken_for_yes(typed: str) -> None:
    assert read_choice(typed, HAPPENED) == "no"


@pytest.mark.parametrize(
    "typed",
    [
        *("ไม่แน่ใจว่ามีการดำเนินงาน", "ไม่ใช่ว่าไม่มีการดำเนินงาน", "ไม่ทราบว่ามีการดำเนินงานไหม", "มีการดำเนินงานไหม"),
        *("ไม่มีการดำเนินงานหรือเปล่า", "มีการดำเนินงานหรือไม่", "จะมีการดำเนินงาน", "น่าจะมีการดำเนินงาน", "อาจไม่มีการดำเนินงาน"),
    ],
)
def test_what_doubts_or_asks_is_no_answer(typed: str) -> None:
    assert isinstance(read_choice(typed, HAPPENED), Refused)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ไม่มีกิจกรรม", ("no",)),
        ("เดือนตุลาคมที่ผ่านมาหน่วยงานของเราไม่มีการดำเนินงานเลย", ("no",)),
        ("เดือนหน้าคาดว่าทางเทศบาลจะมีการดำเนินงาน", ("yes",)),
        ("ไม่แน่ใจว่าในพื้นที่ของเรามีการดำเนินงานบ้าง", ()),
        ("ไม่ใช่ว่าในพื้นที่ของเราจะไม่มีการดำเนินงาน", ()),
    ],
)
def test_an_option_within_a_sentence_is_asked_about(typed: str, asked: tuple[str, ...]) -> None:
    refused = read_choice(typed, HAPPENED)
    assert isinstance(refused, Refused) and refused.candidates == asked


def test_a_label_that_doubts_itself_is_chosen_by_its_words() -> None:
    sure = [Choice("a", "ไม่แน่ใจว่าจะทำต่อ"), Choice("b", "ทำต่อแน่นอน")]
    assert read_choice("ไม่แน่ใจว่าจะทำต่", sure) == "a"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("9", reasons.no_such_option(9, 8)),
        ("0", reasons.no_such_option(0, 8)),
        ("ว", reasons.NOT_AN_OPTION),
        ("ดาวอังคาร", reasons.NOT_AN_OPTION),
        ("1 3", reasons.ONE_ONLY),
        ("", reasons.EMPTY),
        ("ก" * 5000, reasons.NOT_AN_OPTION),
    ],
)
def test_what_is_no_option_is_refused_with_the_reason(typed, reason):
    assert read_choice(typed, PARTNERS) == Refused(reason)


def test_options_that_are_figures_count_by_what_is_written_on_them():
    options = [Choice("none", "0"), Choice("one", "1"), Choice("two", "2")]
    assert read_choice("1", options) == "one"
    assert read_choice("ข้อ 1", options) == "none"


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("1 3 5", ("cd_province", "temple", "agriculture")),
        ("๑,๓", ("cd_province", "temple")),
        ("5 1", ("cd_province", "agriculture")),
        ("1-3", ("cd_province", "cd_district", "temple")),
        ("135", ("cd_province", "temple", "agriculture")),
        ("ข้อ 1 และ 3", ("cd_province", "temple")),
        ("วัด โรงเรียน", ("temple", "school")),
        ("วัด และ โรงเรียน", ("temple", "school")),
        ("วัดและโรงเรียน", ("temple", "school")),
        ("อื่น ๆ วัด", ("temple", "other")),
        ("วัด\nโรงเรยน", ("temple", "school")),
        ("วัดโรงเรียน", ("temple", "school")),
        ("วัดกับโรงเรียนและหมู่บ้าน", ("temple", "school", "village")),
        ("1. วัด 2. โรงเรียน", ("temple", "school")),
        ("1) วัด\n2) โรงเรียน", ("temple", "school")),
        ("ข้อสาม", ("temple",)),
        ("3 โรงเรียน", ("temple", "school")),
        ("ทั้งหมด", tuple(option.value for option in PARTNERS)),
    ],
)
def test_several_options(typed, values):
    assert read_choices(typed, PARTNERS) == values


def test_one_unknown_word_among_several_refuses_them_all():
    assert read_choices("วัด xyz", PARTNERS) == Refused(reasons.unknown_among("xyz"))
    assert read_choices("1 9", PARTNERS) == Refused(reasons.no_such_option(9, 8))
    refused = read_choices("พัฒนาชุมชน วัด", PARTNERS)
    assert isinstance(refused, Refused)
    assert refused.candidates == ("cd_province", "cd_district")


@given(st.data())
def test_options_we_number_we_read_back(data):
    labels = data.draw(st.lists(st.text("กขคงจ าิีุู่้", min_size=1, max_size=12), min_size=1, max_size=30, unique=True))
    options = [Choice(f"v{at}", label) for at, label in enumerate(labels)]
    number = data.draw(st.integers(1, len(options)))
    assert read_choice(str(number), options) == f"v{number - 1}"
    assert read_choice(to_thai(str(number)), options) == f"v{number - 1}"
    several = data.draw(st.sets(st.integers(1, len(options)), min_size=1))
    typed = " ".join(str(one) for one in sorted(several))
    assert read_choices(typed, options) == tuple(f"v{one - 1}" for one in sorted(several))


@given(st.sampled_from(PARTNERS))
def test_names_we_print_we_read_back(option):
    assert read_choice(option.label, PARTNERS) == option.value


@given(st.sets(st.sampled_from(PARTNERS), min_size=1), st.sampled_from([", ", " ", "", "และ", " และ ", "\n"]))
def test_names_we_print_one_behind_the_other_we_read_back(chosen, between):
    listed = [option for option in PARTNERS if option in chosen]
    typed = between.join(option.label for option in listed)
    assert read_choices(typed, PARTNERS) == tuple(option.value for option in listed)


def test_number_words_name_an_option_unless_one_is_called_so():
    assert read_choice("หนึ่ง", PARTNERS) == "cd_province"
    assert read_choice("สอง", [Choice("one", "หนึ่ง"), Choice("none", "ไม่มี"), Choice("two", "สอง")]) == "two"


def test_part_of_a_name_that_says_the_opposite_is_asked_about():
    reasons_why = [Choice("no_budget", "ยังไม่มีงบประมาณ"), Choice("other", "อื่น ๆ")]
    assert read_choice("งบประมาณ", reasons_why) == Refused(
        "หมายถึง “1. ยังไม่มีงบประมาณ” หรือไม่คะ ถ้าใช่ พิมพ์ 1", ("no_budget",)
    )


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_readers(text):
    assert isinstance(read_choice(text, PARTNERS), str | Refused)
    assert isinstance(read_choices(text, PARTNERS), tuple | Refused)


@pytest.mark.parametrize(
    "typed",
    (
        *("ใช่", "ใช่ค่ะ", "มี", "มีค่ะ", "OK", "ถูกต้องแล้วค่ะ", "ตกลง", "ค่ะ", "👍", "Yes", "ใช่ๆ", "ครับผม", "ช่ายค่ะ"),
        *("✔️", "👍🏻👍🏻", "จัดแล้วค่ะ", "มีการดำเนินการครับ"),
    ),
)
def test_yes(typed):
    assert read_yesno(typed) is True


@pytest.mark.parametrize("typed", ["ไม่", "ไม่ใช่ครับ", "ไม่มีค่ะ", "ยัง", "ยังไม่มี", "เปล่า", "No", "❌", "ไม่ได้ดำเนินการ",
                                   "ยังไม่ได้จัดค่ะ", "ม่าย", "❌❌"])  # fmt: skip
def test_no(typed):
    assert read_yesno(typed) is False


@pytest.mark.parametrize("typed", ["ไม่แน่ใจ", "มีปัญหา", "", "อาจจะ", "12", "ใช่แต่น้อย", "ใช่หรือไม่"])
def test_neither(typed):
    assert read_yesno(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ผ่านค่ะ", True),
        ("ผ่านแล้ว", True),
        ("ดำเนินงาน", True),
        ("ไม่ผ่าน", False),
        ("ยังไม่ได้ผ่านครับ", False),
        ("ไม่ได้ดำเนินงาน", False),
        ("ขุดแล้ว", None),  # not what was asked
        ("ศูนย์", None),
        ("ประชาชน", None),
        ("", None),
    ],
)
def test_the_questions_own_verb_is_a_yes(typed, meant):
    assert read_verb(typed, "ดำเนินงานผ่านศูนย์ช่วยเหลือประชาชนของ อปท. หรือไม่") is meant
