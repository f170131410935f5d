"""The bytes of people's photos, voices, videos and files, as the bot fetches them."""

from __future__ import annotations

from emulator.account.content import Content, Gone, preview
from emulator.checking.refusals import Refusal
from emulator.faults import CONTENT_KINDS
from emulator.gate import Answer, Call


async def content(call: Call) -> Answer:
    found, cut = _found(call)
    return Answer(found.data, media_type=found.media_type, cut=cut)


async def preview_image(call: Call) -> Answer:
    found, cut = _found(call)
    if found.kind not in ("image", "video"):
        raise Refusal(400, "The message has no preview")
    return Answer(preview(found), media_type="image/jpeg", cut=cut)


async def transcoding(call: Call) -> Answer:
    found, _ = _found(call, faulty=False)
    if found.kind not in ("video", "audio"):
        raise Refusal(400, "The message is not a video or a voice")
    waiting = any(fault["kind"] == "content202" for fault in call.world.faults.as_json())
    return Answer({"status": "processing" if waiting else "succeeded"})


def _found(call: Call, *, faulty: bool = True) -> tuple[Content, bool]:
    """The content, and whether its answer is to be cut half-way. Raises Refusal."""
    world = call.world
    fault = world.faults.strike(*CONTENT_KINDS, path=call.path) if faulty else None
    if fault:
        world.stream.changed()
        if fault.kind == "content202":
            raise Refusal(202, "The content is being prepared")
        if fault.kind == "content404":
            raise Refusal(404, "Not found")
        if fault.kind == "content410":
            raise Refusal(410, "The message was unsent")
    found = world.contents.get(call.where["messageId"], world.clock.now())
    if isinstance(found, Gone):
        raise Refusal(found.value, "Not found" if found is Gone.UNKNOWN else "The message was unsent")
    return found, bool(fault)
