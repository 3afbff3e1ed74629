//===- LowerForChips.cpp - One program for several GPUs ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which kernels there are, their names, the blocks of a grid and the bytes of
// shared memory all depend on the chip. So host code is there once for each
// chip too, and the choice is made where a public function begins: a choice at
// each launch would have to know what chips differ in. Host code is small;
// weights, which are not, are shared.
//
//===----------------------------------------------------------------------===//

#include "qblock/Pipelines/Passes.h"
#include "qblock/Pipelines/Pipelines.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Pass/PassManager.h"
#include "qblock/Target/GpuTarget.h"

namespace qblock {
#define GEN_PASS_DEF_LOWERFORCHIPS
#include "qblock/Pipelines/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

namespace {
/// Host code with the kernels of one chip.
struct Variant {
  const GpuTarget *target;
  std::string format;
  /// Runs on devices of this compute capability only: machine code.
  bool isExact;
  /// That the largest of its kernels asks for.
  int32_t dynamicSharedBytes = 0;

  std::string getName() const {
    std::string name = target->getName().str();
    return isExact ? name + "_" + format : name;
  }
};
} // namespace

/// In the order of the chips' names; with machine code, devices that are newer
/// than all get the assembly of the oldest.
static llvm::Expected<SmallVector<Variant>>
makeVariants(ArrayRef<std::string> chips, StringRef format) {
  if (chips.empty())
    return llvm::createStringError("expects the name of a chip to lower to");
  SmallVector<Variant> variants;
  const GpuTarget *oldest = nullptr;
  bool isExact = format == kGpuMachineCode;
  for (StringRef chip : chips) {
    llvm::Expected<const GpuTarget *> target = findGpuTarget(chip);
    if (!target)
      return target.takeError();
    if (llvm::any_of(variants, [&](const Variant &other) {
          return other.target == *target;
        }))
      return llvm::createStringError("chip '" + chip + "' is named twice");
    variants.push_back({*target, format.str(), isExact});
    if (!oldest ||
        (*target)->getComputeCapability() < oldest->getComputeCapability())
      oldest = *target;
  }
  if (isExact)
    variants.push_back({oldest, kGpuAssembly.str(), false});
  return variants;
}

//===----------------------------------------------------------------------===//
// Joining
//===----------------------------------------------------------------------===//

namespace {
/// Moves the symbols of a variant's module into the module around it. Equal
/// ones become one.
class Joiner {
public:
  Joiner(ModuleOp outer, ModuleOp inner, StringRef suffix)
      : outer(outer), inner(inner), symbols(outer), suffix(suffix) {}

  LogicalResult run();

private:
  LogicalResult join(SymbolOpInterface symbol);

