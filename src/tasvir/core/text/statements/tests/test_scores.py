import pytest

from tasvir.core.text.statements.tests.labelled import REPORTS, counts_of, passages, reports
from tasvir.core.text.statements.tests.scoring import GOAL_KINDS, total

GOAL = 0.8


@pytest.mark.parametrize("lang", ["fa", "vi", "en"])
@pytest.mark.parametrize("part", [0, 1], ids=["tuning", "held out"])
def test_reader_reaches_the_goal_on_our_passages(lang: str, part: int) -> None:
    counts = [counts_of(extracted, labels) for extracted, labels in passages(lang)[part::2]]
    assert total(counts, GOAL_KINDS).f1 >= GOAL


def test_reader_reaches_the_goal_on_the_real_reports() -> None:
    if not REPORTS.exists():
        pytest.skip("The real reports lie in ../shared beside the checkout, which is not here.")
    counts = [counts_of(extracted, labels) for _, extracted, labels in reports()]
    assert total(counts, GOAL_KINDS).f1 >= GOAL


def test_second_printing_of_a_body_points_at_the_first() -> None:
    if not REPORTS.exists():
        pytest.skip("The real reports lie in ../shared beside the checkout, which is not here.")
    from tasvir.core.text.statements import read_statements

    twice = next(extracted for name, extracted, _ in reports() if name.startswith("004"))
    found = read_statements(twice)
    second = [s for s in found if s.start > len(twice.text) * 0.52]
    assert [s.repeat_of is None for s in second] == [False] * len(second)
