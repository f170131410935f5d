"""Messages that LINE refuses, each with what its answer says of it.

A path such as `messages[0].text` comes in the first of LINE's formats, `/hero/url` and `template/actions/0/uri`
in the second ("A message (messages[0]) …"), and `?messages[0].foo` marks what cannot be read at all.
"""

from __future__ import annotations

from tests.emulator.parts import (
    EMOJI,
    IMAGE,
    Node,
    box,
    bubble,
    bubbles,
    button,
    buttons,
    column,
    columns,
    confirm,
    flex,
    imagemap,
    opens,
    picks,
    posts,
    quick,
    says,
    tap,
    template,
    text,
    words,
)

TONE = "ที่"  # three code points, one grapheme
LAST = "messages[0].quickReply.items[0].action"


def hero(**image: object) -> Node:
    return flex(bubble(hero={"type": "image", "url": IMAGE, **image}))


def foot(action: Node, **more: object) -> Node:
    return flex({"type": "bubble", "footer": box(button(action, **more))})


def image(**more: object) -> Node:
    return {"type": "image", "originalContentUrl": IMAGE, "previewImageUrl": IMAGE, **more}


def text_v2(words_: str, **substitution: Node) -> Node:
    return {"type": "textV2", "text": words_, "substitution": substitution}


