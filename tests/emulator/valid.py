"""Messages that LINE takes, close to its limits where it has any."""

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

TONE = "ที่"

VALID: dict[str, list[Node]] = {
    "five messages": [text()] * 5,
    "text of 5000": [text("ก" * 5000)],
    "text of 2500 emoji": [text("😀" * 2500)],
    "text with emoji": [text("😀$", emojis=[{"index": 2, **EMOJI}])],
    "text with a sender": [text(sender={"name": "น้องรายงาน", "iconUrl": "https://e.th/i.png"})],
    "textV2": [
        {"type": "textV2", "text": "{a} {{ก}}", "substitution": {"a": {"type": "emoji", **EMOJI}}},
    ],
    "13 quick replies": [quick(*[says()] * 13)],
    "label of 20 graphemes": [quick(says(TONE * 20))],
    "every quick reply": [
        quick(
            says(),
            posts(displayText="ส่ง", inputOption="openKeyboard", fillInText="ก"),
            posts(text="ส่ง"),
            opens("tel:022419021"),
            opens("line://nv/location"),
            opens("https://line.me/R/oaMessage/%40id/?%E0%B8%A3"),
            picks("date", initial="2026-11-05", min="2026-11-01", max="2026-11-30"),
            picks("time", initial="08:30"),
            picks("datetime", initial="2026-11-05t08:30"),
            {"type": "camera", "label": "ถ่ายภาพ"},
            {"type": "cameraRoll", "label": "เลือกภาพ"},
            {"type": "location", "label": "ตำแหน่ง"},
            {"type": "clipboard", "label": "คัดลอก", "clipboardText": "ก" * 1000},
        )
    ],
    "image": [{"type": "image", "originalContentUrl": IMAGE, "previewImageUrl": IMAGE}],
    "video": [
        {"type": "video", "originalContentUrl": "https://e.th/a.mp4", "previewImageUrl": IMAGE, "trackingId": "t"}
    ],
    "audio": [{"type": "audio", "originalContentUrl": "https://e.th/a.m4a", "duration": 60000}],
    "location": [{"type": "location", "title": "ก" * 100, "address": "ก", "latitude": 13.75, "longitude": 100}],
    "sticker": [{"type": "sticker", "packageId": "446", "stickerId": "1988"}],
    "coupon": [{"type": "coupon", "couponId": "c"}],
    "imagemap": [
        imagemap(
            tap(),
            {"type": "uri", "linkUri": "https://e.th/", "area": {"x": 100, "y": 0, "width": 940, "height": 1040}},
            {"type": "clipboard", "clipboardText": "ก", "area": {"x": 0, "y": 0, "width": 1, "height": 1}},
        )
    ],
    "buttons": [buttons(*[says()] * 4, words_="ก" * 160)],
    "buttons with a picture": [
        buttons(
            words_=TONE * 60,
            title="ก" * 40,
            thumbnailImageUrl=IMAGE,
            imageAspectRatio="square",
            imageSize="contain",
            imageBackgroundColor="#FFFFFF",
            defaultAction={"type": "uri", "uri": "https://e.th/"},
        )
    ],
    "confirm": [confirm(says(), posts(), words_="ก" * 240)],
    "carousel": [columns(*[column(says(), opens(), title="ก", thumbnailImageUrl=IMAGE, words_="ก" * 60)] * 10)],
    "image carousel": [
        template({"type": "image_carousel", "columns": [{"imageUrl": IMAGE, "action": says("ก" * 12)}] * 10})
    ],
    "flex bubble": [
        flex(
            {
                "type": "bubble",
                "size": "giga",
                "direction": "ltr",
                "action": opens(altUri={"desktop": "https://e.th/pc"}),
                "header": box(words(weight="bold", size="xl", color="#0B6E4F"), paddingAll="20px"),
                "hero": {
                    "type": "image",
                    "url": IMAGE,
                    "size": "full",
                    "aspectRatio": "20:13",
                    "aspectMode": "cover",
                    "action": {"type": "uri", "uri": "https://e.th/"},
                },
                "body": box(
                    box(
                        {"type": "icon", "url": IMAGE, "size": "sm", "aspectRatio": "1.91:1"},
                        words(flex=0),
                        layout="baseline",
                        spacing="sm",
                    ),
                    {
                        "type": "text",
                        "contents": [{"type": "span", "text": "ก", "decoration": "underline"}, {"type": "span"}],
                        "wrap": True,
                        "lineSpacing": "6px",
                        "maxLines": 2,
                    },
                    {"type": "separator", "margin": "md", "color": "#00000033"},
                    {"type": "filler", "flex": 1},
                    box(words(align="end", gravity="center", offsetTop="-4px"), layout="horizontal", width="50%"),
                    spacing="10px",
                    background={
                        "type": "linearGradient",
                        "angle": "90deg",
                        "startColor": "#000000",
                        "endColor": "#FFFFFF80",
                        "centerColor": "#777777",
                        "centerPosition": "30%",
                    },
                    cornerRadius="md",
                    borderWidth="semi-bold",
                    borderColor="#123456",
                    justifyContent="space-between",
                    alignItems="center",
                ),
                "footer": box(
                    button(says("ก" * 40), style="primary", height="sm", color="#0B6E4F", adjustMode="shrink-to-fit"),
                    button(posts(displayText="ส่ง"), style="link", margin="xxl"),
                    button(picks()),
                ),
                "styles": {"footer": {"separator": True, "separatorColor": "#CCCCCC", "backgroundColor": "#FFFFFF"}},
            },
            "ก" * 1500,
        )
    ],
    "flex video": [
        flex(
            bubble(
                size="mega",
                hero={
                    "type": "video",
                    "url": "https://e.th/a.mp4",
                    "previewUrl": IMAGE,
                    "altContent": {"type": "image", "url": IMAGE, "size": "full", "aspectRatio": "20:13"},
                    "aspectRatio": "20:13",
                    "action": opens(),
                },
            )
        )
    ],
    "flex carousel of 12": [bubbles(*[bubble(size="nano")] * 12)],
    "flex carousel of the default size": [bubbles(bubble(), bubble(size="mega"))],
    "flex bubble just under 30 KB": [flex(bubble(words("ก" * 10_150)))],
    "flex box empty": [flex({"type": "bubble", "body": box()})],
}
