//===- Bind.cpp - Tensors seen through map entries --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Binding proves that a stored tensor has the shape that the module expects.
// The check is stricter than a count of elements, because the mistake to be
// found is a matrix that has the right count and the wrong orientation.
//
//===----------------------------------------------------------------------===//

#include "Text.h"
#include "qblock/Weights/WeightMap.h"

#include <algorithm>

using namespace qblock;
using namespace qblock::weights;

/// The view as the IR orders its elements: a matrix, transposed if need be.
static std::vector<int64_t> matrixShape(const BoundTensor &bound) {
  if (bound.transposed)
    return {bound.elemsPerRow, bound.rowCount};
  return {bound.rowCount, bound.elemsPerRow};
}

static bool isDynamic(int64_t dim) { return dim < 0; }

/// Product of the dims in [first, last); -1 on overflow, which no tensor's size
/// equals.
static int64_t product(std::vector<int64_t>::const_iterator first,
                       std::vector<int64_t>::const_iterator last) {
  int64_t result = 1;
  for (; first != last; ++first)
    if (__builtin_mul_overflow(result, *first, &result))
      return -1;
  return result;
}

/// True if `shape` is a reshape of the view that splits or merges rows and
/// columns only among themselves. Of a shape with dynamic dims, what is static
/// must fit.
static bool isReshapeOf(const std::vector<int64_t> &shape,
                        const BoundTensor &bound) {
  bool isWhole =
      !bound.transposed && bound.numElems() == bound.tensor->numElems();
  std::vector<int64_t> view =
      isWhole && bound.tensor->shape.size() == shape.size()
          ? bound.tensor->shape
          : matrixShape(bound);
  if (view.size() == shape.size())
    return std::equal(view.begin(), view.end(), shape.begin(),
                      [](int64_t stored, int64_t wanted) {
                        return isDynamic(wanted) || stored == wanted;
                      });
  if (std::any_of(shape.begin(), shape.end(), isDynamic)) {
    std::vector<int64_t> fixed = shape;
    fixed.erase(std::remove_if(fixed.begin(), fixed.end(), isDynamic),
                fixed.end());
    int64_t numFixed = product(fixed.begin(), fixed.end());
    return numFixed > 0 && bound.numElems() % numFixed == 0;
  }
  view = matrixShape(bound);
  for (auto split = shape.begin();; ++split) {
    if (product(shape.begin(), split) == view[0] &&
        product(split, shape.end()) == view[1])
      return true;
    if (split == shape.end())
      return false;
  }
}

/// Applies the row range and the permutation of `entry`. Returns a reason on
/// failure, else nothing.
static std::string selectRows(const MapEntry &entry, bool isGguf,
                              BoundTensor &bound) {
  bool isPermuted = isGguf && entry.permutedHeads;
  if (bound.tensor->shape.size() == 1 && (entry.rows || isPermuted) &&
      !bound.type().isBlock())
    std::swap(bound.rowCount, bound.elemsPerRow);
  if (entry.rows) {
    auto [first, count] = *entry.rows;
    if (first > bound.rowCount || count > bound.rowCount - first)
      return "rows [" + std::to_string(first) + ", " + std::to_string(count) +
             "] (first, count) are not inside its " +
             std::to_string(bound.rowCount) + " rows";
    bound.firstRow = first;
    bound.rowCount = count;
  }
  if (isPermuted) {
    int64_t heads = *entry.permutedHeads;
    // A head's rows were split in two halves that were interleaved.
    if (bound.rowCount % heads || bound.rowCount / heads % 2)
      return "its " + std::to_string(bound.rowCount) +
             " rows are not an even number for each of " +
             std::to_string(heads) + " heads";
    bound.permutedHeads = heads;
  }
  return {};
}

