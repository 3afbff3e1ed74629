//===- WeightData.cpp - Elements of weights ---------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A constant of the IR is treated as a tensor of a file: from there on, one
// path decodes, quantizes, copies equal types and checks for infinities, in
// parallel over rows.
//
//===----------------------------------------------------------------------===//

#include "WeightData.h"

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Support/Parallel.h"

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

/// The bytes of a dense or resource constant; of a splat, those of one element.
static FailureOr<ArrayRef<char>> getBytes(Location loc, ElementsAttr constant,
                                          int64_t numBytes) {
  if (auto dense = dyn_cast<DenseElementsAttr>(constant))
    return dense.getRawData();
  auto resource = dyn_cast<DenseResourceElementsAttr>(constant);
  if (!resource)
    return emitError(loc, "expects a dense or dense_resource constant");
  StringRef key = resource.getRawHandle().getKey();
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob)
    return emitError(loc)
           << "resource '" << key
           << "' has no data (it was elided); bind it to a stored "
              "tensor with --weights and --weight-map";
  if (int64_t(blob->getData().size()) != numBytes)
    return emitError(loc) << "resource '" << key << "': expects " << numBytes
                          << " bytes for " << resource.getType() << ", but got "
                          << blob->getData().size();
  return blob->getData();
}

FailureOr<WeightData> WeightData::fromConstant(Location loc,
                                               ElementsAttr constant) {
  auto type = cast<RankedTensorType>(constant.getShapedType());
  FailureOr<ArrayRef<char>> bytes = getBytes(loc, constant, getNumBytes(type));
  if (failed(bytes))
    return failure();
  auto tensor = std::make_shared<weights::StoredTensor>();
  tensor->name = "constant";
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(constant))
    tensor->name = resource.getRawHandle().getKey().str();
  tensor->type = getTypeInfo(type.getElementType());
  tensor->shape.assign(type.getShape().begin(), type.getShape().end());
  tensor->numBytes = getNumBytes(type);
  tensor->data = reinterpret_cast<const uint8_t *>(bytes->data());
  std::shared_ptr<std::vector<uint8_t>> splat;
  if (bytes->size() != tensor->numBytes) {
    splat = std::make_shared<std::vector<uint8_t>>();
    while (splat->size() < tensor->numBytes)
      splat->insert(splat->end(), bytes->begin(), bytes->end());
    tensor->data = splat->data();
  }
  WeightData data(weights::bindWhole(*tensor));
  data.tensor = std::move(tensor);
  data.splat = std::move(splat);
  return data;
}

/// [numRows, rowElems] out of [rowElems, numRows].
static std::vector<float> transpose(const std::vector<float> &values,
                                    int64_t numRows, int64_t rowElems) {
  std::vector<float> result(values.size());
  parallelFor(numRows, 64, [&](int64_t begin, int64_t end) {
    for (int64_t elem = 0; elem < rowElems; ++elem)
      for (int64_t row = begin; row < end; ++row)
        result[row * rowElems + elem] = values[elem * numRows + row];
  });
  return result;
}

Expected<void> WeightData::write(const format::TypeInfo &type, bool isKN,
                                 uint8_t *dst) const {
  if (bound.transposed == isKN)
    return weights::quantizeTo(bound, type, dst);
  // Rows of the result are columns of the store: the one case that needs all
  // floats.
  std::vector<float> values(bound.numElems());
  parallelFor(bound.rowCount, 64, [&](int64_t begin, int64_t end) {
    weights::readRows(bound, begin, end - begin,
                      values.data() + begin * bound.rowElems());
  });
  int64_t numRows = bound.rowElems(), rowElems = bound.rowCount;
  values = transpose(values, numRows, rowElems);
  weights::StoredTensor tensor;
  tensor.name = bound.tensor->name;
  tensor.type = format::findType("f32");
  tensor.shape = {numRows, rowElems};
  tensor.data = reinterpret_cast<const uint8_t *>(values.data());
  tensor.numBytes = values.size() * sizeof(float);
  return weights::quantizeTo(weights::bindWhole(tensor), type, dst);
}
