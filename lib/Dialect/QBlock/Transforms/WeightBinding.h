//===- WeightBinding.h - From the IR to stored tensors ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTBINDING_H
#define QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTBINDING_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Location.h"
#include "qblock/Analysis/WeightAnalysis.h"
#include "qblock/Recipe/Recipe.h"
#include "qblock/Weights/GgufFile.h"
#include "qblock/Weights/TensorFile.h"
#include "qblock/Weights/WeightMap.h"

#include <memory>
#include <optional>

namespace qblock::detail {

/// The weights file and the map that the user gave, both optional.
class WeightBinding {
public:
  /// Opens what is named; an empty name is nothing. Errors are reported at
  /// `loc`.
  static mlir::FailureOr<WeightBinding> open(mlir::Location loc,
                                             const std::string &weightsFile,
                                             const std::string &mapFile);

  const weights::WeightMap *getMap() const { return map ? &*map : nullptr; }
  const weights::TensorFile *getFile() const { return file.get(); }
  const weights::GgufFile *getGguf() const {
    return file ? file->asGguf() : nullptr;
  }

  /// The map's entry for a place; null if it has none.
  const weights::MapEntry *findEntry(SourceKind kind,
                                     llvm::StringRef symbol) const;

  /// The stored tensor for a place of type `type`. No value if nothing is bound
  /// there: without a file, for inputs, for entries without a name in any file,
  /// and for places that neither the map
  /// nor, if there is no map, a tensor of the place's own name knows. A place
  /// of the map without a fitting tensor is an error, reported at `loc`.
  mlir::FailureOr<std::optional<weights::BoundTensor>>
  find(mlir::Location loc, SourceKind kind, llvm::StringRef symbol,
       mlir::RankedTensorType type) const;

  /// Facts from the file's metadata; fields it does not state are left as they
  /// are.
  void readFacts(recipe::ModelFacts &facts) const;

private:
  std::unique_ptr<weights::TensorFile> file;
  std::optional<weights::WeightMap> map;
};

} // namespace qblock::detail

#endif // QBLOCK_LIB_DIALECT_QBLOCK_TRANSFORMS_WEIGHTBINDING_H
