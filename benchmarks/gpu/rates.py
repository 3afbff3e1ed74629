"""How fast kernels are on a GPU, beside what it can reach.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Each launch takes another copy of the weight (of all arrays, if it is no product), so many of
them that none is still in the second-level cache when its turn comes again; all are one graph
between two events.
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


def array_bytes(kernel, m, n, k, splits=1):
    """Bytes of the arrays that a kernel takes, by name, but for initial values and row numbers."""
    weight, activations = kernel.get("weight"), kernel.get("activations", {})
    elements = {
        "x": m * k,
        "rounded": m * k,
        "y": m * k if kernel["role"] == "gather" else splits * m * n,
        "codes": m * k,
        "scales": m * (k // activations.get("elementsPerScale", k)),
        "sums": m * (k // activations.get("elementsPerSum", k)),
        "errors": 1,
    }
    sizes = {
        argument["name"]: np.dtype(DTYPES[argument["element"]]).itemsize * elements[argument["name"]]
        for argument in kernel["arguments"]
        if argument["name"] in elements
    }
    layouts = {"weight": weight, "packed": weight, "blocks": {**(weight or {}), "layout": "raw"}}
    for argument in kernel["arguments"]:
        if argument["name"] in layouts:
            sizes[argument["name"]] = weight_bytes(layouts[argument["name"]], n, k)
    return sizes


class Rates:
    """Times a launcher's kernels."""

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

    def measure(self, kernel, sizes, bytes_of, copied):
        """Seconds of a launch: the median over repetitions of the mean over copies.

        Each launch takes another copy of the arrays that are `copied`.
        """
        # Each one begins where a kernel may begin to read 16 bytes.
        pitches = {name: -(-bytes_of[name] // 256) * 256 for name in copied}
        copies = self._count_copies(sum(pitches.values()))
        arrays = {
            name: self._fill(copies * pitches[name] if name in copied else num_bytes)
            for name, num_bytes in bytes_of.items()
        }
        sums = {}
        if sizes.get("splits", 1) > 1:
            (adding,) = self.launcher.find(role="addSplits")
            sums = {"partials": arrays["y"], "y": self._fill(4 * sizes["m"] * sizes["n"])}

        def work():
            for copy in range(copies):
                moved = {name: arrays[name] + copy * pitch for name, pitch in pitches.items()}
                self._launch(kernel, sizes, arrays | moved)
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
        splits = splits_of(kernel, self.launcher.processors, m, n, k)
        sizes = {"m": m, "n": n, "k": k, "splits": splits}
        seconds = self.measure(kernel, sizes, array_bytes(kernel, m, n, k, splits), {"weight"})
        weight = kernel["weight"]
        return {
            "kernel": kernel["name"],
            "role": kernel["role"],
            "type": weight["format"],
            "layout": weight["layout"],
            "m": m,
            "n": n,
            "k": k,
            "seconds": seconds,
            # Of the kernel's layout, and of ggml's format.
            "bytes_s": weight_bytes(weight, n, k) / seconds,
            "ggml_bytes_s": n * k // weight["elementsPerBlock"] * weight["bytesPerUnpackedBlock"] / seconds,
            "ops_s": 2.0 * m * n * k / seconds,
        }

    def move(self, kernel, m, n, k):
        """A line for a kernel that reads and writes each of its numbers once.

        `m` rows of activations are rounded, all `n` of a weight are decoded or packed.
        """
        rows = n if kernel["role"] == "gather" else m
        bytes_of = array_bytes(kernel, rows, n, k)
        seconds = self.measure(kernel, {"m": rows, "n": n, "k": k}, bytes_of, set(bytes_of))
        return {
            "kernel": kernel["name"],
            "role": kernel["role"],
            "rows": n if "weight" in kernel else m,
            "k": k,
            "seconds": seconds,
            "bytes_s": sum(bytes_of.values()) / seconds,
        }
