"""Floating-point instructions against exact fractions, rounded by the tests' own code.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import math
import unittest
from fractions import Fraction

import numpy as np

from .. import floats
from .support import evaluate, round_exact, samples

COUNT = 320
MODES = ("rn", "rz", "rm", "rp")
TINY = {"f32": 2.0**-126, "f16": 2.0**-14, "f64": 2.0**-1022, "bf16": 2.0**-126}


def numbers(values: np.ndarray, type_name: str) -> list[float]:
    """Python floats of values as they lie in registers; binary64 holds all of them."""
    if type_name == "bf16":
        values = (values.astype(np.uint32) << 16).view(np.float32)
    return [float(v) for v in values]


def flushed(value: float, type_name: str) -> float:
    return math.copysign(0.0, value) if abs(value) < TINY[type_name] else value


class Floats(unittest.TestCase):
    def same(self, got: float, want, type_name: str, about: str):
        """Equal as numbers, NaN to NaN, zeros by their sign if `want` is a float."""
        if isinstance(want, float) and math.isnan(want):
            self.assertTrue(math.isnan(got), f"{about}: {got}, expects NaN")
            return
        self.assertEqual(got, float(want), f"{about}: got {got!r}, expects {float(want)!r}")
        if isinstance(want, float) and want == 0:
            self.assertEqual(
                math.copysign(1, got), math.copysign(1, want), f"{about}: sign of zero"
            )

    def check(self, text, type_name, exact, special, arity, mode="rn", ftz=False):
        """`exact` is a formula on fractions for finite numbers, `special` one on floats for
        the others and for results of zero."""
        values = [samples(type_name, COUNT, 10 + n) for n in range(arity)]
        got = numbers(evaluate(text, type_name, *[(type_name, v) for v in values]), type_name)
        columns = [numbers(v, type_name) for v in values]
        for row in range(COUNT):
            inputs = [c[row] for c in columns]
            if ftz:
                inputs = [flushed(x, type_name) for x in inputs]
            with np.errstate(all="ignore"):
                rough = float(special(*[np.float64(x) for x in inputs]))
            if all(map(math.isfinite, inputs)) and not math.isnan(rough):
                fraction = exact(*map(Fraction, inputs))
                if fraction is None or fraction == 0:
                    # The sign of an exact zero depends on the mode: compare it for rn only.
                    want = (
                        rough
                        if mode == "rn" and fraction is not None and rough == 0
                        else Fraction(0)
                    )
                    if fraction is None:
                        want = rough
                else:
                    want = round_exact(fraction, type_name, mode)
                    if want == 0:
                        want = math.copysign(0.0, fraction)
            else:
                want = rough
            if ftz and not isinstance(want, float) and 0 < abs(want) < TINY[type_name]:
                want = math.copysign(0.0, want)
            self.same(got[row], want, type_name, f"{text} of {inputs}")

    def test_add_mul_fma_round_once_in_all_modes(self):
        for type_name in ("f32", "f64"):
            for mode in MODES:
                with self.subTest(f"{mode}.{type_name}"):
                    tail = f".{mode}.{type_name} {{d}}, {{a}}, {{b}}"
                    self.check(
                        f"add{tail};", type_name, lambda a, b: a + b, lambda a, b: a + b, 2, mode
                    )
                    self.check(
                        f"sub{tail};", type_name, lambda a, b: a - b, lambda a, b: a - b, 2, mode
                    )
                    self.check(
                        f"mul{tail};", type_name, lambda a, b: a * b, lambda a, b: a * b, 2, mode
                    )
                    self.check(
                        f"fma{tail}, {{c}};",
                        type_name,
                        lambda a, b, c: a * b + c,
                        lambda a, b, c: a * b + c,
                        3,
                        mode,
                    )

    def test_f16_and_bf16_keep_subnormals(self):
        for type_name in ("f16", "bf16"):
            with self.subTest(type_name):
                tail = f".rn.{type_name} {{d}}, {{a}}, {{b}}"
                self.check(f"add{tail};", type_name, lambda a, b: a + b, lambda a, b: a + b, 2)
                self.check(f"mul{tail};", type_name, lambda a, b: a * b, lambda a, b: a * b, 2)
                self.check(
                    f"fma{tail}, {{c}};",
                    type_name,
                    lambda a, b, c: a * b + c,
                    lambda a, b, c: a * b + c,
                    3,
                )

    def test_fma_needs_the_bits_below_binary64(self):
        # The product lies just above a midpoint of binary32, by less than binary64 keeps.
        a, b, c = np.float32(1 + 2**-12), np.float32(1 + 2**-12), np.float32(2**-60)
        exact = Fraction(float(a)) * Fraction(float(b)) + Fraction(float(c))
        got = evaluate(
            "fma.rn.f32 {d}, {a}, {b}, {c};",
            "f32",
            *[("f32", np.full(32, x, np.float32)) for x in (a, b, c)],
        )
        self.assertEqual(float(got[0]), float(round_exact(exact, "f32")))
        self.assertNotEqual(
            float(got[0]), float(np.float32(np.float64(a) * np.float64(b) + np.float64(c)))
        )

    def test_ftz_flushes_inputs_and_results(self):
        tail = ".rn.ftz.f32 {d}, {a}, {b}"
        self.check(f"add{tail};", "f32", lambda a, b: a + b, lambda a, b: a + b, 2, ftz=True)
        self.check(f"mul{tail};", "f32", lambda a, b: a * b, lambda a, b: a * b, 2, ftz=True)
        self.check(
            f"fma{tail}, {{c}};",
            "f32",
            lambda a, b, c: a * b + c,
            lambda a, b, c: a * b + c,
            3,
            ftz=True,
        )

    def test_results_have_the_canonical_nan(self):
        nan = np.full(32, 0xFFC12345, np.uint32).view(np.float32)
        got = evaluate("add.f32 {d}, {a}, {b};", "u32", ("f32", nan), ("f32", nan))
        self.assertEqual(int(got[0]), 0x7FFFFFFF)
        half = np.full(32, 0xFE12, np.uint16).view(np.float16)
        got = evaluate("mul.f16 {d}, {a}, {b};", "u16", ("f16", half), ("f16", half))
        self.assertEqual(int(got[0]), 0x7FFF)

    def test_sat_clamps_and_makes_nan_zero(self):
        values = np.resize(
            np.array([-1, -0.0, 0.25, 1, 7, np.inf, -np.inf, np.nan], np.float32), 32
        )
        got = evaluate(
            "add.sat.f32 {d}, {a}, {b};", "f32", ("f32", values), ("f32", np.zeros(32, np.float32))
        )
        self.assertEqual(got[:8].tolist(), [0, 0, 0.25, 1, 1, 1, 0, 0])

    def test_relu(self):
        values = np.resize(np.array([-2, 3, -0.0, np.nan], np.float16), 32)
        ones, zeros = np.ones(32, np.float16), np.zeros(32, np.float16)
        got = evaluate(
            "fma.rn.relu.f16 {d}, {a}, {b}, {c};",
            "f16",
            ("f16", values),
            ("f16", ones),
            ("f16", zeros),
        )
        self.assertEqual(got[:3].tolist(), [0, 3, 0])
        self.assertTrue(np.isnan(got[3]))

    def test_packed_halves_are_independent(self):
        a, b, c = (samples("f16", 128, n).view(np.uint32) for n in (20, 21, 22))
        got = evaluate(
            "fma.rn.f16x2 {d}, {a}, {b}, {c};", "b32", ("b32", a), ("b32", b), ("b32", c)
        )
        halves = [x.view(np.float16)[:64].astype(np.float64) for x in (a, b, c)]
        result = got.view(np.float16)[:64]
        for row in range(64):
            inputs = [float(h[row]) for h in halves]
            if all(map(math.isfinite, inputs)):
                exact = round_exact(
                    Fraction(inputs[0]) * Fraction(inputs[1]) + Fraction(inputs[2]), "f16"
                )
                self.assertEqual(float(result[row]), float(exact))

    def test_pairs_of_binary32(self):
        a, b, c = (samples("f32", 128, n).view(np.uint64) for n in (23, 24, 25))
        for text, single in (
            ("fma.rn.f32x2 {d}, {a}, {b}, {c};", "fma.rn.f32 {d}, {a}, {b}, {c};"),
            ("add.rn.ftz.f32x2 {d}, {a}, {b};", "add.rn.ftz.f32 {d}, {a}, {b};"),
            ("mul.rz.f32x2 {d}, {a}, {b};", "mul.rz.f32 {d}, {a}, {b};"),
        ):
            pairs = evaluate(text, "b64", ("b64", a), ("b64", b), ("b64", c)).view(np.uint32)
            halves = evaluate(single, "b32", *[("f32", x.view(np.float32)) for x in (a, b, c)])
            self.assertEqual(pairs.tolist(), halves.tolist())

    def test_mixed_precision_extends_narrow_sources(self):
        for narrow in ("f16", "bf16"):
            a, b = (samples(narrow, 128, n) for n in (26, 27))
            c = samples("f32", 128, 28)
            wide = [np.asarray(numbers(x, narrow), np.float32) for x in (a, b)]
            for mixed, single, sources in (
                (f"add.rn.f32.{narrow} {{d}}, {{a}}, {{b}};", "add.rn.f32 {d}, {a}, {b};", 1),
                (f"sub.rz.f32.{narrow} {{d}}, {{a}}, {{b}};", "sub.rz.f32 {d}, {a}, {b};", 1),
                (f"fma.rn.f32.{narrow} {{d}}, {{a}}, {{b}}, {{c}};",
                 "fma.rn.f32 {d}, {a}, {b}, {c};", 2),
            ):
                with self.subTest(mixed):
                    narrow_inputs = [(narrow, x) for x in (a, b)[:sources]]
                    wide_inputs = [("f32", x) for x in wide[:sources]]
                    got = evaluate(mixed, "b32", *narrow_inputs, ("f32", c))
                    want = evaluate(single, "b32", *wide_inputs, ("f32", c))
                    self.assertEqual(got.tolist(), want.tolist())

    def test_min_max_order_zeros_and_drop_nan(self):
        def smallest(a, b):
            if math.isnan(a) or math.isnan(b):
                return b if math.isnan(a) else a
            return min((a, b), key=lambda x: (x, math.copysign(1, x)))

        for type_name in ("f32", "f16", "f64", "bf16"):
            with self.subTest(type_name):
                negated = lambda a, b: -smallest(-a, -b)
                nothing = lambda *_: None
                self.check(f"min.{type_name} {{d}}, {{a}}, {{b}};", type_name, nothing, smallest, 2)
                self.check(f"max.{type_name} {{d}}, {{a}}, {{b}};", type_name, nothing, negated, 2)
                sticky = lambda a, b: math.nan if math.isnan(a) or math.isnan(b) else smallest(a, b)
                self.check(
                    f"min.NaN.{type_name} {{d}}, {{a}}, {{b}};", type_name, nothing, sticky, 2
                )

    def test_neg_abs_are_bit_operations(self):
        for type_name, bit in (("f32", 31), ("f16", 15), ("bf16", 15), ("f64", 63)):
            values = samples(type_name, 64, 30)
            numeric = numbers(values, type_name)
            for opcode, want in (("neg", lambda x: -x), ("abs", abs)):
                got = numbers(
                    evaluate(f"{opcode}.{type_name} {{d}}, {{a}};", type_name, (type_name, values)),
                    type_name,
                )
                for x, y in zip(numeric, got):
                    self.same(y, want(x), type_name, f"{opcode}.{type_name} of {x}")

    def test_divide_rcp_sqrt_are_correctly_rounded(self):
        for mode in MODES:
            with self.subTest(mode):
                self.check(
                    f"div.{mode}.f32 {{d}}, {{a}}, {{b}};",
                    "f32",
                    lambda a, b: a / b if b else None,
                    np.divide,
                    2,
                    mode,
                )
                self.check(
                    f"rcp.{mode}.f32 {{d}}, {{a}};",
                    "f32",
                    lambda a: 1 / a if a else None,
                    lambda a: 1 / a,
                    1,
                    mode,
                )

    def test_sqrt_against_integer_square_roots(self):
        values = np.abs(samples("f32", 128, 31))
        values = values[np.isfinite(values) & (values > 0)]
        got = evaluate("sqrt.rn.f32 {d}, {a};", "f32", ("f32", values))
        for x, y in zip(values, got):
            # y is nearest if x lies between the squares of the midpoints around it.
            low = (Fraction(float(y)) + Fraction(float(np.nextafter(y, np.float32(0))))) / 2
            high = (Fraction(float(y)) + Fraction(float(np.nextafter(y, np.float32(np.inf))))) / 2
            self.assertTrue(low**2 <= Fraction(float(x)) <= high**2, f"sqrt of {x!r} is {y!r}")

    def test_approximations_keep_the_bounds_of_the_isa(self):
        values = np.random.default_rng(5).uniform(0.01, 20, 256).astype(np.float32)
        bounds = {
            "rcp": (lambda x: 1 / x, 2**-23, 0),
            "sqrt": (math.sqrt, 2**-23, 0),
            "rsqrt": (lambda x: x**-0.5, 2**-22, 0),
            "ex2": (lambda x: 2**x, 2**-22, 0),
            "lg2": (math.log2, 2**-22, 2**-22),
            "sin": (math.sin, 0, 2**-20.5),
            "cos": (math.cos, 0, 2**-20.5),
            "tanh": (math.tanh, 2**-11, 0),
        }
        for opcode, (function, relative, absolute) in bounds.items():
            got = evaluate(f"{opcode}.approx.f32 {{d}}, {{a}};", "f32", ("f32", values))
            for x, y in zip(values, got):
                want = function(float(x))
                self.assertLessEqual(abs(float(y) - want), relative * abs(want) + absolute, opcode)

    def test_approximations_at_the_ends(self):
        inf = math.inf
        cases = {
            "rcp": [(0.0, inf), (-0.0, -inf), (inf, 0.0), (-inf, -0.0)],
            "rsqrt": [(0.0, inf), (-0.0, -inf), (inf, 0.0), (-1.0, math.nan)],
            "ex2": [(-inf, 0.0), (inf, inf), (0.0, 1.0), (128.0, inf)],
            "lg2": [(0.0, -inf), (-0.0, -inf), (inf, inf), (-1.0, math.nan)],
            "sqrt": [(-0.0, -0.0), (-1.0, math.nan)],
            "sin": [(inf, math.nan), (-0.0, -0.0)],
        }
        for opcode, table in cases.items():
            values = np.array([x for x, _ in table], np.float32)
            got = evaluate(f"{opcode}.approx.f32 {{d}}, {{a}};", "f32", ("f32", values))
            for y, (_, want) in zip(got, table):
                self.same(float(y), want, "f32", opcode)

    def test_approx_ftz_flushes(self):
        tiny = np.array([1, 0x80000001, 0x007FFFFF], np.uint32).view(np.float32)
        got = evaluate("rcp.approx.ftz.f32 {d}, {a};", "f32", ("f32", tiny))
        self.assertEqual(got.tolist(), [math.inf, -math.inf, math.inf])
        large = np.array([-127.5, -149], np.float32)
        self.assertEqual(
            evaluate("ex2.approx.ftz.f32 {d}, {a};", "f32", ("f32", large)).tolist(), [0, 0]
        )
        self.assertEqual(
            evaluate("ex2.approx.f32 {d}, {a};", "f32", ("f32", large))[1], np.float32(2**-149)
        )

    def test_odd_rounding_by_hand(self):
        one, small = np.ones(1), np.full(1, 2.0**-80)
        self.assertEqual(floats.odd_sum(one, small)[0], np.nextafter(1.0, 2.0))
        self.assertEqual(floats.odd_sum(one, -small)[0], np.nextafter(1.0, 0.0))
        self.assertEqual(floats.odd_sum(one, one)[0], 2.0)


class Comparisons(unittest.TestCase):
    def test_setp_with_nan(self):
        values = np.array([-1, 0, -0.0, 2, np.inf, np.nan], np.float32)
        a, b = (x.ravel() for x in np.meshgrid(values, values))
        ordered = {
            "eq": lambda x, y: x == y,
            "ne": lambda x, y: x < y or x > y,
            "lt": lambda x, y: x < y,
            "le": lambda x, y: x <= y,
            "gt": lambda x, y: x > y,
            "ge": lambda x, y: x >= y,
        }
        for name, formula in ordered.items():
            for unordered in (False, True):
                full = name + ("u" if unordered else "")
                got = evaluate(
                    f"setp.{full}.f32 {{d}}, {{a}}, {{b}};", "pred", ("f32", a), ("f32", b)
                )
                for x, y, z in zip(a, b, got):
                    nan = math.isnan(x) or math.isnan(y)
                    self.assertEqual(
                        bool(z), unordered if nan else formula(x, y), f"{full} {x} {y}"
                    )
        for name, sense in (("num", True), ("nan", False)):
            got = evaluate(f"setp.{name}.f32 {{d}}, {{a}}, {{b}};", "pred", ("f32", a), ("f32", b))
            self.assertEqual(
                got.astype(bool).tolist(),
                [(not (math.isnan(x) or math.isnan(y))) == sense for x, y in zip(a, b)],
            )

    def test_setp_integers(self):
        import operator

        names = {
            "eq": operator.eq,
            "ne": operator.ne,
            "lt": operator.lt,
            "le": operator.le,
            "gt": operator.gt,
            "ge": operator.ge,
        }
        for type_name in ("s32", "u32", "s16", "u64", "s64"):
            a, b = (samples(type_name, 128, n) for n in (40, 41))
            for name, formula in names.items():
                got = evaluate(
                    f"setp.{name}.{type_name} {{d}}, {{a}}, {{b}};",
                    "pred",
                    (type_name, a),
                    (type_name, b),
                )
                self.assertEqual(
                    got.astype(bool).tolist(), [formula(int(x), int(y)) for x, y in zip(a, b)]
                )
        a, b = (samples("u32", 128, n) for n in (42, 43))
        for name, formula in (
            ("lo", operator.lt),
            ("ls", operator.le),
            ("hi", operator.gt),
            ("hs", operator.ge),
        ):
            got = evaluate(f"setp.{name}.u32 {{d}}, {{a}}, {{b}};", "pred", ("u32", a), ("u32", b))
            self.assertEqual(
                got.astype(bool).tolist(), [formula(int(x), int(y)) for x, y in zip(a, b)]
            )

    def test_setp_combines_and_negates(self):
        a = np.arange(64, dtype=np.int32)
        got = evaluate(
            "{{ .reg .pred q, r; setp.gt.s32 r, {a}, 10; setp.lt.and.s32 {d}|q, {a}, 20, r; "
            "@q mov.pred {d}, q; }}",
            "pred",
            ("s32", a),
        )
        # p = a < 20 and a > 10, q = not (a < 20) and a > 10.
        self.assertEqual(got.astype(bool).tolist(), [x > 10 for x in range(64)])
        got = evaluate(
            "{{ .reg .pred r; setp.gt.s32 r, {a}, 10; setp.lt.xor.s32 {d}, {a}, 20, !r; }}",
            "pred",
            ("s32", a),
        )
        self.assertEqual(got.astype(bool).tolist(), [(x < 20) != (not x > 10) for x in range(64)])

    def test_predicate_logic(self):
        a = np.arange(32, dtype=np.int32)
        got = evaluate(
            "{{ .reg .pred p, q; setp.gt.s32 p, {a}, 8; setp.lt.s32 q, {a}, 16; and.pred p, p, q; "
            "not.pred q, p; xor.pred {d}, p, q; and.pred {d}, {d}, p; }}",
            "pred",
            ("s32", a),
        )
        self.assertEqual(got.astype(bool).tolist(), [8 < x < 16 for x in range(32)])

    def test_selp_slct_set(self):
        a, b, c = (samples("s32", 96, n) for n in (44, 45, 46))
        got = evaluate(
            "{{ .reg .pred p; setp.ge.s32 p, {c}, 0; selp.b32 {d}, {a}, {b}, p; }}",
            "s32",
            ("s32", a),
            ("s32", b),
            ("s32", c),
        )
        self.assertEqual(got.tolist(), np.where(c >= 0, a, b).tolist())
        got = evaluate(
            "slct.s32.s32 {d}, {a}, {b}, {c};", "s32", ("s32", a), ("s32", b), ("s32", c)
        )
        self.assertEqual(got.tolist(), np.where(c >= 0, a, b).tolist())
        got = evaluate("set.lt.u32.s32 {d}, {a}, {b};", "u32", ("s32", a), ("s32", b))
        self.assertEqual(got.tolist(), [0xFFFFFFFF if x < y else 0 for x, y in zip(a, b)])

    def test_testp_copysign(self):
        values = samples("f32", 128, 47)
        tests = {
            "finite": math.isfinite,
            "infinite": math.isinf,
            "notanumber": math.isnan,
            "number": lambda x: not math.isnan(x),
            "normal": lambda x: math.isfinite(x) and abs(x) >= TINY["f32"],
            "subnormal": lambda x: 0 < abs(x) < TINY["f32"],
        }
        for name, formula in tests.items():
            got = evaluate(f"testp.{name}.f32 {{d}}, {{a}};", "pred", ("f32", values))
            self.assertEqual(got.astype(bool).tolist(), [formula(float(x)) for x in values])
        other = samples("f32", 128, 48)
        got = evaluate("copysign.f32 {d}, {a}, {b};", "u32", ("f32", values), ("f32", other))
        bits = values.view(np.uint32) & 0x80000000 | other.view(np.uint32) & 0x7FFFFFFF
        self.assertEqual(got.tolist(), bits.tolist())


if __name__ == "__main__":
    unittest.main()
