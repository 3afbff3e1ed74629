"""Times quantizing SmolLM2-135M and a prefill of 16 tokens.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

What is measured: wall time of whole commands as a user runs them, and of the compiled
function alone, on one core. Kernels alone, and beside those of ggml, are the business
of kernels.py.
"""

import argparse
import datetime
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import machine

MODELS = machine.ROOT / "test/data/models"
BIND = ["--weight-map", MODELS / "smollm2-135m.map.json"]


def timed(*command):
    """Seconds that a command takes, and what it says on standard error."""
    began = time.perf_counter()
    result = subprocess.run([str(part) for part in command], stderr=subprocess.PIPE, text=True)
    if result.returncode:
        sys.exit(f"bench: error: {pathlib.Path(command[0]).name} failed\n{result.stderr}")
    return time.perf_counter() - began, result.stderr


def print_circumstances():
    print(f"{machine.processor()}, {os.cpu_count()} cores, "
          f"commit {machine.commit()}, {datetime.date.today()}")


def measure_quantization(options, scheme, module):
    """The best of some runs: others on the machine only ever add time."""
    runs = [
        timed(options.bin / "quant-opt", f"--quantize-scheme={scheme}", MODELS / "smollm2-135m.mlir",
              "--allow-requantize", "--weights", options.weights, *BIND, "--emit-bytecode", "-o", module)[0]
        for _ in range(1 if options.quick else 3)
    ]
    megabytes = module.stat().st_size / 1e6
    print(f"{scheme:8} GGUF to bytecode  {min(runs):8.2f} s   {megabytes:6.1f} MB", flush=True)


def measure_prefill(options, name, *module):
    """Compilation and binding, and the run alone."""
    total, text = timed(options.bin / "quant-run", "--activations=q8", "--num-threads=1", *module, "--input", MODELS / "smollm2-135m.input.npy",
                        "--output", "/dev/null", f"--repeat={3 if options.quick else 10}")
    found = re.search(r"min ([\d.]+) ms, median ([\d.]+) ms", text)
    if not found:
        sys.exit(f"bench: error: quant-run printed no times, but: {text}")
    print(f"{name:8} 16 tokens         {float(found[1]):8.1f} ms  (median {float(found[2]):.1f} ms; "
          f"whole command {total:.1f} s)", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="./dev bench --models")
    parser.add_argument("--bin", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--weights", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="one scheme, fewer runs")
    options = parser.parse_args()

    print_circumstances()
    schemes = ["q5_k_m"] if options.quick else ["q8_0", "q6_k", "q5_k_m", "q4_0", "q3_k_m"]
    measure_prefill(options, "float", MODELS / "smollm2-135m.mlir", "--weights", options.weights, *BIND)
    with tempfile.TemporaryDirectory(prefix="qblock-bench-") as folder:
        for scheme in schemes:
            module = pathlib.Path(folder) / f"{scheme}.mlirbc"
            measure_quantization(options, scheme, module)
            measure_prefill(options, scheme, module)


if __name__ == "__main__":
    main()
