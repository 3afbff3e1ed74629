"""The words of PTX text (PTX ISA, chapter "Syntax").

Part of the qblock project, under the Apache License v2.0 with LLVM
Exceptions. See LICENSE for license information.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from .errors import PtxError

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      |(?P<string>"[^"\n]*")
      |(?P<number>0[fF][0-9a-fA-F]{8}|0[dD][0-9a-fA-F]{16}|0[xX][0-9a-fA-F]+U?|0[bB][01]+U?
                 |\d+\.\d+(?:[eE][+-]?\d+)?|\d+U?)
      |(?P<dotted>\.[A-Za-z0-9_]+(?:::[A-Za-z0-9_]+)*)
      |(?P<name>[%$A-Za-z_][\w$]*)
      |(?P<mark>[{}()\[\],;:@!|<>=+\-*/&~?])""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    kind: str
    text: str
    line: int


def tokenize(text: str) -> Iterator[Token]:
    line, at = 1, 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise PtxError(f"cannot read {text[at:at + 10]!r}", line)
        if match.lastgroup != "space":
            yield Token(match.lastgroup, match.group(), line)
        line += match.group().count("\n")
        at = match.end()
