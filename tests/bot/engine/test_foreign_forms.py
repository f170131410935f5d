"""Forms that nobody here wrote, from workbook to sent report: looked at, corrected only where they are refused, played
by taps and by typing. They are read where they lie; without them there is nothing to play."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyxform.xls2xform import convert as xls2xform

from bot.engine.definition.form import Form
from bot.engine.xform.reading import load_form
from bot.forms.examined import Examined
from bot.forms.examining import examine
from bot.forms.workbook.looking import look
from bot.forms.workbook.sheets import read_book
from bot.forms.xlsform.draft import Draft
from services.untrusted.readings import workbook
from tests.bot.engine.player import Player
from tests.bot.interview.chat import values

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parents[4] / "shared" / "xlsform" / "samples"
FILES = {
    "UCL_regions.csv": "name,label\nr1,Region 1\nr2,Region 2\n",
    "UCL_districts.csv": "name,label,region_id\nd1,District 1,r1\nd2,District 2,r2\n",
    "UCL_villages.csv": "name,label,district_id\nv1,Village 1,d1\nv2,Village 2,d2\n",
    "ULC_Biomass_Plots.csv": "name,label,village,plant_phase\n"
    + "".join(
        f"p{village}{year},Plot {village}-{year},v{village},{year}\n"
        for village in (1, 2)
        for year in range(2022, 2029)
    ),
    "species_names.csv": "name,label\nteak,Tectona grandis\nother,Other\n",
}
REFUSED = {
    "UCL_Biomass_Plot_Form.xlsx": set(),
    "or_other.xlsx": set(),
    "repeat_date_test.xls": set(),
    "widgets.xls": {"unsupported-barcode"},
    "xlsform_spec_test.xlsx": {"unsupported-barcode", "unsupported-app", "unsupported-encryption"},
}
"""What each is refused for; everything else in it has to work."""
here = pytest.mark.parametrize("name", [name for name in REFUSED if (SAMPLES / name).is_file()] or [None])


@cache
def looked(name: str) -> Examined:
    return examine((SAMPLES / name).read_bytes(), {each: content.encode() for each, content in FILES.items()})


@cache
def corrected(name: str) -> Form:
    """The form without the rows and settings that it is refused for, as its author would correct it."""
    content = (SAMPLES / name).read_bytes()
    files = {each: text.encode() for each, text in FILES.items()}
    found = looked(name)
    if found.xml is not None:
        return load_form(found.xml, files)
    book = read_book(content, look(content))
    if any(remark.sheet == "settings" for remark in found.errors):
        del book.sheets["settings"]
    draft = Draft(book)
    for remark in found.errors:
        if remark.sheet != "settings":
            draft.drop_row("survey", remark.row or 0)
    return load_form(xls2xform(draft.for_pyxform(), form_name="data").xform, files)


@here
def test_it_is_refused_for_what_is_not_supported_and_nothing_else(name: str | None) -> None:
    if name is None:
        return
    assert {remark.code for remark in looked(name).errors} == REFUSED[name]
    assert all(remark.todo_th and remark.todo_en for remark in looked(name).errors)
    assert workbook((SAMPLES / name).read_bytes(), {}).remarks


@here
@pytest.mark.parametrize("taps", [True, False], ids=["taps", "typed"])
@pytest.mark.parametrize("how", ["least", "first", "last"])
def test_it_is_played_to_a_sent_report(name: str | None, taps: bool, how: str) -> None:
    if name is None:
        return
    player = Player(corrected(name), taps, rows=2, skip=how == "least", last=how == "last")
    answers = player.play()
    assert answers or how == "least"
    assert all(value is not None for value in values(answers))
