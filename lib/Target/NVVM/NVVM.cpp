//===- NVVM.cpp - Chips of NVIDIA -------------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Shared memory and instructions are those of the CUDA C++ Programming Guide,
// "Compute Capabilities", and of the PTX ISA. A chip's PTX version is that of
// CUDA 12.0, or the first that knows the chip: drivers refuse newer ones.
//
//===----------------------------------------------------------------------===//

#include "../Targets.h"
#include "Lowering.h"
#include "Matrices.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;
using namespace qblock;

namespace {
/// A row of the table of chips.
struct ChipRow {
  StringRef name, ptxFeature;
  int64_t maxSharedKiB;
  bool asyncCopy;
  MmaShape int8Mma, halfMma;
  TensorRates tensorRates;
  int64_t maxColumnsPerWarp, numProcessors;
  bool savesRegisters;
};

class Nvvm : public GpuTarget {
public:
  Nvvm(const ChipRow &row)
      : GpuTarget(row.name, row.maxSharedKiB * 1024, row.asyncCopy, row.int8Mma,
                  row.halfMma, row.tensorRates, row.maxColumnsPerWarp,
                  row.numProcessors),
        ptxFeature(row.ptxFeature), savesRegisters(row.savesRegisters) {}

  Value emitDot(OpBuilder &builder, Location loc, Value acc, Value codes,
                Value x, bool areCodesSigned) const override {
    auto bytes = VectorType::get(4, builder.getI8Type());
    auto asBytes = [&](Value word) -> Value {
      return LLVM::BitcastOp::create(builder, loc, bytes, word);
    };
    using Kind = NVVM::DotAccumulateType;
    return NVVM::DotAccumulate4WayOp::create(
        builder, loc, builder.getI32Type(), asBytes(codes),
        areCodesSigned ? Kind::SIGNED : Kind::UNSIGNED, asBytes(x),
        Kind::SIGNED, acc);
  }

  Value emitSelectBytes(OpBuilder &builder, Location loc, Value low, Value high,
                        Value selector) const override {
    return NVVM::PermuteOp::create(builder, loc, builder.getI32Type(), low,
                                   high, selector, NVVM::PermuteMode::DEFAULT);
  }

  Value emitShuffle(OpBuilder &builder, Location loc, Value value, Value lane,
                    Value mask) const override {
    // Of a segment that is the whole warp, as PTX writes it.
    constexpr int32_t lastLane = 31;
    Value clamp = LLVM::ConstantOp::create(builder, loc,
                                           builder.getI32IntegerAttr(lastLane));
    return NVVM::ShflOp::create(builder, loc, builder.getI32Type(), mask, value,
                                lane, clamp, NVVM::ShflKind::idx,
                                /*return_value_and_is_valid=*/UnitAttr());
  }

  SmallVector<Value> emitInt8Product(OpBuilder &builder, Location loc,
                                     ValueRange a, ValueRange b,
                                     ValueRange c) const override {
    return nvvm::emitInt8Product(builder, loc, getInt8Mma(), a, b, c);
  }
  SmallVector<Value> emitHalfProduct(OpBuilder &builder, Location loc,
                                     Type element, ValueRange a, ValueRange b,
                                     ValueRange c) const override {
    return nvvm::emitHalfProduct(builder, loc, getHalfMma(), element, a, b, c);
  }
  SmallVector<Value> emitLoadMatrices(OpBuilder &builder, Location loc,
                                      Value pointer) const override {
    return nvvm::emitLoadMatrices(builder, loc, pointer);
  }
  void emitAsyncCopy(OpBuilder &builder, Location loc, Value to, Value from,
                     int64_t bytes, Value isInside) const override {
    nvvm::emitAsyncCopy(builder, loc, to, from, bytes, isInside);
  }
  void emitWaitForCopies(OpBuilder &builder, Location loc) const override {
    nvvm::emitWaitForCopies(builder, loc);
  }

  Attribute getTargetAttribute(MLIRContext *context) const override {
    constexpr int optimize = 3;
    return NVVM::NVVMTargetAttr::get(context, optimize, "nvptx64-nvidia-cuda",
                                     getName(), ptxFeature);
  }

  void allowAllRegisters(Operation *kernel, bool holdsTiles) const override {
    if (holdsTiles && !savesRegisters)
      return;
    kernel->setAttr(NVVM::NVVMDialect::getMinctasmAttrName(),
                    Builder(kernel->getContext()).getI32IntegerAttr(1));
  }

  void registerInterfaces(DialectRegistry &registry) const override {
    nvvm::registerInterfaces(registry);
  }
  void addLoweringPasses(OpPassManager &pm) const override {
    nvvm::addLoweringPasses(pm);
  }
  LogicalResult verify(Operation *module) const override {
    return nvvm::verify(module, *this);
  }
  std::string findMissingTool() const override {
    return nvvm::findMissingTool();
  }

private:
  StringRef ptxFeature;
  bool savesRegisters;
};
} // namespace

static constexpr MmaShape int8Small = {8, 8, 16}, int8 = {16, 8, 32};
static constexpr MmaShape halfSmall = {16, 8, 8}, half = {16, 8, 16};

// Chip, PTX version, KiB of shared memory a block, asynchronous copies, int8
// and binary16 products, operations a clock, columns a warp, multiprocessors
// (of T4, A100, RTX 3090, RTX 4090, H100 SXM, B200 and RTX 5090), and whether
// ptxas saves registers in matrix products. Columns were found with ptxas 13.0,
// which spills beyond. If it does not save registers it takes all that it is
// allowed to, and spills then.
static constexpr ChipRow chips[] = {
    {"sm_75",
     "+ptx80",
     64,
     false,
     int8Small,
     halfSmall,
     {2048, 1024},
     64,
     40,
     true},
    {"sm_80", "+ptx80", 163, true, int8, half, {4096, 2048}, 64, 108, true},
    {"sm_86", "+ptx80", 99, true, int8, half, {2048, 1024}, 64, 82, true},
    {"sm_89", "+ptx80", 99, true, int8, half, {2048, 1024}, 64, 128, true},
    {"sm_90", "+ptx80", 227, true, int8, half, {8192, 4096}, 64, 132, true},
    {"sm_100", "+ptx86", 227, true, int8, half, {16384, 8192}, 64, 148, true},
    {"sm_120", "+ptx87", 99, true, int8, half, {2048, 1024}, 48, 170, false},
};

llvm::ArrayRef<const GpuTarget *> qblock::getNvvmTargets() {
  static const std::vector<Nvvm> rows(std::begin(chips), std::end(chips));
  static const std::vector<const GpuTarget *> targets = [] {
    std::vector<const GpuTarget *> pointers;
    for (const Nvvm &row : rows)
      pointers.push_back(&row);
    return pointers;
  }();
  return targets;
}
