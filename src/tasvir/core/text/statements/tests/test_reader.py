import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasvir.core.intake.documents import extract_document
from tasvir.core.text.extracted import Block, Extracted
from tasvir.core.text.statements import KINDS, Statement, read_statements


def read(text: str, lang: str = "auto", name: str = "letter.txt") -> list[Statement]:
    return read_statements(extract_document(name, text.encode(), lang=lang))


def kinds(text: str) -> list[str]:
    return [statement.kind for statement in read(text)]


def test_quote_leaves_out_who_speaks_and_the_full_stop() -> None:
    (found,) = read("وی افزود: بازرسان باید هر هفته از انبارها بازدید کنند.")
    assert (found.kind, found.quote, found.due) == (
        "directive",
        "بازرسان باید هر هفته از انبارها بازدید کنند",
        "هر هفته",
    )


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("کلیه فرمانداران باید گزارش خود را تا پایان ماه ارسال کنند.", "کلیه فرمانداران", "تا پایان ماه"),
        (
            "Phó Thủ tướng yêu cầu các bộ, ngành, địa phương cần rà soát văn bản trước ngày 15/6.",
            "các bộ, ngành, địa phương",
            "trước ngày 15/6",
        ),
        ("Regional offices must report their findings by 30 June 2026.", "Regional offices", "by 30 June 2026"),
        ("The council called on parliament to raise the fines.", "parliament", None),
        ("وی بر تعامل اداره دارایی با اصناف تاکید کرد.", "اداره دارایی", None),
        ("Under the plan, customs offices must open every tenth parcel.", "customs offices", None),
    ],
)
def test_owner_and_due_are_the_texts_own_words(text: str, owner: str, due: str | None) -> None:
    (found,) = read(text)
    assert (found.owner, found.due) == (owner, due)


def test_must_about_what_others_decide_is_a_proposal() -> None:
    assert kinds("دولت باید تعرفه‌ها را اصلاح کند.") == ["proposal"]
    assert kinds("Kiến nghị Quốc hội sửa đổi luật hải quan.") == ["proposal"]
    assert kinds("The government should lower the tariffs.") == ["proposal"]


def test_problem_that_is_removed_is_no_limitation() -> None:
    assert "limitation" not in kinds("با رفع مشکلات واحدهای تولیدی، ۲۰ واحد راه‌اندازی شد.")
    assert "limitation" not in kinds("Lực lượng đã khắc phục khó khăn, hoàn thành kế hoạch.")
    assert "limitation" not in kinds("The plan will address the shortage of scanners.")


def test_heading_gives_the_kind_of_the_lines_below_it() -> None:
    text = "Kiến nghị, đề xuất\n- Xây dựng cơ sở dữ liệu dùng chung.\nII. Tình hình chung\nHuyện có hai cửa khẩu."
    assert [(s.kind, s.quote) for s in read(text)] == [("proposal", "Xây dựng cơ sở dữ liệu dùng chung")]


def test_line_that_ends_in_a_colon_gives_the_kind_of_its_items() -> None:
    text = "مقرر شد:\n۱- گمرک فهرست انبارها را به پلیس بدهد\n۲- بازرسی مشترک از بازار انجام گیرد"
    assert kinds(text) == ["directive", "directive"]


def test_cell_belongs_to_the_kind_its_column_names() -> None:
    text = "| Agency | Challenges |\n|---|---|\n| Port police | Two boats out of service since May |\n"
    assert [(s.kind, s.quote) for s in read(text, name="a.md")] == [
        ("limitation", "Two boats out of service since May")
    ]


def test_repeat_points_at_the_first_saying() -> None:
    text = "Offices must publish the names of fined companies.\nThe offices must publish the names of fined companies."
    assert [s.repeat_of for s in read(text)] == [None, 0]


def test_furniture_greetings_and_agendas_say_nothing() -> None:
    assert kinds("با سلام و احترام\nدستور جلسه: بررسی قاچاق سوخت\nارسال نظرات\nکد خبر: ۱۳۳۹۹") == []
    assert kinds("Kính gửi: Ban Chỉ đạo 389 tỉnh\nĐại biểu tham dự hội nghị") == []
    assert kinds("The conference was held in the town hall. Follow us on social media.") == []


def test_contacts_and_signatures_say_nothing() -> None:
    assert kinds("Đầu mối liên hệ: ông Trần B, số điện thoại 0912, đề nghị liên hệ trước ngày 5/6.") == []
    assert kinds("KT. CỤC TRƯỞNG\nPHÓ CỤC TRƯỞNG") == []
    assert kinds("با احترام\nرونوشت: دبیرخانه کمیسیون") == []
    assert kinds("Contact: the secretariat must be called before noon.") == []


def test_topic_is_a_noun_phrase() -> None:
    assert [s.topic for s in read("همه واحدها باید تابلوهای قدیمی را عوض کنند.")] == ["تابلوهای قدیمی"]
    assert [s.topic for s in read("Offices must repaint old gates by 3 May.")] == ["repaint old gates"]


def test_decomposed_vietnamese_reads_as_composed() -> None:
    import unicodedata

    text = "Lực lượng kiểm soát còn mỏng."
    found = read_statements(
        Extracted(
            unicodedata.normalize("NFD", text),
            (Block(0, len(unicodedata.normalize("NFD", text)), "paragraph", "vi"),),
            "vi",
        )
    )
    assert [s.kind for s in found] == ["limitation"]


_PERSIAN = "باید لازم است پلیس گمرک قاچاق که و ، . : شود شد تاکید کرد بر گفت علاوه « » ۱- می"
_LATIN = 'yêu cầu các cần buôn lậu ; , do thiếu must the police smuggling because hidden in lack of " ) -'
_WORDS = st.sampled_from([*_PERSIAN.split(), *_LATIN.split()])


@given(st.lists(_WORDS, max_size=60), st.sampled_from(["fa", "vi", "en"]))
def test_any_words_give_quotes_that_stand_in_the_text(words: list[str], lang: str) -> None:
    text = " ".join(words)
    extracted = Extracted(text, (Block(0, len(text), "paragraph", lang),), lang)
    for statement in read_statements(extracted):
        assert text[statement.start : statement.end] == statement.quote
        assert statement.kind in KINDS
        assert statement.quote == statement.quote.strip()
        assert statement.topic != ""
