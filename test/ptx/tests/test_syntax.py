"""The parser: what it reads, and what it says about what it cannot read.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import unittest

import numpy as np

from .. import Device, LaunchError, Module, PtxError, UnknownInstruction
from ..syntax import Address, Immediate, Negated, Pair, Sink, Vector
from .support import HEADER, kernel_text, run_kernel


class Syntax(unittest.TestCase):
    def entry(self, body, **options):
        return Module.parse(kernel_text(body, **options)).entries["test"]

    def test_module_facts(self):
        module = Module.parse(
            HEADER + ".visible .entry a() { ret; } .entry b(.param .u32 n) .maxntid 64, 2 "
            ".minnctapersm 1 { ret; }"
        )
        self.assertEqual((module.target, module.version), ("sm_80", "8.0"))
        self.assertEqual(sorted(module.entries), ["a", "b"])
        self.assertEqual(module.entries["b"].max_threads, 128)

    def test_lines_mean_nothing(self):
        module = Module.parse(" ".join(HEADER.split()) + " .entry a() { ret; }")
        self.assertEqual(
            (module.target, module.version, list(module.entries)), ("sm_80", "8.0", ["a"])
        )

    def test_parameters_are_laid_out_by_alignment(self):
        module = Module.parse(
            HEADER + ".entry a(.param .u32 n, .param .u64 .ptr .global .align 16 p, "
            ".param .u8 c, .param .align 8 .b8 s[12], .param .f32 f) { ret; }"
        )
        entry = module.entries["a"]
        self.assertEqual(
            [(p.offset, p.bytes) for p in entry.parameters],
            [(0, 4), (8, 8), (16, 1), (24, 12), (36, 4)],
        )
        self.assertEqual(entry.parameter_bytes, 40)

    def test_operands(self):
        entry = self.entry(
            "ld.global.v2.u32 {%r1, _}, [%rd1+-8]; setp.lt.and.s32 %p1|%p2, %r1, -3, !%p3; "
            "add.f32 %f1, %f2, 0f3F800000;"
        )
        load, compare, add = entry.instructions[-4:-1]
        self.assertIsInstance(load.operands[0], Vector)
        self.assertIsInstance(load.operands[0].elements[1], Sink)
        self.assertIsInstance(load.operands[1], Address)
        self.assertEqual(load.operands[1].offset, -8)
        self.assertIsInstance(compare.operands[0], Pair)
        self.assertEqual(compare.operands[2], Immediate(-3))
        self.assertIsInstance(compare.operands[3], Negated)
        self.assertEqual(add.operands[2], Immediate(1.0, 0x3F800000))
        self.assertEqual(load.name, "ld.global.v2.u32")

    def test_guards_and_labels(self):
        entry = self.entry("L: @!%p1 bra L; @%p2 bra M; M: mov.u32 %r1, 1;")
        first, second = entry.instructions[-4:-2]
        self.assertEqual((first.guard[0].name, first.guard[1]), ("%p1", True))
        self.assertEqual(entry.instructions[entry.labels["L"]], first)
        self.assertEqual(second.guard[1], False)

    def test_inner_scopes_hide_registers_and_labels(self):
        entry = self.entry(
            "{ .reg .b32 x; mov.u32 x, 1; { .reg .b64 x; mov.u64 x, 2; } mov.u32 x, 3; } "
            "{ L: bra L; } { L: bra L; }"
        )
        moves = [
            i
            for i in entry.instructions
            if i.opcode == "mov" and isinstance(i.operands[1], Immediate)
        ]
        slots = [i.operands[0].slot for i in moves]
        self.assertEqual(slots[0], slots[2])
        self.assertNotEqual(slots[0], slots[1])
        first, second = [i for i in entry.instructions if i.opcode == "bra"]
        self.assertNotEqual(first.operands[0].name, second.operands[0].name)

    def test_comments_pragmas_and_debug_lines_are_skipped(self):
        entry = self.entry(
            "/* a; \n b */ mov.u32 %r1, 1; // c;\n .loc 1 2 3\n"
            '.loc 1 5 0, function_name $L__info_string0+12, inlined_at 1 7 4\n .pragma "nounroll";\n mov.u32 %r2, 2;'
        )
        self.assertEqual([i.opcode for i in entry.instructions[-3:]], ["mov", "mov", "ret"])

    def test_lines_are_those_of_the_text(self):
        text = kernel_text("  mov.u32 %r1, 1;\n\n  frob.u32 %r1, %r1;")
        line = next(n for n, l in enumerate(text.splitlines(), 1) if "frob" in l)
        with self.assertRaisesRegex(
            UnknownInstruction, rf"line {line}: unknown instruction 'frob.u32'"
        ):
            run_kernel(text, 1, 32, [np.zeros(1), np.zeros(1)])

    def test_unknown_modifiers_are_unknown_instructions(self):
        for line in (
            "add.rn.sat.frob.f32 %f1, %f1, %f1;",
            "ld.global.frob.u32 %r1, [%rd0];",
            "mma.sync.aligned.m16n8k64.row.col.s32.s4.s4.s32 {%r1,%r1,%r1,%r1},{%r1,%r1,%r1,%r1},{%r1,%r1},"
            "{%r1,%r1,%r1,%r1};",
            "call frob, ();",
            "shfl.bfly.b32 %r1, %r1, 1, 31;",
            "cp.async.bulk.commit_group;",
            "atom.global.frob.u32 %r1, [%rd0], 1;",
        ):
            with self.subTest(line), self.assertRaises(PtxError) as raised:
                run_kernel(kernel_text(line), 1, 32, [np.zeros(1), np.zeros(1)])
            self.assertIn("unknown instruction", str(raised.exception))

    def test_errors_have_their_line(self):
        cases = {
            "mov.u32 %r1, %nosuch1": "expects",
            "mov.u32 %zz, 1;": "expects a register as destination",
            "bra NOWHERE;": "unknown label",
            "add.s32 %r1, %f1;": "operands",
            "mov.u32 %r1, 0f;": "",
            "add.s64 %rd1, %r1, %rd1;": "is a .b32",
            "ld.param.u32 %r1, [nosuch];": "unknown parameter",
        }
        for body, message in cases.items():
            with self.subTest(body), self.assertRaisesRegex(PtxError, "line [0-9]+: .*" + message):
                run_kernel(kernel_text(body), 1, 32, [np.zeros(1), np.zeros(1)])
        with self.assertRaisesRegex(PtxError, "line 4: cannot read '.func'"):
            Module.parse(HEADER + ".visible .func f() { ret; }")

    def test_truncated_text_is_an_error(self):
        text = kernel_text("mov.u32 %r1, 1;")
        for length in range(len(HEADER) + 20, len(text) - 3, 7):
            with self.assertRaises(PtxError):
                Module.parse(text[:length])

    def test_launches_are_checked(self):
        device = Device(1 << 20)
        module = Module.parse(
            HEADER + ".entry a(.param .u32 n) .maxntid 64 { ret; }\n"
            ".entry b() .reqntid 32, 2 { ret; }"
        )
        for arguments in (
            (1, 128, [1]),
            (0, 32, [1]),
            (1, 32, []),
            (1, 32, [1, 2]),
            (1, 2048, [1]),
        ):
            with self.assertRaises(LaunchError):
                device.launch(module["a"], *arguments)
        with self.assertRaises(LaunchError):
            device.launch(module["b"], 1, 64, [])
        with self.assertRaises(LaunchError):
            device.launch(module["a"], 1, 32, [1], shared_bytes=1 << 20)
        device.launch(module["b"], 1, (32, 2), [])
        with self.assertRaises(KeyError):
            module["c"]


if __name__ == "__main__":
    unittest.main()
