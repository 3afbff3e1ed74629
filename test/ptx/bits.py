"""Logic, shifts, and operations on the bits and bytes of words.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, chapters "Logic and Shift Instructions", "Integer Arithmetic Instructions" (bfe
to bmsk) and "Data Movement and Conversion Instructions" (prmt).
"""

from __future__ import annotations

import numpy as np

from .integers import INTEGERS
from .lanes import Array
from .operations import Run, allow, lanewise, operation, unknown
from .ptxtypes import BITS, DTYPES, WIDTHS
from .syntax import Immediate, Instruction

U32, U64 = np.uint32, np.uint64
BIT_TYPES = ("b16", "b32", "b64")


@operation("and", "or", "xor", "not")
def logic(instruction: Instruction) -> Run:
    """Sections "and", "or", "xor", "not"."""
    allow(instruction, "pred", *BIT_TYPES)
    function = {
        "and": np.bitwise_and,
        "or": np.bitwise_or,
        "xor": np.bitwise_xor,
        "not": np.invert,
    }[instruction.opcode]
    return lanewise(
        instruction, [instruction.type] * (1 if instruction.opcode == "not" else 2), function
    )


@operation("cnot")
def cnot(instruction: Instruction) -> Run:
    """Section "cnot": 1 for 0, else 0."""
    allow(instruction, *BIT_TYPES)
    return lanewise(instruction, [instruction.type], lambda a: (a == 0).astype(a.dtype))


@operation("shl", "shr")
def shift(instruction: Instruction) -> Run:
    """Sections "shl", "shr": amounts above the width are clamped to it."""
    allow(instruction, *BIT_TYPES, *INTEGERS)
    bits = 8 * WIDTHS[instruction.type]

    def left(a: Array, amount: Array) -> Array:
        return np.where(amount >= bits, a.dtype.type(0), a << _small(a, amount))

    def right(a: Array, amount: Array) -> Array:
        shifted = a >> _small(a, amount)
        return (
            shifted if a.dtype.kind == "i" else np.where(amount >= bits, a.dtype.type(0), shifted)
        )

    def _small(a: Array, amount: Array) -> Array:
        return np.minimum(amount, U32(bits - 1)).astype(a.dtype)

    return lanewise(
        instruction, [instruction.type, "u32"], left if instruction.opcode == "shl" else right
    )


@operation("shf")
def funnel_shift(instruction: Instruction) -> Run:
    """Section "shf": of the 64 bits b:a; .clamp limits the amount to 32, .wrap takes it mod 32."""
    allow(instruction, "l", "r", "clamp", "wrap", "b32")
    modifiers = instruction.modifiers

    def function(a: Array, b: Array, amount: Array) -> Array:
        whole = b.astype(U64) << U64(32) | a
        small = amount & U32(31) if "wrap" in modifiers else np.minimum(amount, U32(32))
        if "r" in modifiers:
            return (whole >> small.astype(U64)).astype(U32)
        return (whole << small.astype(U64) >> U64(32)).astype(U32)

    return lanewise(instruction, ["b32", "b32", "u32"], function)


@operation("lop3")
def lop3(instruction: Instruction) -> Run:
    """Section "lop3": bit (a, b, c) of the table, a the highest."""
    allow(instruction, "b32")
    table = instruction.operands[-1]
    if len(instruction.operands) != 5 or not isinstance(table, Immediate):
        unknown(instruction)
    terms = [k for k in range(8) if int(table.value) >> k & 1]
    narrowed = Instruction(
        instruction.opcode,
        instruction.modifiers,
        instruction.operands[:4],
        instruction.guard,
        instruction.line,
    )

    def function(a: Array, b: Array, c: Array) -> Array:
        result = np.zeros(np.broadcast_shapes(a.shape, b.shape, c.shape), U32)
        for k in terms:
            result |= (a if k & 4 else ~a) & (b if k & 2 else ~b) & (c if k & 1 else ~c)
        return result

    return lanewise(narrowed, ["b32"] * 3, function)


