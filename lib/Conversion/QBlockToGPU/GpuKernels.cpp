//===- GpuKernels.cpp - Kernels for packed weights on GPUs ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel is a function of a format's row and of a target. One more of them is
// a role, and a function like those of KernelBuilder.h that is called here.
//
//===----------------------------------------------------------------------===//

#include "BlockUnits.h"
#include "GemmPlan.h"
#include "KernelBuilder.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace qblock;

void qblock::loadGpuDialects(MLIRContext &context, const GpuTarget &target) {
  DialectRegistry registry;
  registry
      .insert<arith::ArithDialect, gpu::GPUDialect, LLVM::LLVMDialect,
              memref::MemRefDialect, scf::SCFDialect, vector::VectorDialect>();
  target.registerInterfaces(registry);
  context.appendDialectRegistry(registry);
  for (StringRef name : registry.getDialectNames())
    context.getOrLoadDialect(name);
}

std::optional<size_t> GpuKernel::findArgument(StringRef argument) const {
  for (auto [position, each] : llvm::enumerate(arguments))
    if (each.name == argument)
      return position;
  return std::nullopt;
}

bool qblock::hasGpuKernels(const format::Format &weight) {
  return format::PackedLayout::get(weight) && BlockUnits::canRead(weight);
}

//===----------------------------------------------------------------------===//
// How many rows are multiplied
//===----------------------------------------------------------------------===//

std::optional<GpuGemm> qblock::parseGpuGemm(StringRef text) {
  return llvm::StringSwitch<std::optional<GpuGemm>>(text)
      .Case("int8", GpuGemm::Int8)
      .Case("bf16", GpuGemm::BFloat16)
      .Case("fastest", GpuGemm::Fastest)
      .Default(std::nullopt);
}

std::string qblock::findGemmProblem(GpuGemm arithmetic,
                                    const GpuTarget &target) {
  if (arithmetic != GpuGemm::BFloat16 ||
      (target.hasAsyncCopy() && target.hasBFloatMma()))
    return {};
  return ("chip '" + target.getName() + "' has no products in " +
          spellElement(arithmetic) + " with asynchronous copies")
      .str();
}

StringRef qblock::spellElement(GpuGemm arithmetic) {
  switch (arithmetic) {
  case GpuGemm::Int8:
    return "i8";
  case GpuGemm::BFloat16:
    return "bf16";
  case GpuGemm::Fastest:
    break;
  }
  llvm_unreachable("depends on the format and the chip");
}

/// Issue slots of a scheduler that tensor units take for a product of 16 x 8 x
/// 32, of so many operations a clock and multiprocessor.
static double getTensorSlots(int64_t operationsPerClock) {
  constexpr double operations = 2.0 * 16 * 8 * 32, schedulers = 4;
  return operations / double(operationsPerClock) * schedulers;
}

/// What a product of 16 x 8 x 32 costs in either way, in issue slots: its
/// instructions, or the time of the tensor units if that is more.
static GpuGemm chooseGemm(const format::PackedLayout &layout,
                          const GpuTarget &target) {
  // Of a product of 16 x 8 x 16, decoding included: docs/GPU.md.
  constexpr double instructionsPerHalf = 4;
  if (!findGemmProblem(GpuGemm::BFloat16, target).empty())
    return GpuGemm::Int8;
  GemmPlan plan(layout, target, target.getMaxColumnsPerWarp());
  TensorRates rates = target.getTensorRates();
  double int8 =
      std::max(plan.estimateInstructions(), getTensorSlots(rates.int8));
  double half = std::max(2 * instructionsPerHalf, getTensorSlots(rates.half));
  return half < int8 ? GpuGemm::BFloat16 : GpuGemm::Int8;
}

//===----------------------------------------------------------------------===//
// All kernels
//===----------------------------------------------------------------------===//

/// Of a block of the narrower GEMM, and rows of x up to which it is taken: two
/// of its blocks cost no more than one of the wider, half of which is idle.
static constexpr int64_t narrowColumnsPerWarp = 16, maxRowsOfNarrow = 64;

/// Of a block of the wider routed GEMM: rows of a matrix seldom fill more, and
/// where they begin and end, which is looked up, takes registers.
static constexpr int64_t maxRoutedColumnsPerWarp = 48;

namespace {
class KernelSet {
public:
  KernelSet(gpu::GPUModuleOp module, const GpuTarget &target)
      : module(module), target(target) {}

  void addRoundings(ArrayRef<GpuRequest::Formats> weights, bool isRouted);
  void addGemvs(const format::Format &weight, bool isRaw, bool isRouted);
  void addGemms(const format::Format &weight, GpuGemm gemm, bool isRouted);
  void addRouted(const GpuRequest &request);
  void add(GpuKernel kernel) { kernels.push_back(std::move(kernel)); }

