//===- QBlockOps.cpp - Verifiers, folders, effects --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The labels beside the checks are those of the constraints in the ops'
// descriptions.
//
//===----------------------------------------------------------------------===//

#include "qblock/Dialect/QBlock/IR/QBlockOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace qblock;

#define GET_OP_CLASSES
#include "qblock/Dialect/QBlock/IR/QBlockOps.cpp.inc"

//===----------------------------------------------------------------------===//
// Shared checks
//===----------------------------------------------------------------------===//

/// An op works on tensors, with results of the inits' types, or on memrefs,
/// without.
static LogicalResult verifyDestination(Operation *op, StringRef label) {
  OperandRange inits = cast<DestinationStyleOpInterface>(op).getDpsInits();
  bool onTensors = isa<RankedTensorType>(inits[0].getType());
  for (Value operand : op->getOperands())
    if (isa<RankedTensorType>(operand.getType()) != onTensors)
      return op->emitOpError(
          "expects all operands to be tensors or all to be memrefs");
  if (!onTensors && op->getNumResults() != 0)
    return op->emitOpError("expects no result on memrefs");
  if (onTensors && op->getNumResults() != inits.size())
    return op->emitOpError("expects a result on tensors");
  for (auto [result, init] : llvm::zip(op->getResultTypes(), inits))
    if (result != init.getType())
      return op->emitOpError(label)
             << "expects the result to have the type of the init "
             << init.getType() << ", but got " << result;
  return success();
}

/// The last dimension of `type`, where it has blocks, is static and whole
/// blocks.
static LogicalResult verifyWholeBlocks(Operation *op, ShapedType type,
                                       StringRef label) {
  int64_t numElems = type.getRank() == 0 ? 1 : type.getShape().back();
  if (ShapedType::isDynamic(numElems))
    return op->emitOpError(label)
           << "expects the last dimension of " << type << " to be static";
  auto block = dyn_cast<BlockType>(type.getElementType());
  if (block &&
      (type.getRank() == 0 || numElems % block.getElemsPerBlock() != 0))
    return op->emitOpError(label)
           << "expects the last dimension to be divisible by "
           << block.getElemsPerBlock() << " (elements per block), but got "
           << numElems;
  return success();
}

/// Equal, or at least one of them unknown.
static bool mayBeEqual(int64_t lhs, int64_t rhs) {
  return lhs == rhs || ShapedType::isDynamic(lhs) || ShapedType::isDynamic(rhs);
}

static LogicalResult verifyDim(Operation *op, const Twine &what, int64_t actual,
                               int64_t expected) {
  if (mayBeEqual(actual, expected))
    return success();
  return op->emitOpError() << what << ": expects " << expected << ", but got "
                           << actual;
}

static LogicalResult verifySameShape(Operation *op, ShapedType input,
                                     ShapedType init, StringRef label) {
  if (input.getRank() != init.getRank() ||
      !llvm::all_of_zip(input.getShape(), init.getShape(), mayBeEqual))
    return op->emitOpError(label)
           << "expects input and init to have the same shape, but got " << input
           << " and " << init;
  return success();
}

//===----------------------------------------------------------------------===//
// Verifiers
//===----------------------------------------------------------------------===//

LogicalResult QuantizeOp::verify() {
  auto input = cast<ShapedType>(getInput().getType());
  auto init = cast<ShapedType>(getInit().getType());
  if (failed(verifySameShape(*this, input, init, "(Q1) ")) ||
      failed(verifyWholeBlocks(*this, init, "(Q2) ")))
    return failure();
  if (cast<BlockType>(init.getElementType()).isPacked())
    return emitOpError("(Q4) expects an init in ggml's order, but got ")
           << init;
  return verifyDestination(*this, "(Q3) ");
}

LogicalResult DequantizeOp::verify() {
  auto input = cast<ShapedType>(getInput().getType());
  auto init = cast<ShapedType>(getInit().getType());
  if (failed(verifySameShape(*this, input, init, "(D1) ")) ||
      failed(verifyWholeBlocks(*this, input, "(D2) ")))
    return failure();
  return verifyDestination(*this, "(D3) ");
}

