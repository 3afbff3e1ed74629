"""Integer instructions against Python's unbounded integers.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import unittest

from ..ptxtypes import DTYPES
from .support import evaluate, samples

COUNT = 256


def wrap(value: int, type_name: str) -> int:
    bits = 8 * DTYPES[type_name].itemsize
    value &= (1 << bits) - 1
    return value - (1 << bits) if type_name[0] == "s" and value >> bits - 1 else value


class Integers(unittest.TestCase):
    def check(self, text, out_type, types, formula):
        """`formula` takes and gives Python integers; its result is wrapped."""
        values = [samples(t, COUNT, n) for n, t in enumerate(types)]
        got = evaluate(text, out_type, *zip(types, values))
        for row in range(COUNT):
            inputs = [int(v[row]) for v in values]
            want = wrap(formula(*inputs), out_type)
            self.assertEqual(int(got[row]), want, f"{text} of {inputs}")

    def for_types(self, names, text, formula, result=lambda t: t, arity=2):
        for name in names.split():
            with self.subTest(name):
                self.check(text.replace("TYPE", name), result(name), [name] * arity, formula)

    ALL = "u16 s16 u32 s32 u64 s64"

    def test_add_sub_wrap(self):
        self.for_types(self.ALL, "add.TYPE {d}, {a}, {b};", lambda a, b: a + b)
        self.for_types(self.ALL, "sub.TYPE {d}, {a}, {b};", lambda a, b: a - b)

    def test_add_sub_saturate(self):
        clamp = lambda x: max(-(2**31), min(2**31 - 1, x))
        self.check("add.sat.s32 {d}, {a}, {b};", "s32", ["s32"] * 2, lambda a, b: clamp(a + b))
        self.check("sub.sat.s32 {d}, {a}, {b};", "s32", ["s32"] * 2, lambda a, b: clamp(a - b))

    def test_mul_halves(self):
        self.for_types(self.ALL, "mul.lo.TYPE {d}, {a}, {b};", lambda a, b: a * b)
        for name in self.ALL.split():
            bits = 8 * DTYPES[name].itemsize
            with self.subTest(name):
                self.check(
                    f"mul.hi.{name} {{d}}, {{a}}, {{b}};",
                    name,
                    [name] * 2,
                    lambda a, b: a * b >> bits,
                )

    def test_wide_products(self):
        for name, wide in (("u16", "u32"), ("s16", "s32"), ("u32", "u64"), ("s32", "s64")):
            with self.subTest(name):
                self.check(
                    f"mul.wide.{name} {{d}}, {{a}}, {{b}};", wide, [name] * 2, lambda a, b: a * b
                )
                self.check(
                    f"mad.wide.{name} {{d}}, {{a}}, {{b}}, {{c}};",
                    wide,
                    [name, name, wide],
                    lambda a, b, c: a * b + c,
                )

    def test_mad(self):
        self.for_types(
            "u32 s32 u64 s64", "mad.lo.TYPE {d}, {a}, {b}, {c};", lambda a, b, c: a * b + c, arity=3
        )
        self.check(
            "mad.hi.s32 {d}, {a}, {b}, {c};", "s32", ["s32"] * 3, lambda a, b, c: (a * b >> 32) + c
        )
        self.check(
            "mad.hi.sat.s32 {d}, {a}, {b}, {c};",
            "s32",
            ["s32"] * 3,
            lambda a, b, c: max(-(2**31), min(2**31 - 1, (a * b >> 32) + c)),
        )

    def test_mul24(self):
        low = lambda a: wrap(a << 8, "s32") >> 8
        self.check("mul24.lo.s32 {d}, {a}, {b};", "s32", ["s32"] * 2, lambda a, b: low(a) * low(b))
        self.check(
            "mul24.hi.u32 {d}, {a}, {b};",
            "u32",
            ["u32"] * 2,
            lambda a, b: (a & 0xFFFFFF) * (b & 0xFFFFFF) >> 16,
        )
        self.check(
            "mad24.lo.u32 {d}, {a}, {b}, {c};",
            "u32",
            ["u32"] * 3,
            lambda a, b, c: (a & 0xFFFFFF) * (b & 0xFFFFFF) + c,
        )

    def test_division_goes_toward_zero(self):
        def quotient(a, b):
            return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1) if b else -1

        self.for_types(self.ALL, "div.TYPE {d}, {a}, {b};", quotient)
        self.for_types(
            self.ALL, "rem.TYPE {d}, {a}, {b};", lambda a, b: a - quotient(a, b) * b if b else a
        )

    def test_min_max_neg_abs(self):
        self.for_types(self.ALL, "min.TYPE {d}, {a}, {b};", min)
        self.for_types(self.ALL, "max.TYPE {d}, {a}, {b};", max)
        self.for_types("s16 s32 s64", "neg.TYPE {d}, {a};", lambda a: -a, arity=1)
        self.for_types("s16 s32 s64", "abs.TYPE {d}, {a};", abs, arity=1)
        self.for_types(
            "u32 s32", "sad.TYPE {d}, {a}, {b}, {c};", lambda a, b, c: c + abs(a - b), arity=3
        )

    def test_logic(self):
        self.for_types("b16 b32 b64", "and.TYPE {d}, {a}, {b};", lambda a, b: a & b)
        self.for_types("b16 b32 b64", "or.TYPE {d}, {a}, {b};", lambda a, b: a | b)
        self.for_types("b16 b32 b64", "xor.TYPE {d}, {a}, {b};", lambda a, b: a ^ b)
        self.for_types("b16 b32 b64", "not.TYPE {d}, {a};", lambda a: ~a, arity=1)
        self.for_types("b16 b32 b64", "cnot.TYPE {d}, {a};", lambda a: int(a == 0), arity=1)

    def test_shifts_clamp_their_amount(self):
        for name in ("b16", "b32", "b64", "u32", "s16", "s32", "u64", "s64"):
            bits = 8 * DTYPES[name].itemsize
            with self.subTest(name):
                if name[0] == "b":
                    self.check(
                        f"shl.{name} {{d}}, {{a}}, {{b}};",
                        name,
                        [name, "u32"],
                        lambda a, n: a << min(n, bits),
                    )
                self.check(
                    f"shr.{name} {{d}}, {{a}}, {{b}};",
                    name,
                    [name, "u32"],
                    lambda a, n: a >> min(n, bits),
                )

    def test_funnel_shift(self):
        for mode, amount in (("clamp", lambda c: min(c, 32)), ("wrap", lambda c: c & 31)):
            with self.subTest(mode):
                self.check(
                    f"shf.l.{mode}.b32 {{d}}, {{a}}, {{b}}, {{c}};",
                    "b32",
                    ["b32", "b32", "u32"],
                    lambda a, b, c: (b << 32 | a) << amount(c) >> 32,
                )
                self.check(
                    f"shf.r.{mode}.b32 {{d}}, {{a}}, {{b}}, {{c}};",
                    "b32",
                    ["b32", "b32", "u32"],
                    lambda a, b, c: (b << 32 | a) >> amount(c),
                )

    def test_lop3_follows_its_table(self):
        for table in (0x00, 0x01, 0x6A, 0x80, 0x96, 0xC8, 0xEA, 0xFF):

            def formula(a, b, c):
                return sum(
                    (table >> ((a >> i & 1) * 4 + (b >> i & 1) * 2 + (c >> i & 1)) & 1) << i
                    for i in range(32)
                )

            self.check(
                f"lop3.b32 {{d}}, {{a}}, {{b}}, {{c}}, {table:#x};", "b32", ["b32"] * 3, formula
            )

    def test_prmt(self):
        def formula(a, b, selector):
            pool, result = (b << 32 | a).to_bytes(8, "little"), 0
            for byte in range(4):
                nibble = selector >> 4 * byte & 15
                value = pool[nibble & 7]
                if nibble & 8:
                    value = 0xFF if value & 0x80 else 0
                result |= value << 8 * byte
            return result

        self.check("prmt.b32 {d}, {a}, {b}, {c};", "b32", ["b32"] * 3, formula)

    def test_prmt_modes(self):
        # The tables of the section, written as the four result bytes from the highest.
        tables = {
            "f4e": ["3210", "4321", "5432", "6543"],
            "b4e": ["5670", "6701", "7012", "0123"],
            "rc8": ["0000", "1111", "2222", "3333"],
            "ecl": ["3210", "3211", "3222", "3333"],
            "ecr": ["0000", "1110", "2210", "3210"],
            "rc16": ["1010", "3232", "1010", "3232"],
        }
        for mode, rows in tables.items():
            with self.subTest(mode):
                self.check(
                    f"prmt.b32.{mode} {{d}}, {{a}}, {{b}}, {{c}};",
                    "b32",
                    ["b32"] * 3,
                    lambda a, b, c: int.from_bytes(
                        bytes((b << 32 | a).to_bytes(8, "little")[int(x)] for x in rows[c & 3]),
                        "big",
                    ),
                )

    def test_bfe(self):
        for name in ("u32", "s32", "u64", "s64"):
            bits = 8 * DTYPES[name].itemsize

            def formula(a, b, c):
                position, length, top = b & 255, c & 255, bits - 1
                sign = 0
                if name[0] == "s" and length:
                    sign = a >> min(position + length - 1, top) & 1
                return sum(
                    (a >> position + i & 1 if i < length and position + i <= top else sign) << i
                    for i in range(bits)
                )

            with self.subTest(name):
                self.check(
                    f"bfe.{name} {{d}}, {{a}}, {{b}}, {{c}};", name, [name, "u32", "u32"], formula
                )
                for position, length in (
                    (0, 4),
                    (28, 4),
                    (4, 8),
                    (bits - 1, 1),
                    (bits - 2, 9),
                    (3, 0),
                ):
                    self.check(
                        f"bfe.{name} {{d}}, {{a}}, {position}, {length};",
                        name,
                        [name],
                        lambda a: formula(a, position, length),
                    )

    def test_bfi(self):
        for name in ("b32", "b64"):
            bits = 8 * DTYPES[name].itemsize

            def formula(a, b, c, d):
                position, length = c & 255, d & 255
                for i in range(length):
                    if position + i < bits:
                        b = b & ~(1 << position + i) | (a >> i & 1) << position + i
                return b

            with self.subTest(name):
                self.check(
                    f"bfi.{name} {{d}}, {{a}}, {{b}}, {{c}}, {{e}};",
                    name,
                    [name, name, "u32", "u32"],
                    formula,
                )
                for position, length in ((0, bits), (8, 8), (bits - 4, 8), (5, 0), (bits, 4)):
                    self.check(
                        f"bfi.{name} {{d}}, {{a}}, {{b}}, {position}, {length};",
                        name,
                        [name] * 2,
                        lambda a, b: formula(a, b, position, length),
                    )

    def test_bmsk(self):
        for mode, limit in (("clamp", lambda x: min(x, 32)), ("wrap", lambda x: x & 31)):
            self.check(
                f"bmsk.{mode}.b32 {{d}}, {{a}}, {{b}};",
                "b32",
                ["u32"] * 2,
                lambda a, b: ((1 << limit(b)) - 1) << limit(a),
            )

    def test_bit_counts(self):
        for name in ("b32", "b64"):
            bits = 8 * DTYPES[name].itemsize
            self.check(f"popc.{name} {{d}}, {{a}};", "u32", [name], lambda a: bin(a).count("1"))
            self.check(f"clz.{name} {{d}}, {{a}};", "u32", [name], lambda a: bits - a.bit_length())
            self.check(
                f"brev.{name} {{d}}, {{a}};", name, [name], lambda a: int(f"{a:0{bits}b}"[::-1], 2)
            )
        for name in ("u32", "s32", "u64", "s64"):
            bits = 8 * DTYPES[name].itemsize
            find = lambda a: (a if a >= 0 else ~a).bit_length() - 1
            self.check(f"bfind.{name} {{d}}, {{a}};", "u32", [name], find)
            self.check(
                f"bfind.shiftamt.{name} {{d}}, {{a}};",
                "u32",
                [name],
                lambda a: bits - 1 - find(a) if find(a) >= 0 else -1,
            )

    def test_dp4a(self):
        def parts(value, signed, width=1):
            raw = (value & 0xFFFFFFFF).to_bytes(4, "little")
            return [
                int.from_bytes(raw[i : i + width], "little", signed=signed)
                for i in range(0, 4, width)
            ]

        for a_type in ("u32", "s32"):
            for b_type in ("u32", "s32"):
                result = "u32" if a_type == b_type == "u32" else "s32"
                signs = a_type == "s32", b_type == "s32"
                with self.subTest(f"{a_type}.{b_type}"):
                    self.check(
                        f"dp4a.{a_type}.{b_type} {{d}}, {{a}}, {{b}}, {{c}};",
                        result,
                        ["b32", "b32", result],
                        lambda a, b, c: c
                        + sum(x * y for x, y in zip(parts(a, signs[0]), parts(b, signs[1]))),
                    )
                    for half, first in (("lo", 0), ("hi", 2)):
                        self.check(
                            f"dp2a.{half}.{a_type}.{b_type} {{d}}, {{a}}, {{b}}, {{c}};",
                            result,
                            ["b32", "b32", result],
                            lambda a, b, c: c
                            + sum(
                                x * y
                                for x, y in zip(
                                    parts(a, signs[0], 2), parts(b, signs[1])[first : first + 2]
                                )
                            ),
                        )


if __name__ == "__main__":
    unittest.main()
