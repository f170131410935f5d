"""How an area's memo looks: what stands in it, and the template it is made from."""

from __future__ import annotations

import io
from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bot.texts.desk import desk as desk_words
from bot.texts.exporting import downloads as words
from bot.texts.exporting import memo as memo_words
from models.exporting import memo_style
from models.org_unit import OrgUnit
from services.exporting import downloads, memo
from services.exporting.memo_facts import AREAS
from services.untrusted import readings
from services.untrusted.apart import Unavailable
from services.untrusted.templates.package import LARGEST
from services.untrusted.templates.refused import TemplateRefused
from web.desk import meanwhile
from web.desk.signed_in import Desk, dependencies, for_supervisors

pages = Blueprint("desk_memo", __name__)


def here(unit: OrgUnit) -> str:
    return f"/desk/downloads/{unit.code}/memo"


@pages.get("/desk/downloads/<code>/memo")
@for_supervisors()
def look(desk: Desk, code: str) -> ResponseReturnValue:
    return _page(desk, _area(desk, code))


@pages.post("/desk/downloads/<code>/memo")
@for_supervisors()
def keep(desk: Desk, code: str) -> ResponseReturnValue:
    unit = _area(desk, code)
    texts = {name: request.form.get(name, "") for name in memo.TEXTS}
    thai_digits, form = "thai_digits" in request.form, request.form.get("form", "")
    typed = {name: " ".join(text.split()) for name, text in texts.items()}
    # A colleague who is at it in the same instant comes first, or waits.
    desk.session.execute(select(OrgUnit.id).where(OrgUnit.id == unit.id).with_for_update(key_share=True))
    if lately := meanwhile.overwritten(_stands(desk, unit), {**typed, "thai_digits": thai_digits, "form": form}):
        return _page(desk, unit, wrong=desk_words.CHANGED_MEANWHILE, lately=lately), 409
    try:
        memo.write_style(
            desk.session,
            unit,
            desk.person,
            texts,
            thai_digits=thai_digits,
            form=form,
            now=desk.now,
        )
    except ValueError:
        return _page(desk, unit, wrong=words.TOO_LONG), 422
    flash(words.KEPT)
    return redirect(here(unit), 303)


@pages.get("/desk/downloads/<code>/memo/template.docx")
@for_supervisors()
def template(desk: Desk, code: str) -> ResponseReturnValue:
    """The template in use: the office's own, one from above, or the built-in one."""
    unit = _area(desk, code)
    own = memo_style.with_template(desk.session, unit)
    body = own.template if own is not None and own.template else None
    body = body or memo.usual_template(desk.session, unit)
    desk.note("file.take", unit, kind="memo_template")
    return send_file(
        io.BytesIO(body),
        mimetype=downloads.media_type_of("x.docx"),
        as_attachment=True,
        download_name=own.template_name if own is not None and own.template_name else words.TEMPLATE_NAME,
    )


@pages.post("/desk/downloads/<code>/memo/template")
@for_supervisors(writes=False, max_body=LARGEST + 64 * 1024)
def bring(desk: Desk, code: str) -> ResponseReturnValue:
    """Has the file looked at first and writes only then: looking may take seconds."""
    unit = _area(desk, code)
    sent = request.files.get("file")
    body = sent.stream.read(LARGEST + 1) if sent else b""
    if not body or sent is None:
        return _page(desk, unit, template_wrong=words.NO_FILE), 422
    desk.let_go()
    try:
        readings.check_template(body)
    except TemplateRefused as refused:
        return _page(desk, unit, template_wrong=refused.words), 422
    except Unavailable:
        return _page(desk, unit, template_wrong=memo_words.BUSY), 503
    with dependencies().database.writing() as session:
        memo.keep_template(session, unit, desk.person, body, sent.filename or "", desk.now)
    flash(words.TEMPLATE_KEPT)
    return redirect(here(unit), 303)


@pages.post("/desk/downloads/<code>/memo/template/drop")
@for_supervisors()
def drop(desk: Desk, code: str) -> ResponseReturnValue:
    unit = _area(desk, code)
    memo.drop_template(desk.session, unit, desk.person, desk.now)
    flash(words.TEMPLATE_DROPPED)
    return redirect(here(unit), 303)


