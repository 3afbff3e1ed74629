//===- DamagedRow.cpp - A row that must not compile -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shows that the proof stops a compilation. It is compiled twice, syntax only:
// as it stands it must pass, and with DAMAGE_ROW, which moves one plane by one
// bit, it must fail.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Proof.h"
#include "qblock/Format/Table.h"

using namespace qblock::format;

static constexpr Format copyOfRow() {
  Format row = formatTable[0];
#ifdef DAMAGE_ROW
  ++row.quant.planes[0].baseBits;
#endif
  return row;
}

static_assert(isValidRow(copyOfRow()), "the row does not describe its block");
