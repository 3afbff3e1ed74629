//===- FindWeights.cpp - Matrices that are constants ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a tensor is a weight is decided by how it is read, not by where it
// stands: every float constant of two dimensions or more of the model is a
// candidate, all its uses are walked forward, and it is a weight if a matmul or
// a row lookup is among them. Walking forward sees the uses that keep a weight
// float, too, which a walk back from the matmuls would miss.
//
//===----------------------------------------------------------------------===//

#include "FindWeights.h"

#include "MatmulForm.h"
#include "RoleClaims.h"
#include "UseWalker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "qblock/Analysis/GlobalTensor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/CheckedArithmetic.h"

using namespace mlir;

namespace qblock::detail {

const weights::MapEntry *findEntry(const weights::WeightMap *map,
                                   SourceKind source, StringRef symbol) {
  if (!map)
    return nullptr;
  using Kind = weights::MapEntry::Kind;
  Kind kind = source == SourceKind::Argument ? Kind::Argument
              : source == SourceKind::Global ? Kind::Global
                                             : Kind::Resource;
  return map->find(kind, std::string_view(symbol.data(), symbol.size()));
}

static bool isFloatMatrixOrStack(Type type) {
  auto tensorType = dyn_cast<RankedTensorType>(type);
  if (!tensorType || tensorType.getRank() < 2 || !tensorType.hasStaticShape())
    return false;
  // Sizes of buffers and reports are counted in 64 bits.
  std::optional<int64_t> numBytes = sizeof(double);
  for (int64_t size : tensorType.getShape())
    if (numBytes)
      numBytes = llvm::checkedMul(*numBytes, size);
  if (!numBytes)
    return false;
  Type element = tensorType.getElementType();
  return element.isF32() || element.isF16() || element.isBF16();
}

namespace {

/// Gathers the candidates of a module: equal constants and the loads of one
/// global are one candidate.
class CandidateCollector {
public:
  CandidateCollector(ModuleOp module, const weights::WeightMap *map)
      : map(map) {
    module.walk<WalkOrder::PreOrder>([&](Operation *op) { visit(op); });
  }

  SmallVector<Weight, 0> takeCandidates() {
    for (auto &entry : constants)
      arguments.push_back(std::move(entry.second));
    return std::move(arguments);
  }
  /// Position of each op in the module.
  const DenseMap<Operation *, unsigned> &getOpOrder() const { return opOrder; }
  /// Ops that call the function of an argument.
  SmallVector<Operation *> getCallers(const Weight &weight) const {
    auto argument = dyn_cast<BlockArgument>(weight.values.front());
    if (!argument)
      return {};
    return callers.lookup(argument.getOwner()->getParentOp());
  }

private:
  void visit(Operation *op) {
    opOrder[op] = opOrder.size();
    if (auto function = dyn_cast<FunctionOpInterface>(op))
      return visitFunction(function);
    if (auto call = dyn_cast<CallOpInterface>(op))
      if (Operation *callee = call.resolveCallableInTable(&symbolTables))
        callers[callee].push_back(op);
    if (op->getNumResults() == 1 &&
        isFloatMatrixOrStack(op->getResult(0).getType()))
      visitConstant(op);
  }

  void visitFunction(FunctionOpInterface function) {
    if (function.isExternal() || !function.isPublic())
      return;
    for (BlockArgument argument : function.getArguments()) {
      if (!isFloatMatrixOrStack(argument.getType()))
        continue;
      std::string symbol = getArgumentSymbol(argument.getArgNumber());
      const auto *entry = findEntry(map, SourceKind::Argument, symbol);
      if (entry && entry->isInput)
        continue;
      Weight weight = makeWeight(SourceKind::Argument, argument, symbol);
      weight.argNumber = argument.getArgNumber();
      arguments.push_back(std::move(weight));
    }
  }

  void visitConstant(Operation *op) {
    Value value = op->getResult(0);
    if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
      std::string symbol;
      if (auto resource =
              dyn_cast<DenseResourceElementsAttr>(constant.getValue()))
        symbol = resource.getRawHandle().getKey().str();
      return add(constant.getValue().getAsOpaquePointer(), SourceKind::Constant,
                 value, symbol);
    }
    if (auto toTensor = dyn_cast<bufferization::ToTensorOp>(op))
      return visitBuffer(toTensor);
    GlobalTensor global = GlobalTensor::loadedBy(op, symbolTables);
    if (global && !global.isMutable())
      add(global.getOperation(), SourceKind::Global, value,
          global.getName().str());
  }

  /// A tensor made of a constant memref.global is like a constant.
  void visitBuffer(bufferization::ToTensorOp toTensor) {
    auto load = toTensor.getBuffer().getDefiningOp<memref::GetGlobalOp>();
    auto global = load ? symbolTables.lookupNearestSymbolFrom<memref::GlobalOp>(
                             load, load.getNameAttr())
                       : memref::GlobalOp();
    if (!global || !global.getConstant() || !global.getInitialValue() ||
        !isa<ElementsAttr>(*global.getInitialValue()))
      return;
    add(global.getOperation(), SourceKind::Constant, toTensor.getResult(),
        global.getSymName().str());
  }

  void add(const void *key, SourceKind source, Value value,
           std::string symbol) {
    auto [it, inserted] = constants.try_emplace(key);
    if (inserted)
      it->second = makeWeight(source, value, std::move(symbol));
    else
      it->second.values.push_back(value);
  }

  static Weight makeWeight(SourceKind source, Value value, std::string symbol) {
    Weight weight;
    weight.source = source;
    weight.values.push_back(value);
    weight.symbol = std::move(symbol);
    weight.type = cast<RankedTensorType>(value.getType());
    return weight;
  }

