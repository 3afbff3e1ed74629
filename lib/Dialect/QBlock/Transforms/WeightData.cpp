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

#include "mlir/IR/AsmState.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

#include <cstdlib>
#include <vector>

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
  WeightData data(weights::bindWhole(*tensor));
  data.tensor = std::move(tensor);
  data.isSplat = isa<DenseElementsAttr>(constant) &&
                 cast<DenseElementsAttr>(constant).isSplat();
  return data;
}

// A tensor that does not fit is an error, because types cost nothing to write
// down.
FailureOr<AsmResourceBlob> qblock::detail::allocateBlob(Location loc,
                                                        int64_t numBytes) {
  // Asked for twice, because LLVM's allocation ends the process when it fails.
  // The write keeps compilers from leaving the trial out.
  std::unique_ptr<void, decltype(&std::free)> trial(
      std::malloc(std::max<int64_t>(numBytes, 1)), &std::free);
  if (!trial)
    return emitError(loc) << "out of memory: cannot allocate " << numBytes
                          << " bytes";
  *static_cast<volatile char *>(trial.get()) = 0;
  trial.reset();
  // What any buffer of bytecode has: MLIR refuses to read a resource from one
  // that is less aligned, and standard input and --verify-roundtrip have no
  // more.
  return HeapAsmResourceBlob::allocate(numBytes, /*align=*/16);
}

/// One row, and then its copies.
Expected<void>
WeightData::writeSplat(const format::TypeInfo &type, bool isKN, uint8_t *dst,
                       const weights::QuantizeOptions &options) const {
  int64_t numRows = bound.rowCount, rowElems = bound.rowElems();
  if (isKN)
    std::swap(numRows, rowElems);
  if (numRows == 0 || rowElems == 0)
    return {};
  int64_t bytesPerElem = bound.type().bytesPerBlock;
  std::vector<uint8_t> elems(rowElems * bytesPerElem);
  for (int64_t i = 0; i < rowElems; ++i)
    std::copy_n(tensor->data, bytesPerElem, &elems[i * bytesPerElem]);
  weights::StoredTensor row = *tensor;
  row.shape = {1, rowElems};
  row.data = elems.data();
  row.numBytes = elems.size();
  if (auto done =
          weights::quantizeTo(weights::bindWhole(row), type, dst, options);
      !done)
    return done;
  int64_t bytesPerRow = format::rowBytes(type, rowElems);
  for (int64_t i = 1; i < numRows; ++i)
    std::copy_n(dst, bytesPerRow, dst + i * bytesPerRow);
  return {};
}

Expected<void>
WeightData::write(const format::TypeInfo &type, bool isKN, uint8_t *dst,
                  const weights::QuantizeOptions &options) const {
  if (isSplat)
    return writeSplat(type, isKN, dst, options);
  return bound.transposed == isKN
             ? weights::quantizeTo(bound, type, dst, options)
             : weights::quantizeTransposedTo(bound, type, dst, options);
}

Expected<void> WeightData::decode(bool isKN, float *dst) const {
  return write(*format::findType("f32"), isKN, reinterpret_cast<uint8_t *>(dst),
               {});
}

FailureOr<WeightData> WeightData::regroup(Location loc, int64_t numRows,
                                          int64_t rowElems) const {
  bool hasShape =
      bound.transposed
          ? bound.elemsPerRow == numRows && bound.rowCount == rowElems
          : bound.rowCount == numRows && bound.elemsPerRow == rowElems;
  if (hasShape)
    return *this;
  bool isInOrder =
      !bound.transposed && !bound.permutedHeads && !bound.interleavedHeads;
  if (!isSplat && (!isInOrder || bound.type().isBlock()))
    return permute(loc, {numRows, rowElems}, {0, 1}, rowElems);
  auto matrix = std::make_shared<weights::StoredTensor>(*bound.tensor);
  if (!isSplat) {
    matrix->data = bound.rowData(0);
    matrix->numBytes =
        bound.rowCount * format::rowBytes(bound.type(), bound.elemsPerRow);
  }
  matrix->shape = {numRows, rowElems};
  WeightData data = *this;
  data.tensor = std::move(matrix);
  data.bound = weights::bindWhole(*data.tensor);
  return data;
}

FailureOr<WeightData> WeightData::asMatrixOf(const Weight &weight) const {
  int64_t numRows = weight.numRows, rowElems = weight.rowElems;
  if (weight.isKN)
    return regroup(weight.getLoc(), rowElems, numRows);
  if (!weight.isScattered || isSplat)
    return regroup(weight.getLoc(), numRows, rowElems);
  return permute(weight.getLoc(), weight.type.getShape(), weight.order,
                 rowElems);
}

FailureOr<WeightData> WeightData::permute(Location loc, ArrayRef<int64_t> shape,
                                          ArrayRef<unsigned> order,
                                          int64_t rowElems) const {
  int64_t numElems = bound.numElems();
  FailureOr<AsmResourceBlob> from = allocateBlob(loc, numElems * sizeof(float));
  FailureOr<AsmResourceBlob> to = allocateBlob(loc, numElems * sizeof(float));
  if (failed(from) || failed(to))
    return failure();
  weights::QuantizeOptions options;
  options.allowNonFinite = true; // checked when they are quantized
  auto *source = reinterpret_cast<float *>(from->getMutableData().data());
  auto *target = reinterpret_cast<float *>(to->getMutableData().data());
  if (auto done = write(*format::findType("f32"), /*isKN=*/false,
                        reinterpret_cast<uint8_t *>(source), options);
      !done)
    return emitError(loc) << done.error().message;

  // Strides of the source in the order of the target's dimensions.
  size_t rank = shape.size();
  SmallVector<int64_t> stored(rank, 1), strides, sizes;
  for (size_t dim = rank - 1; dim-- > 0;)
    stored[dim] = stored[dim + 1] * shape[dim + 1];
  for (unsigned dim : order) {
    strides.push_back(stored[dim]);
    sizes.push_back(shape[dim]);
  }
  SmallVector<int64_t> position(rank, 0);
  int64_t offset = 0;
  for (int64_t i = 0; i < numElems; ++i) {
    target[i] = source[offset];
    for (size_t dim = rank; dim-- > 0;) {
      offset += strides[dim];
      if (++position[dim] < sizes[dim])
        break;
      offset -= strides[dim] * sizes[dim];
      position[dim] = 0;
    }
  }

  auto permuted = std::make_shared<weights::StoredTensor>();
  permuted->name = bound.tensor->name;
  permuted->type = format::findType("f32");
  permuted->shape = {numElems / rowElems, rowElems};
  permuted->numBytes = numElems * sizeof(float);
  permuted->data = reinterpret_cast<const uint8_t *>(target);
  WeightData data(weights::bindWhole(*permuted));
  data.tensor = std::move(permuted);
  data.ownData = std::make_shared<AsmResourceBlob>(std::move(*to));
  return data;
}

FailureOr<DenseResourceElementsAttr>
WeightData::createResource(Location loc, StringRef name, RankedTensorType type,
                           bool isKN,
                           const weights::QuantizeOptions &options) const {
  FailureOr<AsmResourceBlob> blob = allocateBlob(loc, getNumBytes(type));
  if (failed(blob))
    return failure();
  auto written = write(
      *getTypeInfo(type.getElementType()), isKN,
      reinterpret_cast<uint8_t *>(blob->getMutableData().data()), options);
  if (!written)
    return emitError(loc) << written.error().message;
  return DenseResourceElementsAttr::get(type, name, std::move(*blob));
}
