"""The registers of all threads, and which threads execute at the moment.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

A register is one array over the threads of the blocks that run together. A lane is
an index into it: block * lanes_per_block + thread, where a block is filled up to
whole warps with lanes that never execute. A value that is the same everywhere (a
parameter, a loop counter) is an array of one element, which numpy broadcasts.
"""

from __future__ import annotations

from typing import Callable

import numpy as np

from .errors import MemberMask, PtxError, UninitializedRegister
from .ptxtypes import BITS, DTYPES
from .syntax import Immediate, Instruction, Negated, Operand, Register, Sink, Special

WARP = 32
Array = np.ndarray


class Lanes:
    """The register file and the active set."""

    def __init__(
        self,
        registers: list[Register],
        blocks: int,
        block: tuple[int, int, int],
        grid: tuple[int, int, int],
        first_block: int,
    ):
        self.block, self.grid, self.first_block = block, grid, first_block
        self.threads = block[0] * block[1] * block[2]
        self.warps = -(-self.threads // WARP)
        self.lanes_per_block = self.warps * WARP
        self.blocks = blocks
        self.count = blocks * self.lanes_per_block
        # None stands for all lanes, else ascending lane numbers.
        self.ids: Array | None = None
        self.registers = registers
        self.values: list[Array | None] = [None] * len(registers)
        # True, or for each lane whether it was written.
        self.defined: list[Array | bool | None] = [None] * len(registers)
        # The set of active lanes (`ids` itself) that is known to have written it.
        self.known: list[Array | None] = [None] * len(registers)
        self.all = np.arange(self.count)
        self.block_of = self.all // self.lanes_per_block
        self.thread_of = self.all % self.lanes_per_block
        self.lane_of = self.all % WARP
        self.warp_of = self.all // WARP
        # Numbers that are unique in the whole launch, for records of who did what.
        self.global_of = self.all + first_block * self.lanes_per_block
        self.exists = self.thread_of < self.threads
        self.specials: dict[str, Array] = {}

    @property
    def active(self) -> int:
        """The number of lanes that execute."""
        return self.count if self.ids is None else self.ids.size

    @property
    def active_ids(self) -> Array:
        return self.all if self.ids is None else self.ids

    def pick(self, values: Array) -> Array:
        """The active lanes' part of an array over all lanes."""
        return values if self.ids is None else values[self.ids]

    def wide(self, values: Array) -> Array:
        """An operand with one element for each active lane."""
        return values if values.shape[0] == self.active else np.repeat(values, self.active, axis=0)

    # Registers.

    def read(self, slot: int) -> Array:
        """The bits of a register in the active lanes."""
        if self.defined[slot] is not True and (
            self.ids is None or self.known[slot] is not self.ids
        ):
            self._check_defined(slot)
        values = self.values[slot]
        if self.ids is None or values.shape[0] == 1:
            return values
        return values[self.ids]

    def _check_defined(self, slot: int) -> None:
        defined, name = self.defined[slot], self.registers[slot].name
        if defined is None:
            raise UninitializedRegister(f"nothing has written {name}", 0)
        missing = np.flatnonzero(~self.pick(defined))
        if missing.size:
            raise UninitializedRegister(f"nothing has written {name}", int(missing[0]))
        self.known[slot] = self.ids

    def write(self, slot: int, values: Array) -> None:
        """Sets the bits of a register in the active lanes."""
        if self.ids is None:
            self.values[slot] = values
            self.defined[slot] = True
            return
        old = self.values[slot]
        if old is None:
            old = np.zeros(self.count, values.dtype)
            self.defined[slot] = np.zeros(self.count, bool)
            self.values[slot] = old
        elif old.shape[0] != self.count or not old.flags.owndata:
            old = np.array(np.broadcast_to(old, self.count))
            self.values[slot] = old
        old[self.ids] = values
        if self.defined[slot] is not True and self.known[slot] is not self.ids:
            self.defined[slot][self.ids] = True
            self.known[slot] = self.ids

    # Predefined registers (PTX ISA, chapter "Special Registers").

    def special(self, name: str) -> Array:
        """The value of %name over all lanes, or one element."""
        if name not in self.specials:
            self.specials[name] = self._make_special(name)
        return self.specials[name]

    def _make_special(self, name: str) -> Array:
        stem, _, axis = name.partition(".")
        if axis in ("x", "y", "z"):
            at = "xyz".index(axis)
            if stem in ("tid", "ctaid"):
                index, shape = (
                    (self.thread_of, self.block)
                    if stem == "tid"
                    else (self.block_of + self.first_block, self.grid)
                )
                below = int(np.prod(shape[:at]))
                return (index // below % shape[at]).astype(np.uint32)
            if stem in ("ntid", "nctaid"):
                shape = self.block if stem == "ntid" else self.grid
                return np.array([shape[at]], np.uint32)
        lane = self.lane_of.astype(np.uint64)
        one = np.uint64(1)
        masks = {
            "lanemask_eq": one << lane,
            "lanemask_lt": (one << lane) - one,
            "lanemask_le": (one << (lane + one)) - one,
            "lanemask_gt": ~((one << (lane + one)) - one),
            "lanemask_ge": ~((one << lane) - one),
        }
        if name in masks:
            return masks[name].astype(np.uint32)
        if name == "laneid":
            return self.lane_of.astype(np.uint32)
        if name == "warpid":
            return (self.thread_of // WARP).astype(np.uint32)
        if name == "nwarpid":
            return np.array([self.warps], np.uint32)
        if name in ("smid", "gridid", "clock", "clock64", "globaltimer", "clusterid.x"):
            return np.zeros(1, np.uint64)
        raise PtxError(f"unknown special register '%{name}'")

    # Warps.

    def rows(self) -> tuple[Array, Array]:
        """For each active lane the row of its warp among the active warps, and its column."""
        ids = self.active_ids
        warps = ids // WARP
        change = np.empty(ids.size, np.int64)
        change[:1] = 0
        change[1:] = warps[1:] != warps[:-1]
        return np.cumsum(change), ids % WARP

    def by_warp(self, values: Array, fill: int) -> Array:
        """[warps, 32] of a value for each active lane; absent lanes get `fill`."""
        if self.ids is None:
            return values.reshape(-1, WARP)
        rows, columns = self.rows()
        table = np.full((int(rows[-1]) + 1, WARP), fill, values.dtype)
        table[rows, columns] = values
        return table

    def whole_warps(self, values: Array) -> Array:
        """[warps, 32]; the machine has made sure that the active warps are whole."""
        return self.wide(values).reshape(-1, WARP)

    def present(self) -> Array:
        """For each active lane the mask of its warp's active lanes."""
        if self.ids is None:
            return np.full(self.count, 0xFFFFFFFF, np.uint32)
        rows, columns = self.rows()
        masks = np.zeros(int(rows[-1]) + 1, np.uint32)
        np.bitwise_or.at(masks, rows, (np.uint64(1) << columns.astype(np.uint64)).astype(np.uint32))
        return masks[rows]


Source = Callable[[Lanes], Array]
Store = Callable[[Lanes, Array], None]


def immediate_bits(operand: Immediate, type_name: str) -> Array:
    """A literal as one element of a type; integers wrap, as in the ISA's constants."""
    dtype = DTYPES[type_name]
    if type_name == "pred":
        return np.array([bool(operand.value)])
    if operand.bits is not None:
        # 0f and 0d literals are exact patterns; of another width they are converted.
        own = np.float32 if dtype.itemsize == 4 else np.float64
        if dtype.itemsize in (4, 8):
            return np.array([operand.value], own).view(dtype)
        return np.array([operand.value], np.float32).astype(np.float16).view(dtype)
    if dtype.kind == "f" and isinstance(operand.value, float):
        return np.array([operand.value], dtype)
    bits = BITS[dtype.itemsize]
    wrapped = int(operand.value) & ((1 << 8 * dtype.itemsize) - 1)
    return np.array([wrapped], bits).view(dtype)


def source(instruction: Instruction, operand: Operand, type_name: str) -> Source:
    """A function that reads an operand as a type; wider registers give their low bits."""
    dtype = DTYPES[type_name]
    if isinstance(operand, Immediate):
        constant = immediate_bits(operand, type_name)
        return lambda lanes: constant
    if isinstance(operand, Negated):
        slot = operand.operand.slot
        return lambda lanes: ~lanes.read(slot)
    if isinstance(operand, Special):
        name = operand.name
        return lambda lanes: _read_special(lanes, name, dtype)
    if not isinstance(operand, Register):
        raise PtxError(f"expects a register or a number in '{instruction.name}'", instruction.line)
    slot, held = operand.slot, DTYPES[operand.type]
    if (held == np.bool_) != (dtype == np.bool_) or held.itemsize < dtype.itemsize:
        raise PtxError(
            f"'{instruction.name}' expects a .{type_name}, but {operand.name} is "
            f"a .{operand.type}",
            instruction.line,
        )
    if held == np.bool_:
        return lambda lanes: lanes.read(slot)
    if held.itemsize == dtype.itemsize:
        return lambda lanes: lanes.read(slot).view(dtype)
    bits = BITS[dtype.itemsize]
    return lambda lanes: lanes.read(slot).astype(bits).view(dtype)


def _read_special(lanes: Lanes, name: str, dtype: np.dtype) -> Array:
    values = lanes.special(name)
    if values.shape[0] != 1:
        values = lanes.pick(values)
    return values.astype(BITS[dtype.itemsize]).view(dtype)


def destination(instruction: Instruction, operand: Operand) -> Store:
    """A function that writes values; into wider registers they are extended by their sign."""
    if isinstance(operand, Sink):
        return lambda lanes, values: None
    if not isinstance(operand, Register):
        raise PtxError(
            f"expects a register as destination of '{instruction.name}'", instruction.line
        )
    slot, held = operand.slot, DTYPES[operand.type]
    if held == np.bool_:
        return lambda lanes, values: lanes.write(slot, values)
    bits = BITS[held.itemsize]

    def store(lanes: Lanes, values: Array) -> None:
        if values.dtype.itemsize != held.itemsize:
            values = _resize(instruction, values, bits)
        lanes.write(slot, values.view(bits))

    return store


def _resize(instruction: Instruction, values: Array, bits: np.dtype) -> Array:
    if values.dtype.itemsize > bits.itemsize or values.dtype == np.bool_:
        raise PtxError(f"the destination of '{instruction.name}' is too narrow", instruction.line)
    if values.dtype.kind == "f":
        values = values.view(BITS[values.dtype.itemsize])
    return values.astype(f"i{bits.itemsize}" if values.dtype.kind == "i" else bits)


def require_member(lanes: Lanes, masks: Array) -> None:
    """Traps where an executing lane is not in its own member mask."""
    lane = lanes.pick(lanes.lane_of).astype(np.uint32)
    missing = np.flatnonzero(lanes.wide(masks) >> lane & np.uint32(1) == 0)
    if missing.size:
        raise MemberMask(
            f"mask {int(lanes.wide(masks)[missing[0]]):#010x} lacks lane "
            f"{int(lane[missing[0]])}, which executes",
            int(missing[0]),
        )
