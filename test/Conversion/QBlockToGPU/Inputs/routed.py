"""Compares what kernels for routed rows compute with numpy.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: routed.py FOLDER FILE.ptx

Rows of x are sorted by the numbers of their matrices, rounded in that order, and
multiplied in groups, each of one matrix. The reference takes each number by itself.
"""

import sys

import numpy as np

from interpreter import Interpreter
from launcher import DTYPES, Launcher
from products import EDGE, TOLERANCE, BlockRows, addends
from values import rounded
from weights import random_weights

SEED = 20261126
N, MATRICES, K = 48, 4, 512


def sort(launcher, kernel, ids, matrices):
    """(order, starts), compared with those of a stable sort, wrong numbers last."""
    order, starts = np.full(len(ids), -7, np.int64), np.full(matrices + 1, -7, np.int64)
    sizes = {"m": len(ids), "numStarts": matrices + 1}
    launcher.launch(kernel, sizes, {"ids": ids, "order": order, "starts": starts})
    bounded = np.where((ids < 0) | (ids >= matrices), matrices, ids)
    np.testing.assert_array_equal(order, np.argsort(bounded, kind="stable"))
    np.testing.assert_array_equal(starts, np.searchsorted(np.sort(bounded), range(matrices + 1)))
    return order, starts


def quantize(launcher, kernel, x, order):
    """Row order[i] / J of x is row i, rounded as ggml does."""
    activations, ids_per_row = kernel["activations"], len(order) // len(x)
    element = next(a["element"] for a in kernel["arguments"] if a["name"] == "sums")
    expected = rounded(x[order // ids_per_row], activations, element == "f32")
    arrays = {name: np.empty_like(a) for name, a in zip(("codes", "scales", "sums"), expected)}
    sizes = {"m": len(order), "k": x.shape[1], "idsPerRow": ids_per_row}
    launcher.launch(kernel, sizes, dict(arrays, x=x, order=order))
    for got, want in zip(arrays.values(), expected):
        np.testing.assert_array_equal(got, want, kernel["name"])
    return BlockRows(*arrays.values())


def count_groups(m, matrices, columns):
    return (m + matrices * (columns - 1)) // columns


def check_product(launcher, kernel, weight, rows, order, starts, n, init):
    """Rows of y are those of their number's matrix; the largest error."""
    matrices, m = len(starts) - 1, len(order)
    packed, values = weight.part(matrices * n, rows.k, kernel["weight"])
    result, magnitude, _ = rows.product(weight, values, matrices * n)
    y = np.full(m * n + EDGE, 7, np.float32)
    sizes = {"m": m, "n": n, "k": rows.k, "numStarts": matrices + 1}
    sizes["groups"] = count_groups(m, matrices, kernel["rowsOfXPerBlock"])
    added, addend = addends(init)
    arrays = dict(rows.arrays(), **added, weight=packed, y=y, order=order, starts=starts)
    launcher.launch(kernel, sizes, arrays)
    addend = np.broadcast_to(addend, (m, n))
    expected, scale = np.full((m, n), 7.0), np.ones((m, n))
    for matrix in range(matrices):
        for i in range(starts[matrix], starts[matrix + 1]):
            columns = slice(matrix * n, (matrix + 1) * n)
            expected[order[i]] = result[i, columns] + addend[order[i]]
            scale[order[i]] = 1 + magnitude[i, columns] + np.abs(addend[order[i]])
    assert (y[m * n :] == 7).all(), f"{kernel['name']} writes past the end of y"
    error = (np.abs(y[: m * n].reshape(m, n) - expected) / scale).max()
    assert error < TOLERANCE, f"{kernel['name']}, {np.diff(starts)} rows: error {error:.2e}"
    return error


def routings(columns, random):
    """Numbers of matrices, how many a row of x has, and how many matrices there are."""
    uneven = np.repeat([3, 0, 1], [columns + 1, 1, 2])  # none for matrix 2
    random.shuffle(uneven)
    yield uneven, 1, MATRICES
    yield np.full(2 * columns, MATRICES - 1), 2, MATRICES
    yield np.array([2, -1, 0, MATRICES]), 4, MATRICES  # two that are no matrix
    yield np.zeros(3, int), 3, 1


def check_kernel(launcher, kernel, weight, random, cases):
    (sorting,) = launcher.find(role="sort")
    (rounding,) = launcher.find(
        routed=True, role="quantize", activations__format=kernel["activations"]["format"]
    )
    worst = 0
    for number, (ids, ids_per_row, matrices) in enumerate(cases):
        n = weight.raw.shape[0] // matrices
        x = random.standard_normal((len(ids) // ids_per_row, K), dtype=np.float32)
        order, starts = sort(launcher, sorting, ids.astype(DTYPES[sorting["arguments"][0]["element"]]), matrices)
        rows = quantize(launcher, rounding, x, order)
        init = None
        if number % 2:
            init = tuple(random.standard_normal(s, dtype=np.float32) for s in ((len(ids), n), n))
        worst = max(
            worst, check_product(launcher, kernel, weight, rows, order, starts, n, init)
        )
    return worst


def main():
    folder, path = sys.argv[1:]
    launcher, random = Launcher(path, Interpreter()), np.random.default_rng(SEED)
    print(f"seed {SEED}")
    kernels = launcher.find(routed=True, weight__layout="packed")
    one_each = {kernel["weight"]["format"]: kernel for kernel in kernels}
    weights = random_weights(folder, list(one_each.values()), MATRICES * N, K, random)
    worst, first = 0, kernels[0]["weight"]["format"]
    for kernel in kernels:
        name = kernel["weight"]["format"]
        cases = list(routings(kernel["rowsOfXPerBlock"], random))
        # How rows are found does not depend on the format.
        cases = cases if name == first else cases[:1]
        worst = max(worst, check_kernel(launcher, kernel, weights[name], random, cases))
    print(f"{len(kernels)} products of routed rows agree, largest error {worst:.1e}")


if __name__ == "__main__":
    main()