LogicalResult MatmulOp::verify() {
  auto x = cast<ShapedType>(getX().getType());
  auto weight = cast<ShapedType>(getWeight().getType());
  auto init = cast<ShapedType>(getInit().getType());
  if (weight.getRank() != 2 || x.getRank() < 2 || init.getRank() != x.getRank())
    return emitOpError(
               "(M1) expects a weight of rank 2 and x and init of one rank, "
               "2 or more, but got ranks ")
           << weight.getRank() << ", " << x.getRank() << " and "
           << init.getRank();
  ArrayRef<int64_t> xShape = x.getShape(), initShape = init.getShape();
  if (failed(verifyDim(*this,
                       "(M2) last dimension of x against that of the weight",
                       xShape.back(), weight.getDimSize(1))) ||
      failed(verifyWholeBlocks(*this, weight, "(M3) ")) ||
      failed(verifyDim(*this,
                       "(M4) last dimension of the init against the rows of "
                       "the weight",
                       initShape.back(), weight.getDimSize(0))))
    return failure();
  for (auto [dim, sizes] :
       llvm::enumerate(llvm::zip(initShape.drop_back(), xShape.drop_back())))
    if (failed(verifyDim(
            *this, "(M5) dimension " + Twine(dim) + " of the init against x",
            std::get<0>(sizes), std::get<1>(sizes))))
      return failure();
  return verifyDestination(*this, "(M6) ");
}

/// Constraint R4.
static LogicalResult verifyStack(RoutedMatmulOp op, ShapedType weight,
                                 ShapedType init) {
  int64_t numRows = weight.getDimSize(0), rowsPerExpert = init.getDimSize(1);
  if (ShapedType::isDynamic(numRows) || ShapedType::isDynamic(rowsPerExpert) ||
      rowsPerExpert == 0 || numRows % rowsPerExpert != 0)
    return op.emitOpError("(R4) expects the rows of the weight to be a static "
                          "multiple of the columns of the init, but got ")
           << weight << " and " << init;
  auto block = dyn_cast<BlockType>(weight.getElementType());
  if (block && block.isPacked() &&
      rowsPerExpert % format::PackedLayout::rowsPerTile != 0)
    return op.emitOpError("(R4) expects the rows of a matrix of a packed "
                          "weight to be divisible by ")
           << format::PackedLayout::rowsPerTile
           << " (rows of a packed tile), but got " << rowsPerExpert;
  return success();
}

/// `size` counts things of which there are as many for each of `divisor`.
static bool mayBeMultiple(int64_t size, int64_t divisor) {
  return ShapedType::isDynamic(size) || ShapedType::isDynamic(divisor) ||
         (divisor == 0 ? size == 0 : size % divisor == 0);
}

LogicalResult RoutedMatmulOp::verify() {
  auto x = cast<ShapedType>(getX().getType());
  auto weight = cast<ShapedType>(getWeight().getType());
  auto ids = cast<ShapedType>(getIds().getType());
  auto init = cast<ShapedType>(getInit().getType());
  if (x.getRank() != 2 || weight.getRank() != 2 || ids.getRank() != 1 ||
      init.getRank() != 2)
    return emitOpError("(R1) expects x, weight and init of rank 2 and ids of "
                       "rank 1, but got ranks ")
           << x.getRank() << ", " << weight.getRank() << ", " << init.getRank()
           << " and " << ids.getRank();
  if (failed(verifyDim(*this,
                       "(R2) last dimension of x against that of the weight",
                       x.getDimSize(1), weight.getDimSize(1))) ||
      failed(verifyWholeBlocks(*this, weight, "(R3) ")) ||
      failed(verifyStack(*this, weight, init)) ||
      failed(verifyDim(*this, "(R5) rows of the init against the ids",
                       init.getDimSize(0), ids.getDimSize(0))))
    return failure();
  if (!mayBeMultiple(ids.getDimSize(0), x.getDimSize(0)))
    return emitOpError("(R6) expects the number of ids to be a multiple of the "
                       "rows of x, but got ")
           << ids.getDimSize(0) << " and " << x.getDimSize(0);
  return verifyDestination(*this, "(R7) ");
}

