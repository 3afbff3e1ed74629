//===- ArrayView.h - A borrowed, read-only sequence -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_SUPPORT_ARRAYVIEW_H
#define QBLOCK_SUPPORT_ARRAYVIEW_H

#include <cstddef>
#include <vector>

namespace qblock {

/// A pointer and a length in elements; owns nothing. (C++17 has no std::span,
/// and llvm::ArrayRef would tie the format library to LLVM.)
template <typename T>
class ArrayView {
public:
  constexpr ArrayView() = default;
  constexpr ArrayView(const T *data, size_t numElems)
      : first(data), numElems(numElems) {}
  template <size_t N>
  constexpr ArrayView(const T (&array)[N]) : first(array), numElems(N) {}
  ArrayView(const std::vector<T> &elems)
      : first(elems.data()), numElems(elems.size()) {}

  constexpr const T *begin() const { return first; }
  constexpr const T *end() const { return first + numElems; }
  constexpr const T *data() const { return first; }
  constexpr size_t size() const { return numElems; }
  constexpr bool empty() const { return numElems == 0; }
  constexpr const T &operator[](size_t i) const { return first[i]; }

private:
  const T *first = nullptr;
  size_t numElems = 0;
};

} // namespace qblock

#endif // QBLOCK_SUPPORT_ARRAYVIEW_H
