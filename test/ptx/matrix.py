"""mma.sync: products of small matrices by a warp.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, section "Matrix multiply-accumulate operation using mma instruction", with
the fragments' layouts as figures there. Sums of integers are exact and wrap, or
clamp with .satfinite. Products of floats are exact and summed in binary64, then
rounded once: GPUs sum in an order and precision that the ISA leaves open.
"""

from __future__ import annotations

import re

import numpy as np

from . import floats
from .lanes import Array, Lanes, Source, destination, source
from .operations import Run, WARP_WIDE, operation, unknown
from .syntax import Instruction, Vector

# Shapes (m, n, k) by the type of A.
SHAPES = {
    "s8": [(8, 8, 16), (16, 8, 16), (16, 8, 32)],
    "u8": [(8, 8, 16), (16, 8, 16), (16, 8, 32)],
    "f16": [(16, 8, 8), (16, 8, 16)],
    "bf16": [(16, 8, 8), (16, 8, 16)],
    "tf32": [(16, 8, 4), (16, 8, 8)],
}
ELEMENTS = {"s8": np.int8, "u8": np.uint8, "f16": np.float16, "bf16": np.uint16, "tf32": np.float32}
LANE = np.arange(32)
GROUP, MEMBER = LANE // 4, LANE % 4


def a_layout(m: int, k: int, per_register: int) -> tuple[Array, Array]:
    """Row and column of element [lane, register, element] of A.

    Registers go down the rows first (8 apart), then along k, each thread of a group
    holding as many neighbours as fit into 32 bits.
    """
    down = m // 8
    registers = m * k // (32 * per_register)
    register = np.arange(registers)[None, :, None]
    element = np.arange(per_register)[None, None, :]
    row = GROUP[:, None, None] + 8 * (register % down)
    column = MEMBER[:, None, None] * per_register + element + 4 * per_register * (register // down)
    return np.broadcast_arrays(row + 0 * element, column)


def b_layout(k: int, per_register: int) -> tuple[Array, Array]:
    """Row (along k) and column of element [lane, register, element] of B, 8 columns wide."""
    registers = k // (4 * per_register)
    register = np.arange(registers)[None, :, None]
    element = np.arange(per_register)[None, None, :]
    row = MEMBER[:, None, None] * per_register + element + 4 * per_register * register
    return np.broadcast_arrays(row, GROUP[:, None, None] + 0 * row)


def c_layout(m: int) -> tuple[Array, Array]:
    """Row and column of element [lane, element] of C and D."""
    element = np.arange(m // 4)[None, :]
    return np.broadcast_arrays(
        GROUP[:, None] + 8 * (element // 2), 2 * MEMBER[:, None] + element % 2
    )


def fragment(lanes: Lanes, reads: list[Source], dtype: np.dtype) -> Array:
    """[warps, lane, register, element]"""
    words = np.stack([lanes.whole_warps(read(lanes)) for read in reads], axis=2)
    return np.ascontiguousarray(words).view(dtype).reshape(*words.shape, -1)


def widen(values: Array, type_name: str) -> Array:
    """To the float type that the product is computed in."""
    if type_name == "bf16":
        return floats.from_bf16(values).astype(np.float64)
    # Sums of 32 products of bytes stay below 2^24.
    return values.astype(np.float32 if type_name in ("s8", "u8") else np.float64)


@operation("mma")
def mma(instruction: Instruction) -> Run:
    """mma.sync.aligned.shape.row.col.dtype.atype.btype.ctype"""
    known = ("sync", "aligned", "row", "col", "satfinite", "s32", "f32", *ELEMENTS)
    modifiers = instruction.modifiers
    shape = next((m for m in modifiers if re.fullmatch(r"m\d+n\d+k\d+", m)), "")
    types = [x for x in modifiers if x in ("s32", "f32", *ELEMENTS)]
    if any(x not in known and x != shape for x in modifiers) or len(types) != 4 or not shape:
        unknown(instruction)
    m, n, k = map(int, re.findall(r"\d+", shape))
    d_type, a_type, b_type, c_type = types
    integer = a_type in ("s8", "u8")
    if (
        (m, n, k) not in SHAPES.get(a_type, [])
        or (integer and d_type != "s32")
        or modifiers[modifiers.index("row") :][:2] != ("row", "col")
        or not (integer and b_type in ("s8", "u8") or a_type == b_type)
    ):
        unknown(instruction)
    per_register = 4 // np.dtype(ELEMENTS[a_type]).itemsize
    places = a_layout(m, k, per_register), b_layout(k, per_register), c_layout(m)
    d, a, b, c = instruction.operands
    readers = [[source(instruction, each, "b32") for each in vector.elements] for vector in (a, b)]
    add = accumulator(instruction, c, c_type)
    put = result(instruction, d, d_type)
    lengths = [len(vector.elements) for vector in (a, b, c, d)]
    if lengths != [
        places[0][0].shape[1],
        places[1][0].shape[1],
        m // (8 if c_type == "f16" else 4),
        m // (8 if d_type == "f16" else 4),
    ]:
        unknown(instruction)

    def run(machine) -> None:
        lanes = machine.lanes
        left = widen(fragment(lanes, readers[0], ELEMENTS[a_type]), a_type)
        right = widen(fragment(lanes, readers[1], ELEMENTS[b_type]), b_type)
        matrix_a = np.empty((left.shape[0], m, k), left.dtype)
        matrix_b = np.empty((left.shape[0], k, n), left.dtype)
        matrix_a[:, places[0][0], places[0][1]] = left
        matrix_b[:, places[1][0], places[1][1]] = right
        product = np.matmul(matrix_a, matrix_b)[:, places[2][0], places[2][1]]
        if integer:
            total = product.astype(np.int64) + add(lanes)
            if "satfinite" in modifiers:
                total = np.clip(total, -(2**31), 2**31 - 1)
            put(lanes, total.astype(np.int32))
        else:
            put(lanes, product + add(lanes).astype(np.float64))

    return run


def accumulator(instruction: Instruction, operand: Vector, type_name: str):
    """A function that gives C as [warps, lane, element]."""
    if type_name == "f16":
        reads = [source(instruction, each, "b32") for each in operand.elements]
        return lambda lanes: fragment(lanes, reads, np.dtype(np.float16)).reshape(
            lanes.active // 32, 32, -1
        )
    reads = [source(instruction, each, type_name) for each in operand.elements]
    return lambda lanes: np.stack([lanes.whole_warps(read(lanes)) for read in reads], axis=2)


def result(instruction: Instruction, operand: Vector, type_name: str):
    """A function that rounds and writes D, given as [warps, lane, element]."""
    stores = [destination(instruction, each) for each in operand.elements]

    def put(lanes: Lanes, values: Array) -> None:
        if type_name != "s32":
            values = floats.canonical(floats.round_to(values, type_name))
        if type_name == "f16":
            values = np.ascontiguousarray(values).view(np.uint32)
        for index, store in enumerate(stores):
            store(lanes, np.ascontiguousarray(values[:, :, index]).reshape(-1))

    return put


@operation("movmatrix")
def transpose(instruction: Instruction) -> Run:
    """Section "movmatrix": an 8 x 8 matrix of 16-bit elements, transposed."""
    store = destination(instruction, instruction.operands[0])
    read = source(instruction, instruction.operands[1], "b32")

    def run(machine) -> None:
        lanes = machine.lanes
        words = np.ascontiguousarray(lanes.whole_warps(read(lanes)))
        matrix = words.view(np.uint16).reshape(-1, 8, 8).swapaxes(1, 2)
        store(lanes, np.ascontiguousarray(matrix).view(np.uint32).reshape(-1))

    return run


for _opcode in ("mma", "movmatrix"):
    WARP_WIDE[_opcode] = lambda instruction: None
