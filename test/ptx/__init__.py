"""An interpreter of PTX on numpy: test equipment for kernels on machines without a GPU.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

It runs the text that the NVPTX back end or nvcc wrote, all threads of a grid at
once, and stops at what a GPU would do silently: races, stray addresses, values
that nothing wrote, threads that miss a barrier. docs/GPU.md says what is exact.

    module = ptx.Module.parse(text)
    device = ptx.Device()
    x = device.allocate(numpy.arange(8, dtype=numpy.float32))
    counters = device.launch(module["kernel"], grid=1, block=32, args=[x, 8])
    device.read(x, numpy.float32, 8)
"""

from .counters import Counters
from .device import Checks, Device
from .errors import (
    BarrierDeadlock,
    Divergence,
    ExplicitTrap,
    GlobalRace,
    InvalidOperand,
    LaunchError,
    MemberMask,
    Misaligned,
    OutOfBounds,
    PendingCopy,
    PtxError,
    SharedRace,
    StepLimit,
    Trap,
    UninitializedMemory,
    UninitializedRegister,
    UnknownInstruction,
)
from .syntax import Module

__all__ = [
    "BarrierDeadlock",
    "Checks",
    "Counters",
    "Device",
    "Divergence",
    "ExplicitTrap",
    "GlobalRace",
    "InvalidOperand",
    "LaunchError",
    "MemberMask",
    "Misaligned",
    "Module",
    "OutOfBounds",
    "PendingCopy",
    "PtxError",
    "SharedRace",
    "StepLimit",
    "Trap",
    "UninitializedMemory",
    "UninitializedRegister",
    "UnknownInstruction",
]
