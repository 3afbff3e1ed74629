"""Integer arithmetic.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, chapter "Integer Arithmetic Instructions"; each builder names its section.
Integers wrap unless .sat is given.
"""

from __future__ import annotations

import numpy as np

from .lanes import Array
from .operations import Run, allow, lanewise, operation, unknown
from .ptxtypes import DTYPES, WIDTHS, is_float
from .syntax import Instruction

U64 = np.uint64
INTEGERS = tuple(name for name in WIDTHS if name[0] in "us" and name[1:].isdigit())
WIDER = {"u16": "u32", "s16": "s32", "u32": "u64", "s32": "s64"}


def add(instruction: Instruction) -> Run:
    """Section "add": .sat clamps, for .s32 only."""
    type_name = instruction.type
    allow(instruction, *INTEGERS, "sat")
    sign = 1 if instruction.opcode == "add" else -1
    if "sat" in instruction.modifiers:
        limits = np.iinfo(np.int32)

        def clamped(a: Array, b: Array) -> Array:
            exact = a.astype(np.int64) + sign * b.astype(np.int64)
            return np.clip(exact, limits.min, limits.max).astype(np.int32)

        return lanewise(instruction, [type_name] * 2, clamped)
    return lanewise(instruction, [type_name] * 2, np.add if sign == 1 else np.subtract)


def high_product(a: Array, b: Array) -> Array:
    """The upper half of the exact product."""
    width = a.dtype.itemsize
    if width < 8:
        wide = np.dtype(f"{a.dtype.kind}{2 * width}")
        return (a.astype(wide) * b.astype(wide) >> wide.type(8 * width)).astype(a.dtype)
    unsigned = _high_product_64(a.view(U64), b.view(U64))
    if a.dtype.kind == "i":
        unsigned = unsigned - np.where(a < 0, b.view(U64), U64(0))
        unsigned = unsigned - np.where(b < 0, a.view(U64), U64(0))
    return unsigned.view(a.dtype)


def _high_product_64(a: Array, b: Array) -> Array:
    low, half = U64(0xFFFFFFFF), U64(32)
    al, ah, bl, bh = a & low, a >> half, b & low, b >> half
    middle = ah * bl + (al * bl >> half)
    other = al * bh + (middle & low)
    return ah * bh + (middle >> half) + (other >> half)


def product(instruction: Instruction):
    """The function of .lo, .hi and .wide."""
    modifiers = instruction.modifiers
    if "wide" in modifiers:
        wide = DTYPES[WIDER[instruction.type]]
        return lambda a, b: a.astype(wide) * b.astype(wide)
    return high_product if "hi" in modifiers else np.multiply


def mul(instruction: Instruction) -> Run:
    """Section "mul"."""
    allow(instruction, *INTEGERS, "lo", "hi", "wide")
    return lanewise(instruction, [instruction.type] * 2, product(instruction))


def mad(instruction: Instruction) -> Run:
    """Section "mad": c has the product's width; .hi.sat.s32 clamps."""
    allow(instruction, *INTEGERS, "lo", "hi", "wide", "sat")
    type_name, multiply = instruction.type, product(instruction)
    result = WIDER[type_name] if "wide" in instruction.modifiers else type_name
    if "sat" in instruction.modifiers:
        return lanewise(
            instruction,
            [type_name] * 3,
            lambda a, b, c: np.clip(
                multiply(a, b).astype(np.int64) + c, -(2**31), 2**31 - 1
            ).astype(np.int32),
        )
    return lanewise(instruction, [type_name, type_name, result], lambda a, b, c: multiply(a, b) + c)


