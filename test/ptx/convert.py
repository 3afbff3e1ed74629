"""Conversions and moves between registers.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, chapter "Data Movement and Conversion Instructions", sections "mov", "cvt",
"cvt.pack" and "cvta".
"""

from __future__ import annotations

import re

import numpy as np

from . import floats
from .arithmetic import PACKED, ROUNDINGS
from .lanes import Array, destination, source
from .memory import LOCAL_WINDOW, SHARED_WINDOW
from .operations import Run, allow, expect_operands, lanewise, operation, unknown
from .ptxtypes import BITS, DTYPES, WIDTHS, is_float
from .syntax import Instruction, Symbol, Vector

INTEGER_ROUNDINGS = {"rni": np.rint, "rzi": np.trunc, "rmi": np.floor, "rpi": np.ceil}
EXACT = np.longdouble  # holds every 64-bit integer and every binary64


@operation("cvt")
def cvt(instruction: Instruction) -> Run:
    """Section "cvt". Float to integer clamps to the integer's range; NaN gives 0, or the
    highest bit alone if either side has 64 bits. Integer to integer wraps unless .sat;
    .satfinite keeps finite what would overflow."""
    if instruction.modifiers[0] == "pack":
        return pack(instruction)
    allow(
        instruction,
        *WIDTHS,
        *INTEGER_ROUNDINGS,
        *ROUNDINGS,
        "ftz",
        "sat",
        "relu",
        "satfinite",
        "rna",
    )
    types = [m for m in instruction.modifiers if m in WIDTHS]
    if len(types) != 2 or any(t in ("b8", "b16", "b32", "b64", "pred") for t in types):
        unknown(instruction)
    target, origin = types
    if "f32x2" in types:
        unknown(instruction)
    if target in PACKED:
        return pack_floats(instruction)
    if target == "tf32":
        return to_tf32(instruction)
    if origin in ("f16x2", "bf16x2", "tf32"):
        unknown(instruction)
    return lanewise(instruction, [origin], lambda a: convert(instruction, a, target, origin))


def convert(instruction: Instruction, values: Array, target: str, origin: str) -> Array:
    modifiers = instruction.modifiers
    if is_float(origin):
        values = floats.to_float(values, origin)
        if "ftz" in modifiers and values.dtype == np.float32:
            values = floats.flush(values)
        if is_float(target):
            return float_to_float(instruction, values, target)
        return float_to_integer(instruction, values, target)
    if is_float(target):
        return float_to_float(instruction, values.astype(EXACT), target)
    return integer_to_integer(values, target, "sat" in modifiers)


def integer_to_integer(values: Array, target: str, saturate: bool) -> Array:
    dtype = DTYPES[target]
    if saturate:
        limits, own = np.iinfo(dtype), np.iinfo(values.dtype)
        values = np.clip(values, max(limits.min, own.min), min(limits.max, own.max))
    return values.astype(dtype)


def float_to_integer(instruction: Instruction, values: Array, target: str) -> Array:
    mode = next((m for m in instruction.modifiers if m in INTEGER_ROUNDINGS), None)
    if mode is None:
        unknown(instruction)
    limits = np.iinfo(DTYPES[target])
    dtype = DTYPES[target]
    whole = INTEGER_ROUNDINGS[mode](values.astype(EXACT))
    nans = np.isnan(whole)
    clamped = np.clip(np.where(nans, EXACT(0), whole), EXACT(limits.min), EXACT(limits.max))
    of_nan = 1 << 8 * dtype.itemsize - 1 if 8 in (dtype.itemsize, values.dtype.itemsize) else 0
    result = clamped.astype(dtype)
    return np.where(nans, np.array(of_nan, BITS[dtype.itemsize]).view(dtype), result)


def float_to_float(instruction: Instruction, values: Array, target: str) -> Array:
    modifiers = instruction.modifiers
    whole = next((m for m in modifiers if m in INTEGER_ROUNDINGS), None)
    if whole is not None:
        values = INTEGER_ROUNDINGS[whole](values)
    mode = next((m for m in modifiers if m in ROUNDINGS), "rn")
    if "relu" in modifiers:
        values = np.where((values > 0) | np.isnan(values), values, values.dtype.type(0))
    if "sat" in modifiers:
        values = floats.saturate(values)
    if values.dtype.itemsize < 8:
        values = values.astype(np.float64)
    result = floats.round_to(values, target, mode)
    if "satfinite" in modifiers:
        result = _keep_finite(result, values, target)
    if target == "bf16":
        return result
    if "ftz" in modifiers and target == "f32":
        result = floats.flush(result)
    return floats.canonical(result)


def _keep_finite(result: Array, values: Array, target: str) -> Array:
    """.satfinite: the largest finite number of the sign; NaN stays."""
    if target == "bf16":
        largest = np.where(np.signbit(values), np.uint16(0xFF7F), np.uint16(0x7F7F))
        return np.where(result & np.uint16(0x7FFF) == 0x7F80, largest, result)
    largest = np.finfo(result.dtype).max
    return np.where(np.isinf(result), np.copysign(largest, result), result)


