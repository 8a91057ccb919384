"""Step 1: files → Pages. `collect` finds the cases of an archive, `read` reads one file."""

from pipeline.read.collect import Collected, collect
from pipeline.read.passwords import with_passwords
from pipeline.read.readers import READERS, read

__all__ = ["READERS", "Collected", "collect", "read", "with_passwords"]