LogicalResult GatherRowsOp::verify() {
  auto table = cast<ShapedType>(getTable().getType());
  auto ids = cast<ShapedType>(getIds().getType());
  auto init = cast<ShapedType>(getInit().getType());
  if (table.getRank() != 2 || init.getRank() != ids.getRank() + 1)
    return emitOpError(
               "(G1) expects a table of rank 2 and an init of one rank more "
               "than the ids, but got ranks ")
           << table.getRank() << ", " << init.getRank() << " and "
           << ids.getRank();
  if (failed(verifyWholeBlocks(*this, table, "(G2) ")) ||
      failed(verifyDim(*this,
                       "(G3) last dimension of the init against that of the "
                       "table",
                       init.getShape().back(), table.getDimSize(1))))
    return failure();
  for (auto [dim, sizes] :
       llvm::enumerate(llvm::zip(init.getShape().drop_back(), ids.getShape())))
    if (failed(verifyDim(*this,
                         "(G4) dimension " + Twine(dim) +
                             " of the init against the ids",
                         std::get<0>(sizes), std::get<1>(sizes))))
      return failure();
  return verifyDestination(*this, "(G5) ");
}

/// Constraints P1 to P3.
static LogicalResult verifyLayouts(Operation *op, RankedTensorType plain,
                                   RankedTensorType packed) {
  auto plainBlock = cast<BlockType>(plain.getElementType());
  auto packedBlock = cast<BlockType>(packed.getElementType());
  if (plain.getRank() != 2 || plain.getShape() != packed.getShape() ||
      !plain.hasStaticShape() ||
      plainBlock.getUnpacked() != packedBlock.getUnpacked())
    return op->emitOpError("(P1) expects two matrices of one static shape and "
                           "one format, but got ")
           << op->getOperand(0).getType() << " and "
           << op->getResult(0).getType();
  if (failed(verifyWholeBlocks(op, plain, "(P2) ")))
    return failure();
  if (plainBlock.isPacked() || !packedBlock.isPacked())
    return op->emitOpError("(P3) expects one type in ggml's order and one "
                           "packed, but got ")
           << op->getOperand(0).getType() << " and "
           << op->getResult(0).getType();
  return success();
}

LogicalResult PackOp::verify() {
  return verifyLayouts(*this, getSource().getType(), getResult().getType());
}

LogicalResult UnpackOp::verify() {
  return verifyLayouts(*this, getResult().getType(), getSource().getType());
}

/// Constraints B3 and B4 on a stack of matrices.
static LogicalResult verifyRoutedWeight(PackedMatmulOp op, ShapedType weight,
                                        ShapedType init) {
  constexpr int64_t rowsPerTile = format::PackedLayout::rowsPerTile;
  int64_t numColumns = init.getDimSize(1);
  if (ShapedType::isDynamic(numColumns) || numColumns % rowsPerTile != 0)
    return op.emitOpError("(B3) expects the columns of a routed init to be "
                          "static and divisible by ")
           << rowsPerTile << " (rows of a packed tile), but got " << init;
  if (failed(verifyDim(op, "(B3) tiles of the weight", weight.getDimSize(0),
                       op.getNumExperts() * (numColumns / rowsPerTile))))
    return failure();
  return verifyDim(op, "(B4) rows of the init against order",
                   init.getDimSize(0),
                   cast<ShapedType>(op.getOrder().getType()).getDimSize(0));
}

