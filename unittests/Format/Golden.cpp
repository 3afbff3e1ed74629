//===- Golden.cpp - Access to recorded reference data -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A reader for the two kinds of .npy files that the recordings use, kept apart
// from the project's own readers: a mistake there must not hide one here.
//
//===----------------------------------------------------------------------===//

#include "Golden.h"

#include "gtest/gtest.h"
#include <cstring>
#include <fstream>
#include <iterator>
#include <openssl/sha.h>
#include <sstream>

using namespace qblock;

static std::string pathOf(const std::string &name) {
  return std::string(QBLOCK_TEST_DATA) + "/golden/" + name;
}

/// The numbers in `shape` of an .npy header, padded to two dims.
static std::pair<int64_t, int64_t> parseShape(const std::string &header) {
  size_t open = header.find("'shape': (");
  std::istringstream shape(header.substr(open + strlen("'shape': (")));
  int64_t first = 0, second = 0;
  char separator = 0;
  shape >> first >> separator;
  if (shape >> second)
    return {first, second};
  return {1, first};
}

template <typename T>
static test::Matrix<T> readNpy(const std::string &name, const char *descr) {
  std::ifstream file(pathOf(name), std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.size() < 10) {
    ADD_FAILURE() << "cannot read " << pathOf(name);
    return {};
  }
  size_t headerBytes = uint8_t(bytes[8]) | size_t(uint8_t(bytes[9])) << 8;
  std::string header = bytes.substr(10, headerBytes);
  if (header.find(descr) == std::string::npos) {
    ADD_FAILURE() << name << ": expected elements " << descr << ", got "
                  << header;
    return {};
  }
  test::Matrix<T> matrix;
  std::tie(matrix.numRows, matrix.elemsPerRow) = parseShape(header);
  matrix.elems.resize(matrix.numRows * matrix.elemsPerRow);
  EXPECT_EQ(bytes.size(), 10 + headerBytes + matrix.elems.size() * sizeof(T));
  std::memcpy(matrix.elems.data(), bytes.data() + 10 + headerBytes,
              matrix.elems.size() * sizeof(T));
  return matrix;
}

test::Matrix<uint8_t> test::readBytes(const std::string &name) {
  return readNpy<uint8_t>(name, "'|u1'");
}

test::Matrix<float> test::readFloats(const std::string &name) {
  return readNpy<float>(name, "'<f4'");
}

bool test::hasGolden(const std::string &name) {
  return std::ifstream(pathOf(name)).good();
}

std::vector<std::vector<std::string>> test::readTable(const std::string &name) {
  std::ifstream file(pathOf(name));
  EXPECT_TRUE(file.good()) << "cannot read " << pathOf(name);
  std::vector<std::vector<std::string>> lines;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, '\t');)
      fields.push_back(field);
    lines.push_back(fields);
  }
  return lines;
}

std::string test::shortHash(const void *bytes, size_t numBytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(static_cast<const unsigned char *>(bytes), numBytes, digest);
  std::string hex;
  for (unsigned i = 0; i != 8; ++i)
    for (unsigned nibble : {digest[i] >> 4, digest[i] & 15})
      hex += "0123456789abcdef"[nibble];
  return hex;
}

const format::TypeInfo &test::typeOf(const format::Format &row) {
  return *format::findType(row.ggmlId);
}
