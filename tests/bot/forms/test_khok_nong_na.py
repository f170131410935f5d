"""The built-in form: it converts cleanly, and is written so that a chat can ask it well."""

from pathlib import Path

import pytest
import regex

from bot.engine.definition.form_items import QuestionKind
from bot.engine.xform.reading import load_form
from bot.forms.workbook.workbook import convert, to_xlsx

MARKDOWN = Path("bot/forms/khok-nong-na.md").read_text(encoding="utf-8")
CONVERTED = convert(MARKDOWN)
FORM = load_form(CONVERTED.xml)
ASKED = {path: question for path, question in FORM.questions.items() if question.kind.is_asked}
_ROWS = MARKDOWN.split("| choices |")[1].split("| settings |")[0].splitlines()
CHOICES = [[cell.strip() for cell in row.split("|")[2:5]] for row in _ROWS if row.count("|") == 5][1:]


def spec_of(path):
    return FORM.blueprint.specs[tuple(path.strip("/").split("/"))]


def test_it_converts_without_a_warning():
    assert CONVERTED.warnings == ()
    assert CONVERTED.attachments == ()
    assert FORM.notes == ()


def test_it_says_what_it_is():
    assert FORM.id == "khok_nong_na"
    assert regex.fullmatch(r"\d{10}", FORM.version)
    assert FORM.title == "รายงานผลโคก หนอง นา ประจำเดือน"


def test_the_workbook_that_is_handed_out_is_the_same_form():
    assert convert(to_xlsx(MARKDOWN)).xml == CONVERTED.xml


@pytest.mark.parametrize("path", ASKED)
def test_every_question_has_a_short_name_and_an_explanation(path):
    question = ASKED[path]
    short = question.extras["short"]
    assert len(regex.findall(r"\X", short)) <= 24
    if question.extras.get("later") != "yes":
        assert question.guidance.plain()


@pytest.mark.parametrize("path", [path for path in ASKED if spec_of(path).constraint is not None])
def test_every_constraint_says_what_to_do(path):
    assert ASKED[path].constraint_message.plain()


@pytest.mark.parametrize(
    "path", [p for p, q in ASKED.items() if q.kind in (QuestionKind.INTEGER, QuestionKind.DECIMAL)]
)
def test_every_figure_has_bounds_and_a_unit(path):
    question = ASKED[path]
    assert spec_of(path).constraint is not None
    assert question.extras.get("unit") or question.extras.get("reads") in ("area", "baht")


def test_options_fit_quick_replies():
    for name, value, label in CHOICES:
        assert name and value.isascii()
        assert len(regex.findall(r"\X", label)) <= 20, label
    for name in {row[0] for row in CHOICES}:
        assert sum(row[0] == name for row in CHOICES) <= 10


def test_marks_for_the_chat_are_the_known_ones():
    known = {"short", "reads", "unit", "carry", "nothing", "later", "rollup", "offer", "warn", "rows", "plus"}
    known |= {"said", "none"}
    for question in FORM.questions.values():
        assert set(question.extras) <= known
    assert [path for path, question in FORM.questions.items() if "nothing" in question.extras] == [
        "/data/start/happened"
    ]
    assert {
        path: question.extras["rollup"] for path, question in FORM.questions.items() if "rollup" in question.extras
    } == {"/data/teach/all_areas": "last"}
    carried = [question.kind for question in FORM.questions.values() if question.extras.get("carry") == "yes"]
    assert QuestionKind.IMAGE not in carried and QuestionKind.TEXT not in carried


def test_five_photos_one_of_them_required():
    photos = [spec_of(path) for path in ASKED if "/photo_" in path]
    assert [photo.required is not None for photo in photos] == [True, False, False, False, False]
