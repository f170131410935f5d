"""What is meant by what was typed: one table of words, one way in.

Words for what a conversation waits for (a figure, a name, a reason) are no intent: then None comes back, and so it
does for words that mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

from bot.thai.digits import folded, tidy
from bot.thai.periods import names_period
from bot.thai.polite import POLITE, ways_of, wish
from bot.vocabulary import circulars, joining, library, reviewing, sentences
from bot.vocabulary.commands import Command, glossary, key_of, quoted, understand
from bot.vocabulary.intents import Awaits, Certainty, Context, Do, Intent, Phrase, Takes, of_button
from bot.vocabulary.joining import line_in, read_code
from bot.vocabulary.library import read_library, read_number
from bot.vocabulary.reminding import WORDS as FOLLOW_UP
from bot.vocabulary.reminding import is_confirmed, read_chase
from bot.vocabulary.reviewing import POINTS, pointed_at
from bot.vocabulary.sentences import NOTHING_DONE

# The commands of the main menu. Inside a report the interview says itself what is one and what is an answer.
COMMANDS: Mapping[Command, Do] = {
    Command.MENU: Do.MENU,
    Command.STATUS: Do.STATUS,
    Command.REPORT: Do.REPORT,
    Command.RESUME: Do.REPORT,
    Command.NOTHING: Do.REPORT_NOTHING,
    Command.TAKE_OVER: Do.REPORT_TAKE_OVER,
    Command.SEE: Do.REPORT_SEE,
    Command.AMEND: Do.REPORT_AMEND,
    Command.KNOWLEDGE: Do.KNOWLEDGE,
    Command.QR: Do.QR,
    Command.CONTACT: Do.CONTACT,
    Command.HELP: Do.HELP,
    Command.TOMORROW: Do.REMIND_TOMORROW,
    Command.DESK: Do.DESK_OPEN,
    Command.DESK_OUT: Do.DESK_OUT,
}
_TAKES_NUMBER = (Command.REPORT, Command.NOTHING)

TABLE: tuple[Phrase, ...] = (
    *(
        Phrase(do, "|".join(glossary()[command]), Takes.NUMBER if command in _TAKES_NUMBER else Takes.NOTHING)
        for command, do in COMMANDS.items()
    ),
    # try filling in, try the form, test the form
    Phrase(
        Do.TRIAL_TRY,
        "ลองกรอก|ลองกรอกแบบ|ลองกรอกแบบรายงาน|ทดลองกรอก|ทดลองกรอกแบบ|ลองแบบ|ลองแบบรายงาน|ทดลองแบบ|ลองกรอกต่อ|try form",
        certainty=Certainty.SURE,
    ),
    # leave the trial, stop trying, end of the trial
    Phrase(
        Do.TRIAL_LEAVE,
        "เลิกลอง|เลิกลองกรอก|เลิกทดลอง|หยุดลอง|หยุดทดลอง|จบการทดลอง|ออกจากการทดลอง|ยกเลิกการทดลอง|stop trial",
        certainty=Certainty.SURE,
    ),
    *(Phrase(do, words, values={"whom": ""}, quiet=do is not Do.EXTEND) for do, words in FOLLOW_UP.items()),
    *circulars.PHRASES,
    *reviewing.PHRASES,
    *joining.PHRASES,
    *library.PHRASES,
    *sentences.PHRASES,
)
# With a month: the report of October, send the report of October … Where a reason is awaited, they are the reason.
_REPORT_OF_A_MONTH = tuple(
    Phrase(COMMANDS[command], "|".join((*glossary()[command], *more)), Takes.MONTH, Certainty.BARE)
    for command, more in (
        (Command.REPORT, ("ส่งรายงาน", "ส่งรายงานประจำ", "รายงานประจำ")),
        (Command.NOTHING, tuple(NOTHING_DONE.split("|"))),
        (Command.SEE, ()),
        (Command.AMEND, ()),
    )
)
_PHRASES = {key_of(word): phrase for phrase in TABLE for word in phrase.each}
_OF_A_MONTH = {key_of(word): phrase for phrase in _REPORT_OF_A_MONTH for word in phrase.each}
_OF_A_REPORT = tuple(_OF_A_MONTH)
_OF_A_MONTH |= {key: phrase for key, phrase in _PHRASES.items() if phrase.takes is Takes.MONTH}
_NUMBERED = re.compile(r"(?P<word>[^0-9]+?) ?(?P<number>[0-9]{1,3})")
# number …, item …, report …, request …, answer …, line …, row …, plot …: what may stand before the number
_COUNTED = re.compile(" ?(?:ข้อ|ฉบับ|รายการ|คำขอ|คำตอบ|บรรทัด|แถว|แปลง|หมายเลข|ที่)$")
_LONGEST, _LONGEST_PHRASE, _LONGEST_TITLE = 240, 60, 160
# (of the) subject, of the project, about: what may stand before a title
_SUBJECT = re.compile("^(?:ของ)?(?:เรื่อง|โครงการ|เกี่ยวกับ) ?")
# Below this many letters one slip makes another word.
_SHORT = 6

# What is so certain that it is meant although words are awaited, by what they would answer.
_CERTAIN: Mapping[Awaits, Certainty] = {
    Awaits.QUESTION: Certainty.SURE,
    Awaits.DECISION: Certainty.WORD,
    Awaits.SENDING_BACK: Certainty.WORD,
    Awaits.EXTENSION: Certainty.WORD,
}
# Where an office is chosen, a name looks for it among those listed.
_OF_AN_OFFICE = (Do.LIBRARY_FIND, Do.JOIN_NAMED)
# Where the words are no answer to anything.
_NO_ANSWER = (Awaits.NOTHING, Awaits.LIBRARY, Awaits.NO_WORDS)
# Where words are awaited by nothing, a slip of the thumb is forgiven: they would not be understood at all.
_FORGIVING = (Awaits.NOTHING, Awaits.LIBRARY)


def recognise(text: str, context: Context = Context()) -> Intent | None:
    """The intent that `text` is, as a whole message, at this moment; None where it is anything else."""
    words, is_asked = tidy(text), context.awaits is Awaits.QUESTION
    if not words or len(words) > _LONGEST:
        return None
    if is_asked and (words.isdecimal() or quoted(text)):
        # A figure is an answer, and between quotation marks a command is one.
        return None
    found = _phrase(words)
    if found is None and not (is_asked and understand(words)):
        # At a question the interview's own commands are left to it.
        found = read_chase(words) or read_code(words) or read_library(words)
    if found is not None and not _is_meant(found, context.awaits):
        found = None
    if found is None and not is_asked and (awaited := _awaited(words, context)):
        return awaited
    if found is None and context.awaits in _NO_ANSWER:
        found = _of_title(words, context)
    if found is None and context.awaits in _FORGIVING:
        found = _slipped(words)
    return pointed_at(found, context.shown()) if found is not None and found.do in POINTS else found


def of_command(command: Command, number: int | None = None) -> Intent | None:
    """The intent of a command that the interview heard; None for one that is the interview's own."""
    do = COMMANDS.get(command)
    return Intent(do, {"n": str(number)} if number is not None else {}) if do is not None else None


