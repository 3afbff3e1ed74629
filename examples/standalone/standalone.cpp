//===- standalone.cpp - A program that uses an installed qblock -*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The smallest use of the package: load the dialect, make a type, ask what a
// weight of that type takes. Usage: standalone TYPE ROWS COLUMNS
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/MLIRContext.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

static int fail(const Twine &message) {
  llvm::errs() << "standalone: error: " << message << "\n";
  return EXIT_FAILURE;
}

int main(int argc, char **argv) {
  if (argc != 4)
    return fail("expects TYPE ROWS COLUMNS");
  const qblock::format::TypeInfo *info = qblock::format::findType(argv[1]);
  int32_t rows, columns;
  if (!info || !llvm::to_integer(argv[2], rows) ||
      !llvm::to_integer(argv[3], columns) || rows < 1 || columns < 1)
    return fail("expects a type of ggml, a number of rows and one of columns");
  if (columns % info->elemsPerBlock != 0)
    return fail("expects columns to be divisible by " +
                Twine(info->elemsPerBlock) + ", but got " + Twine(columns));

  MLIRContext context;
  context.loadDialect<qblock::QBlockDialect>();
  Type element = qblock::getElementType(&context, *info);
  if (!element)
    return fail("weights cannot have type " + Twine(argv[1]));
  auto type = RankedTensorType::get({rows, columns}, element);
  llvm::outs() << type << " takes " << qblock::getNumBytes(type) << " bytes\n";
  return EXIT_SUCCESS;
}