  const weights::WeightMap *map;
  SymbolTableCollection symbolTables;
  DenseMap<Operation *, unsigned> opOrder;
  DenseMap<Operation *, SmallVector<Operation *>> callers;
  SmallVector<Weight, 0> arguments;
  llvm::MapVector<const void *, Weight> constants;
};

} // namespace

/// Puts the stored dimensions in the order [N..., K...].
static void setOrder(Weight &weight, const llvm::SmallBitVector &kDims) {
  weight.numRows = weight.rowElems = 1;
  for (bool isK : {false, true})
    for (auto [dim, size] : llvm::enumerate(weight.type.getShape())) {
      if (kDims.test(dim) != isK)
        continue;
      weight.order.push_back(dim);
      (isK ? weight.rowElems : weight.numRows) *= size;
    }
  weight.numKDims = kDims.count();
  // Dimensions of one element lie anywhere.
  auto isLong = [&](unsigned dim) { return weight.type.getDimSize(dim) != 1; };
  SmallVector<unsigned> rowDims, columnDims;
  for (unsigned dim : weight.order)
    if (isLong(dim))
      (kDims.test(dim) ? columnDims : rowDims).push_back(dim);
  if (rowDims.empty() || columnDims.empty() ||
      rowDims.back() < columnDims.front())
    return;
  weight.isKN = columnDims.back() < rowDims.front();
  weight.isScattered = !weight.isKN;
}

/// Sets orientation and uses. A row lookup fixes the orientation, else the
/// first matmul; uses in another one need the floats.
static void setUses(Weight &weight, ArrayRef<FoundUse> found) {
  using Kind = WeightUse::Kind;
  const auto *gather = llvm::find_if(
      found, [](const FoundUse &f) { return f.use.kind == Kind::GatherRows; });
  const auto *matmul = llvm::find_if(
      found, [](const FoundUse &f) { return f.use.kind == Kind::Matmul; });
  llvm::SmallBitVector kDims(weight.type.getRank());
  kDims.set(weight.type.getRank() - 1);
  if (gather != found.end())
    kDims = gather->kDims;
  else if (matmul != found.end())
    kDims = matmul->kDims;
  setOrder(weight, kDims);
  for (const FoundUse &one : found) {
    WeightUse &use = weight.uses.emplace_back(one.use);
    if (use.kind != Kind::Matmul)
      continue;
    std::string problem =
        one.kDims == kDims
            ? checkRows(weight, use)
            : "another use reads rows where this one reads columns";
    if (problem.empty()) {
      if (std::optional<unsigned> dim = use.getStackDim())
        weight.numExperts = weight.type.getDimSize(*dim);
      continue;
    }
    use.kind = Kind::Float;
    use.weight = nullptr;
    use.reason = problem;
  }
}

/// Constants need one use that only a weight has. An argument may be an
/// activation as well (a hidden state, a cache), so nothing may speak against
/// it unless a name says what it is.
static bool isWeight(const Weight &weight, ArrayRef<FoundUse> found,
                     bool isNamed) {
  auto has = [&](Evidence evidence) {
    return llvm::any_of(
        found, [=](const FoundUse &f) { return f.evidence == evidence; });
  };
  bool isMultiplied = llvm::any_of(found, [](const FoundUse &f) {
    return f.use.kind == WeightUse::Kind::Matmul &&
           f.evidence != Evidence::None;
  });
  if (isNamed && isMultiplied)
    return true;
  if (!has(Evidence::Weight))
    return false;
  bool isTable = llvm::any_of(found, [](const FoundUse &f) {
    return f.use.kind == WeightUse::Kind::GatherRows;
  });
  return weight.source != SourceKind::Argument || isNamed || isTable ||
         !has(Evidence::Activation);
}

/// A matrix whose name or attribute gives it a role, and which nothing
/// multiplies by as it stands: told with the reason, so that nobody looks for
/// it in vain.
static bool isMissed(const Weight &weight, ArrayRef<FoundUse> found,
                     const weights::WeightMap *map) {
  if (found.empty() || llvm::any_of(found, [](const FoundUse &f) {
        return f.use.kind != WeightUse::Kind::Float;
      }))
    return false;
  auto argument = dyn_cast<BlockArgument>(weight.values.front());
  if (argument && hasRoleAttribute(argument))
    return true;
  std::optional<RoleClaim> claim =
      claimFromMap(findEntry(map, weight.source, weight.symbol));
  if (!claim)
    claim = claimFromNames(weight);
  return claim && claim->role != recipe::Role::Other;
}

static bool isNamed(const Weight &weight, const weights::WeightMap *map) {
  if (findEntry(map, weight.source, weight.symbol) || claimFromNames(weight))
    return true;
  auto argument = dyn_cast<BlockArgument>(weight.values.front());
  return argument && hasRoleAttribute(argument);
}

SmallVector<Weight, 0> findWeights(ModuleOp module,
                                   const weights::WeightMap *map) {
  CandidateCollector candidates(module, map);
  SmallVector<Weight, 0> list;
  unsigned numDense = 0;
  for (Weight &candidate : candidates.takeCandidates()) {
    UseWalker walker(candidates.getOpOrder());
    for (Value value : candidate.values)
      walker.walk(value);
    SmallVector<FoundUse> found = walker.takeUses();
    if (!isWeight(candidate, found, isNamed(candidate, map)) &&
        !isMissed(candidate, found, map))
      continue;
    for (Operation *call : candidates.getCallers(candidate)) {
      found.push_back(makeFloatUse(call, Evidence::None,
                                   "its function is called in this module"));
      found.back().use.value = candidate.values.front();
    }
    setUses(candidate, found);
    if (candidate.symbol.empty())
      candidate.symbol = "constant" + std::to_string(numDense++);
    list.push_back(std::move(candidate));
  }
  return list;
}

} // namespace qblock::detail
