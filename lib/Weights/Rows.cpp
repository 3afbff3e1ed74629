//===- Rows.cpp - Reading and quantizing rows -------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A bound tensor is decoded and quantized row by row, so that no float copy of
// a whole weight ever exists. Threads take short runs of rows; each run's
// result is independent of the split, and of several faults the first by
// position is told.
//
//===----------------------------------------------------------------------===//

#include "Text.h"
#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Support/Parallel.h"
#include "qblock/Weights/WeightMap.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>

using namespace qblock;
using namespace qblock::weights;

const uint8_t *BoundTensor::rowData(int64_t row) const {
  assert(row >= 0 && row < rowCount && "row of another view");
  int64_t storedRow = row;
  if (permutedHeads) {
    // Undoes (heads, headRows/2, 2) -> (heads, 2, headRows/2).
    int64_t headRows = rowCount / permutedHeads, halfRows = headRows / 2;
    int64_t head = row / headRows, rest = row % headRows;
    storedRow = head * headRows + rest % halfRows * 2 + rest / halfRows;
  }
  if (interleavedHeads) {
    int64_t headRows = rowCount / interleavedHeads, halfRows = headRows / 2;
    int64_t head = row / headRows, rest = row % headRows;
    storedRow = head * headRows + rest % 2 * halfRows + rest / 2;
  }
  return tensor->data +
         (firstRow + storedRow) * format::rowBytes(type(), elemsPerRow);
}

void weights::readRows(const BoundTensor &bound, int64_t firstRow,
                       int64_t numRows, float *dst) {
  for (int64_t i = 0; i < numRows; ++i)
    format::decodeRow(bound.type(), bound.rowData(firstRow + i),
                      dst + i * bound.rowElems(), bound.rowElems());
}

namespace {

/// The fault with the lowest position that any thread met.
class FirstFault {
public:
  void report(int64_t elem, std::string reason) {
    std::lock_guard<std::mutex> lock(mutex);
    if (elem >= firstElem)
      return;
    firstElem = elem;
    message = std::move(reason);
  }
  bool found() const {
    return firstElem != std::numeric_limits<int64_t>::max();
  }
  int64_t elem() const { return firstElem; }
  const std::string &reason() const { return message; }

private:
  std::mutex mutex;
  int64_t firstElem = std::numeric_limits<int64_t>::max();
  std::string message;
};

/// The work of `quantizeRowsTo`, over one range of rows. Rows are numbered as
/// in the view; `dst` is the place of `firstRow`.
class RowQuantizer {
public:
  RowQuantizer(const BoundTensor &bound, const format::TypeInfo &type,
               int64_t firstRow, uint8_t *dst, const QuantizeOptions &options)
      : bound(bound), type(type), firstRow(firstRow), dst(dst),
        options(options), rowElems(bound.rowElems()),
        rowBytes(format::rowBytes(type, rowElems)) {}

  void run(int64_t beginRow, int64_t endRow);
  FirstFault fault;

private:
  uint8_t *place(int64_t row) const {
    return dst + (row - firstRow) * rowBytes;
  }
  const float *importanceOf(int64_t row) const;
  void copy(int64_t beginRow, int64_t endRow);
  void convert(int64_t beginRow, int64_t endRow);
  bool checkFinite(const float *values, int64_t numElems, int64_t firstElem);
  void checkResult(int64_t beginRow, int64_t endRow);

  const BoundTensor &bound;
  const format::TypeInfo &type;
  int64_t firstRow;
  uint8_t *dst;
  const QuantizeOptions &options;
  int64_t rowElems, rowBytes;
};

} // namespace

bool RowQuantizer::checkFinite(const float *values, int64_t numElems,
                               int64_t firstElem) {
  if (options.allowNonFinite)
    return true;
  // A loop without branches over the exponents, which vectorizes.
  constexpr uint32_t exponentMask = 0x7F800000;
  bool anyBad = false;
  for (int64_t i = 0; i < numElems; ++i) {
    uint32_t bits;
    std::memcpy(&bits, values + i, sizeof(bits));
    anyBad |= (bits & exponentMask) == exponentMask;
  }
  if (!anyBad)
    return true;
  const float *bad = std::find_if(values, values + numElems,
                                  [](float v) { return !std::isfinite(v); });
  fault.report(firstElem + (bad - values),
               std::string("weight is ") +
                   (std::isnan(*bad) ? "nan" : "infinite"));
  return false;
}

void RowQuantizer::checkResult(int64_t beginRow, int64_t endRow) {
  if (options.allowNonFinite)
    return;
  const uint8_t *blocks = place(beginRow);
  int64_t firstElem = beginRow * rowElems;
  int64_t numElems = (endRow - beginRow) * rowElems;
  if (type.isBlock()) {
    int64_t bad =
        format::findInvalidBlock(type, blocks, numElems / type.elemsPerBlock);
    if (bad >= 0)
      fault.report(firstElem + bad * type.elemsPerBlock,
                   "scale of the " + std::string(type.name) +
                       " block is not finite");
    return;
  }
  // f32 was checked before; the narrower floats can overflow.
  if (type.bytesPerBlock >= sizeof(float) || !format::canDecode(type))
    return;
  std::vector<float> values(numElems);
  format::decodeRow(type, blocks, values.data(), numElems);
  for (int64_t i = 0; i < numElems; ++i)
    if (!std::isfinite(values[i]))
      return fault.report(firstElem + i,
                          "weight does not fit into " + std::string(type.name));
}