  std::vector<GpuKernel> kernels;

private:
  /// Takes `kernel` for up to so many rows of x, no limit if 0.
  void add(GpuKernel kernel, int64_t minRowsOfX, int64_t maxRowsOfX) {
    kernel.minRowsOfX = minRowsOfX;
    kernel.maxRowsOfX = maxRowsOfX;
    add(std::move(kernel));
  }

  gpu::GPUModuleOp module;
  const GpuTarget &target;
};
} // namespace

/// To blocks, once for weights that share a partner.
void KernelSet::addRoundings(ArrayRef<GpuRequest::Formats> weights,
                             bool isRouted) {
  llvm::SmallSetVector<const format::Format *, 4> partners;
  for (const GpuRequest::Formats &formats : weights)
    for (const format::Format *weight : formats)
      partners.insert(format::findFormat(weight->dotPartner));
  for (const format::Format *partner : partners)
    add(emitQuantizeKernel(module, GpuActivations(*partner), isRouted, target));
}

/// The products of few rows of x, narrowest first.
void KernelSet::addGemvs(const format::Format &weight, bool isRaw,
                         bool isRouted) {
  format::PackedLayout layout = *format::PackedLayout::get(weight);
  int64_t rowsOfX = 0; // that there is a kernel for
  for (int64_t columns : gemvColumns) {
    add(isRaw ? emitRawGemvKernel(module, weight, columns, target)
              : emitGemvKernel(module, layout, columns, isRouted, target),
        rowsOfX + 1, columns);
    rowsOfX = columns;
  }
}

/// The products of more rows than those.
void KernelSet::addGemms(const format::Format &weight, GpuGemm gemm,
                         bool isRouted) {
  format::PackedLayout layout = *format::PackedLayout::get(weight);
  int64_t maxColumns = target.getMaxColumnsPerWarp();
  if (isRouted)
    maxColumns = std::min(maxColumns, maxRoutedColumnsPerWarp);
  add(emitGemmKernel(module, layout, narrowColumnsPerWarp, isRouted, target),
      *std::prev(std::end(gemvColumns)) + 1, maxRowsOfNarrow);
  add(gemm == GpuGemm::Int8
          ? emitGemmKernel(module, layout, maxColumns, isRouted, target)
          : emitHalfGemmKernel(module, layout, gemm, target),
      maxRowsOfNarrow + 1, /*maxRowsOfX=*/0);
}

void KernelSet::addRouted(const GpuRequest &request) {
  for (int64_t bits : request.bitsPerId)
    add(emitSortKernel(module, bits, target));
  addRoundings(request.routed, /*isRouted=*/true);
  for (const format::Format *weight : request.routed) {
    addGemvs(*weight, /*isRaw=*/false, /*isRouted=*/true);
    addGemms(*weight, GpuGemm::Int8, /*isRouted=*/true);
  }
}

std::vector<GpuKernel> qblock::emitGpuKernels(gpu::GPUModuleOp module,
                                              const GpuRequest &request,
                                              const GpuTarget &target) {
  assert(findGemmProblem(request.gemm, target).empty() && "the chip has that");
  using Formats = llvm::SmallSetVector<const format::Format *, 4>;
  Formats multiplied, packed;
  multiplied.insert_range(request.multiplied);
  multiplied.insert_range(request.rawMultiplied);
  packed.insert_range(request.packed);
  packed.insert_range(request.rawMultiplied);
  SmallVector<GpuGemm> gemms;
  for (const format::Format *weight : multiplied)
    gemms.push_back(
        request.gemm == GpuGemm::Fastest
            ? chooseGemm(*format::PackedLayout::get(*weight), target)
            : request.gemm);

  KernelSet set(module, target);
  set.addRoundings({request.multiplied, request.rawMultiplied},
                   /*isRouted=*/false);
  if (llvm::is_contained(gemms, GpuGemm::BFloat16))
    set.add(emitRoundKernel(module, target));
  if (!gemms.empty())
    set.add(emitAddSplitsKernel(module, target));
  for (const format::Format *weight : request.multiplied)
    set.addGemvs(*weight, /*isRaw=*/false, /*isRouted=*/false);
  for (const format::Format *weight : request.rawMultiplied)
    set.addGemvs(*weight, /*isRaw=*/true, /*isRouted=*/false);
  for (auto [weight, gemm] : llvm::zip_equal(multiplied, gemms))
    set.addGemms(*weight, gemm, /*isRouted=*/false);
  set.addRouted(request);
  for (const format::Format *weight : packed)
    set.add(
        emitPackKernel(module, *format::PackedLayout::get(*weight), target));
  for (bool isRaw : {false, true})
    for (const format::Format *weight :
         isRaw ? request.rawGathered : request.gathered)
      set.add(emitGatherKernel(module, *format::PackedLayout::get(*weight),
                               isRaw, target));
  return std::move(set.kernels);
}
