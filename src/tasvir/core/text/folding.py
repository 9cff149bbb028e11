"""Folding lives in `tasvir.core.characters`, below the vocabulary; this door stays for the text package."""

from tasvir.core.characters.folding import Folded, fold, search_key, to_ascii_digits

__all__ = ["Folded", "fold", "search_key", "to_ascii_digits"]
