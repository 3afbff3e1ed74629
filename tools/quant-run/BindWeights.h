//===- BindWeights.h - Weights of a model from a file -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TOOLS_QUANTRUN_BINDWEIGHTS_H
#define QBLOCK_TOOLS_QUANTRUN_BINDWEIGHTS_H

#include "qblock/Runtime/Executor.h"
#include "qblock/Weights/TensorFile.h"
#include "qblock/Weights/WeightMap.h"

namespace qblock {

/// A file of weights and, optionally, a map from the IR's names to the file's.
/// The bytes that it hands out may lie in the file's mapping: it must outlive
/// their use.
class WeightSource {
public:
  /// `mapPath` may be empty: then names must be equal.
  static Expected<WeightSource> open(const std::string &weightsPath,
                                     const std::string &mapPath);

  /// Bytes for the request, converted or quantized to its type; no value if the
  /// source has nothing for it or says that it is an input.
  mlir::FailureOr<std::optional<runtime::WeightBytes>>
  bind(const runtime::WeightRequest &request) const;

private:
  std::optional<weights::MapEntry>
  findEntry(const runtime::WeightRequest &request) const;

  std::unique_ptr<weights::TensorFile> file;
  std::optional<weights::WeightMap> map;
};

} // namespace qblock

#endif // QBLOCK_TOOLS_QUANTRUN_BINDWEIGHTS_H
