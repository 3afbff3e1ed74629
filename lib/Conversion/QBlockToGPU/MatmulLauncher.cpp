//===- MatmulLauncher.cpp - Launches of products ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which kernel multiplies depends on the rows of x, which may be known at run
// time alone: then all are there, and the host branches. So it does where K is
// split, which the number of blocks decides.
//
//===----------------------------------------------------------------------===//

#include "MatmulLauncher.h"
#include "SplitChoice.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace qblock;

/// All elements lie side by side from an aligned address on.
static bool isDense(Value buffer) {
  return cast<MemRefType>(buffer.getType()).getLayout().isIdentity();
}

/// Pointers that kernels get are multiples of this.
static constexpr int64_t bytesOfAlignment = 16;

/// The same for a weight, be it whole tiles of another one: all tiles begin at
/// aligned addresses, which rows in ggml's order may not.
static bool isDenseWeight(Value weight, bool isPacked) {
  auto type = cast<MemRefType>(weight.getType());
  SmallVector<int64_t> strides;
  int64_t offset;
  return succeeded(type.getStridesAndOffset(strides, offset)) &&
         strides[0] == type.getDimSize(1) && strides[1] == 1 &&
         (isPacked ||
          (!ShapedType::isDynamic(offset) && offset % bytesOfAlignment == 0));
}

ArrayRef<Value> MatmulLauncher::round(const format::Format &partner) {
  const GpuKernel &kernel =
      find(GpuKernel::Role::Quantize, [&](const GpuKernel &kernel) {
        return kernel.activations == &partner;
      });
  SmallVector<Value> &pointers = rounded[&kernel];
  if (!pointers.empty())
    return pointers;
  GpuActivations activations(partner);
  OpFoldResult m = getSize(x, 0), k = getSize(x, 1);
  int64_t numElems = *getConstantIntValue(k);
  Type f32 = builder.getF32Type(), i32 = builder.getI32Type();
  for (Value array :
       {allocate(scale(m, numElems, 1), builder.getI8Type()),
        allocate(scale(m, numElems, activations.elemsPerBlock), f32),
        allocate(scale(m, numElems, activations.elemsPerSum),
                 activations.scalesSums ? f32 : i32)})
    pointers.push_back(getPointer(array));
  launch(kernel, {m, constant(0), k},
         {getPointer(x), pointers[0], pointers[1], pointers[2]}, {k});
  return pointers;
}

ArrayRef<Value> MatmulLauncher::round(GpuGemm arithmetic) {
  const GpuKernel &kernel =
      find(GpuKernel::Role::Round, [&](const GpuKernel &kernel) {
        return kernel.arithmetic == arithmetic;
      });
  SmallVector<Value> &pointers = rounded[&kernel];
  if (!pointers.empty())
    return pointers;
  OpFoldResult m = getSize(x, 0), k = getSize(x, 1);
  int64_t numElems = *getConstantIntValue(k);
  // Of any 16 bits.
  pointers.push_back(
      getPointer(allocate(scale(m, numElems, 1), builder.getI16Type())));
  launch(kernel, {m, constant(0), k}, {getPointer(x), pointers[0]}, {k});
  return pointers;
}

/// What a product reads of x.
ArrayRef<Value> MatmulLauncher::roundFor(const GpuKernel &kernel) {
  return kernel.activations ? round(*kernel.activations)
                            : round(kernel.arithmetic);
}

void MatmulLauncher::launchGemv(const GpuKernel &kernel,
                                const Product &product) {
  SmallVector<Value> pointers(roundFor(kernel));
  pointers.append({product.weight, product.init, product.output});
  const auto &[m, n, k] = product.sizes;
  launch(kernel, product.sizes, pointers, {m, n, k, product.initStride});
}

/// Each split stores sums of its own, which another kernel adds up.
void MatmulLauncher::launchSplits(const GpuKernel &kernel,
                                  const Product &product, OpFoldResult splits) {
  const auto &[m, n, k] = product.sizes;
  Value numElems = arith::MulIOp::create(
      builder, loc, index(splits), index(scale(m, *getConstantIntValue(n), 1)));
  Value partials = memref::AllocOp::create(
      builder, loc,
      MemRefType::get({ShapedType::kDynamic}, builder.getF32Type()), numElems);
  SmallVector<Value> pointers(roundFor(kernel));
  pointers.append({product.weight, getNull(), getPointer(partials)});
  launch(kernel, {m, n, k, splits}, pointers,
         {m, n, k, /*initStride=*/n, splits});
  launch(find(GpuKernel::Role::AddSplits, [](const auto &) { return true; }),
         {m, n}, {getPointer(partials), product.init, product.output},
         {m, n, product.initStride, splits});
  memref::DeallocOp::create(builder, loc, partials);
}

