//===- Arrays.cpp - Arrays of files and of the model ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// NumPy and MLIR name element types differently and do not have the same ones.
// An input must be of the model's own kind: a silent conversion would hide that
// the wrong file was given.
//
//===----------------------------------------------------------------------===//

#include "Arrays.h"

#include "mlir/IR/TypeUtilities.h"
#include "qblock/Dialect/QBlock/IR/QBlockDialect.h"
#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cstring>

using namespace mlir;
using namespace qblock;
using runtime::HostArray;
using weights::NpyArray;

/// NumPy's name of an element type; that of the nearest one for types that
/// NumPy lacks.
static std::string getDtype(Type type) {
  if (type.isInteger(1))
    return "b1";
  if (type.isBF16())
    return "f4";
  if (type.isIndex())
    return "i8";
  std::string kind = isa<FloatType>(type)       ? "f"
                     : type.isUnsignedInteger() ? "u"
                                                : "i";
  return kind + std::to_string(type.getIntOrFloatBitWidth() / 8);
}

static std::vector<uint8_t> widenInts(const std::vector<uint8_t> &narrow) {
  size_t count = narrow.size() / sizeof(int32_t);
  std::vector<uint8_t> wide(count * sizeof(int64_t));
  for (size_t i = 0; i < count; ++i) {
    int32_t value;
    std::memcpy(&value, &narrow[i * sizeof(value)], sizeof(value));
    int64_t wideValue = value;
    std::memcpy(&wide[i * sizeof(wideValue)], &wideValue, sizeof(wideValue));
  }
  return wide;
}

/// Rounds binary32 to a half-precision type.
static std::vector<uint8_t> narrowFloats(const std::vector<uint8_t> &floats,
                                         Type type) {
  int64_t count = floats.size() / sizeof(float);
  std::vector<uint8_t> narrow(count * 2);
  const format::TypeInfo &info = *getTypeInfo(type);
  // Allocated by a vector of bytes, which is aligned for floats.
  format::quantizeRows(info, reinterpret_cast<const float *>(floats.data()),
                       narrow.data(), /*numRows=*/1, count);
  return narrow;
}

static std::string print(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

static std::string printShape(ArrayRef<int64_t> shape) {
  std::string text = "(";
  llvm::raw_string_ostream stream(text);
  llvm::interleaveComma(shape, stream);
  return text + ")";
}

Expected<HostArray> qblock::toHostArray(NpyArray array, RankedTensorType type) {
  if (failed(verifyCompatibleShape(array.shape, type.getShape())))
    return makeError("expects the shape of " + print(type) + ", but got " +
                     printShape(array.shape));
  Type elementType = type.getElementType();
  HostArray host{elementType,
                 SmallVector<int64_t>(array.shape.begin(), array.shape.end()),
                 {}};
  std::string wanted = getDtype(elementType);
  bool isHalf = elementType.isBF16() || elementType.isF16();
  if (array.dtype == "f4" && isHalf)
    host.data = narrowFloats(array.data, elementType);
  else if (array.dtype == "i4" && wanted == "i8")
    host.data = widenInts(array.data);
  else if (array.dtype == wanted)
    host.data = std::move(array.data);
  else
    return makeError("expects dtype " + wanted + " for " + print(type) +
                     ", but got " + array.dtype);
  return host;
}

NpyArray qblock::toNpyArray(HostArray array) {
  NpyArray npy;
  npy.dtype = getDtype(array.elementType);
  npy.shape.assign(array.shape.begin(), array.shape.end());
  npy.data = std::move(array.data);
  if (!array.elementType.isBF16())
    return npy;
  int64_t count = npy.data.size() / 2;
  std::vector<uint8_t> floats(count * sizeof(float));
  format::decodeRow(*getTypeInfo(array.elementType), npy.data.data(),
                    reinterpret_cast<float *>(floats.data()), count);
  npy.data = std::move(floats);
  return npy;
}

//===----------------------------------------------------------------------===//
// Summaries
//===----------------------------------------------------------------------===//

template <typename T>
static std::vector<double> readAs(const std::vector<uint8_t> &data) {
  std::vector<double> values(data.size() / sizeof(T));
  for (size_t i = 0; i < values.size(); ++i) {
    T value;
    std::memcpy(&value, &data[i * sizeof(T)], sizeof(T));
    values[i] = static_cast<double>(value);
  }
  return values;
}

static std::vector<double> readHalves(const std::vector<uint8_t> &data) {
  std::vector<double> values(data.size() / 2);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = format::decodeF16(
        static_cast<uint16_t>(data[2 * i] | data[2 * i + 1] << 8));
  return values;
}

static std::vector<double> readNumbers(const NpyArray &array) {
  const std::string &dtype = array.dtype;
  const std::vector<uint8_t> &data = array.data;
  if (dtype == "f4")
    return readAs<float>(data);
  if (dtype == "f8")
    return readAs<double>(data);
  if (dtype == "f2")
    return readHalves(data);
  if (dtype == "i8")
    return readAs<int64_t>(data);
  if (dtype == "i4")
    return readAs<int32_t>(data);
  if (dtype == "i2")
    return readAs<int16_t>(data);
  if (dtype == "i1")
    return readAs<int8_t>(data);
  if (dtype == "u8")
    return readAs<uint64_t>(data);
  if (dtype == "u4")
    return readAs<uint32_t>(data);
  if (dtype == "u2")
    return readAs<uint16_t>(data);
  return readAs<uint8_t>(data);
}

std::string qblock::summarize(const HostArray &array) {
  std::string text =
      print(RankedTensorType::get(array.shape, array.elementType));
  std::vector<double> values = readNumbers(toNpyArray(array));
  if (values.empty())
    return text;
  double least = values[0], most = values[0], sum = 0;
  for (double value : values) {
    least = std::min(least, value);
    most = std::max(most, value);
    sum += value;
  }
  llvm::raw_string_ostream(text) << llvm::format(
      " min %g max %g mean %g", least, most, sum / values.size());
  return text;
}
