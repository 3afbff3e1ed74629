//===- Types.h - The tensor types of ggml -----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_FORMAT_TYPES_H
#define QBLOCK_FORMAT_TYPES_H

#include "qblock/Support/ArrayView.h"

#include <cstdint>
#include <string_view>

namespace qblock::format {

struct Format;

/// What a type number of a GGUF file stands for: its name and how many elements
/// and bytes one block has. Plain types (f32, f16, i8, ...) are blocks of one
/// element. `row` describes the bits of the block and is null for plain types
/// and for types whose decoding is not in the table.
struct TypeInfo {
  std::string_view name;
  uint32_t ggmlId;
  uint32_t elemsPerBlock;
  uint32_t bytesPerBlock;
  const Format *row;

  constexpr bool isBlock() const { return elemsPerBlock > 1; }
  constexpr double bitsPerElem() const {
    return 8.0 * bytesPerBlock / elemsPerBlock;
  }
};

/// Every type that the file format defines, in ascending order of `ggmlId`.
ArrayView<TypeInfo> allTypes();

/// Lookup by ggml's spelling, case-insensitively; null if there is none.
/// The pointer is valid for the program's life and identifies the type.
const TypeInfo *findType(std::string_view name);

/// Lookup by type number; null if there is none.
const TypeInfo *findType(uint32_t ggmlId);

} // namespace qblock::format

#endif // QBLOCK_FORMAT_TYPES_H
