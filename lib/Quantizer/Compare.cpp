//===- Compare.cpp - How two models differ ----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A table that answers two questions: are these files the same, and if not,
// which tensors suffered most?
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/Compare.h"

#include "Table.h"
#include "qblock/Format/Format.h"
#include "qblock/Support/Progress.h"

using namespace qblock;
using weights::ModelTensor;

static ComparedTensor compare(const ModelTensor &a, const ModelTensor *b) {
  ComparedTensor result{&a, b, {}, {}};
  bool isDecodable =
      b && format::canDecode(*a.type) && format::canDecode(*b->type);
  if (!b)
    result.fault = "missing in the second";
  else if (a.shape != b->shape)
    result.fault = "shapes differ";
  else if (!isDecodable && a.type == b->type)
    result.fault = "cannot be decoded";
  else if (!isDecodable)
    result.fault = "types differ and cannot be decoded";
  if (result.fault.empty())
    result.difference = compareTensors(a, *b);
  else
    result.difference.isIdentical = false;
  return result;
}

Comparison qblock::compareModels(const weights::Model &a,
                                 const weights::Model &b) {
  Comparison comparison;
  Progress progress("comparing tensors", a.tensors().size());
  for (const ModelTensor &tensor : a.tensors()) {
    comparison.tensors.push_back(compare(tensor, b.find(tensor.name)));
    comparison.total.add(comparison.tensors.back().difference);
    progress.advance();
  }
  for (const ModelTensor &tensor : b.tensors())
    if (!a.find(tensor.name))
      comparison.tensors.push_back(
          {nullptr, &tensor, "missing in the first", {}});
  for (const ComparedTensor &tensor : comparison.tensors)
    comparison.isIdentical &=
        tensor.fault.empty() && tensor.difference.isIdentical;
  return comparison;
}

static std::vector<std::string> cellsOf(const ComparedTensor &tensor) {
  auto typeOf = [](const ModelTensor *side) {
    return side ? std::string(side->type->name) : "-";
  };
  std::string name = tensor.a ? tensor.a->name : tensor.b->name;
  std::vector<std::string> cells = {name, typeOf(tensor.a), typeOf(tensor.b)};
  if (!tensor.fault.empty()) {
    cells.insert(cells.end(), {"", "", "", "", tensor.fault});
    return cells;
  }
  const Difference &difference = tensor.difference;
  std::string remark = difference.isIdentical ? "identical" : "differs";
  if (difference.numNonFinite)
    remark +=
        ", " + std::to_string(difference.numNonFinite) + " are not finite";
  cells.insert(cells.end(),
               {formatNumber("%.6g", difference.rootMeanSquare()),
                formatNumber("%.6g", difference.relative()),
                formatNumber("%.6g", difference.maxError),
                formatNumber("%.9f", difference.cosine()), remark});
  return cells;
}

Expected<void> qblock::writeComparison(const std::string &path,
                                       const Comparison &comparison) {
  Table table;
  table.columns = {"name",     "type_a",    "type_b", "rmse",
                   "relative", "max_error", "cosine", "result"};
  for (const ComparedTensor &tensor : comparison.tensors)
    table.rows.push_back(cellsOf(tensor));
  const Difference &total = comparison.total;
  table.numbers = {"rmse", "relative", "max_error", "cosine"};
  table.footer = std::to_string(comparison.tensors.size()) + " tensors, rmse " +
                 formatNumber("%.6g", total.rootMeanSquare()) + ", relative " +
                 formatNumber("%.6g", total.relative()) + ", max error " +
                 formatNumber("%.6g", total.maxError) + ", cosine " +
                 formatNumber("%.9f", total.cosine()) + ": " +
                 (comparison.isIdentical ? "all identical" : "not identical");
  return writeTable(path, table);
}
