"""How lit runs the suite: which files are tests and which tools they find."""

import os

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
# Diagnostics without colour, whatever the terminal.
config.environment["TERM"] = "dumb"

config.substitutions.append(("%data", os.path.join(config.test_source_root, "data")))
config.substitutions.append(("%python", config.python))
config.substitutions.append(
    ("%plugin", os.path.join(config.qblock_build_dir, "lib", "libQBlockPlugin.so"))
)
# mlir-opt of the LLVM that the project was built against.
config.substitutions.append(("%mlir-opt", os.path.join(config.llvm_tools_dir, "mlir-opt")))