# name -> (messages, the path complained of, a part of what is said)
INVALID: dict[str, tuple[list[Node], str, str]] = {
    # how many
    "no message": ([], "messages", "Size must be between 1 and 5"),
    "six messages": ([text()] * 6, "messages", "Size must be between 1 and 5"),
    # kinds
    "unknown type": ([{"type": "hologram"}], "messages[0].type", "Must be one of"),
    "no type": ([{"text": "ก"}], "messages[0].type", "must be specified"),
    "not an object": (["ก"], "?messages[0]", ""),  # type: ignore[list-item]
    "unknown key": ([text(colour="red")], "?messages[0].colour", ""),
    "second message wrong": ([text(), text("")], "messages[1].text", "May not be empty"),
    # text
    "text missing": ([{"type": "text"}], "messages[0].text", "must be specified"),
    "text empty": ([text("")], "messages[0].text", "May not be empty"),
    "text a number": ([text(5)], "?messages[0].text", ""),  # type: ignore[arg-type]
    "text null": ([text(None)], "?messages[0].text", ""),  # type: ignore[arg-type]
    "text of 5001": ([text("ก" * 5001)], "messages[0].text", "Length must be between 0 and 5000"),
    "text of 2501 emoji": ([text("😀" * 2501)], "messages[0].text", "Length must be between 0 and 5000"),
    "emoji beside its $": ([text("ก$", emojis=[{"index": 0, **EMOJI}])], "messages[0].emojis[0].index", "invalid"),
    "emoji without product": (
        [text("$", emojis=[{"index": 0, "emojiId": "1"}])],
        "messages[0].emojis[0].productId",
        "",
    ),
    "21 emoji": (
        [text("$" * 21, emojis=[{"index": index, **EMOJI} for index in range(21)])],
        "messages[0].emojis",
        "between 0 and 20",
    ),
    # textV2
    "placeholder without substitution": ([text_v2("{x}")], "messages[0].text", "'x' is not found"),
    "placeholder of a bad key": ([text_v2("{ไทย}")], "messages[0].text", "does not match the pattern"),
    "brace not doubled": ([text_v2("ก } ข")], "messages[0].text", "must be doubled"),
    "substitution not used": ([text_v2("ก", x={"type": "emoji", **EMOJI})], "messages[0].substitution.x", "not used"),
    "mention outside a group": (
        [text_v2("{x}", x={"type": "mention", "mentionee": {"type": "all"}})],
        "messages[0].substitution.x",
        "groups",
    ),
    # sender, quick replies
    "sender of 21": ([text(sender={"name": "ก" * 21})], "messages[0].sender.name", "between 0 and 20"),
    "sender LINE": ([text(sender={"name": "Line ทางการ"})], "messages[0].sender.name", "may not be used"),
    "sender icon by http": (
        [text(sender={"iconUrl": "http://example.go.th/i.png"})],
        "messages[0].sender.iconUrl",
        "invalid uri scheme",
    ),
    "14 quick replies": ([quick(*[says()] * 14)], "messages[0].quickReply.items", "between 1 and 13"),
    "no quick reply": ([quick()], "messages[0].quickReply.items", "between 1 and 13"),
    "quick reply without label": ([quick({"type": "camera"})], f"{LAST}.label", "must be specified"),
    "quick reply label empty": ([quick(says(""))], f"{LAST}.label", "May not be empty"),
    "quick reply label of 21": ([quick(says(TONE * 21))], f"{LAST}.label", "between 0 and 20"),
    "quick reply of a menu switch": (
        [quick({"type": "richmenuswitch", "label": "ก", "richMenuAliasId": "a", "data": "d"})],
        f"{LAST}.type",
        "Must be one of",
    ),
    "quick reply of no action": (
        [text(quickReply={"items": [{"type": "action"}]})],
        "messages[0].quickReply.items[0].action",
        "must be specified",
    ),
    "unknown action": ([quick({"type": "dance", "label": "ก"})], f"{LAST}.type", "Must be one of"),
    # actions
    "message without text": ([quick({"type": "message", "label": "ก"})], f"{LAST}.text", "must be specified"),
    "message text of 301": ([quick(says(text="ก" * 301))], f"{LAST}.text", "between 0 and 300"),
    "postback without data": ([quick({"type": "postback", "label": "ก"})], f"{LAST}.data", "must be specified"),
    "postback data of 301": ([quick(posts(data="a" * 301))], f"{LAST}.data", "between 0 and 300"),
    "postback inputOption": ([quick(posts(inputOption="openDoor"))], f"{LAST}.inputOption", "Must be one of"),
    "postback fillInText alone": ([quick(posts(fillInText="ก"))], f"{LAST}.fillInText", "openKeyboard"),
    "postback text beside displayText": (
        [quick(posts(displayText="ก", text="ก"))],
        f"{LAST}.text",
        "displayText",
    ),
    "displayText of 301": ([quick(posts(displayText="ก" * 301))], f"{LAST}.displayText", "between 0 and 300"),
    "uri missing": ([quick({"type": "uri", "label": "ก"})], f"{LAST}.uri", "must be specified"),
    "uri in Thai": ([quick(opens("https://example.go.th/รายงาน"))], f"{LAST}.uri", "invalid uri"),
    "uri with a space": ([quick(opens("https://example.go.th/a b"))], f"{LAST}.uri", "invalid uri"),
    "uri with a stray %": ([quick(opens("https://example.go.th/100%"))], f"{LAST}.uri", "invalid uri"),
    "uri without a host": ([quick(opens("https:///a"))], f"{LAST}.uri", "invalid uri"),
    "uri of ftp": ([quick(opens("ftp://example.go.th/"))], f"{LAST}.uri", "invalid uri scheme"),
    "uri without a scheme": ([quick(opens("example.go.th"))], f"{LAST}.uri", "invalid uri scheme"),
    "uri of 1001": ([quick(opens("https://e.th/" + "a" * 988))], f"{LAST}.uri", "between 0 and 1000"),
    "altUri outside Flex": ([quick(opens(altUri={"desktop": "https://e.th/"}))], f"?{LAST}.altUri", ""),
    "picker without mode": (
        [quick({"type": "datetimepicker", "label": "ก", "data": "d"})],
        f"{LAST}.mode",
        "must be specified",
    ),
    "picker mode": ([quick(picks("year"))], f"{LAST}.mode", "Must be one of"),
    "picker of another form": ([quick(picks("datetime", initial="2026-11-01"))], f"{LAST}.initial", "invalid format"),
    "picker of no such day": ([quick(picks(max="2026-02-30"))], f"{LAST}.max", "invalid format"),
    "picker in Buddhist years": ([quick(picks(min="2569-11-01"))], f"{LAST}.min", "invalid format"),
    "picker min after max": ([quick(picks(min="2026-11-02", max="2026-11-01"))], f"{LAST}.min", "before max"),
    "picker initial outside": ([quick(picks(min="2026-11-02", initial="2026-11-01"))], f"{LAST}.initial", "between"),
    "clipboard of 1001": (
        [quick({"type": "clipboard", "label": "ก", "clipboardText": "ก" * 1001})],
        f"{LAST}.clipboardText",
        "between 0 and 1000",
    ),
    # media
    "image by http": (
        [image(originalContentUrl="http://example.go.th/a.jpg")],
        "messages[0].originalContentUrl",
        "invalid uri scheme",
    ),
    "image without preview": (
        [{"type": "image", "originalContentUrl": IMAGE}],
        "messages[0].previewImageUrl",
        "must be specified",
    ),
    "image url in Thai": (
        [image(previewImageUrl="https://example.go.th/ภาพ.jpg")],
        "messages[0].previewImageUrl",
        "invalid uri",
    ),
    "image url of 2001": (
        [image(previewImageUrl="https://e.th/" + "a" * 1988)],
        "messages[0].previewImageUrl",
        "between 0 and 2000",
    ),
    "audio of no length": (
        [{"type": "audio", "originalContentUrl": "https://e.th/a.m4a", "duration": 0}],
        "messages[0].duration",
        "greater",
    ),
    "location of 101": (
        [{"type": "location", "title": "ก" * 101, "address": "ก", "latitude": 13, "longitude": 100}],
        "messages[0].title",
        "between 0 and 100",
    ),
    "location off the earth": (
        [{"type": "location", "title": "ก", "address": "ก", "latitude": 91, "longitude": 100}],
        "messages[0].latitude",
        "less than",
    ),
    "location in words": (
        [{"type": "location", "title": "ก", "address": "ก", "latitude": "13", "longitude": 100}],
        "?messages[0].latitude",
        "",
    ),
    "sticker without package": ([{"type": "sticker", "stickerId": "1"}], "messages[0].packageId", "must be specified"),
    # imagemap
    "imagemap not 1040 wide": (
        [imagemap(baseSize={"width": 1000, "height": 1000})],
        "messages[0].baseSize.width",
        "1040",
    ),
    "imagemap tap outside": ([imagemap(tap(x=1000))], "messages[0].actions[0].area", "outside"),
    "imagemap of 51 taps": ([imagemap(*[tap()] * 51)], "messages[0].actions", "between 0 and 50"),
    "imagemap text of 401": ([imagemap(tap(text="ก" * 401))], "messages[0].actions[0].text", "between 0 and 400"),
    # templates
    "template without altText": (
        [{"type": "template", "template": {"type": "confirm", "text": "ก", "actions": [says(), says()]}}],
        "messages[0].altText",
        "must be specified",
    ),
    "template unknown": ([template({"type": "wheel"})], "template/type", "invalid property"),
    "template uri too long": (
        [buttons(opens("https://e.th/" + "a" * 988))],
        "template/actions/0/uri",
        "size must be between 0 and 1000",
    ),
    "buttons of 5": ([buttons(*[says()] * 5)], "template/actions", "size must be between 1 and 4"),
    "buttons label of 21": ([buttons(says("ก" * 21))], "template/actions/0/label", "size must be between 0 and 20"),
    "buttons text of 161": ([buttons(words_="ก" * 161)], "template/text", "size must be between 0 and 160"),
    "buttons text of 61 under a title": (
        [buttons(words_="ก" * 61, title="หัวเรื่อง")],
        "template/text",
        "size must be between 0 and 60",
    ),
    "buttons title of 41": ([buttons(title="ก" * 41)], "template/title", "size must be between 0 and 40"),
    "buttons with a camera": (
        [buttons({"type": "camera", "label": "ก"})],
        "template/actions/0/type",
        "invalid property",
    ),
    "confirm of 1": ([confirm(says())], "template/actions", "size must be between 2 and 2"),
    "confirm text of 241": ([confirm(says(), says(), words_="ก" * 241)], "template/text", "between 0 and 240"),
    "carousel of 11": ([columns(*[column()] * 11)], "template/columns", "size must be between 1 and 10"),
    "carousel of unlike actions": (
        [columns(column(), column(says(), says()))],
        "template/columns/1/actions",
        "must be the same",
    ),
    "carousel of unlike titles": ([columns(column(title="ก"), column())], "template/columns/1/title", "in all columns"),
    "carousel text of 121": ([columns(column(words_="ก" * 121))], "template/columns/0/text", "between 0 and 120"),
    "carousel text of 61 under a title": (
        [columns(column(words_="ก" * 61, title="ก"))],
        "template/columns/0/text",
        "between 0 and 60",
    ),
    "image carousel label of 13": (
        [template({"type": "image_carousel", "columns": [{"imageUrl": IMAGE, "action": says("ก" * 13)}]})],
        "template/columns/0/action/label",
        "between 0 and 12",
    ),
    "video tracked in Thai": (
        [{"type": "video", "originalContentUrl": "https://e.th/a.mp4", "previewImageUrl": IMAGE, "trackingId": "ก"}],
        "messages[0].trackingId",
        "invalid format",
    ),
    "imagemap with an extension": (
        [imagemap(baseUrl="https://example.go.th/map.png")],
        "messages[0].baseUrl",
        "invalid format",
    ),
    # flex
    "flex without altText": ([{"type": "flex", "contents": bubble()}], "messages[0].altText", "must be specified"),
    "flex altText of 1501": ([flex(bubble(), "ก" * 1501)], "messages[0].altText", "between 0 and 1500"),
    "flex of no block": ([flex({"type": "bubble"})], "/", "At least one block"),
    "flex unknown key": ([flex(bubble(words(font="serif")))], "/body/contents/0/font", "unknown field"),
    "flex unknown component": ([flex(bubble({"type": "spacer"}))], "/body/contents/0/type", "invalid property"),
    "flex text of nothing": ([flex(bubble({"type": "text"}))], "/body/contents/0", "`text` or `contents` must be"),
    "flex text empty": ([flex(bubble(words("")))], "/body/contents/0/text", "invalid property"),
    "flex colour by name": ([flex(bubble(words(color="red")))], "/body/contents/0/color", "invalid property"),
    "flex size unknown": ([flex(bubble(size="huge"))], "/size", "invalid property"),
    "flex text size unknown": ([flex(bubble(words(size="6xl")))], "/body/contents/0/size", "invalid property"),
    "flex margin unknown": ([flex(bubble(words(margin="10")))], "/body/contents/0/margin", "invalid property"),
    "flex layout unknown": ([flex({"type": "bubble", "body": box(layout="grid")})], "/body/layout", "invalid property"),
    "flex flex negative": ([flex(bubble(words(flex=-1)))], "/body/contents/0/flex", "invalid property"),
    "flex body not a box": (
        [flex({"type": "bubble", "body": {**box(), "type": "column"}})],
        "/body/type",
        "invalid property",
    ),
    "flex hero by http": ([hero(url="http://example.go.th/a.jpg")], "/hero/url", "invalid uri scheme"),
    "flex hero too tall": ([hero(aspectRatio="1:4")], "/hero/aspectRatio", "invalid property"),
    "flex hero a text": ([flex(bubble(hero=words()))], "/hero/type", "invalid property"),
    "flex icon outside baseline": (
        [flex(bubble({"type": "icon", "url": IMAGE}))],
        "/body/contents/0",
        "only in a baseline box",
    ),
    "flex button in baseline": (
        [flex(bubble(box(button(says()), layout="baseline")))],
        "/body/contents/0/contents/0",
        "cannot be used in a baseline box",
    ),
    "flex span outside text": ([flex(bubble({"type": "span", "text": "ก"}))], "/body/contents/0/type", "invalid"),
    "flex button without action": ([flex(bubble({"type": "button"}))], "/body/contents/0/action", "must be specified"),
    "flex button without label": (
        [foot({"type": "message", "text": "ก"})],
        "/footer/contents/0/action/label",
        "must be specified",
    ),
    "flex button label of 41": ([foot(says("ก" * 41))], "/footer/contents/0/action/label", "invalid property"),
    "flex button uri in Thai": (
        [foot(opens("https://example.go.th/ก"))],
        "/footer/contents/0/action/uri",
        "invalid uri",
    ),
    "flex button fillInText alone": (
        [foot(posts(fillInText="ก"))],
        "/footer/contents/0/action/fillInText",
        "openKeyboard",
    ),
    "flex bubble over 30 KB": ([flex(bubble(words("ก" * 10_300)))], "/", "Too large flex message"),
    "flex carousel of 13": ([bubbles(*[bubble()] * 13)], "/contents", "size must be between 1 and 12"),
    "flex carousel over 50 KB": ([bubbles(*[bubble(words("ก" * 3_500))] * 5)], "/", "Too large flex message"),
    "flex carousel of unlike sizes": (
        [bubbles(bubble(size="kilo"), bubble(size="giga"))],
        "/contents/1/size",
        "must be the same",
    ),
    "flex carousel of a video": (
        [
            bubbles(
                bubble(
                    size="kilo",
                    hero={
                        "type": "video",
                        "url": "https://e.th/a.mp4",
                        "previewUrl": IMAGE,
                        "altContent": {"type": "image", "url": IMAGE},
                    },
                )
            )
        ],
        "/contents/0/hero",
        "cannot be used in a carousel",
    ),
    "flex video in a small bubble": (
        [
            flex(
                bubble(
                    size="nano",
                    hero={
                        "type": "video",
                        "url": "https://e.th/a.mp4",
                        "previewUrl": IMAGE,
                        "altContent": {"type": "image", "url": IMAGE},
                    },
                )
            )
        ],
        "/hero",
        "kilo, mega or giga",
    ),
    "flex hero of no width": ([hero(aspectRatio="0:1")], "/hero/aspectRatio", "invalid property"),
    "flex gradient of 400 degrees": (
        [
            flex(
                {
                    "type": "bubble",
                    "body": box(
                        background={
                            "type": "linearGradient",
                            "angle": "400deg",
                            "startColor": "#000000",
                            "endColor": "#ffffff",
                        }
                    ),
                }
            )
        ],
        "/body/background/angle",
        "invalid property",
    ),
}
