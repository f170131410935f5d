"""What keeps a circular from being published, changed or withdrawn. Its words: `bot/texts/circulars/faults.py`."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    NO_SUBJECT = "no_subject"
    NO_NUMBER = "no_number"
    TOO_LONG = "too_long"  # field, most
    ACK_IN_THE_PAST = "ack_in_the_past"
    ACK_OF_NOBODY = "ack_of_nobody"  # a day to acknowledge by, and nobody is asked to
    NOBODY = "nobody"  # an audience of no office
    NO_SUCH_OFFICE = "no_such_office"  # codes
    TOO_MANY_CODES = "too_many_codes"  # most
    NO_SUCH_PROGRAMME = "no_such_programme"  # code
    NO_SUCH_KIND = "no_such_kind"  # codes
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"  # most, in megabytes
    FILE_OF_NO_KIND = "file_of_no_kind"  # the bytes are no document that is taken
    FILE_LIES = "file_lies"  # name, kind: the name says something else than the bytes
    FILE_GONE = "file_gone"  # it was attached days ago, and its letter was never kept
    ALREADY = "already"  # somebody else has published this version, or withdrawn the letter
    CHANGED_MEANWHILE = "changed_meanwhile"  # its draft says something else than when it was opened to be written
    NOTHING_CHANGED = "nothing_changed"
    NOT_PUBLISHED = "not_published"
    WITHDRAWN = "withdrawn"
    NO_NOTE = "no_note"  # a covering note without words


class CircularFault(ValueError):
    """`about` are the values that the words need. Nothing has been changed."""

    def __init__(self, fault: Fault, field: str = "", **about: object) -> None:
        super().__init__(fault.value)
        self.fault, self.field, self.about = fault, field, about
