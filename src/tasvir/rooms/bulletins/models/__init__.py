"""The tables of the bulletins room."""

from tasvir.rooms.bulletins.models.bulletin import Bulletin, IssuedFile, Series
from tasvir.rooms.bulletins.models.notice import ViolationNotice
from tasvir.rooms.bulletins.models.public_edition import PublicEdition, PublicFile
from tasvir.rooms.bulletins.models.template import TemplateVersion, WordTemplate

__all__ = [
    "Bulletin",
    "IssuedFile",
    "PublicEdition",
    "PublicFile",
    "Series",
    "TemplateVersion",
    "ViolationNotice",
    "WordTemplate",
]
