"""What written reports say without a number: causes, methods, orders, proposals and the like."""

from tasvir.core.text.statements.model import KINDS, Statement
from tasvir.core.text.statements.reader import read_statements

__all__ = ["KINDS", "Statement", "read_statements"]
