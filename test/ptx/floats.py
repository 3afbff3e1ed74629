"""Rounding as PTX defines it, on numpy arrays.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Sums and products are rounded once from the exact result, in any rounding mode. The
way there is rounding to odd: a binary64 value whose last bit says that something
was cut off rounds to any format of 50 bits or fewer as the exact value would
(Boldo and Melquiond, "Emulation of a FMA and Correctly Rounded Sums", 2008).
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from .ptxtypes import DTYPES

Array = np.ndarray

# The NaN that operations on binary32 and binary16 give (PTX ISA, "Floating Point
# Instructions": payloads are not kept).
NAN32 = np.uint32(0x7FFFFFFF)
NAN16 = np.uint16(0x7FFF)


def from_bf16(bits: Array) -> Array:
    """bf16 bits as binary32, exact."""
    return (bits.astype(np.uint32) << np.uint32(16)).view(np.float32)


def to_float(values: Array, type_name: str) -> Array:
    """Values as read from a register, in a numpy float type."""
    return from_bf16(values) if type_name == "bf16" else values


def odd_sum(a: Array, b: Array) -> Array:
    """a + b of binary64 values, rounded to odd."""
    total = a + b
    shadow = total - a
    error = (a - (total - shadow)) + (b - shadow)
    return _toward_odd(total, error)


def _toward_odd(total: Array, error: Array) -> Array:
    inexact = (error != 0) & np.isfinite(total) & (total.view(np.int64) & 1 == 0)
    if not inexact.any():
        return total
    neighbour = np.nextafter(total, np.where(error > 0, np.inf, -np.inf))
    return np.where(inexact, neighbour, total)


def odd_fma(a: Array, b: Array, c: Array) -> Array:
    """a * b + c rounded to odd, for factors of 24 bits or fewer (their product is exact)."""
    return odd_sum(a.astype(np.float64) * b.astype(np.float64), c.astype(np.float64))


def _adjust(rounded: Array, exact: Array, mode: str) -> Array:
    """Moves a value rounded to nearest to the neighbour that another mode asks for."""
    low, high = rounded.dtype.type(-np.inf), rounded.dtype.type(np.inf)
    wide = rounded.astype(exact.dtype)
    if mode == "rz":
        too_far = np.abs(wide) > np.abs(exact)
        return np.where(too_far, np.nextafter(rounded, rounded.dtype.type(0)), rounded)
    if mode == "rm":
        return np.where(wide > exact, np.nextafter(rounded, low), rounded)
    return np.where(wide < exact, np.nextafter(rounded, high), rounded)


def round_to(exact: Array, type_name: str, mode: str = "rn") -> Array:
    """Rounds binary64 or longer values to a type; bf16 comes back as bits."""
    if type_name == "bf16":
        return _round_to_bf16(exact, mode)
    rounded = exact.astype(DTYPES[type_name])
    if mode != "rn" and rounded.dtype.itemsize < exact.dtype.itemsize:
        # Infinite arguments stay; finite ones overflow only away from zero.
        rounded = np.where(np.isinf(exact), rounded, _adjust(rounded, exact, mode))
    return rounded


def _round_to_bf16(exact: Array, mode: str) -> Array:
    # To binary32 by cutting, with the last bit set if anything was lost, then once more.
    narrow = round_to(exact, "f32", "rz")
    bits = narrow.view(np.uint32)
    lost = (narrow.astype(exact.dtype) != exact) & np.isfinite(exact)
    bits = bits | lost.astype(np.uint32)
    cut = bits >> np.uint32(16)
    rest = bits & np.uint32(0xFFFF)
    negative = bits >> np.uint32(31) == 1
    if mode == "rn":
        half = np.uint32(0x8000)
        up = (rest > half) | ((rest == half) & (cut & 1 == 1))
    elif mode == "rz":
        up = np.zeros(bits.shape, bool)
    else:
        up = (rest != 0) & (negative if mode == "rm" else ~negative)
    result = (cut + up).astype(np.uint16)
    return np.where(np.isnan(exact), NAN16, np.where(np.isinf(exact), cut, result)).astype(
        np.uint16
    )


def canonical(values: Array) -> Array:
    """Replaces NaNs by the one that PTX gives; binary64 keeps payloads."""
    nans = np.isnan(values)
    if values.dtype == np.float64 or not nans.any():
        return values
    if values.dtype == np.float32:
        return np.where(nans, NAN32, values.view(np.uint32)).view(np.float32)
    return np.where(nans, NAN16, values.view(np.uint16)).view(np.float16)


def flush(values: Array) -> Array:
    """.ftz: subnormal numbers become zeros of their sign."""
    tiny = np.abs(values) < np.finfo(values.dtype).tiny
    if not tiny.any():
        return values
    return np.where(tiny, np.copysign(values.dtype.type(0), values), values)


def saturate(values: Array) -> Array:
    """.sat: into [0.0, 1.0], NaN becomes +0.0."""
    low, high = values.dtype.type(0), values.dtype.type(1)
    return np.where(values > 0, np.minimum(values, high), low)


def fma64(a: Array, b: Array, c: Array, mode: str) -> Array:
    """a * b + c of binary64, rounded once; slow, for it computes with fractions."""
    plain = a * b + c
    finite = np.isfinite(a) & np.isfinite(b) & np.isfinite(c)
    flat = [np.broadcast_to(x, plain.shape) for x in (a, b, c)]
    result = plain.copy()
    for at in np.flatnonzero(finite):
        exact = Fraction(float(flat[0][at])) * Fraction(float(flat[1][at])) + Fraction(
            float(flat[2][at])
        )
        if exact:
            result[at] = _round_fraction(exact, mode)
    return result


def _round_fraction(exact: Fraction, mode: str) -> float:
    try:
        nearest = exact.numerator / exact.denominator
    except OverflowError:
        nearest = np.inf if exact > 0 else -np.inf
    if np.isinf(nearest):
        toward_zero = mode == "rz" or (mode == "rm") == (exact > 0) and mode != "rn"
        return float(np.copysign(np.finfo(np.float64).max, nearest)) if toward_zero else nearest
    difference = Fraction(nearest) - exact
    if mode == "rz" and (difference > 0) == (exact > 0) and difference:
        return float(np.nextafter(nearest, 0.0))
    if mode == "rm" and difference > 0:
        return float(np.nextafter(nearest, -np.inf))
    if mode == "rp" and difference < 0:
        return float(np.nextafter(nearest, np.inf))
    return nearest
