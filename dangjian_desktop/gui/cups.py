"""What Qt does not tell of printers under CUPS: their options, and whether the last job was taken."""

from __future__ import annotations

import ctypes
from functools import lru_cache
from pathlib import Path

from dangjian_desktop.gui.ppd import Option, read_options

LIBRARY = "libcups.so.2"  # the one Qt prints through
REFUSED = 0x0400  # statuses from here on are errors, those below are not


def options_of(printer: str) -> tuple[Option, ...]:
    """Return what a printer can be told by the names of its PPD; nothing without CUPS or a PPD."""
    library = _library()
    if library is None or not printer:
        return ()
    queue, _, _instance = printer.partition("/")
    name = library.cupsGetPPD(queue.encode())
    if not name:
        return ()
    copy = Path(name.decode())
    try:
        return read_options(copy.read_bytes())
    except OSError:
        return ()
    finally:
        copy.unlink(missing_ok=True)


def job_refused() -> bool:
    """Tell whether CUPS did not take the job that was just sent; Qt does not say."""
    library = _library()
    return library is not None and library.cupsLastError() >= REFUSED


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(LIBRARY)
        library.cupsGetPPD.restype, library.cupsGetPPD.argtypes = ctypes.c_char_p, [ctypes.c_char_p]
        library.cupsLastError.restype, library.cupsLastError.argtypes = ctypes.c_int, []
    except (OSError, AttributeError):  # no CUPS here, or one without PPDs
        return None
    return library
