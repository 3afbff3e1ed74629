//===- SafetensorsFileTest.cpp - safetensors, right and wrong ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As GgufFileTest.cpp: one valid file, then one broken rule a test.
//
//===----------------------------------------------------------------------===//

#include "TestFiles.h"

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

class SafetensorsFileTest : public ::testing::Test {
protected:
  Expected<std::unique_ptr<TensorFile>> open(const std::string &header,
                                             const std::string &data) {
    return openTensorFile(
        folder.write("a.safetensors", safetensorsBytes(header, data)));
  }
  void expectRefused(const std::string &header,
                     const std::vector<std::string> &parts) {
    expectError(open(header, "01234567"), parts);
  }
  /// A file of 8 bytes with one tensor.
  void expectTensorRefused(const std::string &fields,
                           const std::vector<std::string> &parts) {
    expectRefused("{\"t\":{" + fields + "}}", parts);
  }

  TemporaryFolder folder;
};

const char valid[] =
    R"({"__metadata__":{"format":"pt"},)"
    R"("m":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]},)"
    R"("h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},)"
    R"("none":{"dtype":"BF16","shape":[0,7],"data_offsets":[4,4]},)"
    R"("mask":{"dtype":"BOOL","shape":[3],"data_offsets":[12,15]},)"
    R"("one":{"dtype":"I8","shape":[],"data_offsets":[15,16]}}   )";

TEST_F(SafetensorsFileTest, ListsTensors) {
  auto opened = open(valid, "hhhhmmmmMMMMxyz1");
  ASSERT_TRUE(opened) << opened.error().message;
  const TensorFile &file = **opened;
  EXPECT_FALSE(file.asGguf());
  ASSERT_EQ(file.tensors().size(), 4u);
  EXPECT_EQ(file.tensors()[0].name, "m");
  const StoredTensor *m = file.find("m");
  ASSERT_TRUE(m);
  EXPECT_EQ(m->type, format::findType("f32"));
  EXPECT_EQ(m->shape, (std::vector<int64_t>{2, 1}));
  EXPECT_EQ(std::string(m->data, m->data + m->numBytes), "mmmmMMMM");
  EXPECT_EQ(file.find("h")->type, format::findType("f16"));
  EXPECT_EQ(file.find("none")->numRows(), 0);
  EXPECT_EQ(file.find("one")->numElems(), 1);
  EXPECT_EQ(file.find("one")->data[0], '1');
  EXPECT_FALSE(file.find("mask"));
  EXPECT_EQ(file.findForeignType("mask"), "BOOL");
  EXPECT_EQ(file.findForeignType("m"), "");
}

TEST_F(SafetensorsFileTest, RefusesHeaderLength) {
  std::string bytes = safetensorsBytes(valid);
  for (uint64_t length : {uint64_t{1} << 20, UINT64_MAX}) {
    bytes.replace(0, 8, bytesOf(length));
    expectError(openTensorFile(folder.write("a", bytes)), {"a: header"});
  }
}

TEST_F(SafetensorsFileTest, RefusesJson) {
  expectRefused("{", {"header is not valid JSON"});
  expectRefused("{} {}", {"header is not valid JSON"});
  expectRefused("{\"t\":3}", {"tensor 't': unexpected number"});
  expectRefused("{\"t\":[3]}", {"tensor 't': unexpected array"});
  expectRefused("{\"t\":{\"dtype\":{}}}", {"tensor 't': unexpected object"});
  expectRefused("{\"__metadata__\":{\"a\":1}}", {"__metadata__: unexpected"});
  expectRefused("{\"__metadata__\":{},\"__metadata__\":{}}",
                {"__metadata__ is there twice"});
  std::string deep = "{\"t\":";
  for (int i = 0; i < 100000; ++i)
    deep += "[";
  expectRefused(deep, {"tensor 't': unexpected array"});
}

TEST_F(SafetensorsFileTest, RefusesNames) {
  std::string tensor = R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
  std::string other = R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})";
  expectRefused("{\"\":" + tensor + "}", {"tensor name '' is empty"});
  expectRefused("{\"a\\u0000\":" + tensor + "}", {"holds a NUL byte"});
  expectRefused("{\"\xFF\":" + tensor + "}", {"not valid JSON"});
  expectRefused("{\"x\":" + tensor + ",\"x\":" + other + "}",
                {"tensor name 'x' is there twice"});
  std::string mask = R"({"dtype":"U8","shape":[4],"data_offsets":[4,8]})";
  expectRefused("{\"x\":" + tensor + ",\"x\":" + mask + "}",
                {"tensor name 'x' is there twice"});
}

TEST_F(SafetensorsFileTest, RefusesFields) {
  expectTensorRefused(R"("dtype":"F32","shape":[2])", {"needs dtype, shape"});
  expectTensorRefused(R"("dtype":"F32","dtype":"F32")",
                      {"dtype is there twice"});
  expectTensorRefused(R"("type":"F32")", {"unknown field 'type'"});
  expectTensorRefused(R"("dtype":"F33","shape":[2],"data_offsets":[0,8])",
                      {"tensor 't': unknown dtype 'F33'"});
  expectTensorRefused(R"("dtype":null)", {"unexpected null"});
}

TEST_F(SafetensorsFileTest, RefusesShapes) {
  auto expectShapeRefused = [&](const std::string &shape,
                                const std::string &part) {
    expectTensorRefused("\"dtype\":\"F32\",\"shape\":" + shape +
                            ",\"data_offsets\":[0,8]",
                        {"tensor 't': ", part});
  };
  expectShapeRefused("[-2]", "-2 is negative");
  expectShapeRefused("[2.0]", "is not a 64-bit integer");
  expectShapeRefused("[18446744073709551616]", "is not a 64-bit integer");
  expectShapeRefused("[18446744073709551615]", "overflows");
  expectShapeRefused("[4294967296,4294967296]", "overflows");
  expectShapeRefused("[3]", "has 8 bytes of data, expected 12");
  std::string many = "[1";
  for (int i = 0; i < 64; ++i)
    many += ",1";
  expectShapeRefused(many + "]", "more than 64 dimensions");
  expectTensorRefused(R"("dtype":"F4","shape":[15],"data_offsets":[0,8])",
                      {"is not a whole number of bytes"});
}

TEST_F(SafetensorsFileTest, RefusesOffsets) {
  auto expectOffsetsRefused = [&](const std::string &offsets,
                                  const std::string &part) {
    expectTensorRefused("\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" +
                            offsets,
                        {"tensor 't': ", part});
  };
  expectOffsetsRefused("[8,0]", "are not inside the data");
  expectOffsetsRefused("[1,9]", "are not inside the data of 8 bytes");
  expectOffsetsRefused("[0]", "data_offsets has 1 numbers, expected 2");
  expectOffsetsRefused("[0,4,8]", "unexpected number");
}

TEST_F(SafetensorsFileTest, RefusesGapsAndOverlaps) {
  auto vector = [](const char *name, int begin) {
    return "\"" + std::string(name) +
           R"(":{"dtype":"F32","shape":[1],"data_offsets":[)" +
           std::to_string(begin) + "," + std::to_string(begin + 4) + "]}";
  };
  expectRefused("{" + vector("a", 4) + "}",
                {"tensor 'a': data begin at 4, past the end", "expected 0"});
  expectRefused("{" + vector("a", 0) + "," + vector("b", 2) + "}",
                {"tensor 'b': data begin at 2, before the end", "expected 4"});
  expectRefused("{" + vector("a", 0) + "}",
                {"tensors cover 4 bytes of data, but the file has 8"});
}

} // namespace
