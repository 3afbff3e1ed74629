"""Floating-point arithmetic, comparison and selection.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, chapters "Floating Point Instructions", "Half Precision Floating Point
Instructions" and "Comparison and Selection Instructions". Subnormal numbers are kept
unless .ftz is given, also in f16. What the ISA calls approximate is computed in
binary64 and rounded once: within its bounds, but not the bits of any GPU.
"""

from __future__ import annotations

from typing import Callable

import numpy as np

from . import floats, integers
from .lanes import Array, destination, source
from .operations import Run, allow, expect_operands, lanewise, operation, unknown, wide_sources
from .ptxtypes import DTYPES, WIDTHS, is_float
from .syntax import Instruction, Pair, Sink

ROUNDINGS = ("rn", "rz", "rm", "rp")
PACKED = {"f16x2": "f16", "bf16x2": "bf16", "f32x2": "f32"}


def rounding(instruction: Instruction) -> str:
    return next((m for m in instruction.modifiers if m in ROUNDINGS), "rn")


def finish(instruction: Instruction, values: Array) -> Array:
    """.relu, .sat, .ftz and the NaN of the result."""
    modifiers = instruction.modifiers
    if values.dtype.kind != "f":
        return _finish_bf16(instruction, values)
    if "relu" in modifiers:
        values = np.where((values > 0) | np.isnan(values), values, values.dtype.type(0))
    if "sat" in modifiers:
        values = floats.saturate(values)
    if "ftz" in modifiers:
        values = floats.flush(values)
    return floats.canonical(values)


def _finish_bf16(instruction: Instruction, bits: Array) -> Array:
    values = floats.from_bf16(bits)
    if "relu" in instruction.modifiers:
        bits = np.where((values > 0) | np.isnan(values), bits, np.uint16(0))
    return np.where(np.isnan(values), floats.NAN16, bits).astype(np.uint16)


def start(instruction: Instruction, values: Array, type_name: str) -> Array:
    values = floats.to_float(values, type_name)
    return floats.flush(values) if "ftz" in instruction.modifiers else values


def float_lanewise(instruction: Instruction, count: int, function: Callable[..., Array]) -> Run:
    """An operation on scalars, or on both halves of packed types.

    `function` takes numpy floats and gives those of the type, bits for bf16.
    """
    type_name = instruction.type
    if sum(m in WIDTHS for m in instruction.modifiers) != 1:
        unknown(instruction)
    element = PACKED.get(type_name, type_name)

    def scalar(*values: Array) -> Array:
        return finish(instruction, function(*[start(instruction, v, element) for v in values]))

    if type_name not in PACKED:
        return lanewise(instruction, [type_name] * count, scalar)
    expect_operands(instruction, count + 1)
    store = destination(instruction, instruction.operands[0])
    whole, half = DTYPES[type_name], DTYPES[element]
    sources = [source(instruction, o, f"b{8 * whole.itemsize}") for o in instruction.operands[1:]]

    def run(machine) -> None:
        lanes = machine.lanes
        halves = [np.ascontiguousarray(v).view(half) for v in wide_sources(lanes, sources)]
        store(lanes, np.ascontiguousarray(scalar(*halves)).view(whole))

    return run


def _sum_of_products(instruction: Instruction, element: str) -> Callable[..., Array]:
    """a + b, a - b, a * b or a * b + c, rounded once to `element`."""
    mode = rounding(instruction)
    opcode = instruction.opcode
    native = mode == "rn" and element in ("f16", "f32", "f64")

    def add(a: Array, b: Array) -> Array:
        if native:
            return a + b
        if element == "f64":
            return floats.fma64(a, np.ones(1), b, mode)
        return floats.round_to(
            floats.odd_sum(a.astype(np.float64), b.astype(np.float64)), element, mode
        )

    def multiply(a: Array, b: Array) -> Array:
        if native:
            return a * b
        if element == "f64":
            return floats.fma64(a, b, -np.zeros(1), mode)
        return floats.round_to(a.astype(np.float64) * b.astype(np.float64), element, mode)

    def fma(a: Array, b: Array, c: Array) -> Array:
        if element == "f64":
            return floats.fma64(a, b, c, mode)
        return floats.round_to(floats.odd_fma(a, b, c), element, mode)

    return {"add": add, "sub": lambda a, b: add(a, -b), "mul": multiply, "fma": fma, "mad": fma}[
        opcode
    ]


ARITHMETIC = (
    *ROUNDINGS,
    "ftz",
    "sat",
    "relu",
    "f16",
    "bf16",
    "f16x2",
    "bf16x2",
    "f32",
    "f64",
    "f32x2",
)


# The types of instructions of mixed precision, in the order of their names.
MIXED = (["f32", "f16"], ["f32", "bf16"])


def float_arithmetic(instruction: Instruction) -> Run:
    """Sections "add", "sub", "mul", "fma", "mad" (which is fma on sm_20 and later)."""
    allow(instruction, *ARITHMETIC)
    count = 3 if instruction.opcode in ("fma", "mad") else 2
    if [m for m in instruction.modifiers if m in WIDTHS] in MIXED:
        return _mixed_arithmetic(instruction, count)
    element = PACKED.get(instruction.type, instruction.type)
    return float_lanewise(instruction, count, _sum_of_products(instruction, element))


