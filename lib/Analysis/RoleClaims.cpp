//===- RoleClaims.cpp - Roles from attributes and names ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each source of a role is a function of its own that knows nothing of the
// others; which one is believed is decided in WeightAnalysis.cpp.
//
//===----------------------------------------------------------------------===//

#include "RoleClaims.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;

namespace qblock::detail {

static constexpr llvm::StringLiteral kRoleName = "qblock.role";
static constexpr llvm::StringLiteral kLayerName = "qblock.layer";

/// Far above any model; keeps sums of layers in range.
static constexpr int64_t kMaxLayer = 1 << 20;

/// Reads the two attributes through `lookup`; warns at `loc`.
static std::optional<RoleClaim>
readAttributes(Location loc, llvm::function_ref<Attribute(StringRef)> lookup) {
  Attribute attr = lookup(kRoleName);
  if (!attr)
    return std::nullopt;
  auto text = dyn_cast<StringAttr>(attr);
  std::optional<recipe::Role> role;
  if (text)
    role = recipe::parseRole(text.getValue());
  if (!role) {
    emitWarning(loc) << "expects " << kRoleName
                     << " to name a role such as \"attn_q\", but got " << attr
                     << "; the attribute is not used";
    return std::nullopt;
  }
  RoleClaim claim{*role, std::nullopt, "attribute", ""};
  Attribute layerAttr = lookup(kLayerName);
  auto layer = dyn_cast_or_null<IntegerAttr>(layerAttr);
  if (layer && !layer.getValue().isNegative())
    claim.layer = layer.getValue().getLimitedValue(kMaxLayer);
  else if (layerAttr)
    emitWarning(loc) << "expects " << kLayerName
                     << " to be a layer's number, counted from 0, but got "
                     << layerAttr << "; the attribute is not used";
  return claim;
}

static std::optional<RoleClaim> readAttributes(Operation *op) {
  return readAttributes(op->getLoc(),
                        [&](StringRef name) { return op->getAttr(name); });
}

static std::optional<RoleClaim>
readSourceAttributes(Value value, SymbolTableCollection &symbols) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto function =
        cast<FunctionOpInterface>(argument.getOwner()->getParentOp());
    return readAttributes(value.getLoc(), [&](StringRef name) {
      return function.getArgAttr(argument.getArgNumber(), name);
    });
  }
  Operation *op = value.getDefiningOp();
  if (std::optional<RoleClaim> claim = readAttributes(op))
    return claim;
  auto symbol = op->getAttrOfType<SymbolRefAttr>("global");
  Operation *global =
      symbol ? symbols.lookupNearestSymbolFrom(op, symbol) : nullptr;
  return global ? readAttributes(global) : std::nullopt;
}

std::optional<RoleClaim> claimFromAttributes(const Weight &weight,
                                             SymbolTableCollection &symbols) {
  for (Value value : weight.values)
    if (std::optional<RoleClaim> claim = readSourceAttributes(value, symbols))
      return claim;
  for (const WeightUse &use : weight.uses)
    if (std::optional<RoleClaim> claim = readAttributes(use.op))
      return claim;
  return std::nullopt;
}

bool hasRoleAttribute(BlockArgument argument) {
  auto function =
      dyn_cast<FunctionOpInterface>(argument.getOwner()->getParentOp());
  return function &&
         function.getArgAttr(argument.getArgNumber(), kRoleName) != nullptr;
}

static std::optional<RoleClaim> claimFromName(StringRef name, StringRef how) {
  std::optional<recipe::NamedRole> named =
      recipe::parseTensorName(std::string_view(name.data(), name.size()));
  if (!named)
    return std::nullopt;
  return RoleClaim{named->role, named->layer, how.str(), name.str()};
}

std::optional<RoleClaim> claimFromMap(const weights::MapEntry *entry) {
  if (!entry)
    return std::nullopt;
  if (entry->ggufName)
    if (std::optional<RoleClaim> claim = claimFromName(*entry->ggufName, "map"))
      return claim;
  return claimFromName(entry->torchName, "map");
}

std::optional<RoleClaim> claimFromNames(const Weight &weight) {
  if (weight.source != SourceKind::Argument)
    if (std::optional<RoleClaim> claim = claimFromName(weight.symbol, "name"))
      return claim;
  std::optional<RoleClaim> claim;
  weight.getLoc()->walk([&](Location loc) {
    if (auto name = dyn_cast<NameLoc>(loc))
      claim = claimFromName(name.getName().getValue(), "name");
    // The name of the value itself comes before those of its origin.
    return claim ? WalkResult::interrupt() : WalkResult::advance();
  });
  return claim;
}

} // namespace qblock::detail
