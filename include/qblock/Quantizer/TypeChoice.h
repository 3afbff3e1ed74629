//===- TypeChoice.h - Types of least error within a size --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_QUANTIZER_TYPECHOICE_H
#define QBLOCK_QUANTIZER_TYPECHOICE_H

#include "qblock/Format/Types.h"
#include "qblock/Recipe/Recipe.h"
#include "qblock/Support/Expected.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace qblock {

/// What a model may take: at most one of the two.
struct Budget {
  std::optional<double> bitsPerWeight; ///< average over all elements
  std::optional<uint64_t> numBytes;

  explicit operator bool() const { return bitsPerWeight || numBytes; }
};

/// Reads the texts of --target-bpw (above 0, at most 32) and --target-size (a
/// number with a unit, KiB, MiB, GiB, KB, MB, GB, or none); an empty text is no
/// target. Fails if both are given. Errors begin with the option's name.
Expected<Budget> parseBudget(const std::string &bitsPerWeight,
                             const std::string &numBytes);

/// In words, for reports: `target of 4.6 bits per weight`.
std::string describe(const Budget &budget);

/// A weight whose type is to be chosen.
struct FreeWeight {
  int64_t numRows = 0;
  int64_t rowElems = 0;
  std::vector<const format::TypeInfo *> types; ///< candidates, by size
  std::vector<double> errors;                  ///< of each; see measureErrors
};

/// The types that rows of `rowElems` elements can take, by size: each that can
/// be written and whose blocks divide the rows, f16, and the source's own.
/// Converting what is quantized already needs leave.
std::vector<const format::TypeInfo *>
candidateTypes(const format::TypeInfo &from, int64_t rowElems,
               bool allowRequantize);

struct TypeChoice {
  const format::TypeInfo *type = nullptr;
  std::string why; ///< for the report: its error and that of its neighbours
};

/// The types of least total error whose bytes, each weight's rounded up to
/// `alignment`, are at most `maxBytes` together; exact and deterministic.
/// `target` is how reports name the limit. Fails if even the smallest types
/// take more.
Expected<std::vector<TypeChoice>>
chooseTypes(const std::vector<FreeWeight> &weights, int64_t maxBytes,
            int64_t alignment, const std::string &target);

/// A scheme that can write every weight: with it the rules tell what is kept.
const recipe::Scheme &finestScheme();

/// The file type whose default type most elements have: what readers show.
/// `elems` counts the elements of each type.
uint32_t
mostLikeFileType(const std::map<const format::TypeInfo *, int64_t> &elems);

} // namespace qblock

#endif // QBLOCK_QUANTIZER_TYPECHOICE_H
