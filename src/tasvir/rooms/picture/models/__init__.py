"""The tables of the picture room."""

from tasvir.rooms.picture.models.made import KeptPicture, MadePicture
from tasvir.rooms.picture.models.method import MethodNotice
from tasvir.rooms.picture.models.snapshot import Snapshot

__all__ = ["KeptPicture", "MadePicture", "MethodNotice", "Snapshot"]
