"""Writes operands of grouped-attention.mlir, or compares its result with numpy's.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: grouped_attention.py DIRECTORY ROWS
       grouped_attention.py DIRECTORY ROWS RESULT.npy
"""

import pathlib
import sys

import numpy

HEADS, SHARED, ELEMS = 6, 2, 64


def operands(rows):
    """q, k, v and the mask of a causal model, in the order of the arguments."""
    random = numpy.random.default_rng(7)
    shapes = [(1, heads, rows, ELEMS) for heads in (HEADS, SHARED, SHARED)]
    q, k, v = (random.standard_normal(s).astype(numpy.float32) for s in shapes)
    mask = numpy.triu(numpy.full((rows, rows), -numpy.inf, numpy.float32), 1)
    return q, k, v, mask


def attention(q, k, v, mask):
    k, v = (numpy.repeat(a, HEADS // SHARED, axis=1) for a in (k, v))
    scores = q.astype(numpy.float64) @ k.swapaxes(2, 3) / 8 + mask
    weights = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v


def main():
    directory, rows = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    arrays = operands(rows)
    if len(sys.argv) == 3:
        for name, array in zip(("q", "k", "v", "mask"), arrays):
            numpy.save(directory / f"{name}.npy", array)
        return 0
    actual, expected = numpy.load(sys.argv[3]), attention(*arrays)
    error = numpy.abs(actual - expected).max()
    print(f"largest error {error:.2e} of elements up to {numpy.abs(expected).max():.2f}")
    return 0 if actual.shape == expected.shape and error < 1e-5 else 1


sys.exit(main())
