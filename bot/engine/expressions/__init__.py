"""XPath as ODK forms use it: text in, closures out, JavaRosa's rules."""

from bot.engine.expressions.compile import Compiled, compile_expression
from bot.engine.expressions.errors import EvaluationError, ExpressionProblem, SyntaxProblem
from bot.engine.expressions.frame import Environment, Frame, Surroundings

__all__ = [
    "Compiled",
    "Environment",
    "EvaluationError",
    "ExpressionProblem",
    "Frame",
    "Surroundings",
    "SyntaxProblem",
    "compile_expression",
]