def _is_meant(found: Intent, awaits: Awaits) -> bool:
    if awaits is Awaits.OFFICE:
        return found.do not in _OF_AN_OFFICE
    return found.certainty >= _CERTAIN.get(awaits, Certainty.BARE)


def _phrase(words: str) -> Intent | None:
    if len(words) > _LONGEST_PHRASE:
        return None
    return next((found for said in ways_of(words) if (found := _said(said))), None)


def _said(said: str) -> Intent | None:
    """A phrase of the table, with its number or its month."""
    if phrase := _PHRASES.get(key_of(said)):
        return phrase.intent()
    if numbered := _NUMBERED.fullmatch(said):
        for word in _before_number(numbered["word"]):
            phrase = _PHRASES.get(key_of(word))
            if phrase and phrase.takes is Takes.NUMBER:
                return phrase.intent(n=numbered["number"])
    return _of_month(said)


def _before_number(words: str) -> Iterator[str]:
    """The words before a number, then without what only says that a number comes."""
    yield words
    while (shorter := _COUNTED.sub("", words)) != words:
        words = shorter
        yield words


def _of_month(words: str) -> Intent | None:
    """A phrase with a month before or after it; the longest phrase that leaves one."""
    whole = folded(words)
    if any(whole.startswith(key) or whole.endswith(key) for key in _OF_A_MONTH):
        for phrase, rest in _cut(words):
            if names_period(rest):
                return phrase.intent(month=rest)
    return None


