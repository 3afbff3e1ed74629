"""Loads, stores, atomics and the state spaces.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import unittest

import numpy as np

from .. import Checks, Device, GlobalRace, LaunchError, Module
from ..device import parameter_block
from ..memory import ALIGNMENT, GLOBAL_BASE
from .support import HEADER, kernel_text, run_kernel, samples


class Transfers(unittest.TestCase):
    def test_vectors_of_all_widths(self):
        for type_name, columns in (
            ("u8", 1),
            ("u8", 2),
            ("u8", 4),
            ("u16", 1),
            ("u16", 2),
            ("u16", 4),
            ("u32", 1),
            ("u32", 2),
            ("u32", 4),
            ("u64", 1),
            ("u64", 2),
        ):
            bits = int(type_name[1:])
            width = bits // 8 * columns
            registers = "".join(f".reg .b{max(bits, 16)} %v{c}; " for c in range(columns))
            names = ", ".join(f"%v{c}" for c in range(columns))
            vector = f".v{columns}" if columns > 1 else ""
            operand = f"{{{names}}}" if columns > 1 else names
            body = f"""mul.wide.s32 %rd5, %i, {width}; add.s64 %rd6, %rd1, %rd5; add.s64 %rd7, %rd0, %rd5;
                ld.global.nc{vector}.{type_name} {operand}, [%rd6]; st.global{vector}.{type_name} [%rd7], {operand};"""
            data = samples("u8", 64 * width, columns)
            with self.subTest(f"{vector}.{type_name}"):
                device, (out, _), _ = run_kernel(
                    kernel_text(body, registers=registers), 2, 32, [np.zeros_like(data), data]
                )
                self.assertEqual(device.read(out, np.uint8, data.size).tolist(), data.tolist())

    def test_signs_extend_into_wider_registers(self):
        data = np.array([0x80, 0x7F, 0xFF, 0x01] * 8, np.uint8)
        body = """cvt.u64.u32 %rd5, %i; add.s64 %rd6, %rd1, %rd5; ld.global.s8 %r1, [%rd6]; ld.global.u8 %r2, [%rd6];
            mul.wide.s32 %rd5, %i, 8; add.s64 %rd6, %rd0, %rd5; st.global.v2.u32 [%rd6], {%r1, %r2};"""
        device, (out, _), _ = run_kernel(kernel_text(body), 1, 32, [np.zeros(64, np.uint32), data])
        got = device.read(out, np.int32, (32, 2))
        self.assertEqual(got[:4].tolist(), [[-128, 128], [127, 127], [-1, 255], [1, 1]])

    def test_shared_memory_and_generic_addresses(self):
        body = """mov.u32 %r1, buffer; shl.b32 %r2, %t, 2; add.s32 %r3, %r1, %r2; st.shared.u32 [%r3], %i;
            bar.sync 0; mov.u64 %rd5, buffer; cvta.shared.u64 %rd6, %rd5; xor.b32 %r4, %r2, 124;
            cvt.u64.u32 %rd7, %r4; add.s64 %rd8, %rd6, %rd7; ld.u32 %r5, [%rd8]; mul.wide.s32 %rd9, %i, 4;
            add.s64 %rd10, %rd0, %rd9; st.u32 [%rd10], %r5; cvta.to.shared.u64 %rd11, %rd8;
            ld.shared.u32 %r6, [%rd11]; setp.ne.u32 %p1, %r5, %r6; @%p1 trap;"""
        text = kernel_text(
            body, 1, variables=".shared .align 16 .b8 pad[20];\n.shared .align 16 .b8 buffer[128];"
        )
        device, (out,), _ = run_kernel(text, 3, 32, [np.zeros(96, np.uint32)])
        want = (np.arange(96) // 32 * 32 + 31 - np.arange(96) % 32).tolist()
        self.assertEqual(device.read(out, np.uint32, 96).tolist(), want)

    def test_one_instruction_on_several_state_spaces(self):
        body = """mov.u64 %rd5, buffer; cvta.shared.u64 %rd5, %rd5; shl.b32 %r2, %t, 2; cvt.u64.u32 %rd6, %r2;
            add.s64 %rd5, %rd5, %rd6; add.s64 %rd7, %rd0, %rd6; and.b32 %r3, %t, 1; setp.eq.u32 %p1, %r3, 0;
            selp.b64 %rd8, %rd5, %rd7, %p1; st.u32 [%rd8], %t; ld.u32 %r4, [%rd8]; add.s64 %rd9, %rd1, %rd6;
            st.global.u32 [%rd9], %r4;"""
        text = kernel_text(body, 2, variables=".shared .align 4 .b8 buffer[128];")
        device, (first, second), _ = run_kernel(text, 1, 32, [np.zeros(32, np.uint32)] * 2)
        self.assertEqual(device.read(second, np.uint32, 32).tolist(), list(range(32)))
        self.assertEqual(
            device.read(first, np.uint32, 32).tolist(), [t if t % 2 else 0 for t in range(32)]
        )

    def test_dynamic_shared_memory_follows_the_static(self):
        body = """mov.u32 %r1, dynamic; mov.u32 %r2, fixed; sub.s32 %r3, %r1, %r2; st.global.u32 [%rd0], %r3;"""
        text = kernel_text(
            body,
            1,
            variables=".extern .shared .align 16 .b8 dynamic[];\n"
            ".shared .align 4 .b8 fixed[20];",
        )
        device, (out,), _ = run_kernel(text, 1, 1, [np.zeros(1, np.uint32)], shared_bytes=64)
        self.assertEqual(device.read(out, np.uint32, 1)[0], 32)

    def test_local_memory_is_of_each_thread(self):
        body = """mov.u64 %rd5, depot; add.s64 %rd6, %rd5, 4; st.local.u32 [%rd6], %i; cvta.local.u64 %rd7, %rd6;
            ld.u32 %r1, [%rd7]; mul.wide.s32 %rd9, %i, 4; add.s64 %rd10, %rd0, %rd9; st.global.u32 [%rd10], %r1;"""
        text = kernel_text(body, 1, registers=".local .align 8 .b8 depot[16];")
        device, (out,), _ = run_kernel(text, 2, 32, [np.zeros(64, np.uint32)])
        self.assertEqual(device.read(out, np.uint32, 64).tolist(), list(range(64)))

    def test_module_variables_have_their_values(self):
        body = """mov.u64 %rd5, table; mul.wide.u32 %rd6, %t, 4; add.s64 %rd7, %rd5, %rd6; ld.const.u32 %r1, [%rd7];
            ld.global.u32 %r2, [scale+4]; mad.lo.s32 %r3, %r1, %r2, 0; add.s64 %rd8, %rd0, %rd6;
            st.global.u32 [%rd8], %r3;"""
        text = kernel_text(
            body,
            1,
            variables=".const .align 4 .u32 table[4] = {5, 6, 7};\n"
            ".global .align 4 .b32 scale[2] = {1, 10};",
        )
        device, (out,), _ = run_kernel(text, 1, 4, [np.zeros(4, np.uint32)])
        self.assertEqual(device.read(out, np.uint32, 4).tolist(), [50, 60, 70, 0])

    def test_parameters_of_all_types(self):
        text = (
            HEADER
            + """.visible .entry test(.param .u64 out, .param .u8 a, .param .f32 b, .param .align 4 .b8 c[8],
            .param .s16 d) { .reg .b64 %rd<2>; .reg .b32 %r<9>; .reg .f32 %f<2>;
            ld.param.u64 %rd0, [out]; ld.param.u8 %r0, [a]; ld.param.f32 %f0, [b]; ld.param.v2.u32 {%r1, %r2}, [c];
            ld.param.s16 %r3, [d]; st.global.u32 [%rd0], %r0; st.global.f32 [%rd0+4], %f0;
            st.global.v2.u32 [%rd0+8], {%r1, %r2}; st.global.s32 [%rd0+16], %r3; ret; }"""
        )
        device = Device(1 << 20)
        out = device.allocate(np.zeros(8, np.uint32))
        device.launch(
            Module.parse(text)["test"], 1, 1, [out, 200, 1.5, np.array([7, 8], np.uint32), -3]
        )
        self.assertEqual(
            device.read(out, np.uint32, 5).tolist(), [200, 0x3FC00000, 7, 8, 0xFFFFFFFD]
        )

    def test_atomics(self):
        start = 100
        cases = {
            "add.u32": (lambda o, b: o + b),
            "min.u32": min,
            "max.s32": max,
            "and.b32": lambda o, b: o & b,
            "or.b32": lambda o, b: o | b,
            "xor.b32": lambda o, b: o ^ b,
            "exch.b32": lambda o, b: b,
            "inc.u32": lambda o, b: 0 if o >= b else o + 1,
            "dec.u32": lambda o, b: b if o == 0 or o > b else o - 1,
        }
        for name, function in cases.items():
            body = f"""add.s32 %r1, %t, 95; atom.global.{name} %r2, [%rd0], %r1; mul.wide.s32 %rd5, %t, 4;
                add.s64 %rd6, %rd1, %rd5; st.global.u32 [%rd6], %r2;"""
            device, (cell, out), _ = run_kernel(
                kernel_text(body), 1, 32, [np.full(1, start, np.uint32), np.zeros(32, np.uint32)]
            )
            value, seen = start, []
            for lane in range(32):
                seen.append(value)
                value = function(value, lane + 95)
            with self.subTest(name):
                self.assertEqual(device.read(cell, np.uint32, 1)[0], value)
                self.assertEqual(device.read(out, np.uint32, 32).tolist(), seen)

    def test_atomics_without_conflict_and_in_shared_memory(self):
        body = """mov.u32 %r1, cell; setp.eq.u32 %p1, %t, 0; @%p1 st.shared.u32 [%r1], 0; bar.sync 0;
            red.shared.add.u32 [%r1], %t; bar.sync 0; ld.shared.u32 %r2, [%r1]; mul.wide.s32 %rd5, %i, 4;
            add.s64 %rd6, %rd0, %rd5; red.global.add.u32 [%rd6], %r2; cvt.rn.f32.u32 %f1, %t;
            red.global.add.f32 [%rd1], %f1; atom.global.cas.b32 %r3, [%rd2], 7, 9;"""
        text = kernel_text(body, 3, variables=".shared .align 4 .b8 cell[4];")
        device, (a, b, c), _ = run_kernel(
            text,
            2,
            64,
            [np.ones(128, np.uint32), np.zeros(1, np.float32), np.array([7], np.uint32)],
        )
        self.assertEqual(device.read(a, np.uint32, 128).tolist(), [2017] * 128)
        self.assertEqual(device.read(b, np.float32, 1)[0], 4032)
        self.assertEqual(device.read(c, np.uint32, 1)[0], 9)

    def test_asynchronous_copies_fill_with_zeros(self):
        body = """mov.u32 %r1, buffer; shl.b32 %r2, %t, 4; add.s32 %r3, %r1, %r2; mul.wide.u32 %rd5, %t, 16;
            add.s64 %rd6, %rd1, %rd5; and.b32 %r4, %t, 15; add.s64 %rd7, %rd0, %rd5;
            cp.async.cg.shared.global [%r3], [%rd6], 16, %r4; cp.async.commit_group; cp.async.wait_group 0;
            ld.shared.v4.u32 {%r5, %r6, %r7, %r8}, [%r3]; st.global.v4.u32 [%rd7], {%r5, %r6, %r7, %r8};"""
        text = kernel_text(body, 2, variables=".shared .align 16 .b8 buffer[512];")
        data = samples("u8", 512, 5)
        device, (out, _), _ = run_kernel(text, 1, 32, [np.zeros(512, np.uint8), data])
        want = data.reshape(32, 16).copy()
        for lane in range(32):
            want[lane, lane & 15 :] = 0
        self.assertEqual(device.read(out, np.uint8, 512).tolist(), want.reshape(-1).tolist())

    def test_a_copy_of_nothing_does_not_look_at_its_source(self):
        body = """mov.u32 %r1, buffer; cp.async.ca.shared.global [%r1], [%rd0+4096], 16, 0; cp.async.wait_all;
            ld.shared.u32 %r2, [%r1]; st.global.u32 [%rd0], %r2;"""
        text = kernel_text(body, 1, variables=".shared .align 16 .b8 buffer[16];")
        device, (out,), _ = run_kernel(text, 1, 1, [np.ones(1, np.uint32)])
        self.assertEqual(device.read(out, np.uint32, 1)[0], 0)


class Messages(unittest.TestCase):
    """A block waits for a flag and reads what another wrote before it set the flag."""

    BODY = """mov.u32 %r1, %ctaid.x; setp.eq.u32 %p1, %r1, 0; @%p1 bra SEND;
        WAIT: LOAD %r2, [%rd1]; setp.eq.u32 %p2, %r2, 0; @%p2 bra WAIT; AFTER
        ld.global.u32 %r3, [%rd2]; st.global.u32 [%rd0], %r3; bra END;
        SEND: st.global.u32 [%rd2], 77; BEFORE STORE [%rd1], 1; END:"""

    def send(self, load, after, before, store):
        body = self.BODY.replace("LOAD", load).replace("AFTER", after)
        body = body.replace("BEFORE", before).replace("STORE", store)
        arrays = [np.zeros(1, np.uint32)] * 3
        device, (out, *_), _ = run_kernel(
            kernel_text(body, 3), 2, 1, arrays, checks=Checks(step_limit=100000)
        )
        return device.read(out, np.uint32, 1)[0]

    def test_release_and_acquire(self):
        load, store = "ld.acquire.gpu.global.u32", "st.release.gpu.global.u32"
        self.assertEqual(self.send(load, "", "", store), 77)
        load, store = "ld.volatile.global.u32", "st.volatile.global.u32"
        self.assertEqual(self.send(load, "fence.acq_rel.gpu;", "membar.gl;", store), 77)

    def test_what_is_missing_is_a_race(self):
        relaxed = "ld.relaxed.gpu.global.u32", "st.relaxed.gpu.global.u32"
        for load, after, before, store in (
            ("ld.acquire.gpu.global.u32", "", "", relaxed[1]),
            (relaxed[0], "", "", "st.release.gpu.global.u32"),
            (relaxed[0], "membar.gl;", "", relaxed[1]),
            (relaxed[0], "", "membar.gl;", relaxed[1]),
            ("ld.global.u32", "membar.gl;", "membar.gl;", "st.global.u32"),
        ):
            with self.subTest(f"{load} {after} {before} {store}"), self.assertRaises(GlobalRace):
                self.send(load, after, before, store)


class Watched(unittest.TestCase):
    """Which allocations a launch watches for races."""

    def watched(self, body, parameters="", args=()):
        text = kernel_text(body, 2).replace(".param .u64 p1)", f".param .u64 p1{parameters})")
        device = Device(1 << 20)
        a, b = device.allocate(np.zeros(64, np.uint32)), device.allocate(np.zeros(64, np.uint32))
        kernel = Module.parse(text)["test"]
        block = parameter_block(kernel[1], [a, b, *args])
        starts = device.written(device.program(kernel), block)
        return starts if starts is None else [a - GLOBAL_BASE in starts, b - GLOBAL_BASE in starts]

    def test_only_what_store_addresses_come_from(self):
        body = """ld.param.u32 %r1, [n]; mul.wide.u32 %rd5, %r1, 4; add.s64 %rd6, %rd0, %rd5;
            ld.global.u32 %r2, [%rd1]; st.global.u32 [%rd6], %r2;"""
        self.assertEqual(self.watched(body, ", .param .u32 n", [1]), [True, False])

    def test_loops_and_selections(self):
        body = """mov.u64 %rd5, %rd1; L: st.global.u32 [%rd6], %t; mov.u64 %rd6, %rd5; bra L;"""
        self.assertEqual(self.watched(body), [False, True])
        body = (
            "setp.eq.u32 %p1, %t, 0; selp.b64 %rd5, %rd0, %rd1, %p1; red.global.add.u32 [%rd5], 1;"
        )
        self.assertEqual(self.watched(body), [True, True])

    def test_all_if_addresses_come_from_elsewhere(self):
        body = "ld.global.u64 %rd5, [%rd1]; st.global.u32 [%rd5], 1;"
        self.assertIsNone(self.watched(body))
        body = """ld.param.u32 %r1, [lo]; ld.param.u32 %r2, [hi]; mov.b64 %rd5, {%r1, %r2};
            st.global.u32 [%rd5], 1;"""
        self.assertIsNone(self.watched(body, ", .param .u32 lo, .param .u32 hi", [1, 2]))


class Devices(unittest.TestCase):
    def test_allocations_are_aligned_apart_and_reused(self):
        device = Device(1 << 16)
        first, second = device.allocate(100, "a"), device.allocate(np.arange(10))
        self.assertEqual((first % ALIGNMENT, second % ALIGNMENT), (0, 0))
        self.assertGreaterEqual(second - first, 100 + ALIGNMENT)
        self.assertEqual(device.read(second, np.int64, 10).tolist(), list(range(10)))
        device.free(first)
        self.assertEqual(device.allocate(50), first)
        with self.assertRaises(LaunchError):
            device.free(second + 8)
        with self.assertRaises(LaunchError):
            device.allocate(1 << 20)
        with self.assertRaises(LaunchError):
            device.read(second, np.int64, 11)

    def test_fresh_memory_holds_no_zeros(self):
        device = Device(1 << 16)
        self.assertTrue(np.isnan(device.read(device.allocate(64), np.float32, 16)).all())

    def test_memory_can_be_a_buffer_of_others(self):
        buffer = bytearray(1 << 12)
        device = Device(buffer)
        address = device.allocate(np.array([1, 2, 3], np.uint8))
        device.write(address, np.array([9], np.uint8))
        self.assertEqual(bytes(buffer).count(9), 1)


if __name__ == "__main__":
    unittest.main()
