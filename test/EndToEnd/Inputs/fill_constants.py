"""Writes weights as dense constants into a module, as ONNX importers do.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: fill_constants.py MODULE.mlir.in WEIGHTS.safetensors OUT.mlir

`dense<"NAME">` stands for the upper left corner of that tensor as large as the
constant's type, `dense<"NAME^T">` for its transpose.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "scripts"))
import tensors


def main():
    module, weights, output = sys.argv[1:]
    stored = tensors.read_safetensors(weights)

    def fill(match):
        name, sizes = match[1], match[2]
        array = stored[name.removesuffix("^T")]
        array = array.T if name.endswith("^T") else array
        array = array[tuple(slice(int(size)) for size in sizes.split("x"))]
        return f'dense<"0x{array.tobytes().hex().upper()}"> : tensor<{sizes}xf32>'

    text = pathlib.Path(module).read_text()
    text = re.sub(r'dense<"(m\.[^"]*)"> : tensor<([\dx]+)xf32>', fill, text)
    pathlib.Path(output).write_text(text)


if __name__ == "__main__":
    main()
