"""cvt, cvt.pack and mov against exact fractions and integers.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import math
import unittest
from fractions import Fraction

import numpy as np

from ..ptxtypes import DTYPES
from .support import evaluate, round_exact, samples
from .test_floats import flushed, numbers
from .test_integers import wrap

COUNT = 224
INTEGERS = ("u8", "s8", "u16", "s16", "u32", "s32", "u64", "s64")


def limits(type_name):
    bits = 8 * DTYPES[type_name].itemsize
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if type_name[0] == "s" else (0, (1 << bits) - 1)


def whole(value: float, mode: str) -> int:
    exact = Fraction(value)
    down = exact.numerator // exact.denominator
    rest = exact - down
    if mode == "rni":
        return down + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and down % 2 == 1))
    return {"rzi": math.trunc(exact), "rmi": down, "rpi": down + (rest > 0)}[mode]


class Conversions(unittest.TestCase):
    def test_float_to_integer_rounds_and_clamps(self):
        for origin in ("f32", "f16", "f64"):
            values = samples(origin, COUNT, 60)
            if origin == "f32":
                values[:64] = np.arange(-16, 16, 0.5)
            for target in INTEGERS:
                low, high = limits(target)
                bits = 8 * DTYPES[target].itemsize
                for mode in ("rni", "rzi", "rmi", "rpi"):
                    with self.subTest(f"{mode}.{target}.{origin}"):
                        got = evaluate(
                            f"cvt.{mode}.{target}.{origin} {{d}}, {{a}};",
                            target if bits > 8 else target[0] + "16",
                            (origin, values),
                        )
                        for x, y in zip(numbers(values, origin), got):
                            if math.isnan(x):
                                want = (
                                    wrap(1 << bits - 1, target)
                                    if bits == 64 or origin == "f64"
                                    else 0
                                )
                            elif math.isinf(x):
                                want = high if x > 0 else low
                            else:
                                want = min(max(whole(x, mode), low), high)
                            self.assertEqual(int(y), want, f"of {x}")

    def test_ftz_before_rounding_up(self):
        tiny = np.array([1, 0x80000001], np.uint32).view(np.float32)
        self.assertEqual(
            evaluate("cvt.rpi.s32.f32 {d}, {a};", "s32", ("f32", tiny)).tolist(), [1, 0]
        )
        self.assertEqual(
            evaluate("cvt.rpi.ftz.s32.f32 {d}, {a};", "s32", ("f32", tiny)).tolist(), [0, 0]
        )

    def test_integer_to_float_in_all_modes(self):
        for origin in INTEGERS:
            values = samples(origin, COUNT, 61)
            for target in ("f32", "f16", "f64", "bf16"):
                for mode in ("rn", "rz", "rm", "rp"):
                    with self.subTest(f"{mode}.{target}.{origin}"):
                        got = evaluate(
                            f"cvt.{mode}.{target}.{origin} {{d}}, {{a}};", target, (origin, values)
                        )
                        for x, y in zip(values, numbers(got, target)):
                            self.assertEqual(
                                y, float(round_exact(Fraction(int(x)), target, mode)), f"of {x}"
                            )

    def test_float_to_narrower_float_in_all_modes(self):
        for origin, target in (
            ("f32", "f16"),
            ("f32", "bf16"),
            ("f64", "f32"),
            ("f64", "f16"),
            ("f64", "bf16"),
        ):
            values = samples(origin, COUNT, 62)
            if origin == "f32":
                # Around the range of f16, with its subnormal numbers.
                values[::2] = np.ldexp(
                    np.random.default_rng(3).uniform(-2, 2, COUNT // 2),
                    np.random.default_rng(4).integers(-26, 17, COUNT // 2),
                )
            for mode in ("rn", "rz", "rm", "rp"):
                with self.subTest(f"{mode}.{target}.{origin}"):
                    got = evaluate(
                        f"cvt.{mode}.{target}.{origin} {{d}}, {{a}};", target, (origin, values)
                    )
                    for x, y in zip(numbers(values, origin), numbers(got, target)):
                        if math.isfinite(x):
                            self.assertEqual(
                                y, float(round_exact(Fraction(x), target, mode)), f"of {x!r}"
                            )
                        else:
                            self.assertEqual(
                                str(y), str(x).lstrip("-") if math.isnan(x) else str(x)
                            )

    def test_float_to_wider_float_is_exact(self):
        for origin, target in (("f16", "f32"), ("bf16", "f32"), ("f32", "f64"), ("f16", "f64")):
            values = samples(origin, COUNT, 63)
            got = evaluate(f"cvt.{target}.{origin} {{d}}, {{a}};", target, (origin, values))
            for x, y in zip(numbers(values, origin), numbers(got, target)):
                self.assertTrue(
                    x == y
                    and math.copysign(1, x) == math.copysign(1, y)
                    or (math.isnan(x) and math.isnan(y))
                )

    def test_float_to_integral_float(self):
        values = samples("f32", COUNT, 64)
        values[:64] = np.arange(-16, 16, 0.5)
        for mode in ("rni", "rzi", "rmi", "rpi"):
            got = evaluate(f"cvt.{mode}.f32.f32 {{d}}, {{a}};", "f32", ("f32", values))
            for x, y in zip(numbers(values, "f32"), got):
                if math.isfinite(x):
                    self.assertEqual(float(y), float(whole(x, mode)))

    def test_ftz_sat_satfinite_relu(self):
        values = samples("f32", COUNT, 65)
        got = evaluate("cvt.ftz.f64.f32 {d}, {a};", "f64", ("f32", values))
        for x, y in zip(numbers(values, "f32"), got):
            self.assertEqual(str(float(y)), str(flushed(x, "f32")))
        got = evaluate("cvt.sat.f32.f32 {d}, {a};", "f32", ("f32", values))
        for x, y in zip(numbers(values, "f32"), got):
            self.assertEqual(float(y), 0 if math.isnan(x) else min(max(x, 0.0), 1.0))
        large = np.array([1e6, -1e6, np.inf, 3, -3], np.float32)
        got = evaluate("cvt.rn.satfinite.f16.f32 {d}, {a};", "f16", ("f32", large))
        self.assertEqual(got.tolist(), [65504, -65504, 65504, 3, -3])
        got = evaluate("cvt.rn.relu.bf16.f32 {d}, {a};", "bf16", ("f32", large))
        self.assertEqual(numbers(got, "bf16")[3:], [3, 0])

    def test_integer_to_integer_wraps_or_clamps(self):
        for origin in INTEGERS:
            values = samples(origin, 96, 66)
            for target in INTEGERS:
                out = target if DTYPES[target].itemsize > 1 else target[0] + "32"
                with self.subTest(f"{target}.{origin}"):
                    got = evaluate(f"cvt.{target}.{origin} {{d}}, {{a}};", out, (origin, values))
                    self.assertEqual(got.tolist(), [wrap(int(x), target) for x in values])
                    low, high = limits(target)
                    got = evaluate(
                        f"cvt.sat.{target}.{origin} {{d}}, {{a}};", out, (origin, values)
                    )
                    self.assertEqual(got.tolist(), [min(max(int(x), low), high) for x in values])

    def test_packed_pairs_have_the_first_above(self):
        a, b = samples("f32", COUNT, 67), samples("f32", COUNT, 68)
        for target, element in (("f16x2", "f16"), ("bf16x2", "bf16")):
            got = evaluate(
                f"cvt.rn.{target}.f32 {{d}}, {{a}}, {{b}};", "b32", ("f32", a), ("f32", b)
            )
            for values, shift in ((a, 16), (b, 0)):
                halves = (got >> shift & 0xFFFF).astype(np.uint16).view(DTYPES[element])
                for x, y in zip(numbers(values, "f32"), numbers(halves, element)):
                    if math.isfinite(x):
                        self.assertEqual(y, float(round_exact(Fraction(x), element)))

    def test_pack_saturates(self):
        a, b, c = samples("s32", 96, 69), samples("s32", 96, 70), samples("b32", 96, 71)
        a[::3] %= 300
        clamp = lambda x, low, high: min(max(int(x), low), high)
        got = evaluate(
            "cvt.pack.sat.u8.s32.b32 {d}, {a}, {b}, {c};", "b32", ("s32", a), ("s32", b), ("b32", c)
        )
        self.assertEqual(
            got.tolist(),
            [
                (int(z) << 16 & 0xFFFFFFFF) | clamp(x, 0, 255) << 8 | clamp(y, 0, 255)
                for x, y, z in zip(a, b, c)
            ],
        )
        got = evaluate("cvt.pack.sat.s16.s32 {d}, {a}, {b};", "b32", ("s32", a), ("s32", b))
        self.assertEqual(
            got.tolist(),
            [
                (clamp(x, -(2**15), 2**15 - 1) & 0xFFFF) << 16
                | clamp(y, -(2**15), 2**15 - 1) & 0xFFFF
                for x, y in zip(a, b)
            ],
        )

    def test_tf32(self):
        values = np.array([0x3F801000, 0x3F800FFF, 0xBF801000], np.uint32).view(np.float32)
        got = evaluate("cvt.rna.tf32.f32 {d}, {a};", "b32", ("f32", values))
        self.assertEqual(got.tolist(), [0x3F802000, 0x3F800000, 0xBF802000])


class Moves(unittest.TestCase):
    def test_vectors_pack_and_unpack(self):
        values = samples("b64", 64, 72)
        got = evaluate(
            "{{ .reg .b32 x, y; .reg .b16 p, q; mov.b64 {{x, y}}, {a}; mov.b32 {{p, q}}, y; "
            "mov.b32 y, {{q, p}}; mov.b64 {d}, {{y, x}}; }}",
            "b64",
            ("b64", values),
        )
        self.assertEqual(
            got.tolist(),
            [
                (int(v) & 0xFFFFFFFF) << 32 | (int(v) >> 48) | (int(v) >> 32 & 0xFFFF) << 16
                for v in values
            ],
        )

    def test_sink_takes_a_part(self):
        values = samples("b32", 32, 73)
        got = evaluate(
            "{{ .reg .b16 q; mov.b32 {{_, q}}, {a}; cvt.u32.u16 {d}, q; }}", "u32", ("b32", values)
        )
        self.assertEqual(got.tolist(), [int(v) >> 16 for v in values])

    def test_a_copy_is_no_alias(self):
        values = np.arange(32, dtype=np.uint32)
        got = evaluate(
            "{{ .reg .pred p; .reg .b32 x; mov.b32 x, {a}; mov.b32 {d}, x; setp.lt.u32 p, {a}, 5; "
            "@p mov.b32 x, 99; }}",
            "u32",
            ("u32", values),
        )
        self.assertEqual(got.tolist(), list(range(32)))

    def test_literals(self):
        one = np.zeros(32, np.uint32)
        for text, want in (
            ("mov.b32 {d}, 0f3FC00000;", 0x3FC00000),
            ("mov.b32 {d}, -1;", 0xFFFFFFFF),
            ("mov.u32 {d}, 0xFF;", 255),
            ("mov.u32 {d}, 0b101;", 5),
            ("mov.u32 {d}, 12U;", 12),
            ("mov.f32 {d}, 0f80000000;", 0x80000000),
            ("mov.u32 {d}, WARP_SZ;", 32),
        ):
            self.assertEqual(int(evaluate(text, "b32", ("u32", one))[0]), want, text)


if __name__ == "__main__":
    unittest.main()
