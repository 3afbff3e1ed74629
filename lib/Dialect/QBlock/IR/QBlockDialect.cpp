//===- QBlockDialect.cpp - The dialect and its block types ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One C++ type stands for all block types: its parameter is a row of the format
// table, and its spelling is the row's name. A new format therefore needs no
// change here.
//
//===----------------------------------------------------------------------===//

#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Recipe/Role.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace qblock;

#include "qblock/Dialect/QBlock/IR/QBlockDialect.cpp.inc"

#include "qblock/Dialect/QBlock/IR/QBlockEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "qblock/Dialect/QBlock/IR/QBlockAttributes.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "qblock/Dialect/QBlock/IR/QBlockTypes.cpp.inc"

void QBlockDialect::initialize() {
  registerTypes();
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "qblock/Dialect/QBlock/IR/QBlockOps.cpp.inc"
      >();
}

void QBlockDialect::registerTypes() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "qblock/Dialect/QBlock/IR/QBlockTypes.cpp.inc"
      >();
}

void QBlockDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "qblock/Dialect/QBlock/IR/QBlockAttributes.cpp.inc"
      >();
}

Operation *QBlockDialect::materializeConstant(OpBuilder &builder,
                                              Attribute value, Type type,
                                              Location loc) {
  return arith::ConstantOp::materialize(builder, value, type, loc);
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// True for formats that a weight can be stored in.
static bool isWeightFormat(const format::TypeInfo &info) {
  return info.row && !info.row->activationOnly;
}

static std::string listBlockTypes() {
  SmallVector<StringRef> names;
  for (const format::TypeInfo &info : format::allTypes())
    if (isWeightFormat(info))
      names.push_back({info.name.data(), info.name.size()});
  return llvm::join(names, ", ");
}

Type QBlockDialect::parseType(DialectAsmParser &parser) const {
  SMLoc loc = parser.getCurrentLocation();
  StringRef name;
  if (parser.parseKeyword(&name))
    return {};
  const format::TypeInfo *info =
      format::findType(std::string_view(name.data(), name.size()));
  // The lookup ignores case, the IR has one spelling.
  if (!info || !isWeightFormat(*info) ||
      name != StringRef(info->name.data(), info->name.size())) {
    parser.emitError(loc, "unknown block type '")
        << name << "', expects one of " << listBlockTypes();
    return {};
  }
  if (failed(parser.parseOptionalLess()))
    return BlockType::get(getContext(), *info);
  PackedAttr layout;
  if (parser.parseAttribute(layout) || parser.parseGreater())
    return {};
  if (!format::PackedLayout::get(*info->row)) {
    parser.emitError(loc, "block type '") << name << "' has no packed layout";
    return {};
  }
  return BlockType::get(getContext(), *info, layout);
}

void QBlockDialect::printType(Type type, DialectAsmPrinter &printer) const {
  auto block = cast<BlockType>(type);
  std::string_view name = block.getInfo().name;
  printer << StringRef(name.data(), name.size());
  if (block.getLayout())
    printer << "<" << block.getLayout() << ">";
}

std::optional<format::PackedLayout> BlockType::getPackedLayout() const {
  if (!isPacked())
    return std::nullopt;
  return format::PackedLayout::get(getFormat());
}

BlockType BlockType::getUnpacked() const {
  return BlockType::get(getContext(), getInfo());
}

BlockType BlockType::getPacked() const {
  if (!format::PackedLayout::get(getFormat()))
    return {};
  return BlockType::get(getContext(), getInfo(), PackedAttr::get(getContext()));
}

// An element has no size of its own; data layout queries get the average number
// of bits, rounded up, and the alignment of bytes.
llvm::TypeSize BlockType::getTypeSizeInBits(const DataLayout &,
                                            DataLayoutEntryListRef) const {
  return llvm::TypeSize::getFixed(
      llvm::divideCeil(getBytesPerBlock() * 8, getElemsPerBlock()));
}

uint64_t BlockType::getABIAlignment(const DataLayout &,
                                    DataLayoutEntryListRef) const {
  return 1;
}

uint64_t BlockType::getPreferredAlignment(const DataLayout &,
                                          DataLayoutEntryListRef) const {
  return 1;
}

/// The float types that a weight can have, by ggml's spelling, which is MLIR's.
static Type getFloatType(MLIRContext *context, std::string_view name) {
  Builder builder(context);
  return llvm::StringSwitch<Type>(StringRef(name.data(), name.size()))
      .Case("f32", builder.getF32Type())
      .Case("f16", builder.getF16Type())
      .Case("bf16", builder.getBF16Type())
      .Default(Type());
}

Type qblock::getElementType(MLIRContext *context,
                            const format::TypeInfo &info) {
  if (!info.isBlock())
    return getFloatType(context, info.name);
  return isWeightFormat(info) ? BlockType::get(context, info) : Type();
}

const format::TypeInfo *qblock::getTypeInfo(Type elementType) {
  if (auto block = dyn_cast<BlockType>(elementType))
    return &block.getInfo();
  for (std::string_view name : {"f32", "f16", "bf16"})
    if (getFloatType(elementType.getContext(), name) == elementType)
      return format::findType(name);
  return nullptr;
}

int64_t qblock::getSliceGranularity(ShapedType type, int64_t dim) {
  auto block = dyn_cast<BlockType>(type.getElementType());
  if (!block)
    return 1;
  if (dim == type.getRank() - 1)
    return block.getElemsPerBlock();
  return block.isPacked() ? format::PackedLayout::rowsPerTile : 1;
}

FailureOr<RankedTensorType> qblock::getStorageType(RankedTensorType blocks) {
  auto type = dyn_cast<BlockType>(blocks.getElementType());
  if (!type || blocks.getRank() == 0)
    return failure();
  int64_t numElems = blocks.getShape().back();
  if (ShapedType::isDynamic(numElems) ||
      numElems % type.getElemsPerBlock() != 0)
    return failure();
  SmallVector<int64_t> shape(blocks.getShape());
  shape.back() = format::rowBytes(type.getInfo(), numElems);
  if (std::optional<format::PackedLayout> layout = type.getPackedLayout()) {
    if (blocks.getRank() != 2 || blocks.isDynamicDim(0))
      return failure();
    shape[0] = layout->numTiles(shape[0]);
    shape[1] = layout->bytesPerTile(numElems);
  }
  return RankedTensorType::get(shape, IntegerType::get(blocks.getContext(), 8),
                               blocks.getEncoding());
}

int64_t qblock::getNumBytes(RankedTensorType type) {
  const format::TypeInfo *info = getTypeInfo(type.getElementType());
  assert(info && type.hasStaticShape() && "expects a static weight type");
  int64_t numElems = type.getShape().back();
  if (auto block = dyn_cast<BlockType>(type.getElementType());
      block && block.isPacked())
    return block.getPackedLayout()->numBytes(type.getDimSize(0), numElems);
  return numElems == 0 ? 0
                       : type.getNumElements() / numElems *
                             format::rowBytes(*info, numElems);
}

//===----------------------------------------------------------------------===//
// Discardable attributes
//===----------------------------------------------------------------------===//

static LogicalResult
verifyAttribute(NamedAttribute attribute,
                function_ref<InFlightDiagnostic()> emitError) {
  StringRef name = attribute.getName();
  if (name == QBlockDialect::kRoleAttrName) {
    auto role = dyn_cast<StringAttr>(attribute.getValue());
    if (role && recipe::parseRole(std::string_view(role.getValue())))
      return success();
    return emitError() << "'" << name << "' expects the name of a role, got "
                       << attribute.getValue();
  }
  if (name == QBlockDialect::kLayerAttrName) {
    auto layer = dyn_cast<IntegerAttr>(attribute.getValue());
    if (layer && !layer.getValue().isNegative())
      return success();
    return emitError() << "'" << name << "' expects a layer number, got "
                       << attribute.getValue();
  }
  if (name == QBlockDialect::kKernelMessagesAttrName) {
    auto messages = dyn_cast<ArrayAttr>(attribute.getValue());
    if (messages && llvm::all_of(messages, llvm::IsaPred<StringAttr>))
      return success();
    return emitError() << "'" << name << "' expects an array of strings";
  }
  if (name == QBlockDialect::kTransposedAttrName ||
      name == QBlockDialect::kIndependentAttrName ||
      name == QBlockDialect::kSortsRowsAttrName) {
    if (isa<UnitAttr>(attribute.getValue()))
      return success();
    return emitError() << "'" << name << "' expects a unit attribute";
  }
  return emitError() << "unknown attribute '" << name << "'";
}

LogicalResult
QBlockDialect::verifyOperationAttribute(Operation *op,
                                        NamedAttribute attribute) {
  return verifyAttribute(attribute, [&] { return op->emitError(); });
}

LogicalResult
QBlockDialect::verifyRegionArgAttribute(Operation *op, unsigned regionIndex,
                                        unsigned argIndex,
                                        NamedAttribute attribute) {
  return verifyAttribute(attribute, [&] {
    return op->emitError() << "argument " << argIndex << ": ";
  });
}
