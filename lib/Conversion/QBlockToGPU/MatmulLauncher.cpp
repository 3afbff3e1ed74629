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
        return kernel.activations == &partner &&
               kernel.isRouted == op.isRouted();
      });
  SmallVector<Value> &pointers = rounded[&kernel];
  if (!pointers.empty())
    return pointers;
  GpuActivations activations(partner);
  OpFoldResult m = getSize(op.isRouted() ? op.getOrder() : x, 0);
  OpFoldResult k = getSize(x, 1);
  int64_t numElems = *getConstantIntValue(k);
  Type f32 = builder.getF32Type(), i32 = builder.getI32Type();
  for (Value array :
       {allocate(scale(m, numElems, 1), builder.getI8Type()),
        allocate(scale(m, numElems, activations.elemsPerBlock), f32),
        allocate(scale(m, numElems, activations.elemsPerSum),
                 activations.scalesSums ? f32 : i32)})
    pointers.push_back(getPointer(array));
  SmallVector<Value> arrays = {getPointer(x), pointers[0], pointers[1],
                               pointers[2]};
  SmallVector<OpFoldResult> numbers = {k};
  if (op.isRouted()) {
    arrays.push_back(order);
    numbers.push_back(getIdsPerRow());
  }
  launch(kernel, {m, constant(0), k}, arrays, numbers);
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

/// Rows of the results for each of x.
OpFoldResult MatmulLauncher::getIdsPerRow() {
  OpFoldResult numIds = getSize(op.getOrder(), 0), numRows = getSize(x, 0);
  std::optional<int64_t> ids = getConstantIntValue(numIds),
                         rows = getConstantIntValue(numRows);
  if (ids && rows)
    return constant(*ids / std::max<int64_t>(*rows, 1));
  Value divisor =
      arith::MaxUIOp::create(builder, loc, index(numRows), index(constant(1)));
  return arith::DivUIOp::create(builder, loc, index(numIds), divisor)
      .getResult();
}

/// By which a kernel is chosen. The host does not know how many rows a matrix
/// has: twice as many as all would have on average leave room for uneven
/// routing, and what is not there costs little, as the weight is read once.
OpFoldResult MatmulLauncher::getRowsOfX() {
  if (!op.isRouted())
    return getSize(x, 0);
  return scale(getSize(op.getOrder(), 0), 2, op.getNumExperts());
}

/// M rows in groups, whatever matrices they are routed to.
void MatmulLauncher::launchRouted(const GpuKernel &kernel,
                                  const Product &product) {
  const auto &[m, n, k] = product.sizes;
  int64_t matrices = op.getNumExperts();
  OpFoldResult groups;
  if (std::optional<int64_t> rows = getConstantIntValue(m)) {
    groups = constant(countRowGroups(*rows, matrices, kernel.columns));
  } else {
    Value room = index(constant(matrices * (kernel.columns - 1)));
    groups = scale(builder.createOrFold<arith::AddIOp>(loc, index(m), room), 1,
                   kernel.columns);
  }
  SmallVector<Value> pointers(roundFor(kernel));
  pointers.append({product.weight, product.init, product.bias, product.output,
                   order, starts});
  launch(kernel, {m, n, k, constant(1), groups}, pointers,
         {m, n, k, constant(matrices + 1)});
}

void MatmulLauncher::launchGemv(const GpuKernel &kernel,
                                const Product &product) {
  SmallVector<Value> pointers(roundFor(kernel));
  pointers.append({product.weight, product.init, product.bias, product.output});
  const auto &[m, n, k] = product.sizes;
  launch(kernel, product.sizes, pointers, {m, n, k});
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
  Value none = getNull();
  pointers.append({product.weight, none, none, getPointer(partials)});
  launch(kernel, {m, n, k, splits}, pointers, {m, n, k, splits});
  launch(find(GpuKernel::Role::AddSplits, [](const auto &) { return true; }),
         {m, n},
         {getPointer(partials), product.init, product.bias, product.output},
         {m, n, splits});
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
  pointers.append({product.weight, product.init, product.bias, product.output});
  launch(kernel, {m, n, k, one}, pointers, {m, n, k, one});
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
  if (kernel.isRouted)
    launchRouted(kernel, product);
  else if (kernel.role == GpuKernel::Role::Gemm)
    launchGemm(kernel, product);
  else
    launchGemv(kernel, product);
  if (packed)
    memref::DeallocOp::create(builder, loc, packed);
}

/// The kernels that there can be rows of x for, in the order of the rows that
/// they take. Those for many rows read packed weights alone.
SmallVector<const GpuKernel *>
MatmulLauncher::findProducts(BlockType block, OpFoldResult rowsOfX) {
  std::optional<int64_t> m = getConstantIntValue(rowsOfX);
  SmallVector<const GpuKernel *> fitting;
  for (const GpuKernel &kernel : kernels) {
    bool isEnough = kernel.maxRowsOfX == 0 || (m && *m <= kernel.maxRowsOfX);
    if (kernel.weight != &block.getFormat() || kernel.minRowsOfX == 0 ||
        kernel.isRouted != op.isRouted() ||
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
        builder, loc, arith::CmpIPredicate::ule, index(product.rowsOfX),
        index(constant(kernel->maxRowsOfX)));
    auto branch = scf::IfOp::create(builder, loc, isEnough, /*withElse=*/true);
    builder.setInsertionPointToStart(branch.thenBlock());
    launchProduct(*kernel, product);
    builder.setInsertionPointToStart(branch.elseBlock());
  }
}

void MatmulLauncher::multiply(unsigned i) {
  BlockType block = op.getBlockType(i);
  OpFoldResult rowsOfX = getRowsOfX();
  SmallVector<const GpuKernel *> fitting = findProducts(block, rowsOfX);
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
  Value init = getNull(), bias = init;
  if (adds)
    init = output;
  if (initial && initial->matrix)
    init = initial->matrix == result ? output : getPointer(initial->matrix);
  if (initial && initial->row)
    bias = getPointer(initial->row);
  std::array<OpFoldResult, 3> sizes = {getSize(y, 0), getSize(y, 1),
                                       getSize(x, 1)};
  launchProduct(fitting,
                {block, sizes, rowsOfX, getPointer(bytes), init, bias, output});
  if (y != result)
    memref::CopyOp::create(builder, loc, y, result);
  if (!initial)
    return;
  initial->writer->erase();
  for (Operation *end : initial->ends)
    end->moveAfter(op);
}

void MatmulLauncher::run() {
  auto makeReadable = [&](Value buffer) {
    return makeDense(buffer, isDense(buffer), /*isRead=*/true);
  };
  x = makeReadable(op.getX());
  if (op.isRouted()) {
    order = getPointer(makeReadable(op.getOrder()));
    starts = getPointer(makeReadable(op.getStarts()));
  }
  for (unsigned i = 0; i != op.getWeights().size(); ++i)
    multiply(i);
  for (Value buffer : scratch)
    memref::DeallocOp::create(builder, loc, buffer);
  op.erase();
}
