//===- NpyTest.cpp - NumPy files, right and wrong ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Headers as NumPy writes them, the other orders of bytes and elements, and
// files that must be refused.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/Npy.h"
#include "TestFiles.h"

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

std::string npyBytes(const std::string &header, const std::string &data,
                     char major = 1) {
  std::string length = major == 1 ? bytesOf<uint16_t>(header.size())
                                  : bytesOf<uint32_t>(header.size());
  return std::string("\x93NUMPY") + major + '\0' + length + header + data;
}

std::string headerText(const std::string &descr, const std::string &fortran,
                       const std::string &shape) {
  return "{'descr': '" + descr + "', 'fortran_order': " + fortran +
         ", 'shape': " + shape + ", }   \n";
}

class NpyTest : public ::testing::Test {
protected:
  Expected<NpyArray> read(const std::string &bytes) {
    return readNpy(folder.write("a.npy", bytes));
  }
  void expectRefused(const std::string &bytes, const std::string &part) {
    expectError(read(bytes), {"a.npy: ", part});
  }
  TemporaryFolder folder;
};

TEST_F(NpyTest, ReadsAllVersions) {
  std::string header = headerText("<f4", "False", "(2, 1)");
  for (char major : {1, 2, 3}) {
    auto array = read(npyBytes(header, "abcdefgh", major));
    ASSERT_TRUE(array) << array.error().message;
    EXPECT_EQ(array->dtype, "f4");
    EXPECT_EQ(array->shape, (std::vector<int64_t>{2, 1}));
    EXPECT_EQ(array->numElems(), 2);
    EXPECT_EQ(array->bytesPerElem(), 4u);
    EXPECT_EQ(std::string(array->data.begin(), array->data.end()), "abcdefgh");
  }
}

TEST_F(NpyTest, ReadsScalarsAndEmptyArrays) {
  auto scalar = read(npyBytes(headerText("|u1", "False", "()"), "x"));
  ASSERT_TRUE(scalar) << scalar.error().message;
  EXPECT_TRUE(scalar->shape.empty());
  EXPECT_EQ(scalar->data, (std::vector<uint8_t>{'x'}));
  auto empty = read(npyBytes(headerText(">i8", "True", "(0, 3)"), ""));
  ASSERT_TRUE(empty) << empty.error().message;
  EXPECT_EQ(empty->numElems(), 0);
}

TEST_F(NpyTest, ConvertsFortranOrder) {
  // Element [i, j, k] of shape (2, 3, 2) has the value 6i + 2j + k.
  std::string data;
  for (char k : {0, 1})
    for (char j : {0, 1, 2})
      for (char i : {0, 1})
        data += static_cast<char>(6 * i + 2 * j + k);
  auto array = read(npyBytes(headerText("|u1", "True", "(2, 3, 2)"), data));
  ASSERT_TRUE(array) << array.error().message;
  for (int i = 0; i < 12; ++i)
    EXPECT_EQ(array->data[i], i);
}

TEST_F(NpyTest, ConvertsBigEndian) {
  auto array = read(npyBytes(headerText(">f8", "False", "(1,)"),
                             std::string("\x3F\xF8\0\0\0\0\0\0", 8))); // 1.5
  ASSERT_TRUE(array) << array.error().message;
  EXPECT_EQ(array->dtype, "f8");
  EXPECT_EQ(std::string(array->data.begin(), array->data.end()), bytesOf(1.5));
  auto both = read(npyBytes(headerText(">u2", "True", "(2, 2)"),
                            std::string("\0\1\0\2\0\3\0\4", 8)));
  ASSERT_TRUE(both) << both.error().message;
  EXPECT_EQ(std::string(both->data.begin(), both->data.end()),
            bytesOf(std::vector<uint16_t>{1, 3, 2, 4}));
}

