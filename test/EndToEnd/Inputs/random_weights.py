"""Makes weights for a model whose own are random as well.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: random_weights.py MAP.json OUT.safetensors
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "scripts"))
import numpy
import tensors


def main():
    weight_map, output = sys.argv[1:]
    generator = numpy.random.default_rng(7)
    weights = {}
    for entry in json.loads(pathlib.Path(weight_map).read_text()):
        if entry["torch"] == "input":
            continue
        shape = entry["shape"][::-1] if entry.get("transposed") else entry["shape"]
        values = 0.1 * generator.standard_normal(shape)
        is_scale = len(shape) == 1 and entry["torch"].endswith("weight")
        weights[entry["torch"]] = (values + is_scale).astype(numpy.float32)
    tensors.write_safetensors(output, weights)


if __name__ == "__main__":
    main()
