"""Who touched which byte when: finds accesses that nothing orders.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Vector clocks of warps, as in FastTrack (Flanagan and Freund, PLDI 2009): a warp's
clock moves on at every barrier, and a barrier tells its warps each other's clocks.
An access of another thread is ordered before mine if my warp has heard of a clock at
least as late. bar.warp.sync is the barrier of one warp: without it, lanes of a warp
are not ordered either, whatever hardware of the day does (PTX ISA, chapter "Memory
Consistency Model"). Blocks are ordered by nothing but fences.py.

A record is (lane + 1) << 24 | clock << 2 | flags; 0 stands for none and a negative
record for a cp.async that has not been waited for.
"""

from __future__ import annotations

import numpy as np

from .errors import GlobalRace, PendingCopy, SharedRace, Trap, UninitializedMemory
from .lanes import WARP, Array, Lanes

ATOMIC = 1  # a strong access: two of them do not race
SEVERAL = 2  # lanes of one warp that read at the same clock
LANE_SHIFT, CLOCK_SHIFT = 24, 2
CLOCK_MASK = (1 << (LANE_SHIFT - CLOCK_SHIFT)) - 1
FOREVER = CLOCK_MASK  # a clock that no one hears of


class Clocks:
    """The clocks of all warps of the blocks that run together."""

    def __init__(self, lanes: Lanes):
        shape = (lanes.blocks, lanes.warps)
        self.own = np.ones(shape, np.int64)
        # [block, warp, other warp]: the last clock of the other that the warp heard of.
        self.known = np.zeros((*shape, lanes.warps), np.int64)
        self.first_warp = lanes.first_block * lanes.warps
        self.grid_warps = lanes.grid[0] * lanes.grid[1] * lanes.grid[2] * lanes.warps
        # [block, warp, warp of the grid]: what it heard of other blocks; None for nothing.
        self.remote: Array | None = None

    def join(self, block: int, arriving: Array, waiting: Array) -> None:
        """A barrier: the warps that wait hear of all that arrived."""
        heard = self.known[block, arriving].max(axis=0)
        heard[arriving] = np.maximum(heard[arriving], self.own[block, arriving])
        self.known[block, waiting] = np.maximum(self.known[block, waiting], heard)
        self.own[block, arriving] += 1
        if self.remote is not None:
            far = self.remote[block, arriving].max(axis=0)
            self.remote[block, waiting] = np.maximum(self.remote[block, waiting], far)

    def join_blocks(self, blocks: Array) -> None:
        """The common barrier, of all warps of these blocks."""
        heard = np.maximum(self.known[blocks].max(axis=1), self.own[blocks])
        self.known[blocks] = heard[:, None, :]
        self.own[blocks] += 1
        if self.remote is not None:
            self.remote[blocks] = self.remote[blocks].max(axis=1)[:, None, :]

    def join_warps(self, block: Array, warp: Array) -> None:
        """bar.warp.sync of whole warps."""
        self.known[block, warp, warp] = self.own[block, warp]
        self.own[block, warp] += 1

    def publish(self, warp: int) -> Array:
        """All that a warp has done and heard of, by warp of the grid; its clock moves on."""
        block, in_block = divmod(warp, self.own.shape[1])
        result = np.zeros(self.grid_warps, np.int64)
        if self.remote is not None:
            result[:] = self.remote[block, in_block]
        first = self.first_warp + block * self.own.shape[1]
        mine = result[first : first + self.own.shape[1]]
        mine[:] = np.maximum(mine, self.known[block, in_block])
        mine[in_block] = self.own[block, in_block]
        self.own[block, in_block] += 1
        return result

    def hear(self, warp: int, published: Array) -> None:
        """A warp learns what others have published."""
        block, in_block = divmod(warp, self.own.shape[1])
        if self.remote is None:
            self.remote = np.zeros((*self.own.shape, self.grid_warps), np.int64)
        far = self.remote[block, in_block]
        far[:] = np.maximum(far, published)
        first = self.first_warp + block * self.own.shape[1]
        near = self.known[block, in_block]
        near[:] = np.maximum(near, published[first : first + self.own.shape[1]])

    def heard_of_far(self, block: Array, warp: Array, other: Array) -> Array:
        """Clocks of warps of the grid, by the warps of blocks that may have heard of them."""
        return np.int64(0) if self.remote is None else self.remote[block, warp, other]


