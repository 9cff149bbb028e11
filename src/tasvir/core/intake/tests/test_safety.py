import io
import zipfile

import pytest

from tasvir.core.errors import RefusedFile
from tasvir.core.intake.safety import Limits, check_archive, check_size, check_xml

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def archive(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedFile) as refused:
        check_archive(data, "a.docx", limits or Limits())
    assert refused.value.values["file"] == "a.docx"
    return refused.value.code


def test_sound_archive_passes() -> None:
    check_archive(archive({"word/document.xml": b"<?xml version='1.0'?><a>b</a>", "image.png": b"\x89PNG"}), "a.docx")


def test_archive_bombs_are_refused_for_their_reason() -> None:
    zeros = archive({"a.bin": b"0" * 1_000_000})
    assert refusal(zeros) == "document.archive_ratio"
    assert refusal(zeros, Limits(unpacked=999_999)) == "document.archive_unpacked"
    assert refusal(archive({f"{n}.txt": b"x" for n in range(30)}), Limits(entries=29)) == "document.archive_entries"


def test_entities_in_a_part_are_refused() -> None:
    assert refusal(archive({"word/document.xml": ENTITIES})) == "document.xml_entities"
    assert refusal(archive({"word/document.xml": ENTITIES.decode().encode("utf-16")})) == "document.xml_entities"


def test_entities_behind_a_long_comment_are_refused() -> None:
    hidden = b"<?xml version='1.0'?><!--" + bytes(range(48, 90)) * 2000 + b"-->" + ENTITIES[21:]
    assert refusal(archive({"word/document.xml": hidden}), Limits(ratio=100_000)) == "document.broken"


def test_lie_about_the_unpacked_size_is_found() -> None:
    packed = archive({"a.bin": bytes(n * n % 251 for n in range(40_000))})
    size = (40_000).to_bytes(4, "little")
    assert packed.count(size) == 2
    assert refusal(packed.replace(size, (4_000).to_bytes(4, "little"))) == "document.broken"


def test_truncated_archive_is_broken() -> None:
    whole = archive({"a.txt": b"some words" * 100})
    assert refusal(whole[: len(whole) // 2]) == "document.broken"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\x00\x00"])
def test_file_without_content_is_empty(data: bytes) -> None:
    with pytest.raises(RefusedFile) as refused:
        check_size(data, "a.txt")
    assert refused.value.code == "document.empty"


def test_file_over_the_limit_is_too_large() -> None:
    with pytest.raises(RefusedFile) as refused:
        check_size(b"x" * 11, "a.txt", Limits(size=10))
    assert refused.value.code == "document.too_large"


def test_xml_in_an_unknown_encoding_is_broken() -> None:
    with pytest.raises(RefusedFile) as refused:
        check_xml(b"<?xml version='1.0' encoding='UTFyes'?><a/>", "a.docx")
    assert refused.value.code == "document.broken"


def test_plain_xml_needs_no_document_type() -> None:
    check_xml(b"<?xml version='1.0'?><!-- words --><root attribute='1'>", "a.xml")
