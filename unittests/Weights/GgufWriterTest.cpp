//===- GgufWriterTest.cpp - Written GGUF files read back --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is written is read by the reader, compared byte by byte with a file that
// the test builds, and never seen half.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/GgufWriter.h"
#include "TestFiles.h"

#include <cstring>

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

TensorToWrite filled(const std::string &name, const char *type,
                     std::vector<int64_t> shape, char byte) {
  TensorToWrite tensor{name, format::findType(type), std::move(shape), {}};
  int64_t rows = tensor.numRows();
  uint64_t rowBytes = rows > 0 ? tensor.numBytes() / rows : 0;
  tensor.produce = [=](int64_t, int64_t numRows,
                       uint8_t *dst) -> Expected<void> {
    std::memset(dst, byte, numRows * rowBytes);
    return {};
  };
  return tensor;
}

Metadata ofArchitecture(std::string_view name, uint32_t fileType = 2) {
  Metadata metadata;
  metadata.setString("general.architecture", name);
  setQuantized(metadata, fileType);
  return metadata;
}

std::string uint32Entry(const std::string &key, uint32_t value) {
  return entryBytes(key, MetadataType::Uint32, bytesOf(value));
}

class GgufWriterTest : public ::testing::Test {
protected:
  void expectRefused(const std::vector<TensorToWrite> &tensors,
                     const std::vector<std::string> &parts) {
    expectError(writeGguf(folder.file("out"), ofArchitecture("llama"), tensors),
                parts);
    EXPECT_EQ(folder.numFiles(), 0u);
  }
  TemporaryFolder folder;
};

TEST_F(GgufWriterTest, WritesTheFormat) {
  auto done = writeGguf(
      folder.file("out"), ofArchitecture("llama", 17),
      {filled("m", "q4_0", {3, 32}, 'm'), filled("v", "f32", {5}, 'v')});
  ASSERT_TRUE(done) << done.error().message;
  GgufBuilder expected;
  expected.entries.push_back(uint32Entry("general.quantization_version", 2));
  expected.entries.push_back(uint32Entry("general.file_type", 17));
  expected.tensors = {{"m", {32, 3}, 2, std::string(54, 'm')},
                      {"v", {5}, 0, std::string(20, 'v') + std::string(12, 0)}};
  EXPECT_EQ(readFile(folder.file("out")), expected.build());
  EXPECT_EQ(folder.numFiles(), 1u);
}

TEST_F(GgufWriterTest, TakesOverMetadata) {
  GgufBuilder source;
  std::string words = entryBytes("words", MetadataType::Array,
                                 bytesOf(MetadataType::String) +
                                     bytesOf<uint64_t>(1) + stringBytes("x"));
  source.entries.push_back(uint32Entry("general.file_type", 0));
  source.entries.push_back(words);
  source.entries.push_back(uint32Entry("split.count", 1));
  source.entries.push_back(uint32Entry("general.alignment", 64));
  source.entries.push_back(uint32Entry("general.quantization_version", 1));
  auto file = GgufFile::open(folder.write("source", source.build()));
  ASSERT_TRUE(file) << file.error().message;
  Metadata metadata = (*file)->copyMetadata();
  setQuantized(metadata, 2);
  auto done = writeGguf(
      folder.file("out"), metadata,
      {filled("a", "f16", {2, 3}, 'a'), filled("b", "i8", {70}, 'b')});
  ASSERT_TRUE(done) << done.error().message;

  GgufBuilder expected;
  expected.alignment = 64;
  expected.entries.push_back(words);
  expected.entries.push_back(uint32Entry("general.alignment", 64));
  expected.entries.push_back(uint32Entry("general.quantization_version", 2));
  expected.entries.push_back(uint32Entry("general.file_type", 2));
  expected.tensors = {
      {"a", {3, 2}, 1, std::string(12, 'a')},
      {"b", {70}, 24, std::string(70, 'b') + std::string(58, 0)}};
  EXPECT_EQ(readFile(folder.file("out")), expected.build());
  auto readBack = GgufFile::open(folder.file("out"));
  ASSERT_TRUE(readBack) << readBack.error().message;
  EXPECT_EQ((*readBack)->find("b")->data[69], 'b');
}

TEST_F(GgufWriterTest, LeavesNothingOnFailure) {
  TensorToWrite bad = filled("b", "f32", {4}, 'b');
  bad.produce = [](int64_t, int64_t, uint8_t *) -> Expected<void> {
    return makeError("no luck");
  };
  expectRefused({filled("a", "f32", {4}, 'a'), bad}, {"no luck"});
  std::string path = folder.write("out", "old");
  expectError(writeGguf(path, ofArchitecture("llama"), {bad}), {"no luck"});
  EXPECT_EQ(readFile(path), "old");
}

TEST_F(GgufWriterTest, AsksForRowsInOrder) {
  TensorToWrite tensor = filled("a", "f32", {3, 1000, 4096}, 'a');
  int64_t nextRow = 0;
  tensor.produce = [&](int64_t firstRow, int64_t numRows,
                       uint8_t *dst) -> Expected<void> {
    EXPECT_EQ(firstRow, nextRow);
    nextRow += numRows;
    std::memset(dst, int(firstRow / 1000), numRows * 4096 * 4);
    return {};
  };
  ASSERT_TRUE(writeGguf(folder.file("out"), ofArchitecture("llama"), {tensor}));
  EXPECT_EQ(nextRow, 3000);
  EXPECT_EQ(readFile(folder.file("out")).size(),
            countGgufBytes(ofArchitecture("llama"), {tensor}));
}

TEST_F(GgufWriterTest, RefusesTensors) {
  expectRefused({filled("", "f32", {4}, 'a')}, {"name is empty"});
  expectRefused({filled(std::string(65, 'a'), "f32", {4}, 'a')}, {"65 bytes"});
  expectRefused({filled("a", "f32", {4}, 'a'), filled("a", "f32", {4}, 'a')},
                {"tensor name 'a' is there twice"});
  for (std::vector<int64_t> shape : {std::vector<int64_t>{},
                                     {4, 0},
                                     {-1},
                                     {1, 1, 1, 1, 4},
                                     {1ll << 31, 1ll << 31}})
    expectRefused({filled("a", "f32", shape, 'a')}, {"GGUF cannot hold shape"});
  expectRefused({filled("a", "q4_0", {2, 48}, 'a')},
                {"row length 48 is not a multiple of 32"});
  expectError(writeGguf(folder.file("out"), ofArchitecture(""), {}),
              {"architecture '' is empty"});
}

TEST_F(GgufWriterTest, TellsWhatCannotBeWritten) {
  std::vector<TensorToWrite> tensors = {filled("a", "f32", {4}, 'a')};
  expectError(writeGguf(folder.path, ofArchitecture("llama"), tensors),
              {"is a folder"});
  expectError(
      writeGguf(folder.file("no/out"), ofArchitecture("llama"), tensors),
      {"no/out: cannot create: No such file"});
  expectError(writeGguf("/dev/full", ofArchitecture("llama"), tensors),
              {"/dev/full: cannot write: No space left"});
}

} // namespace
