"""What is collected while an XForm is read: problems that refuse it, remarks on what is odd or ignored."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from bot.engine.definition.blueprint import PathNames, Rule, Spec
from bot.engine.definition.problems import Problem, Severity
from bot.engine.expressions import Compiled, compile_expression


class Findings:
    """Compiles expressions for their place in the form and remembers everything that is wrong."""

    def __init__(self, specs: Mapping[PathNames, Spec], columns: Mapping[str, frozenset[str]]) -> None:
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self._specs = specs
        self._columns = columns

    def refuse(self, code: str, *facts: str, path: str = "", aspect: str = "") -> None:
        self.problems.append(Problem(code, facts, path, aspect))

    def note(self, code: str, *facts: str, path: str = "", aspect: str = "") -> None:
        """Something that is not used and does no harm."""
        noted = Problem(code, facts, path, aspect, severity=Severity.NOTE)
        if noted not in self.remarks:
            self.remarks.append(noted)

    def warn(self, code: str, *facts: str, path: str = "", aspect: str = "") -> None:
        self.remarks.append(Problem(code, facts, path, aspect, severity=Severity.WARNING))

    def compile(self, text: str, context: PathNames, aspect: str) -> Compiled | None:
        """The expression as read at `context`, or None after its syntax was refused."""
        compiled, problems = compile_expression(text, Standpoint(context, self._specs, self._columns))
        for found in problems:
            problem = Problem(
                found.code,
                found.facts,
                "/" + "/".join(context),
                aspect,
                text,
                found.position,
                found.length,
                found.suggestion,
                Severity.WARNING if found.is_warning else Severity.ERROR,
            )
            kept = self.remarks if found.is_warning else self.problems
            if problem not in kept:
                kept.append(problem)
        return compiled

    def rule(self, text: str | None, context: PathNames, aspect: str, otherwise: bool) -> Rule | None:
        """A bind attribute that is true or false; None where it says what holds anyway."""
        if text is None or not text.strip():
            return None
        compiled = self.compile(text, context, aspect)
        if compiled is None:
            return None
        if compiled.constant is not None:
            constant = compiled.constant not in (False, "", 0.0)
            return None if constant == otherwise else Rule(constant)
        return Rule(otherwise, compiled)


class Standpoint:
    """`Surroundings` of one place in the form."""

    def __init__(
        self, context: PathNames, specs: Mapping[PathNames, Spec], columns: Mapping[str, frozenset[str]]
    ) -> None:
        self.context = context
        self._specs = specs
        self._columns = columns

    def shape(self, path: PathNames) -> str | None:
        spec = self._specs.get(path)
        return spec.shape if spec else None

    def columns(self, instance: str) -> frozenset[str] | None:
        return self._columns.get(instance)

    def near(self, path: PathNames) -> str:
        if not path:
            return ""
        same_name = [known for known in self._specs if known[-1] == path[-1]]
        if same_name:
            return "/" + "/".join(same_name[0])
        close = get_close_matches(path[-1], [known[-1] for known in self._specs], n=1)
        return next(("/" + "/".join(known) for known in self._specs if close and known[-1] == close[0]), "")