def _cut(words: str) -> Iterator[tuple[Phrase, str]]:
    for at in range(len(words) - 1, 0, -1):
        if phrase := _OF_A_MONTH.get(key_of(words[:at])):
            yield phrase, words[at:].strip()
        if phrase := _OF_A_MONTH.get(key_of(words[-at:])):
            yield phrase, words[:-at].strip()


def _of_title(words: str, context: Context) -> Intent | None:
    """A phrase about a report with the title of its programme, or a part of one title alone, and perhaps a month."""
    whole = folded(words)
    if len(words) > _LONGEST_TITLE or not any(whole.startswith(key) for key in _OF_A_REPORT):
        return None
    titles = {code: folded(title) for code, title in context.titles().items()}
    for phrase, rest in _cut(wish(words)):
        if phrase not in _REPORT_OF_A_MONTH:
            continue
        for named, month in _parted(rest):
            of = [code for code, title in titles.items() if named in title] if len(named) >= _SHORT else []
            of = [code for code in of if titles[code] == named] or of
            if len(of) == 1:
                return phrase.intent(p=of[0], **({"month": month} if month else {}))
    return None


def _parted(words: str) -> Iterator[tuple[str, str]]:
    """What may be a title, folded, and the month behind it."""
    words = _SUBJECT.sub("", words)
    yield folded(words), ""
    for at, letter in enumerate(words):
        if letter == " " and names_period(words[at:].strip()):
            yield folded(words[:at]), words[at:].strip()


def _awaited(words: str, context: Context) -> Intent | None:
    """What is none anywhere else: yes and no, on and back, a number of a list."""
    spoken = understand(words)
    command = spoken.command if spoken else None
    match context.awaits:
        case Awaits.NOTHING | Awaits.LIBRARY:
            if command is Command.SUBMIT:
                # "Send", and nothing stands open: the report that waits is opened.
                return Intent(Do.REPORT)
            if words in POLITE:
                # "Yes, madam" to what asked nothing; where something is to be confirmed it would be no clear yes.
                return Intent(Do.THANKS)
            number = line_in(words)
            if number is not None and 0 < number <= len(lines := context.listed()):
                return of_button(lines[number - 1])
            return read_number(words) if context.awaits is Awaits.LIBRARY else None
        case Awaits.OFFICE:
            number = line_in(words)
            if number is not None:
                return None if context.is_late else Intent(Do.JOIN_PICK, {**context.step, "n": str(number)})
            do = _IN_JOINING.get(command) if command else None
            return Intent(do, context.step) if do else None
        case Awaits.CONFIRMATION if command in (Command.YES, Command.SUBMIT) or is_confirmed(words):
            return of_button(context.confirms)
        case Awaits.CONFIRMATION | Awaits.EXTENSION if command in _NO:
            return Intent(Do.FOLLOW_UP_CANCEL)
        case Awaits.DECISION | Awaits.SENDING_BACK if command in _NO:
            return Intent(Do.REVIEW_CANCEL)
        case Awaits.SENDING_BACK if command in _SEND:
            return Intent(Do.REVIEW_SEND, context.step)
        case Awaits.SENDING_BACK if command in _LOOK_AGAIN:
            return Intent(Do.REVIEW_OPEN, context.step)
    return None


_NO = (Command.CANCEL, Command.NO)
_SEND = (Command.SUBMIT, Command.YES, Command.DONE)
_LOOK_AGAIN = (Command.ADD, Command.MORE, Command.BACK)
_IN_JOINING = {
    Command.MORE: Do.JOIN_MORE,
    Command.BACK: Do.JOIN_BACK,
    Command.YES: Do.JOIN_CONFIRM,
    Command.NO: Do.JOIN_DECLINE,
    Command.CANCEL: Do.JOIN_CANCEL,
}


def _slipped(words: str) -> Intent | None:
    """A phrase with one letter wrong, missing, too many or in the wrong place, where no other is as near."""
    for said in ways_of(words) if len(words) <= _LONGEST_PHRASE else ():
        numbered = _NUMBERED.fullmatch(said)
        key = folded(numbered["word"] if numbered else said)
        near = {
            phrase.do: phrase
            for known, phrase in _PHRASES.items()
            if len(known) >= _SHORT
            and abs(len(known) - len(key)) <= 1
            and (numbered is None or phrase.takes is Takes.NUMBER)
            and OSA.distance(key, known, score_cutoff=1) <= 1
        }
        if len(near) == 1:
            [phrase] = near.values()
            return phrase.intent(n=numbered["number"]) if numbered else phrase.intent()
    return None
