"""What an action may be depends on where it stands: which types, and how long a label (in graphemes)."""

from __future__ import annotations

from dataclasses import dataclass

_EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")


@dataclass(frozen=True, slots=True)
class Place:
    """`alt_uri` says whether a separate address for the desktop may be given."""

    name: str
    label: int
    label_required: bool
    types: tuple[str, ...] = _EVERYWHERE
    alt_uri: bool = False


QUICK_REPLY = Place("quick_reply", 20, True, (*_EVERYWHERE, "camera", "cameraRoll", "location"))
TEMPLATE = Place("template", 20, True)
TEMPLATE_DEFAULT = Place("template_default", 20, False)
IMAGE_CAROUSEL = Place("image_carousel", 12, False)
FLEX_BUTTON = Place("flex_button", 40, True, alt_uri=True)
FLEX = Place("flex", 40, False, alt_uri=True)
FLEX_VIDEO = Place("flex_video", 40, False, ("uri",), alt_uri=True)
RICH_MENU = Place("rich_menu", 20, False, (*_EVERYWHERE, "richmenuswitch"))

PLACES: dict[tuple[str, str], Place] = {
    ("QuickReplyItem", "action"): QUICK_REPLY,
    ("ButtonsTemplate", "actions"): TEMPLATE,
    ("ButtonsTemplate", "defaultAction"): TEMPLATE_DEFAULT,
    ("ConfirmTemplate", "actions"): TEMPLATE,
    ("CarouselColumn", "actions"): TEMPLATE,
    ("CarouselColumn", "defaultAction"): TEMPLATE_DEFAULT,
    ("ImageCarouselColumn", "action"): IMAGE_CAROUSEL,
    ("FlexButton", "action"): FLEX_BUTTON,
    ("FlexBox", "action"): FLEX,
    ("FlexImage", "action"): FLEX,
    ("FlexText", "action"): FLEX,
    ("FlexVideo", "action"): FLEX_VIDEO,
    ("FlexBubble", "action"): FLEX,
    ("RichMenuArea", "action"): RICH_MENU,
}
