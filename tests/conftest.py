"""Property tests draw new examples on a developer's machine and the same ones in CI, where a red run must mean a change."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

# Lists that a developer has imported for himself must not change what the tests see, here or in worker processes.
os.environ["DRAGOMAN_PACKS"] = tempfile.mkdtemp(prefix="dragoman-no-packs-")

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
