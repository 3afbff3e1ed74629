//===- RowsTest.cpp - Decoding and quantizing bound rows --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// quantizeTo against the format library applied by hand to the same rows, and
// the weights that it must refuse.
//
//===----------------------------------------------------------------------===//

#include "TestFiles.h"
#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Weights/WeightMap.h"

#include <cmath>
#include <limits>
#include <random>

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

/// A tensor whose bytes the test owns.
struct OwnedTensor {
  OwnedTensor(std::string_view type, std::vector<int64_t> shape,
              std::vector<uint8_t> data)
      : bytes(std::move(data)) {
    tensor = {"w", format::findType(type), std::move(shape), bytes.data(),
              bytes.size()};
  }
  std::vector<uint8_t> bytes;
  StoredTensor tensor;
};

std::vector<uint8_t> floatBytes(const std::vector<float> &values) {
  std::string bytes = bytesOf(values);
  return {bytes.begin(), bytes.end()};
}

std::vector<float> randomFloats(size_t count) {
  std::mt19937 random(7);
  std::normal_distribution<float> normal;
  std::vector<float> values(count);
  for (float &value : values)
    value = normal(random);
  return values;
}

std::vector<uint8_t> quantized(const format::TypeInfo &type,
                               const std::vector<float> &values,
                               int64_t rowElems) {
  int64_t numRows = values.size() / rowElems;
  std::vector<uint8_t> bytes(numRows * format::rowBytes(type, rowElems));
  format::quantizeRows(type, values.data(), bytes.data(), numRows, rowElems);
  return bytes;
}

constexpr int64_t rows = 600, columns = 256; // several ranges of rows

TEST(RowsTest, QuantizesAsTheFormatLibrary) {
  std::vector<float> values = randomFloats(rows * columns);
  OwnedTensor source("f32", {rows, columns}, floatBytes(values));
  for (const format::TypeInfo &type : format::allTypes()) {
    if (!format::canQuantize(type))
      continue;
    SCOPED_TRACE(std::string(type.name));
    std::vector<uint8_t> expected = quantized(type, values, columns);
    std::vector<uint8_t> bytes(expected.size());
    auto done = quantizeTo(bindWhole(source.tensor), type, bytes.data());
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(bytes, expected);
  }
}

TEST(RowsTest, CopiesRowsOfTheType) {
  const format::TypeInfo &type = *format::findType("q4_0");
  std::vector<uint8_t> bytes = quantized(type, randomFloats(64 * 32), 32);
  // Requantizing would not give this block: its largest weight has code 3.
  std::fill(bytes.begin() + 2, bytes.begin() + 18, 0x33);
  OwnedTensor source("q4_0", {64, 32}, bytes);
  BoundTensor bound = bindWhole(source.tensor);
  std::vector<uint8_t> copy(bytes.size());
  ASSERT_TRUE(quantizeTo(bound, type, copy.data()));
  EXPECT_EQ(copy, bytes);

  bound.firstRow = 8;
  bound.rowCount = 16;
  bound.permutedHeads = 2;
  ASSERT_TRUE(quantizeTo(bound, type, copy.data()));
  const int64_t order[] = {0, 2, 4, 6, 1, 3, 5, 7};
  for (int64_t row = 0; row < 16; ++row) {
    auto from = bytes.begin() + 18 * (8 + row / 8 * 8 + order[row % 8]);
    EXPECT_TRUE(std::equal(from, from + 18, copy.begin() + 18 * row)) << row;
  }
}

TEST(RowsTest, RequantizesDecodedRows) {
  const format::TypeInfo &from = *format::findType("q8_0");
  const format::TypeInfo &to = *format::findType("q4_0");
  OwnedTensor source("q8_0", {4, 64}, quantized(from, randomFloats(256), 64));
  BoundTensor bound = bindWhole(source.tensor);
  std::vector<float> decoded(256);
  readRows(bound, 0, 4, decoded.data());
  std::vector<uint8_t> bytes(4 * 36);
  ASSERT_TRUE(quantizeTo(bound, to, bytes.data()));
  EXPECT_EQ(bytes, quantized(to, decoded, 64));
}

