"""A device: memory, the variables of modules, and launches.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

from __future__ import annotations

import dataclasses
from typing import Any, Sequence

import numpy as np

from .counters import Counters
from .errors import LaunchError
from .lanes import Lanes
from .machine import Machine
from .memory import DeviceMemory
from .parser import uncollected
from .program import Program, decode
from .ptxtypes import BITS, DTYPES, WIDTHS
from .syntax import Entry, Module, Parameter, Variable

Kernel = tuple[Module, Entry]

# Threads that run side by side; more cost memory and gain no speed.
LANES_AT_ONCE = 8192
# Bytes of shared memory that a block can have on the chips with the most.
MAX_SHARED_BYTES = 232448
MAX_LOCAL_BYTES = 512 << 10  # of a thread
MAX_THREADS = 1024


@dataclasses.dataclass
class Checks:
    """What a launch looks for beside what it always does, and what it counts."""

    shared_races: bool = True
    global_races: bool = True
    traffic: bool = True
    # Instructions executed one after the other by one group of blocks.
    step_limit: int = 20_000_000


class Device:
    """A GPU with `memory` bytes, or with the bytes of a buffer that others see as well."""

    def __init__(self, memory: Any = 1 << 30, checks: Checks | None = None):
        self.memory = DeviceMemory(memory)
        self.checks = checks or Checks()
        self._variables: dict[int, tuple[Module, dict[str, int]]] = {}
        self._programs: dict[int, tuple[Entry, Program]] = {}

    # Memory.

    def allocate(self, data: np.ndarray | int, name: str | None = None) -> int:
        """Takes memory for an array and copies it there, or for a number of bytes.

        Returns the address. The name stands in messages and in the counters.
        """
        if isinstance(data, (int, np.integer)):
            return self.memory.allocate(int(data), name)
        values = np.ascontiguousarray(data).reshape(-1).view(np.uint8)
        address = self.memory.allocate(values.size, name)
        self.memory.view(address, values.size)[:] = values
        return address

    def free(self, address: int) -> None:
        self.memory.free(address)

    def write(self, address: int, data: np.ndarray) -> None:
        values = np.ascontiguousarray(data).reshape(-1).view(np.uint8)
        self.memory.view(address, values.size)[:] = values

    def read(self, address: int, dtype: Any, shape: int | Sequence[int]) -> np.ndarray:
        """A copy of an array at an address."""
        dtype = np.dtype(dtype)
        num_bytes = int(np.prod(shape)) * dtype.itemsize
        return self.memory.view(address, num_bytes).copy().view(dtype).reshape(shape)

    # Launches.

    def program(self, kernel: Kernel) -> Program:
        """The kernel decoded; throws UnknownInstruction."""
        module, entry = kernel
        if id(entry) not in self._programs:
            with uncollected():
                self._programs[id(entry)] = entry, decode(module, entry)
        return self._programs[id(entry)][1]

    def launch(
        self,
        kernel: Kernel,
        grid: int | Sequence[int],
        block: int | Sequence[int],
        args: Sequence[Any] | bytes,
        shared_bytes: int = 0,
    ) -> Counters:
        """Runs a kernel to its end and returns what it counted; throws Trap.

        `args` are numbers, one for each parameter, or the bytes of all of them;
        `shared_bytes` is the dynamic shared memory.
        """
        module, entry = kernel
        grid, block = _three(grid), _three(block)
        program = self.program(kernel)
        self._check_launch(program, grid, block, shared_bytes)
        parameters = parameter_block(entry, args)
        addresses = self.variables(module)
        written = self.written(program, parameters)
        counters, shadows, releases = Counters(), {}, {}
        blocks = grid[0] * grid[1] * grid[2]
        per_block = -(-block[0] * block[1] * block[2] // 32) * 32
        at_once = max(1, LANES_AT_ONCE // per_block)
        for first in range(0, blocks, at_once):
            lanes = Lanes(entry.registers, min(at_once, blocks - first), block, grid, first)
            machine = Machine(
                program,
                lanes,
                self,
                addresses,
                parameters,
                shared_bytes,
                counters,
                written,
                shadows,
                releases,
            )
            machine.run()
            # Spaces point back to their machine: without this their memory stays for a while.
            machine.spaces.clear()
        return counters

    def _check_launch(self, program: Program, grid: tuple, block: tuple, shared_bytes: int) -> None:
        entry = program.entry
        threads = block[0] * block[1] * block[2]
        if min(grid) < 1 or min(block) < 1 or threads > MAX_THREADS:
            raise LaunchError(f"cannot launch grid {grid} of blocks {block}")
        if entry.max_threads is not None and threads > entry.max_threads:
            raise LaunchError(
                f"{entry.name} allows {entry.max_threads} threads a block, got {threads}"
            )
        if entry.required_block and block[: len(entry.required_block)] != entry.required_block:
            raise LaunchError(f"{entry.name} requires blocks {entry.required_block}, got {block}")
        if program.local_bytes > MAX_LOCAL_BYTES:
            raise LaunchError(f"{entry.name} asks for {program.local_bytes} bytes of local memory")
        total = program.static_shared_bytes + shared_bytes
        if total > MAX_SHARED_BYTES:
            raise LaunchError(
                f"{entry.name} asks for {total} bytes of shared memory, "
                f"{MAX_SHARED_BYTES} are there"
            )

    def variables(self, module: Module) -> dict[str, int]:
        """The addresses of the module's .global and .const variables, made when first asked for."""
        if id(module) not in self._variables:
            addresses = {}
            for variable in module.variables:
                if variable.space in ("global", "const"):
                    addresses[variable.name] = self._place(variable)
            self._variables[id(module)] = module, addresses
        return self._variables[id(module)][1]

    def _place(self, variable: Variable) -> int:
        address = self.allocate(variable.bytes, variable.name)
        data = self.memory.view(address, variable.bytes)
        data[:] = (
            0 if variable.initializer is None else np.frombuffer(variable.initializer, np.uint8)
        )
        return address

    def written(self, program: Program, parameters: np.ndarray) -> set[int] | None:
        """The starts of the allocations that the kernel may write, None for all."""
        if program.written is None:
            return None
        reaching = [p for p in program.entry.parameters if p.name in program.written]
        # Narrower ones are indices, unless an address is put together from two.
        pointers = [p for p in reaching if p.bytes >= 8]
        if (reaching and not pointers) or any(p.bytes > 8 for p in pointers):
            return None
        starts = set()
        for pointer in pointers:
            data = parameters[pointer.offset : pointer.offset + 8]
            allocation = self.memory.find(int(data.copy().view(np.uint64)[0]))
            if allocation:
                starts.add(allocation.start)
        return starts


