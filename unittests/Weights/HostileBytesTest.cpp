//===- HostileBytesTest.cpp - Damaged files of both formats -----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Cut after any byte, a file must be refused; with bytes changed at random, it
// may be valid or not, but what is listed must lie inside it. Run under a
// sanitizer, the tests also prove that nothing outside is read.
//
//===----------------------------------------------------------------------===//

#include "TestFiles.h"

#include <cstring>
#include <fcntl.h>
#include <random>
#include <sys/mman.h>
#include <unistd.h>

using namespace qblock;
using namespace qblock::weights;
using namespace qblock::weights::test;

namespace {

/// A file in memory.
class MemoryFile {
public:
  MemoryFile() : descriptor(memfd_create("qblock", MFD_CLOEXEC)) {}
  ~MemoryFile() { close(descriptor); }
  std::string write(const std::string &bytes) {
    EXPECT_EQ(ftruncate(descriptor, 0), 0);
    EXPECT_EQ(pwrite(descriptor, bytes.data(), bytes.size(), 0),
              static_cast<ssize_t>(bytes.size()));
    return "/proc/self/fd/" + std::to_string(descriptor);
  }

private:
  int descriptor;
};

std::string validGguf() {
  GgufBuilder builder;
  builder.entries.push_back(entryBytes(
      "general.alignment", MetadataType::Uint32, bytesOf<uint32_t>(32)));
  builder.entries.push_back(
      entryBytes("words", MetadataType::Array,
                 bytesOf(MetadataType::String) + bytesOf<uint64_t>(2) +
                     stringBytes("ab") + stringBytes("c")));
  builder.entries.push_back(
      entryBytes("heads", MetadataType::Array,
                 bytesOf(MetadataType::Uint32) + bytesOf<uint64_t>(2) +
                     bytesOf<uint32_t>(9) + bytesOf<uint32_t>(3)));
  builder.tensors = {{"a.weight", {32, 3}, 2, std::string(54, 'a')},
                     {"b.weight", {5}, 0, std::string(20, 'b')}};
  return builder.build();
}

std::string validSafetensors() {
  return safetensorsBytes(
      R"({"__metadata__":{"format":"pt"},)"
      R"("a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
      R"("b":{"dtype":"I64","shape":[1],"data_offsets":[24,32]}})",
      std::string(32, 'd'));
}

/// Reads all that an opened file offers. The sum keeps the reads.
unsigned touch(const TensorFile &file) {
  unsigned sum = 0;
  for (const StoredTensor &tensor : file.tensors()) {
    EXPECT_EQ(file.find(tensor.name), &tensor);
    EXPECT_EQ(tensor.numBytes * tensor.type->elemsPerBlock,
              static_cast<uint64_t>(tensor.numElems()) *
                  tensor.type->bytesPerBlock);
    for (uint64_t i = 0; i < tensor.numBytes; ++i)
      sum += tensor.data[i];
  }
  if (const GgufFile *gguf = file.asGguf())
    for (const MetadataEntry &entry : gguf->metadata()) {
      sum += gguf->getString(entry.key).value_or("").size();
      sum += gguf->getUint(entry.key, 1).value_or(0);
      sum += gguf->getArrayLength(entry.key).value_or(0);
      sum += gguf->getFloat(entry.key).has_value();
    }
  return sum;
}

class HostileBytesTest : public ::testing::TestWithParam<bool> {
protected:
  std::string valid() const {
    return GetParam() ? validGguf() : validSafetensors();
  }
  MemoryFile memory;
};

TEST_P(HostileBytesTest, TruncatedAnywhere) {
  std::string bytes = valid();
  auto whole = openTensorFile(memory.write(bytes));
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_EQ((*whole)->tensors().size(), 2u);
  for (size_t numBytes = 0; numBytes < bytes.size(); ++numBytes) {
    auto file = openTensorFile(memory.write(bytes.substr(0, numBytes)));
    EXPECT_FALSE(file) << "opened " << numBytes << " of " << bytes.size();
  }
}

TEST_P(HostileBytesTest, RandomBytes) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::string bytes = valid();
  constexpr uint8_t nasty[] = {0, 1, 0x7F, 0x80, 0xFF};
  unsigned numOpened = 0, numRefused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string damaged = bytes;
    for (unsigned i = 0, n = 1 + random() % 4; i < n; ++i) {
      char &byte = damaged[random() % damaged.size()];
      byte = random() % 2 ? nasty[random() % std::size(nasty)] : random();
    }
    auto file = openTensorFile(memory.write(damaged));
    if (file)
      touch(**file);
    else
      EXPECT_EQ(file.error().message.find('\n'), std::string::npos);
    ++(file ? numOpened : numRefused);
  }
  // Changes of data open, changes of structure do not.
  EXPECT_GT(numOpened, 0u);
  EXPECT_GT(numRefused, 0u);
}

INSTANTIATE_TEST_SUITE_P(Formats, HostileBytesTest, ::testing::Bool(),
                         [](const auto &info) {
                           return info.param ? "Gguf" : "Safetensors";
                         });

} // namespace
