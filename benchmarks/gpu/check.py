"""Proves kernels right on a GPU and tells how fast they are.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

First all kernels are compared with the reference, as the test suite does on the
interpreter; then they are timed beside what the memory and the tensor units do at best;
then a model runs and is compared with the CPU. Ends with 1 at the first difference.
"""

import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHECKS = ROOT / "test/Conversion/QBlockToGPU/Inputs"
MODELS = ROOT / "test/data/models"
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "scripts"), str(CHECKS)]

import driver  # noqa: E402
import logits  # noqa: E402
import machine  # noqa: E402
import numpy as np  # noqa: E402
import rates  # noqa: E402
import roofline  # noqa: E402
import tables  # noqa: E402
import values  # noqa: E402
from launcher import Launcher  # noqa: E402

# N x K: a layer of a model of 8 billion weights, and the larger one of its feed-forward.
SHAPES = [(4096, 4096), (14336, 4096)]
GEMM_ROWS = [64, 512, 2048]
QUICK_SHAPES, QUICK_GEMM_ROWS, QUICK_FORMATS = [(16, 256)], [9], ["q4_K"]
# Bytes that are read to measure the memory: more than any cache holds.
MEMORY_BYTES, QUICK_MEMORY_BYTES = 1 << 30, 1 << 14
# Rounds of products: about a millisecond.
ROUNDS, QUICK_ROUNDS = 1 << 14, 2
REPETITIONS, QUICK_REPETITIONS = 20, 1
# How much farther from exact arithmetic than the CPU's a model's logits may be: sums in
# another order let an activation fall to another side when it is rounded.
MODEL_TIMES, MODEL_TOLERANCE = 1.1, 1e-5


class CheckError(Exception):
    """What ends the program, in one line."""


def say(text):
    print(f"gpu-check: {text}", file=sys.stderr, flush=True)


def run(*command):
    """What a tool says on its standard error."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode:
        raise CheckError(f"{pathlib.Path(command[0]).name} failed: {result.stderr.strip()}")
    return result.stdout + result.stderr


def chip_for(options, capability):
    """The newest chip of the compiler's table whose code the GPU runs."""
    text = run(options.bin / "quant-opt", "--target-chip=help")
    chips = [int(number) for number in re.findall(r"^ *sm_(\d+)$", text, re.MULTILINE)]
    fitting = [chip for chip in chips if chip <= capability]
    if not fitting:
        raise CheckError(f"there is no code for compute capability {capability / 10}")
    return f"sm_{max(fitting)}"


def describe_gpu(gpu, chip):
    return {
        "name": gpu.name,
        "compute_capability": gpu.compute_capability,
        "chip": chip,
        "driver": gpu.driver_version,
        "memory_bytes": gpu.memory_bytes,
        "processors": gpu.attribute(driver.PROCESSORS),
        "clock_mhz": gpu.attribute(driver.CLOCK_KHZ) / 1e3,
        "memory_clock_mhz": gpu.attribute(driver.MEMORY_CLOCK_KHZ) / 1e3,
        "bus_bits": gpu.attribute(driver.BUS_BITS),
        "l2_bytes": gpu.attribute(driver.L2_BYTES),
    }


def formats_module(options, folder):
    """A module that needs the kernels of all formats, or of a few."""
    text = (CHECKS / "formats.mlir").read_text()
    if options.quick:
        functions = re.findall(r"^func\.func @(\w+).*?^}\n", text, re.MULTILINE | re.DOTALL)
        blocks = re.findall(r"^func\.func.*?^}\n", text, re.MULTILINE | re.DOTALL)
        text = "".join(b for name, b in zip(functions, blocks) if name in QUICK_FORMATS)
    path = folder / "formats.mlir"
    path.write_text(text)
    return path


def make_launcher(options, gpu, chip, folder):
    path = options.kernels
    if not path:
        path = folder / "kernels.ptx"
        run(options.bin / "quant-opt", "--emit=ptx", f"--target-chip={chip}",
            formats_module(options, folder), "-o", path)  # fmt: skip
    launcher = Launcher(path, gpu)
    return launcher, json.loads(pathlib.Path(f"{path}.json").read_text())["tensorOpsPerClock"]


def check_kernels(options, launcher, folder):
    os.environ["PATH"] = f"{options.bin}{os.pathsep}{os.environ['PATH']}"
    random = np.random.default_rng(values.SEED)
    try:
        gathers, packs, products, error = values.check_kernels(
            launcher, folder, random, all_shapes=not options.quick, large=not options.quick
        )
    except AssertionError as difference:
        # Arrays of many numbers follow.
        text = " ".join(str(difference).split()).split(" First 5 mismatches")[0]
        raise CheckError(f"a kernel is wrong: {text}") from difference
    return {"gathers": gathers, "packs": packs, "products": products, "error": float(error)}


def measure_limits(options, gpu, ops_per_clock):
    num_bytes, rounds, repetitions = (
        (QUICK_MEMORY_BYTES, QUICK_ROUNDS, QUICK_REPETITIONS)
        if options.quick
        else (MEMORY_BYTES, ROUNDS, REPETITIONS)
    )
    found = roofline.Limits(gpu, num_bytes, rounds, repetitions)
    return {
        "measured": {"read": found.read, "copy": found.copy, **found.products},
        "attributes": found.attributes(ops_per_clock),
    }


