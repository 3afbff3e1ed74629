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

/// Reads the two attributes through `lookup`. The dialect verifies them.
static std::optional<RoleClaim>
readAttributes(llvm::function_ref<Attribute(StringRef)> lookup) {
  auto text = dyn_cast_or_null<StringAttr>(lookup(kRoleName));
  if (!text)
    return std::nullopt;
  std::optional<recipe::Role> role = recipe::parseRole(text.getValue());
  if (!role)
    return std::nullopt;
  RoleClaim claim;
  claim.role = *role;
  claim.how = "attribute";
  if (auto layer = dyn_cast_or_null<IntegerAttr>(lookup(kLayerName)))
    claim.layer = layer.getValue().getSExtValue();
  return claim;
}

static std::optional<RoleClaim> readAttributes(Operation *op) {
  return readAttributes([&](StringRef name) { return op->getAttr(name); });
}

static std::optional<RoleClaim>
readSourceAttributes(Value value, SymbolTableCollection &symbols) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto function =
        cast<FunctionOpInterface>(argument.getOwner()->getParentOp());
    return readAttributes([&](StringRef name) {
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
  RoleClaim claim;
  claim.role = named->role;
  claim.layer = named->layer;
  claim.how = how.str();
  claim.evidence = name.str();
  return claim;
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
