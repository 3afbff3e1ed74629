"""Launches emitted kernels on a device, from nothing but what was emitted.

A device is the interpreter (interpreter.py) or a GPU behind its driver: it has `load`,
`allocate`, `free`, `read` and `launch`, whose arguments are pairs of a type and a value.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import json
import pathlib

import numpy as np

# bf16 as its bits.
DTYPES = {
    "f32": np.float32,
    "bf16": np.uint16,
    "i64": np.int64,
    "i32": np.int32,
    "i8": np.int8,
}


def grid_of(kernel, sizes):
    """Blocks along the three dimensions."""
    return [
        dim if isinstance(dim, int) else -(-sizes[dim["ceilDiv"]] // dim["by"])
        for dim in kernel["grid"]
    ]


def splits_of(kernel, processors, m, n, k):
    """Parts of K for a product, so that no multiprocessor is idle."""
    if "minElementsPerSplit" not in kernel:
        return 1
    blocks = np.prod(grid_of(kernel, {"m": m, "n": n, "splits": 1}))
    return int(max(1, min(processors // blocks, k // kernel["minElementsPerSplit"])))


class Launcher:
    """The kernels of a PTX file and of the description beside it."""

    def __init__(self, path, device, text=None):
        """`text` takes the place of the file's."""
        self.device = device
        self.module = device.load(text or pathlib.Path(path).read_text())
        description = json.loads(pathlib.Path(f"{path}.json").read_text())
        self.kernels, self.processors = description["kernels"], description["processors"]

    def find(self, routed=False, **wanted):
        """The kernels that have all these properties; `weight__format` is one of `weight`.

        Those for rows of experts have arguments of their own: they are found if asked for.
        """

        def matches(kernel, key, value):
            for part in key.split("__"):
                kernel = kernel.get(part, {})
            return kernel == value

        return [
            kernel
            for kernel in self.kernels
            if kernel.get("routed", False) == routed
            and all(matches(kernel, key, value) for key, value in wanted.items())
        ]

    def launch(self, kernel, sizes, arrays):
        """Runs a kernel on arrays and sizes by the names of its arguments.

        Arrays that are written change in place. An addend may be None, or the
        name of the output that it is. Returns what the device counts, or None.
        """
        device = self.device
        addresses = {
            name: device.allocate(array, name)
            for name, array in arrays.items()
            if isinstance(array, np.ndarray)
        }

        def value(argument):
            name = argument["name"]
            if argument["kind"] == "size":
                return sizes[name]
            array = arrays[name]
            if array is None or isinstance(array, str):
                return addresses.get(array, 0)
            assert array.dtype == DTYPES[argument["element"]], name
            return addresses[name]

        counters = device.launch(
            self.module,
            kernel["name"],
            grid_of(kernel, sizes),
            kernel["threadsPerBlock"],
            [(argument["type"], value(argument)) for argument in kernel["arguments"]],
            kernel["dynamicSharedBytes"],
        )
        for argument in kernel["arguments"]:
            if argument["kind"] == "output":
                array = arrays[argument["name"]]
                array[...] = device.read(addresses[argument["name"]], array.dtype, array.shape)
        for address in addresses.values():
            device.free(address)
        return counters