# Selectors of the modes with a number, by its two low bits, lowest byte first.
PRMT_MODES = {
    "f4e": [[0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [3, 4, 5, 6]],
    "b4e": [[0, 7, 6, 5], [1, 0, 7, 6], [2, 1, 0, 7], [3, 2, 1, 0]],
    "rc8": [[0] * 4, [1] * 4, [2] * 4, [3] * 4],
    "ecl": [[0, 1, 2, 3], [1, 1, 2, 3], [2, 2, 2, 3], [3, 3, 3, 3]],
    "ecr": [[0, 0, 0, 0], [0, 1, 1, 1], [0, 1, 2, 2], [0, 1, 2, 3]],
    "rc16": [[0, 1, 0, 1], [2, 3, 2, 3], [0, 1, 0, 1], [2, 3, 2, 3]],
}


SHIFTS_OF_NIBBLES = np.array([0, 4, 8, 12], U32)


@operation("prmt")
def prmt(instruction: Instruction) -> Run:
    """Section "prmt": bytes of b:a; bit 3 of a selector repeats the byte's sign."""
    allow(instruction, "b32", *PRMT_MODES)
    mode = next((m for m in instruction.modifiers if m in PRMT_MODES), None)
    modes = None if mode is None else np.array(PRMT_MODES[mode], U32)

    def function(a: Array, b: Array, selector: Array) -> Array:
        whole = (b.astype(U64) << U64(32) | a).view(np.uint8).reshape(-1, 8)
        if modes is None:
            nibbles = selector[:, None] >> SHIFTS_OF_NIBBLES & U32(15)
        else:
            nibbles = modes[selector & U32(3)]
        index, repeats_sign = nibbles & 7, nibbles & 8 != 0
        if selector.shape[0] == 1:
            result = whole[:, index[0]]
        else:
            count = selector.shape[0]
            result = np.take_along_axis(np.broadcast_to(whole, (count, 8)), index, axis=1)
        if repeats_sign.any():
            result = np.where(repeats_sign, np.where(result & 0x80, 0xFF, 0), result)
        return np.ascontiguousarray(result, np.uint8).view(U32).reshape(-1)

    return lanewise(instruction, ["b32"] * 3, function)


def low_mask(count: Array, bits: int, dtype: np.dtype) -> Array:
    """The lowest `count` bits, 0 to `bits`, set."""
    ones = ~dtype.type(0)
    small = np.minimum(count, bits - 1).astype(dtype)
    return np.where(count >= bits, ones, (dtype.type(1) << small) - dtype.type(1))


@operation("bfe")
def extract(instruction: Instruction) -> Run:
    """Section "bfe": position and length are the low bytes of their operands; above the
    field the sign bit (for .s types) or zeros."""
    allow(instruction, "u32", "s32", "u64", "s64")
    dtype, bits = DTYPES[instruction.type], 8 * WIDTHS[instruction.type]
    unsigned = BITS[dtype.itemsize]

    def function(a: Array, position: Array, length: Array) -> Array:
        a = a.view(unsigned)
        position = (position & U32(0xFF)).astype(np.int64)
        length = (length & U32(0xFF)).astype(np.int64)
        there = np.clip(bits - position, 0, length)
        shifted = np.where(
            position < bits, a >> np.minimum(position, bits - 1).astype(unsigned), unsigned.type(0)
        )
        mask = low_mask(there, bits, unsigned)
        value = shifted & mask
        if dtype.kind == "i":
            top = np.clip(position + length - 1, 0, bits - 1).astype(unsigned)
            negative = (a >> top & unsigned.type(1) != 0) & (length > 0)
            value = np.where(negative, value | ~mask, value)
        return value.view(dtype)

    return lanewise(instruction, [instruction.type, "u32", "u32"], function)


@operation("bfi")
def insert(instruction: Instruction) -> Run:
    """Section "bfi": bits of a beyond the word's end are dropped."""
    allow(instruction, "b32", "b64")
    dtype, bits = DTYPES[instruction.type], 8 * WIDTHS[instruction.type]

    def function(a: Array, b: Array, position: Array, length: Array) -> Array:
        position = (position & U32(0xFF)).astype(np.int64)
        length = np.clip((length & U32(0xFF)).astype(np.int64), 0, np.maximum(bits - position, 0))
        small = np.minimum(position, bits - 1).astype(dtype)
        mask = low_mask(length, bits, dtype) << small
        return b & ~mask | a << small & mask

    return lanewise(instruction, [instruction.type] * 2 + ["u32", "u32"], function)


@operation("bmsk")
def bit_mask(instruction: Instruction) -> Run:
    """Section "bmsk": a mask of b bits from bit a on; .clamp limits both, .wrap takes them
    mod 32."""
    allow(instruction, "b32", "clamp", "wrap")
    wrap = "wrap" in instruction.modifiers

    def function(start: Array, length: Array) -> Array:
        start, length = start.astype(np.int64), length.astype(np.int64)
        start = start & 31 if wrap else np.minimum(start, 32)
        length = length & 31 if wrap else np.minimum(length, 32)
        whole = low_mask(length, 64, np.dtype(U64)) << start.astype(U64)
        return whole.astype(U32)

    return lanewise(instruction, ["u32", "u32"], function)


@operation("brev")
def reverse(instruction: Instruction) -> Run:
    """Section "brev"."""
    allow(instruction, "b32", "b64")
    dtype, bits = DTYPES[instruction.type], 8 * WIDTHS[instruction.type]

    def function(a: Array) -> Array:
        result = np.zeros_like(a)
        for bit in range(bits):
            result |= (a >> dtype.type(bit) & dtype.type(1)) << dtype.type(bits - 1 - bit)
        return result

    return lanewise(instruction, [instruction.type], function)


@operation("popc", "clz", "bfind")
def count_bits(instruction: Instruction) -> Run:
    """Sections "popc", "clz", "bfind": bfind looks for the highest bit that differs from
    the sign, 0xffffffff if there is none; .shiftamt counts from the top."""
    allow(instruction, "b32", "b64", "u32", "s32", "u64", "s64", "shiftamt")
    bits = 8 * WIDTHS[instruction.type]

    def highest(a: Array) -> Array:
        """The number of the highest set bit, -1 for none."""
        result = np.full(a.shape, -1, np.int64)
        for bit in range(bits):
            result = np.where(a >> a.dtype.type(bit) & a.dtype.type(1) != 0, bit, result)
        return result

    def find(a: Array) -> Array:
        if a.dtype.kind == "i":
            a = np.where(a < 0, ~a, a).view(BITS[a.dtype.itemsize])
        found = highest(a)
        if "shiftamt" in instruction.modifiers:
            found = np.where(found >= 0, bits - 1 - found, found)
        return found.astype(U32)

    function = {
        "popc": lambda a: np.bitwise_count(a).astype(U32),
        "clz": lambda a: (bits - 1 - highest(a)).astype(U32),
        "bfind": find,
    }
    return lanewise(instruction, [instruction.type], function[instruction.opcode])
