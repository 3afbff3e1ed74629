"""Shuffles, votes, barriers and control flow of warps.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import unittest

import numpy as np

from .support import kernel_text, run_kernel

STORE = "mul.wide.s32 %rd5, %i, 4; add.s64 %rd6, %rd0, %rd5; st.global.u32 [%rd6], %r9;"


def results(body, threads=32, **options):
    text = kernel_text(body + STORE, 1, **options)
    device, (out,), _ = run_kernel(text, 1, threads, [np.zeros(threads, np.uint32)])
    return device.read(out, np.uint32, threads).tolist()


class Shuffles(unittest.TestCase):
    def test_modes_and_widths(self):
        for width in (4, 8, 16, 32):
            segment = 32 - width
            for delta in (0, 1, 3, 5, 17):
                expected = {
                    "up": lambda l: l - delta if l % width >= delta else None,
                    "down": lambda l: l + delta if l % width + delta < width else None,
                    "bfly": lambda l: l ^ delta if (l ^ delta) // width <= l // width else None,
                    "idx": lambda l: l // width * width + delta % width,
                }
                for mode, function in expected.items():
                    clamp = segment << 8 | (0 if mode == "up" else 31)
                    got = results(
                        f"mul.lo.s32 %r1, %t, 7; shfl.sync.{mode}.b32 %r2|%p1, %r1, {delta}, {clamp}, -1;"
                        f"selp.b32 %r3, 1000, 0, %p1; add.s32 %r9, %r2, %r3;",
                        64,
                    )
                    want = []
                    for thread in range(64):
                        source = function(thread % 32)
                        if source is None:
                            want.append(7 * thread)
                        else:
                            want.append(7 * (thread // 32 * 32 + source) + 1000)
                    with self.subTest(f"{mode} {delta} of {width}"):
                        self.assertEqual(got, want)

    def test_half_warps_shuffle_alone(self):
        got = results(
            "mov.u32 %r9, %t; setp.lt.u32 %p1, %t, 16; @!%p1 bra DONE;"
            "shfl.sync.bfly.b32 %r9, %t, 15, 31, 0xffff; DONE:"
        )
        self.assertEqual(got, [15 - l if l < 16 else l for l in range(32)])

    def test_lane_numbers_from_registers(self):
        got = results(
            "mul.lo.s32 %r1, %t, 5; and.b32 %r1, %r1, 31; shfl.sync.idx.b32 %r9, %t, %r1, 31, -1;"
        )
        self.assertEqual(got, [l * 5 % 32 for l in range(32)])


class Votes(unittest.TestCase):
    def test_vote(self):
        for limit in (0, 5, 32):
            ballot = (1 << limit) - 1
            body = f"setp.lt.u32 %p1, %t, {limit};"
            self.assertEqual(results(body + "vote.sync.ballot.b32 %r9, %p1, -1;"), [ballot] * 32)
            for mode, want in (("any", limit > 0), ("all", limit == 32), ("uni", limit in (0, 32))):
                got = results(
                    body + f"vote.sync.{mode}.pred %p2, %p1, -1; selp.u32 %r9, 1, 0, %p2;"
                )
                self.assertEqual(got, [int(want)] * 32)

    def test_votes_of_a_part_of_the_warp(self):
        got = results(
            "mov.u32 %r9, 0; setp.lt.u32 %p1, %t, 8; @!%p1 bra DONE; setp.gt.u32 %p2, %t, 3;"
            "vote.sync.ballot.b32 %r9, %p2, 0xff; DONE:"
        )
        self.assertEqual(got, [0xF0 if l < 8 else 0 for l in range(32)])

    def test_redux_match_elect_activemask(self):
        values = [(l * 37) % 11 for l in range(32)]
        first = "mul.lo.s32 %r1, %t, 37; rem.s32 %r1, %r1, 11;"
        self.assertEqual(results(first + "redux.sync.add.s32 %r9, %r1, -1;"), [sum(values)] * 32)
        self.assertEqual(results(first + "redux.sync.max.u32 %r9, %r1, -1;"), [max(values)] * 32)
        self.assertEqual(
            results(first + "neg.s32 %r1, %r1; redux.sync.min.s32 %r9, %r1, -1; neg.s32 %r9, %r9;"),
            [max(values)] * 32,
        )
        self.assertEqual(
            results(first + "redux.sync.xor.b32 %r9, %r1, -1;"),
            [int(np.bitwise_xor.reduce(values))] * 32,
        )
        self.assertEqual(
            results(first + "match.any.sync.b32 %r9, %r1, -1;"),
            [sum(1 << k for k in range(32) if values[k] == v) for v in values],
        )
        self.assertEqual(
            results("elect.sync %r1|%p1, -1; selp.u32 %r2, 100, 0, %p1; add.s32 %r9, %r1, %r2;"),
            [100] + [0] * 31,
        )
        self.assertEqual(
            results(
                "mov.u32 %r9, 0; setp.ge.u32 %p1, %t, 4; @%p1 bra DONE; activemask.b32 %r9; DONE:"
            ),
            [15] * 4 + [0] * 28,
        )


class ControlFlow(unittest.TestCase):
    def test_loops_of_different_lengths(self):
        got = results(
            "mov.u32 %r9, 0; mov.u32 %r1, %t; LOOP: setp.eq.u32 %p1, %r1, 0; @%p1 bra DONE;"
            "add.s32 %r9, %r9, %r1; sub.s32 %r1, %r1, 1; bra LOOP; DONE:",
            64,
        )
        self.assertEqual(got, [t * (t + 1) // 2 for t in range(64)])

    def test_a_way_that_lies_behind_its_meeting_point(self):
        # The cold way stands at the end and jumps back: the others wait at the shuffle.
        got = results(
            "setp.eq.u32 %p1, %t, 3; mov.u32 %r1, 1; @%p1 bra COLD; BACK:"
            "shfl.sync.idx.b32 %r9, %r1, 3, 31, -1; bra DONE; COLD: mov.u32 %r1, 77; bra BACK; DONE:"
        )
        self.assertEqual(got, [77] * 32)

    def test_threads_that_left_are_not_waited_for(self):
        text = kernel_text(
            "setp.lt.u32 %p1, %t, 40; @!%p1 bra ON; @%p1 ret; ON: mov.b32 %r9, %t; bar.sync 0;"
            "shfl.sync.bfly.b32 %r9, %r9, 1, 31, -1;" + STORE,
            1,
        )
        device, (out,), _ = run_kernel(text, 1, 64, [np.zeros(64, np.uint32)])
        self.assertEqual(
            device.read(out, np.uint32, 64).tolist(), [0] * 40 + [t ^ 1 for t in range(40, 64)]
        )

    def test_blocks_that_are_no_whole_warps(self):
        self.assertEqual(results("mov.u32 %r9, %t; bar.sync 0;", 45), list(range(45)))

    def test_special_registers(self):
        body = """mov.u32 %r1, %tid.y; mov.u32 %r2, %ctaid.z; mov.u32 %r3, %ntid.x; mov.u32 %r4, %nctaid.z;
            mov.u32 %r5, %laneid; mov.u32 %r6, %lanemask_lt; mov.u32 %r10, %tid.x; mov.u32 %r11, %ntid.y;
            mad.lo.s32 %r12, %r2, %r11, %r1; mad.lo.s32 %r13, %r12, %r3, %r10; mul.wide.u32 %rd5, %r13, 16;
            add.s64 %rd6, %rd0, %rd5; st.global.v4.u32 [%rd6], {%r1, %r2, %r5, %r6};"""
        device, (out,), _ = run_kernel(
            kernel_text(body, 1), (1, 1, 2), (16, 4), [np.zeros(512, np.uint32)]
        )
        got = device.read(out, np.uint32, (2, 4, 16, 4))
        for block in range(2):
            for y in range(4):
                for x in range(16):
                    lane = (y * 16 + x) % 32
                    self.assertEqual(got[block, y, x].tolist(), [y, block, lane, (1 << lane) - 1])

    def test_switch(self):
        body = """T: .branchtargets A, B, C; rem.u32 %r1, %t, 3; brx.idx %r1, T;
            A: mov.u32 %r9, 10; bra DONE; B: mov.u32 %r9, 20; bra DONE; C: mov.u32 %r9, 30; DONE:"""
        self.assertEqual(results(body), [10 * (t % 3 + 1) for t in range(32)])

    def test_barriers_with_numbers_and_reductions(self):
        # The first warp produces, the second consumes; a third does not take part.
        body = """mov.u32 %r9, 0; shr.u32 %r1, %t, 5; and.b32 %r2, %t, 31; shl.b32 %r2, %r2, 2; mov.u32 %r3, buffer;
            add.s32 %r3, %r3, %r2; setp.eq.u32 %p1, %r1, 0; setp.eq.u32 %p2, %r1, 1; @%p1 bra PRODUCE; @%p2 bra CONSUME;
            bra DONE; PRODUCE: add.s32 %r4, %t, 5; st.shared.u32 [%r3], %r4; bar.arrive 3, 64; bra DONE;
            CONSUME: bar.sync 3, 64; ld.shared.u32 %r9, [%r3]; DONE:"""
        got = results(body, 96, variables=".shared .align 4 .b8 buffer[128];")
        self.assertEqual(got, [0] * 32 + [t + 5 for t in range(32)] + [0] * 32)
        got = results("setp.lt.u32 %p1, %t, 40; bar.red.popc.u32 %r9, 0, %p1;", 64)
        self.assertEqual(got, [40] * 64)
        got = results(
            "setp.lt.u32 %p1, %t, 40; bar.red.and.pred %p2, 0, %p1; selp.u32 %r9, 1, 0, %p2;", 64
        )
        self.assertEqual(got, [0] * 64)

    def test_large_grids_run_in_parts(self):
        body = "add.s32 %r9, %i, 1;" + STORE
        device, (out,), counters = run_kernel(
            kernel_text(body, 1), 600, 64, [np.zeros(600 * 64, np.uint32)]
        )
        self.assertEqual(device.read(out, np.uint32, 38400).tolist(), list(range(1, 38401)))
        self.assertEqual(counters.instructions["st.global.u32"], 1200)


if __name__ == "__main__":
    unittest.main()