/// Constraints B1 to B4 on one of the weights.
static LogicalResult verifyPackedWeight(PackedMatmulOp op, unsigned index) {
  auto x = cast<ShapedType>(op.getX().getType());
  auto weight = cast<ShapedType>(op.getWeights()[index].getType());
  auto init = cast<ShapedType>(op.getInits()[index].getType());
  BlockType block = op.getBlockType(index);
  const format::TypeInfo &info = block.getInfo();
  if (!(block.isPacked() || block.getPacked()) || x.getRank() != 2 ||
      weight.getRank() != 2 || init.getRank() != 2)
    return op.emitOpError("(B1) expects a format that can be packed and "
                          "operands of rank 2");
  if (op.isRouted() && !block.isPacked())
    return op.emitOpError("(B1) expects packed formats for routed rows");
  int64_t numElems = x.getDimSize(1), numColumns = init.getDimSize(1);
  if (ShapedType::isDynamic(numElems) || numElems % info.elemsPerBlock != 0)
    return op.emitOpError("(B2) expects the columns of x to be divisible by ")
           << info.elemsPerBlock << " (elements per block), but got "
           << x.getDimSize(1);
  std::optional<format::PackedLayout> layout = block.getPackedLayout();
  if (failed(layout ? verifyDim(op, "(B2) bytes of a tile of the weight",
                                weight.getDimSize(1),
                                layout->bytesPerTile(numElems))
                    : verifyDim(op, "(B2) bytes of a row of the weight",
                                weight.getDimSize(1),
                                format::rowBytes(info, numElems))))
    return failure();
  if (op.isRouted())
    return verifyRoutedWeight(op, weight, init);
  if (!ShapedType::isDynamic(numColumns) &&
      failed(layout
                 ? verifyDim(op, "(B3) tiles of the weight",
                             weight.getDimSize(0), layout->numTiles(numColumns))
                 : verifyDim(op, "(B3) rows of the weight",
                             weight.getDimSize(0), numColumns)))
    return failure();
  return verifyDim(op, "(B4) rows of the init against x", init.getDimSize(0),
                   x.getDimSize(0));
}

/// Constraint B6.
static LogicalResult verifyRoutes(PackedMatmulOp op) {
  if (!op.getOrder() && !op.getStarts())
    return success();
  if (!op.getOrder() || !op.getStarts())
    return op.emitOpError("(B6) expects both order and starts, or neither");
  auto order = cast<ShapedType>(op.getOrder().getType());
  auto starts = cast<ShapedType>(op.getStarts().getType());
  if (order.getRank() != 1 || starts.getRank() != 1 ||
      !starts.hasStaticShape() || starts.getDimSize(0) < 2)
    return op.emitOpError("(B6) expects order and starts of rank 1, starts "
                          "static and of two elements or more, but got ")
           << order << " and " << starts;
  int64_t numRows = cast<ShapedType>(op.getX().getType()).getDimSize(0);
  if (!mayBeMultiple(order.getDimSize(0), numRows))
    return op.emitOpError("(B4) expects the size of order to be a multiple of "
                          "the rows of x, but got ")
           << order.getDimSize(0) << " and " << numRows;
  return success();
}

LogicalResult PackedMatmulOp::verify() {
  size_t numWeights = getWeights().size();
  if (numWeights == 0 || getInits().size() != numWeights ||
      getFormats().size() != numWeights)
    return emitOpError("(B1) expects as many formats as weights and inits, and "
                       "at least one, but got ")
           << getFormats().size() << ", " << numWeights << " and "
           << getInits().size();
  if (failed(verifyRoutes(*this)))
    return failure();
  for (unsigned index = 0; index < numWeights; ++index)
    if (failed(verifyPackedWeight(*this, index)))
      return failure();
  return verifyDestination(*this, "(B5) ");
}

/// Constraints S1 to S3 on tiles instead of rows.
static LogicalResult verifyPackedStorage(Operation *op, RankedTensorType blocks,
                                         RankedTensorType storage) {
  FailureOr<RankedTensorType> expected = getStorageType(blocks);
  if (failed(expected))
    return op->emitOpError("(S2) expects a packed matrix of static shape and "
                           "whole blocks, but got ")
           << blocks;
  if (storage != *expected)
    return op->emitOpError("(S3) expects the bytes of ")
           << blocks << " to be " << *expected << ", but got " << storage;
  return success();
}