void MatmulLauncher::launchGemm(const GpuKernel &kernel,
                                const Product &product) {
  OpBuilder::InsertionGuard guard(builder);
  const auto &[m, n, k] = product.sizes;
  OpFoldResult splits = chooseSplits(builder, loc, kernel, product.sizes,
                                     target.getNumProcessors());
  OpFoldResult one = constant(1);
  std::optional<int64_t> known = getConstantIntValue(splits);
  if (known && *known > 1)
    return launchSplits(kernel, product, splits);
  if (!known) {
    Value isSplit = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::ugt, index(splits), index(one));
    auto branch = scf::IfOp::create(builder, loc, isSplit, /*withElse=*/true);
    builder.setInsertionPointToStart(branch.thenBlock());
    launchSplits(kernel, product, splits);
    builder.setInsertionPointToStart(branch.elseBlock());
  }
  SmallVector<Value> pointers(roundFor(kernel));
  pointers.append({product.weight, product.init, product.output});
  launch(kernel, {m, n, k, one}, pointers, {m, n, k, product.initStride, one});
}

/// Launches that kernel. A weight in ggml's order is packed first where it
/// reads a packed one.
void MatmulLauncher::launchProduct(const GpuKernel &kernel, Product product) {
  Value packed;
  if (!product.block.isPacked() && !kernel.isRaw) {
    const auto &[m, n, k] = product.sizes;
    format::PackedLayout layout = *format::PackedLayout::get(*kernel.weight);
    int64_t numBytes =
        layout.numBytes(*getConstantIntValue(n), *getConstantIntValue(k));
    packed = memref::AllocOp::create(
        builder, loc, MemRefType::get(numBytes, builder.getI8Type()));
    Value tiles = getPointer(packed);
    launchPack(*kernel.weight, n, k, product.weight, tiles);
    product.weight = tiles;
  }
  if (kernel.role == GpuKernel::Role::Gemm)
    launchGemm(kernel, product);
  else
    launchGemv(kernel, product);
  if (packed)
    memref::DeallocOp::create(builder, loc, packed);
}

/// The kernels that there can be rows of x for, in the order of the rows that
/// they take. Those for many rows read packed weights alone.
SmallVector<const GpuKernel *> MatmulLauncher::findProducts(BlockType block) {
  std::optional<int64_t> m = getConstantIntValue(getSize(x, 0));
  SmallVector<const GpuKernel *> fitting;
  for (const GpuKernel &kernel : kernels) {
    bool isEnough = kernel.maxRowsOfX == 0 || (m && *m <= kernel.maxRowsOfX);
    if (kernel.weight != &block.getFormat() || kernel.minRowsOfX == 0 ||
        (kernel.role == GpuKernel::Role::Gemv &&
         kernel.isRaw == block.isPacked()) ||
        (m && !isEnough))
      continue;
    fitting.push_back(&kernel);
    if (isEnough)
      break;
  }
  return fitting;
}

/// Launches that of the kernels which takes the number of rows of x.
void MatmulLauncher::launchProduct(ArrayRef<const GpuKernel *> fitting,
                                   const Product &product) {
  OpBuilder::InsertionGuard guard(builder);
  for (const GpuKernel *kernel : fitting) {
    if (kernel == fitting.back())
      return launchProduct(*kernel, product);
    Value isEnough = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::ule, index(product.sizes[0]),
        index(constant(kernel->maxRowsOfX)));
    auto branch = scf::IfOp::create(builder, loc, isEnough, /*withElse=*/true);
    builder.setInsertionPointToStart(branch.thenBlock());
    launchProduct(*kernel, product);
    builder.setInsertionPointToStart(branch.elseBlock());
  }
}

void MatmulLauncher::multiply(unsigned i) {
  BlockType block = op.getBlockType(i);
  SmallVector<const GpuKernel *> fitting = findProducts(block);
  // Before branches: products that share x share its rounding.
  for (const GpuKernel *kernel : fitting)
    (void)roundFor(*kernel);
  const std::optional<InitialValue> &initial = initials[i];
  bool adds = !op.getOverwrite() && !initial;
  Value result = op.getInits()[i];
  Value y = makeDense(result, isDense(result), /*isRead=*/adds);
  Value stored = op.getWeights()[i];
  Value bytes = makeDense(stored, isDenseWeight(stored, block.isPacked()),
                          /*isRead=*/true);
  Value output = getPointer(y);
  Value init = initial ? getPointer(initial->source)
               : adds  ? output
                       : getNull();
  std::array<OpFoldResult, 3> sizes = {getSize(y, 0), getSize(y, 1),
                                       getSize(x, 1)};
  OpFoldResult initStride = initial && initial->isRow ? constant(0) : sizes[1];
  launchProduct(fitting,
                {block, sizes, getPointer(bytes), init, output, initStride});
  if (y != result)
    memref::CopyOp::create(builder, loc, y, result);
  if (initial)
    initial->writer->erase();
}

void MatmulLauncher::run() {
  x = makeDense(op.getX(), isDense(op.getX()), /*isRead=*/true);
  for (unsigned i = 0; i != op.getWeights().size(); ++i)
    multiply(i);
  for (Value buffer : scratch)
    memref::DeallocOp::create(builder, loc, buffer);
  op.erase();
}
