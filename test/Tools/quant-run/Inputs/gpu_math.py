"""Functions of kernels for GPUs against numpy.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: gpu_math.py write X.npy P.npy
       gpu_math.py check X.npy P.npy Y.npy
"""

import math
import sys

import numpy

SEED = 1


def write(x_path, p_path):
    random = numpy.random.default_rng(SEED)
    # Rotary embeddings take sines of large numbers.
    x = numpy.concatenate(
        [random.uniform(-8, 8, 300), random.uniform(-1e5, 1e5, 200), [0, 1, -2.5]]
    )
    p = numpy.exp(random.uniform(-5, 5, x.size))
    numpy.save(x_path, x.astype("f4"))
    numpy.save(p_path, p.astype("f4"))


def check(x_path, p_path, y_path):
    x, p, y = (numpy.load(path).astype("f8") for path in (x_path, p_path, y_path))
    small = numpy.abs(x) <= 8
    everywhere = numpy.ones_like(small)
    # Name, value, where, and the largest error, relative to 1 and to the value.
    with numpy.errstate(over="ignore", under="ignore"):
        functions = [
            ("sin", numpy.sin(x), everywhere, 1e-7),
            ("cos", numpy.cos(x), everywhere, 1e-7),
            ("exp", numpy.exp(x), small, 2e-7),
            ("log", numpy.log(p), everywhere, 2e-7),
            ("sqrt", numpy.sqrt(p), everywhere, 1e-7),
            ("rsqrt", p**-0.5, everywhere, 2e-7),
            ("powf", p**x, small, 5e-6),
            ("floor", numpy.floor(x), everywhere, 0),
            ("ceil", numpy.ceil(x), everywhere, 0),
            ("roundeven", numpy.rint(x), everywhere, 0),
            ("erf", numpy.vectorize(math.erf)(x), everywhere, 3e-7),
            ("tanh", numpy.tanh(x), everywhere, 3e-7),
            ("absf", numpy.abs(x), everywhere, 0),
            ("exp2", numpy.exp2(x), small, 5e-7),
            ("atan", numpy.arctan(x), everywhere, 5e-6),
            ("maximumf", numpy.maximum(x, p), everywhere, 0),
        ]
    for column, (name, value, where, limit) in enumerate(functions):
        error = numpy.abs(y[:, column] - value)[where]
        worst = numpy.max(error / numpy.maximum(1, numpy.abs(value[where])))
        if not worst <= limit:
            sys.exit(f"{name}: error {worst:.3g}, expected at most {limit}")


if sys.argv[1] == "write":
    write(*sys.argv[2:])
else:
    check(*sys.argv[2:])
