//===- SortKernel.cpp - Sorts rows by their matrices ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block for each matrix reads all numbers: it counts those that are less,
// which is where its rows start, and writes the positions of its own. So blocks
// need nothing from each other, and rows of a matrix stay in order.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"

using namespace mlir;
using namespace qblock;

static constexpr int64_t lanesPerWarp = GpuEmitter::lanesPerWarp;
static constexpr int64_t numWarps = 8, numThreads = numWarps * lanesPerWarp;
/// Counts of a warp in shared memory: of numbers that are less, and equal.
static constexpr int64_t countsPerWarp = 2;

namespace {
class SortKernel {
public:
  SortKernel(const GpuEmitter &emit, int64_t bitsPerId,
             ArrayRef<Value> arguments, Value shared)
      : emit(emit), idType(emit.builder.getIntegerType(bitsPerId)),
        ids(arguments[0]), order(arguments[1]), starts(arguments[2]),
        numIds(arguments[3]), shared(shared), thread(emit.threadId()),
        lane(emit.rem(thread, lanesPerWarp)),
        warp(emit.div(thread, lanesPerWarp)),
        matrix(emit.blockId(gpu::Dimension::x)) {
    numMatrices = emit.make<arith::SubIOp>(arguments[4], emit.index(1));
    Value perThread = emit.div(emit.add(numIds, numThreads - 1), numThreads);
    first = emit.min(emit.mul(thread, perThread), numIds);
    end = emit.min(emit.add(first, perThread), numIds);
  }

  void run() const;

private:
  struct Counts {
    Value less, equal; ///< i32
  };

  Value one() const { return emit.constant(emit.i32(), 1); }
  Value isEqual(Value a, Value b) const {
    return arith::CmpIOp::create(emit.builder, emit.loc,
                                 arith::CmpIPredicate::eq, a, b);
  }
  Value addIf(Value condition, Value sum, Value amount) const {
    return emit.make<arith::SelectOp>(condition, emit.add(sum, amount), sum);
  }
  Value matrixOf(Value position) const;
  Counts countOwn() const;
  Value addLanes(Counts &counts) const;
  Value addWarps(const Counts &counts, Value before) const;
  void writePositions(Value place) const;
  void storeNumber(Value number, Value array, Value position) const;

  const GpuEmitter &emit;
  Type idType;
  Value ids, order, starts, numIds, shared;
  Value thread, lane, warp;
  Value matrix, numMatrices;
  Value first, end; ///< numbers of this thread
};
} // namespace

/// Numbers that are no matrix, which are large if they are negative, are one
/// more: so all rows are somewhere in the order.
Value SortKernel::matrixOf(Value position) const {
  int64_t bytesPerId = idType.getIntOrFloatBitWidth() / 8;
  Value id =
      emit.loadConstant(idType, emit.at(ids, emit.mul(position, bytesPerId)));
  return emit.min(
      emit.make<arith::IndexCastUIOp>(emit.builder.getIndexType(), id),
      numMatrices);
}

SortKernel::Counts SortKernel::countOwn() const {
  Value zero = emit.constant(emit.i32(), 0);
  SmallVector<Value> counts =
      emit.loop(first, end, 1, {zero, zero},
                [&](Value position, ValueRange carried) -> SmallVector<Value> {
                  Value other = matrixOf(position);
                  return {addIf(emit.less(other, matrix), carried[0], one()),
                          addIf(isEqual(other, matrix), carried[1], one())};
                });
  return {counts[0], counts[1]};
}

/// Makes counts those of the warp; the result is how many equal numbers lanes
/// before this one have.
Value SortKernel::addLanes(Counts &counts) const {
  Value before = emit.constant(emit.i32(), 0);
  for (int64_t mask = 1; mask < lanesPerWarp; mask *= 2) {
    Value other = emit.shuffle(counts.equal, mask);
    Value isLower = emit.isZero(emit.rem(emit.div(lane, mask), 2));
    before =
        emit.make<arith::SelectOp>(isLower, before, emit.add(before, other));
    counts.equal = emit.add(counts.equal, other);
    counts.less = emit.add(counts.less, emit.shuffle(counts.less, mask));
  }
  return before;
}

