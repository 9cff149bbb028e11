"""What changes bulletins, templates, public editions and notices."""

from tasvir.rooms.bulletins.services.bulletins import (
    approve_bulletin,
    ask_for_files,
    draft_bulletin,
    drop_bulletin,
    issue_bulletin,
    note_download,
    replace_bulletin,
    return_bulletin,
    withdraw_bulletin,
)
from tasvir.rooms.bulletins.services.notices import (
    NoticeTexts,
    approve_notice,
    publish_notice,
    return_notice,
    take_down_notice,
    write_notice,
)
from tasvir.rooms.bulletins.services.papers import write_files, write_public_files
from tasvir.rooms.bulletins.services.public_editions import (
    approve_public_edition,
    make_public_edition,
    publish_edition,
    withdraw_public_edition,
)
from tasvir.rooms.bulletins.services.templates import WrongTemplate, add_template, add_version, retire_template

__all__ = [
    "NoticeTexts",
    "WrongTemplate",
    "add_template",
    "add_version",
    "approve_bulletin",
    "approve_notice",
    "approve_public_edition",
    "ask_for_files",
    "draft_bulletin",
    "drop_bulletin",
    "issue_bulletin",
    "make_public_edition",
    "note_download",
    "publish_edition",
    "publish_notice",
    "replace_bulletin",
    "retire_template",
    "return_bulletin",
    "return_notice",
    "take_down_notice",
    "withdraw_bulletin",
    "withdraw_public_edition",
    "write_files",
    "write_notice",
    "write_public_files",
]