def measure_rates(options, launcher):
    timer = rates.Rates(
        launcher, 2 if options.quick else 0, QUICK_REPETITIONS if options.quick else REPETITIONS
    )
    lines = []
    for n, k in QUICK_SHAPES if options.quick else SHAPES:
        for kernel in launcher.find(role="gemv"):
            lines.append(timer.product(kernel, kernel["rowsOfXPerBlock"], n, k))
        for kernel in launcher.find(role="gemm"):
            rows = kernel["rowsOfX"]
            for m in QUICK_GEMM_ROWS if options.quick else GEMM_ROWS:
                if rows["from"] <= m <= rows.get("to", m):
                    lines.append(timer.product(kernel, m, n, k))
    return lines, measure_moves(options, launcher, timer)


def measure_moves(options, launcher, timer):
    (n, k), *_ = QUICK_SHAPES if options.quick else SHAPES
    m = max(QUICK_GEMM_ROWS if options.quick else GEMM_ROWS)
    return [
        timer.move(kernel, m, n, k)
        for role in ("quantize", "round", "gather", "pack")
        for kernel in launcher.find(role=role)
    ]


def check_model(options, folder):
    """A model of random weights, with biases, on the GPU and on the CPU."""
    name, scheme = "qwen2", "q8_0"
    weights, module = folder / "model.safetensors", folder / "model.mlirbc"
    weight_map, data = MODELS / f"{name}.map.json", MODELS / f"{name}.input.npy"
    run(sys.executable, ROOT / "test/EndToEnd/Inputs/random_weights.py", weight_map, weights)
    run(options.bin / "quant-opt", f"--quantize-scheme={scheme}", MODELS / f"{name}.mlir",
        "--weights", weights, "--weight-map", weight_map, "--emit-bytecode", "-o", module)  # fmt: skip
    device = "emulate" if options.emulate else "cuda"
    text = run(options.bin / "quant-run", f"--device={device}", module, "--input", data,
               "--output", folder / "gpu.npy", f"--repeat={1 if options.quick else 50}")  # fmt: skip
    for activations in ("q8", "exact"):
        run(options.bin / "quant-run", f"--activations={activations}", module, "--input", data,
            "--output", folder / f"{activations}.npy")  # fmt: skip
    results = [logits.rows(folder / f"{name}.npy") for name in ("gpu", "q8", "exact")]
    error, cpu_error = (logits.relative_rms(result, results[2]) for result in results[:2])
    allowed = MODEL_TIMES * cpu_error + MODEL_TOLERANCE
    if not error <= allowed:
        raise CheckError(f"the logits of '{name}' are {error:.3g} from exact ones, expects at most {allowed:.3g}")
    difference = logits.relative_rms(results[0], results[1])
    times = re.search(r"\d+ runs?: .*", text)
    return {"name": name, "scheme": scheme, "error": error, "cpu_error": cpu_error,
            "difference": difference, "times": times[0] if times else "not timed"}  # fmt: skip


def check(options, folder):
    gpu = driver.Gpu(options.driver)
    chip = chip_for(options, gpu.compute_capability)
    say(f"{gpu.name}, code for {chip}")
    launcher, ops_per_clock = make_launcher(options, gpu, chip, folder)
    results = {
        "gpu": describe_gpu(gpu, chip),
        "emulated": options.emulate,
        "commit": machine.commit(),
        "date": str(datetime.date.today()),
    }
    say(f"comparing {len(launcher.kernels)} kernels with the reference")
    results["correctness"] = check_kernels(options, launcher, folder)
    say("measuring what the GPU can reach")
    results["limits"] = measure_limits(options, gpu, ops_per_clock)
    say("measuring products")
    results["rates"], results["moves"] = measure_rates(options, launcher)
    say("running a model")
    results["model"] = check_model(options, folder)
    return results


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev gpu-check", description=__doc__.split("\n\n")[0])
    parser.add_argument("--bin", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--driver", default="libcuda.so.1", help="the driver's library")
    parser.add_argument("--emulate", action="store_true",
                        help="on the interpreter instead of a GPU; times then mean nothing")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="one format, small sizes")
    parser.add_argument("--kernels", type=pathlib.Path, metavar="FILE.ptx",
                        help="check these, with FILE.ptx.json beside them, instead of compiling")  # fmt: skip
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("gpu-check"),
                        help="writes OUTPUT.json and OUTPUT.md (default: gpu-check)")  # fmt: skip
    options = parser.parse_args()
    options.bin = options.bin.resolve()
    if options.emulate:
        options.driver = str(options.bin.parent / "test/ptx/driver/libcuda.so.1")
    return options


def main():
    options = parse_arguments()
    try:
        with tempfile.TemporaryDirectory() as folder:
            results = check(options, pathlib.Path(folder))
    except (CheckError, driver.DriverError) as error:
        sys.exit(f"gpu-check: error: {error}")
    report = tables.describe(results)
    options.output.with_suffix(".json").write_text(json.dumps(results, indent=1) + "\n")
    options.output.with_suffix(".md").write_text(report)
    print(report, end="")
    say(f"wrote {options.output}.json and {options.output}.md")


if __name__ == "__main__":
    main()
