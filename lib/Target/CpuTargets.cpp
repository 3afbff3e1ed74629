//===- CpuTargets.cpp - The list of targets -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A new target is a line here and a file beside this one.
//
//===----------------------------------------------------------------------===//

#include "Features.h"
#include "Targets.h"

using namespace qblock;

llvm::ArrayRef<const CpuTarget *> qblock::getCpuTargets() {
  static const CpuTarget *const targets[] = {
      &getAvx512VnniTarget(), &getAvxVnniTarget(),     &getAvx2Target(),
      &getNeonI8mmTarget(),   &getNeonDotprodTarget(), &getGenericTarget()};
  return targets;
}

const CpuTarget *qblock::findCpuTarget(llvm::StringRef name) {
  for (const CpuTarget *target : getCpuTargets())
    if (target->getName() == name)
      return target;
  return nullptr;
}

const CpuTarget &
qblock::selectCpuTarget(llvm::function_ref<bool(llvm::StringRef)> hasFeature) {
  for (const CpuTarget *target : getCpuTargets())
    if (llvm::all_of(target->getFeatures(), hasFeature))
      return *target;
  return getGenericTarget();
}

void qblock::allowVectorsOf(const CpuTarget &target,
                            mlir::Operation *function) {
  constexpr llvm::StringLiteral name = "passthrough";
  mlir::Builder builder(function->getContext());
  std::string width = std::to_string(target.getLanes() * 32);
  llvm::SmallVector<mlir::Attribute> attributes;
  if (auto old = function->getAttrOfType<mlir::ArrayAttr>(name))
    llvm::append_range(attributes, old);
  for (llvm::StringRef key :
       {"min-legal-vector-width", "prefer-vector-width"}) {
    mlir::Attribute pair = builder.getStrArrayAttr({key, width});
    if (!llvm::is_contained(attributes, pair))
      attributes.push_back(pair);
  }
  function->setAttr(name, builder.getArrayAttr(attributes));
}

mlir::Value qblock::emitHasFeatures(mlir::OpBuilder &builder,
                                    mlir::Location loc,
                                    llvm::ArrayRef<llvm::StringRef> features) {
  for (auto ask : {detail::emitHasX86Features, detail::emitHasArmFeatures})
    if (mlir::Value answer = ask(builder, loc, features))
      return answer;
  return {};
}
