"""What the tests share: one-instruction kernels, exact rounding, kernels from files.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

from __future__ import annotations

import pathlib
from fractions import Fraction

import numpy as np

from .. import Checks, Device, Module
from ..ptxtypes import DTYPES

KERNELS = pathlib.Path(__file__).parent.parent / "kernels"
HEADER = ".version 8.0\n.target sm_80\n.address_size 64\n"
SEED = 20240607

EXTREMES = {
    "u16": [0, 1, 2, 0x7FFF, 0x8000, 0xFFFF],
    "u32": [0, 1, 2, 31, 32, 33, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF],
    "u64": [0, 1, 63, 64, 65, 0xFFFFFFFF, 0x100000000, 2**63 - 1, 2**63, 2**64 - 1],
    "f32": [
        0,
        0x80000000,
        1,
        0x80000001,
        0x007FFFFF,
        0x00800000,
        0x3F800000,
        0xBF800000,
        0x7F7FFFFF,
        0xFF7FFFFF,
        0x7F800000,
        0xFF800000,
        0x7FC00000,
        0x3F000000,
        0x40200000,
        0x4F000000,
        0xCF000000,
    ],
    "f16": [
        0,
        0x8000,
        1,
        0x8001,
        0x03FF,
        0x0400,
        0x3C00,
        0xBC00,
        0x7BFF,
        0xFBFF,
        0x7C00,
        0xFC00,
        0x7E00,
    ],
    "f64": [
        0,
        1 << 63,
        1,
        0x3FF0000000000000,
        0x7FEFFFFFFFFFFFFF,
        0x7FF0000000000000,
        0xFFF0000000000000,
        0x7FF8000000000000,
        0x41DFFFFFFFC00000,
        0x36A0000000000000,
    ],
}
BIT_TYPE = {1: "u8", 2: "u16", 4: "u32", 8: "u64"}


def samples(type_name: str, count: int, seed: int) -> np.ndarray:
    """Extreme and random values; floats in all magnitudes."""
    dtype = DTYPES[type_name]
    bits = BIT_TYPE[dtype.itemsize]
    random = np.random.default_rng([SEED, seed])
    key = type_name if type_name in EXTREMES else "f16" if type_name == "bf16" else bits
    if bits == "u8":
        values = random.integers(0, 256, count, dtype=np.uint8)
    else:
        values = random.integers(0, 2 ** (8 * dtype.itemsize), count, dtype=DTYPES[bits])
        special = np.array(EXTREMES[key], DTYPES[bits])
        chosen = random.random(count) < 0.4
        values[chosen] = random.choice(special, int(chosen.sum()))
    return values.view(dtype)


def kernel_text(body: str, parameters: int = 2, registers: str = "", variables: str = "") -> str:
    """A kernel "test" whose .u64 parameters p0, p1 ... are in %rd0, %rd1 ...; %i is the
    thread's number in the grid, %t its number in the block."""
    declared = ", ".join(f".param .u64 p{n}" for n in range(parameters))
    loads = "\n".join(f"  ld.param.u64 %rd{n}, [p{n}];" for n in range(parameters))
    return f"""{HEADER}{variables}
.visible .entry test({declared})
{{
  .reg .pred %p<8>; .reg .b16 %h<32>; .reg .b32 %r<64>; .reg .b64 %rd<64>;
  .reg .f32 %f<32>; .reg .f64 %fd<32>; .reg .b32 %i; .reg .b32 %t; {registers}
  {{ .reg .b32 %c, %n; mov.u32 %t, %tid.x; mov.u32 %c, %ctaid.x; mov.u32 %n, %ntid.x;
    mad.lo.s32 %i, %c, %n, %t; }}
{loads}
{body}
  ret;
}}
"""


def run_kernel(text: str, grid, block, arrays, shared_bytes=0, checks: Checks | None = None):
    """Launches "test" on arrays; returns device, addresses and counters."""
    device = Device(1 << 22, checks)
    addresses = [device.allocate(np.asarray(a), f"p{n}") for n, a in enumerate(arrays)]
    counters = device.launch(Module.parse(text)["test"], grid, block, addresses, shared_bytes)
    return device, addresses, counters


def evaluate(instruction: str, out_type: str, *inputs: tuple[str, np.ndarray]) -> np.ndarray:
    """One instruction on arrays: "add.s32 {d}, {a}, {b};" gives an array of results."""
    count = inputs[0][1].size
    lines, names = [], {"d": "%d"}
    registers = f".reg .b{8 * DTYPES[out_type].itemsize} %d; "
    if out_type == "pred":
        registers = ".reg .pred %d; "
    for number, (type_name, _) in enumerate(inputs):
        name, width = f"%in{number}", DTYPES[type_name].itemsize
        names["abcefg"[number]] = name
        registers += f".reg .b{max(8 * width, 16)} {name}; "
        lines.append(f"  mad.wide.s32 %rd40, %i, {width}, %rd{number + 1};")
        lines.append(f"  ld.global.b{8 * width} {name}, [%rd40];")
    lines.append("  " + instruction.format(**names))
    result = "%d"
    width = DTYPES[out_type].itemsize
    if out_type == "pred":
        lines.append("  selp.u32 %r50, 1, 0, %d;")
        result, width = "%r50", 4
    lines += [
        f"  mad.wide.s32 %rd41, %i, {width}, %rd0;",
        f"  st.global.b{8 * width} [%rd41], {result};",
    ]
    text = kernel_text("\n".join(lines), len(inputs) + 1, registers)
    block = 32
    padded = [np.resize(a, -(-count // block) * block) for _, a in inputs]
    out = np.zeros(padded[0].size, np.dtype(f"u{width}"))
    device, addresses, _ = run_kernel(text, padded[0].size // block, block, [out, *padded])
    result_type = np.uint32 if out_type == "pred" else DTYPES[out_type]
    return device.read(addresses[0], result_type, out.size)[:count]


# Exact rounding, written on fractions and not on numpy.

FORMATS = {
    "f16": (11, -14, 15),
    "bf16": (8, -126, 127),
    "f32": (24, -126, 127),
    "f64": (53, -1022, 1023),
}


def round_exact(value: Fraction, type_name: str, mode: str = "rn") -> Fraction | float:
    """A fraction in a float format: precision bits and exponents as in IEEE 754."""
    precision, lowest, highest = FORMATS[type_name]
    if value == 0:
        return Fraction(0)
    magnitude = abs(value)
    exponent = magnitude.numerator.bit_length() - magnitude.denominator.bit_length()
    if magnitude < Fraction(2) ** exponent:
        exponent -= 1
    exponent = max(exponent, lowest)
    unit = Fraction(2) ** (exponent - precision + 1)
    low = magnitude / unit
    down, rest = low.numerator // low.denominator, low - low.numerator // low.denominator
    away = {
        "rn": rest > Fraction(1, 2) or (rest == Fraction(1, 2) and down % 2 == 1),
        "rz": False,
        "rm": value < 0 and rest > 0,
        "rp": value > 0 and rest > 0,
    }[mode]
    result = (down + away) * unit
    largest = (2 - Fraction(2) ** (1 - precision)) * Fraction(2) ** highest
    if result > largest:
        keep = mode == "rz" or (mode == "rm" and value > 0) or (mode == "rp" and value < 0)
        return largest * (1 if value > 0 else -1) if keep else float("inf" if value > 0 else "-inf")
    return result if value > 0 else -result


def load_kernel(name: str) -> str:
    return (KERNELS / f"{name}.ptx").read_text()
