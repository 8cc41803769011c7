"""Re-hashing a mirrored log with `intake.verify`, against a bare SHA-256 loop over its leaves.

The mirror is written as `intake audit mirror` leaves one, without a server: entries are a desk's
ordinary days, all different, with pseudonym, outcome and committed detail. What an auditor waits
for is the whole check: signature, form of every entry, leaf hashes, tree, tiles, root.
"""

import random
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import batched
from pathlib import Path

from intake.crypto.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.encoding import b64u
from intake.crypto.merkle import EMPTY_ROOT, Frontier, complete_root, leaf_hash
