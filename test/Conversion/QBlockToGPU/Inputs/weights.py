"""Random weights of all formats: their bytes, packed by quant-run, and their values.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import pathlib
import subprocess

import numpy as np

# Elements of a piece of a row: whole blocks of every format.
PIECE = 256


def block_sizes(layout):
    """Elements and bytes of a block in ggml's order."""
    return layout["elementsPerBlock"], layout["bytesPerUnpackedBlock"]


def run(folder, name, function, inputs, num_results):
    """Compiles a function for this machine and calls it on arrays."""
    module = folder / f"{name}.mlir"
    module.write_text(function)
    command = ["quant-run", str(module)]
    for i, array in enumerate(inputs):
        np.save(folder / f"in{i}.npy", array)
        command += ["--input", str(folder / f"in{i}.npy")]
    for i in range(num_results):
        command += ["--output", str(folder / f"out{i}.npy")]
    subprocess.run(command, check=True)
    return [np.load(folder / f"out{i}.npy") for i in range(num_results)]


def function(arguments, body, results, types):
    return (
        f"func.func @main({', '.join(arguments)}) -> ({', '.join(types)}) {{\n"
        + "\n".join(body)
        + f"\n  return {', '.join(results)} : {', '.join(types)}\n}}\n"
    )


def decode(folder, names, raw, layouts):
    """The values of rows of bytes, i8 [rows, bytes] for each format."""
    arguments, body, results, types = [], [], [], []
    for name, array, layout in zip(names, raw, layouts):
        rows, num_bytes = array.shape
        elements, bytes_per_block = block_sizes(layout)
        columns = num_bytes // bytes_per_block * elements
        blocks = f"tensor<{rows}x{columns}x!qblock.{name}>"
        floats = f"tensor<{rows}x{columns}xf32>"
        arguments.append(f"%{name}: tensor<{rows}x{num_bytes}xi8>")
        body.append(
            f"  %b_{name} = qblock.from_storage %{name} : tensor<{rows}x{num_bytes}xi8> to {blocks}\n"
            f"  %e_{name} = tensor.empty() : {floats}\n"
            f"  %f_{name} = qblock.dequantize ins(%b_{name} : {blocks})"
            f" outs(%e_{name} : {floats}) -> {floats}"
        )
        results.append(f"%f_{name}")
        types.append(floats)
    return run(folder, "decode", function(arguments, body, results, types), raw, len(names))


def pack(folder, names, raw, layouts):
    """The packed bytes, i8 [tiles, blocks, bytes of a block]."""
    arguments, body, results, types = [], [], [], []
    for name, array, layout in zip(names, raw, layouts):
        rows, num_bytes = array.shape
        elements, bytes_per_block = block_sizes(layout)
        num_blocks = num_bytes // bytes_per_block
        tiles = -(-rows // layout["rowsPerTile"])
        bytes_per_tile = num_blocks * layout["bytesPerTileBlock"]
        blocks = f"tensor<{rows}x{num_blocks * elements}x!qblock.{name}"
        storage = f"tensor<{tiles}x{bytes_per_tile}xi8>"
        arguments.append(f"%{name}: tensor<{rows}x{num_bytes}xi8>")
        body.append(
            f"  %b_{name} = qblock.from_storage %{name} : tensor<{rows}x{num_bytes}xi8> to {blocks}>\n"
            f"  %p_{name} = qblock.pack %b_{name} : {blocks}> to {blocks}<#qblock.packed>>\n"
            f"  %s_{name} = qblock.to_storage %p_{name} : {blocks}<#qblock.packed>> to {storage}"
        )
        results.append(f"%s_{name}")
        types.append(storage)
    packed = run(folder, "pack", function(arguments, body, results, types), raw, len(names))
    return [
        array.reshape(len(array), -1, layout["bytesPerTileBlock"])
        for array, layout in zip(packed, layouts)
    ]


def random_weights(folder, kernels, rows, columns, random):
    """A weight for each of `kernels`, one a format, by the name of the format.

    Bytes are random: all codes
    and all scales occur, but those that are no numbers, or so large that sums
    overflow.
    """
    folder = pathlib.Path(folder)
    layouts = [kernel["weight"] for kernel in kernels]
    names = [layout["format"] for layout in layouts]
    needed = rows * columns // PIECE
    pools = []
    for layout in layouts:
        elements, bytes_per_block = block_sizes(layout)
        shape = (12 * needed, PIECE // elements * bytes_per_block)
        pools.append(random.integers(-128, 128, shape, dtype=np.int8))
    raw, values = [], []
    for pool, decoded in zip(pools, decode(folder, names, pools, layouts)):
        with np.errstate(invalid="ignore"):
            good = np.flatnonzero(np.abs(decoded).max(axis=1) < 1e30)[:needed]
        assert len(good) == needed, "too few random blocks are numbers"
        raw.append(pool[good].reshape(rows, -1))
        values.append(decoded[good].reshape(rows, columns))
    packed = pack(folder, names, raw, layouts)
    return {
        name: Weight(*parts) for name, *parts in zip(names, layouts, raw, packed, values)
    }


class Weight:
    """A matrix in ggml's bytes, packed, and decoded."""

    def __init__(self, layout, raw, packed, values):
        self.elements, self.bytes_per_block = block_sizes(layout)
        self.raw = raw.reshape(len(raw), -1, self.bytes_per_block)
        self.packed, self.values = packed, values.astype(np.float64)

    def part(self, rows, columns, layout):
        """The bytes, in the order of `layout`, and the values of the first rows and columns.

        The rest of the last tile stays what it is: rows that must not matter.
        """
        blocks, values = columns // self.elements, self.values[:rows, :columns]
        if layout["layout"] == "raw":
            return self.raw[:rows, :blocks].reshape(-1), values
        tiles = -(-rows // layout["rowsPerTile"])
        return self.packed[:tiles, :blocks].reshape(-1), values

    def repeated(self, tiles, blocks, rows_per_tile):
        """A weight of so many times the whole tiles and so many times the blocks."""
        whole = len(self.raw) // rows_per_tile
        rows = np.tile(self.raw[: whole * rows_per_tile], (tiles, blocks, 1))
        values = np.tile(self.values[: whole * rows_per_tile], (tiles, blocks))
        large = Weight.__new__(Weight)
        large.elements, large.bytes_per_block = self.elements, self.bytes_per_block
        large.raw, large.values = rows, values
        large.packed = np.tile(self.packed[:whole], (tiles, blocks, 1))
        return large

    def added_mins(self, rows, columns):
        """Of formats whose block is a scale and a min in binary16, then codes."""
        mins = self.raw[:rows, : columns // self.elements, 2:4].copy()
        return mins.view(np.float16)[:, :, 0].astype(np.float64)