class Shadow:
    """The records of a piece of memory, one for each `granule` bytes."""

    def __init__(
        self,
        lanes: Lanes,
        num_bytes: int,
        granule: int,
        race: type[Trap],
        where: str,
        first_writes: bool,
    ):
        self.granule, self.race, self.where = granule, race, where
        self.first_writes = first_writes
        self.lanes_per_block = lanes.lanes_per_block
        count = -(-num_bytes // granule)
        count += -count % 16
        self.write = np.zeros(count, np.int64)
        self.read_a = np.zeros(count, np.int64)
        # The last reader of a warp other than that of read_a.
        self.read_b = np.zeros(count, np.int64)

    def rows(self, table: Array, width: int) -> Array:
        """A view with one row for each access of `width` bytes."""
        return table.reshape(-1, width // self.granule)

    def stamp(self, lanes: Lanes, clocks: Clocks, flags: int) -> Array:
        """The record of each active lane now."""
        ids = lanes.active_ids
        own = clocks.own.reshape(-1)[lanes.pick(lanes.warp_of)]
        return (lanes.global_of[ids] + 1 << LANE_SHIFT) | own << CLOCK_SHIFT | flags

    def on_read(
        self,
        lanes: Lanes,
        clocks: Clocks,
        offsets: Array,
        width: int,
        atomic: bool = False,
        constant: bool = False,
        whole_warp: bool = False,
    ) -> None:
        """Checks and records reads of `width` bytes at byte offsets of the active lanes.

        `constant` reads (.nc) must not meet any write in the whole launch;
        `whole_warp` reads are those of ldmatrix, which are of the warp, not of a lane.
        """
        index = offsets // width
        written = self.rows(self.write, width)[index]
        self._check_settled(written)
        self._check(lanes, clocks, written, atomic, "read", "written", constant, whole_warp)
        mine = self.stamp(lanes, clocks, (ATOMIC if atomic else 0) | (SEVERAL if whole_warp else 0))
        if constant:
            mine |= FOREVER << CLOCK_SHIFT
        self._record_read(self.rows(self.read_a, width), self.rows(self.read_b, width), index, mine)

    @staticmethod
    def _record_read(read_a: Array, read_b: Array, index: Array, mine: Array) -> None:
        mine = mine[:, None]
        warp_shift = LANE_SHIFT
        old = read_a[index]
        my_warp = (mine >> warp_shift) - 1 >> 5
        old_warp = (old >> warp_shift) - 1 >> 5
        moved = (old != 0) & (old_warp != my_warp)
        if moved.any():
            read_b[index] = np.where(moved, old, read_b[index])
        clock_bits = CLOCK_MASK << CLOCK_SHIFT
        joined = (
            (old != 0)
            & ~moved
            & (old >> warp_shift != mine >> warp_shift)
            & (old & clock_bits == mine & clock_bits)
        )
        mine = np.where(joined, mine | SEVERAL, mine)
        read_a[index] = mine
        after = read_a[index]
        lost = after != mine
        if not lost.any():
            return
        same_warp = (after >> warp_shift) - 1 >> 5 == my_warp
        read_a[index] = np.where(lost & same_warp, after | SEVERAL, after)
        after = read_a[index]
        other = lost & ~same_warp
        if other.any():
            # One of the other warps' records is enough: a writer is unordered with it
            # or with the one in read_a.
            row, column = np.nonzero(other)
            read_b[index[row], column] = mine[row, column] | SEVERAL

    def on_write(
        self,
        lanes: Lanes,
        clocks: Clocks,
        offsets: Array,
        width: int,
        values: Array | None = None,
        atomic: bool = False,
        pending: bool = False,
    ) -> None:
        """Checks and records writes; `values` [lanes, columns] tell equal writes of a warp."""
        index = offsets // width
        writes = self.rows(self.write, width)
        written = writes[index]
        self._check_settled(written, reading=False)
        self._check(lanes, clocks, written, atomic, "written", "written", False)
        for table in (self.read_a, self.read_b):
            self._check(
                lanes, clocks, self.rows(table, width)[index], atomic, "written", "read", False
            )
        mine = self.stamp(lanes, clocks, ATOMIC if atomic else 0)[:, None]
        if pending:
            mine = -mine
        writes[index] = mine
        if atomic:
            return
        lost = (writes[index] != mine)[:, 0]
        if lost.any():
            self._check_equal(index, width, lost, values, mine[:, 0])

    def _check_equal(
        self, index: Array, width: int, lost: Array, values: Array | None, mine: Array
    ) -> None:
        """Several lanes of one instruction write one place: only a warp that agrees may."""
        for place in np.unique(index[lost]):
            same = np.flatnonzero(index == place)
            at = same[0]
            warps = ((np.abs(mine[same]) >> LANE_SHIFT) - 1) // WARP
            agree = values is not None and (values[same] == values[at]).all()
            if not agree or (warps != warps[0]).any():
                raise self.race(
                    f"{same.size} threads write {self.where} byte "
                    f"{int(place) * width} in one instruction",
                    int(at),
                )

    def settle(self, granules: Array, stamps: Array) -> None:
        """cp.async data has arrived: it now counts as written by the thread that waited."""
        self.write[granules] = stamps

    def _check_settled(self, written: Array, reading: bool = True) -> None:
        if (written < 0).any():
            raise PendingCopy(
                f"{self.where} memory is touched while a cp.async writes it",
                _first_row(written < 0),
            )
        if reading and self.first_writes and (written == 0).any():
            raise UninitializedMemory(
                f"nothing has written this {self.where} memory", _first_row(written == 0)
            )

    def _check(
        self,
        lanes: Lanes,
        clocks: Clocks,
        records: Array,
        atomic: bool,
        mine: str,
        theirs: str,
        constant: bool,
        whole_warp: bool = False,
    ) -> None:
        """Traps if an active lane's access is not ordered after a record [lanes, granules]."""
        if not records.any():
            return
        ids = lanes.active_ids[:, None]
        other = (records >> LANE_SHIFT) - 1
        doubtful = (records != 0) & (
            (other != lanes.global_of[ids])
            | (records & SEVERAL != 0)
            | constant
            | whole_warp
            | (records >> CLOCK_SHIFT & CLOCK_MASK == FOREVER)
        )
        if atomic:
            doubtful &= records & ATOMIC == 0
        if not doubtful.any():
            return
        row, column = np.nonzero(doubtful)
        if not constant:
            record, lane = records[row, column], lanes.active_ids[row]
            racing = record >> CLOCK_SHIFT & CLOCK_MASK > self._heard(lanes, clocks, record, lane)
            row, column = row[racing], column[racing]
        if row.size:
            self._report(lanes, records[row[0], column[0]], int(row[0]), mine, theirs)

    def _heard(self, lanes: Lanes, clocks: Clocks, record: Array, lane: Array) -> Array:
        """The clocks of the records' warps up to which the lanes' warps have heard of them."""
        block, warp = lanes.block_of[lane], lanes.thread_of[lane] // WARP
        first_thread = (block + lanes.first_block) * self.lanes_per_block
        other_thread = (record >> LANE_SHIFT) - 1 - first_thread
        same_block = (other_thread >= 0) & (other_thread < self.lanes_per_block)
        near = clocks.known[block, warp, np.where(same_block, other_thread, 0) // WARP]
        far = clocks.heard_of_far(block, warp, ((record >> LANE_SHIFT) - 1) // WARP)
        return np.where(same_block, near, far)

    def _report(self, lanes: Lanes, record: int, position: int, mine: str, theirs: str) -> None:
        block, thread = divmod((int(record) >> LANE_SHIFT) - 1, self.lanes_per_block)
        raise self.race(
            f"{self.where} memory is {mine} that block {block}, thread {thread} has "
            f"{theirs}, and nothing orders the two",
            position,
        )


def _first_row(where: Array) -> int:
    return int(np.flatnonzero(where.any(axis=1))[0])


def shared_shadow(lanes: Lanes, num_bytes: int, granule: int) -> Shadow:
    return Shadow(lanes, num_bytes, granule, SharedRace, "shared", first_writes=True)


def global_shadow(lanes: Lanes, num_bytes: int, granule: int, name: str) -> Shadow:
    return Shadow(lanes, num_bytes, granule, GlobalRace, f"global ({name})", first_writes=False)
