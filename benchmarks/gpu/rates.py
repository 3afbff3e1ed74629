"""How fast kernels are on a GPU, beside what it can reach.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Each launch takes another copy of the weight, so many of them that none is still in the
second-level cache when its turn comes again; all are one graph between two events.
"""

import statistics

import numpy as np

import driver
from launcher import DTYPES, grid_of, splits_of

# Copies are that many times as large as the cache.
TIMES_CACHE = 4
# Of random bytes, which fill all buffers: some kinds of zeros would be fast.
POOL_BYTES = 1 << 24
SEED = 20261125


def weight_bytes(weight, n, k):
    """Bytes of a weight [N, K] in its layout."""
    if weight["layout"] == "packed":
        tiles = -(-n // weight["rowsPerTile"])
        return tiles * (k // weight["elementsPerBlock"]) * weight["bytesPerTileBlock"]
    return n * (k // weight["elementsPerBlock"]) * weight["bytesPerUnpackedBlock"]


def argument_elements(kernel, m, n, k, splits):
    """Elements of the arrays that a product takes beside the weight, by name."""
    elements = {"y": splits * m * n}
    activations = kernel.get("activations")
    if not activations:
        return elements | {"x": m * k}
    return elements | {
        "codes": m * k,
        "scales": m * (k // activations["elementsPerScale"]),
        "sums": m * (k // activations["elementsPerSum"]),
    }


class Rates:
    """Times the products of a launcher's kernels."""

    def __init__(self, launcher, copies, repetitions):
        self.launcher, self.gpu = launcher, launcher.device
        self.copies, self.repetitions = copies, repetitions
        self.pool = np.random.default_rng(SEED).integers(0, 256, POOL_BYTES, dtype=np.uint8)

    def _fill(self, num_bytes):
        """Memory with random bytes, of which the first ones are copied over and over."""
        address = self.gpu.allocate(num_bytes)
        done = self.gpu.allocate(self.pool[: min(POOL_BYTES, num_bytes)])
        for first in range(0, num_bytes, POOL_BYTES):
            self.gpu.copy(address + first, done, min(POOL_BYTES, num_bytes - first))
        self.gpu.synchronize()
        self.gpu.free(done)
        return address

    def _count_copies(self, num_bytes):
        if self.copies:
            return self.copies
        cached = TIMES_CACHE * self.gpu.attribute(driver.L2_BYTES)
        # At least some: a launch alone is not what a model is made of.
        return max(4, -(-cached // num_bytes))

    def measure(self, kernel, m, n, k):
        """Seconds of a launch: the median over repetitions of the mean over copies."""
        num_bytes = weight_bytes(kernel["weight"], n, k)
        # Each one begins where a kernel may begin to read 16 bytes.
        pitch = -(-num_bytes // 256) * 256
        copies = self._count_copies(pitch)
        splits = splits_of(kernel, self.launcher.processors, m, n, k)
        elements = argument_elements(kernel, m, n, k, splits)
        arrays = {"weight": self._fill(copies * pitch)}
        for argument in kernel["arguments"]:
            if argument["name"] in elements:
                bytes_per_element = np.dtype(DTYPES[argument["element"]]).itemsize
                arrays[argument["name"]] = self._fill(bytes_per_element * elements[argument["name"]])
        sizes = {"m": m, "n": n, "k": k, "splits": splits}
        sums = {}
        if splits > 1:
            (adding,) = self.launcher.find(role="addSplits")
            sums = {"partials": arrays["y"], "y": self._fill(4 * m * n)}

        def work():
            for copy in range(copies):
                self._launch(kernel, sizes, {**arrays, "weight": arrays["weight"] + copy * pitch})
                if sums:
                    self._launch(adding, sizes, sums)

        seconds = self.gpu.time(work, self.repetitions)
        for address in {*arrays.values(), *sums.values()}:
            self.gpu.free(address)
        return statistics.median(seconds) / copies

    def _launch(self, kernel, sizes, addresses):
        def value(argument):
            name = argument["name"]
            if argument["kind"] == "size":
                return sizes[name]
            is_absent = argument["kind"] in ("addend", "optionalInput")
            return 0 if is_absent else addresses[name]

        self.gpu.launch(
            self.launcher.module,
            kernel["name"],
            grid_of(kernel, sizes),
            kernel["threadsPerBlock"],
            [(argument["type"], value(argument)) for argument in kernel["arguments"]],
            kernel["dynamicSharedBytes"],
        )

    def product(self, kernel, m, n, k):
        """A line of the report."""
        seconds = self.measure(kernel, m, n, k)
        weight = kernel["weight"]
        return {
            "kernel": kernel["name"],
            "role": kernel["role"],
            "type": weight["format"],
            "m": m,
            "n": n,
            "k": k,
            "seconds": seconds,
            # Of the kernel's layout, and of ggml's format.
            "bytes_s": weight_bytes(weight, n, k) / seconds,
            "ggml_bytes_s": n * k // weight["elementsPerBlock"] * weight["bytesPerUnpackedBlock"] / seconds,
            "ops_s": 2.0 * m * n * k / seconds,
        }
