"""Compares what kernels for GPUs compute, on a device, with numpy.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: values.py FOLDER [--gemm] [--known FILE.ptx] FILE.ptx...

Run as a program, the device is the interpreter; benchmarks/gpu/check.py has GPUs. The
rounding of x is compared bit by bit with ggml's formulas, rows with the decoder's,
products with those of decoded weights in binary64. With --gemm, only products of many
rows in bfloat16 are looked at. The first file is tried on all shapes; of the others, each
kernel on one, if its code is not that of a kernel that was tried before. Those of a file
that is known are not tried.
"""

import argparse
import json
import pathlib
import re

import numpy as np

from launcher import DTYPES, Launcher
from products import BlockRows, HalfRows, check_product, multiply, round_to
from weights import random_weights

SEED = 20261125
ROWS, COLUMNS = 40, 2304


def rounded(x, activations, scales_sums):
    """Codes, scales and sums as ggml rounds, in its order of operations."""
    m, k = x.shape
    per_scale, per_sum = activations["elementsPerScale"], activations["elementsPerSum"]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        blocks = x.reshape(m, -1, per_scale)
        magnitude = np.abs(blocks).max(axis=2)
        scale = magnitude / np.float32(127)
        inverse = np.where(magnitude == 0, np.float32(0), np.float32(127) / magnitude)
        codes = np.rint(blocks * inverse[:, :, None]).reshape(m, k).astype(np.int8)
        sums = codes.reshape(m, -1, per_sum).astype(np.int32).sum(axis=2, dtype=np.int32)
        if scales_sums:
            sums = (sums.astype(np.float32) * scale).astype(np.float16).astype(np.float32)
        # ggml keeps the scale of small blocks in binary16.
        if per_scale == 32:
            scale = scale.astype(np.float16).astype(np.float32)
    return codes, scale, sums


