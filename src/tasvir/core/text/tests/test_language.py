import pytest

from tasvir.core.text.language import detect_language, languages_of, main_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("در این مدت ۱۲ فقره پرونده تشکیل شد", "fa"),
        ("كالاي قاچاق در Tehran كشف شد", "fa"),
        ("Trong quý I, lực lượng chức năng đã bắt giữ 12 vụ", "vi"),
        ("Ban Chỉ đạo 389", "vi"),
        ("Officers in Bà Rịa–Vũng Tàu seized the cigarettes with the help of the border guard", "en"),
        ("The goods were seized at the border", "en"),
        ("12.345", None),
        ("", None),
    ],
)
def test_language_follows_letters_and_small_words(text: str, lang: str | None) -> None:
    assert detect_language(text) == lang


def test_lines_that_do_not_tell_follow_their_neighbours() -> None:
    assert languages_of(["2023", "Kết quả công tác", "1.234", "KPI", "The results of the quarter", "15"]) == [
        "vi", "vi", "vi", "vi", "en", "en",
    ]  # fmt: skip


def test_main_language_is_that_of_most_characters() -> None:
    paragraphs = ["گزارش", "The report was sent to the members of the commission"]
    assert main_language(paragraphs, languages_of(paragraphs)) == "en"
