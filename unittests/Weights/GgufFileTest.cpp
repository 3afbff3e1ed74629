//===- GgufFileTest.cpp - GGUF files, right and wrong -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One valid file shows what the reader gives; each other test breaks one rule
// of the format and expects a message that names the field.
//
//===----------------------------------------------------------------------===//

#include "TestFiles.h"

#include <sys/stat.h>

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

enum : uint32_t { idF32 = 0, idQ4_0 = 2, idUnknown = 4711 };

RawTensor vector8(const std::string &name) {
  return {name, {8}, idF32, std::string(32, '\1')};
}

class GgufFileTest : public ::testing::Test {
protected:
  Expected<std::unique_ptr<GgufFile>> open() {
    return GgufFile::open(folder.write("a.gguf", builder.build()));
  }
  void expectRefused(std::vector<std::string> parts) {
    parts.push_back(folder.file("a.gguf") + ": ");
    expectError(open(), parts);
  }
  void addEntry(const std::string &key, MetadataType type,
                const std::string &value) {
    builder.entries.push_back(entryBytes(key, type, value));
  }

  TemporaryFolder folder;
  GgufBuilder builder;
};

std::string arrayBytes(MetadataType type, uint64_t length,
                       const std::string &values) {
  return bytesOf(type) + bytesOf(length) + values;
}

TEST_F(GgufFileTest, ListsTensors) {
  builder.tensors = {{"m", {32, 2}, idQ4_0, std::string(36, 'q')},
                     {"v", {3, 2, 5, 1}, idF32, std::string(120, 'v')}};
  auto file = open();
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ((*file)->tensors().size(), 2u);
  const StoredTensor &m = (*file)->tensors()[0];
  EXPECT_EQ(m.name, "m");
  EXPECT_EQ(m.type, format::findType(idQ4_0));
  EXPECT_EQ(m.shape, (std::vector<int64_t>{2, 32}));
  EXPECT_EQ(m.numRows(), 2);
  EXPECT_EQ(std::string(m.data, m.data + m.numBytes), std::string(36, 'q'));
  const StoredTensor *v = (*file)->find("v");
  ASSERT_TRUE(v);
  EXPECT_EQ(v->shape, (std::vector<int64_t>{1, 5, 2, 3}));
  EXPECT_EQ(std::string(v->data, v->data + v->numBytes), std::string(120, 'v'));
  EXPECT_FALSE((*file)->find("w"));
  EXPECT_EQ((*file)->asGguf(), file->get());
}

TEST_F(GgufFileTest, OpensByContent) {
  auto file = openTensorFile(folder.write("a.safetensors", builder.build()));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_TRUE((*file)->asGguf());
  expectError(openTensorFile(folder.write("b.gguf", "PK\3\4 a zip file")),
              {"b.gguf: neither a GGUF nor a safetensors file"});
  expectError(openTensorFile(folder.write("empty", "")), {"neither"});
}

TEST_F(GgufFileTest, ReadsMetadata) {
  addEntry("u8", MetadataType::Uint8, bytesOf<uint8_t>(200));
  addEntry("i16", MetadataType::Int16, bytesOf<int16_t>(-3));
  addEntry("i64", MetadataType::Int64, bytesOf<int64_t>(1ll << 40));
  addEntry("f32", MetadataType::Float32, bytesOf(0.5f));
  addEntry("f64", MetadataType::Float64, bytesOf(0.25));
  addEntry("yes", MetadataType::Bool, "\1");
  addEntry("heads", MetadataType::Array,
           arrayBytes(MetadataType::Int32, 2,
                      bytesOf<int32_t>(9) + bytesOf<int32_t>(3)));
  addEntry(
      "words", MetadataType::Array,
      arrayBytes(MetadataType::String, 2, stringBytes("a") + stringBytes("")));
  addEntry("nested", MetadataType::Array,
           arrayBytes(MetadataType::Array, 1,
                      arrayBytes(MetadataType::Uint8, 3, "abc")));
  auto opened = open();
  ASSERT_TRUE(opened) << opened.error().message;
  const GgufFile &file = **opened;
  EXPECT_EQ(file.getString("general.architecture"), "llama");
  EXPECT_EQ(file.getUint("u8"), 200u);
  EXPECT_EQ(file.getUint("i16"), std::nullopt);
  EXPECT_EQ(file.getUint("i64"), 1ull << 40);
  EXPECT_EQ(file.getFloat("f32"), 0.5);
  EXPECT_EQ(file.getFloat("f64"), 0.25);
  EXPECT_EQ(file.getBool("yes"), true);
  EXPECT_EQ(file.getUint("heads"), 9u);
  EXPECT_EQ(file.getUint("heads", 1), 3u);
  EXPECT_EQ(file.getUint("heads", 2), std::nullopt);
  EXPECT_EQ(file.getUint("u8", 7), 200u);
  EXPECT_EQ(file.getUint("words"), std::nullopt);
  EXPECT_EQ(file.getArrayLength("words"), 2u);
  EXPECT_EQ(file.getArrayLength("nested"), 1u);
  EXPECT_EQ(file.getString("u8"), std::nullopt);
  EXPECT_EQ(file.getFloat("none"), std::nullopt);
  EXPECT_EQ(file.getBool("u8"), std::nullopt);
  EXPECT_EQ(file.getArrayLength("u8"), std::nullopt);
  ASSERT_EQ(file.metadata().size(), builder.entries.size());
  Metadata copy = file.copyMetadata();
  for (size_t i = 0; i < builder.entries.size(); ++i) {
    const Metadata::Entry &entry = copy.entries()[i];
    EXPECT_EQ(entryBytes(entry.key, entry.type, entry.bytes),
              builder.entries[i]);
  }
}

