"""The state spaces: device memory with its allocations, and what a launch sees of it.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

A generic address is a number of 64 bits; shared and local memory have windows in it,
and shared memory starts at a number other than 0, so that an address that was never
computed is not a legal one (PTX ISA, chapter "State Spaces", "Generic Addressing").
"""

from __future__ import annotations

import bisect
import dataclasses

import numpy as np

from .errors import LaunchError, Misaligned, OutOfBounds, UninitializedMemory
from .lanes import Array, Lanes

GLOBAL_BASE = 0x100000000000
SHARED_WINDOW = 0x200000000000
LOCAL_WINDOW = 0x300000000000
SHARED_BASE = 1024  # the first byte of a kernel's shared memory
LOCAL_BASE = 256
ALIGNMENT = 256  # of allocations, as cuMemAlloc gives
# Fresh memory holds NaNs and large numbers, so that sums over it are not right by luck.
FRESH = 0xFF


@dataclasses.dataclass(frozen=True)
class Allocation:
    """`start` is an offset into the device's memory, in bytes."""

    start: int
    bytes: int
    name: str

    @property
    def end(self) -> int:
        return self.start + self.bytes


class DeviceMemory:
    """The bytes of a device and who owns them."""

    def __init__(self, memory: int | memoryview | bytearray | Array):
        if isinstance(memory, (int, np.integer)):
            # Zeros are not touched until they are used.
            self.bytes = np.zeros(-(-int(memory) // ALIGNMENT) * ALIGNMENT, np.uint8)
        else:
            whole = np.frombuffer(memory, np.uint8)
            self.bytes = whole[: whole.size // ALIGNMENT * ALIGNMENT]
        self.allocations: list[Allocation] = []

    def allocate(self, num_bytes: int, name: str | None = None) -> int:
        """Takes the first gap that fits, with a guard of 256 bytes; returns the address."""
        at = ALIGNMENT
        for index, each in enumerate(self.allocations):
            if each.start - at >= num_bytes + ALIGNMENT:
                return self._insert(index, at, num_bytes, name)
            at = -(-each.end // ALIGNMENT) * ALIGNMENT + ALIGNMENT
        if at + num_bytes + ALIGNMENT > self.bytes.size:
            raise LaunchError(
                f"out of memory: {num_bytes} bytes do not fit into the device's "
                f"{self.bytes.size}"
            )
        return self._insert(len(self.allocations), at, num_bytes, name)

    def _insert(self, index: int, at: int, num_bytes: int, name: str | None) -> int:
        address = GLOBAL_BASE + at
        self.allocations.insert(index, Allocation(at, num_bytes, name or f"{address:#x}"))
        self.bytes[at : at + num_bytes] = FRESH
        return address

    def adopt(self, address: int, num_bytes: int, name: str | None = None) -> None:
        """Notes an allocation that somebody else placed, with its contents as they are."""
        at = address - GLOBAL_BASE
        starts = [each.start for each in self.allocations]
        self.allocations.insert(
            bisect.bisect(starts, at), Allocation(at, num_bytes, name or f"{address:#x}")
        )

    def free(self, address: int) -> None:
        allocation = self.find(address)
        if allocation is None or allocation.start != address - GLOBAL_BASE:
            raise LaunchError(f"{address:#x} is not the start of an allocation")
        self.allocations.remove(allocation)

    def find(self, address: int) -> Allocation | None:
        """The allocation that an address points into."""
        at = address - GLOBAL_BASE
        index = bisect.bisect([each.start for each in self.allocations], at) - 1
        if index >= 0 and at < self.allocations[index].end:
            return self.allocations[index]
        return None

    def view(self, address: int, num_bytes: int) -> Array:
        """The bytes at an address; they must lie in one allocation."""
        allocation, at = self.find(address), address - GLOBAL_BASE
        if num_bytes and (allocation is None or at + num_bytes > allocation.end):
            raise LaunchError(f"{num_bytes} bytes at {address:#x} are not in one allocation")
        return self.bytes[at : at + num_bytes]

    def owners(self, offsets: Array, width: int) -> list[tuple[Allocation, Array | None]]:
        """The allocations that accesses lie in, each with the positions of its accesses.

        None for the positions stands for all. Throws OutOfBounds.
        """
        low, high = int(offsets.min()), int(offsets.max())
        first = self.find(low + GLOBAL_BASE)
        if first is not None and high + width <= first.end:
            return [(first, None)]
        starts = np.array([each.start for each in self.allocations] or [1 << 62])
        ends = np.array([each.end for each in self.allocations] or [0])
        owner = np.searchsorted(starts, offsets, side="right") - 1
        bad = np.flatnonzero((owner < 0) | (offsets + width > ends[np.maximum(owner, 0)]))
        if bad.size:
            self._report(int(offsets[bad[0]]), width, int(bad[0]))
        return [
            (self.allocations[each], np.flatnonzero(owner == each)) for each in np.unique(owner)
        ]

    def _report(self, offset: int, width: int, position: int) -> None:
        text = f"{width} bytes at {offset + GLOBAL_BASE:#x} are in no allocation"
        before = [each for each in self.allocations if each.start <= offset]
        if before:
            text += (
                f" (the one before, {before[-1].name}, ends {offset - before[-1].end} bytes below)"
            )
        raise OutOfBounds(text, position)


def check_alignment(addresses: Array, width: int) -> None:
    wrong = np.flatnonzero(addresses % width)
    if wrong.size:
        at = int(wrong[0])
        raise Misaligned(f"address {int(addresses[at]):#x} is no multiple of {width} bytes", at)


def rows_of(memory: Array, width: int, dtype: np.dtype) -> Array:
    """Memory as rows of one access each: [accesses, elements]."""
    return memory.view(dtype).reshape(-1, width // dtype.itemsize)


def within(addresses: Array, base: int, size: int, width: int, owner: str) -> Array:
    """Addresses relative to `base`; traps for those outside of `size` bytes."""
    check_alignment(addresses, width)
    relative = addresses - base
    outside = np.flatnonzero((relative < 0) | (relative + width > size))
    if outside.size:
        at = int(outside[0])
        raise OutOfBounds(
            f"{width} bytes at {int(relative[at])} are not in {owner}'s {size} bytes of "
            f"{'shared' if base == SHARED_BASE else 'local'} memory",
            at,
        )
    return relative


class BlockMemory:
    """Shared memory: a piece for each block."""

    def __init__(self, lanes: Lanes, num_bytes: int):
        self.size = num_bytes
        self.stride = -(-num_bytes // ALIGNMENT) * ALIGNMENT + ALIGNMENT
        self.bytes = np.zeros(self.stride * lanes.blocks, np.uint8)

    def offsets(self, lanes: Lanes, addresses: Array, width: int) -> Array:
        """Checked offsets into `bytes` of the active lanes' addresses in .shared."""
        relative = within(addresses, SHARED_BASE, self.size, width, "the block")
        return lanes.pick(lanes.block_of) * self.stride + relative


class LocalMemory:
    """Local memory: a piece for each thread, which it alone sees."""

    def __init__(self, lanes: Lanes, num_bytes: int):
        self.size = num_bytes
        self.stride = -(-num_bytes // 16) * 16
        self.bytes = np.zeros(self.stride * lanes.count, np.uint8)
        self.written = np.zeros(self.stride * lanes.count, bool)

    def offsets(self, lanes: Lanes, addresses: Array, width: int) -> Array:
        relative = within(addresses, LOCAL_BASE, self.size, width, "the thread")
        return lanes.active_ids * self.stride + relative

    def check_written(self, offsets: Array, width: int) -> None:
        missing = np.flatnonzero(~self.written.reshape(-1, width)[offsets // width].all(axis=1))
        if missing.size:
            raise UninitializedMemory("nothing has written this local memory", int(missing[0]))
