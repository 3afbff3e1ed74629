"""A GPU behind NVIDIA's driver, by ctypes: neither headers nor packages of CUDA are needed.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Names, types and numbers are those of the CUDA driver API reference. All work goes to one
stream that does not wait for the default one.
"""

import contextlib
import ctypes
from ctypes import POINTER, c_char_p, c_float, c_int, c_size_t, c_uint, c_uint64, c_ulonglong, c_void_p

import numpy as np

SUCCESS = 0
# CUdevice_attribute.
CLOCK_KHZ, PROCESSORS, MEMORY_CLOCK_KHZ, BUS_BITS, L2_BYTES = 13, 16, 36, 37, 38
MAJOR, MINOR = 75, 76
# CUfunction_attribute.
MAX_DYNAMIC_SHARED_BYTES = 8
# CUjit_option.
ERROR_LOG, ERROR_LOG_BYTES = 5, 6
STREAM_NON_BLOCKING, CAPTURE_THREAD_LOCAL = 1, 1
# More dynamic shared memory has to be asked for.
DEFAULT_SHARED_BYTES = 48 * 1024

# The functions that are used, and the types of their parameters; all return a CUresult.
FUNCTIONS = {
    "cuInit": [c_uint],
    "cuDriverGetVersion": [POINTER(c_int)],
    "cuGetErrorName": [c_int, POINTER(c_char_p)],
    "cuGetErrorString": [c_int, POINTER(c_char_p)],
    "cuDeviceGet": [POINTER(c_int), c_int],
    "cuDeviceGetName": [c_char_p, c_int, c_int],
    "cuDeviceGetAttribute": [POINTER(c_int), c_int, c_int],
    "cuDeviceTotalMem_v2": [POINTER(c_size_t), c_int],
    "cuDevicePrimaryCtxRetain": [POINTER(c_void_p), c_int],
    "cuDevicePrimaryCtxRelease_v2": [c_int],
    "cuCtxSetCurrent": [c_void_p],
    "cuStreamCreate": [POINTER(c_void_p), c_uint],
    "cuStreamSynchronize": [c_void_p],
    "cuStreamBeginCapture_v2": [c_void_p, c_int],
    "cuStreamEndCapture": [c_void_p, POINTER(c_void_p)],
    "cuGraphInstantiateWithFlags": [POINTER(c_void_p), c_void_p, c_ulonglong],
    "cuGraphLaunch": [c_void_p, c_void_p],
    "cuGraphDestroy": [c_void_p],
    "cuGraphExecDestroy": [c_void_p],
    "cuEventCreate": [POINTER(c_void_p), c_uint],
    "cuEventDestroy_v2": [c_void_p],
    "cuEventRecord": [c_void_p, c_void_p],
    "cuEventSynchronize": [c_void_p],
    "cuEventElapsedTime": [POINTER(c_float), c_void_p, c_void_p],
    "cuMemAlloc_v2": [POINTER(c_uint64), c_size_t],
    "cuMemFree_v2": [c_uint64],
    "cuMemcpyHtoDAsync_v2": [c_uint64, c_void_p, c_size_t, c_void_p],
    "cuMemcpyDtoHAsync_v2": [c_void_p, c_uint64, c_size_t, c_void_p],
    "cuMemcpyDtoDAsync_v2": [c_uint64, c_uint64, c_size_t, c_void_p],
    "cuMemsetD8Async": [c_uint64, ctypes.c_ubyte, c_size_t, c_void_p],
    "cuModuleLoadDataEx": [POINTER(c_void_p), c_void_p, c_uint, POINTER(c_int), POINTER(c_void_p)],
    "cuModuleGetFunction": [POINTER(c_void_p), c_void_p, c_char_p],
    "cuFuncSetAttribute": [c_void_p, c_int, c_int],
    "cuLaunchKernel": [c_void_p] + 7 * [c_uint] + [c_void_p, POINTER(c_void_p), POINTER(c_void_p)],
}
PARAMETERS = {"ptr": c_uint64, "i32": c_int}


class DriverError(Exception):
    """What the driver refuses, or that there is none."""


