"""An entry decoded: each instruction as a function, and what is known before it runs.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

from __future__ import annotations

import dataclasses
from typing import Callable

# These register the builders.
from . import arithmetic, bits, convert, copies, integers, matrix, transfer, warp  # noqa: F401
from .errors import ExplicitTrap, PtxError, UnknownInstruction
from .lanes import Source, destination, source
from .operations import BUILDERS, WARP_WIDE, Run, allow, expect_operands, unknown
from .ptxtypes import WIDTHS
from .syntax import (
    Address,
    Entry,
    Immediate,
    Instruction,
    Module,
    Register,
    Symbol,
    Variable,
    Vector,
)

# Instructions without effect here: memory is always consistent and caches are not modelled.
HINTS = (
    "prefetch",
    "prefetchu",
    "nanosleep",
    "discard",
    "applypriority",
    "griddepcontrol",
    "pmevent",
    "setmaxnreg",
)


@dataclasses.dataclass
class Step:
    """One instruction. `kind` is plain, branch, switch, exit, barrier or warp."""

    kind: str
    line: int
    name: str
    guard: int | None
    negated: bool
    run: Run | None = None
    target: int = 0
    targets: tuple[int, ...] = ()
    index: Source | None = None
    mask: Source | None = None
    barrier: "Barrier | None" = None


@dataclasses.dataclass
class Barrier:
    """bar.sync, bar.arrive or bar.red; `threads` is None for all of the block."""

    number: Source
    threads: Source | None
    waits: bool
    aligned: bool
    reduction: str | None = None
    value: Source | None = None
    store: Callable | None = None


@dataclasses.dataclass
class Program:
    """A decoded entry.

    `shared_granule` and `global_granule` are the least widths of accesses in bytes, which
    is how fine races must be looked for. `written` are the parameters through which the
    kernel may write, None if that cannot be told.
    """

    entry: Entry
    steps: list[Step]
    shared_granule: int
    global_granule: int
    written: set[str] | None
    shared_offsets: dict[str, int]
    static_shared_bytes: int
    local_offsets: dict[str, int]
    local_bytes: int


def decode(module: Module, entry: Entry) -> Program:
    """Throws UnknownInstruction for the first instruction that has no meaning here."""
    steps = [_step(entry, instruction) for instruction in entry.instructions]
    for step in steps:
        if step.kind == "branch" and step.target < 0:
            raise PtxError("unknown label", step.line)
    shared, shared_bytes = _layout(module.variables + entry.variables, "shared")
    local, local_bytes = _layout(entry.variables, "local")
    accesses = [access for i in entry.instructions if (access := _access(i)) is not None]
    return Program(
        entry,
        steps,
        _granule(accesses, "shared"),
        _granule(accesses, "global"),
        written_parameters(entry),
        shared,
        shared_bytes,
        local,
        local_bytes,
    )


def _layout(variables: list[Variable], space: str) -> tuple[dict[str, int], int]:
    """Offsets of the variables of a space; unsized ones follow all others."""
    offsets, at = {}, 0
    for variable in sorted((v for v in variables if v.space == space), key=lambda v: v.is_unsized):
        at = -(-at // variable.alignment) * variable.alignment
        offsets[variable.name] = at
        at += variable.bytes
    return offsets, at


# What memory an instruction touches.


def _access(instruction: Instruction) -> tuple[str, int] | None:
    """The state space, or "generic", and the width in bytes."""
    if instruction.opcode in ("ld", "ldu", "st", "atom", "red"):
        access = transfer.access_of(instruction, *transfer.ATOMICS, "noftz")
        return access.space, access.width
    if instruction.opcode in ("ldmatrix", "stmatrix"):
        return "shared", 16
    if (
        instruction.opcode == "cp"
        and len(instruction.operands) >= 3
        and isinstance(instruction.operands[2], Immediate)
    ):
        # The source is of the same width; sector counts need no granule.
        return "generic", int(instruction.operands[2].value)
    return None


def _granule(accesses: list[tuple[str, int]], space: str) -> int:
    return min([width for name, width in accesses if name in (space, "generic")], default=4)


def _registers(operand) -> list[int]:
    if isinstance(operand, Register):
        return [operand.slot]
    if isinstance(operand, Address):
        return _registers(operand.base)
    if isinstance(operand, Vector):
        return [slot for each in operand.elements for slot in _registers(each)]
    return []


def written_parameters(entry: Entry) -> set[str] | None:
    """The parameters whose value may reach the address of a store or atomic.

    Flow-insensitive: a register may hold whatever any instruction may put into it. None
    if an address may come from memory.
    """
    origins: dict[int, set[str]] = {}
    unknown_origin = "?"
    changed = True
    while changed:
        changed = False
        for instruction in entry.instructions:
            reached = _origins_of(instruction, origins, unknown_origin)
            if not reached or not instruction.operands:
                continue
            for slot in _registers(instruction.operands[0]):
                known = origins.setdefault(slot, set())
                if not reached <= known:
                    known |= reached
                    changed = True
    written: set[str] = set()
    for instruction in entry.instructions:
        if instruction.opcode in ("st", "red", "atom"):
            access = transfer.access_of(instruction, *transfer.ATOMICS, "noftz")
            address = instruction.operands[1 if instruction.opcode == "atom" else 0]
            if access.space in ("global", "generic"):
                slots = _registers(address)
                found = set().union(*(origins.get(slot, set()) for slot in slots))
                written |= found if slots else {unknown_origin}
    return None if unknown_origin in written else written


def _origins_of(instruction: Instruction, origins: dict[int, set[str]], unknown_origin: str) -> set:
    """The parameters that an instruction's result may be computed from."""
    if instruction.opcode in ("st", "red"):
        return set()
    if instruction.opcode in ("ld", "ldu", "atom"):
        if "param" in instruction.modifiers:
            return {instruction.operands[1].base.name}
        # Only 64-bit values can be addresses of global memory.
        is_wide = WIDTHS[instruction.type] == 8
        return {unknown_origin} if is_wide else set()
    reached: set[str] = set()
    for operand in instruction.operands[1:]:
        for slot in _registers(operand):
            reached |= origins.get(slot, set())
        if isinstance(operand, Symbol) and instruction.opcode in ("mov", "cvta"):
            reached.add(unknown_origin)
    return reached


