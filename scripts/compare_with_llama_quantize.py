#!/usr/bin/env python3
"""Compares quant-weights with llama-quantize, file by file.

Part of the qblock project, under the Apache License v2.0 with LLVM Exceptions.
See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

    compare_with_llama_quantize.py QUANT_WEIGHTS LLAMA_QUANTIZE MODEL...

Quantizes each model by each scheme with both tools, without and with importance
data (which it makes up, both kinds of files) and with sets of options, and
compares the whole files. Prints a line for each case that differs and a total;
exits with 1 if there is any.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import gguf
import numpy

SCHEMES = """Q4_0 Q4_1 Q5_0 Q5_1 Q8_0 Q2_K Q2_K_S Q3_K_S Q3_K_M Q3_K_L Q4_K_S
Q4_K_M Q5_K_S Q5_K_M Q6_K IQ4_NL IQ4_XS MXFP4_MOE TQ1_0 TQ2_0 Q1_0 Q2_0 F16 BF16
F32 COPY""".split()

OPTIONS = [
    ["--pure"],
    ["--leave-output-tensor"],
    ["--output-tensor-type", "q5_K"],
    ["--token-embedding-type", "q8_0", "--output-tensor-type", "q4_0"],
    ["--tensor-type", "attn_v=q8_0"],
    ["--tensor-type", "blk.(0|1|2|3).attn_v=q8_0"],
    ["--tensor-type", "ffn_down=q4_1", "--tensor-type", "ffn=q6_K"],
    ["--pure", "--token-embedding-type", "q8_0", "--tensor-type", "attn_k=f16"],
    ["--override-kv", "general.name=str:renamed", "--override-kv", "a.b=int:3"],
]


def make_importance(model, path):
    """Random importance for all matrices but the table and the output."""
    random = numpy.random.default_rng(5)
    writer = gguf.GGUFWriter(path, "")
    writer.add_type("imatrix")
    writer.add_array("imatrix.datasets", ["text.txt"])
    writer.add_uint32("imatrix.chunk_count", 3)
    writer.add_uint32("imatrix.chunk_size", 512)
    for tensor in gguf.GGUFReader(model).tensors:
        shape = [int(n) for n in tensor.shape]
        if not tensor.name.startswith("blk.") or len(shape) < 2 or "norm" in tensor.name:
            continue
        experts = shape[2] if len(shape) > 2 else 1
        sums = random.lognormal(0, 2, (experts, shape[0])).astype(numpy.float32)
        sums[:, 3] = 0
        counts = random.integers(0, 9, (experts, 1)).astype(numpy.float32)
        writer.add_tensor(tensor.name + ".in_sum2", sums)
        writer.add_tensor(tensor.name + ".counts", counts)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def run(tool, args, output):
    if os.path.exists(output):
        os.remove(output)
    done = subprocess.run([tool, *args], capture_output=True, text=True)
    return done.returncode == 0 and os.path.exists(output), done.stdout + done.stderr


def same(a, b):
    return subprocess.run(["cmp", "-s", a, b]).returncode == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("quant_weights")
    parser.add_argument("llama_quantize")
    parser.add_argument("model", nargs="+")
    parser.add_argument("--schemes", nargs="*", default=SCHEMES)
    args = parser.parse_args()
    cases = failures = 0
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, importance = (os.path.join(folder, n) for n in ("a", "b", "imatrix.gguf"))
        for model in args.model:
            make_importance(model, importance)
            sets = [[], ["--imatrix", importance]] + OPTIONS
            for scheme in args.schemes:
                for options in sets:
                    if options in OPTIONS and scheme not in ("Q4_K_M", "Q2_K", "Q8_0", "F16"):
                        continue
                    options = ["--allow-requantize", *options]
                    expected, log = run(args.llama_quantize, [*options, model, theirs, scheme, "2"], theirs)
                    got, message = run(args.quant_weights, [*options, model, ours, scheme, "2"], ours)
                    # The tool leaves half a file where it fails.
                    expected = expected and "failed to quantize" not in log
                    cases += 1
                    if expected != got or (got and not same(ours, theirs)):
                        failures += 1
                        what = "files differ" if got == expected else f"ours {got}, theirs {expected}"
                        print(os.path.basename(model), scheme, *options, what, message.strip()[-200:])
    print(f"{cases} cases, {failures} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
