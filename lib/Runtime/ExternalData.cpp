//===- ExternalData.cpp - Data outside the code -----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weights take no part in compilation. As constants of the LLVM module they
// would be copied several times and make LLVM slow; as arguments they would add
// thousands of scalars to the entry. So each one is a global without a value,
// whose address the JIT learns from a table: the bytes stay where they are, in
// a mapped file or in the blob of a resource.
//
//===----------------------------------------------------------------------===//

#include "ExternalData.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/SymbolTable.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "qblock/Support/LargePages.h"
#include "llvm/ADT/MapVector.h"

#include <cstdlib>
#include <cstring>

using namespace mlir;
using namespace qblock;
using namespace qblock::runtime;

//===----------------------------------------------------------------------===//
// Symbols
//===----------------------------------------------------------------------===//

/// A copy that is aligned for every element type.
static WeightBytes copyAligned(const WeightBytes &bytes) {
  auto words = std::make_shared<std::vector<uint64_t>>(bytes.numBytes / 8 + 1);
  if (bytes.numBytes != 0)
    std::memcpy(words->data(), bytes.data, bytes.numBytes);
  return {reinterpret_cast<const uint8_t *>(words->data()), bytes.numBytes,
          words};
}

void ExternalData::add(std::string name, const WeightBytes &bytes,
                       unsigned bytesPerElem) {
  bool isAligned = reinterpret_cast<uintptr_t>(bytes.data) % bytesPerElem == 0;
  WeightBytes kept = bytes.data && isAligned ? bytes : copyAligned(bytes);
  owners.push_back(kept.owner);
  list.push_back({std::move(name), kept.data});
}

//===----------------------------------------------------------------------===//
// Data of attributes
//===----------------------------------------------------------------------===//

/// Constants that take at least this much are not compiled in.
static constexpr int64_t kLargeBytes = 1024;

/// Bytes of a tensor with static shape in memory; no value if its elements have
/// no size.
static std::optional<uint64_t> getMemoryBytes(RankedTensorType type) {
  if (isa<BlockType>(type.getElementType()))
    return qblock::getNumBytes(type);
  unsigned bytesPerElem = runtime::getBytesPerElem(type.getElementType());
  if (!bytesPerElem)
    return std::nullopt;
  return uint64_t(type.getNumElements()) * bytesPerElem;
}

/// Null data if there is not that much memory.
static WeightBytes expandSplat(ArrayRef<char> element, uint64_t numBytes) {
  // Not operator new: LLVM's handler ends the process, whatever is asked for.
  std::shared_ptr<uint8_t> data(static_cast<uint8_t *>(std::malloc(numBytes)),
                                std::free);
  for (uint64_t at = 0; data && at < numBytes; at += element.size())
    std::memcpy(data.get() + at, element.data(), element.size());
  return {data.get(), numBytes, data};
}

/// The bytes of inline elements; no value if they are few or packed bits.
static std::optional<WeightBytes> getInlineBytes(DenseElementsAttr elements,
                                                 uint64_t numBytes) {
  if (numBytes < kLargeBytes || elements.getElementType().isInteger(1))
    return std::nullopt;
  ArrayRef<char> raw = elements.getRawData();
  if (elements.isSplat())
    return expandSplat(raw, numBytes);
  return WeightBytes{reinterpret_cast<const uint8_t *>(raw.data()), raw.size(),
                     nullptr};
}

namespace {
/// Rewrites one module.
class Externalizer {
public:
  Externalizer(ModuleOp module, const WeightBinder &bindWeight,
               ExternalData &data)
      : module(module), symbols(module), bindWeight(bindWeight), data(data) {}

  LogicalResult bindArguments(func::FuncOp entry);
  LogicalResult convertGlobals();
  LogicalResult convertConstants();

private:
  FailureOr<std::optional<WeightBytes>> ask(const WeightRequest &request);
  /// Data of an elements attribute; no value if it is to stay where it is.
  FailureOr<std::optional<WeightBytes>>
  getBytes(Location loc, Attribute elements, RankedTensorType type);
  FailureOr<WeightBytes> getGlobalBytes(ml_program::GlobalOp global,
                                        RankedTensorType type);
  memref::GlobalOp getGlobal(Location loc, const WeightBytes &bytes,
                             MemRefType type);
  FailureOr<Value> emitRead(OpBuilder &builder, Location loc,
                            const WeightBytes &bytes, RankedTensorType type);
  LogicalResult replace(Value value, const WeightBytes &bytes);

  ModuleOp module;
  SymbolTable symbols;
  const WeightBinder &bindWeight;
  ExternalData &data;
  /// By the address of the data.
  llvm::MapVector<std::pair<const uint8_t *, Type>, memref::GlobalOp> globals;
  /// Packed weights by the address of the bytes in ggml's order.
  DenseMap<std::pair<const uint8_t *, Type>, WeightBytes> packed;
  LargePageAllocator allocator;
};
} // namespace

FailureOr<std::optional<WeightBytes>>
Externalizer::ask(const WeightRequest &request) {
  if (!bindWeight)
    return std::optional<WeightBytes>();
  return bindWeight(request);
}

