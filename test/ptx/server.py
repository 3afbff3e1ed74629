"""Runs kernels for the mock driver, in a process of its own.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

usage: server.py MEMORY_FD NUM_BYTES CHIP

The device's memory is a file that both processes map; commands come as lines on the
standard input, some followed by bytes, and each is answered by one line: "ok" with
values, or the number of a CUDA error and a message.

    alloc BYTES                        ok ADDRESS
    free ADDRESS                       ok
    module LENGTH, then the text       ok MODULE
    unload MODULE                      ok
    function MODULE NAME               ok FUNCTION SHARED MAX_THREADS BYTES [OFFSET BYTES]...
    global MODULE NAME                 ok ADDRESS BYTES
    launch FUNCTION GX GY GZ BX BY BZ SHARED LENGTH, then the parameters' bytes    ok

With QBLOCK_MOCK_COUNTERS=FILE every launch adds a line of JSON to the file; with
QBLOCK_MOCK_RACES=0 races are not looked for.
"""

from __future__ import annotations

import json
import mmap
import os
import pathlib
import re
import sys
from typing import BinaryIO

if __package__ in (None, ""):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

try:
    from ptx import Checks, Counters, Device, LaunchError, Module, PtxError, Trap
    from ptx.device import Kernel
except ImportError as error:
    sys.exit(f"server.py: error: {error}")

INVALID_VALUE, OUT_OF_MEMORY, INVALID_PTX = 1, 2, 218
NOT_FOUND, LAUNCH_OUT_OF_RESOURCES, LAUNCH_FAILED = 500, 701, 719


class Failure(Exception):
    """An answer other than ok."""

    def __init__(self, code: int, message: object):
        super().__init__(" ".join(str(message).split()))
        self.code = code


class Server:
    """The state behind one driver: a device, modules and functions by number."""

    def __init__(self, memory, chip: int, counters_file: str | None, races: bool):
        self.device = Device(memory, Checks(shared_races=races, global_races=races))
        self.chip, self.counters_file = chip, counters_file
        self.modules: dict[int, Module] = {}
        self.functions: list[Kernel] = []

    def serve(self, requests: BinaryIO, answers: BinaryIO) -> None:
        """Answers requests until there are no more."""
        while line := requests.readline():
            command, *arguments = line.decode().split()
            try:
                values = getattr(self, f"do_{command}")(requests, *arguments)
                answer = " ".join(map(str, ("ok", *values)))
            except Failure as failure:
                answer = f"{failure.code} {failure}"
            answers.write(answer.encode() + b"\n")
            answers.flush()

    def do_alloc(self, requests: BinaryIO, num_bytes: str) -> tuple:
        try:
            return (self.device.allocate(int(num_bytes)),)
        except LaunchError as error:
            raise Failure(OUT_OF_MEMORY, error) from error

    def do_free(self, requests: BinaryIO, address: str) -> tuple:
        try:
            self.device.free(int(address))
        except LaunchError as error:
            raise Failure(INVALID_VALUE, error) from error
        return ()

    def do_module(self, requests: BinaryIO, length: str) -> tuple:
        text = requests.read(int(length)).decode(errors="replace")
        try:
            module = Module.parse(text)
            for name in module.entries:
                self.device.program(module[name])
        except PtxError as error:
            raise Failure(INVALID_PTX, error) from error
        self._check_target(module.target)
        number = len(self.modules) + 1
        self.modules[number] = module
        return (number,)

    def _check_target(self, target: str) -> None:
        """PTX runs on its target and later chips; that of sm_90a only on sm_90."""
        match = re.match(r"sm_(\d+)([af]?)", target)
        if not match:
            raise Failure(INVALID_PTX, f"expects a target, got '{target}'")
        number = int(match.group(1))
        if number > self.chip or (match.group(2) == "a" and number != self.chip):
            raise Failure(INVALID_PTX, f"PTX for {target} does not run on sm_{self.chip}")

    def do_unload(self, requests: BinaryIO, number: str) -> tuple:
        self.modules.pop(int(number), None)
        return ()

    def do_function(self, requests: BinaryIO, number: str, name: str) -> tuple:
        module = self.modules[int(number)]
        if name not in module.entries:
            raise Failure(NOT_FOUND, f"no kernel '{name}'")
        kernel = module[name]
        self.functions.append(kernel)
        entry, program = kernel[1], self.device.program(kernel)
        layout = [value for p in entry.parameters for value in (p.offset, p.bytes)]
        return (
            len(self.functions) - 1,
            program.static_shared_bytes,
            entry.max_threads or 1024,
            entry.parameter_bytes,
            *layout,
        )

    def do_global(self, requests: BinaryIO, number: str, name: str) -> tuple:
        module = self.modules[int(number)]
        addresses = self.device.variables(module)
        if name not in addresses:
            raise Failure(NOT_FOUND, f"no variable '{name}'")
        return addresses[name], next(v.bytes for v in module.variables if v.name == name)

    def do_launch(self, requests: BinaryIO, function: str, *shape: str) -> tuple:
        *sizes, shared_bytes, length = map(int, shape)
        parameters = requests.read(length)
        kernel = self.functions[int(function)]
        try:
            counters = self.device.launch(kernel, sizes[:3], sizes[3:], parameters, shared_bytes)
        except LaunchError as error:
            raise Failure(LAUNCH_OUT_OF_RESOURCES, error) from error
        except (Trap, PtxError) as error:
            raise Failure(LAUNCH_FAILED, error) from error
        self._keep(kernel[1].name, counters)
        return ()

    def _keep(self, name: str, counters: Counters) -> None:
        if self.counters_file:
            with open(self.counters_file, "a", encoding="utf-8") as file:
                file.write(
                    json.dumps(
                        {
                            "kernel": name,
                            "instructions": counters.total,
                            "bank_conflicts": counters.bank_conflicts,
                            "load_sectors": sum(t.sectors for t in counters.loads.values()),
                            "store_sectors": sum(t.sectors for t in counters.stores.values()),
                        }
                    )
                    + "\n"
                )


def main() -> None:
    fd, num_bytes, chip = map(int, sys.argv[1:4])
    memory = mmap.mmap(fd, num_bytes)
    server = Server(
        memory,
        chip,
        os.environ.get("QBLOCK_MOCK_COUNTERS"),
        os.environ.get("QBLOCK_MOCK_RACES") != "0",
    )
    sys.stdout.buffer.write(b"ok\n")
    sys.stdout.buffer.flush()
    server.serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
