//===- TileArguments.cpp - Where a kernel works -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The signature of kernels, and its fields.
//
//===----------------------------------------------------------------------===//

#include "TileArguments.h"

using namespace mlir;
using namespace qblock;

MemRefType TileArguments::getMatrixType(OpBuilder &builder) {
  int64_t any = ShapedType::kDynamic;
  auto layout = StridedLayoutAttr::get(builder.getContext(), any,
                                       ArrayRef<int64_t>{any, 1});
  return MemRefType::get({any, any}, builder.getF32Type(), layout);
}

SmallVector<Type> TileArguments::getTypes(OpBuilder &builder) {
  Type index = builder.getIndexType();
  Type bytes = MemRefType::get(ShapedType::kDynamic, builder.getI8Type());
  SmallVector<Type> types = {bytes, index, index, index, getMatrixType(builder),
                             index, index, index, bytes, builder.getI1Type()};
  types.append(ActivationBuffers::getTypes(builder));
  return types;
}

TileArguments TileArguments::fromValues(ValueRange v) {
  return {v[0],
          v[1],
          v[2],
          v[3],
          v[4],
          v[5],
          v[6],
          v[7],
          v[8],
          v[9],
          ActivationBuffers::fromValues(v.drop_front(10))};
}

SmallVector<Value> TileArguments::values() const {
  SmallVector<Value> values = {
      weight,   tileByte,    tileStride, numElems,      y,
      firstRow, firstColumn, laterByte,  expandedCodes, adds};
  values.append(x.values());
  return values;
}