/// The place in the order of this thread's first number, `before` of whose
/// equals are those of other lanes. Stores where rows of the matrix start.
Value SortKernel::addWarps(const Counts &counts, Value before) const {
  auto at = [&](Value position) { return emit.mul(position, countsPerWarp); };
  emit.ifTrue(emit.isZero(lane), [&] {
    for (auto [i, count] : llvm::enumerate(ArrayRef{counts.less, counts.equal}))
      memref::StoreOp::create(emit.builder, emit.loc, count, shared,
                              emit.add(at(warp), int64_t(i)));
  });
  gpu::BarrierOp::create(emit.builder, emit.loc);
  Value start = emit.constant(emit.i32(), 0);
  for (int64_t other = 0; other < numWarps; ++other) {
    auto load = [&](int64_t i) -> Value {
      return memref::LoadOp::create(emit.builder, emit.loc, shared,
                                    emit.index(other * countsPerWarp + i));
    };
    start = emit.add(start, load(0));
    before = addIf(emit.less(emit.index(other), warp), before, load(1));
  }
  emit.ifTrue(emit.isZero(thread), [&] { storeNumber(start, starts, matrix); });
  return emit.add(start, before);
}

/// As i64.
void SortKernel::storeNumber(Value number, Value array, Value position) const {
  Type type = emit.builder.getI64Type();
  Value wide = number.getType().isIndex()
                   ? emit.make<arith::IndexCastUIOp>(type, number)
                   : emit.make<arith::ExtUIOp>(type, number);
  emit.store(wide,
             emit.at(array, emit.mul(position, int64_t(sizeof(int64_t)))));
}

void SortKernel::writePositions(Value place) const {
  emit.loop(first, end, 1, place,
            [&](Value position, ValueRange carried) -> SmallVector<Value> {
              Value isOwn = isEqual(matrixOf(position), matrix);
              emit.ifTrue(isOwn, [&] {
                Value index = emit.make<arith::IndexCastUIOp>(
                    emit.builder.getIndexType(), carried[0]);
                storeNumber(position, order, index);
              });
              return {addIf(isOwn, carried[0], one())};
            });
}

void SortKernel::run() const {
  Counts counts = countOwn();
  Value before = addLanes(counts);
  writePositions(addWarps(counts, before));
}

GpuKernel qblock::emitSortKernel(gpu::GPUModuleOp module, int64_t bitsPerId,
                                 const GpuTarget &target) {
  using Kind = GpuArgument::Kind;
  std::string element = "i" + std::to_string(bitsPerId);
  GpuKernel kernel;
  kernel.role = GpuKernel::Role::Sort;
  kernel.bitsPerId = bitsPerId;
  kernel.name = "qblock_sort_rows_" + element;
  kernel.arguments = {{Kind::Input, "ids", element},
                      {Kind::Output, "order", "i64"},
                      {Kind::Output, "starts", "i64"},
                      {Kind::Size, "m", ""},
                      {Kind::Size, "numStarts", ""}};
  kernel.threadsPerBlock = numThreads;
  kernel.grid = {GpuGridDim{GpuSize::Starts}};
  constexpr int64_t numCounts = numWarps * countsPerWarp;
  kernel.sharedBytes = numCounts * int64_t(sizeof(int32_t));
  MemRefType shared =
      getSharedType(numCounts, IntegerType::get(module.getContext(), 32));
  buildKernel(
      module, kernel, target, shared,
      [&](const GpuEmitter &emit, ArrayRef<Value> arguments, Value buffer) {
        SortKernel(emit, bitsPerId, arguments, buffer).run();
      });
  return kernel;
}
