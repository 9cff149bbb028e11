"""The shape of an extracted text lives in `tasvir.core.text.extracted`, below every reader of it."""

from tasvir.core.text.extracted import Block, BlockKind, Extracted

__all__ = ["Block", "BlockKind", "Extracted"]
