"""Photos and files: what the bot can fetch, and when it cannot. Pictures that messages point to."""

from __future__ import annotations

import io

import pytest
import urllib3
from PIL import Image

from tests.emulator.parts import bubble, flex, imagemap, text
from tests.support.emulator import Line
from tests.support.listening_bot import ListeningBot


def drawn(width: int, height: int, form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (12, 120, 80)).save(out, form)
    return out.getvalue()


@pytest.fixture
def bot(line: Line, listening_bot: ListeningBot) -> ListeningBot:
    line.reset(webhook=listening_bot.hook)
    return listening_bot


@pytest.fixture
def user_id(line: Line, bot: ListeningBot) -> str:
    return line.person()


@pytest.fixture
def photo(line: Line, bot: ListeningBot, user_id: str) -> str:
    line.ask("POST", f"/emulator/people/{user_id}/photo", drawn(1200, 800), "image/jpeg")
    return str(bot.events()[0]["message"]["id"])


def content(line: Line, message_id: str, more: str = "") -> urllib3.BaseHTTPResponse:
    return line.call("GET", f"/v2/bot/message/{message_id}/content{more}")


# -- what people sent ------------------------------------------------------------------------------------------


def test_the_bytes_come_back(line: Line, photo: str) -> None:
    answer = content(line, photo)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.data == drawn(1200, 800)


def test_a_preview_is_smaller(line: Line, photo: str) -> None:
    answer = content(line, photo, "/preview")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert max(Image.open(io.BytesIO(answer.data)).size) < 800


def test_a_voice_has_no_preview_and_a_photo_no_transcoding(line: Line, bot: ListeningBot, photo: str) -> None:
    voice = line.act(bot.events()[0]["source"]["userId"], "audio")["entry"]["messageId"]
    assert content(line, voice, "/preview").status == 400
    assert content(line, voice, "/transcoding").json() == {"status": "succeeded"}
    assert content(line, photo, "/transcoding").status == 400


def test_a_file_keeps_its_name_and_bytes(line: Line, bot: ListeningBot, user_id: str) -> None:
    sent = line.act(user_id, "file", fileName="ผล.pdf", contentBase64="JVBERg==")["entry"]["message"]
    assert (sent["fileName"], sent["fileSize"]) == ("ผล.pdf", 4)
    assert content(line, sent["id"]).data == b"%PDF"


def test_an_unsent_photo_is_gone(line: Line, user_id: str, photo: str) -> None:
    line.act(user_id, "unsend", messageId=photo)
    assert content(line, photo).status == 410
    assert line.ask("GET", f"/emulator/content/{photo}") == drawn(1200, 800)


def test_a_photo_does_not_stay_for_ever(line: Line, photo: str) -> None:
    line.later(31 * 24 * 3600)
    assert content(line, photo).status == 404


def test_content_that_is_not_ready_not_there_or_gone(line: Line, photo: str) -> None:
    for kind, status in (("content202", 202), ("content404", 404), ("content410", 410)):
        line.fault(kind)
        assert content(line, photo).status == status
        assert content(line, photo).status == 200
    assert line.refused_calls() == []


def test_content_that_is_cut_half_way(line: Line, photo: str) -> None:
    line.fault("contentCut")
    with pytest.raises(urllib3.exceptions.ProtocolError):
        content(line, photo)
    assert line.calls()[-1]["status"] is None
    assert content(line, photo).data == drawn(1200, 800)


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml"])
def test_only_photos_are_photos(line: Line, user_id: str, media_type: str) -> None:
    with pytest.raises(AssertionError, match="Content-Type"):
        line.ask("POST", f"/emulator/people/{user_id}/photo", b"<svg/>", media_type)


# -- what the bot points to ------------------------------------------------------------------------------------


def image_message(url: str) -> dict[str, object]:
    return {"type": "image", "originalContentUrl": url, "previewImageUrl": url}


def refused(line: Line, user_id: str, message: dict[str, object]) -> dict[str, str]:
    """`{property: message}` of the refusal; empty where the message was taken."""
    answer = line.call("POST", "/v2/bot/message/push", {"to": user_id, "messages": [message]})
    return {detail["property"]: detail["message"] for detail in answer.json().get("details", [])}


