"""What changes snapshots and pictures."""

from tasvir.rooms.picture.services.asking import ask_for_picture
from tasvir.rooms.picture.services.downloads import download_picture
from tasvir.rooms.picture.services.keeping import keep_picture
from tasvir.rooms.picture.services.making import fail_pictures, make_of_snapshot, make_picture
from tasvir.rooms.picture.services.methods import judge_method, note_methods
from tasvir.rooms.picture.services.snapshots import build_snapshot, rebuild_warehouse

__all__ = [
    "ask_for_picture",
    "build_snapshot",
    "download_picture",
    "fail_pictures",
    "judge_method",
    "keep_picture",
    "make_of_snapshot",
    "make_picture",
    "note_methods",
    "rebuild_warehouse",
]