@pages.post("/desk/downloads/<code>/memo/crest")
@for_supervisors(writes=False, max_body=LARGEST + 64 * 1024)
def bring_crest(desk: Desk, code: str) -> ResponseReturnValue:
    """The garuda for the built-in template, drawn anew as a small picture before it is kept."""
    unit = _area(desk, code)
    sent = request.files.get("crest")
    body = sent.stream.read(LARGEST + 1) if sent else b""
    if not body or len(body) > LARGEST:
        return _page(desk, unit, crest_wrong=memo_words.NO_PICTURE), 422
    desk.let_go()
    try:
        drawn = readings.small_picture(body)
    except Unavailable:
        return _page(desk, unit, crest_wrong=memo_words.BUSY), 503
    if not drawn:
        return _page(desk, unit, crest_wrong=memo_words.NO_PICTURE), 422
    with dependencies().database.writing() as session:
        memo.keep_crest(session, unit, desk.person, drawn, desk.now)
    flash(memo_words.CREST_KEPT)
    return redirect(here(unit), 303)


@pages.post("/desk/downloads/<code>/memo/crest/drop")
@for_supervisors()
def drop_crest(desk: Desk, code: str) -> ResponseReturnValue:
    unit = _area(desk, code)
    memo.drop_crest(desk.session, unit, desk.person, desk.now)
    flash(memo_words.CREST_DROPPED)
    return redirect(here(unit), 303)


@pages.get("/desk/downloads/<code>/memo/crest.jpg")
@for_supervisors()
def crest(desk: Desk, code: str) -> ResponseReturnValue:
    """The crest in use, to be looked at."""
    unit = _area(desk, code)
    found = memo_style.crest_for(desk.session, unit)
    if found is None:
        return redirect(here(unit), 303)
    return send_file(io.BytesIO(found[1]), mimetype="image/jpeg")


def _stands(desk: Desk, unit: OrgUnit) -> dict[str, str | bool]:
    """What stands in the fields of the form."""
    style = memo.style_of(desk.session, unit)
    return {name: getattr(style, name) for name in (*memo.TEXTS, "thai_digits", "form")}


def _page(
    desk: Desk,
    unit: OrgUnit,
    *,
    wrong: str = "",
    lately: Mapping[str, object] | None = None,
    template_wrong: str = "",
    crest_wrong: str = "",
) -> str:
    """`lately`: what a colleague has saved meanwhile in fields that say something else."""
    own = memo_style.with_template(desk.session, unit)
    style = memo.style_of(desk.session, unit)
    if wrong:
        texts = {name: request.form.get(name, "") for name in memo.TEXTS}
        thai_digits, form = "thai_digits" in request.form, request.form.get("form", "")
    else:
        texts, thai_digits = {name: getattr(style, name) for name in memo.TEXTS}, style.thai_digits
        form = style.form
    crest = memo_style.crest_for(desk.session, unit)
    return render_template(
        "desk/memo.html",
        unit=unit,
        here=here(unit),
        texts=texts,
        thai_digits=thai_digits,
        form=form,
        forms=memo_words.FORMS,
        usual_form=memo_words.FORMS[memo_words.usual_form(unit)],
        crest="own" if crest and crest[0] == unit.id else "above" if crest else "",
        crest_wrong=crest_wrong,
        usual={
            "office": memo_words.own_name(unit),
            "addressee": memo_words.to_whom(unit),
            "signer_position": memo_words.position(unit),
        },
        own=own,
        is_own=own is not None and own.org_unit_id == unit.id,
        # A template from above is shown as what it is; whose it is need not be known here.
        placeholders=memo_words.PLACEHOLDERS,
        wrong=wrong,
        seen=meanwhile.mark_of(_stands(desk, unit)),
        lately={name: desk_words.lately(memo_words.setting(name, value)) for name, value in (lately or {}).items()},
        template_wrong=template_wrong,
    )


def _area(desk: Desk, code: str) -> OrgUnit:
    """The unit, if it is one that writes memos; else the way back to its downloads."""
    unit = desk.unit(code)
    if unit.kind not in AREAS:
        flash(words.NO_MEMO, "warn")
        back = redirect(f"/desk/downloads/?unit={unit.code}", 303)
        back.headers["Cache-Control"] = "no-store"
        abort(back)
    return unit
