"""Model files for checks: floats out of a GGUF, safetensors to a file.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

The decoder here is that of the gguf package, on purpose: what the checks compare
with must not share code with what they check.
"""

import json
import pathlib
import struct

import numpy
from gguf import GGUFReader
from gguf.quants import dequantize


def read_gguf(path):
    """Name -> float32 array of every tensor, as it is stored, decoded."""
    return {
        tensor.name: dequantize(tensor.data, tensor.tensor_type).astype(numpy.float32)
        for tensor in GGUFReader(path).tensors
    }


def undo_head_permutation(rows, heads):
    """The order of rows before llama.cpp's converter interleaved each head's halves."""
    split = rows.reshape(heads, rows.shape[0] // heads // 2, 2, -1)
    return split.swapaxes(1, 2).reshape(rows.shape)


def bind(tensors, entry):
    """The array of one weight-map entry, in the orientation of PyTorch."""
    array = tensors[entry["gguf"]]
    if entry.get("rows"):
        first, count = entry["rows"]
        array = array[first : first + count]
    if entry.get("gguf_rows_permuted_heads"):
        array = undo_head_permutation(array, entry["gguf_rows_permuted_heads"])
    return array


def write_safetensors(path, tensors):
    """Writes float32 arrays, name -> array."""
    header, offset = {}, 0
    for name, array in tensors.items():
        assert array.dtype == numpy.float32, f"{name} is {array.dtype}, not float32"
        header[name] = {
            "dtype": "F32",
            "shape": list(array.shape),
            "data_offsets": [offset, offset + array.nbytes],
        }
        offset += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in tensors.values():
            file.write(numpy.ascontiguousarray(array).tobytes())


def read_safetensors(path):
    """Name -> float32 array of every tensor of a file that holds no others."""
    data = pathlib.Path(path).read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    arrays = {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        flat = numpy.frombuffer(data[8 + size + first : 8 + size + last], dtype="<f4")
        arrays[name] = flat.reshape(entry["shape"])
    return arrays