def test_a_good_picture_is_taken_and_looked_at_once(line: Line, bot: ListeningBot, user_id: str) -> None:
    url = bot.put("/a.jpg", drawn(640, 480), "image/jpeg")
    assert refused(line, user_id, image_message(url)) == {}
    assert refused(line, user_id, image_message(url)) == {}
    assert bot.fetched == ["/a.jpg"]


def test_a_picture_that_is_not_there(line: Line, bot: ListeningBot, user_id: str) -> None:
    said = refused(line, user_id, image_message(f"{bot.base}/none.jpg"))
    assert said == dict.fromkeys(
        ("messages[0].originalContentUrl", "messages[0].previewImageUrl"), "could not be fetched: 404"
    )
    bot.put("/none.jpg", drawn(10, 10), "image/jpeg")
    assert refused(line, user_id, image_message(f"{bot.base}/none.jpg")) == {}


def test_a_picture_of_the_wrong_kind(line: Line, bot: ListeningBot, user_id: str) -> None:
    gif = bot.put("/a.gif", drawn(10, 10, "GIF"), "image/gif")
    page = bot.put("/login", b"<html>", "text/html")
    fake = bot.put("/fake.jpg", b"not a picture", "image/jpeg")
    for url, found in ((gif, "GIF"), (page, "text/html"), (fake, "image/jpeg")):
        said = refused(line, user_id, image_message(url))
        assert said["messages[0].originalContentUrl"] == f"is {found}: JPEG or PNG is expected"


def test_a_preview_that_is_too_heavy(line: Line, bot: ListeningBot, user_id: str) -> None:
    url = bot.put("/big.jpg", drawn(64, 64) + b"\0" * 1_000_000, "image/jpeg")
    assert refused(line, user_id, image_message(url)) == {
        "messages[0].previewImageUrl": "is larger than 1,000,000 bytes"
    }


def test_a_card_with_a_picture_that_is_too_wide(line: Line, bot: ListeningBot, user_id: str) -> None:
    url = bot.put("/wide.png", drawn(1100, 400, "PNG"), "image/png")
    card = flex(bubble(hero={"type": "image", "url": url}))
    assert refused(line, user_id, card) == {"/hero/url": "is 1100 wide: 1024 pixels at most"}


def test_a_sender_icon_is_a_square_png(line: Line, bot: ListeningBot, user_id: str) -> None:
    jpeg = bot.put("/i.jpg", drawn(64, 64), "image/jpeg")
    oblong = bot.put("/i.png", drawn(64, 32, "PNG"), "image/png")
    assert refused(line, user_id, text(sender={"iconUrl": jpeg})) == {
        "messages[0].sender.iconUrl": "is JPEG: PNG is expected"
    }
    assert refused(line, user_id, text(sender={"iconUrl": oblong})) == {
        "messages[0].sender.iconUrl": "is 64x32: as wide as high is expected"
    }


def test_an_imagemap_has_five_widths(line: Line, bot: ListeningBot, user_id: str) -> None:
    for width in (240, 300, 460, 700):
        bot.put(f"/map/{width}", drawn(width, width), "image/jpeg")
    bot.put("/map/1040", drawn(1000, 1000), "image/jpeg")
    map_ = imagemap(baseUrl=f"{bot.base}/map")
    assert refused(line, user_id, map_) == {"messages[0].baseUrl": "is 1000 wide at /1040"}
    line.reset()
    bot.put("/map/1040", drawn(1040, 1040), "image/jpeg")
    assert refused(line, line.person(), map_) == {}


def test_redirects_are_followed_on_this_machine_only(line: Line, bot: ListeningBot, user_id: str) -> None:
    bot.put("/a.jpg", drawn(10, 10), "image/jpeg")
    near = bot.put("/near", b"/a.jpg", "text/plain", status=302)
    far = bot.put("/far", b"https://example.go.th/a.jpg", "text/plain", status=302)
    ring = bot.put("/ring", b"/ring", "text/plain", status=302)
    assert refused(line, user_id, image_message(near)) == {}
    assert "leads away" in refused(line, user_id, image_message(far))["messages[0].previewImageUrl"]
    assert "too many redirects" in refused(line, user_id, image_message(ring))["messages[0].previewImageUrl"]