FailureOr<std::optional<WeightBytes>>
Externalizer::getBytes(Location loc, Attribute elements,
                       RankedTensorType type) {
  std::optional<uint64_t> numBytes = getMemoryBytes(type);
  if (!numBytes)
    return std::optional<WeightBytes>();
  if (auto dense = dyn_cast<DenseElementsAttr>(elements)) {
    std::optional<WeightBytes> bytes = getInlineBytes(dense, *numBytes);
    if (bytes && !bytes->data)
      return emitError(loc)
             << "out of memory: cannot allocate " << *numBytes << " bytes";
    return bytes;
  }
  auto resource = dyn_cast<DenseResourceElementsAttr>(elements);
  if (!resource)
    return std::optional<WeightBytes>();
  if (AsmResourceBlob *blob = resource.getRawHandle().getBlob()) {
    ArrayRef<char> raw = blob->getData();
    return std::optional<WeightBytes>(
        {reinterpret_cast<const uint8_t *>(raw.data()), raw.size(), nullptr});
  }
  std::string key = resource.getRawHandle().getKey().str();
  auto bound = ask({WeightRequest::Kind::Resource,
                    key,
                    {},
                    type,
                    /*isTransposed=*/false,
                    loc});
  if (succeeded(bound) && !*bound)
    return emitError(loc) << "resource '" << key
                          << "' has no data and is not bound to a weight";
  return bound;
}

/// The symbol for `bytes` seen as `type`.
memref::GlobalOp Externalizer::getGlobal(Location loc, const WeightBytes &bytes,
                                         MemRefType type) {
  memref::GlobalOp &global = globals[{bytes.data, type}];
  if (global && bytes.data)
    return global;
  OpBuilder builder(module.getBodyRegion());
  global = memref::GlobalOp::create(
      builder, loc, "qblock_data_0", /*sym_visibility=*/StringAttr(), type,
      /*initial_value=*/Attribute(), /*constant=*/false,
      /*alignment=*/IntegerAttr());
  StringAttr name = symbols.insert(global);
  data.add(name.str(), bytes, runtime::getBytesPerElem(type.getElementType()));
  return global;
}

/// Emits a tensor of `type` that reads `bytes`.
FailureOr<Value> Externalizer::emitRead(OpBuilder &builder, Location loc,
                                        const WeightBytes &bytes,
                                        RankedTensorType type) {
  uint64_t numBytes = *getMemoryBytes(type);
  if (bytes.numBytes != numBytes)
    return emitError(loc) << "expects " << numBytes << " bytes of data for "
                          << type << ", but got " << bytes.numBytes;
  RankedTensorType stored = type;
  if (isa<BlockType>(type.getElementType()))
    stored = *getStorageType(type);
  auto buffer = MemRefType::get(stored.getShape(), stored.getElementType());
  memref::GlobalOp global = getGlobal(loc, bytes, buffer);
  Value address =
      memref::GetGlobalOp::create(builder, loc, buffer, global.getSymName());
  Value tensor =
      bufferization::ToTensorOp::create(builder, loc, stored, address,
                                        /*restrict=*/true);
  if (stored == type)
    return tensor;
  return FromStorageOp::create(builder, loc, type, tensor).getResult();
}

/// `bytes`, in ggml's order, in the packed layout of `to`, on all cores. Null
/// data if there is not that much memory.
static WeightBytes packBytes(const WeightBytes &bytes, RankedTensorType to,
                             LargePageAllocator &allocator) {
  int64_t numBytes = qblock::getNumBytes(to);
  std::shared_ptr<uint8_t> data = allocator.allocate(numBytes);
  if (data)
    cast<BlockType>(to.getElementType())
        .getPackedLayout()
        ->pack(bytes.data, data.get(), to.getDimSize(0), to.getDimSize(1));
  return {data.get(), uint64_t(numBytes), data};
}