TEST(RowsTest, ReadsAnyRowRange) {
  std::vector<float> values = randomFloats(40);
  OwnedTensor source("f32", {10, 4}, floatBytes(values));
  std::vector<float> part(12);
  readRows(bindWhole(source.tensor), 5, 3, part.data());
  EXPECT_EQ(part, std::vector<float>(values.begin() + 20, values.begin() + 32));
}

TEST(RowsTest, QuantizesNothing) {
  OwnedTensor source("f32", {3, 0}, {});
  EXPECT_TRUE(
      quantizeTo(bindWhole(source.tensor), *format::findType("q4_0"), nullptr));
}

void expectQuantizeError(const StoredTensor &tensor, const char *type,
                         const std::vector<std::string> &parts) {
  const format::TypeInfo &target = *format::findType(type);
  std::vector<uint8_t> bytes(tensor.numElems() * 8);
  expectError(quantizeTo(bindWhole(tensor), target, bytes.data()), parts);
}

TEST(RowsTest, RefusesWeightsThatAreNotFinite) {
  for (float bad : {std::numeric_limits<float>::quiet_NaN(),
                    std::numeric_limits<float>::infinity()}) {
    std::vector<float> values = randomFloats(rows * columns);
    // Of several, the first by position is named, whichever thread met it.
    values[3 * columns + 5] = values[3 * columns + 6] = bad;
    values[590 * columns] = bad;
    OwnedTensor source("f32", {rows, columns}, floatBytes(values));
    std::string found = std::isnan(bad) ? "weight is nan" : "weight is inf";
    for (const char *type : {"q4_0", "f16", "f32"})
      expectQuantizeError(source.tensor, type,
                          {"tensor 'w': " + found, "at row 3, column 5"});
  }
}

TEST(RowsTest, RefusesWeightsTooLargeForTheType) {
  std::vector<float> values = randomFloats(64);
  values[40] = 3e38f;
  OwnedTensor source("f32", {1, 64}, floatBytes(values));
  expectQuantizeError(
      source.tensor, "q8_0",
      {"scale of the q8_0 block is not finite", "row 0, column 32"});
  expectQuantizeError(source.tensor, "f16",
                      {"weight does not fit into f16", "row 0, column 40"});
}

TEST(RowsTest, RefusesStoredScalesThatAreNotFinite) {
  std::vector<uint8_t> bytes(18 * 4);
  bytes[18 * 2 + 1] = 0x7C; // infinite
  OwnedTensor source("q4_0", {2, 64}, bytes);
  expectQuantizeError(source.tensor, "q4_0", {"scale", "row 1, column 0"});
  expectQuantizeError(source.tensor, "f32", {"weight is", "row 1, column 0"});
}

TEST(RowsTest, QuantizesTheTranspose) {
  std::vector<float> stored(32 * 3), turned(32 * 3);
  for (int k = 0; k < 32; ++k)
    for (int n = 0; n < 3; ++n)
      stored[k * 3 + n] = turned[n * 32 + k] = float(k * 7 % 32) - 5.f * n;
  StoredTensor tensor{"w",
                      format::findType("f32"),
                      {32, 3},
                      reinterpret_cast<const uint8_t *>(stored.data()),
                      stored.size() * sizeof(float)};
  const format::TypeInfo &type = *format::findType("q8_0");
  std::vector<uint8_t> actual(3 * 34), expected(3 * 34);
  ASSERT_TRUE(quantizeTransposedTo(bindWhole(tensor), type, actual.data()));
  format::quantizeRows(type, turned.data(), expected.data(), 3, 32);
  EXPECT_EQ(actual, expected);

  stored[5 * 3 + 2] = std::numeric_limits<float>::infinity();
  expectError(quantizeTransposedTo(bindWhole(tensor), type, actual.data()),
              {"tensor 'w'", "infinite at row 2, column 5"});
}

TEST(RowsTest, RefusesTypes) {
  OwnedTensor source("f32", {1, 48}, floatBytes(randomFloats(48)));
  expectQuantizeError(source.tensor, "q4_0",
                      {"row length 48 is not a multiple of 32", "q4_0"});
  expectQuantizeError(source.tensor, "i32", {"cannot quantize to type i32"});
  OwnedTensor ints("i32", {1, 32}, floatBytes(randomFloats(32)));
  expectQuantizeError(ints.tensor, "q4_0", {"cannot decode type i32"});
}

} // namespace
