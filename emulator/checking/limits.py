"""The documented limits that the SDK's classes do not carry, class by class, property by property.

`schema.py` lays them over the schema that it derives from those classes. Keywords other than JSON Schema's own:
`utf16` and `graphemes` count a text's length, `count` a list's, as [least, most]; `https` and `action` say what
an address must be, with its longest length. Sources: Messaging API reference, "Message objects", "Action
objects", "Rich menu object", "Flex Message"; guide "Character counting in a text".
"""

from __future__ import annotations

from typing import Any

Keywords = dict[str, Any]


def utf16(most: int, least: int = 0) -> Keywords:
    return {"utf16": [least, most]}


def graphemes(most: int, least: int = 0) -> Keywords:
    return {"graphemes": [least, most]}


def count(least: int, most: int) -> Keywords:
    return {"count": [least, most]}


def matching(pattern: str) -> Keywords:
    return {"pattern": f"^(?:{pattern})$"}


def https(most: int = 2000) -> Keywords:
    return {"https": most}


ACTION_URI: Keywords = {"action": 1000}
NOT_NEGATIVE: Keywords = {"minimum": 0}
# Phones add the width to it: an extension would lead them astray.
BASE_URL: Keywords = {"https": 2000, "not": {"pattern": r"\.(?:[jJ][pP][eE]?[gG]|[pP][nN][gG])$"}}
TRACKING_ID = matching(r"[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}")
COLOUR = matching("#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
PLAIN_COLOUR = matching("#[0-9a-fA-F]{6}")
ALT_TEXT = utf16(1500, 1)
AGGREGATION_UNITS = {**count(0, 1), "items": {"type": "string", **matching("[A-Za-z0-9_]{1,30}")}}

_PX = r"[0-9]+(?:\.[0-9]+)?px"
_PERCENT = r"[0-9]+(?:\.[0-9]+)?%"
_STEPS = "none|xs|sm|md|lg|xl|xxl"
_TEXT_STEPS = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
SPACE = matching(f"{_STEPS}|{_PX}")
OFFSET = matching(f"{_STEPS}|-?{_PX}|-?{_PERCENT}")
PADDING = matching(f"{_STEPS}|{_PX}|{_PERCENT}")
LENGTH = matching(f"{_PX}|{_PERCENT}")
BORDER = matching(f"none|light|normal|medium|semi-bold|bold|{_PX}")
CORNER = matching(f"{_STEPS}|{_PX}")
TEXT_SIZE = matching(f"{_TEXT_STEPS}|{_PX}")
IMAGE_SIZE = matching(f"{_TEXT_STEPS}|full|{_PX}|{_PERCENT}")
_SIDE = r"[0-9]{1,6}(?:\.[0-9]+)?"
RATIO = matching(f"{_SIDE}:{_SIDE}")

_OFFSETS = dict.fromkeys(("offsetTop", "offsetBottom", "offsetStart", "offsetEnd"), OFFSET)
_PLACED: dict[str, Keywords] = {"margin": SPACE, **_OFFSETS}
_FLEXIBLE: dict[str, Keywords] = {"flex": NOT_NEGATIVE, **_PLACED}

OVERLAY: dict[str, dict[str, Keywords]] = {
    # requests
    "MulticastRequest": {"to": count(1, 500), "customAggregationUnits": AGGREGATION_UNITS},
    "PushMessageRequest": {"customAggregationUnits": AGGREGATION_UNITS},
    "SetWebhookEndpointRequest": {"endpoint": utf16(500, 1)},
    "ShowLoadingAnimationRequest": {"loadingSeconds": {"minimum": 5, "maximum": 60, "multipleOf": 5}},
    "RichMenuBulkLinkRequest": {"userIds": count(1, 500)},
    "RichMenuBulkUnlinkRequest": {"userIds": count(1, 500)},
    # common to messages
    "QuickReply": {"items": count(1, 13)},
    "QuickReplyItem": {"type": {"enum": ["action"]}, "imageUrl": https()},
    "Sender": {"name": utf16(20, 1), "iconUrl": https()},
    # messages
    "TextMessage": {"text": utf16(5000, 1), "emojis": count(0, 20)},
    "TextMessageV2": {"text": utf16(5000, 1), "substitution": {"maxProperties": 100}},
    "Emoji": {"index": NOT_NEGATIVE},
    "ImageMessage": {"originalContentUrl": https(), "previewImageUrl": https()},
    "VideoMessage": {"originalContentUrl": https(), "previewImageUrl": https(), "trackingId": TRACKING_ID},
    "AudioMessage": {"originalContentUrl": https(), "duration": {"minimum": 1}},
    "CouponMessage": {"deliveryTag": matching("[a-zA-Z0-9_]{1,30}")},
    "LocationMessage": {
        "title": utf16(100, 1),
        "address": utf16(100, 1),
        "latitude": {"minimum": -90, "maximum": 90},
        "longitude": {"minimum": -180, "maximum": 180},
    },
    "FlexMessage": {"altText": ALT_TEXT},
    "TemplateMessage": {"altText": ALT_TEXT},
    # imagemap
    "ImagemapMessage": {
        "baseUrl": BASE_URL,
        "altText": ALT_TEXT,
        "actions": count(0, 50),
    },
    "ImagemapBaseSize": {"width": {"enum": [1040]}, "height": {"minimum": 1}},
    "ImagemapArea": {
        "x": NOT_NEGATIVE,
        "y": NOT_NEGATIVE,
        "width": {"minimum": 1},
        "height": {"minimum": 1},
    },
    "ImagemapVideo": {"originalContentUrl": https(), "previewImageUrl": https()},
    "ImagemapExternalLink": {"linkUri": ACTION_URI, "label": utf16(30, 1)},
    "URIImagemapAction": {"linkUri": ACTION_URI, "label": utf16(100)},
    "MessageImagemapAction": {"text": utf16(400, 1), "label": utf16(100)},
    "ClipboardImagemapAction": {"clipboardText": utf16(1000, 1), "label": utf16(100)},
    # templates; the lengths of their texts depend on what stands beside them: checks_template.py
    "ButtonsTemplate": {
        "thumbnailImageUrl": https(),
        "imageAspectRatio": {"enum": ["rectangle", "square"]},
        "imageSize": {"enum": ["cover", "contain"]},
        "imageBackgroundColor": PLAIN_COLOUR,
        "title": graphemes(40, 1),
        "text": graphemes(160, 1),
        "actions": count(1, 4),
    },
    "ConfirmTemplate": {"text": graphemes(240, 1), "actions": count(2, 2)},
    "CarouselTemplate": {
        "columns": count(1, 10),
        "imageAspectRatio": {"enum": ["rectangle", "square"]},
        "imageSize": {"enum": ["cover", "contain"]},
    },
    "CarouselColumn": {
        "thumbnailImageUrl": https(),
        "imageBackgroundColor": PLAIN_COLOUR,
        "title": graphemes(40, 1),
        "text": graphemes(120, 1),
        "actions": count(1, 3),
    },
    "ImageCarouselTemplate": {"columns": count(1, 10)},
    "ImageCarouselColumn": {"imageUrl": https()},
    # actions; the label depends on the place: PLACES
    "PostbackAction": {
        "data": utf16(300, 1),
        "displayText": graphemes(300, 1),
        "text": graphemes(300, 1),
        "fillInText": graphemes(300, 1),
    },
    "MessageAction": {"text": graphemes(300, 1)},
    "URIAction": {"uri": ACTION_URI},
    "AltUri": {"desktop": ACTION_URI},
    "DatetimePickerAction": {"data": utf16(300, 1)},
    "ClipboardAction": {"clipboardText": utf16(1000, 1)},
    "RichMenuSwitchAction": {"data": utf16(300, 1), "richMenuAliasId": matching("[a-z0-9_-]{1,32}")},
    # flex
    "FlexCarousel": {"contents": count(1, 12)},
    "FlexBlockStyle": {"backgroundColor": COLOUR, "separatorColor": COLOUR},
    "FlexBox": {
        **_FLEXIBLE,
        "spacing": SPACE,
        "backgroundColor": COLOUR,
        "borderColor": COLOUR,
        "borderWidth": BORDER,
        "cornerRadius": CORNER,
        "width": LENGTH,
        "maxWidth": LENGTH,
        "height": LENGTH,
        "maxHeight": LENGTH,
        **dict.fromkeys(("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"), PADDING),
    },
    "FlexBoxLinearGradient": {
        "angle": matching(r"[0-9]{1,3}(?:\.[0-9]+)?deg"),
        "startColor": COLOUR,
        "centerColor": COLOUR,
        "endColor": COLOUR,
        "centerPosition": matching(_PERCENT),
    },
    "FlexButton": {**_FLEXIBLE, "color": COLOUR},
    "FlexFiller": {"flex": NOT_NEGATIVE},
    "FlexIcon": {**_PLACED, "url": https(), "size": TEXT_SIZE, "aspectRatio": RATIO},
    "FlexImage": {**_FLEXIBLE, "url": https(), "size": IMAGE_SIZE, "aspectRatio": RATIO, "backgroundColor": COLOUR},
    "FlexSeparator": {"margin": SPACE, "color": COLOUR},
    "FlexSpan": {"size": TEXT_SIZE, "color": COLOUR},
    "FlexText": {
        **_FLEXIBLE,
        "text": {"minLength": 1},
        "size": TEXT_SIZE,
        "color": COLOUR,
        "lineSpacing": matching(_PX),
        "maxLines": NOT_NEGATIVE,
        "contents": {"minItems": 1},
    },
    "FlexVideo": {"url": https(), "previewUrl": https(), "aspectRatio": RATIO},
    # rich menus
    "RichMenuRequest": {"name": graphemes(300, 1), "chatBarText": graphemes(14, 1), "areas": count(0, 20)},
    "RichMenuSize": {"width": {"minimum": 800, "maximum": 2500}, "height": {"minimum": 250}},
    "RichMenuBounds": {"width": {"minimum": 1}, "height": {"minimum": 1}},
    "UpdateRichMenuAliasRequest": {"richMenuId": utf16(100, 1)},
}

# Properties that the SDK takes as optional and LINE does not.
REQUIRED: dict[str, tuple[str, ...]] = {
    "QuickReply": ("items",),
    "QuickReplyItem": ("type", "action"),
    "Emoji": ("index", "productId", "emojiId"),
    "PostbackAction": ("data",),
    "MessageAction": ("text",),
    "URIAction": ("uri",),
    "AltUri": ("desktop",),
    "DatetimePickerAction": ("data", "mode"),
    "RichMenuSwitchAction": ("data", "richMenuAliasId"),
    "ImagemapVideo": ("originalContentUrl", "previewImageUrl", "area"),
    "ImagemapExternalLink": ("linkUri", "label"),
    "FlexBoxLinearGradient": ("angle", "startColor", "endColor"),
    "RichMenuRequest": ("size", "selected", "name", "chatBarText", "areas"),
    "RichMenuSize": ("width", "height"),
    "RichMenuArea": ("bounds", "action"),
    "RichMenuBounds": ("x", "y", "width", "height"),
}

# Flex components by where they may stand; anywhere else is inside a box (checks_flex.py looks at baseline boxes).
COMPONENTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("FlexBubble", "hero"): ("box", "image", "video"),
    ("FlexVideo", "altContent"): ("box", "image"),
    ("FlexBox", "contents"): ("box", "button", "filler", "icon", "image", "separator", "text"),
}