/// Constraints S1 to S3.
static LogicalResult verifyStorage(Operation *op, RankedTensorType blocks,
                                   RankedTensorType storage) {
  if (cast<BlockType>(blocks.getElementType()).isPacked())
    return verifyPackedStorage(op, blocks, storage);
  if (blocks.getRank() != storage.getRank() || blocks.getRank() == 0 ||
      !llvm::all_of_zip(blocks.getShape().drop_back(),
                        storage.getShape().drop_back(), mayBeEqual))
    return op->emitOpError(
               "(S1) expects equal dimensions but for the last, but got ")
           << blocks << " and " << storage;
  if (failed(verifyWholeBlocks(op, blocks, "(S2) ")))
    return failure();
  int64_t expected = getStorageType(blocks)->getShape().back();
  return verifyDim(op, "(S3) last dimension of the storage, in bytes",
                   storage.getShape().back(), expected);
}

LogicalResult FromStorageOp::verify() {
  return verifyStorage(*this, getBlocks().getType(), getStorage().getType());
}

LogicalResult ToStorageOp::verify() {
  return verifyStorage(*this, getBlocks().getType(), getStorage().getType());
}

//===----------------------------------------------------------------------===//
// Folders
//===----------------------------------------------------------------------===//

/// The same resource under another type; null if it is none or its bytes are
/// absent or of another number, which stays visible for a diagnostic later.
static Attribute retypeResource(Attribute value, RankedTensorType type,
                                int64_t numBytes) {
  auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(value);
  if (!resource || !type.hasStaticShape())
    return {};
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob || int64_t(blob->getData().size()) != numBytes)
    return {};
  return DenseResourceElementsAttr::get(type, resource.getRawHandle());
}

OpFoldResult FromStorageOp::fold(FoldAdaptor adaptor) {
  if (auto inverse = getStorage().getDefiningOp<ToStorageOp>())
    if (inverse.getBlocks().getType() == getType())
      return inverse.getBlocks();
  if (!getType().hasStaticShape())
    return {};
  return retypeResource(adaptor.getStorage(), getType(),
                        getNumBytes(getType()));
}

OpFoldResult ToStorageOp::fold(FoldAdaptor adaptor) {
  if (auto inverse = getBlocks().getDefiningOp<FromStorageOp>())
    if (inverse.getStorage().getType() == getType())
      return inverse.getStorage();
  RankedTensorType blocks = getBlocks().getType();
  if (!blocks.hasStaticShape())
    return {};
  return retypeResource(adaptor.getBlocks(), getType(), getNumBytes(blocks));
}

OpFoldResult PackOp::fold(FoldAdaptor) {
  auto inverse = getSource().getDefiningOp<UnpackOp>();
  return inverse && inverse.getSource().getType() == getType()
             ? inverse.getSource()
             : OpFoldResult();
}

OpFoldResult UnpackOp::fold(FoldAdaptor) {
  auto inverse = getSource().getDefiningOp<PackOp>();
  return inverse && inverse.getSource().getType() == getType()
             ? inverse.getSource()
             : OpFoldResult();
}

//===----------------------------------------------------------------------===//
// Effects and shapes
//===----------------------------------------------------------------------===//

/// On memrefs an op reads its inputs and reads and writes its init.
static void
addEffects(DestinationStyleOpInterface op,
           SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
               &effects) {
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<MemRefType>(operand.get().getType()))
      continue;
    effects.emplace_back(MemoryEffects::Read::get(), &operand,
                         SideEffects::DefaultResource::get());
    if (op.isDpsInit(&operand))
      effects.emplace_back(MemoryEffects::Write::get(), &operand,
                           SideEffects::DefaultResource::get());
  }
}

