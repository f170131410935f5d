"""What no database keeps or looks for, in an address or a form: nobody sees it, and nothing breaks."""

from __future__ import annotations

import io

from flask import Flask, request

from tests.web.conftest import Site
from web import storable


def test_it_is_another_sign_in_all_that_was_sent() -> None:
    app = Flask(__name__)
    storable.install(app)

    @app.post("/try/<word>")
    def seen(word: str) -> dict[str, object]:
        upload = request.files["file"]
        values = request.values.getlist("u"), request.form.to_dict()
        return {"word": word, "values": values, "file": (upload.filename, upload.read().decode())}

    def sent() -> dict[str, object]:
        return {"u": ["c\0", "d"], "w\0": "\0", "file": (io.BytesIO(b"x\0"), "a\0.csv")}

    client = app.test_client()
    answer = client.post("/try/it?u=a%00b&u=%00", data=sent())
    read = [["a\ufffdb", "\ufffd", "c\ufffd", "d"], {"u": "c\ufffd", "w\ufffd": "\ufffd"}]
    assert answer.json == {"word": "it", "values": read, "file": ["a\ufffd.csv", "x\0"]}
    in_address = client.post("/try/i%00t", data=sent())
    assert in_address.json is not None and in_address.json["word"] == "i\ufffdt"
    plain = client.post("/try/it", data={"u": "é\0", "file": (io.BytesIO(b""), "a\0.csv")})
    assert plain.json is not None and plain.json["values"] == [["é\ufffd"], {"u": "é\ufffd"}]


def test_a_number_that_no_row_can_have_leads_to_no_page() -> None:
    app = Flask(__name__)
    storable.install(app)

    @app.get("/try/<int:number>")
    def seen(number: int) -> dict[str, int]:
        return {"number": number}

    client = app.test_client()
    assert client.get("/try/2147483647").json == {"number": 2**31 - 1}
    assert [client.get(f"/try/{number}").status_code for number in (2**31, 2**63, "9" * 5000)] == [404] * 3


def test_a_readers_office_of_that_kind_is_nobodys(site: Site) -> None:
    """PostgreSQL refused the whole batch of readers for it, again and again, and nobody was counted any more."""
    assert site.client.get("/k/basics/go?u=%00").status_code == 303
    assert {one.office for one in site.visits._noted} == {"\ufffd"}
    assert site.offices() == [None]
