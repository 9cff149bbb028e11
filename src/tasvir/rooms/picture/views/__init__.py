"""The pages of the picture room."""

from tasvir.rooms.picture.views.choosing import ask, body, overview
from tasvir.rooms.picture.views.handing_out import download
from tasvir.rooms.picture.views.keeping import changes, keep
from tasvir.rooms.picture.views.methods import judge, methods
from tasvir.rooms.picture.views.page import charts, picture
from tasvir.rooms.picture.views.sources import evidence, number

__all__ = [
    "ask",
    "body",
    "changes",
    "charts",
    "download",
    "evidence",
    "judge",
    "keep",
    "methods",
    "number",
    "overview",
    "picture",
]
