"""What each thread does: runs, waits for others, or has exited.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, sections "bar", "barrier" and "bar.warp.sync". Threads wait at instructions of a
whole warp until those of their member mask are there, and at barriers until enough of
their block are; those that have exited are not waited for, except where an instruction
needs the whole warp.
"""

from __future__ import annotations

from typing import NoReturn

import numpy as np

from .errors import BarrierDeadlock, Divergence, InvalidOperand
from .lanes import WARP, Array, Lanes
from .program import Program, Step
from .races import Clocks

RUNS, AT_BARRIER, AT_WARP, EXITED = range(4)
FULL_MASK = np.uint32(0xFFFFFFFF)


class Threads:
    """The states of the threads of the blocks that run together; the machine moves them."""

    def __init__(self, program: Program, lanes: Lanes):
        self.program, self.lanes = program, lanes
        self.clocks = Clocks(lanes)
        # The instruction that the active threads execute.
        self.pc = 0
        self.state = np.where(lanes.exists, RUNS, EXITED).astype(np.int8)
        # The next instruction of each thread that is not active.
        self.pcs = np.zeros(lanes.count, np.int64)
        self.awaited = np.zeros(lanes.count, np.uint32)
        self.barrier_number = np.zeros(lanes.count, np.int64)
        self.barrier_threads = np.zeros(lanes.count, np.int64)  # 0: all of the block
        self.votes = np.zeros(lanes.count, bool)  # of bar.red
        self.arrivals: dict[tuple[int, int], list[int]] = {}  # bar.arrive: lanes

    def _set_active(self, ids: Array | None) -> None:
        self.lanes.ids = ids
        self.active_warps = self.lanes.count // WARP if ids is None else np.unique(ids // WARP).size

    # Warps.

    def masks(self, step: Step) -> Array:
        if step.mask is None:
            return np.full(self.lanes.active, FULL_MASK)
        return self.lanes.wide(step.mask(self.lanes))

    def complete(self, step: Step) -> Array:
        """For each active thread whether all that it needs are here."""
        lanes = self.lanes
        missing = self.masks(step) & ~lanes.present()
        if step.mask is not None:
            # Threads that have exited are not waited for, except where a whole warp is needed.
            missing &= ~self.exited_masks()[lanes.active_ids // WARP]
        return missing == 0

    def exited_masks(self) -> Array:
        exited = (self.state == EXITED).reshape(-1, WARP).astype(np.uint64)
        return (exited << np.arange(WARP, dtype=np.uint64)).sum(axis=1).astype(np.uint32)

    def park(self, step: Step, complete: Array) -> None:
        ids = self.lanes.active_ids[~complete]
        self.state[ids] = AT_WARP
        self.awaited[ids] = self.masks(step)[~complete]
        self.pcs[ids] = self.pc

    # Barriers.

    def arrive(self, step: Step) -> int | None:
        lanes, barrier = self.lanes, step.barrier
        if barrier.aligned and lanes.ids is not None and not self._gather_warps(step):
            return None
        ids = lanes.active_ids
        number = lanes.wide(barrier.number(lanes)).astype(np.int64)
        if (number > 15).any():
            raise InvalidOperand(f"barrier {int(number.max())} of 16", int(number.argmax()))
        threads = (
            0 if barrier.threads is None else lanes.wide(barrier.threads(lanes)).astype(np.int64)
        )
        if (np.asarray(threads) % WARP).any():
            raise InvalidOperand("the number of threads of a barrier is no multiple of 32", 0)
        self.barrier_threads[ids] = threads
        if not barrier.waits:
            for lane, each in zip(ids, number):
                self.arrivals.setdefault(
                    (int(lane) // lanes.lanes_per_block, int(each)), []
                ).append(int(lane))
            return self.pc + 1
        self.barrier_number[ids] = number
        self.state[ids] = AT_BARRIER
        self.pcs[ids] = self.pc + 1
        if barrier.reduction:
            self.votes[ids] = lanes.wide(barrier.value(lanes))
        return None

    def _gather_warps(self, step: Step) -> bool:
        """bar.sync is .aligned: a warp's threads that have not exited execute it together.

        Those that are there first wait for the others, which have taken another way to it.
        False if none of the warps is complete.
        """
        lanes = self.lanes
        complete = ~lanes.present() & ~self.exited_masks()[lanes.active_ids // WARP] == 0
        if not complete.all():
            self.park(step, complete)
            self._set_active(lanes.active_ids[complete])
        return bool(complete.any())

    def wake(self) -> bool:
        """When no thread can run: releases those that wait, or traps."""
        if (self.state == EXITED).all():
            return False
        if self._wake_warps() or self._release_blocks() or self._release_numbered():
            return True
        waiting = np.flatnonzero(self.state == AT_WARP)
        if waiting.size:
            self._report_divergence(int(waiting[0]))
        self._report_deadlock()

    def _wake_warps(self) -> bool:
        """Lets go on where the threads that were waited for have exited meanwhile."""
        exited = self.exited_masks()
        woken = False
        for warp in np.unique(np.flatnonzero(self.state == AT_WARP) // WARP):
            ids = np.arange(warp * WARP, warp * WARP + WARP)
            waiting = ids[self.state[ids] == AT_WARP]
            for pc in np.unique(self.pcs[waiting]):
                here = waiting[self.pcs[waiting] == pc]
                present = np.bitwise_or.reduce(np.uint32(1) << (here % WARP).astype(np.uint32))
                step = self.program.steps[pc]
                is_whole = step.mask is None and step.barrier is None
                gone = np.uint32(0) if is_whole else exited[warp]
                if (self.awaited[here] & ~present & ~gone == 0).all():
                    self.state[here] = RUNS
                    woken = True
        return woken

    def _release_blocks(self) -> bool:
        """The common barrier: all threads of a block that live wait at one number."""
        shape = (self.lanes.blocks, self.lanes.lanes_per_block)
        waiting = (self.state == AT_BARRIER).reshape(shape)
        exited = (self.state == EXITED).reshape(shape)
        number = self.barrier_number.reshape(shape)
        first = number[np.arange(shape[0]), waiting.argmax(axis=1)][:, None]
        same = ((number == first) & (self.barrier_threads.reshape(shape) == 0)) | exited
        ready = np.flatnonzero(((waiting & same) | exited).all(axis=1) & waiting.any(axis=1))
        ready = np.array(
            [block for block in ready if (int(block), int(first[block, 0])) not in self.arrivals],
            np.int64,
        )
        if not ready.size:
            return False
        self.clocks.join_blocks(ready)
        self._let_go(
            np.flatnonzero((self.state == AT_BARRIER) & np.isin(self.lanes.block_of, ready))
        )
        return True

    def _release_numbered(self) -> bool:
        """Barriers of a part of a block, or with threads that only arrive."""
        released = False
        waiting = np.flatnonzero(self.state == AT_BARRIER)
        keys = {
            (int(self.lanes.block_of[lane]), int(self.barrier_number[lane])) for lane in waiting
        }
        for block, number in keys:
            ids = waiting[
                (self.lanes.block_of[waiting] == block) & (self.barrier_number[waiting] == number)
            ]
            arrived = self.arrivals.get((block, number), [])
            expected = int(self.barrier_threads[ids].max()) or self.lanes.threads
            if ids.size + len(arrived) < expected:
                continue
            per_block = self.lanes.lanes_per_block
            all_warps = np.unique(
                np.concatenate([ids, np.array(arrived, np.int64)]) % per_block // WARP
            )
            self.clocks.join(block, all_warps, np.unique(ids % per_block // WARP))
            self.arrivals.pop((block, number), None)
            self._let_go(ids)
            released = True
        return released

    def _let_go(self, ids: Array) -> None:
        self.state[ids] = RUNS
        steps = self.program.steps
        for pc in np.unique(self.pcs[ids]):
            barrier = steps[pc - 1].barrier
            if barrier is not None and barrier.reduction:
                self._reduce(barrier, ids[self.pcs[ids] == pc])

    def _reduce(self, barrier, ids: Array) -> None:
        """bar.red: all threads of a block get the result."""
        for block in np.unique(self.lanes.block_of[ids]):
            members = ids[self.lanes.block_of[ids] == block]
            votes = self.votes[members]
            value = {"popc": np.uint32(votes.sum()), "and": votes.all(), "or": votes.any()}
            self.lanes.ids = members
            barrier.store(self.lanes, np.array([value[barrier.reduction]]))

    def _report_divergence(self, lane: int) -> NoReturn:
        self.pc, self.lanes.ids = int(self.pcs[lane]), np.array([lane])
        ids = np.arange(lane // WARP * WARP, lane // WARP * WARP + WARP)
        here = (self.state[ids] == AT_WARP) & (self.pcs[ids] == self.pc)
        present = int((here.astype(np.uint64) << np.arange(32, dtype=np.uint64)).sum())
        needed = int(self.awaited[lane])
        raise Divergence(
            f"needs lanes {needed:#010x} of the warp, but only {present:#010x} are here", 0
        )

    def _report_deadlock(self) -> NoReturn:
        lane = int(np.flatnonzero(self.state == AT_BARRIER)[0])
        block = self.lanes.block_of[lane]
        mine = (self.lanes.block_of == block) & (self.state == AT_BARRIER)
        numbers = np.unique(self.barrier_number[mine])
        self.pc, self.lanes.ids = int(self.pcs[lane]) - 1, np.array([lane])
        raise BarrierDeadlock(
            f"{int(mine.sum())} threads wait at barriers {numbers.tolist()} for "
            "others that do not come",
            0,
        )