/// Replaces `value`, which is what `bytes` hold. A weight that is packed before
/// it is read is packed here, once and not at each call.
LogicalResult Externalizer::replace(Value value, const WeightBytes &bytes) {
  OpBuilder builder(value.getContext());
  auto type = cast<RankedTensorType>(value.getType());
  if (bytes.numBytes == getMemoryBytes(type)) // else told below
    for (Operation *user : llvm::make_early_inc_range(value.getUsers())) {
      auto pack = dyn_cast<PackOp>(user);
      if (!pack)
        continue;
      RankedTensorType packedType = pack.getResult().getType();
      WeightBytes &packedBytes = packed[{bytes.data, packedType}];
      if (!packedBytes.data)
        packedBytes = packBytes(bytes, packedType, allocator);
      if (!packedBytes.data)
        return emitError(value.getLoc()) << "out of memory: cannot allocate "
                                         << packedBytes.numBytes << " bytes";
      builder.setInsertionPoint(pack);
      auto read = emitRead(builder, value.getLoc(), packedBytes, packedType);
      if (failed(read))
        return failure();
      pack.replaceAllUsesWith(*read);
      pack.erase();
    }
  if (value.use_empty())
    return success();
  builder.setInsertionPointAfterValue(value);
  auto read = emitRead(builder, value.getLoc(), bytes, type);
  if (failed(read))
    return failure();
  value.replaceAllUsesWith(*read);
  return success();
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

LogicalResult Externalizer::bindArguments(func::FuncOp entry) {
  BitVector bound(entry.getNumArguments());
  for (BlockArgument argument : entry.getArguments()) {
    auto type = dyn_cast<RankedTensorType>(argument.getType());
    if (!type)
      return emitError(argument.getLoc())
             << "expects a ranked tensor for argument #"
             << argument.getArgNumber() << ", but got " << argument.getType();
    unsigned index = argument.getArgNumber();
    std::string locationName;
    if (auto name = argument.getLoc()->findInstanceOf<NameLoc>())
      locationName = name.getName().str();
    bool isTransposed =
        entry.getArgAttr(index, QBlockDialect::kTransposedAttrName) != nullptr;
    auto bytes =
        ask({WeightRequest::Kind::Argument, "arg" + std::to_string(index),
             locationName, type, isTransposed, argument.getLoc()});
    if (failed(bytes))
      return failure();
    if (!*bytes)
      continue;
    if (failed(replace(argument, **bytes)))
      return failure();
    bound.set(index);
  }
  return entry.eraseArguments(bound);
}

//===----------------------------------------------------------------------===//
// Globals
//===----------------------------------------------------------------------===//

FailureOr<WeightBytes> Externalizer::getGlobalBytes(ml_program::GlobalOp global,
                                                    RankedTensorType type) {
  std::string name = global.getSymName().str();
  if (global.getIsMutable())
    return global.emitError()
           << "mutable global '@" << name << "' is not supported";
  Attribute value = global.getValueAttr();
  bool isTransposed =
      global->getAttr(QBlockDialect::kTransposedAttrName) != nullptr;
  auto bytes = value && !isa<ml_program::ExternAttr>(value)
                   ? getBytes(global.getLoc(), value, type)
                   : ask({WeightRequest::Kind::Global,
                          name,
                          {},
                          type,
                          isTransposed,
                          global.getLoc()});
  if (failed(bytes))
    return failure();
  if (!*bytes)
    return global.emitError() << "global '@" << name
                              << "' has no value and is not bound to a weight";
  return **bytes;
}

/// The type of a load, which must be that of the global.
static RankedTensorType getLoadType(Operation *load,
                                    ml_program::GlobalOp global) {
  auto type = dyn_cast<RankedTensorType>(global.getType());
  if (type && type.hasStaticShape() && load->getResult(0).getType() == type)
    return type;
  return {};
}

LogicalResult Externalizer::convertGlobals() {
  SmallVector<Operation *> loads;
  module.walk([&](Operation *op) {
    if (isa<ml_program::GlobalLoadOp, ml_program::GlobalLoadConstOp>(op))
      loads.push_back(op);
  });
  llvm::MapVector<Operation *, WeightBytes> bytesOfGlobals;
  for (Operation *load : loads) {
    auto symbol = load->getAttrOfType<SymbolRefAttr>("global");
    auto global =
        symbols.lookup<ml_program::GlobalOp>(symbol.getLeafReference());
    RankedTensorType type = global ? getLoadType(load, global) : nullptr;
    if (!type)
      return load->emitError() << "expects to load a tensor with static shape "
                                  "from a global of this module";
    auto known = bytesOfGlobals.find(global);
    if (known == bytesOfGlobals.end()) {
      FailureOr<WeightBytes> bytes = getGlobalBytes(global, type);
      if (failed(bytes))
        return failure();
      known = bytesOfGlobals.insert({global, *bytes}).first;
    }
    if (failed(replace(load->getResult(0), known->second)))
      return failure();
    load->erase();
  }
  for (auto global :
       llvm::make_early_inc_range(module.getOps<ml_program::GlobalOp>()))
    if (SymbolTable::symbolKnownUseEmpty(global, module))
      global.erase();
  return success();
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

LogicalResult Externalizer::convertConstants() {
  SmallVector<arith::ConstantOp> constants;
  module.walk([&](arith::ConstantOp op) {
    if (isa<RankedTensorType>(op.getType()))
      constants.push_back(op);
  });
  for (arith::ConstantOp op : constants) {
    auto type = cast<RankedTensorType>(op.getType());
    auto bytes = getBytes(op.getLoc(), op.getValue(), type);
    if (failed(bytes))
      return failure();
    if (!*bytes)
      continue;
    if (failed(replace(op.getResult(), **bytes)))
      return failure();
    op.erase();
  }
  return success();
}

LogicalResult runtime::externalizeData(ModuleOp module, func::FuncOp entry,
                                       const WeightBinder &bindWeight,
                                       ExternalData &data) {
  module.getContext()
      ->loadDialect<bufferization::BufferizationDialect, memref::MemRefDialect,
                    QBlockDialect>();
  Externalizer externalizer(module, bindWeight, data);
  return success(succeeded(externalizer.bindArguments(entry)) &&
                 succeeded(externalizer.convertGlobals()) &&
                 succeeded(externalizer.convertConstants()));
}
