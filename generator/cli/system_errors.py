"""What the machine refuses, told in Swedish."""

from __future__ import annotations

import errno

from generator.errors import GeneratorError


class InputError(GeneratorError):
    """Something that was given cannot be used: a file, a folder, an option."""

    code = "indata-fel"


_REASONS = {
    errno.EACCES: "åtkomst nekas",
    errno.EPERM: "åtkomst nekas",
    errno.EROFS: "platsen är skrivskyddad",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet är slut",
    errno.ENOENT: "platsen finns inte",
    errno.ENOTDIR: "en del av sökvägen är en fil och ingen mapp",
    errno.EEXIST: "det finns redan en fil med det namnet",
    errno.EISDIR: "det finns redan en mapp med det namnet",
    errno.ENAMETOOLONG: "namnet är för långt",
}


def reason(error: OSError) -> str:
    """Why reading or writing failed, in Swedish where it is one of the usual reasons."""
    return _REASONS.get(error.errno or 0, error.strerror or "okänt fel")
