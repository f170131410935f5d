import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import Place
from bot.thai import reasons
from bot.thai.places import in_thailand, read_place, write_place
from bot.thai.refused import Refused


@pytest.mark.parametrize(
    ("typed", "latitude", "longitude"),
    [
        ("13.7563, 100.5018", 13.7563, 100.5018),
        ("13.7563 100.5018", 13.7563, 100.5018),
        ("๑๓.๗๕๖๓ ๑๐๐.๕๐๑๘", 13.7563, 100.5018),
        ("พิกัด 13.7563,100.5018 ค่ะ", 13.7563, 100.5018),
        ("N13.75 E100.50", 13.75, 100.5),
        ("13.7563N, 100.5018E", 13.7563, 100.5018),
        ("ละติจูด 13.75 ลองจิจูด 100.5", 13.75, 100.5),
        ("13°45'22.7\"N 100°30'06.5\"E", 13.756306, 100.501806),
        ("https://www.google.com/maps/@13.7,100.5,17z", 13.7, 100.5),
        ("https://www.google.com/maps/place/X/@13.7,100.5,17z/data=!3d13.75!4d100.51", 13.75, 100.51),
        ("https://maps.google.com/?q=13.75%2C100.5", 13.75, 100.5),
        ("แปลงอยู่ที่ https://www.google.com/maps/search/13.75,+100.50?hl=th", 13.75, 100.5),
    ],
)
def test_points_in_words_and_links(typed, latitude, longitude):
    place = read_place(typed)
    assert isinstance(place, Place)
    assert (place.latitude, place.longitude) == (latitude, longitude)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("บ้านผู้ใหญ่", reasons.NOT_A_PLACE),
        ("13 100", reasons.NOT_A_PLACE),
        ("12.5 ไร่", reasons.NOT_A_PLACE),
        ("91.5, 200.1", reasons.OFF_THE_GLOBE),
        ("https://maps.app.goo.gl/AbCdEf", reasons.SHORT_LINK),
        ("https://example.com/plot", reasons.NOT_A_PLACE),
        ("", reasons.EMPTY),
    ],
)
def test_what_is_no_point_is_refused_with_the_reason(typed, reason):
    assert read_place(typed) == Refused(reason)


def test_latitude_and_longitude_in_the_wrong_order_are_noticed():
    refused = read_place("100.5018, 13.7563")
    assert isinstance(refused, Refused)
    assert refused.candidates == (Place(13.7563, 100.5018),)
    assert "13.756300, 100.501800" in refused.reason


def test_the_box_around_thailand():
    assert in_thailand(Place(13.7563, 100.5018))
    assert in_thailand(Place(5.77, 101.07)) and in_thailand(Place(20.43, 99.88))
    assert not in_thailand(Place(35.68, 139.69))


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_points_we_print_we_read_back(latitude, longitude):
    place = Place(round(latitude, 6), round(longitude, 6))
    assert read_place(write_place(place)) == place


@given(st.text(max_size=80))
def test_nothing_typed_breaks_the_reader(text):
    assert isinstance(read_place(text), Place | Refused)
