"""Runs products on rounded x, and what they should give.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

x is rounded to blocks of int8 or to bfloat16, as the kernel wants it; products of
several splits are those of the kernel that adds them up.
"""

import numpy as np

# Sums of products in binary32 and in some order, against binary64.
TOLERANCE = 1e-6
# Weights that are rounded to bfloat16 may be that far off before: 2^-17 of their scale and 2^-24 of
# their min, neither of which is much more than the largest of 32.
DECODING = 2.0**-16
# Bits of the mantissa of bfloat16, the leading one included.
PRECISION = 8
EDGE = 16


class BlockRows:
    """Rows of x that were rounded to blocks of int8."""

    def __init__(self, codes, scales, sums):
        self.codes, self.scales, self.sums = codes, scales, sums
        self.m, self.k = codes.shape

    def arrays(self):
        return {"codes": self.codes, "scales": self.scales, "sums": self.sums}

    def product(self, weight, values, n):
        """x . w^T in binary64, the sum of the magnitudes of the products, and how far off a result
        may be beside the rounding of sums."""
        scale = np.repeat(self.scales.astype(np.float64), self.k // self.scales.shape[1], axis=1)
        numbers = self.codes * scale
        result, magnitude = numbers @ values.T, np.abs(numbers) @ np.abs(values.T)
        if self.sums.dtype == np.float32:
            # A min that is added meets the rounded sum, as in ggml's block.
            shape = (self.m, -1, self.k // self.sums.shape[1])
            exact = numbers.reshape(shape).sum(axis=2)
            result += (self.sums - exact) @ weight.added_mins(n, self.k).T
        return result, magnitude, 0


class HalfRows:
    """Rows of x that were rounded to bfloat16; so are decoded weights."""

    def __init__(self, rounded):
        self.rounded = rounded
        self.m, self.k = rounded.shape

    def arrays(self):
        return {"x": self.rounded}

    def numbers(self):
        return (self.rounded.astype(np.uint32) << 16).view(np.float32).astype(np.float64)

    def product(self, weight, values, n):
        numbers = self.numbers()
        largest = np.abs(values).reshape(n, -1, 32).max(axis=2)
        distance = DECODING * np.repeat(largest, 32, axis=1)
        low, high = (round_to(values + d) for d in (-distance, distance))
        near, slack = (low + high) / 2, (high - low) / 2
        magnitude = np.abs(numbers) @ np.abs(values.T)
        return numbers @ near.T, magnitude, np.abs(numbers) @ slack.T


def round_to(values):
    """To bfloat16, ties to even, of numbers that are not subnormal."""
    mantissa, exponent = np.frexp(values.astype(np.float64))
    return np.ldexp(np.rint(np.ldexp(mantissa, PRECISION)), exponent - PRECISION)


def addends(init):
    """What is added to a product: the arguments for it, and their sum. `init` is None, "y" (which
    holds sevens), a row, or a matrix and a row."""
    if init is None:
        return {"init": None, "bias": None}, 0
    if isinstance(init, str):
        return {"init": init, "bias": None}, 7
    matrix, row = init if isinstance(init, tuple) else (None, init)
    return {"init": matrix, "bias": row}, row if matrix is None else matrix + row


def multiply(launcher, kernel, packed, x, n, init, splits=1):
    """y[M, N], and what the device counts. `init` is as for `addends`."""
    m, k = x.m, x.k
    y = np.full(m * n + EDGE, 7, np.float32)
    sizes, (added, _) = {"m": m, "n": n, "k": k, "splits": splits}, addends(init)
    if splits == 1:
        counters = launcher.launch(kernel, sizes, dict(x.arrays(), **added, weight=packed, y=y))
    else:
        partials = np.full(splits * m * n + EDGE, 7, np.float32)
        arrays = dict(x.arrays(), weight=packed, init=None, bias=None, y=partials)
        counters = launcher.launch(kernel, sizes, arrays)
        assert (partials[splits * m * n :] == 7).all(), f"{kernel['name']} writes past its sums"
        (adding,) = launcher.find(role="addSplits")
        launcher.launch(adding, sizes, dict(added, partials=partials, y=y))
    assert (y[m * n :] == 7).all(), f"{kernel['name']} writes past the end of y"
    return y[: m * n].reshape(m, n), counters


def check_product(launcher, kernel, weight, x, n, init, splits=1):
    """One product; the largest error."""
    packed, values = weight.part(n, x.k, kernel["weight"])
    expected, magnitude, slack = x.product(weight, values, n)
    _, addend = addends(init)
    y, counters = multiply(launcher, kernel, packed, x, n, init, splits)
    if counters and kernel["role"] == "gemv" and kernel["weight"]["layout"] == "packed":
        check_traffic(kernel, counters.loads["weight"], packed.size, x)
    error = np.maximum(np.abs(y - addend - expected) - slack, 0)
    error /= 1 + np.abs(addend) + magnitude
    text = f"{kernel['name']} m={x.m} n={n} k={x.k} splits={splits}: error {error.max():.2e}"
    assert error.max() < TOLERANCE, text
    return error.max()


def check_traffic(kernel, traffic, num_bytes, x):
    """Each byte of the weight is asked for once, in whole sectors where rows of tiles are such."""
    weight, sector = kernel["weight"], 32
    times_read = -(-x.m // kernel["rowsOfXPerBlock"])
    assert traffic.bytes == times_read * num_bytes, f"{kernel['name']}: {traffic}"
    if x.k // weight["elementsPerBlock"] * weight["bytesPerTileBlock"] % sector == 0:
        assert traffic.efficiency == 1, f"{kernel['name']}: {traffic}"