def _mixed_arithmetic(instruction: Instruction, count: int) -> Run:
    """Sections "add", "sub", "fma" of mixed precision: all sources but the last are of a
    narrow type and extended to binary32, which the last and the result are of."""
    if instruction.opcode not in ("add", "sub", "fma"):
        unknown(instruction)
    narrow = instruction.type
    function = _sum_of_products(instruction, "f32")

    def mixed(*values: Array) -> Array:
        extended = [start(instruction, v, narrow).astype(np.float32) for v in values[:-1]]
        return finish(instruction, function(*extended, start(instruction, values[-1], "f32")))

    return lanewise(instruction, [narrow] * (count - 1) + ["f32"], mixed)


def float_negate(instruction: Instruction) -> Run:
    """Sections "neg", "abs": bf16 by its bits."""
    allow(instruction, "ftz", *ARITHMETIC)
    type_name = instruction.type
    bits = {"bf16": 0x8000, "bf16x2": 0x80008000, "f16x2": 0x80008000}.get(type_name)
    if type_name == "f32x2":
        unknown(instruction)
    negative = instruction.opcode == "neg"
    if bits is not None and "ftz" not in instruction.modifiers:
        return lanewise(
            instruction,
            [type_name],
            lambda a: a ^ a.dtype.type(bits) if negative else a & ~a.dtype.type(bits),
        )
    return float_lanewise(instruction, 1, np.negative if negative else np.abs)


def float_minmax(instruction: Instruction) -> Run:
    """Sections "min", "max": -0.0 is less than +0.0; a NaN loses, with .NaN it wins."""
    allow(instruction, "ftz", "NaN", *ARITHMETIC)
    sign = instruction.opcode == "max"
    keep_nan = "NaN" in instruction.modifiers
    element = PACKED.get(instruction.type, instruction.type)

    def function(*values: Array) -> Array:
        result = values[0]
        for each in values[1:]:
            result = _choose(result, each, sign, keep_nan)
        return floats.round_to(result, "bf16") if element == "bf16" else result

    return float_lanewise(instruction, len(instruction.operands) - 1, function)


def _choose(a: Array, b: Array, largest: bool, keep_nan: bool) -> Array:
    a, b = np.broadcast_arrays(a, b)
    a_is_less = (a < b) | ((a == b) & np.signbit(a))
    result = np.where(a_is_less != largest, a, b)
    if keep_nan:
        return np.where(np.isnan(a) | np.isnan(b), a.dtype.type(np.nan), result)
    return np.where(np.isnan(a), b, np.where(np.isnan(b), a, result))


def float_divide(instruction: Instruction) -> Run:
    """Section "div": .approx and .full are computed like .rn."""
    allow(instruction, "approx", "full", *ARITHMETIC)
    mode, type_name = rounding(instruction), instruction.type
    if mode == "rn" or type_name == "f64":
        if mode != "rn":
            unknown(instruction)
        return float_lanewise(instruction, 2, np.divide)
    # A quotient of binary32 is never so close to a binary32 number that binary64 hides it.
    return float_lanewise(
        instruction,
        2,
        lambda a, b: floats.round_to(a.astype(np.float64) / b.astype(np.float64), type_name, mode),
    )


for _opcode, _integer, _floating in (
    ("add", integers.add, float_arithmetic),
    ("sub", integers.add, float_arithmetic),
    ("mul", integers.mul, float_arithmetic),
    ("mad", integers.mad, float_arithmetic),
    ("fma", float_arithmetic, float_arithmetic),
    ("div", integers.divide, float_divide),
    ("rem", integers.divide, unknown),
    ("min", integers.minmax, float_minmax),
    ("max", integers.minmax, float_minmax),
    ("neg", integers.negate, float_negate),
    ("abs", integers.negate, float_negate),
):
    operation(_opcode)(integers.by_kind(_integer, _floating))

FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "rcp": lambda x: 1 / x,
    "sqrt": np.sqrt,
    "rsqrt": lambda x: 1 / np.sqrt(x),
    "ex2": np.exp2,
    "lg2": np.log2,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
}


@operation(*FUNCTIONS)
def elementary(instruction: Instruction) -> Run:
    """Sections "rcp", "sqrt", "rsqrt", "ex2", "lg2", "sin", "cos", "tanh".

    Computed in binary64 and rounded, which is exact for rcp and sqrt of binary32. The
    ISA's bounds for .approx are 1 ulp (rcp, sqrt), 2 ulp (rsqrt, ex2), 2^-22 absolute or
    relative (lg2), 2^-20.5 absolute (sin, cos) and 2^-11 relative (tanh).
    """
    allow(instruction, "approx", *ARITHMETIC)
    function = FUNCTIONS[instruction.opcode]
    element = PACKED.get(instruction.type, instruction.type)
    mode = rounding(instruction)
    if element == "f64" and mode != "rn":
        unknown(instruction)
    return float_lanewise(
        instruction, 1, lambda a: floats.round_to(function(a.astype(np.float64)), element, mode)
    )