class Gpu:
    """The first GPU, as a device of launcher.py; `library` is a path or a name."""

    def __init__(self, library="libcuda.so.1"):
        try:
            self.library = ctypes.CDLL(library)
        except OSError as error:
            raise DriverError(f"there is no driver for NVIDIA GPUs here: {error}") from error
        for name, types in FUNCTIONS.items():
            try:
                getattr(self.library, name).argtypes = types
            except AttributeError as error:
                raise DriverError(f"the driver '{library}' is too old: it lacks '{name}'") from error
        self.last_kernel = None
        self.functions = {}
        self.shared_bytes = {}
        self.call("cuInit", 0)
        self.number = self.get(c_int, "cuDeviceGet", 0)
        self.context = self.get(c_void_p, "cuDevicePrimaryCtxRetain", self.number)
        self.call("cuCtxSetCurrent", self.context)
        self.stream = self.get(c_void_p, "cuStreamCreate", STREAM_NON_BLOCKING)

    def call(self, name, *arguments):
        result = getattr(self.library, name)(*arguments)
        if result == SUCCESS:
            return
        code, text = c_char_p(), c_char_p()
        self.library.cuGetErrorName(result, ctypes.byref(code))
        self.library.cuGetErrorString(result, ctypes.byref(text))
        parts = [part.value.decode() for part in (code, text) if part.value]
        # A kernel's error is that of a later call.
        after = f" after kernel '{self.last_kernel}'" if self.last_kernel else ""
        raise DriverError(f"{name} failed{after}: {', '.join(parts) or f'error {result}'}")

    def get(self, kind, name, *arguments):
        """What a function writes where its first parameter points to."""
        value = kind()
        self.call(name, ctypes.byref(value), *arguments)
        return value.value

    # What it is.

    def attribute(self, number):
        return self.get(c_int, "cuDeviceGetAttribute", number, self.number)

    @property
    def name(self):
        text = ctypes.create_string_buffer(256)
        self.call("cuDeviceGetName", text, len(text), self.number)
        return text.value.decode()

    @property
    def driver_version(self):
        number = self.get(c_int, "cuDriverGetVersion")
        return f"{number // 1000}.{number % 1000 // 10}"

    @property
    def compute_capability(self):
        """10 * major + minor, as in the names of chips."""
        return 10 * self.attribute(MAJOR) + self.attribute(MINOR)

    @property
    def memory_bytes(self):
        return self.get(c_size_t, "cuDeviceTotalMem_v2", self.number)

    # Memory.

    def allocate(self, data, name=None):
        """Memory for an array, which is copied there, or for a number of bytes."""
        if isinstance(data, (int, np.integer)):
            return self.get(c_uint64, "cuMemAlloc_v2", int(data))
        values = np.ascontiguousarray(data)
        address = self.get(c_uint64, "cuMemAlloc_v2", max(values.nbytes, 1))
        self.call("cuMemcpyHtoDAsync_v2", address, values.ctypes.data, values.nbytes, self.stream)
        # The array may be gone after the return.
        self.synchronize()
        return address

    def free(self, address):
        self.call("cuMemFree_v2", address)

    def read(self, address, dtype, shape):
        values = np.empty(shape, dtype)
        self.call("cuMemcpyDtoHAsync_v2", values.ctypes.data, address, values.nbytes, self.stream)
        self.synchronize()
        return values

    def copy(self, target, source, num_bytes):
        self.call("cuMemcpyDtoDAsync_v2", target, source, num_bytes, self.stream)

    def synchronize(self):
        self.call("cuStreamSynchronize", self.stream)

    # Kernels.

    def load(self, text):
        """A module from PTX; the driver's log is in the error."""
        image, log = ctypes.create_string_buffer(text.encode()), ctypes.create_string_buffer(1 << 14)
        options = (c_int * 2)(ERROR_LOG, ERROR_LOG_BYTES)
        values = (c_void_p * 2)(ctypes.addressof(log), len(log))
        try:
            return self.get(c_void_p, "cuModuleLoadDataEx", ctypes.addressof(image), 2, options, values)
        except DriverError as error:
            raise DriverError(" ".join(f"{error}: {log.value.decode()}".split())) from error

    def launch(self, module, name, grid, block, arguments, shared_bytes=0):
        """Begins a kernel; arguments are pairs of a type and a value."""
        if (module, name) not in self.functions:
            self.functions[module, name] = self.get(
                c_void_p, "cuModuleGetFunction", module, name.encode()
            )
        function = self.functions[module, name]
        if shared_bytes > self.shared_bytes.get(function, DEFAULT_SHARED_BYTES):
            self.call("cuFuncSetAttribute", function, MAX_DYNAMIC_SHARED_BYTES, shared_bytes)
            self.shared_bytes[function] = shared_bytes
        values = [PARAMETERS[kind](value) for kind, value in arguments]
        pointers = (c_void_p * len(values))(*map(ctypes.addressof, values))
        blocks, threads = ([*sizes, 1, 1][:3] for sizes in (grid, [block]))
        self.last_kernel = name
        self.call(
            "cuLaunchKernel", function, *blocks, *threads, shared_bytes, self.stream, pointers, None
        )

    @contextlib.contextmanager
    def graph(self, work):
        """What `work()` launches, as something that can be begun as a whole."""
        self.call("cuStreamBeginCapture_v2", self.stream, CAPTURE_THREAD_LOCAL)
        try:
            work()
        finally:
            graph = c_void_p()
            self.call("cuStreamEndCapture", self.stream, ctypes.byref(graph))
        executable = self.get(c_void_p, "cuGraphInstantiateWithFlags", graph, 0)
        try:
            yield executable
        finally:
            self.call("cuGraphExecDestroy", executable)
            self.call("cuGraphDestroy", graph)

    def time(self, work, repetitions):
        """Seconds that the launches of `work()` take on the device, of each repetition.

        They are one graph, so that kernels follow each other without the host between.
        """
        # Loads what is loaded when it is first used, which a capture does not allow.
        work()
        events = [self.get(c_void_p, "cuEventCreate", 0) for _ in range(2)]
        try:
            with self.graph(work) as graph:
                seconds = [self._time_graph(graph, *events) for _ in range(repetitions + 1)]
        finally:
            for event in events:
                self.call("cuEventDestroy_v2", event)
        # The first one uploads the graph and wakes the clocks.
        return seconds[1:]

    def _time_graph(self, graph, begin, end):
        self.call("cuEventRecord", begin, self.stream)
        self.call("cuGraphLaunch", graph, self.stream)
        self.call("cuEventRecord", end, self.stream)
        self.call("cuEventSynchronize", end)
        return 1e-3 * self.get(c_float, "cuEventElapsedTime", begin, end)
