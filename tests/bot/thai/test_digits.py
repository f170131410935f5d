import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.thai.digits import folded, spelled, tidy, to_arabic, to_thai


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("๑๒,๕๐๐", "12,500"),
        ("１２", "12"),
        ("  ก\u200b  ข\n", "ก ข"),
        ("เเปลง", "แปลง"),
        ("นํ้า", "น้ำ"),
        ("น้ำ", "น้ำ"),
        ("5–7", "5-7"),
        ("−5", "-5"),
    ],
)
def test_one_spelling_of_what_is_typed(typed, plain):
    assert tidy(typed) == plain


def test_sara_am_stays_whole():
    assert spelled("จำนวนตำบล") == "จำนวนตำบล"


def test_folding_keeps_thai_marks_and_drops_punctuation():
    assert folded("อื่น ๆ (ระบุ)") == "อื่นๆระบุ"
    assert folded("ที่") != folded("ท")


@given(st.text(alphabet="0123456789ก ,"))
def test_digits_go_over_and_back(text):
    assert to_arabic(to_thai(text)) == text


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
