"""What can go wrong in a kernel: one exception type for each kind of trap.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

from __future__ import annotations


class PtxError(Exception):
    """Text that is no PTX which this interpreter can read; the message has the line."""

    def __init__(self, message: str, line: int | None = None):
        super().__init__(message if line is None else f"line {line}: {message}")
        self.line = line


class UnknownInstruction(PtxError):
    """A well-formed instruction that the interpreter does not know."""


class LaunchError(Exception):
    """A launch that a driver would refuse: arguments, block size or shared memory."""


class Trap(Exception):
    """Something a kernel did that is wrong, or whose result the PTX ISA leaves undefined.

    Code that runs an instruction raises it with the position of the guilty thread
    among the active ones; the machine then fills in where that is.
    """

    def __init__(self, message: str, position: int | None = None):
        super().__init__(message)
        self.message = message
        self.position = position
        self.kernel: str | None = None
        self.line: int | None = None
        self.instruction: str | None = None
        self.block: tuple[int, int, int] | None = None
        self.thread: tuple[int, int, int] | None = None

    def __str__(self) -> str:
        text = f"{type(self).__name__}: {self.message}"
        if self.kernel is not None:
            text += f"; kernel {self.kernel}"
        if self.line is not None:
            text += f", line {self.line}: {self.instruction}"
        if self.thread is not None:
            text += f"; block {self.block}, thread {self.thread}"
        return text


class OutOfBounds(Trap):
    """An address outside of every allocation, or of the shared or local memory."""


class Misaligned(Trap):
    """An address that is no multiple of the access's width."""


class UninitializedRegister(Trap):
    """A register is read that this thread has not written."""


class UninitializedMemory(Trap):
    """Shared or local memory is read that nothing has written."""


class PendingCopy(Trap):
    """Shared memory is touched while a cp.async writes it."""


class SharedRace(Trap):
    """Two threads touch one place in shared memory, one writes, no barrier between."""


class GlobalRace(Trap):
    """The same in global memory; nothing orders the blocks of a launch."""


class Divergence(Trap):
    """Threads that an instruction needs together are not there."""


class MemberMask(Trap):
    """A member mask lacks the executing thread, or a shuffle reads an absent one."""


class BarrierDeadlock(Trap):
    """All threads wait and none can go on."""


class InvalidOperand(Trap):
    """A value that an instruction does not take: the number of a barrier or of a branch."""


class StepLimit(Trap):
    """More instructions than the launch allows: an endless loop."""


class ExplicitTrap(Trap):
    """The kernel executed trap."""
