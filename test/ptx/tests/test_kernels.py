"""The kernels of kernels/ compute what they say, and mutants of them are caught.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

A mutation is a small edit of a kernel's text, such as a lost barrier. Each names the
trap that must fire: so each trap is seen to fire on a kernel that is otherwise right.
"""

import random
import unittest

import numpy as np

from .. import (
    BarrierDeadlock,
    Checks,
    Device,
    Divergence,
    GlobalRace,
    InvalidOperand,
    LaunchError,
    MemberMask,
    Misaligned,
    Module,
    OutOfBounds,
    PendingCopy,
    PtxError,
    SharedRace,
    StepLimit,
    Trap,
    UninitializedMemory,
    UninitializedRegister,
)
from ..tokens import tokenize
from .support import SEED, kernel_text, load_kernel, run_kernel

K = 128


class Case:
    """A kernel with its launch, inputs and expected output."""

    def __init__(self, name, grid, block, inputs, out, scalars=()):
        self.name, self.grid, self.block = name, grid, block
        self.inputs, self.out, self.scalars = inputs, out, scalars

    def run(self, text=None, checks=None):
        """(what the kernel wrote, counters)"""
        device = Device(1 << 22, checks)
        out = device.allocate(self.out.nbytes, "out")
        inputs = [device.allocate(x, f"input {n}") for n, x in enumerate(self.inputs)]
        counters = device.launch(
            Module.parse(text or load_kernel(self.name))[self.name],
            self.grid,
            self.block,
            [out, *inputs, *self.scalars],
        )
        return device.read(out, self.out.dtype, self.out.shape), counters


def cases():
    random = np.random.default_rng(SEED)
    a, b = random.standard_normal((2, 1000)).astype(np.float32)
    x = random.integers(-100, 100, 768).astype(np.float32)
    w = random.integers(-128, 128, (10, 2048)).astype(np.int8)
    v = random.integers(-128, 128, 2048).astype(np.int8)
    left, right = random.integers(-128, 128, (2, 16, K)).astype(np.int8)
    y = random.integers(0, 1000, 400 * 32).astype(np.uint32)
    return {
        "vector_add": Case("vector_add", 4, 256, [a, b], a + b, [1000]),
        "block_sum": Case("block_sum", 3, 256, [x], x.reshape(3, 256).sum(axis=1)),
        "dot_rows": Case(
            "dot_rows", 3, (32, 4), [w, v], (w.astype(np.int32) @ v.astype(np.int32)), [10, 2048]
        ),
        "grid_sum": Case(
            "grid_sum",
            400,
            32,
            [y, np.zeros(400, np.uint32), np.zeros(1, np.uint32)],
            y.sum(dtype=np.uint32).reshape(1),
        ),
        "tile_product": Case(
            "tile_product",
            1,
            64,
            [left, right],
            left.astype(np.int32) @ right.astype(np.int32).T,
            [K],
        ),
    }