/// Sees a stored stack as the matrix that `shape` is, if that merges dimensions
/// of it. Only floats lie alike in rows of any length.
static void mergeDims(const std::vector<int64_t> &shape, BoundTensor &bound) {
  const std::vector<int64_t> &stored = bound.tensor->shape;
  if (shape.size() != 2 || stored.size() <= 2 || bound.type().isBlock() ||
      bound.transposed || bound.permutedHeads ||
      bound.numElems() != bound.tensor->numElems())
    return;
  for (auto split = stored.begin(); split != stored.end(); ++split)
    if (product(stored.begin(), split) == shape[0] &&
        product(split, stored.end()) == shape[1]) {
      bound.rowCount = shape[0];
      bound.elemsPerRow = shape[1];
      return;
    }
}

BoundTensor weights::bindWhole(const StoredTensor &tensor) {
  BoundTensor bound;
  bound.tensor = &tensor;
  bound.rowCount = tensor.numRows();
  bound.elemsPerRow = tensor.rowElems();
  return bound;
}

/// True if the tensor goes by the name that PyTorch gives it, as in all files
/// but GGUF, and there where the map's own name for it is missing. Its rows are
/// then in PyTorch's order.
static bool hasTorchName(const MapEntry &entry, const TensorFile &file) {
  if (!file.asGguf())
    return true;
  if (entry.ggufName && file.find(*entry.ggufName))
    return false;
  return !entry.torchName.empty() && file.find(entry.torchName);
}

/// The stored tensor, or why there is none.
static Expected<const StoredTensor *> findStored(const MapEntry &entry,
                                                 const TensorFile &file) {
  if (entry.isInput)
    return makeError("is an input, not a weight");
  bool isTorch = hasTorchName(entry, file);
  const std::string name =
      isTorch ? entry.torchName : entry.ggufName.value_or("");
  if (name.empty())
    return makeError(std::string("the map gives it no ") +
                     (isTorch ? "torch" : "gguf") + " name to be found by in " +
                     file.path());
  if (const StoredTensor *tensor = file.find(name)) {
    if (tensor->numElems() == 0)
      return makeError("tensor " + quoteName(name) + " has no elements");
    return tensor;
  }
  if (std::string_view dtype = file.findForeignType(name); !dtype.empty())
    return makeError("tensor " + quoteName(name) + " has type " +
                     std::string(dtype) + ", which ggml does not have");
  return makeError("no tensor " + quoteName(name) + " in " + file.path());
}

Expected<BoundTensor> weights::bind(const MapEntry &entry,
                                    const TensorFile &file,
                                    const std::vector<int64_t> *irShape) {
  std::string where = quoteName(entry.symbol) + ": ";
  Expected<const StoredTensor *> tensor = findStored(entry, file);
  if (!tensor)
    return makeError(where + tensor.error().message);
  where += "tensor " + quoteName((*tensor)->name) + ": ";

  BoundTensor bound = bindWhole(**tensor);
  bound.transposed = entry.transposed;
  if (bound.transposed && bound.tensor->shape.size() != 2)
    return makeError(where +
                     "expects a matrix to transpose, but its shape is " +
                     formatShape(bound.tensor->shape));
  if (std::string fault = selectRows(entry, !hasTorchName(entry, file), bound);
      !fault.empty())
    return makeError(where + fault);

  auto describe = [&] {
    return "the stored shape " + formatShape(bound.tensor->shape) +
           (entry.rows ? ", cut to " + std::to_string(bound.rowCount) + " rows"
                       : "") +
           (bound.transposed ? ", transposed" : "");
  };
  if (entry.shape && !isReshapeOf(*entry.shape, bound))
    return makeError(where + "the map expects shape " +
                     formatShape(*entry.shape) + ", which is no reshape of " +
                     describe());
  if (irShape)
    mergeDims(*irShape, bound);
  if (irShape && !isReshapeOf(*irShape, bound))
    return makeError(where + "the value has shape " + formatShape(*irShape) +
                     ", which is no reshape of " + describe());
  return bound;
}
