"""The Vietnamese sample: a province's Steering Committee 389."""

from pathlib import Path


def make_tayninh(folder: Path, truth: Path) -> None:
    """Later."""
