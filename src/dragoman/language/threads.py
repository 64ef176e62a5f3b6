"""One thread for NumPy's matrix products while the parser runs; afterwards as many as before.

Reports are spread over processes, so more threads only fight over the cores: with two, a parse takes four times
the processor time. The parses are the same. It changes nothing where NumPy's BLAS is not OpenBLAS.
"""

from __future__ import annotations

import contextlib
import ctypes
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# How builds of OpenBLAS name the two functions: NumPy's wheels, Debian's packages with 64-bit and 32-bit integers.
_NAMES = (
    "scipy_openblas_{}_num_threads64_",
    "scipy_openblas_{}_num_threads",
    "openblas_{}_num_threads64_",
    "openblas_{}_num_threads",
)


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Within this block matrix products run on the calling thread alone."""
    found = _openblas()
    if found is None:
        yield
        return
    get, put = found
    before = get()
    put(1)
    try:
        yield
    finally:
        put(before)


@lru_cache(maxsize=1)
def _openblas() -> tuple[Any, Any] | None:
    """The functions that read and set the number of threads of the OpenBLAS that NumPy has loaded."""
    import numpy  # noqa: F401, ICN001 - loads its BLAS, which is then among the process's mapped files

    maps = Path("/proc/self/maps")
    if not maps.is_file():
        return None
    paths = {line.split()[-1] for line in maps.read_text("utf-8").splitlines() if "openblas" in line}
    for path in sorted(paths):
        with contextlib.suppress(OSError):
            library = ctypes.CDLL(path)
            for name in _NAMES:
                if hasattr(library, name.format("get")) and hasattr(library, name.format("set")):
                    return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return None
