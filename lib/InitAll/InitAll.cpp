//===- InitAll.cpp - Registration of everything the project has -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver, the plugin, the runner and the language server register the same
// things; so does a compiler that embeds the project.
//
//===----------------------------------------------------------------------===//

#include "qblock/InitAll.h"

#include "mlir/IR/DialectRegistry.h"
#include "qblock/Analysis/Passes.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/IR/BufferizableOpInterfaceImpl.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/Pipelines/Pipelines.h"
#include "qblock/Target/GpuTarget.h"

void qblock::registerAllDialects(mlir::DialectRegistry &registry) {
  registry.insert<QBlockDialect>();
  registerBufferizableOpInterfaceExternalModels(registry);
  for (const GpuTarget *target : getGpuTargets())
    target->registerInterfaces(registry);
}

void qblock::registerAllPasses() {
  registerQBlockPasses();
  registerQBlockConversionPasses();
  registerAnalysisTestPasses();
  registerQBlockPipelines();
}
