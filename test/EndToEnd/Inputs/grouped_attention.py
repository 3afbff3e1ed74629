"""Writes operands of grouped-attention.mlir, or compares its result with numpy's.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: grouped_attention.py DIRECTORY ROWS MASK
       grouped_attention.py DIRECTORY ROWS MASK RESULT.npy
"""

import pathlib
import sys

import numpy

HEADS, SHARED, ELEMS = 6, 2, 64


LOWEST = numpy.finfo(numpy.float32).min


def none(rows):
    return numpy.zeros((rows, rows), numpy.float32)


def causal(rows):
    return numpy.triu(numpy.full((rows, rows), -numpy.inf, numpy.float32), 1)


def cached(rows):
    """Positions that came before the rows, and room for some that come after."""
    columns = numpy.arange(rows + 100)
    masked = columns[None, :] > numpy.arange(rows)[:, None] + 70
    return numpy.where(masked, LOWEST, numpy.float32(0))


def window(rows):
    """The last 40 positions only."""
    back = numpy.arange(rows)[:, None] - numpy.arange(rows)[None, :]
    return numpy.where((back < 0) | (back >= 40), LOWEST, numpy.float32(0))


def padded(rows):
    """Causal after some padding, whose rows see nothing and mean everything."""
    back = numpy.arange(rows)[:, None] - numpy.arange(rows)[None, :]
    padding = numpy.arange(rows) < rows // 3
    return numpy.where((back < 0) | padding[None, :], LOWEST, numpy.float32(0))


def biased(rows):
    """Masked by less than what is certain to vanish, or by nothing at all."""
    random = numpy.random.default_rng(5)
    return random.choice([0, 3, -1e4, -1e9], (rows, rows)).astype(numpy.float32)


def operands(rows, mask):
    """q, k, v and the mask, in the order of the arguments."""
    random = numpy.random.default_rng(7)
    mask = globals()[mask](rows)
    shapes = [(1, HEADS, rows, ELEMS)] + 2 * [(1, SHARED, mask.shape[1], ELEMS)]
    q, k, v = (random.standard_normal(s).astype(numpy.float32) for s in shapes)
    return q, k, v, mask


def attention(q, k, v, mask):
    k, v = (numpy.repeat(a, HEADS // SHARED, axis=1) for a in (k, v))
    scores = q.astype(numpy.float64) @ k.swapaxes(2, 3) / 8
    # The lowest float swallows a score, but not among longer floats.
    masked = (scores.astype(numpy.float32) + mask).astype(numpy.float64)
    weights = numpy.exp(masked - masked.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v


def main():
    directory, rows, mask = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    arrays = operands(rows, mask)
    if len(sys.argv) == 4:
        for name, array in zip(("q", "k", "v", "mask"), arrays):
            numpy.save(directory / f"{name}.npy", array)
        return 0
    actual, expected = numpy.load(sys.argv[4]), attention(*arrays)
    error = numpy.abs(actual - expected).max()
    print(f"largest error {error:.2e} of elements up to {numpy.abs(expected).max():.2f}")
    return 0 if actual.shape == expected.shape and error < 1e-5 else 1


sys.exit(main())