class Kernels(unittest.TestCase):
    def test_results(self):
        for name, case in cases().items():
            with self.subTest(name):
                got, _ = case.run()
                self.assertEqual(got.tolist(), case.out.tolist())

    def test_results_without_checks(self):
        for name, case in cases().items():
            with self.subTest(name):
                got, _ = case.run(
                    checks=Checks(shared_races=False, global_races=False, traffic=False)
                )
                self.assertEqual(got.tolist(), case.out.tolist())

    def test_counters_of_a_good_kernel(self):
        _, counters = cases()["dot_rows"].run()
        weights = counters.loads["input 0"]
        self.assertEqual((weights.requests, weights.sectors, weights.bytes), (40, 640, 20480))
        self.assertEqual(weights.efficiency, 1.0)
        self.assertEqual(counters.instructions["dp4a.s32.s32"], 10 * 4 * 4)
        _, counters = cases()["tile_product"].run()
        text = load_kernel("tile_product").splitlines()
        conflicts = {"cp": 0, "ldmatrix": 0}
        for line, use in counters.banks_by_line.items():
            conflicts[text[line - 1].split(".")[0].strip()] += use.conflicts
        # Of 8 lanes that copy together, the first and the last row meet in four banks.
        self.assertEqual(conflicts, {"ldmatrix": 0, "cp": 8 * K // 32})
        self.assertEqual(
            counters.instructions["mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32"], 2 * K // 32
        )


# Kernel, text, replacement, which occurrences (None: all), and the trap or, where the ISA
# defines what happens, "wrong" for other numbers.
MUTATIONS = {
    "lost_barrier_of_block_sum": ("block_sum", "bar.sync 0;", "", None, SharedRace),
    "barrier_of_a_warp_for_one_of_the_block": (
        "block_sum",
        "bar.sync 0;",
        "bar.warp.sync -1;",
        None,
        SharedRace,
    ),
    "barrier_on_one_way": (
        "block_sum",
        "  @%p0 bra MEET;\n",
        "  @%p0 bra MEET;\n  bar.sync 0;\n",
        None,
        Divergence,
    ),
    "lost_store_before_barrier": (
        "block_sum",
        "st.shared.f32 [%r8], %f0;",
        "",
        None,
        UninitializedMemory,
    ),
    "store_of_too_few_warps": (
        "block_sum",
        "setp.ne.u32 %p0, %r4, 0;",
        "setp.ne.u32 %p0, %r1, 0;",
        None,
        UninitializedMemory,
    ),
    "mask_without_a_lane": (
        "block_sum",
        "%f1, %f0, 16, 31, 0xffffffff",
        "%f1, %f0, 16, 31, 0xfffffffe",
        None,
        MemberMask,
    ),
    "shuffle_from_absent_lanes": (
        "block_sum",
        "%f3, %f2, 4, 31, 0x000000ff",
        "%f3, %f2, 8, 31, 0x000000ff",
        None,
        MemberMask,
    ),
    "wrong_shuffle_distance": ("block_sum", "%f1, %f0, 4, 31", "%f1, %f0, 2, 31", None, "wrong"),
    "shared_index_too_far": (
        "block_sum",
        "shl.b32 %r7, %r5, 2;",
        "shl.b32 %r7, %r5, 3;",
        None,
        OutOfBounds,
    ),
    "shared_address_misaligned": (
        "block_sum",
        "ld.shared.f32 %f2, [%r10]",
        "ld.shared.f32 %f2, [%r10+2]",
        None,
        Misaligned,
    ),
    "all_lanes_store_different_sums": (
        "block_sum",
        "  @%p0 bra MEET;\n",
        "  cvt.rn.f32.u32 %f0, %r1;\n",
        None,
        SharedRace,
    ),
    "all_threads_store_out": (
        "block_sum",
        "  @%p2 bra END;\n",
        "  cvt.rn.f32.u32 %f2, %r1;\n",
        None,
        GlobalRace,
    ),
    "blocks_share_their_output": (
        "block_sum",
        "mul.wide.u32 %rd4, %r0, 4;",
        "mul.wide.u32 %rd4, %r0, 0;",
        None,
        GlobalRace,
    ),
    "lost_bounds_check": (
        "vector_add",
        "setp.ge.s32 %p0, %r4, %r0;",
        "setp.ge.s32 %p0, %r4, 1024;",
        None,
        OutOfBounds,
    ),
    "negative_index": (
        "vector_add",
        "add.s64 %rd4, %rd1, %rd3;",
        "sub.s64 %rd4, %rd1, %rd3;",
        None,
        OutOfBounds,
    ),
    "scaled_by_two": (
        "vector_add",
        "mul.wide.s32 %rd3, %r4, 4;",
        "mul.wide.s32 %rd3, %r4, 2;",
        None,
        Misaligned,
    ),
    "lost_definition": (
        "vector_add",
        "ld.global.nc.f32 %f1, [%rd5];",
        "",
        None,
        UninitializedRegister,
    ),
    "definition_on_one_way": (
        "vector_add",
        "ld.global.nc.f32 %f1, [%rd5];",
        "setp.lt.s32 %p1, %r4, 77; @%p1 ld.global.nc.f32 %f1, [%rd5];",
        None,
        UninitializedRegister,
    ),
    "output_over_constant_input": (
        "vector_add",
        "st.global.f32 [%rd6], %f2;",
        "st.global.f32 [%rd6], %f2; ld.global.nc.f32 %f3, [%rd6];",
        None,
        GlobalRace,
    ),
    "neighbours_read_what_is_written": (
        "vector_add",
        "st.global.f32 [%rd6], %f2;",
        "setp.eq.s32 %p1, %r4, 0; @%p1 bra SKIP; ld.global.f32 %f3, [%rd6+-4];\n"
        "SKIP: st.global.f32 [%rd6], %f2;",
        None,
        GlobalRace,
    ),
    "plain_add_instead_of_atomic": (
        "vector_add",
        "st.global.f32 [%rd6], %f2;",
        "st.global.f32 [%rd0], %f2;",
        None,
        GlobalRace,
    ),
    "swapped_operands": (
        "vector_add",
        "add.rn.f32 %f2, %f0, %f1;",
        "sub.rn.f32 %f2, %f0, %f1;",
        None,
        "wrong",
    ),
    "endless_loop": ("dot_rows", "@%p1 bra LOOP;", "bra LOOP;", None, OutOfBounds),
    "loop_without_progress": (
        "dot_rows",
        "add.s32 %r6, %r6, 512;\n",
        "sub.s64 %rd6, %rd6, 512; sub.s64 %rd7, %rd7, 512;\n",
        None,
        StepLimit,
    ),
    "unaligned_rows": (
        "dot_rows",
        "add.s64 %rd6, %rd1, %rd5;",
        "add.s64 %rd6, %rd1, %rd5; add.s64 %rd6, %rd6, 8;",
        None,
        Misaligned,
    ),
    "shuffle_in_a_branch": (
        "dot_rows",
        "  shfl.sync.down.b32 %r16, %r7, 16",
        "  setp.gt.s32 %p3, %r2, 7; @%p3 bra END;" "\n  shfl.sync.down.b32 %r16, %r7, 16",
        None,
        MemberMask,
    ),
    "signed_for_unsigned": (
        "dot_rows",
        "dp4a.s32.s32 %r7, %r8, %r12",
        "dp4a.u32.s32 %r7, %r8, %r12",
        None,
        "wrong",
    ),
    "lost_release": ("grid_sum", "  membar.gl;\n", "", None, GlobalRace),
    "lost_acquire": ("grid_sum", "  fence.acq_rel.gpu;\n", "", None, GlobalRace),
    "fences_of_the_block_alone": ("grid_sum", "membar.gl;", "membar.cta;", None, GlobalRace),
    "release_before_the_store": (
        "grid_sum",
        "  st.global.u32 [%rd5], %r5;\n  membar.gl;",
        "  membar.gl;\n  st.global.u32 [%rd5], %r5;",
        None,
        GlobalRace,
    ),
    "lanes_that_have_not_heard": ("grid_sum", "  bar.warp.sync -1;\n", "", None, GlobalRace),
    "lost_wait": ("tile_product", "cp.async.wait_group 1;", "", None, PendingCopy),
    "wait_for_one_group_too_few": (
        "tile_product",
        "cp.async.wait_group 1;",
        "cp.async.wait_group 2;",
        None,
        PendingCopy,
    ),
    "lost_commit": (
        "tile_product",
        "COMMIT:\n  cp.async.commit_group;",
        "COMMIT:",
        None,
        PendingCopy,
    ),
    "lost_first_barrier_of_the_loop": ("tile_product", "bar.sync 0;", "", 0, SharedRace),
    "lost_second_barrier_of_the_loop": ("tile_product", "bar.sync 0;", "", 1, SharedRace),
    "wait_after_the_barrier": (
        "tile_product",
        "cp.async.wait_group 1;\n  bar.sync 0;",
        "bar.sync 0;\n  cp.async.wait_group 1;",
        None,
        SharedRace,
    ),
    "one_stage_instead_of_two": (
        "tile_product",
        "xor.b32 %r27, %r25, 1536;",
        "xor.b32 %r27, %r25, 0;",
        None,
        (SharedRace, PendingCopy),
    ),
    "row_pitch_of_40_bytes": (
        "tile_product",
        "%r7, %r3, 48, %r4",
        "%r7, %r3, 40, %r4",
        None,
        Misaligned,
    ),
    "ldmatrix_of_rows_never_copied": (
        "tile_product",
        "add.s32 %r17, %r17, 768;",
        "add.s32 %r17, %r17, 784;",
        None,
        UninitializedMemory,
    ),
    "ldmatrix_beyond_the_stages": (
        "tile_product",
        "xor.b32 %r27, %r25, 1536;",
        "xor.b32 %r27, %r25, 3072;",
        None,
        OutOfBounds,
    ),
    "swapped_fragments": (
        "tile_product",
        "{%r35, %r36}, {%r20",
        "{%r36, %r35}, {%r20",
        None,
        "wrong",
    ),
    "mma_of_one_warp_in_two": (
        "tile_product",
        "  mma.sync",
        "  setp.gt.u32 %p2, %r1, 15;\n  @%p2 mma.sync",
        None,
        Divergence,
    ),
    "copy_from_beyond_the_matrix": (
        "tile_product",
        "setp.ge.s32 %p1, %r26, %r0;",
        "setp.gt.s32 %p1, %r26, %r0;",
        None,
        (OutOfBounds, "wrong"),
    ),
}


class Mutations(unittest.TestCase):
    """One test for each row of MUTATIONS, made below."""

    def check(self, name, old, new, which, expected):
        text = load_kernel(name)
        self.assertIn(old, text)
        if which is None:
            mutant = text.replace(old, new)
        else:
            parts = text.split(old)
            mutant = old.join(parts[: which + 1]) + new + old.join(parts[which + 1 :])
        case = cases()[name]
        wanted = expected if isinstance(expected, tuple) else (expected,)
        traps = tuple(each for each in wanted if each != "wrong")
        try:
            got, _ = case.run(mutant, Checks(step_limit=3000))
        except Trap as trap:
            self.assertIsInstance(trap, traps or (), str(trap))
            self.assertEqual(trap.kernel, name)
            self.assertIsNotNone(trap.line)
            self.assertIsNotNone(trap.thread)
            return
        self.assertIn("wrong", wanted, "the mutant ran to its end")
        self.assertNotEqual(got.tolist(), case.out.tolist())


def _add_mutations():
    for name, row in MUTATIONS.items():
        setattr(Mutations, f"test_{name}", lambda self, row=row: self.check(*row))


_add_mutations()


class Waiting(unittest.TestCase):
    def test_two_shuffles_that_wait_for_each_other(self):
        body = """setp.lt.u32 %p1, %t, 16; @%p1 bra A; shfl.sync.idx.b32 %r1, %t, 0, 31, -1; bra END;
            A: shfl.sync.idx.b32 %r1, %t, 0, 31, -1; END:"""
        with self.assertRaisesRegex(Divergence, "needs lanes 0xffffffff of the warp, but only"):
            run_kernel(kernel_text(body, 1), 1, 32, [np.zeros(1)])

    def test_half_of_the_warps_waits_elsewhere(self):
        body = "setp.lt.u32 %p1, %t, 32; @%p1 bra A; bar.sync 1; bra END; A: bar.sync 2; END:"
        with self.assertRaisesRegex(BarrierDeadlock, r"64 threads wait at barriers \[1, 2\]"):
            run_kernel(kernel_text(body, 1), 1, 64, [np.zeros(1)])

    def test_barriers_have_numbers_and_whole_warps(self):
        for body in ("bar.sync 16;", "bar.sync 1, 40;"):
            with self.assertRaises(InvalidOperand):
                run_kernel(kernel_text(body, 1), 1, 64, [np.zeros(1)])
        with self.assertRaisesRegex(InvalidOperand, "branch 2 of 2"):
            run_kernel(
                kernel_text("T: .branchtargets A, B; brx.idx %t, T; A: B:", 1), 1, 3, [np.zeros(1)]
            )

    def test_too_few_threads_for_a_numbered_barrier(self):
        with self.assertRaises(BarrierDeadlock):
            run_kernel(kernel_text("bar.sync 1, 96;", 1), 1, 64, [np.zeros(1)])


class Damage(unittest.TestCase):
    def test_damaged_kernels_give_errors_of_ours(self):
        """Words replaced at random by others of their kind, and words lost."""
        source, known = random.Random(SEED), cases()
        words = {}
        for name in known:
            for token in tokenize(load_kernel(name)):
                words.setdefault(token.kind, []).append(token.text)
        outcomes = set()
        for _ in range(300):
            name = source.choice(sorted(known))
            tokens = list(tokenize(load_kernel(name)))
            text = [token.text for token in tokens]
            at = source.randrange(20, len(text))
            text[at] = source.choice(words[tokens[at].kind]) if source.random() < 0.8 else ""
            joined = "".join(each if each.startswith(".") else " " + each for each in text)
            try:
                known[name].run(joined, Checks(step_limit=2000))
                outcomes.add("ran")
            except (PtxError, Trap, LaunchError) as error:
                outcomes.add(type(error).__name__)
            except KeyError as error:
                self.assertIn("no kernel", str(error))
        self.assertIn("ran", outcomes)
        self.assertGreater(len(outcomes), 5)


if __name__ == "__main__":
    unittest.main()