void RowQuantizer::copy(int64_t beginRow, int64_t endRow) {
  for (int64_t row = beginRow; row < endRow; ++row)
    std::memcpy(place(row), bound.rowData(row), rowBytes);
  if (type.isBlock() || !format::canDecode(type))
    return checkResult(beginRow, endRow);
  int64_t numElems = (endRow - beginRow) * rowElems;
  std::vector<float> values(numElems);
  readRows(bound, beginRow, endRow - beginRow, values.data());
  checkFinite(values.data(), numElems, beginRow * rowElems);
}

void RowQuantizer::convert(int64_t beginRow, int64_t endRow) {
  int64_t numElems = (endRow - beginRow) * rowElems;
  std::vector<float> values(numElems);
  readRows(bound, beginRow, endRow - beginRow, values.data());
  if (!checkFinite(values.data(), numElems, beginRow * rowElems))
    return;
  for (int64_t row = beginRow; row < endRow; ++row)
    format::quantizeRows(type, values.data() + (row - beginRow) * rowElems,
                         place(row), 1, rowElems, importanceOf(row));
  checkResult(beginRow, endRow);
}

const float *RowQuantizer::importanceOf(int64_t row) const {
  if (!options.importance || !options.rowsPerSlice)
    return options.importance;
  return options.importance + row / options.rowsPerSlice * rowElems;
}

void RowQuantizer::run(int64_t beginRow, int64_t endRow) {
  if (&bound.type() == &type)
    copy(beginRow, endRow);
  else
    convert(beginRow, endRow);
}

Expected<void> weights::quantizeRowsTo(const BoundTensor &bound,
                                       const format::TypeInfo &type,
                                       int64_t firstRow, int64_t numRows,
                                       uint8_t *dst,
                                       const QuantizeOptions &options) {
  if (numRows == 0 || bound.rowElems() == 0)
    return {};
  std::string where = "tensor " + quoteName(bound.tensor->name) + ": ";
  bool isCopy = &bound.type() == &type;
  if (!isCopy && !format::canDecode(bound.type()))
    return makeError(where + "cannot decode type " +
                     std::string(bound.type().name));
  if (!isCopy && !format::canQuantize(type))
    return makeError(where + "cannot quantize to type " +
                     std::string(type.name));
  if (bound.rowElems() % type.elemsPerBlock)
    return makeError(where + "row length " + std::to_string(bound.rowElems()) +
                     " is not a multiple of " +
                     std::to_string(type.elemsPerBlock) +
                     ", the block length of " + std::string(type.name));

  // Long enough to hide what a range costs, short enough to share the work.
  constexpr int64_t elemsPerRange = 1 << 16;
  int64_t grain = std::max<int64_t>(1, elemsPerRange / bound.rowElems());
  RowQuantizer quantizer(bound, type, firstRow, dst, options);
  parallelFor(numRows, grain, [&](int64_t begin, int64_t end) {
    quantizer.run(firstRow + begin, firstRow + end);
  });
  const FirstFault &fault = quantizer.fault;
  if (fault.found())
    return makeError(where + fault.reason() + " at row " +
                     std::to_string(fault.elem() / bound.rowElems()) +
                     ", column " +
                     std::to_string(fault.elem() % bound.rowElems()));
  return {};
}

Expected<void> weights::quantizeTo(const BoundTensor &bound,
                                   const format::TypeInfo &type, uint8_t *dst,
                                   const QuantizeOptions &options) {
  return quantizeRowsTo(bound, type, 0, bound.rowCount, dst, options);
}

Expected<void> weights::quantizeTransposedTo(const BoundTensor &bound,
                                             const format::TypeInfo &type,
                                             uint8_t *dst,
                                             const QuantizeOptions &options) {
  if (!format::canDecode(bound.type()))
    return makeError("tensor " + quoteName(bound.tensor->name) +
                     ": cannot decode type " + std::string(bound.type().name));
  constexpr int64_t rowsPerRange = 64;
  int64_t numRows = bound.rowElems(), rowElems = bound.rowCount;
  std::vector<float> stored(bound.numElems()), values(bound.numElems());
  parallelFor(rowElems, rowsPerRange, [&](int64_t begin, int64_t end) {
    readRows(bound, begin, end - begin, stored.data() + begin * numRows);
  });
  parallelFor(numRows, rowsPerRange, [&](int64_t begin, int64_t end) {
    for (int64_t elem = 0; elem < rowElems; ++elem)
      for (int64_t row = begin; row < end; ++row)
        values[row * rowElems + elem] = stored[elem * numRows + row];
  });
  StoredTensor transposed;
  transposed.name = bound.tensor->name;
  transposed.type = format::findType("f32");
  transposed.shape = {numRows, rowElems};
  transposed.data = reinterpret_cast<const uint8_t *>(values.data());
  transposed.numBytes = values.size() * sizeof(float);
  return quantizeTo(bindWhole(transposed), type, dst, options);
}
