"""The interpreter of PTX as a device of launcher.py.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

import ptx


class Interpreter:
    """Runs kernels and stops at what a GPU would do silently."""

    def __init__(self, num_bytes=1 << 26):
        self.device = ptx.Device(num_bytes)
        self.allocate, self.free = self.device.allocate, self.device.free
        self.read = self.device.read

    def load(self, text):
        return ptx.Module.parse(text)

    def launch(self, module, name, grid, block, arguments, shared_bytes):
        values = [value for _, value in arguments]
        return self.device.launch(module[name], grid, block, values, shared_bytes)
