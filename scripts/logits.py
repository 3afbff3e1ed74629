"""Compares two arrays of logits, row by row (one row a token).

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: logits.py ACTUAL.npy EXPECTED.npy [--every N] [--top TOP.npy]
                 [--at-most X] [--about X] [--same-top N]

Prints the relative RMS error (RMS of the difference over the RMS of what was
expected) and on how many rows the most likely token is the same. Exits with 1 if
the error is above --at-most, or more than 2 percent off --about, or fewer rows
than --same-top agree. With --every N, EXPECTED has only each Nth column, and TOP
holds the most likely tokens.
"""

import argparse
import sys

import numpy


def relative_rms(actual, expected):
    difference = actual.astype(numpy.float64) - expected
    power = numpy.mean(expected.astype(numpy.float64) ** 2)
    return float(numpy.sqrt(numpy.mean(difference**2) / power))


def rows(path):
    array = numpy.load(path)
    return array.reshape(-1, array.shape[-1])


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("actual")
    parser.add_argument("expected")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--top")
    parser.add_argument("--at-most", type=float)
    parser.add_argument("--about", type=float)
    parser.add_argument("--same-top", type=int)
    return parser.parse_args()


def main():
    options = parse_arguments()
    logits, expected = rows(options.actual), rows(options.expected)
    actual = logits[:, :: options.every]
    if actual.shape != expected.shape:
        sys.exit(f"logits: error: expects shape {expected.shape}, but got {actual.shape}")
    error = relative_rms(actual, expected)
    top = numpy.load(options.top) if options.top else expected.argmax(-1)
    same = int((logits.argmax(-1) == top).sum())
    print(f"relative RMS error {error:.3g}, same most likely token on {same} of {len(actual)} rows")
    # Written so that a NaN fails.
    if options.at_most is not None and not error <= options.at_most:
        sys.exit(f"logits: error: expects an error of at most {options.at_most}, but got {error:.4g}")
    if options.about is not None and not abs(error - options.about) <= 0.02 * options.about:
        sys.exit(f"logits: error: expects an error of {options.about} within 2%, but got {error:.4g}")
    if options.same_top is not None and same < options.same_top:
        sys.exit(f"logits: error: expects {options.same_top} rows with the same top, but got {same}")


if __name__ == "__main__":
    main()
