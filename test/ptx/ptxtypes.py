"""The fundamental types of PTX: their widths and how numpy holds them.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, chapter "State Spaces, Types, and Variables". bf16 has no numpy type: it
is held as its 16 bits, like the packed types, and arithmetic converts.
"""

from __future__ import annotations

import numpy as np

DTYPES: dict[str, np.dtype] = {
    name: np.dtype(dtype)
    for name, dtype in {
        "b8": np.uint8,
        "u8": np.uint8,
        "s8": np.int8,
        "b16": np.uint16,
        "u16": np.uint16,
        "s16": np.int16,
        "f16": np.float16,
        "bf16": np.uint16,
        "b32": np.uint32,
        "u32": np.uint32,
        "s32": np.int32,
        "f32": np.float32,
        "f16x2": np.uint32,
        "bf16x2": np.uint32,
        "tf32": np.uint32,
        "f32x2": np.uint64,
        "b64": np.uint64,
        "u64": np.uint64,
        "s64": np.int64,
        "f64": np.float64,
        "pred": np.bool_,
    }.items()
}

# Bytes of a type.
WIDTHS: dict[str, int] = {name: dtype.itemsize for name, dtype in DTYPES.items()}

# The type that registers of a width in bytes are kept in.
BITS: dict[int, np.dtype] = {
    1: np.dtype(np.uint8),
    2: np.dtype(np.uint16),
    4: np.dtype(np.uint32),
    8: np.dtype(np.uint64),
}

FLOATS = ("f16", "bf16", "f32", "f64", "f16x2", "bf16x2", "f32x2")


def is_signed(name: str) -> bool:
    return name[0] == "s"


def is_float(name: str) -> bool:
    return name in FLOATS
