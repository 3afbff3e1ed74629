"""The table of instructions: what each opcode becomes when an entry is decoded.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

A builder takes an instruction and gives a function that executes it in the active
lanes of a machine. Builders are registered by opcode in the modules of their group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, NoReturn

from .errors import UnknownInstruction
from .lanes import Array, Lanes, Source, destination, source
from .syntax import Instruction

if TYPE_CHECKING:
    from .machine import Machine

Run = Callable[["Machine"], None]
Builder = Callable[[Instruction], Run]

BUILDERS: dict[str, Builder] = {}
# Opcodes whose executing threads of a warp must all be there, and where their member
# mask stands; None for those that take all threads of the warp.
WARP_WIDE: dict[str, Callable[[Instruction], Source | None]] = {}


def operation(*opcodes: str) -> Callable[[Builder], Builder]:
    """Registers a builder for opcodes."""

    def register(builder: Builder) -> Builder:
        for opcode in opcodes:
            BUILDERS[opcode] = builder
        return builder

    return register


def unknown(instruction: Instruction) -> NoReturn:
    raise UnknownInstruction(f"unknown instruction '{instruction.name}'", instruction.line)


def allow(instruction: Instruction, *known: str) -> None:
    """Refuses modifiers that the builder does not handle: none may be skipped silently."""
    for modifier in instruction.modifiers:
        if modifier not in known:
            unknown(instruction)


def expect_operands(instruction: Instruction, *counts: int) -> None:
    if len(instruction.operands) not in counts:
        raise UnknownInstruction(
            f"'{instruction.name}' has {len(instruction.operands)} operands, "
            f"expects {' or '.join(map(str, counts))}",
            instruction.line,
        )


def lanewise(instruction: Instruction, types: list[str], function: Callable[..., Array]) -> Run:
    """An operation of each lane on its own: destination, then sources of the given types."""
    expect_operands(instruction, len(types) + 1)
    store = destination(instruction, instruction.operands[0])
    sources = [
        source(instruction, operand, type_name)
        for operand, type_name in zip(instruction.operands[1:], types)
    ]
    if len(sources) == 1:
        (only,) = sources
        return lambda machine: store(machine.lanes, function(only(machine.lanes)))
    if len(sources) == 2:
        first, second = sources

        def run_two(machine: "Machine") -> None:
            lanes = machine.lanes
            store(lanes, function(first(lanes), second(lanes)))

        return run_two

    def run(machine: "Machine") -> None:
        lanes = machine.lanes
        store(lanes, function(*[each(lanes) for each in sources]))

    return run


def wide_sources(lanes: Lanes, sources: list[Source]) -> list[Array]:
    return [lanes.wide(each(lanes)) for each in sources]
