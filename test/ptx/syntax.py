"""What PTX text is made of: modules, entries, instructions and their operands.

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Only the syntax is known here, not what an instruction means: any opcode and any
modifiers are allowed, and registers and labels are resolved.
"""

from __future__ import annotations

import dataclasses

from .errors import UnknownInstruction
from .ptxtypes import WIDTHS


@dataclasses.dataclass(frozen=True)
class Register:
    """A register, by its slot in the register file of the entry."""

    slot: int
    type: str
    name: str


@dataclasses.dataclass(frozen=True)
class Special:
    """A predefined register such as %tid.x, without the percent sign."""

    name: str


@dataclasses.dataclass(frozen=True)
class Immediate:
    """A literal; `bits` is the pattern of a 0f or 0d literal, else None."""

    value: int | float
    bits: int | None = None


@dataclasses.dataclass(frozen=True)
class Symbol:
    """The address of a variable or parameter, or a label, plus a number of bytes."""

    name: str
    offset: int = 0


@dataclasses.dataclass(frozen=True)
class Address:
    """[base + offset], the offset in bytes."""

    base: "Register | Symbol | Immediate"
    offset: int


@dataclasses.dataclass(frozen=True)
class Vector:
    """{a, b, ...}"""

    elements: tuple["Operand", ...]


@dataclasses.dataclass(frozen=True)
class Pair:
    """p|q, two destinations."""

    first: "Operand"
    second: "Operand"


@dataclasses.dataclass(frozen=True)
class Negated:
    """!p"""

    operand: Register


@dataclasses.dataclass(frozen=True)
class Sink:
    """_, a destination that is thrown away."""


Operand = Register | Special | Immediate | Symbol | Address | Vector | Pair | Negated | Sink


@dataclasses.dataclass(frozen=True)
class Instruction:
    """One instruction. `guard` is the predicate's register and whether it is negated."""

    opcode: str
    modifiers: tuple[str, ...]
    operands: tuple[Operand, ...]
    guard: tuple[Register, bool] | None
    line: int

    @property
    def type(self) -> str:
        """The last modifier that is a type: that of the operation's sources."""
        for modifier in reversed(self.modifiers):
            if modifier in WIDTHS:
                return modifier
        raise UnknownInstruction(f"unknown instruction '{self.name}'", self.line)

    @property
    def name(self) -> str:
        return ".".join((self.opcode, *self.modifiers))


@dataclasses.dataclass(frozen=True)
class Parameter:
    """A parameter of an entry at `offset` bytes of its parameter block."""

    name: str
    type: str
    bytes: int
    offset: int
    is_array: bool


@dataclasses.dataclass
class Variable:
    """A variable of a state space; `initializer` is None where it has none."""

    name: str
    space: str
    alignment: int
    bytes: int
    initializer: bytes | None = None
    is_unsized: bool = False


@dataclasses.dataclass
class Entry:
    """A kernel: `labels` maps to indices of `instructions`."""

    name: str
    parameters: list[Parameter]
    registers: list[Register]
    instructions: list[Instruction]
    labels: dict[str, int]
    branch_targets: dict[str, tuple[str, ...]]
    variables: list[Variable]
    max_threads: int | None = None
    required_block: tuple[int, ...] | None = None

    @property
    def parameter_bytes(self) -> int:
        return max((p.offset + p.bytes for p in self.parameters), default=0)


@dataclasses.dataclass
class Module:
    """A PTX file."""

    entries: dict[str, Entry]
    variables: list[Variable]
    target: str
    version: str
    lines: list[str]

    @staticmethod
    def parse(text: str) -> "Module":
        """Reads a file; throws PtxError, with the line, for what it cannot read."""
        # The parser makes these classes and so imports this file.
        from .parser import Parser, uncollected

        with uncollected():
            return Parser(text).module()

    def __getitem__(self, name: str) -> "tuple[Module, Entry]":
        """The kernel `name`, in the form that Device.launch takes."""
        if name not in self.entries:
            raise KeyError(f"no kernel '{name}' among {sorted(self.entries)}")
        return self, self.entries[name]