def run_rounding(launcher, kernel, x):
    """The arrays that a rounding kernel writes."""
    m, k = x.shape
    activations = kernel["activations"]
    element = DTYPES[kernel["arguments"][3]["element"]]
    codes = np.empty((m, k), np.int8)
    scales = np.empty((m, k // activations["elementsPerScale"]), np.float32)
    sums = np.empty((m, k // activations["elementsPerSum"]), element)
    arrays = {"x": x, "codes": codes, "scales": scales, "sums": sums}
    launcher.launch(kernel, {"m": m, "k": k}, arrays)
    return codes, scales, sums


def quantize(launcher, kernel, x):
    """The same, compared with ggml's."""
    arrays = run_rounding(launcher, kernel, x)
    expected = rounded(x, kernel["activations"], arrays[2].dtype == np.float32)
    for name, got, want in zip(("codes", "scales", "sums"), arrays, expected):
        np.testing.assert_array_equal(got, want, f"{kernel['name']} {name}")
    return BlockRows(*arrays)


def run_half_rounding(launcher, kernel, x):
    result = np.empty(x.shape, DTYPES[kernel["rounded"]])
    launcher.launch(kernel, {"m": x.shape[0], "k": x.shape[1]}, {"x": x, "rounded": result})
    return HalfRows(result)


def round_to_half(launcher, kernel, x):
    """The same, compared with numpy's."""
    rows = run_half_rounding(launcher, kernel, x)
    np.testing.assert_array_equal(rows.numbers(), round_to(x), kernel["name"])
    return rows


class Roundings:
    """Rounds x as a kernel wants it."""

    def __init__(self, launcher):
        self.launcher = launcher
        self.blocks = {k["activations"]["format"]: k for k in launcher.find(role="quantize")}
        self.halves = {k["rounded"]: k for k in launcher.find(role="round")}

    def run(self, kernel, x):
        if "activations" not in kernel:
            return run_half_rounding(self.launcher, self.halves[kernel["rounded"]], x)
        rounding = self.blocks[kernel["activations"]["format"]]
        return BlockRows(*run_rounding(self.launcher, rounding, x))

    def check(self, kernel, x):
        if "activations" not in kernel:
            return round_to_half(self.launcher, self.halves[kernel["rounded"]], x)
        return quantize(self.launcher, self.blocks[kernel["activations"]["format"]], x)


def check_odd_rows(launcher, roundings, kernel, weight, random):
    """Numbers that no code stands for reach their own row of y and no other."""
    n, k = 16, 768
    x = random.standard_normal((6, k), dtype=np.float32)
    x[1] = 0
    x[2, ::32] = np.nan
    x[3, ::32] = np.inf
    x[4] = np.finfo(np.float32).smallest_subnormal
    packed, _ = weight.part(n, k, kernel["weight"])

    def product(rows):
        return multiply(launcher, kernel, packed, roundings.run(kernel, rows), n, None)[0]

    y, name = product(x), kernel["name"]
    np.testing.assert_array_equal(y[[0, 5]], product(x[[0, 5]]), name)
    np.testing.assert_array_equal(y[1], np.zeros(n, np.float32), name)
    assert np.abs(y[4]).max() < 1e-30, name
    assert np.isnan(y[2]).all(), name
    assert not np.isfinite(y[3]).any(), name


def check_gather(launcher, kernel, weight, ids, n, k):
    """Rows by number, or all of them: the decoder's values, bit by bit."""
    packed, values = weight.part(n, k, kernel["weight"])
    rows = np.arange(n) if ids is None else ids
    y = np.full((len(rows), k), 7, np.float32)
    errors = np.zeros(1, np.int32)
    launcher.launch(
        kernel,
        {"m": len(rows), "n": n, "k": k},
        dict(ids=ids, weight=packed, y=y, errors=errors),
    )
    good = (rows >= 0) & (rows < n)
    assert errors[0] == np.sum(~good), f"{kernel['name']} counts {errors[0]} wrong numbers"
    np.testing.assert_array_equal(y[good], values[rows[good]].astype(np.float32), kernel["name"])
    assert (y[~good] == 7).all(), f"{kernel['name']} writes rows that there are not"


def check_pack(launcher, kernel, weight, n, k):
    """Blocks in ggml's order become the bytes of the host's packing; `n` rows are whole
    tiles or all of the weight's, whose last tile is filled up with zeros."""
    raw, _ = weight.part(n, k, {"layout": "raw"})
    expected, _ = weight.part(n, k, kernel["weight"])
    packed = np.full_like(expected, 7)
    launcher.launch(kernel, {"n": n, "k": k}, dict(blocks=raw, packed=packed))
    np.testing.assert_array_equal(packed, expected, kernel["name"])


def gemv_shapes(kernel, elements, all_shapes):
    """Sizes M, N, K at the edges of what a warp and a block take."""
    if not all_shapes:
        yield 3, 17, 768
        return
    columns = kernel["rowsOfXPerBlock"]
    # An odd number of blocks, if they are smaller than a warp's part of K.
    odd = 9 * elements if elements < 256 else 5 * elements
    for m, n, k in ((1, 1, 256), (columns, 16, 768), (columns + 1, 7, 2304), (3, 40, odd)):
        yield m, n, k
    if elements < 256:
        yield 2, 17, elements


def gemm_shapes(kernel, elements, all_shapes):
    """Sizes at the edges of tiles; K that ends within a stage, and of several stages."""
    yield (9, 17, 768) if elements == 256 else (9, 17, 3 * elements)
    if all_shapes and kernel["weight"]["format"] in ("q4_K", "q5_1", "iq4_nl"):
        yield kernel["rowsOfXPerBlock"] + 1, ROWS, 512


def check_large(launcher, roundings, kernel, weight, random):
    """Many blocks of a grid at once, as in a model: for GPUs, which do not trap races."""
    rows_per_tile = kernel["weight"]["rowsPerTile"]
    large = weight.repeated(64, 2, rows_per_tile)
    k = 2 * COLUMNS
    m = 2 * kernel["rowsOfXPerBlock"] + 1
    x = roundings.check(kernel, random.standard_normal((m, k), dtype=np.float32))
    return check_product(launcher, kernel, large, x, 2048 - 7, None)


def check_choice(kernels):
    """For each number of rows of x there is one kernel of a format to take."""
    for weight in {kernel["weight"]["format"] for kernel in kernels}:
        ranges = [kernel["rowsOfX"] for kernel in kernels if kernel["weight"]["format"] == weight]
        for m in (1, 2, 3, 4, 5, 8, 9, 64, 65, 1000):
            fitting = [r for r in ranges if r["from"] <= m <= r.get("to", m)]
            assert len(fitting) == 1, f"{weight}: {len(fitting)} kernels for {m} rows"


def kinds_of_init(m, n, random):
    """What a product can be added to: nothing, y itself, one row, or a matrix and a row."""
    matrix = random.standard_normal((m, n), dtype=np.float32)
    row = random.standard_normal(n, dtype=np.float32)
    return None, "y", row, (matrix, row)


def check_kernels(
    launcher, folder, random, all_shapes=True, large=False, is_wanted=lambda kernel: True
):
    """The kernels of a launcher that are wanted; their numbers, and the largest error."""
    roundings = Roundings(launcher)

    def find(role):
        return [kernel for kernel in launcher.find(role=role) if is_wanted(kernel)]

    gemvs, gathers, packs = find("gemv"), find("gather"), find("pack")
    # Beside products with raw weights they are those of packed weights.
    gemms = [] if launcher.find(role="gemv", weight__layout="raw") else find("gemm")
    formats = {kernel["weight"]["format"] for kernel in gemvs + gemms + gathers + packs}
    one_each = {k["weight"]["format"]: k for k in launcher.find(role="gemv")}
    wanted = [kernel for name, kernel in one_each.items() if name in formats]
    weights = random_weights(folder, wanted, ROWS, COLUMNS, random)
    worst = 0

    def check(kernel, number, cases):
        weight = weights[kernel["weight"]["format"]]
        errors = [0]
        for case, (m, n, k) in enumerate(cases):
            x = roundings.check(kernel, random.standard_normal((m, k), dtype=np.float32))
            init = kinds_of_init(m, n, random)[(number + case) % 4]
            # 4 are more than there are steps along K, for some.
            splits = (1,) if kernel["role"] == "gemv" else (1, 4)
            for parts in splits if all_shapes else [splits[number // 2 % len(splits)]]:
                errors.append(check_product(launcher, kernel, weight, x, n, init, parts))
        if all_shapes and number % 7 == 0:
            check_odd_rows(launcher, roundings, kernel, weight, random)
        if large:
            errors.append(check_large(launcher, roundings, kernel, weight, random))
        return max(errors)

    for kernels, cases_of in ((gemvs, gemv_shapes), (gemms, gemm_shapes)):
        for number, kernel in enumerate(kernels):
            elements = weights[kernel["weight"]["format"]].elements
            worst = max(worst, check(kernel, number, cases_of(kernel, elements, all_shapes)))
    check_choice(launcher.find(role="gemv") + launcher.find(role="gemm"))
    for kernel in gathers:
        weight = weights[kernel["weight"]["format"]]
        check_gather(launcher, kernel, weight, None, 17, max(256, weight.elements))
        ids = np.array([3, 39, 0, 40, -1, 16, 3], np.int64)
        check_gather(launcher, kernel, weight, ids, 40, 2304)
    for kernel in packs:
        weight = weights[kernel["weight"]["format"]]
        check_pack(launcher, kernel, weight, 40, 2304 if all_shapes else 768)
        check_pack(launcher, kernel, weight, 16, max(256, weight.elements))
    return len(gathers), len(packs), len(gemvs) + len(gemms), worst


ENTRY = re.compile(r"^\.visible \.entry (\w+)\(.*?^}\n", re.DOTALL | re.MULTILINE)


class File:
    """Kernels of a file, those left out whose text `is_known` or that are not looked at."""

    def __init__(self, path, is_known, only_halves):
        text = pathlib.Path(path).read_text()
        kernels = json.loads(pathlib.Path(f"{path}.json").read_text())["kernels"]
        # Labels have the number of the kernel.
        self.texts = {
            match.group(1): re.sub(r"\$L__BB\d+_", "$L__BB_", match.group())
            for match in ENTRY.finditer(text)
        }
        self.wanted = {
            kernel["name"]
            for kernel in kernels
            if not is_known(self.texts[kernel["name"]])
            and (not only_halves or kernel["role"] == "gemm" and "activations" not in kernel)
        }
        helpers = {kernel["name"] for kernel in kernels if "weight" not in kernel}
        needed = self.wanted | helpers
        self.text = ENTRY.sub(lambda match: match.group() * (match.group(1) in needed), text)


def main():
    from interpreter import Interpreter  # GPUs need none

    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--gemm", action="store_true")
    parser.add_argument("--known")
    options = parser.parse_args()
    checked = set()
    if options.known:
        checked.update(File(options.known, lambda text: False, False).texts.values())
    print(f"seed {SEED}")
    for index, path in enumerate(options.paths):
        file = File(path, checked.__contains__, options.gemm)
        launcher = Launcher(path, Interpreter(), file.text)
        gathers, packs, products, worst = check_kernels(
            launcher,
            options.folder,
            np.random.default_rng(SEED),
            all_shapes=index == 0,
            is_wanted=lambda kernel: kernel["name"] in file.wanted,
        )
        checked.update(file.texts.values())
        print(
            f"{gathers} gathers, {packs} packings and {products} products agree,"
            f" largest error {worst:.1e}"
        )


if __name__ == "__main__":
    main()
