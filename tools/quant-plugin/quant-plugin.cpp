//===- quant-plugin.cpp - The project as a plugin ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For mlir-opt and other tools that load passes and dialects at run time. Links
// the shared libMLIR and libLLVM only: a second copy of MLIR would bring second
// TypeIDs.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "qblock/InitAll.h"
#include "llvm/Support/Compiler.h"

#include <mutex>

static void registerPassesOnce() {
  static std::once_flag once;
  std::call_once(once, qblock::registerAllPasses);
}

extern "C" LLVM_ATTRIBUTE_WEAK mlir::DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "qblock", LLVM_VERSION_STRING,
          [](mlir::DialectRegistry *registry) {
            qblock::registerAllDialects(*registry);
          }};
}

extern "C" LLVM_ATTRIBUTE_WEAK mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "qblock", LLVM_VERSION_STRING,
          registerPassesOnce};
}