/// Results have the shapes of the inits.
static LogicalResult reifyInits(OpBuilder &builder,
                                DestinationStyleOpInterface op,
                                ReifiedRankedShapedTypeDims &shapes) {
  if (op->getNumResults() == 0)
    return failure();
  for (Value init : op.getDpsInits())
    shapes.push_back(tensor::getMixedSizes(builder, op.getLoc(), init));
  return success();
}

#define QBLOCK_DESTINATION_METHODS(Op)                                         \
  void Op::getEffects(                                                         \
      SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>      \
          &effects) {                                                          \
    addEffects(*this, effects);                                                \
  }                                                                            \
  LogicalResult Op::reifyResultShapes(OpBuilder &builder,                      \
                                      ReifiedRankedShapedTypeDims &shapes) {   \
    return reifyInits(builder, *this, shapes);                                 \
  }

QBLOCK_DESTINATION_METHODS(QuantizeOp)
QBLOCK_DESTINATION_METHODS(DequantizeOp)
QBLOCK_DESTINATION_METHODS(MatmulOp)
QBLOCK_DESTINATION_METHODS(RoutedMatmulOp)
QBLOCK_DESTINATION_METHODS(GatherRowsOp)
QBLOCK_DESTINATION_METHODS(PackedMatmulOp)
#undef QBLOCK_DESTINATION_METHODS

/// Ops on tensors may be hoisted out of loops and conditions ...
static Speculation::Speculatability getPureSpeculatability(Operation *op) {
  return isMemoryEffectFree(op) ? Speculation::Speculatable
                                : Speculation::NotSpeculatable;
}

Speculation::Speculatability QuantizeOp::getSpeculatability() {
  return getPureSpeculatability(*this);
}
Speculation::Speculatability DequantizeOp::getSpeculatability() {
  return getPureSpeculatability(*this);
}
Speculation::Speculatability MatmulOp::getSpeculatability() {
  return getPureSpeculatability(*this);
}
Speculation::Speculatability PackedMatmulOp::getSpeculatability() {
  return getPureSpeculatability(*this);
}
/// ... but for those that can fail.
Speculation::Speculatability RoutedMatmulOp::getSpeculatability() {
  return Speculation::NotSpeculatable;
}
Speculation::Speculatability GatherRowsOp::getSpeculatability() {
  return Speculation::NotSpeculatable;
}

/// All dimensions but the last carry over; the last is that of the type.
static LogicalResult reifyStorage(OpBuilder &builder, Operation *op,
                                  ReifiedRankedShapedTypeDims &shapes) {
  Value source = op->getOperand(0);
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  SmallVector<OpFoldResult> shape;
  // Always true of packed matrices, which have tiles for rows in storage.
  if (type.hasStaticShape()) {
    shapes.push_back(getAsIndexOpFoldResult(op->getContext(), type.getShape()));
    return success();
  }
  for (int64_t dim = 0; dim + 1 < type.getRank(); ++dim)
    shape.push_back(tensor::getMixedSize(builder, op->getLoc(), source, dim));
  int64_t last = type.getShape().back();
  if (ShapedType::isDynamic(last))
    return failure();
  shape.push_back(builder.getIndexAttr(last));
  shapes.push_back(std::move(shape));
  return success();
}

LogicalResult
FromStorageOp::reifyResultShapes(OpBuilder &builder,
                                 ReifiedRankedShapedTypeDims &shapes) {
  return reifyStorage(builder, *this, shapes);
}
LogicalResult
ToStorageOp::reifyResultShapes(OpBuilder &builder,
                               ReifiedRankedShapedTypeDims &shapes) {
  return reifyStorage(builder, *this, shapes);
}
LogicalResult PackOp::reifyResultShapes(OpBuilder &builder,
                                        ReifiedRankedShapedTypeDims &shapes) {
  return reifyStorage(builder, *this, shapes);
}
LogicalResult UnpackOp::reifyResultShapes(OpBuilder &builder,
                                          ReifiedRankedShapedTypeDims &shapes) {
  return reifyStorage(builder, *this, shapes);
}