@operation("copysign")
def copysign(instruction: Instruction) -> Run:
    """Section "copysign": the sign of a, the rest of b."""
    allow(instruction, "f32", "f64")
    return lanewise(instruction, [instruction.type] * 2, lambda a, b: np.copysign(b, a))


@operation("testp")
def testp(instruction: Instruction) -> Run:
    """Section "testp"."""
    tests = {
        "finite": np.isfinite,
        "infinite": np.isinf,
        "number": lambda a: ~np.isnan(a),
        "notanumber": np.isnan,
        "normal": lambda a: np.isfinite(a) & (np.abs(a) >= np.finfo(a.dtype).tiny),
        "subnormal": lambda a: (a != 0) & (np.abs(a) < np.finfo(a.dtype).tiny),
    }
    allow(instruction, "f32", "f64", *tests)
    return lanewise(instruction, [instruction.type], tests[instruction.modifiers[0]])


# Comparison and selection.

ORDERED: dict[str, Callable[[Array, Array], Array]] = {
    "eq": np.equal,
    "ne": np.not_equal,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "lo": np.less,
    "ls": np.less_equal,
    "hi": np.greater,
    "hs": np.greater_equal,
}
UNORDERED = {"equ": "eq", "neu": "ne", "ltu": "lt", "leu": "le", "gtu": "gt", "geu": "ge"}
BOOLEANS = {"and": np.logical_and, "or": np.logical_or, "xor": np.logical_xor}


def comparison(name: str) -> Callable[[Array, Array], Array]:
    """The comparison as the ISA has it: ordered ones are false with a NaN, the others true."""
    if name == "num":
        return lambda a, b: ~(np.isnan(a) | np.isnan(b))
    if name == "nan":
        return lambda a, b: np.isnan(a) | np.isnan(b)
    if name in UNORDERED:
        plain = ORDERED[UNORDERED[name]]
        return lambda a, b: plain(a, b) | np.isnan(a) | np.isnan(b)
    if name == "ne":
        return lambda a, b: (a != b) & ~((a != a) | (b != b))
    return ORDERED[name]


COMPARISONS = (*ORDERED, *UNORDERED, "num", "nan")
COMPARABLE = ("ftz", *(name for name in WIDTHS if name not in ("pred", *PACKED)))


@operation("setp")
def setp(instruction: Instruction) -> Run:
    """Section "setp": p = (a op b) bool c, q = !(a op b) bool c."""
    allow(instruction, *COMPARISONS, *BOOLEANS, *COMPARABLE)
    expect_operands(instruction, 3, 4)
    compare = comparison(instruction.modifiers[0])
    type_name = instruction.type
    combine = next((BOOLEANS[m] for m in instruction.modifiers[1:] if m in BOOLEANS), None)
    if (combine is None) != (len(instruction.operands) == 3):
        unknown(instruction)
    target = instruction.operands[0]
    first, second = (target.first, target.second) if isinstance(target, Pair) else (target, Sink())
    stores = destination(instruction, first), destination(instruction, second)
    sources = [source(instruction, o, type_name) for o in instruction.operands[1:3]]
    other = source(instruction, instruction.operands[3], "pred") if combine else None

    def run(machine) -> None:
        lanes = machine.lanes
        values = [each(lanes) for each in sources]
        if is_float(type_name):
            values = [start(instruction, each, type_name) for each in values]
        truth = compare(*values)
        negated = ~truth
        if combine:
            also = other(lanes)
            truth, negated = combine(truth, also), combine(negated, also)
        stores[0](lanes, truth)
        stores[1](lanes, negated)

    return run


@operation("set")
def set_(instruction: Instruction) -> Run:
    """Section "set": all ones or 1.0 where the comparison holds."""
    allow(instruction, *COMPARISONS, *COMPARABLE)
    result, type_name = [m for m in instruction.modifiers if m in WIDTHS]
    compare = comparison(instruction.modifiers[0])

    def function(a: Array, b: Array) -> Array:
        truth = (
            compare(start(instruction, a, type_name), start(instruction, b, type_name))
            if is_float(type_name)
            else compare(a, b)
        )
        if result == "f32":
            return truth.astype(np.float32)
        return np.where(truth, np.uint32(0xFFFFFFFF), np.uint32(0))

    if result not in ("u32", "s32", "f32"):
        unknown(instruction)
    return lanewise(instruction, [type_name] * 2, function)


@operation("selp")
def selp(instruction: Instruction) -> Run:
    """Section "selp"."""
    allow(instruction, *WIDTHS)
    type_name = instruction.type
    return lanewise(instruction, [type_name, type_name, "pred"], lambda a, b, p: np.where(p, a, b))


@operation("slct")
def slct(instruction: Instruction) -> Run:
    """Section "slct": a where c >= 0 (so -0.0 too), else b, also for NaN."""
    allow(instruction, "ftz", *WIDTHS)
    type_name, of = [m for m in instruction.modifiers if m in WIDTHS]
    return lanewise(instruction, [type_name, type_name, of], lambda a, b, c: np.where(c >= 0, a, b))
