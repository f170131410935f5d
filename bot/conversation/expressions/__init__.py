"""XPath as ODK forms use it: text in, closures out, JavaRosa's rules."""

from bot.conversation.expressions.compile import Compiled, compile_expression
from bot.conversation.expressions.errors import EvaluationError, ExpressionProblem, SyntaxProblem
from bot.conversation.expressions.frame import Environment, Frame, Surroundings

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
