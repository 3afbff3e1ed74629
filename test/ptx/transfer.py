"""Loads, stores and atomics.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

PTX ISA, chapter "Data Movement and Conversion Instructions", sections "ld",
"ld.global.nc" and "st", and chapter "Parallel Synchronization and Communication
Instructions", sections "atom" and "red".
"""

from __future__ import annotations

import dataclasses
import re
from typing import Callable

import numpy as np

from . import floats
from .errors import PtxError
from .lanes import Array, destination, source
from .memory import LOCAL_WINDOW, SHARED_WINDOW
from .operations import Run, operation, unknown
from .ptxtypes import DTYPES, WIDTHS
from .syntax import Address, Immediate, Instruction, Symbol, Vector

CACHE_HINTS = ("ca", "cg", "cs", "lu", "cv", "wb", "wt")
STRONG = ("volatile", "relaxed", "acquire", "release", "acq_rel", "mmio")
SCOPES = ("cta", "cluster", "gpu", "sys")
SPACES = ("global", "shared", "local", "param", "const")
VECTORS = {"v2": 2, "v4": 4, "v8": 8}


@dataclasses.dataclass(frozen=True)
class Access:
    """The modifiers of a load or store. `space` is "generic" where none is given."""

    space: str
    type: str
    columns: int
    strong: bool = False
    constant: bool = False
    acquires: bool = False
    releases: bool = False
    # False for red, which gets no value.
    reads: bool = True

    @property
    def width(self) -> int:
        return WIDTHS[self.type] * self.columns


def access_of(instruction: Instruction, *also: str) -> Access:
    """Reads the modifiers; refuses those that are not known, except `also`."""
    space, columns = "generic", 1
    for modifier in instruction.modifiers:
        stem = modifier.split("::")[0]
        if stem in SPACES and modifier not in ("shared::cluster",):
            space = stem
        elif modifier in VECTORS:
            columns = VECTORS[modifier]
        elif modifier in (*STRONG, "nc", *CACHE_HINTS, *SCOPES, "weak", *also, *WIDTHS):
            pass
        elif not re.match(r"L[12]::|unified$", modifier):
            unknown(instruction)
    given = set(instruction.modifiers)
    return Access(
        space,
        instruction.type,
        columns,
        strong=bool(given & set(STRONG)),
        constant="nc" in given,
        acquires=bool(given & {"acquire", "acq_rel"}),
        releases=bool(given & {"release", "acq_rel"}),
        reads=instruction.opcode != "red",
    )


def address_source(instruction: Instruction, operand) -> Callable:
    """A function of the machine that gives the active lanes' addresses, as 64-bit integers."""
    if not isinstance(operand, Address):
        raise PtxError(f"expects an address in '{instruction.name}'", instruction.line)
    base, offset = operand.base, np.int64(operand.offset)
    if isinstance(base, Immediate):
        fixed = np.array([int(base.value) + operand.offset], np.int64)
        return lambda machine: machine.lanes.wide(fixed)
    if isinstance(base, Symbol):
        name = base.name
        return lambda machine: machine.lanes.wide(
            np.array([machine.address_of(instruction, name) + operand.offset], np.int64)
        )
    read = source(instruction, base, base.type)
    return lambda machine: machine.lanes.wide(read(machine.lanes).astype(np.int64) + offset)


def elements(operand) -> tuple:
    return operand.elements if isinstance(operand, Vector) else (operand,)


@operation("ld", "ldu")
def load(instruction: Instruction) -> Run:
    """Section "ld": narrow values are extended by the type's sign into wider registers."""
    access = access_of(instruction)
    targets = elements(instruction.operands[0])
    if len(targets) != access.columns:
        unknown(instruction)
    stores = [destination(instruction, each) for each in targets]
    dtype = DTYPES[access.type]
    operand = instruction.operands[1]
    if access.space == "param":
        return load_parameter(instruction, operand, access, stores)
    addresses = address_source(instruction, operand)

    def run(machine) -> None:
        values = load_from(machine, access, addresses(machine), dtype)
        for column, store in enumerate(stores):
            store(machine.lanes, values[:, column].copy() if access.columns > 1 else values[:, 0])

    return run


def load_parameter(instruction: Instruction, operand, access: Access, stores: list) -> Run:
    """ld.param: the same for all threads, so one element stands for all."""
    if not isinstance(operand, Address) or not isinstance(operand.base, Symbol):
        unknown(instruction)
    name, dtype = operand.base.name, DTYPES[access.type]

    def run(machine) -> None:
        at = machine.parameter_offset(instruction, name) + operand.offset
        values = machine.parameters[at : at + access.width].copy().view(dtype)
        for column, store in enumerate(stores):
            store(machine.lanes, values[column : column + 1].copy())

    return run


def load_from(machine, access: Access, addresses: Array, dtype: np.dtype) -> Array:
    """[lanes, columns]"""
    if access.space == "generic":
        return _generic(
            machine,
            addresses,
            lambda space, local: load_from(
                machine, dataclasses.replace(access, space=space), local, dtype
            ),
            np.zeros((addresses.size, access.columns), dtype),
        )
    return machine.space(access.space).load(addresses, access, dtype)


def store_to(machine, access: Access, addresses: Array, values: Array) -> None:
    """`values` is [lanes, columns]."""
    if access.space == "generic":
        for space, local, select in _by_window(addresses):
            in_subset(
                machine,
                select,
                lambda: machine.space(space).store(
                    local,
                    dataclasses.replace(access, space=space),
                    values if select is None else values[select],
                ),
            )
        return
    machine.space(access.space).store(addresses, access, values)