@operation("mul24", "mad24")
def mul24(instruction: Instruction) -> Run:
    """Sections "mul24", "mad24": .lo takes bits 31..0, .hi bits 47..16 of the 48-bit product."""
    allow(instruction, "lo", "hi", "u32", "s32")
    dtype = DTYPES[instruction.type]
    wide = np.dtype(f"{dtype.kind}8")

    def low24(values: Array) -> Array:
        return (values.astype(wide) << wide.type(40)) >> wide.type(40)

    shift = wide.type(16 if "hi" in instruction.modifiers else 0)

    def multiply(a: Array, b: Array, c: Array | int = 0) -> Array:
        return (low24(a) * low24(b) >> shift).astype(dtype) + dtype.type(0) + c

    return lanewise(instruction, [instruction.type] * (len(instruction.operands) - 1), multiply)


@operation("sad")
def sad(instruction: Instruction) -> Run:
    """Section "sad": c + |a - b|."""
    allow(instruction, *INTEGERS)
    return lanewise(
        instruction, [instruction.type] * 3, lambda a, b, c: c + np.where(a < b, b - a, a - b)
    )


def divide(instruction: Instruction) -> Run:
    """Sections "div", "rem": toward zero. By zero the ISA leaves the result open: all ones
    and the dividend, as GPUs give."""
    allow(instruction, *INTEGERS)

    def quotient(a: Array, b: Array) -> Array:
        a, b = np.broadcast_arrays(a, b)
        safe = np.where(b == 0, b.dtype.type(1), b)
        result = a // safe
        if a.dtype.kind == "i":
            # numpy rounds down.
            result = result + ((result * safe != a) & ((a < 0) != (safe < 0)))
        return np.where(b == 0, ~b.dtype.type(0), result).astype(a.dtype)

    def remainder(a: Array, b: Array) -> Array:
        return np.where(b == 0, a, a - quotient(a, b) * b)

    return lanewise(
        instruction, [instruction.type] * 2, quotient if instruction.opcode == "div" else remainder
    )


def minmax(instruction: Instruction) -> Run:
    """Sections "min", "max"; the packed 16-bit types are sm_90's."""
    allow(instruction, *INTEGERS, "relu")
    choose = np.minimum if instruction.opcode == "min" else np.maximum
    if "relu" in instruction.modifiers:
        return lanewise(
            instruction,
            [instruction.type] * 2,
            lambda a, b: np.maximum(choose(a, b), a.dtype.type(0)),
        )
    return lanewise(instruction, [instruction.type] * 2, choose)


def negate(instruction: Instruction) -> Run:
    """Sections "neg", "abs": the most negative number stays."""
    allow(instruction, *INTEGERS)
    return lanewise(
        instruction, [instruction.type], np.negative if instruction.opcode == "neg" else np.abs
    )


def by_kind(integer, floating):
    """A builder that chooses by the instruction's type."""
    return lambda instruction: (floating if is_float(instruction.type) else integer)(instruction)


@operation("dp4a", "dp2a")
def dot_product(instruction: Instruction) -> Run:
    """Sections "dp4a", "dp2a": bytes of b with bytes, or 16-bit halves (dp2a, .lo or .hi
    bytes of b), of a; the sum wraps and is signed if either is."""
    allow(instruction, "u32", "s32", "lo", "hi")
    types = [m for m in instruction.modifiers if m in ("u32", "s32")]
    if len(types) != 2:
        unknown(instruction)
    is_four = instruction.opcode == "dp4a"
    first = np.dtype(f"{_kind(types[0])}{1 if is_four else 2}")
    second = np.dtype(f"{_kind(types[1])}1")
    result = "u32" if types == ["u32", "u32"] else "s32"

    def function(a: Array, b: Array, c: Array) -> Array:
        left = np.ascontiguousarray(a).view(first).reshape(a.shape[0], -1).astype(np.int32)
        right = np.ascontiguousarray(b).view(second).reshape(-1, 4)
        if not is_four:
            right = right[:, 2:] if "hi" in instruction.modifiers else right[:, :2]
        total = np.einsum("ij,ij->i", *np.broadcast_arrays(left, right.astype(np.int32)))
        return total.astype(np.int32).view(DTYPES[result]) + c

    return lanewise(instruction, ["b32", "b32", result], function)


def _kind(type_name: str) -> str:
    return "i" if type_name == "s32" else "u"
