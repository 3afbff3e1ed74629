"""Quantizes SmolLM2-135M, runs it on a prompt and compares it with the original.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Three runs of one graph:

  exact      the unquantized module with the weights of the GGUF file
  quantized  the module that quant-opt made
  decoded    the unquantized module again, with the quantized blocks decoded to
             floats by another program: the error that the types explain
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import numpy
from logits import relative_rms
from tokenizer import Tokenizer

MODEL = ROOT / "test/data/models/smollm2-135m.mlir"
WEIGHT_MAP = ROOT / "test/data/models/smollm2-135m.map.json"
PROMPT = "The capital of France is Paris. The capital of Italy is"
# What two ways of adding the same binary32 products may differ by.
ROUNDING = 1e-4


def step(text):
    print(f"== {text}", file=sys.stderr, flush=True)


class Tools:
    """The built programs, bound to one model and one folder for files."""

    def __init__(self, options, folder):
        self.bin = pathlib.Path(options.bin)
        self.gguf = options.weights
        self.folder = folder
        self.ids = folder / "ids.npy"

    def call(self, *command):
        began = time.monotonic()
        if subprocess.run([str(part) for part in command]).returncode:
            sys.exit(f"demo: error: {pathlib.Path(command[0]).name} failed")
        print(f"   {time.monotonic() - began:.1f} s", file=sys.stderr)

    def quantize(self, scheme, *arguments):
        self.call(self.bin / "quant-opt", f"--quantize-scheme={scheme}", MODEL,
                  "--allow-requantize", "--weights", self.gguf, "--weight-map", WEIGHT_MAP, *arguments)

    def run(self, module, name, *arguments):
        """The logits of the prompt, one row a token."""
        output = self.folder / f"{name}.npy"
        self.call(self.bin / "quant-run", module, "--activations=exact", "--input", self.ids, "--output", output,
                  *arguments)
        return numpy.load(output)[0]

    def run_floats(self, weights, name):
        return self.run(MODEL, name, "--weights", weights, "--weight-map", WEIGHT_MAP)

    def decode(self, gguf):
        decoded = self.folder / "decoded.safetensors"
        self.call(sys.executable, ROOT / "scripts/float_weights.py", gguf, WEIGHT_MAP, decoded)
        return decoded


def print_table(report):
    """The report of quant-opt, in columns."""
    rows = [line.split("\t") for line in report.read_text().splitlines()]
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    header, *weights = rows
    size = sum(int(row[header.index("bytes")]) for row in weights)
    print(f"{len(weights)} weight matrices, {size / 1e6:.1f} MB")


def likely(logits, tokenizer, count=5):
    """The most likely next tokens as (text, probability)."""
    weights = numpy.exp(logits - logits.max())
    best = numpy.argsort(-logits, kind="stable")[:count]
    texts = [json.dumps(tokenizer.decode([i]), ensure_ascii=False) for i in best]
    return list(zip(texts, weights[best] / weights.sum()))


def print_next_tokens(quantized, exact, tokenizer):
    print(f"\nmost likely next tokens\n  {'unquantized':26}quantized")
    columns = [[f"{p:6.1%} {text}" for text, p in likely(x[-1], tokenizer)] for x in (exact, quantized)]
    for left, right in zip(*columns):
        print(f"  {left:26}{right}")
    same = int((quantized.argmax(-1) == exact.argmax(-1)).sum())
    print(f"the most likely token is the same after {same} of the prompt's {len(exact)} tokens")


def print_errors(quantized, exact, decoded):
    """Returns whether the types explain the whole error."""
    compiler = relative_rms(quantized, decoded)
    print("\nrelative RMS error of the logits")
    print(f"  {relative_rms(quantized, exact):<10.3g}quantized against unquantized")
    print(f"  {relative_rms(decoded, exact):<10.3g}that the types explain: the same blocks, "
          "decoded, in the unquantized model")
    print(f"  {compiler:<10.3g}quantized against these: what compiling to blocks adds")
    return compiler <= ROUNDING


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev demo")
    parser.add_argument("--bin", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--weights", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--scheme", default="q5_k_m",
                        help="a scheme of llama.cpp (default: q5_k_m)")
    parser.add_argument("prompt", nargs="?", default=PROMPT)
    options = parser.parse_args()
    if not options.prompt:
        parser.error("expects a prompt of at least one character")
    return options


def demonstrate(options, folder):
    tools, tokenizer = Tools(options, folder), Tokenizer(options.weights)
    numpy.save(tools.ids, numpy.array([tokenizer.encode(options.prompt)], numpy.int64))
    report, module = folder / "report.tsv", folder / "quantized.mlirbc"
    gguf = folder / "quantized.gguf"

    step(f"quantizing SmolLM2-135M to {options.scheme}")
    tools.quantize(options.scheme, f"--quantize-report={report}", "--emit-bytecode", "-o", module)
    print_table(report)
    step("compiling and running the quantized module")
    quantized = tools.run(module, "quantized")
    step("compiling and running the unquantized module")
    exact = tools.run_floats(options.weights, "exact")
    step("decoding the quantized weights with another decoder")
    tools.quantize(options.scheme, "--weights-output", gguf, "-o", "/dev/null")
    decoded_weights = tools.decode(gguf)
    step("running the unquantized module on them")
    decoded = tools.run_floats(decoded_weights, "decoded")

    print(f"\nprompt: {options.prompt}")
    print_next_tokens(quantized, exact, tokenizer)
    return print_errors(quantized, exact, decoded)


def main():
    options = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="qblock-demo-") as folder:
        if not demonstrate(options, pathlib.Path(folder)):
            sys.exit("demo: error: the quantized module differs from its own blocks")


if __name__ == "__main__":
    main()
