//===- BindWeights.cpp - Weights of a model from a file ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Stored tensors are used in place where type and order are right already,
// which makes start-up of a quantized model a matter of mapping a file.
// Everything else is converted once, one tensor at a time.
//
//===----------------------------------------------------------------------===//

#include "BindWeights.h"

#include "mlir/IR/Diagnostics.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Format/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace qblock;
using runtime::WeightBytes;
using runtime::WeightRequest;
using weights::BoundTensor;
using weights::MapEntry;

Expected<WeightSource> WeightSource::open(const std::string &weightsPath,
                                          const std::string &mapPath) {
  WeightSource source;
  auto file = weights::openTensorFile(weightsPath);
  if (!file)
    return tl::unexpected<Error>(file.error());
  source.file = std::move(*file);
  if (mapPath.empty())
    return source;
  auto map = weights::WeightMap::load(mapPath);
  if (!map)
    return tl::unexpected<Error>(map.error());
  source.map = std::move(*map);
  return source;
}

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

/// The stored type of elements of `type`: a block or float type, or an integer
/// type that files have too; null if there is none.
static const format::TypeInfo *findStoredType(Type type) {
  if (const format::TypeInfo *info = getTypeInfo(type))
    return info;
  std::string name;
  llvm::raw_string_ostream(name) << type;
  return format::findType(name);
}

static WeightBytes own(std::vector<uint8_t> bytes) {
  auto owner = std::make_shared<std::vector<uint8_t>>(std::move(bytes));
  return {owner->data(), owner->size(), owner};
}

/// The view's elements in `type`, in the order of the store or transposed.
static Expected<WeightBytes> convert(const BoundTensor &bound,
                                     const format::TypeInfo &type,
                                     bool isTransposed) {
  if (&bound.type() == &type && !isTransposed && bound.permutedHeads == 0) {
    uint64_t numBytes =
        bound.rowCount * format::rowBytes(type, bound.elemsPerRow);
    return WeightBytes{bound.rowData(0), numBytes, nullptr};
  }
  int64_t numRows = isTransposed ? bound.elemsPerRow : bound.rowCount;
  int64_t elemsPerRow = isTransposed ? bound.rowCount : bound.elemsPerRow;
  std::vector<uint8_t> bytes(numRows * format::rowBytes(type, elemsPerRow));
  auto isWell = isTransposed
                    ? weights::quantizeTransposedTo(bound, type, bytes.data())
                    : weights::quantizeTo(bound, type, bytes.data());
  if (!isWell)
    return tl::unexpected<Error>(isWell.error());
  return own(std::move(bytes));
}

//===----------------------------------------------------------------------===//
// Binding
//===----------------------------------------------------------------------===//

static MapEntry::Kind getKind(WeightRequest::Kind kind) {
  switch (kind) {
  case WeightRequest::Kind::Argument:
    return MapEntry::Kind::Argument;
  case WeightRequest::Kind::Global:
    return MapEntry::Kind::Global;
  case WeightRequest::Kind::Resource:
    return MapEntry::Kind::Resource;
  }
  return MapEntry::Kind::Argument;
}

std::optional<MapEntry>
WeightSource::findEntry(const WeightRequest &request) const {
  std::string names[] = {request.name, request.locationName};
  for (const std::string &name : names) {
    if (name.empty())
      continue;
    if (map) {
      if (const MapEntry *entry = map->find(getKind(request.kind), name))
        return *entry;
      continue;
    }
    if (!file->find(name))
      continue;
    MapEntry entry;
    entry.symbol = entry.torchName = name;
    entry.ggufName = name;
    return entry;
  }
  return std::nullopt;
}

/// The shape of the model's own tensor, which is what maps speak of.
static std::vector<int64_t> getModelShape(const WeightRequest &request) {
  std::vector<int64_t> shape = request.type.getShape().vec();
  if (request.isTransposed && shape.size() == 2)
    std::swap(shape[0], shape[1]);
  return shape;
}

FailureOr<std::optional<WeightBytes>>
WeightSource::bind(const WeightRequest &request) const {
  std::optional<MapEntry> entry = findEntry(request);
  if (!entry || entry->isInput)
    return std::optional<WeightBytes>();
  auto fail = [&](const std::string &message) {
    return emitError(request.loc) << message;
  };
  if (!request.type.hasStaticShape())
    return emitError(request.loc)
           << "expects a static shape for weight '" << request.name
           << "', but got " << request.type;
  std::vector<int64_t> shape = getModelShape(request);
  auto bound = weights::bind(*entry, *file, &shape);
  if (!bound)
    return fail(bound.error().message);
  const format::TypeInfo *type = findStoredType(request.type.getElementType());
  if (!type)
    return emitError(request.loc) << "weight '" << request.name << "' of "
                                  << request.type << " cannot come from a file";
  // Each of the two turns the matrix; both together leave it as it is stored.
  bool isTransposed = bound->transposed != request.isTransposed;
  auto bytes = convert(*bound, *type, isTransposed);
  if (!bytes)
    return fail(bytes.error().message);
  return std::optional<WeightBytes>(std::move(*bytes));
}
