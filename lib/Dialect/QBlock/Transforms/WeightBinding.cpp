//===- WeightBinding.cpp - From the IR to stored tensors --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Front ends name nothing in the IR, so a map file says which stored tensor an
// argument, global or resource is. Only with such a map, or an equal name, is a
// tensor taken: a guess by shape would be silently wrong where rows are
// permuted.
//
//===----------------------------------------------------------------------===//

#include "WeightBinding.h"

#include "mlir/IR/Diagnostics.h"
#include "qblock/Format/Format.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

static std::string_view toView(StringRef text) {
  return {text.data(), text.size()};
}

FailureOr<WeightBinding> WeightBinding::open(Location loc,
                                             const std::string &weightsFile,
                                             const std::string &mapFile) {
  WeightBinding binding;
  if (!mapFile.empty()) {
    auto map = weights::WeightMap::load(mapFile);
    if (!map)
      return emitError(loc) << map.error().message;
    binding.map = std::move(*map);
  }
  if (!weightsFile.empty()) {
    auto file = weights::openTensorFile(weightsFile);
    if (!file)
      return emitError(loc) << file.error().message;
    binding.file = std::move(*file);
  }
  return binding;
}

const weights::MapEntry *WeightBinding::findEntry(SourceKind kind,
                                                  StringRef symbol) const {
  if (!map)
    return nullptr;
  using Kind = weights::MapEntry::Kind;
  switch (kind) {
  case SourceKind::Argument:
    return map->find(Kind::Argument, toView(symbol));
  case SourceKind::Global:
    return map->find(Kind::Global, toView(symbol));
  case SourceKind::Constant:
    return map->find(Kind::Resource, toView(symbol));
  }
  return nullptr;
}

FailureOr<std::optional<weights::BoundTensor>>
WeightBinding::find(Location loc, SourceKind kind, StringRef symbol,
                    RankedTensorType type) const {
  std::optional<weights::BoundTensor> none;
  if (!file)
    return none;
  std::vector<int64_t> shape(type.getShape().begin(), type.getShape().end());
  weights::MapEntry byName;
  const weights::MapEntry *entry = findEntry(kind, symbol);
  if (!map && file->find(toView(symbol))) {
    byName.symbol = byName.torchName = symbol.str();
    byName.ggufName = byName.torchName;
    entry = &byName;
  }
  // An entry may say no more than that a place is known.
  bool hasName = entry && (entry->ggufName || !entry->torchName.empty());
  if (!hasName || entry->isInput)
    return none;
  auto bound = weights::bind(*entry, *file, &shape);
  if (!bound)
    return emitError(loc) << bound.error().message;
  if (!format::canDecode(bound->type()))
    return emitError(loc) << "tensor '" << bound->tensor->name << "' has type "
                          << StringRef(bound->type().name.data(),
                                       bound->type().name.size())
                          << ", which cannot be decoded";
  return std::optional<weights::BoundTensor>(*bound);
}

void WeightBinding::readFacts(recipe::ModelFacts &facts) const {
  const weights::GgufFile *gguf = getGguf();
  if (!gguf)
    return;
  if (auto architecture = gguf->getString("general.architecture"))
    facts.architecture = *architecture;
  auto read = [&](const char *key, int64_t &field) {
    if (auto value = gguf->getUint(facts.architecture + key))
      field = int64_t(*value);
  };
  // The number of layers is that of the module, which may hold a part of the
  // file.
  read(".attention.head_count", facts.heads);
  read(".attention.head_count_kv", facts.kvHeads);
  read(".expert_count", facts.experts);
}
