"""What the machine refuses (no right, no room, no such file) as a sentence of ours in the user's language."""

from __future__ import annotations

import errno

from tasvir.core.vocabulary.messages import message

_KINDS = {
    errno.ENOENT: "missing",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "long_name",
    errno.EISDIR: "is_folder",
    errno.ENOTDIR: "no_folder",
    errno.ELOOP: "circle",
    errno.EMFILE: "many_open",
    errno.ENFILE: "many_open",
    errno.EIO: "broken",
    errno.ETXTBSY: "busy",
    errno.EBUSY: "busy",
}


def machine_reason(error: OSError, lang: str) -> str:
    """Why the machine refused, in a language; its number where we have no words for it."""
    return message(f"machine.{_KINDS.get(error.errno or 0, 'other')}", lang, {"number": error.errno or "?"})