def pack_floats(instruction: Instruction) -> Run:
    """cvt.f16x2.f32 d, a, b and its bf16 twin: a becomes the upper half."""
    target, origin = [m for m in instruction.modifiers if m in WIDTHS]
    if origin != "f32":
        unknown(instruction)
    element = PACKED[target]

    def function(a: Array, b: Array) -> Array:
        upper, lower = (
            np.ascontiguousarray(convert(instruction, v, element, origin))
            .view(np.uint16)
            .astype(np.uint32)
            for v in (a, b)
        )
        return upper << np.uint32(16) | lower

    return lanewise(instruction, ["f32", "f32"], function)


def to_tf32(instruction: Instruction) -> Run:
    """cvt.rna.tf32.f32: to 10 bits of mantissa, ties away from zero."""
    if "rna" not in instruction.modifiers:
        unknown(instruction)
    return lanewise(
        instruction,
        ["b32"],
        lambda a: np.where(a & np.uint32(0x7F800000) == 0x7F800000, a, a + np.uint32(0x1000))
        & np.uint32(0xFFFFE000),
    )


def pack(instruction: Instruction) -> Run:
    """Section "cvt.pack": a is the upper of the two; c fills the rest from below."""
    allow(instruction, "pack", "sat", "u8", "s8", "u16", "s16", "s32", "b32")
    target = instruction.modifiers[2]
    bits = 8 * WIDTHS[target]

    def function(a: Array, b: Array, c: Array | None = None) -> Array:
        upper, lower = (
            integer_to_integer(v, target, True).view(BITS[bits // 8]).astype(np.uint32)
            for v in (a, b)
        )
        packed = upper << np.uint32(bits) | lower
        return packed if c is None else c << np.uint32(2 * bits) | packed

    types = ["s32", "s32"] + (["b32"] if "b32" in instruction.modifiers else [])
    return lanewise(instruction, types, function)


@operation("mov")
def mov(instruction: Instruction) -> Run:
    """Section "mov": also the address of a variable, and {low, ..., high} to and from a word."""
    allow(instruction, *WIDTHS)
    expect_operands(instruction, 2)
    target, origin = instruction.operands
    type_name = instruction.type
    if isinstance(origin, Vector):
        return join(instruction)
    if isinstance(target, Vector):
        return split(instruction)
    store = destination(instruction, target)
    if isinstance(origin, Symbol):
        dtype = DTYPES[type_name]
        return lambda machine: store(
            machine.lanes,
            np.array(
                [machine.address_of(instruction, origin.name) + origin.offset], np.uint64
            ).astype(dtype),
        )
    read = source(instruction, origin, type_name)
    # The copy keeps two registers from sharing one array, which is written in place.
    return lambda machine: store(machine.lanes, read(machine.lanes).copy())


def join(instruction: Instruction) -> Run:
    """mov.b32 d, {a, b}"""
    target, origin = instruction.operands
    width = WIDTHS[instruction.type] // len(origin.elements)
    reads = [source(instruction, each, f"b{8 * width}") for each in origin.elements]
    store = destination(instruction, target)

    def run(machine) -> None:
        lanes = machine.lanes
        parts = np.stack([lanes.wide(read(lanes)) for read in reads], axis=1)
        store(lanes, parts.view(DTYPES[instruction.type])[:, 0].copy())

    return run


def split(instruction: Instruction) -> Run:
    """mov.b32 {a, b}, d"""
    target, origin = instruction.operands
    width = WIDTHS[instruction.type] // len(target.elements)
    stores = [destination(instruction, each) for each in target.elements]
    read = source(instruction, origin, f"b{8 * WIDTHS[instruction.type]}")

    def run(machine) -> None:
        lanes = machine.lanes
        parts = np.ascontiguousarray(read(lanes)).view(BITS[width]).reshape(-1, len(stores))
        for column, store in enumerate(stores):
            store(lanes, parts[:, column].copy())

    return run


WINDOWS = {"shared": SHARED_WINDOW, "local": LOCAL_WINDOW, "global": 0, "const": 0}


@operation("cvta")
def cvta(instruction: Instruction) -> Run:
    """Section "cvta": to a generic address, with .to from one."""
    modifiers = [re.sub("::.*", "", m) for m in instruction.modifiers]
    space = next((m for m in modifiers if m in WINDOWS), None)
    if space is None:
        unknown(instruction)
    window = np.int64(WINDOWS[space] if "to" not in modifiers else -WINDOWS[space])
    store = destination(instruction, instruction.operands[0])
    origin, type_name = instruction.operands[1], instruction.type
    if isinstance(origin, Symbol):
        return lambda machine: store(
            machine.lanes,
            np.array(
                [machine.address_of(instruction, origin.name) + origin.offset + window], np.int64
            ),
        )
    read = source(instruction, origin, type_name)
    return lambda machine: store(
        machine.lanes, (read(machine.lanes).astype(np.int64) + window).astype(DTYPES[type_name])
    )
