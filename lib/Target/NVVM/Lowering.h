//===- Lowering.h - From gpu.module to what PTX is made of ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_TARGET_NVVM_LOWERING_H
#define QBLOCK_LIB_TARGET_NVVM_LOWERING_H

#include "qblock/Target/GpuTarget.h"

// What the functions of the same names of GpuTarget do.
namespace qblock::nvvm {

void registerInterfaces(mlir::DialectRegistry &registry);
void addLoweringPasses(mlir::OpPassManager &pm);
mlir::LogicalResult verify(mlir::Operation *module, const GpuTarget &chip);
std::string findMissingTool();

} // namespace qblock::nvvm

#endif // QBLOCK_LIB_TARGET_NVVM_LOWERING_H