# Steps.


def _step(entry: Entry, instruction: Instruction) -> Step:
    guard, negated = None, False
    if instruction.guard:
        guard, negated = instruction.guard[0].slot, instruction.guard[1]
    step = Step("plain", instruction.line, instruction.name, guard, negated)
    opcode, modifiers = instruction.opcode, instruction.modifiers
    if opcode == "bra":
        allow(instruction, "uni")
        expect_operands(instruction, 1)
        step.kind, step.target = "branch", _label(entry, instruction, instruction.operands[0])
    elif opcode == "brx":
        _switch(entry, instruction, step)
    elif opcode in ("ret", "exit"):
        step.kind = "exit"
    elif opcode in ("bar", "barrier") and "warp" in modifiers:
        step.kind, step.run = "warp", warp.warp_barrier(instruction)
        step.mask = source(instruction, instruction.operands[0], "b32")
    elif opcode in ("bar", "barrier"):
        step.kind, step.barrier = "barrier", _barrier(instruction)
    elif opcode == "trap":
        step.run = _trap
    elif opcode in ("fence", "membar"):
        step.run = _fence(instruction)
    elif opcode in HINTS:
        step.run = lambda machine: None
    elif opcode not in BUILDERS:
        unknown(instruction)
    else:
        step.run = _build(instruction)
        if opcode in WARP_WIDE:
            step.kind, step.mask = "warp", WARP_WIDE[opcode](instruction)
    return step


def _build(instruction: Instruction) -> Run:
    """Builders take the operands that an instruction should have, without looking first."""
    try:
        return BUILDERS[instruction.opcode](instruction)
    except (IndexError, KeyError, StopIteration, AttributeError, ValueError) as error:
        raise UnknownInstruction(
            f"cannot read the operands or modifiers of '{instruction.name}'", instruction.line
        ) from error


def _fence(instruction: Instruction) -> Run:
    """Sections "membar", "fence": those of a block alone order nothing that barriers do not."""
    allow(instruction, "cta", "gl", "sys", "gpu", "cluster", "sc", "acq_rel", "acquire", "release")
    if "cta" in instruction.modifiers:
        return lambda machine: None
    return lambda machine: machine.fences.fence()


def _trap(machine) -> None:
    raise ExplicitTrap("the kernel executed trap", 0)


def _label(entry: Entry, instruction: Instruction, operand) -> int:
    if not isinstance(operand, Symbol) or operand.name not in entry.labels:
        raise PtxError(f"unknown label in '{instruction.name}'", instruction.line)
    return entry.labels[operand.name]


def _switch(entry: Entry, instruction: Instruction, step: Step) -> None:
    """brx.idx: a branch to the n-th label of a list."""
    allow(instruction, "idx", "uni")
    expect_operands(instruction, 2)
    index, labels = instruction.operands
    step.kind = "switch"
    step.index = source(instruction, index, "u32")
    names = entry.branch_targets.get(labels.name)
    if names is None:
        raise PtxError(f"unknown list of labels '{labels.name}'", instruction.line)
    step.targets = tuple(entry.labels[name] for name in names)


def _barrier(instruction: Instruction) -> Barrier:
    """Sections "bar", "barrier": bar is barrier with .aligned."""
    modifiers = [m for m in instruction.modifiers if m != "cta"]
    aligned = instruction.opcode == "bar" or "aligned" in modifiers
    modifiers = [m for m in modifiers if m != "aligned"]
    operands = list(instruction.operands)
    expect_operands(instruction, *range(1, 5))
    read = lambda operand: source(instruction, operand, "u32")  # noqa: E731
    if modifiers in (["sync"], ["arrive"]):
        threads = read(operands[1]) if len(operands) > 1 else None
        return Barrier(read(operands[0]), threads, modifiers == ["sync"], aligned)
    if len(operands) > 2 and modifiers[:1] == ["red"] and modifiers[1] in ("popc", "and", "or"):
        threads = read(operands[2]) if len(operands) > 3 else None
        return Barrier(
            read(operands[1]),
            threads,
            True,
            aligned,
            modifiers[1],
            source(instruction, operands[-1], "pred"),
            destination(instruction, operands[0]),
        )
    unknown(instruction)
