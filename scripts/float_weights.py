"""Decodes a GGUF to float32 safetensors under the PyTorch names of a weight map.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: float_weights.py MODEL.gguf MAP.json OUT.safetensors

Feeding the result to the unquantized module computes, in plain float arithmetic,
what the quantized one has to compute.
"""

import json
import pathlib
import sys

import tensors


def main():
    gguf, weight_map, output = sys.argv[1:]
    entries = json.loads(pathlib.Path(weight_map).read_text())
    stored = tensors.read_gguf(gguf)
    bound = {e["torch"]: tensors.bind(stored, e) for e in entries if e.get("gguf")}
    tensors.write_safetensors(output, bound)


if __name__ == "__main__":
    main()
