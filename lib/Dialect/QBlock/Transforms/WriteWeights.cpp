//===- WriteWeights.cpp - Quantized weights as a file -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Beside a module whose places stay open: a GGUF file with the tensors of the
// input file, the weights in their new types. Rows stay in the order of the
// input file, so that the map that bound its tensors binds those of the new
// file as well, and other readers of GGUF find what they expect.
//
//===----------------------------------------------------------------------===//

#include "WeightPlaces.h"

#include "mlir/IR/Diagnostics.h"
#include "qblock/Support/Progress.h"
#include "qblock/Weights/GgufWriter.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

/// The plan of each stored tensor that is a weight whose rows can be quantized
/// in place. One that the IR and the file hold transposed to [N,K], or whose
/// rows are not those of the file, keeps its type: quantizing is then left to
/// whoever loads it.
static FailureOr<llvm::StringMap<const WeightPlan *>>
getChangedTensors(ArrayRef<WeightPlan> plans) {
  llvm::StringMap<const WeightPlan *> changed;
  for (const WeightPlan &plan : plans) {
    if (!plan.bound || !plan.changesType() ||
        plan.bound->transposed != plan.weight->isKN ||
        plan.bound->rowElems() != plan.weight->rowElems ||
        plan.weight->isScattered)
      continue;
    const std::string &name = plan.bound->tensor->name;
    auto [entry, isNew] = changed.try_emplace(name, &plan);
    if (!isNew && entry->second->to != plan.to)
      return emitError(plan.weight->getLoc())
             << "tensor '" << name
             << "' is bound to two weights that get the types "
             << StringRef(entry->second->to->name.data(),
                          entry->second->to->name.size())
             << " and "
             << StringRef(plan.to->name.data(), plan.to->name.size());
  }
  return changed;
}

LogicalResult WeightPlaces::writeWeights(uint32_t fileType,
                                         const recipe::ModelFacts &facts,
                                         ArrayRef<WeightPlan> plans) {
  auto changed = getChangedTensors(plans);
  if (failed(changed))
    return failure();
  const weights::TensorFile &file = *binding.getFile();
  Progress progress("writing weights", file.tensors().size());
  std::vector<weights::TensorToWrite> tensors;
  for (const weights::StoredTensor &tensor : file.tensors()) {
    weights::TensorToWrite out;
    out.name = tensor.name;
    out.shape = tensor.shape;
    const WeightPlan *plan = changed->lookup(tensor.name);
    out.type = plan ? plan->to : tensor.type;
    weights::QuantizeOptions options;
    options.allowNonFinite = allowNonFinite;
    if (plan)
      options.importance = plan->importance;
    out.produce = [&, options,
                   type = out.type](int64_t firstRow, int64_t numRows,
                                    uint8_t *dst) -> Expected<void> {
      if (firstRow == 0)
        progress.advance();
      if (type != tensor.type)
        return weights::quantizeRowsTo(weights::bindWhole(tensor), *type,
                                       firstRow, numRows, dst, options);
      uint64_t rowBytes = tensor.numBytes / tensor.numRows();
      std::copy_n(tensor.data + firstRow * rowBytes, numRows * rowBytes, dst);
      return {};
    };
    tensors.push_back(std::move(out));
  }
  weights::Metadata metadata;
  if (const weights::GgufFile *gguf = binding.getGguf())
    metadata = gguf->copyMetadata();
  else
    metadata.setString("general.architecture", facts.architecture);
  weights::setQuantized(metadata, fileType);
  auto written = weights::writeGguf(weightsOutput, metadata, tensors);
  if (!written)
    return emitError(module.getLoc()) << written.error().message;
  return success();
}
