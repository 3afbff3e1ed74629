"""Runs a decoded entry on some blocks of a grid, all their threads side by side.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

The runnable threads with the lowest instruction number run next, together: so threads
that took different ways meet again after the branch. An instruction of a whole warp
waits for the threads of its mask, a barrier for the threads of its block; when all
wait and nothing can be released, that is a trap.
"""

from __future__ import annotations

import numpy as np

from .copies import CopyQueue
from .counters import Counters
from .errors import InvalidOperand, PtxError, StepLimit, Trap
from .fences import Fences, Releases
from .lanes import Array, Lanes
from .memory import LOCAL_BASE, SHARED_BASE
from .program import Program, Step
from .spaces import ConstSpace, GlobalSpace, LocalSpace, SharedSpace
from .syntax import Instruction
from .threads import AT_WARP, EXITED, FULL_MASK, RUNS, Threads

NEVER = 1 << 60
# Steps after which threads that only loop let others run, which they may wait for.
SLICE = 4096


class Machine(Threads):
    """The state of the blocks that run together. `device` has memory and checks."""

    def __init__(
        self,
        program: Program,
        lanes: Lanes,
        device,
        addresses: dict[str, int],
        parameters: Array,
        shared_bytes: int,
        counters: Counters,
        written: set[int] | None,
        shadows: dict,
        releases: Releases,
    ):
        super().__init__(program, lanes)
        self.checks, self.counters = device.checks, counters
        self.parameters, self.addresses = parameters, addresses
        self.fences = Fences(lanes, self.clocks, releases)
        self.copies = CopyQueue(lanes)
        self.line = 0
        self.steps_left = device.checks.step_limit
        self.spaces = {
            "global": GlobalSpace(self, device.memory, written, program.global_granule, shadows),
            "const": ConstSpace(device.memory),
            "shared": SharedSpace(
                self, program.static_shared_bytes + shared_bytes, program.shared_granule
            ),
            "local": LocalSpace(self, program.local_bytes),
        }
        self.parameter_offsets = {p.name: p.offset for p in program.entry.parameters}
        self.counts = np.zeros(len(program.steps) + 1, np.int64)
        self.last = np.zeros(lanes.count, bool)
        self.slice_left, self.alone = SLICE, True
        self.limit, self.active_warps = NEVER, 0

    # What instructions ask for.

    def space(self, name: str):
        return self.spaces[name]

    def address_of(self, instruction: Instruction, name: str) -> int:
        """The address of a variable in its state space."""
        program = self.program
        if name in program.shared_offsets:
            return SHARED_BASE + program.shared_offsets[name]
        if name in program.local_offsets:
            return LOCAL_BASE + program.local_offsets[name]
        if name in self.addresses:
            return self.addresses[name]
        raise PtxError(f"unknown variable '{name}' in '{instruction.name}'", instruction.line)

    def parameter_offset(self, instruction: Instruction, name: str) -> int:
        if name not in self.parameter_offsets:
            raise PtxError(f"unknown parameter '{name}'", instruction.line)
        return self.parameter_offsets[name]

    # The scheduler.

    def run(self) -> None:
        """Runs all threads to their end; throws Trap."""
        with np.errstate(all="ignore"):
            try:
                while self._select():
                    self._advance()
            except Trap as trap:
                self._locate(trap)
                raise
        for step, count in zip(self.program.steps, self.counts.tolist()):
            if count:
                self.counters.instructions[step.name] += count
                self.counters.by_line[step.line] += count

    def _locate(self, trap: Trap) -> None:
        """Fills in where a trap happened."""
        trap.kernel = self.program.entry.name
        if self.pc < len(self.program.steps):
            step = self.program.steps[self.pc]
            trap.line, trap.instruction = step.line, step.name
        if trap.position is not None:
            lane = int(self.lanes.active_ids[trap.position])
            trap.thread = tuple(
                int(np.broadcast_to(self.lanes.special(f"tid.{axis}"), self.lanes.count)[lane])
                for axis in "xyz"
            )
            trap.block = tuple(
                int(np.broadcast_to(self.lanes.special(f"ctaid.{axis}"), self.lanes.count)[lane])
                for axis in "xyz"
            )

    def _select(self) -> bool:
        """Chooses the threads that run next and how far; False when all have exited."""
        running = self.state == RUNS
        if not running.any():
            if not self.wake():
                return False
            running = self.state == RUNS
        if self.slice_left < 0 and (others := running & ~self.last).any():
            # The last ones loop and may wait for what the others will do.
            running = others
        self.slice_left = SLICE
        self.pc = int(self.pcs[running].min())
        active = running & (self.pcs == self.pc)
        waiting = (self.state == AT_WARP) & (self.pcs == self.pc)
        if waiting.any():
            # Others have come to the instruction where these wait for them.
            active |= waiting
            self.state[waiting] = RUNS
        self.last = active
        others = self.pcs[(self.state == RUNS) & ~active]
        self.alone = others.size == 0
        self.limit = int(np.min(others, where=others > self.pc, initial=NEVER))
        self._set_active(None if active.all() else np.flatnonzero(active))
        return True

    def _leave(self, pc: int | Array) -> None:
        """The active threads stop here, to go on at `pc` later."""
        self.pcs[self.lanes.active_ids] = pc

    def _advance(self) -> None:
        """Runs the chosen threads until they part, wait, end or meet others."""
        steps = self.program.steps
        while True:
            if self.pc >= len(steps):
                self.state[self.lanes.active_ids] = EXITED
                return
            step = steps[self.pc]
            self.line = step.line
            self.counts[self.pc] += self.active_warps
            self.steps_left -= 1
            self.slice_left -= 1
            if self.steps_left < 0:
                raise StepLimit(f"more than {self.checks.step_limit} steps: an endless loop?", 0)
            if step.kind == "plain" and step.guard is None:
                step.run(self)
                following = self.pc + 1
            else:
                following = self._execute(step)
            if following is None:
                return
            self.pc = following
            if following >= self.limit or (self.slice_left < 0 and not self.alone):
                self._leave(following)
                return

    def _execute(self, step: Step) -> int | None:
        """Executes a step; gives the next one if the active threads go on together."""
        if step.kind == "branch":
            return self._branch(step)
        if step.guard is None:
            return self._perform(step)
        return self._guarded(step)

    def _guard(self, step: Step) -> Array:
        truth = self.lanes.read(step.guard)
        return ~truth if step.negated else truth

    def _branch(self, step: Step) -> int | None:
        if step.guard is None:
            return step.target
        truth = self._guard(step)
        if truth.all():
            return step.target
        if not truth.any():
            return self.pc + 1
        self._leave(np.where(truth, step.target, self.pc + 1))
        return None

    def _guarded(self, step: Step) -> int | None:
        """Executes a step in those threads whose predicate is true."""
        truth = self._guard(step)
        if truth.all():
            return self._perform(step)
        if not truth.any():
            return self.pc + 1
        lanes = self.lanes
        before = lanes.active_ids
        lanes.ids = before[truth]
        if step.kind != "plain":
            # The others go on alone; these are done when the step says so.
            self.pcs[before[~truth]] = self.pc + 1
            following = self._perform(step)
            if following is not None:
                self._leave(following)
            return None
        following = self._perform(step)
        lanes.ids = before if before is not lanes.all else None
        return following

    def _perform(self, step: Step) -> int | None:
        if step.kind == "plain":
            step.run(self)
            return self.pc + 1
        if step.kind == "warp":
            return self._warp_wide(step)
        if step.kind == "barrier":
            return self.arrive(step)
        if step.kind == "switch":
            return self._switch(step)
        self.state[self.lanes.active_ids] = EXITED
        return None

    def _switch(self, step: Step) -> int | None:
        index = self.lanes.wide(step.index(self.lanes))
        beyond = np.flatnonzero(index >= len(step.targets))
        if beyond.size:
            raise InvalidOperand(
                f"branch {int(index[beyond[0]])} of {len(step.targets)}", int(beyond[0])
            )
        self._leave(np.array(step.targets)[index])
        return None

    # Warps.

    def _warp_wide(self, step: Step) -> int | None:
        if self.lanes.ids is None and (step.mask is None or self._is_full(step)):
            step.run(self)
            return self.pc + 1
        complete = self.complete(step)
        if not complete.all():
            self.park(step, complete)
            if not complete.any():
                return None
            self._set_active(self.lanes.active_ids[complete])
        step.run(self)
        return self.pc + 1

    def _is_full(self, step: Step) -> bool:
        return bool((step.mask(self.lanes) == FULL_MASK).all())
