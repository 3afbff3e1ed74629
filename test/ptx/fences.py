"""What blocks tell each other through atomics and fences.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, chapter "Memory Consistency Model", release and acquire patterns: what a thread
did before a fence is seen by a thread that fences after it has read, from the same
place, a value that the first wrote with a strong operation after its fence. So the last
of the blocks that count themselves with an atomic may read what all of them have
written. A release is taken to be read by every later strong operation on its place,
whatever value that got.
"""

from __future__ import annotations

import numpy as np

from .lanes import WARP, Array, Lanes
from .races import Clocks

# (number of the allocation, offset in bytes) -> for each warp of the grid the clock up
# to which its work is released by strong writes to this place.
Releases = dict[tuple[int, int], Array]


class Fences:
    """The fences of the warps that run together; `releases` are those of the whole launch."""

    def __init__(self, lanes: Lanes, clocks: Clocks, releases: Releases):
        self.lanes, self.clocks, self.releases = lanes, clocks, releases
        # By warp: what its last fence covers, and what it has read since.
        self.published: dict[int, Array] = {}
        self.pending: dict[int, Array] = {}

    def fence(self) -> None:
        """A fence of the active lanes, which stand for their warps."""
        for warp in np.unique(self.lanes.active_ids // WARP).tolist():
            heard = self.pending.pop(warp, None)
            if heard is not None:
                self.clocks.hear(warp, heard)
            self.published[warp] = self.clocks.publish(warp)

    def strong(self, memory: int, offsets: Array, reads: bool, writes: bool) -> None:
        """Strong operations of the active lanes, in their order, at offsets of an allocation."""
        if not self.published and not self.releases:
            return
        warps = (self.lanes.active_ids // WARP).tolist()
        for warp, offset in zip(warps, offsets.tolist()):
            released = self.releases.get((memory, offset))
            if reads and released is not None:
                known = self.pending.get(warp)
                self.pending[warp] = released if known is None else np.maximum(known, released)
            published = self.published.get(warp)
            if writes and published is not None:
                self.releases[memory, offset] = (
                    published if released is None else np.maximum(published, released)
                )
