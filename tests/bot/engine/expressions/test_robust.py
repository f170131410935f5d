"""Whatever an author writes and an officer answers, an expression gives a value or says why not; it never breaks."""

from __future__ import annotations

import contextlib
import math
import time
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.expressions import EvaluationError, Frame, compile_expression
from bot.engine.expressions.compile import Compiled
from bot.engine.expressions.dates import BANGKOK
from bot.engine.expressions.errors import SyntaxProblem
from bot.engine.expressions.functions import FUNCTIONS
from bot.engine.expressions.parser import DEEPEST, parse
from bot.engine.expressions.values import to_boolean, to_number, to_string
from bot.engine.xform.findings import Standpoint
from bot.texts.forms.problems import codes
from tests.bot.engine.forms import table_filling

pytestmark = pytest.mark.slow

FILLING = table_filling()
NODE = FILLING._tree.by_path["/data/own"]
PLACE = Standpoint(("data", "own"), FILLING.form.blueprint.specs, {})


def compiled(text: str) -> Compiled:
    made, _ = compile_expression(text, PLACE)
    assert made is not None
    return made


def value(text: str) -> Any:
    return compiled(text).value(Frame(FILLING._environment, NODE))


ARGUMENT = st.one_of(
    st.sampled_from(
        [
            "''", "' '", "'a'", "'a b'", "'2024-01-10'", "'2024-01-10T10:00:00Z'", "'%Y'", "'%'", "'['", "'(a+)+$'",
            "0", "-1", "1 div 0", "-1 div 0", "0 div 0", "1000000 * 1000000 * 1000000", "0.1", "true()", "false()",
            "today()",
            "now()", ".", "..", "/data", "/data/r", "/data/r/x", "/data/blank", "/data/nosuch", "/data/m",
            "/data/d",
            "'/data/m'", "'m'", "date('9999-12-31')", "date('0001-01-01')", "/data/r[x > 1]",
            "/data/hid",
        ]
    ),
    st.integers(-(10**18), 10**18).map(str),
    st.text(alphabet="abก๑ -+.%:()[]*é😀", max_size=8).map(lambda text: f"'{text}'"),
)  # fmt: skip


@pytest.mark.parametrize("name", FUNCTIONS)
@settings(max_examples=60)
@given(data=st.data())
def test_every_function_takes_anything(name: str, data: st.DataObject) -> None:
    function = FUNCTIONS[name]
    most = function.least + 3 if function.most is None else function.most
    arguments = data.draw(st.lists(ARGUMENT, min_size=function.least, max_size=most))
    text = f"{name}({', '.join(arguments)})"
    for whole in (text, f"{text} + 1", f"{text} = 'a'", f"{text} < today()", f"string({text})", f"not({text})"):
        made = compiled(whole)
        try:
            result = made.value(Frame(FILLING._environment, NODE))
        except EvaluationError as error:
            assert str(error)
            continue
        assert isinstance(result, str | float | bool | datetime), (whole, result)
        assert isinstance(to_string(result), str) and isinstance(to_number(result), float)
        assert isinstance(to_boolean(result), bool)


@settings(max_examples=300)
@given(st.text(alphabet="abd/.[]()'\" ,=<>!+-*|@:$&%0123456789กา๑\n", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    made, problems = compile_expression(text, PLACE)
    assert (made is not None) or problems
    assert all(0 <= problem.position <= len(text) and problem.code in codes() for problem in problems)
    if made is not None:
        with contextlib.suppress(EvaluationError):
            made.value(Frame(FILLING._environment, NODE))


def test_deep_and_long_expressions_do_not_exhaust_the_stack() -> None:
    deep = DEEPEST - 2
    assert value("(" * deep + "1" + ")" * deep) == 1.0
    assert value("if(false(), 1, " * deep + "2" + ")" * deep) == 2.0
    assert value(" or ".join(["false()"] * 900 + ["true()"])) is True
    assert value(" and ".join(["true()"] * 900)) is True
    assert value(" + ".join(["1"] * 150)) == 150.0
    assert value("-" * 5_001 + "1") == -1.0
    for text in (
        "(" * 5_000,
        "(" * 101 + "1" + ")" * 101,
        "-(" * 3_000,
        "not(" * 3_000,
        "1" + "+1" * 9_000,
        "[" * 9_000,
    ):
        with pytest.raises(SyntaxProblem):
            parse(text)
    with pytest.raises(SyntaxProblem):
        parse("/data/r" + "[x = 1" * 400 + "]" * 400)
    with pytest.raises(SyntaxProblem):
        parse("'" + "x" * 30_000 + "'")


def test_a_pattern_that_runs_away_is_stopped() -> None:
    begin = time.process_time()
    with pytest.raises(EvaluationError):
        value("regex('" + "a" * 60 + "!', '(a|aa)+$')")
    assert time.process_time() - begin < 5
    with pytest.raises(EvaluationError):
        value("regex('" + "a" * 600 + "', 'a+')")


def test_short_circuits_do_not_look_further() -> None:
    assert value("true() or date('nonsense') > 1") is True
    assert value("false() and date('nonsense') > 1") is False
    assert value("if(true(), 'a', date('nonsense'))") == "a"
    assert value("coalesce('a', date('nonsense'))") == "a"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (2147483647.0, "2147483647"),
        (2147483648.0, "2.147483648E9"),
        (-2147483648.0, "-2147483648"),
        (0.001, "0.001"),
        (0.0001, "1.0E-4"),
        (0.00012345, "1.2345E-4"),
        (1234567.5, "1234567.5"),
        (12345678.5, "1.23456785E7"),
        (-12345678.5, "-1.23456785E7"),
        (1e300, "1.0E300"),
        (1.5e-300, "1.5E-300"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_numbers_are_written_as_java_does(number: float, words: str) -> None:
    assert to_string(number) == words


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_is_the_number_read(number: float) -> None:
    assert float(to_string(number)) == number


def test_dates_before_railway_time_still_work() -> None:
    assert value("format-date('1900-01-01', '%Y-%m-%d')") == "1900-01-01"
    assert value("date('1900-01-01') + 1 = date('1900-01-02')") is True
    assert value("date('1900-01-01')") == datetime(1900, 1, 1, tzinfo=BANGKOK)