def _by_window(addresses: Array) -> list[tuple[str, Array, Array | None]]:
    """The state spaces that generic addresses point into, with the lanes' positions."""
    window = np.where(addresses >= LOCAL_WINDOW, 2, np.where(addresses >= SHARED_WINDOW, 1, 0))
    parts = []
    for number, (space, base) in enumerate(
        (("global", 0), ("shared", SHARED_WINDOW), ("local", LOCAL_WINDOW))
    ):
        select = np.flatnonzero(window == number)
        if select.size == addresses.size:
            return [(space, addresses - base, None)]
        if select.size:
            parts.append((space, addresses[select] - base, select))
    return parts


def in_subset(machine, select: Array | None, action: Callable):
    """Does something with only a part of the active lanes active."""
    if select is None:
        return action()
    lanes = machine.lanes
    before = lanes.ids
    lanes.ids = lanes.active_ids[select]
    result = action()
    lanes.ids = before
    return result


def _generic(machine, addresses: Array, action: Callable, result: Array) -> Array:
    for space, local, select in _by_window(addresses):
        values = in_subset(machine, select, lambda: action(space, local))
        if select is None:
            return values
        result[select] = values
    return result


@operation("st")
def store(instruction: Instruction) -> Run:
    """Section "st": wider registers give their low bits."""
    access = access_of(instruction)
    addresses = address_source(instruction, instruction.operands[0])
    origins = elements(instruction.operands[1])
    if len(origins) != access.columns or access.space in ("param", "const"):
        unknown(instruction)
    bits = f"b{8 * WIDTHS[access.type]}"
    reads = [
        source(instruction, each, access.type if isinstance(each, Immediate) else bits)
        for each in origins
    ]
    dtype = DTYPES[bits]

    def run(machine) -> None:
        lanes = machine.lanes
        values = np.empty((lanes.active, access.columns), dtype)
        for column, read in enumerate(reads):
            values[:, column] = read(lanes).view(dtype)
        store_to(machine, access, addresses(machine), values)

    return run


# Atomics.


def _increment(old: Array, limit: Array) -> Array:
    return np.where(old >= limit, old.dtype.type(0), old + old.dtype.type(1))


def _decrement(old: Array, limit: Array) -> Array:
    return np.where((old == 0) | (old > limit), limit, old - old.dtype.type(1))


ATOMICS: dict[str, Callable] = {
    "add": lambda old, b: old + b,
    "and": lambda old, b: old & b,
    "or": lambda old, b: old | b,
    "xor": lambda old, b: old ^ b,
    "min": np.minimum,
    "max": np.maximum,
    "exch": lambda old, b: b,
    "inc": _increment,
    "dec": _decrement,
    "cas": lambda old, b, c: np.where(old == b, c, old),
}


@operation("atom", "red")
def atomic(instruction: Instruction) -> Run:
    """Sections "atom", "red": lanes go one after the other, lowest first.

    add.f32 in global memory flushes subnormal numbers, in shared memory it does not.
    """
    access = access_of(instruction, *ATOMICS, "noftz")
    name = next((m for m in instruction.modifiers if m in ATOMICS), None)
    if name is None or access.columns != 1 or access.type in ("bf16", "bf16x2"):
        unknown(instruction)
    returns = instruction.opcode == "atom"
    operands = instruction.operands[1:] if returns else instruction.operands
    keep = destination(instruction, instruction.operands[0]) if returns else None
    addresses = address_source(instruction, operands[0])
    type_name = access.type
    reads = [
        source(instruction, each, "b32" if type_name == "f16x2" else type_name)
        for each in operands[1:]
    ]
    function = _atomic_function(instruction, name, type_name)

    def run(machine) -> None:
        lanes = machine.lanes
        values = [lanes.wide(read(lanes)) for read in reads]
        old = _generic_atomic(machine, access, addresses(machine), values, function)
        if keep:
            keep(lanes, old)

    return run


def _atomic_function(instruction: Instruction, name: str, type_name: str) -> Callable:
    function = ATOMICS[name]
    if type_name == "f16x2":
        return lambda old, b: (old.view(np.float16) + b.view(np.float16)).view(np.uint32)
    if type_name == "f32" and any(m.startswith("global") for m in instruction.modifiers):
        return lambda old, b: floats.flush(function(floats.flush(old), floats.flush(b)))
    return function


def _generic_atomic(
    machine, access: Access, addresses: Array, values: list[Array], function: Callable
) -> Array:
    result = np.zeros(addresses.size, DTYPES[access.type])
    parts = (
        _by_window(addresses) if access.space == "generic" else [(access.space, addresses, None)]
    )
    for space, local, select in parts:
        chosen = values if select is None else [v[select] for v in values]
        old = in_subset(
            machine, select, lambda: machine.space(space).atomic(local, access, chosen, function)
        )
        if select is None:
            return old
        result[select] = old
    return result


def apply_in_order(memory: Array, index: Array, values: list[Array], function: Callable) -> Array:
    """memory[index] = function(memory[index], values), lane after lane; returns the old values."""
    old = np.empty(index.size, memory.dtype)
    if np.unique(index).size == index.size:
        old[:] = memory[index]
        memory[index] = function(old, *values)
        return old
    for lane, at in enumerate(index):
        old[lane] = memory[at]
        memory[at : at + 1] = function(
            memory[at : at + 1].copy(), *[v[lane : lane + 1] for v in values]
        )
    return old