  ModuleOp outer, inner;
  SymbolTable symbols;
  StringRef suffix;
};
} // namespace

static bool isFunctionWithBody(Operation *op) {
  auto function = dyn_cast<FunctionOpInterface>(op);
  return function && !function.isExternal();
}

LogicalResult Joiner::join(SymbolOpInterface symbol) {
  Operation *there = symbols.lookup(symbol.getName());
  if (there && !isFunctionWithBody(symbol) &&
      OperationEquivalence::isEquivalentTo(
          there, symbol, OperationEquivalence::IgnoreLocations)) {
    symbol->erase();
    return success();
  }
  if (there) {
    std::string name = (symbol.getName() + "_" + suffix).str();
    while (symbols.lookup(name))
      name += "_";
    auto newName = StringAttr::get(outer.getContext(), name);
    if (failed(SymbolTable::replaceAllSymbolUses(symbol, newName, inner)))
      return symbol->emitError("cannot be renamed");
    SymbolTable::setSymbolName(symbol, newName);
  }
  Block *body = outer.getBody();
  symbol->remove();
  symbols.insert(symbol,
                 isFunctionWithBody(symbol) ? body->end() : body->begin());
  return success();
}

// What refers to others is compared when those have their names.
LogicalResult Joiner::run() {
  SmallVector<SymbolOpInterface> plain, referring, functions;
  for (auto symbol : inner.getOps<SymbolOpInterface>()) {
    auto &list = isFunctionWithBody(symbol) ? functions
                 : symbol->getNumRegions() && !isa<FunctionOpInterface>(*symbol)
                     ? referring
                     : plain;
    list.push_back(symbol);
  }
  for (ArrayRef<SymbolOpInterface> list :
       {ArrayRef(plain), ArrayRef(referring), ArrayRef(functions)})
    for (SymbolOpInterface symbol : list)
      if (failed(join(symbol)))
        return failure();
  inner.erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Choice
//===----------------------------------------------------------------------===//

/// Of each variant the numbers of a DeviceVariant (qblock/Runtime/Device.h).
static LLVM::GlobalOp createTable(ModuleOp module, ArrayRef<Variant> variants) {
  OpBuilder builder(module.getBodyRegion());
  SmallVector<int32_t> numbers;
  for (const Variant &variant : variants)
    numbers.append({int32_t(variant.target->getComputeCapability()),
                    int32_t(variant.isExact), variant.dynamicSharedBytes});
  auto value = builder.getI32TensorAttr(numbers);
  auto type = LLVM::LLVMArrayType::get(builder.getI32Type(), numbers.size());
  auto table =
      LLVM::GlobalOp::create(builder, module.getLoc(), type,
                             /*isConstant=*/true, LLVM::Linkage::Internal,
                             "qblock_device_variants", value);
  SymbolTable(module).insert(table);
  return table;
}

/// Fills an empty function: it calls the one of the variant for the device.
static void createChoice(func::FuncOp function, LLVM::GlobalOp table,
                         ArrayRef<func::FuncOp> callees) {
  Location loc = function.getLoc();
  Block *entry = function.addEntryBlock();
  OpBuilder builder = OpBuilder::atBlockBegin(entry);
  auto pointer = LLVM::LLVMPointerType::get(builder.getContext());
  Type word = builder.getI64Type();
  FailureOr<LLVM::LLVMFuncOp> choose =
      LLVM::lookupOrCreateFn(builder, function->getParentOfType<ModuleOp>(),
                             "qblock_device_choose", {pointer, word}, word);
  assert(succeeded(choose) && "the name is the runtime's");
  Value address =
      LLVM::AddressOfOp::create(builder, loc, pointer, table.getSymName());
  Value count = LLVM::ConstantOp::create(
      builder, loc, builder.getI64IntegerAttr(int64_t(callees.size())));
  Value choice =
      LLVM::CallOp::create(builder, loc, *choose, ValueRange{address, count})
          .getResult();
  SmallVector<Block *> blocks;
  SmallVector<APInt> numbers;
  for (auto [number, callee] : llvm::enumerate(callees)) {
    Block *block =
        builder.createBlock(&function.getBody(), function.getBody().end());
    auto call =
        func::CallOp::create(builder, loc, callee, entry->getArguments());
    func::ReturnOp::create(builder, loc, call.getResults());
    blocks.push_back(block);
    numbers.push_back(APInt(64, number));
  }
  builder.setInsertionPointToEnd(entry);
  SmallVector<ValueRange> noOperands(blocks.size() - 1);
  cf::SwitchOp::create(builder, loc, choice, blocks.front(), ValueRange(),
                       ArrayRef(numbers).drop_front(),
                       ArrayRef(blocks).drop_front(), noOperands);
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

namespace {
struct LowerForChips : qblock::impl::LowerForChipsBase<LowerForChips> {
  using LowerForChipsBase::LowerForChipsBase;

  void getDependentDialects(DialectRegistry &registry) const override {
    LowerForChipsBase::getDependentDialects(registry);
    auto variants = makeVariants(chips, format);
    if (!variants)
      return llvm::consumeError(variants.takeError());
    for (const Variant &variant : *variants)
      makePipeline(variant).getDependentDialects(registry);
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto variants = makeVariants(chips, format);
    if (!variants) {
      module.emitError(llvm::toString(variants.takeError()));
      return signalPassFailure();
    }
    if (failed(lower(module, *variants)))
      signalPassFailure();
  }

private:
  OpPassManager makePipeline(const Variant &variant) const {
    OpPassManager pm(ModuleOp::getOperationName());
    buildLowerForChipPipeline(pm, variant.target->getName(), variant.format,
                              gemm);
    return pm;
  }

  LogicalResult lowerVariant(ModuleOp inner, Variant &variant);
  FailureOr<SmallVector<ModuleOp>>
  lowerVariants(ModuleOp module, MutableArrayRef<Variant> variants);
  LogicalResult lower(ModuleOp module, MutableArrayRef<Variant> variants);
};
} // namespace

/// The most dynamic shared memory that a launch asks for.
static int32_t getDynamicSharedBytes(ModuleOp module) {
  int64_t most = 0;
  module.walk([&](gpu::LaunchFuncOp launch) {
    if (Value bytes = launch.getDynamicSharedMemorySize())
      most = std::max(most, getConstantIntValue(bytes).value_or(0));
  });
  return int32_t(most);
}

LogicalResult LowerForChips::lowerVariant(ModuleOp inner, Variant &variant) {
  OpPassManager kernels = makePipeline(variant);
  if (failed(runPipeline(kernels, inner)))
    return failure();
  variant.dynamicSharedBytes = getDynamicSharedBytes(inner);
  OpPassManager host(ModuleOp::getOperationName());
  host.addPass(createLowerLaunches());
  return runPipeline(host, inner);
}

/// A module in `module` for each variant, with all that was there.
FailureOr<SmallVector<ModuleOp>>
LowerForChips::lowerVariants(ModuleOp module,
                             MutableArrayRef<Variant> variants) {
  SmallVector<Operation *> original;
  for (Operation &op : *module.getBody())
    original.push_back(&op);
  SmallVector<ModuleOp> lowered;
  for (Variant &variant : variants) {
    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    auto inner = ModuleOp::create(builder, module.getLoc());
    builder.setInsertionPointToStart(inner.getBody());
    for (Operation *op : original)
      builder.clone(*op);
    if (failed(lowerVariant(inner, variant)))
      return failure();
    lowered.push_back(inner);
  }
  return lowered;
}

LogicalResult LowerForChips::lower(ModuleOp module,
                                   MutableArrayRef<Variant> variants) {
  FailureOr<SmallVector<ModuleOp>> lowered = lowerVariants(module, variants);
  if (failed(lowered))
    return failure();
  SmallVector<func::FuncOp> entries;
  for (auto function :
       llvm::make_early_inc_range(module.getOps<func::FuncOp>())) {
    if (function.isDeclaration())
      continue;
    if (!function.isPublic()) {
      function.erase();
      continue;
    }
    function.getBody().dropAllReferences();
    function.getBody().getBlocks().clear();
    entries.push_back(function);
  }
  SmallVector<SmallVector<func::FuncOp>> callees(entries.size());
  for (auto [inner, variant] : llvm::zip_equal(*lowered, variants)) {
    for (auto [entry, list] : llvm::zip_equal(entries, callees)) {
      auto function = inner.lookupSymbol<func::FuncOp>(entry.getSymName());
      function.setPrivate();
      function->removeAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName());
      list.push_back(function);
    }
    if (failed(Joiner(module, inner, variant.getName()).run()))
      return failure();
  }
  LLVM::GlobalOp table = createTable(module, variants);
  for (auto [entry, list] : llvm::zip_equal(entries, callees))
    createChoice(entry, table, list);
  numVariants += variants.size();
  return success();
}
