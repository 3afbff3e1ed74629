//===- FoldConstants.cpp - Quantize constants at compile time ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pass over the module and no folder: folders run on several threads, and
// which of them names a resource first would show in the output. Here one
// tensor after the other is quantized, each on all cores.
//
//===----------------------------------------------------------------------===//

#include "WeightData.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "qblock/Analysis/GlobalTensor.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"

namespace qblock {
#define GEN_PASS_DEF_FOLDCONSTANTS
#include "qblock/Dialect/QBlock/Transforms/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;
using namespace qblock::detail;

static FailureOr<DenseResourceElementsAttr>
quantize(Location loc, ElementsAttr value, RankedTensorType type) {
  FailureOr<WeightData> data = WeightData::fromConstant(loc, value);
  if (failed(data))
    return failure();
  return data->createResource(loc, "qblock", type, /*isKN=*/false);
}

/// The blocks of `value` in the order of `type`, which is another one.
static FailureOr<DenseResourceElementsAttr>
reorder(Location loc, ElementsAttr value, RankedTensorType type) {
  auto source = cast<RankedTensorType>(value.getType());
  auto resource = dyn_cast<DenseResourceElementsAttr>(value);
  AsmResourceBlob *blob =
      resource ? resource.getRawHandle().getBlob() : nullptr;
  if (!blob || int64_t(blob->getData().size()) != getNumBytes(source))
    return emitError(loc) << "expects the blocks of " << source
                          << " in a resource of " << getNumBytes(source)
                          << " bytes";
  FailureOr<AsmResourceBlob> result = allocateBlob(loc, getNumBytes(type));
  if (failed(result))
    return failure();
  auto *src = reinterpret_cast<const uint8_t *>(blob->getData().data());
  auto *dst = reinterpret_cast<uint8_t *>(result->getMutableData().data());
  auto block = cast<BlockType>(type.getElementType());
  int64_t numRows = type.getDimSize(0), elemsPerRow = type.getDimSize(1);
  if (std::optional<format::PackedLayout> layout = block.getPackedLayout())
    layout->pack(src, dst, numRows, elemsPerRow);
  else
    cast<BlockType>(source.getElementType())
        .getPackedLayout()
        ->unpack(src, dst, numRows, elemsPerRow);
  return DenseResourceElementsAttr::get(type, "qblock", std::move(*result));
}

namespace {
/// Replaces ops by what they give, once for equal operands.
class ConstantFolder {
public:
  /// True if `op` was replaced. Fails, with a diagnostic, on a bad constant.
  FailureOr<bool> fold(Operation *op);

private:
  ElementsAttr getConstant(Value value);

  SymbolTableCollection symbols;
  DenseMap<std::pair<Attribute, Type>, DenseResourceElementsAttr> folded;
};
} // namespace

/// What `value` always is; null if that is not known.
ElementsAttr ConstantFolder::getConstant(Value value) {
  ElementsAttr elements;
  if (matchPattern(value, m_Constant(&elements)))
    return elements;
  Operation *load = value.getDefiningOp();
  GlobalTensor global =
      load ? GlobalTensor::loadedBy(load, symbols) : GlobalTensor();
  return global && !global.isMutable() ? global.getElements() : ElementsAttr();
}

FailureOr<bool> ConstantFolder::fold(Operation *op) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  ElementsAttr value = getConstant(op->getOperand(0));
  if (!value || !type.hasStaticShape())
    return false;
  DenseResourceElementsAttr &resource = folded[{value, type}];
  if (!resource) {
    FailureOr<DenseResourceElementsAttr> made =
        isa<QuantizeOp>(op) ? quantize(op->getLoc(), value, type)
                            : reorder(op->getLoc(), value, type);
    if (failed(made))
      return failure();
    resource = *made;
  }
  OpBuilder builder(op);
  Value constant = arith::ConstantOp::create(builder, op->getLoc(), resource);
  Operation *source = op->getOperand(0).getDefiningOp();
  op->getResult(0).replaceAllUsesWith(constant);
  op->erase();
  if (isOpTriviallyDead(source))
    source->erase();
  return true;
}

namespace {
struct FoldConstantsPass
    : public qblock::impl::FoldConstantsBase<FoldConstantsPass> {
  using FoldConstantsBase::FoldConstantsBase;

  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation().walk([&](Operation *op) {
      if (isa<QuantizeOp, PackOp, UnpackOp>(op) &&
          isa<RankedTensorType>(op->getOperand(0).getType()))
        ops.push_back(op);
    });
    ConstantFolder folder;
    for (Operation *op : ops) {
      FailureOr<bool> isFolded = folder.fold(op);
      if (failed(isFolded))
        return signalPassFailure();
      numFolded += *isFolded;
    }
  }
};
} // namespace
