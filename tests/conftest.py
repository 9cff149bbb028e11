"""What tests that span folders share: the repository and the real input beside it, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Real reports and data beside the checkout; tests that need them are skipped elsewhere."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the real input (../shared) is not on this machine")
    return folder
