"""mma.sync, ldmatrix and their relatives against sums over the ISA's own index formulas.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import unittest

import numpy as np

from .support import kernel_text, run_kernel, samples

WARPS = 2


# The ISA gives, for each shape, row and column of element i of a thread's fragment by
# its group (lane / 4) and its place in the group (lane % 4).


def a_place(shape, i, group, place):
    if shape == "m8n8k16":
        return group, place * 4 + i
    if shape == "m16n8k16.s8":
        return (group if i < 4 else group + 8), place * 4 + (i & 3)
    if shape == "m16n8k32":
        return (group if i < 4 or 8 <= i < 12 else group + 8), place * 4 + (i & 3) + (
            0 if i < 8 else 16
        )
    if shape == "m16n8k8":
        return (group if i < 2 else group + 8), place * 2 + (i & 1)
    if shape == "m16n8k16":
        return (group if i < 2 or 4 <= i < 6 else group + 8), place * 2 + (i & 1) + (
            0 if i < 4 else 8
        )
    if shape == "m16n8k4":
        return (group if i == 0 else group + 8), place
    return (group if i in (0, 2) else group + 8), place + (0 if i < 2 else 4)  # m16n8k8 of tf32


def b_place(shape, i, group, place):
    if shape in ("m8n8k16", "m16n8k16.s8"):
        return place * 4 + i, group
    if shape == "m16n8k32":
        return place * 4 + (i & 3) + (0 if i < 4 else 16), group
    if shape == "m16n8k8":
        return place * 2 + i, group
    if shape == "m16n8k16":
        return place * 2 + (i & 1) + (0 if i < 2 else 8), group
    return place + 4 * i, group  # tf32


def c_place(shape, i, group, place):
    return (group if i < 2 else group + 8), place * 2 + (i & 1)


class Products(unittest.TestCase):
    def run_mma(self, name, words, a, b, c):
        """Registers `words` = (a, b, c); the arrays are [threads, words] of uint32."""
        lists = [
            ", ".join(f"%{x}{n}" for n in range(count))
            for x, count in zip("abcd", (*words, words[2]))
        ]
        registers = "".join(f".reg .b32 %{x}<{n}>; " for x, n in zip("abcd", (*words, words[2])))
        body = ""
        for number, (x, count) in enumerate(zip("abc", words)):
            body += f"mul.wide.u32 %rd9, %i, {4 * count}; add.s64 %rd10, %rd{number + 1}, %rd9;"
            body += "".join(f"ld.global.b32 %{x}{n}, [%rd10+{4 * n}];" for n in range(count))
        body += f"{name} {{{lists[3]}}}, {{{lists[0]}}}, {{{lists[1]}}}, {{{lists[2]}}};"
        body += f"mul.wide.u32 %rd9, %i, {4 * words[2]}; add.s64 %rd10, %rd0, %rd9;"
        body += "".join(f"st.global.b32 [%rd10+{4 * n}], %d{n};" for n in range(words[2]))
        device, (out, *_), _ = run_kernel(
            kernel_text(body, 4, registers), 1, 32 * WARPS, [np.zeros_like(c), a, b, c]
        )
        return device.read(out, np.uint32, c.shape)

    def expected(self, shape, sizes, a, b, c):
        """The product by the places' formulas; arrays are [threads, elements]."""
        m, n, k = sizes
        result = np.zeros(c.shape, object)
        for warp in range(WARPS):
            left, right = {}, {}
            for lane in range(32):
                for i in range(a.shape[1]):
                    left[a_place(shape, i, lane // 4, lane % 4)] = a[32 * warp + lane, i]
                for i in range(b.shape[1]):
                    right[b_place(shape, i, lane // 4, lane % 4)] = b[32 * warp + lane, i]
            self.assertEqual((len(left), len(right)), (m * k, k * n))
            for lane in range(32):
                for i in range(c.shape[1]):
                    row, column = c_place(shape, i, lane // 4, lane % 4)
                    result[32 * warp + lane, i] = c[32 * warp + lane, i] + sum(
                        left[row, x] * right[x, column] for x in range(k)
                    )
        return result

    def test_bytes(self):
        threads = 32 * WARPS
        for shape, sizes, words in (
            ("m8n8k16", (8, 8, 16), (1, 1, 2)),
            ("m16n8k16", (16, 8, 16), (2, 1, 4)),
            ("m16n8k32", (16, 8, 32), (4, 2, 4)),
        ):
            for a_type, b_type in (("s8", "s8"), ("u8", "s8"), ("s8", "u8"), ("u8", "u8")):
                for saturate in ("", ".satfinite"):
                    a, b, c = (
                        samples("b32", threads * n, 7 + n).reshape(threads, n) for n in words
                    )
                    kind = lambda t: np.int8 if t == "s8" else np.uint8
                    name = f"mma.sync.aligned.{shape}.row.col{saturate}.s32.{a_type}.{b_type}.s32"
                    got = self.run_mma(name, words, a, b, c).view(np.int32)
                    key = "m16n8k16.s8" if shape == "m16n8k16" else shape
                    want = self.expected(
                        key,
                        sizes,
                        a.view(kind(a_type)).astype(object),
                        b.view(kind(b_type)).astype(object),
                        c.view(np.int32).astype(object),
                    )
                    if saturate:
                        want = np.clip(want, -(2**31), 2**31 - 1)
                    else:
                        want = (want + 2**31) % 2**32 - 2**31
                    with self.subTest(name):
                        self.assertEqual(got.tolist(), want.tolist())

    def test_halves(self):
        threads = 32 * WARPS
        random = np.random.default_rng(8)
        for shape, sizes, words in (
            ("m16n8k8", (16, 8, 8), (2, 1, 4)),
            ("m16n8k16", (16, 8, 16), (4, 2, 4)),
        ):
            for element in ("f16", "bf16"):
                # Small integers, so that every order of summation gives the same.
                a, b = (
                    random.integers(-8, 9, (threads, 2 * n)).astype(np.float32) for n in words[:2]
                )
                c = random.integers(-100, 101, (threads, 4)).astype(np.float32)
                pack = (
                    (lambda x: x.astype(np.float16).view(np.uint32))
                    if element == "f16"
                    else (lambda x: (x.view(np.uint32) >> 16).astype(np.uint16).view(np.uint32))
                )
                name = f"mma.sync.aligned.{shape}.row.col.f32.{element}.{element}.f32"
                got = self.run_mma(name, words, pack(a), pack(b), c.view(np.uint32)).view(
                    np.float32
                )
                want = self.expected(
                    shape, sizes, *(x.astype(int).astype(object) for x in (a, b, c))
                )
                with self.subTest(name):
                    self.assertEqual(got.tolist(), want.astype(float).tolist())

    def test_half_accumulators(self):
        threads = 32 * WARPS
        random = np.random.default_rng(9)
        a, b, c = (random.integers(-8, 9, (threads, n)).astype(np.float16) for n in (8, 4, 4))
        got = self.run_mma(
            "mma.sync.aligned.m16n8k16.row.col.f16.f16.f16.f16",
            (4, 2, 2),
            *(x.view(np.uint32) for x in (a, b, c)),
        ).view(np.float16)
        want = self.expected(
            "m16n8k16", (16, 8, 16), *(x.astype(int).astype(object) for x in (a, b, c))
        )
        self.assertEqual(got.tolist(), want.astype(float).tolist())

    def test_tf32(self):
        threads = 32 * WARPS
        random = np.random.default_rng(10)
        for shape, sizes, words in (
            ("m16n8k4", (16, 8, 4), (2, 1, 4)),
            ("m16n8k8", (16, 8, 8), (4, 2, 4)),
        ):
            a, b, c = (random.integers(-8, 9, (threads, n)).astype(np.float32) for n in words)
            got = self.run_mma(
                f"mma.sync.aligned.{shape}.row.col.f32.tf32.tf32.f32",
                words,
                *(x.view(np.uint32) for x in (a, b, c)),
            ).view(np.float32)
            key = "tf32" if shape == "m16n8k8" else shape
            want = self.expected(key, sizes, *(x.astype(int).astype(object) for x in (a, b, c)))
            self.assertEqual(got.tolist(), want.astype(float).tolist())


class MatrixTransfers(unittest.TestCase):
    def test_ldmatrix(self):
        data = samples("u16", 4 * 64, 11)
        rows = data.reshape(4, 8, 8)
        for count in (1, 2, 4):
            for suffix in ("", ".trans"):
                registers = ", ".join(f"%r{10 + n}" for n in range(count))
                stores = "".join(f"st.global.b32 [%rd8+{4 * n}], %r{10 + n};" for n in range(count))
                body = f"""mov.u32 %r1, buffer; shl.b32 %r2, %t, 4; add.s32 %r3, %r1, %r2; mul.wide.u32 %rd5, %t, 16;
                    add.s64 %rd6, %rd1, %rd5; ld.global.v4.b32 {{%r4, %r5, %r6, %r7}}, [%rd6];
                    st.shared.v4.b32 [%r3], {{%r4, %r5, %r6, %r7}}; bar.warp.sync -1;
                    ldmatrix.sync.aligned.m8n8.x{count}{suffix}.shared.b16 {{{registers}}}, [%r3];
                    add.s64 %rd8, %rd0, %rd5; {stores}"""
                text = kernel_text(body, 2, variables=".shared .align 16 .b8 buffer[512];")
                device, (out, _), _ = run_kernel(text, 1, 32, [np.zeros(128, np.uint32), data])
                got = device.read(out, np.uint16, (32, 4, 2))
                for matrix in range(count):
                    for lane in range(32):
                        row, column = lane // 4, 2 * (lane % 4)
                        want = [
                            (
                                int(rows[matrix, row, column + e])
                                if not suffix
                                else int(rows[matrix, column + e, row])
                            )
                            for e in range(2)
                        ]
                        self.assertEqual(got[lane, matrix].tolist(), want, f"x{count}{suffix}")

    def test_stmatrix_is_the_reverse(self):
        for suffix in ("", ".trans"):
            body = f"""mov.u32 %r1, buffer; shl.b32 %r2, %t, 4; add.s32 %r3, %r1, %r2; mul.wide.u32 %rd5, %t, 16;
                add.s64 %rd6, %rd1, %rd5; ld.global.v4.b32 {{%r4, %r5, %r6, %r7}}, [%rd6];
                stmatrix.sync.aligned.m8n8.x4{suffix}.shared.b16 [%r3], {{%r4, %r5, %r6, %r7}}; bar.warp.sync -1;
                ldmatrix.sync.aligned.m8n8.x4{suffix}.shared.b16 {{%r8, %r9, %r10, %r11}}, [%r3];
                add.s64 %rd8, %rd0, %rd5; st.global.v4.b32 [%rd8], {{%r8, %r9, %r10, %r11}};"""
            text = kernel_text(body, 2, variables=".shared .align 16 .b8 buffer[512];")
            data = samples("u16", 256, 12)
            device, (out, _), _ = run_kernel(text, 1, 32, [np.zeros(128, np.uint32), data])
            self.assertEqual(device.read(out, np.uint16, 256).tolist(), data.tolist())

    def test_movmatrix_transposes(self):
        body = """mul.wide.u32 %rd5, %t, 4; add.s64 %rd6, %rd1, %rd5; ld.global.b32 %r1, [%rd6];
            movmatrix.sync.aligned.m8n8.trans.b16 %r2, %r1; add.s64 %rd7, %rd0, %rd5; st.global.b32 [%rd7], %r2;"""
        data = samples("u16", 64, 13)
        device, (out, _), _ = run_kernel(
            kernel_text(body, 2), 1, 32, [np.zeros(32, np.uint32), data]
        )
        self.assertEqual(
            device.read(out, np.uint16, (8, 8)).tolist(), data.reshape(8, 8).T.tolist()
        )

    def test_ldmatrix_of_unwritten_rows_of_other_lanes_traps(self):
        from .. import SharedRace

        body = """mov.u32 %r1, buffer; shl.b32 %r2, %t, 4; add.s32 %r3, %r1, %r2;
            st.shared.v4.b32 [%r3], {%t, %t, %t, %t}; ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r4, %r5, %r6, %r7}, [%r3];"""
        with self.assertRaises(SharedRace):
            run_kernel(
                kernel_text(body, 1, variables=".shared .align 16 .b8 buffer[512];"),
                1,
                32,
                [np.zeros(1)],
            )


if __name__ == "__main__":
    unittest.main()
