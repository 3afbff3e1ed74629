//===- Variant.h - For which machines a file is compiled --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The quantizers are compiled twice: for every machine of the architecture, and
// with vectors twice as long for those that have them (CMakeLists.txt has the
// flags). Whatever such a file defines is in a namespace of its own, so that no
// function of the one ends up in the other.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_FORMAT_VARIANT_H
#define QBLOCK_LIB_FORMAT_VARIANT_H

#ifdef QBLOCK_WIDE_VARIANT
#define QBLOCK_VARIANT wide
#else
#define QBLOCK_VARIANT baseline
#endif

namespace qblock::format {
inline namespace QBLOCK_VARIANT {

#ifdef QBLOCK_WIDE_VARIANT
constexpr unsigned numLanes = 8;
#else
constexpr unsigned numLanes = 4;
#endif

} // namespace QBLOCK_VARIANT
} // namespace qblock::format

#endif // QBLOCK_LIB_FORMAT_VARIANT_H
