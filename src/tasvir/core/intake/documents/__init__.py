"""From a written document to its text, blocks and tables."""

from tasvir.core.intake.documents.reader import SUFFIXES, extract_document

__all__ = ["SUFFIXES", "extract_document"]