def _three(shape: int | Sequence[int]) -> tuple[int, int, int]:
    sizes = (shape,) if isinstance(shape, (int, np.integer)) else tuple(shape)
    if not 1 <= len(sizes) <= 3:
        raise LaunchError(f"expects 1 to 3 sizes, got {sizes}")
    return tuple(int(size) for size in (*sizes, 1, 1)[:3])


def parameter_block(entry: Entry, args: Sequence[Any] | bytes) -> np.ndarray:
    """The bytes of a kernel's parameters as they lie in .param, and some more."""
    data = np.zeros(-(-entry.parameter_bytes // 16) * 16 + 16, np.uint8)
    if isinstance(args, (bytes, bytearray, memoryview)):
        if len(args) < entry.parameter_bytes:
            raise LaunchError(
                f"{entry.name} takes {entry.parameter_bytes} bytes of arguments, "
                f"got {len(args)}"
            )
        data[: entry.parameter_bytes] = np.frombuffer(args, np.uint8)[: entry.parameter_bytes]
        return data
    if len(args) != len(entry.parameters):
        raise LaunchError(f"{entry.name} takes {len(entry.parameters)} arguments, got {len(args)}")
    for parameter, value in zip(entry.parameters, args):
        raw = _argument_bytes(entry, parameter, value)
        data[parameter.offset : parameter.offset + len(raw)] = np.frombuffer(raw, np.uint8)
    return data


def _argument_bytes(entry: Entry, parameter: Parameter, value: Any) -> bytes:
    if isinstance(value, (bytes, np.ndarray)) or parameter.is_array:
        raw = bytes(value) if isinstance(value, bytes) else np.ascontiguousarray(value).tobytes()
        if len(raw) != parameter.bytes:
            raise LaunchError(
                f"{parameter.name} of {entry.name} has {parameter.bytes} bytes, " f"got {len(raw)}"
            )
        return raw
    width = WIDTHS[parameter.type]
    if isinstance(value, (float, np.floating)):
        return np.array(value, f"f{width}").tobytes()
    if parameter.type.startswith("f"):
        return np.array(value, DTYPES[parameter.type]).tobytes()
    return np.array(int(value) & ((1 << 8 * width) - 1), BITS[width]).tobytes()
