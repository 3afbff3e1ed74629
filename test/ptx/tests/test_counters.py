"""Sectors and bank passes against counting by hand with sets.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import unittest

import numpy as np

from .. import Checks
from ..counters import count_banks
from .support import SEED, kernel_text, run_kernel


class Sectors(unittest.TestCase):
    def count(self, places, width):
        """Counters of a load of `width` bytes at byte places[thread]."""
        registers = {1: "%r1", 4: "%r1", 8: "%rd9", 16: "{%r1, %r2, %r3, %r4}"}[width]
        vector = ".v4.b32" if width == 16 else f".b{8 * width}"
        body = f"""mul.wide.u32 %rd5, %i, 4; add.s64 %rd6, %rd1, %rd5; ld.global.u32 %r9, [%rd6]; cvt.u64.u32 %rd7, %r9;
            add.s64 %rd8, %rd0, %rd7; ld.global{vector} {registers}, [%rd8];"""
        _, _, counters = run_kernel(
            kernel_text(body),
            1,
            places.size,
            [np.zeros(1 << 16, np.uint8), places.astype(np.uint32)],
        )
        return counters.loads["p0"]

    def test_random_places(self):
        random = np.random.default_rng(SEED)
        for width in (1, 4, 8, 16):
            places = random.integers(0, 2000, 96) * width
            want_sectors = want_bytes = 0
            for warp in places.reshape(3, 32).tolist():
                touched = {place + k for place in warp for k in range(width)}
                want_bytes += len(touched)
                want_sectors += len({byte // 32 for byte in touched})
            traffic = self.count(places, width)
            with self.subTest(width):
                self.assertEqual(
                    (traffic.requests, traffic.sectors, traffic.bytes),
                    (3, want_sectors, want_bytes),
                )

    def test_efficiency(self):
        self.assertEqual(self.count(np.arange(32) * 4, 4).efficiency, 1.0)
        self.assertEqual(self.count(np.arange(32) * 8, 4).efficiency, 0.5)
        self.assertEqual(self.count(np.zeros(32, int), 4).sectors_per_request, 1.0)

    def test_part_of_a_warp(self):
        body = (
            "setp.gt.u32 %p1, %t, 9; @%p1 bra END; mul.wide.u32 %rd5, %t, 32; add.s64 %rd6, %rd0, %rd5; "
            "st.global.u32 [%rd6], %t; END:"
        )
        _, _, counters = run_kernel(kernel_text(body, 1), 1, 64, [np.zeros(1024, np.uint8)])
        traffic = counters.stores["p0"]
        self.assertEqual((traffic.requests, traffic.sectors, traffic.bytes), (1, 10, 40))

    def test_nothing_is_counted_when_not_asked_for(self):
        body = "st.global.u32 [%rd0], 1;"
        _, _, counters = run_kernel(
            kernel_text(body, 1), 1, 1, [np.zeros(4, np.uint8)], checks=Checks(traffic=False)
        )
        self.assertEqual(counters.stores, {})


class Banks(unittest.TestCase):
    def test_random_addresses(self):
        random = np.random.default_rng(SEED + 1)
        for width in (1, 2, 4, 8, 16):
            addresses = random.integers(0, 300, (5, 32)) * width
            addresses[random.random((5, 32)) < 0.2] = -1
            phase = min(32, 128 // max(width, 4))
            passes = ideal = 0
            for warp in addresses.tolist():
                for first in range(0, 32, phase):
                    banks = {}
                    for address in warp[first : first + phase]:
                        if address >= 0:
                            for word in range(
                                address // 4,
                                (
                                    (address + max(width, 4) - 1) // 4 + 1
                                    if width >= 4
                                    else address // 4 + 1
                                ),
                            ):
                                banks.setdefault(word % 32, set()).add(word)
                    passes += max((len(words) for words in banks.values()), default=0)
                    ideal += bool(banks)
            use = count_banks(addresses, width)
            with self.subTest(width):
                self.assertEqual((use.requests, use.passes, use.ideal), (5, passes, ideal))

    def test_strides(self):
        for stride, passes in ((1, 1), (2, 2), (32, 32), (33, 1), (0, 1)):
            use = count_banks(np.arange(32)[None] * 4 * stride, 4)
            self.assertEqual((use.passes, use.conflicts), (passes, passes - 1))

    def test_instructions_are_counted_by_warp(self):
        body = "mov.u32 %r1, 0; LOOP: add.s32 %r1, %r1, 1; setp.lt.s32 %p1, %r1, 5; @%p1 bra LOOP;"
        _, _, counters = run_kernel(kernel_text(body, 1), 2, 64, [np.zeros(1)])
        self.assertEqual(counters.instructions["add.s32"], 5 * 4)
        self.assertEqual(counters.instructions["bra"], 5 * 4)
        self.assertIn("add.s32", counters.summary())


if __name__ == "__main__":
    unittest.main()
