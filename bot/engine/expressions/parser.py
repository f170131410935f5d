"""Tokens to a tree: XPath 1.0's grammar without unions, filters on sub-expressions and the rarer axes."""

from __future__ import annotations

from bot.engine.expressions.errors import SyntaxProblem
from bot.engine.expressions.lexer import Token, tokens
from bot.engine.expressions.syntax import Binary, Call, Expr, Literal, Negation, Number, Path, Step

DEEPEST = 100
"""Brackets and calls within each other: an if() for each of 77 provinces fits. Bounds the interpreter's stack."""
LONGEST_CHAIN = 150
"""Operands in a row without brackets. `and` and `or` are free of it: they are folded into a flat tree."""

_LEVELS: dict[str, int] = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("=", "!="), 3),
    **dict.fromkeys(("<", "<=", ">", ">="), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "div", "mod"), 6),
}
# What stands where an operator is wanted, and is meant as one: "and" and "or" in Thai, and times.
_MEANT_AS = {"\u0e41\u0e25\u0e30": "and", "\u0e2b\u0e23\u0e37\u0e2d": "or", "x": "*", "X": "*"}
_AXES = {"child": "", "parent": "..", "self": "."}
_PATH_BASES = frozenset({"instance", "current"})


def parse(text: str) -> Expr:
    """The expression's tree. Raises `SyntaxProblem` with the place of the first thing that does not fit."""
    return _Parser(tokens(text)).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self._tokens = found
        self._at = 0
        self._depth = 0

    def whole(self) -> Expr:
        if self._token.kind == "end":
            raise SyntaxProblem("empty-expression", 0)
        expression = self._binary(1)
        if self._token.kind == "end":
            return expression
        wrong = self._unexpected()
        if wrong.problem.code == "unexpected" and self._is(","):
            raise SyntaxProblem("not-an-operator", self._token.position, ",", suggestion="and")
        raise wrong

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _is(self, symbol: str, ahead: int = 0) -> bool:
        token = self._tokens[min(self._at + ahead, len(self._tokens) - 1)]
        return token.kind == "symbol" and token.text == symbol

    def _expect(self, symbol: str, opened: Token) -> None:
        if not self._is(symbol):
            if self._token.kind == "end":
                raise SyntaxProblem("unclosed-bracket", opened.position, opened.text, suggestion=symbol)
            raise self._unexpected()
        self._take()

    def _unexpected(self) -> SyntaxProblem:
        token = self._token
        if token.kind == "end":
            return SyntaxProblem("ends-early", token.position)
        before = self._tokens[self._at - 1] if self._at else None
        after = self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        if token.text == "," and before is not None and before.kind == after.kind == "number":
            return self._comma_in_number()
        meant = _MEANT_AS.get(token.text, token.text.lower())
        if meant in ("and", "or", "div", "mod", "*") and meant != token.text:
            return SyntaxProblem(
                "not-an-operator", token.position, token.text, length=len(token.text), suggestion=meant
            )
        if token.text == "|":
            return SyntaxProblem("unsupported-union", token.position)
        if token.text == "[":
            return SyntaxProblem("unsupported-filter", token.position)
        return SyntaxProblem("unexpected", token.position, token.text, length=len(token.text))

    def _comma_in_number(self) -> SyntaxProblem:
        """`1,000,000` is a million, `1,5` one and a half."""
        pieces = [self._tokens[self._at - 1]]
        for comma, piece in zip(self._tokens[self._at :: 2], self._tokens[self._at + 1 :: 2], strict=False):
            if comma.text != "," or piece.kind != "number":
                break
            pieces.append(piece)
        first, *others = (piece.text for piece in pieces)
        *middle, last = others
        groups = [*middle, last.partition(".")[0]]
        in_thousands = first.isdigit() and len(first) <= 3 and all(each.isdigit() and len(each) == 3 for each in groups)
        if not in_thousands:
            pieces = pieces[:2]
        words = [piece.text for piece in pieces]
        length = pieces[-1].position + len(words[-1]) - pieces[0].position
        code, meant = ("thousands-comma", "".join(words)) if in_thousands else ("decimal-comma", ".".join(words))
        return SyntaxProblem(code, pieces[0].position, ",".join(words), length=length, suggestion=meant)

    def _binary(self, least: int) -> Expr:
        """Operators of at least that level, by climbing precedence: one call a bracket, not one a level."""
        left = self._unary()
        chain = 0
        while (level := self._level()) >= least:
            operator = self._take()
            if operator.text in ("or", "and"):
                operands = [left, self._binary(level + 1)]
                places = [operator.position]
                while self._level() == level:
                    places.append(self._take().position)
                    operands.append(self._binary(level + 1))
                left = _balanced(operator.text, operands, places)
                continue
            chain += 1
            if chain > LONGEST_CHAIN:
                raise SyntaxProblem("too-many-operators", operator.position, LONGEST_CHAIN)
            left = Binary(operator.text, left, self._binary(level + 1), operator.position)
        return left

    def _level(self) -> int:
        token = self._token
        return _LEVELS.get(token.text, 0) if token.kind in ("symbol", "operator") else 0

    def _unary(self) -> Expr:
        signs: list[Token] = []
        while self._is("-"):
            signs.append(self._take())
        operand = self._operand()
        for sign in reversed(signs[-(2 - len(signs) % 2) :] if signs else []):
            operand = Negation(operand, sign.position)
        return operand

    def _operand(self) -> Expr:
        token = self._token
        self._depth += 1
        if self._depth > DEEPEST:
            raise SyntaxProblem("too-deep", token.position, DEEPEST)
        try:
            if token.kind == "number":
                self._take()
                return Number(float(token.text), token.position)
            if token.kind == "literal":
                self._take()
                return Literal(token.text[1:-1], token.position)
            if self._is("("):
                opened = self._take()
                inner = self._binary(1)
                self._expect(")", opened)
                return inner
            if token.kind == "name" and self._is("(", ahead=1) and token.text not in ("node", "text"):
                return self._call_or_path()
            return self._path(None)
        finally:
            self._depth -= 1

    def _call_or_path(self) -> Expr:
        name, opened = self._take(), self._take()
        arguments: list[Expr] = []
        if not self._is(")"):
            arguments.append(self._binary(1))
            while self._is(","):
                self._take()
                arguments.append(self._binary(1))
        self._expect(")", opened)
        call = Call(name.text, tuple(arguments), name.position)
        if self._is("/") or self._is("["):
            if name.text not in _PATH_BASES:
                raise SyntaxProblem("unsupported-path-after-call", self._token.position, name.text)
            return self._path(call)
        return Path(False, call, (), call.position) if name.text in _PATH_BASES else call

    def _path(self, base: Call | None) -> Path:
        start = base.position if base else self._token.position
        if self._is("//"):
            raise SyntaxProblem("unsupported-double-slash", start, length=2)
        absolute = base is None and self._is("/")
        steps: list[Step] = []
        if base is None and not absolute:
            steps.append(self._step())
        while self._is("/"):
            slash = self._take()
            if steps and self._begins_an_operand():
                raise SyntaxProblem("not-an-operator", slash.position, "/", suggestion="div")
            steps.append(self._step())
        if self._is("//"):
            raise SyntaxProblem("unsupported-double-slash", self._token.position, length=2)
        if base is not None and self._is("["):
            raise self._unexpected()
        return Path(absolute, base, tuple(steps), start)

    def _begins_an_operand(self) -> bool:
        """What no step of a path begins with: the slash before it was meant to divide."""
        is_call = self._token.kind == "name" and self._is("(", ahead=1) and self._token.text not in ("node", "text")
        return self._token.kind in ("number", "literal") or self._is("(") or self._is("/") or is_call

    def _step(self) -> Step:
        token = self._token
        if token.kind == "symbol" and token.text in (".", ".."):
            self._take()
            return Step(token.text, self._predicates(), token.position)
        if token.text == "@":
            raise SyntaxProblem("unsupported-attribute", token.position)
        axis = ""
        if token.kind == "name" and self._is("::", ahead=1):
            if token.text not in _AXES:
                raise SyntaxProblem("unsupported-axis", token.position, token.text, length=len(token.text))
            axis = _AXES[token.text]
            self._take(), self._take()
        name = self._node_test()
        if axis and name != "*":
            last = self._tokens[self._at - 1]
            length = last.position + len(last.text) - token.position
            raise SyntaxProblem("unsupported-axis-name", token.position, token.text, length=length, suggestion=axis)
        return Step(axis or name, self._predicates(), token.position)

    def _node_test(self) -> str:
        token = self._token
        if self._is("*"):
            self._take()
            return "*"
        if token.kind != "name":
            raise self._unexpected()
        self._take()
        if self._is("("):
            opened = self._take()
            self._expect(")", opened)
            return "*"
        return token.text.rpartition(":")[2]

    def _predicates(self) -> tuple[Expr, ...]:
        found: list[Expr] = []
        while self._is("["):
            opened = self._take()
            found.append(self._binary(1))
            self._expect("]", opened)
        return tuple(found)


def _balanced(operator: str, operands: list[Expr], places: list[int]) -> Expr:
    """a or b or c … as a tree of little depth; the order of evaluation stays."""
    if len(operands) == 1:
        return operands[0]
    middle = len(operands) // 2
    left = _balanced(operator, operands[:middle], places[: middle - 1])
    right = _balanced(operator, operands[middle:], places[middle:])
    return Binary(operator, left, right, places[middle - 1])