TEST_F(GgufFileTest, KeepsAlignment) {
  addEntry("general.alignment", MetadataType::Uint32, bytesOf<uint32_t>(8));
  builder.alignment = 8;
  builder.tensors = {{"a", {1}, idF32, "aaaa"}, {"b", {1}, idF32, "bbbb"}};
  auto file = open();
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ((*file)->alignment(), 8u);
  EXPECT_EQ((*file)->find("b")->data - (*file)->find("a")->data, 8);
  EXPECT_EQ((*file)->find("b")->data[0], 'b');
}

TEST_F(GgufFileTest, RefusesWhatIsNoRegularFile) {
  expectError(GgufFile::open(folder.path), {"this is a folder"});
  expectError(GgufFile::open(folder.file("none")), {"cannot open", "No such"});
  ASSERT_EQ(mkfifo(folder.file("pipe").c_str(), 0600), 0);
  expectError(GgufFile::open(folder.file("pipe")), {"this is a pipe"});
  expectError(GgufFile::open("/dev/null"), {"this is a device"});
}

TEST_F(GgufFileTest, RefusesMagic) {
  builder.magic = "GGML";
  expectRefused({"does not start with 'GGUF'"});
}

TEST_F(GgufFileTest, ReadsVersion2) {
  builder.version = 2;
  addEntry("heads", MetadataType::Array,
           arrayBytes(MetadataType::Int32, 2,
                      bytesOf<int32_t>(9) + bytesOf<int32_t>(3)));
  auto file = open();
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ((*file)->getUint("heads", 1), 3u);
}

TEST_F(GgufFileTest, RefusesVersions) {
  builder.version = 1;
  expectRefused({"version is 1, expected 2 or 3"});
  builder.version = 4;
  expectRefused({"version is 4, expected 2 or 3"});
  builder.version = 0x03000000;
  expectRefused({"big-endian"});
}

TEST_F(GgufFileTest, RefusesAbsurdCounts) {
  builder.entryCount = UINT64_MAX;
  expectRefused({"metadata count 18446744073709551615"});
  builder.entryCount = {};
  builder.tensorCount = 1ull << 61;
  expectRefused({"tensor count 2305843009213693952"});
}

TEST_F(GgufFileTest, RefusesBadKeys) {
  addEntry("", MetadataType::Uint8, "x");
  expectRefused({"metadata key '' is empty"});
  builder.entries.back() = entryBytes("\xC0\xAF", MetadataType::Uint8, "x");
  expectRefused({"metadata key '\\xc0\\xaf' is not valid UTF-8"});
  builder.entries.back() =
      entryBytes("general.architecture", MetadataType::Uint8, "x");
  expectRefused({"'general.architecture' is there twice"});
}

TEST_F(GgufFileTest, RefusesBadValues) {
  addEntry("k", static_cast<MetadataType>(13), "x");
  expectRefused({"metadata 'k': unknown type 13"});
  builder.entries.back() = entryBytes("k", MetadataType::Bool, "\2");
  expectRefused({"metadata 'k': bool is 2"});
  builder.entries.back() =
      entryBytes("k", MetadataType::String, bytesOf(UINT64_MAX));
  expectRefused({"metadata 'k': string goes past the end"});
  builder.entries.back() = entryBytes("k", MetadataType::Uint64, "1234567");
  expectRefused({"metadata 'k': value goes past the end"});
}

