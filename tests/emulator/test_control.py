"""The emulator's own controls: people, clock, scanning, transcripts, the stream, and who may use them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
import urllib3

from tests.emulator.parts import bubble, buttons, flex, picks, posts, quick, says
from tests.support.emulator import PATIENCE, ROOT, ControlError, Line
from tests.support.listening_bot import Heard, ListeningBot

JOIN = "https://line.me/R/oaMessage/%40nongraingan/?%E0%B9%80%E0%B8%82%E0%B9%89%E0%B8%B2%E0%B8%A3%E0%B9%88%E0%B8%A7%E0%B8%A1%20ABC"


@pytest.fixture
def bot(line: Line, listening_bot: ListeningBot) -> ListeningBot:
    line.reset(webhook=listening_bot.hook)
    return listening_bot


@pytest.fixture
def user_id(line: Line, bot: ListeningBot) -> str:
    return line.person()


def push(line: Line, user_id: str, *messages: dict[str, Any]) -> None:
    answer = line.call("POST", "/v2/bot/message/push", {"to": user_id, "messages": list(messages)})
    assert answer.status == 200, answer.data.decode()


def answer_with(line: Line, bot: ListeningBot, *messages: dict[str, Any]) -> None:
    """From now on the bot answers every event with these."""

    def reply(heard: Heard) -> None:
        for event in heard.events:
            if token := event.get("replyToken"):
                body = {"replyToken": token, "messages": list(messages)}
                assert line.call("POST", "/v2/bot/message/reply", body).status == 200

    bot.before_answer = reply


def test_a_conversation_as_a_transcript(line: Line, bot: ListeningBot, user_id: str) -> None:
    ask = quick(says("มี"), posts(label="ไม่มี", displayText="ไม่มีค่ะ"), {"type": "location", "label": "ตำแหน่ง"})
    ask["text"] = "ข้อ 1 จาก ~11\nเดือนนี้มีการดำเนินงานไหมคะ"
    card = flex(bubble({"type": "button", "action": posts(label="ส่งรายงาน")}), "รายงานเดือนตุลาคม\nฉบับร่าง")
    answer_with(line, bot, card, ask)
    line.say(user_id, "รายงาน\nเดือนนี้")
    line.tap(user_id, "มี")
    line.tap(user_id, "ไม่มี")
    line.tap(user_id, "ส่งรายงาน")
    bot.before_answer = lambda heard: None
    line.ask("POST", f"/emulator/people/{user_id}/photo", b"jpeg", "image/jpeg")
    line.act(user_id, "location", latitude=13.75, longitude=100.5)
    line.act(user_id, "sticker")
    line.act(user_id, "datetime", data="d", mode="date", value="2026-10-05")
    line.act(user_id, "file", fileName="ก.pdf")
    said = [
        "< {card: รายงานเดือนตุลาคม}",
        "< ข้อ 1 จาก ~11",
        "| เดือนนี้มีการดำเนินงานไหมคะ",
        "  [มี] [ไม่มี] [ตำแหน่ง]",
    ]
    assert line.transcript(user_id).splitlines() == [
        *["> รายงาน", "| เดือนนี้", *said],
        *["> [มี]", *said],
        *["> [ไม่มี]", *said],
        *["> [ส่งรายงาน]", *said],
        "> [[photo]]",
        "> [[location 13.75,100.5]]",
        "> [[sticker]]",
        "> [[date 2026-10-05]]",
        "> [[file]]",
    ]
    assert line.refused_calls() == []


def test_what_a_tap_shows_and_sends(line: Line, bot: ListeningBot, user_id: str) -> None:
    push(line, user_id, buttons(posts(label="ส่ง", displayText="ส่งแล้วค่ะ"), says("พิมพ์")))
    answer_with(line, bot, {"type": "text", "text": "ค่ะ"})
    line.tap(user_id, "ส่ง")
    line.tap(user_id, "พิมพ์", anywhere=True)
    shown = [entry["message"]["text"] for entry in line.entries(user_id) if entry["from"] == "person"]
    assert shown == ["ส่งแล้วค่ะ", "ตกลง"]
    postback, message = bot.events()
    assert postback["postback"] == {"data": "a=1"}
    assert message["message"]["text"] == "ตกลง"


def test_a_picked_date(line: Line, bot: ListeningBot, user_id: str) -> None:
    push(line, user_id, quick(says("วันนี้"), picks(label="เลือกวัน")))
    answer_with(line, bot, quick(picks("time", label="เลือกเวลา")))
    line.pick(user_id, "เลือกวัน", "2026-10-05")
    line.pick(user_id, None, "08:30")
    dates = [event["postback"] for event in bot.events()]
    assert dates == [{"data": "d", "params": {"date": "2026-10-05"}}, {"data": "d", "params": {"time": "08:30"}}]


def test_a_button_that_is_not_there(line: Line, user_id: str) -> None:
    push(line, user_id, quick(says("มี")))
    with pytest.raises(ControlError, match="no button 'ไม่มี'; there are \\['มี'\\]"):
        line.tap(user_id, "ไม่มี")
    line.act(user_id, "text", text="ก")
    push(line, user_id, {"type": "text", "text": "ข"})
    with pytest.raises(ControlError, match="no button"):
        line.tap(user_id, "มี", anywhere=True)


def test_unread_until_read(line: Line, user_id: str) -> None:
    push(line, user_id, {"type": "text", "text": "ก"}, {"type": "text", "text": "ข"})
    assert line.chat(user_id)["unread"] == 2
    line.post(f"/emulator/people/{user_id}/read")
    assert line.chat(user_id)["unread"] == 0


def test_scanning_an_invitation_opens_the_chat_with_words(line: Line, bot: ListeningBot) -> None:
    newcomer = line.person(friend=False)
    assert line.scan(newcomer, JOIN)["prefill"] == "เข้าร่วม ABC"
    assert [event["type"] for event in bot.events()] == ["follow"]
    assert line.scan(newcomer, JOIN)["prefill"] == "เข้าร่วม ABC"
    assert len(bot.events()) == 1
    assert line.chat(newcomer)["friend"]


def test_scanning_other_codes(line: Line, bot: ListeningBot) -> None:
    newcomer = line.person(friend=False)
    assert line.scan(newcomer, "http://127.0.0.1/k/slug") == {"open": "http://127.0.0.1/k/slug"}
    line.scan(newcomer, "https://line.me/R/ti/p/%40nongraingan")
    assert [event["type"] for event in bot.events()] == ["follow"]
    for wrong in ("https://line.me/R/oaMessage/%40another/?a", "javascript:alert(1)", "just words"):
        with pytest.raises(ControlError):
            line.scan(newcomer, wrong)


def test_the_clock_runs_on_from_where_it_is_set(line: Line, user_id: str) -> None:
    line.clock("2026-11-28T09:00:00")
    assert line.get("/emulator/clock")["now"].startswith("2026-11-28T09:00:0")
    line.later(3600)
    assert line.get("/emulator/clock")["now"].startswith("2026-11-28T10:00:0")
    line.post("/emulator/clock", {"reset": True})
    assert line.get("/emulator/clock")["offsetSeconds"] == 0
    for wrong in ({}, {"now": "tomorrow"}, {"advanceSeconds": "x"}, {"now": 5}, {"advanceSeconds": 1e30}):
        with pytest.raises(ControlError, match="400"):
            line.post("/emulator/clock", wrong)


@pytest.mark.parametrize(
    "act",
    [
        {},
        {"type": "dance"},
        {"type": "text"},
        {"type": "text", "text": ""},
        {"type": "postback"},
        {"type": "datetime", "data": "d", "mode": "year", "value": "2026"},
        {"type": "location", "latitude": 100, "longitude": 0},
        {"type": "location", "latitude": "13", "longitude": 0},
        {"type": "file", "fileName": "a", "contentBase64": "?"},
        {"type": "unsend", "messageId": "1"},
        {"type": "raw", "event": []},
        {"type": ["text"]},
    ],
)
def test_acts_that_cannot_be_done(line: Line, bot: ListeningBot, user_id: str, act: dict[str, Any]) -> None:
    with pytest.raises(ControlError, match="400"):
        line.post(f"/emulator/people/{user_id}/act", act)
    assert bot.heard == []


def test_whoever_blocked_the_bot_cannot_write_to_it(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.act(user_id, "unfollow")
    with pytest.raises(ControlError, match="follow first"):
        line.act(user_id, "text", text="ก")


def test_people_are_made_and_changed(line: Line, bot: ListeningBot) -> None:
    chosen = "U" + "a" * 32
    made = line.post("/emulator/people", {"displayName": "ก", "userId": chosen, "isPC": True})
    assert (made["userId"], made["isPC"], made["friend"]) == (chosen, True, False)
    for wrong in (
        {},
        {"displayName": " "},
        {"displayName": "ก", "userId": "U1"},
        {"displayName": "ก", "userId": chosen},
    ):
        with pytest.raises(ControlError, match=r"40[09]"):
            line.post("/emulator/people", wrong)
    line.ask("PATCH", f"/emulator/people/{chosen}", b'{"isPC": false, "displayName": "\\u0e02"}')
    assert (line.chat(chosen)["isPC"], line.chat(chosen)["displayName"]) == (False, "ข")
    with pytest.raises(ControlError, match="404"):
        line.act("U" + "b" * 32, "follow")


def test_profiles(line: Line, bot: ListeningBot) -> None:
    friend, stranger = line.person("สมหญิง"), line.person("คนแปลกหน้า", friend=False)
    shown = line.call("GET", f"/v2/bot/profile/{friend}").json()
    assert shown == {"userId": friend, "displayName": "สมหญิง", "language": "th"}
    assert line.call("GET", f"/v2/bot/profile/{stranger}").status == 404
    line.act(stranger, "text", text="ก")
    assert line.call("GET", f"/v2/bot/profile/{stranger}").status == 200
    line.act(friend, "unfollow")
    gone = line.call("GET", f"/v2/bot/profile/{friend}")
    assert (gone.status, gone.json()) == (404, {"message": "Not found"})


def test_waiting_for_news(line: Line, bot: ListeningBot, user_id: str) -> None:
    answer_with(line, bot, {"type": "text", "text": "ค่ะ"})
    line.act(user_id, "text", text="ก", wait=False)
    path = f"/emulator/people/{user_id}/entries"
    (entry,) = line.get(path, after=0, wait=5, **{"from": "bot"})["entries"]
    assert entry["message"]["text"] == "ค่ะ"
    assert line.get(path, after=entry["seq"], wait=0.05)["entries"] == []


def test_the_stream_tells_what_happens(line: Line, user_id: str) -> None:
    http = urllib3.PoolManager()
    stream = http.request("GET", line.api + "/emulator/stream", preload_content=False, timeout=PATIENCE)
    lines = iter(stream)
    assert next(lines) == b": hello\n"
    line.clock("2026-11-28T09:00:00")
    push(line, user_id, {"type": "text", "text": "ก"})
    line.call("POST", "/v2/bot/chat/loading/start", {"chatId": user_id, "loadingSeconds": 5})
    heard: dict[str, Any] = {}
    while not {"entry", "state", "call", "typing"} <= heard.keys():
        name = next(lines).decode().strip()
        if name.startswith("event: "):
            heard[name.removeprefix("event: ")] = json.loads(next(lines).decode().removeprefix("data: "))
    stream.release_conn()
    stream.close()
    assert heard["entry"]["userId"] == user_id
    assert heard["entry"]["entry"]["message"] == {"type": "text", "text": "ก"}
    assert heard["state"]["clock"]["now"].startswith("2026-11-28T09:00")
    assert heard["typing"] == {"userId": user_id, "seconds": 5}
    assert heard["call"]["path"] in ("/v2/bot/message/push", "/v2/bot/chat/loading/start")


def test_scannables_and_faults_stand_in_the_state(line: Line, user_id: str) -> None:
    codes = [{"title": "อบต.ตัวอย่าง", "url": JOIN}]
    line.post("/emulator/scannables", codes)
    line.fault("slow", count=0, seconds=1, path="/v2/bot/message")
    state = line.state()
    assert state["scannables"] == codes
    assert state["faults"] == [{"kind": "slow", "count": 0, "seconds": 1.0, "path": "/v2/bot/message"}]
    line.clear_faults()
    assert line.state()["faults"] == []


@pytest.mark.parametrize(
    "wrong", [{}, {"kind": "fire"}, {"kind": "slow", "count": -1}, {"kind": "slow", "seconds": "x"}]
)
def test_faults_that_cannot_be(line: Line, user_id: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ControlError, match="400"):
        line.post("/emulator/faults", wrong)


def test_a_reset_forgets_everything_but_the_webhook(line: Line, bot: ListeningBot, user_id: str) -> None:
    line.fault("slow", count=0, seconds=0)
    line.clock("2030-01-01T00:00:00")
    push(line, user_id, {"type": "text", "text": "ก"})
    line.reset()
    state = line.state()
    assert (state["people"], state["faults"], state["quota"]["used"]) == ([], [], 0)
    assert state["clock"]["offsetSeconds"] == 0
    assert state["webhook"]["url"] == bot.hook
    assert line.calls() == []
    assert line.webhooks() == []


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"}])
def test_other_sites_pages_may_not_call(line: Line, user_id: str, headers: dict[str, str]) -> None:
    answer = urllib3.request("POST", line.api + "/emulator/reset", headers=headers, body=b"{}")
    assert answer.status == 403
    assert line.chat(user_id)


def test_the_page_itself_may_call(line: Line, user_id: str) -> None:
    answer = urllib3.request("POST", line.api + "/emulator/reset", headers={"Origin": line.api}, body=b"{}")
    assert answer.status == 200


def test_a_port_that_is_taken_is_said_in_one_line(line: Line) -> None:
    port = line.api.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "emulator", "--port", port, "--webhook", "", "--secret", "s"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert done.stderr.startswith(f"emulator: cannot listen on 127.0.0.1:{port}")
    assert len(done.stderr.splitlines()) == 1