TEST_F(NpyTest, WritesWhatItReads) {
  for (std::vector<int64_t> shape :
       {std::vector<int64_t>{}, {6}, {2, 3}, {0, 5}}) {
    NpyArray array{"i2", shape, {}};
    for (int64_t i = 0; i < 2 * array.numElems(); ++i)
      array.data.push_back(i);
    auto written = writeNpy(folder.file("b.npy"), array);
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ((readFile(folder.file("b.npy")).size() - array.data.size()) % 64,
              0u);
    auto back = readNpy(folder.file("b.npy"));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->dtype, "i2");
    EXPECT_EQ(back->shape, shape);
    EXPECT_EQ(back->data, array.data);
  }
}

/// The exact bytes of numpy.save(f, numpy.array([1, 2], 'u1')).
TEST_F(NpyTest, WritesTheBytesOfNumpy) {
  ASSERT_TRUE(writeNpy(folder.file("b.npy"), {"u1", {2}, {1, 2}}));
  std::string header =
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }";
  header.resize(117, ' ');
  EXPECT_EQ(readFile(folder.file("b.npy")),
            npyBytes(header + "\n", std::string("\1\2", 2)));
}

TEST_F(NpyTest, RefusesWriting) {
  expectError(writeNpy(folder.file("b.npy"), {"f4", {2}, {1, 2}}),
              {"array has 2 bytes, expected 8"});
  expectError(writeNpy(folder.file("b.npy"), {"f5", {2}, {}}),
              {"dtype 'f5' is not supported"});
  EXPECT_EQ(folder.numFiles(), 0u);
}

TEST_F(NpyTest, RefusesPreambles) {
  expectRefused("", "is not a .npy file");
  expectRefused("PK\3\4\0\0\0\0\0\0", "is not a .npy file");
  expectRefused(npyBytes("{}", "", 4), "version is 4, expected 1 to 3");
  expectRefused(npyBytes("{}", "", 0), "version is 0");
}

TEST_F(NpyTest, RefusesTruncation) {
  std::string bytes =
      npyBytes(headerText("<f4", "False", "(2, 1)"), "abcdefgh");
  for (size_t numBytes = 0; numBytes < bytes.size(); ++numBytes)
    EXPECT_FALSE(read(bytes.substr(0, numBytes))) << numBytes;
  expectRefused(bytes + "x", "has 9 bytes of data, expected 8");
}

TEST_F(NpyTest, RefusesHeaders) {
  auto expectHeaderRefused = [&](const std::string &header,
                                 const std::string &part) {
    expectRefused(npyBytes(header, "abcdefgh"), part);
  };
  expectHeaderRefused("[]", "expects a dictionary");
  expectHeaderRefused("{'shape': (2,)}", "needs 'descr', 'fortran_order'");
  expectHeaderRefused("{'a': 1}", "unknown key 'a'");
  expectHeaderRefused("{'shape': (2,), 'shape': (2,)}", "is there twice");
  expectHeaderRefused("{'shape' (2,)}", "expects ':'");
  expectHeaderRefused("{'shape': 2}", "expects a tuple");
  expectHeaderRefused("{'shape': (2 3)}", "expects ',' or ')'");
  expectHeaderRefused("{'shape': (-2,)}", "not negative");
  expectHeaderRefused("{'shape': (99999999999999999999,)}", "dimensions");
  expectHeaderRefused("{'fortran_order': 1}", "expects True or False");
  expectHeaderRefused("{'descr': [('a', '<f4')]}", "structured dtypes");
  expectHeaderRefused("{'descr': 'f", "expects a string");
  expectHeaderRefused(headerText("<f4", "False", "(2,)") + "x",
                      "unexpected text after");
  for (const char *descr : {"|O", "<f16", "|S4", "", "<U3", "f4", "<V2"})
    expectHeaderRefused(headerText(descr, "False", "(2,)"),
                        "dtype '" + std::string(descr) + "' is not supported");
  expectHeaderRefused(headerText("<f4", "False", "(4611686018427387904, 4)"),
                      "overflows");
}

} // namespace