TEST_F(GgufFileTest, RefusesBadArrays) {
  addEntry("k", MetadataType::Array,
           arrayBytes(MetadataType::Uint32, 1ull << 62, "1234"));
  expectRefused({"metadata 'k': array length 4611686018427387904"});
  builder.entries.back() =
      entryBytes("k", MetadataType::Array,
                 arrayBytes(static_cast<MetadataType>(99), 0, ""));
  expectRefused({"metadata 'k': array has unknown element type 99"});
  builder.entries.back() = entryBytes("k", MetadataType::Array,
                                      arrayBytes(MetadataType::Bool, 1, "\7"));
  expectRefused({"metadata 'k': bool is 7"});
  std::string deep;
  for (int i = 0; i < 100000; ++i)
    deep += arrayBytes(MetadataType::Array, 1, "");
  builder.entries.back() = entryBytes("k", MetadataType::Array, deep);
  expectRefused({"metadata 'k': arrays are nested deeper than 4"});
}

TEST_F(GgufFileTest, RefusesBadArchitecture) {
  builder.entries.clear();
  addEntry("general.architecture", MetadataType::Uint8, "x");
  expectRefused({"general.architecture must be a string"});
  builder.entries = {entryBytes("general.architecture", MetadataType::String,
                                stringBytes(""))};
  expectRefused({"general.architecture must be a string"});
}

TEST_F(GgufFileTest, RefusesAlignment) {
  for (uint32_t alignment : {0u, 24u, 0xFFFFFFFFu}) {
    builder.entries.resize(1);
    addEntry("general.alignment", MetadataType::Uint32, bytesOf(alignment));
    expectRefused({"general.alignment is " + std::to_string(alignment),
                   "expected a power of two"});
  }
  builder.entries.back() =
      entryBytes("general.alignment", MetadataType::Uint64, bytesOf(32ull));
  expectRefused({"general.alignment must be a uint32"});
}

TEST_F(GgufFileTest, RefusesTensorNames) {
  builder.tensors = {vector8("")};
  expectRefused({"tensor name '' is empty"});
  builder.tensors = {vector8(std::string("a\0b", 3))};
  expectRefused({"tensor name 'a\\x00b' holds a NUL byte"});
  for (const char *name : {"a\xFF", "a\xE2\x82", "\xED\xA0\x80", "\xF5zzz"}) {
    builder.tensors = {vector8(name)};
    expectRefused({"is not valid UTF-8"});
  }
  builder.tensors = {vector8(std::string(65, 'n'))};
  expectRefused({"has 65 bytes, expected at most 64"});
  builder.tensors = {vector8("x"), vector8("y"), vector8("x")};
  expectRefused({"tensor name 'x' is there twice"});
  builder.tensors = {vector8(std::string(64, 'n')), vector8("Gr\xC3\xB6\xC3\x9F"
                                                            "e \xE2\x82\xAC")};
  EXPECT_TRUE(open());
}

TEST_F(GgufFileTest, RefusesShapes) {
  builder.tensors = {{"t", {}, idF32, "1234"}};
  expectRefused({"tensor 't': has 0 dimensions, expected 1 to 4"});
  builder.tensors = {{"t", {1, 1, 1, 1, 1}, idF32, "1234"}};
  expectRefused({"tensor 't': has 5 dimensions"});
  builder.tensors = {{"t", {4, 0}, idF32, "1234"}};
  expectRefused({"tensor 't': dimension 1 is 0"});
  builder.tensors = {{"t", {1ull << 40, 1ull << 40}, idF32, "1234"}};
  expectRefused({"tensor 't': number of elements overflows"});
  builder.tensors = {{"t", {UINT64_MAX}, idF32, "1234"}};
  expectRefused({"tensor 't': number of elements overflows"});
  builder.tensors = {{"t", {1ull << 62}, idF32, "1234"}};
  expectRefused({"tensor 't': number of bytes overflows"});
}

TEST_F(GgufFileTest, RefusesTypes) {
  builder.tensors = {{"t", {8}, idUnknown, std::string(32, 'x')}};
  expectRefused({"tensor 't': unknown type 4711"});
  builder.tensors = {{"t", {48, 2}, idQ4_0, std::string(54, 'x')}};
  expectRefused({"tensor 't': row length 48 is not a multiple of 32",
                 "block length of q4_0"});
}

TEST_F(GgufFileTest, RefusesPlaces) {
  builder.tensors = {vector8("a"), vector8("b")};
  builder.tensors[1].offset = 40;
  expectRefused(
      {"tensor 'b': offset 40 is not a multiple of the alignment 32"});
  builder.tensors[1].offset = 0;
  expectRefused({"data overlap those of"});
  builder.tensors[1].offset = 64;
  expectRefused(
      {"tensor 'b': data of 32 bytes at offset 64 goes past the end"});
  builder.tensors[1].offset = ~0ull - 31;
  expectRefused({"tensor 'b': data of 32 bytes"});
}

} // namespace
