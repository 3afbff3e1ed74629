//===- TestFiles.h - Files that tests make byte by byte ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_UNITTESTS_WEIGHTS_TESTFILES_H
#define QBLOCK_UNITTESTS_WEIGHTS_TESTFILES_H

#include "qblock/Weights/GgufFile.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <string>

namespace qblock::weights::test {

/// A folder that goes away with the object.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "qblock-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }

  std::string file(const std::string &name) const { return path + "/" + name; }
  std::string write(const std::string &name, const std::string &bytes) const {
    std::ofstream(file(name), std::ios::binary) << bytes;
    return file(name);
  }
  size_t numFiles() const {
    return std::distance(std::filesystem::directory_iterator(path),
                         std::filesystem::directory_iterator());
  }

  std::string path;
};

inline std::string readFile(const std::string &path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

template <typename T>
std::string bytesOf(T value) {
  return std::string(reinterpret_cast<const char *>(&value), sizeof(T));
}

template <typename T>
std::string bytesOf(const std::vector<T> &values) {
  return std::string(reinterpret_cast<const char *>(values.data()),
                     values.size() * sizeof(T));
}

/// A length of 64 bits and the text.
inline std::string stringBytes(const std::string &text) {
  return bytesOf<uint64_t>(text.size()) + text;
}

inline std::string entryBytes(const std::string &key, MetadataType type,
                              const std::string &value) {
  return stringBytes(key) + bytesOf(type) + value;
}

/// A tensor of a GGUF file as it is to be written, right or wrong. The
/// innermost dimension is the first. An offset that is not given follows the
/// tensor before.
struct RawTensor {
  std::string name;
  std::vector<uint64_t> dims;
  uint32_t typeId = 0;
  std::string data;
  std::optional<uint64_t> offset = {};
};

/// A GGUF file whose every field can be made wrong.
struct GgufBuilder {
  std::string magic = "GGUF";
  uint32_t version = 3;
  std::vector<std::string> entries = {entryBytes(
      "general.architecture", MetadataType::String, stringBytes("llama"))};
  std::vector<RawTensor> tensors;
  std::optional<uint64_t> entryCount, tensorCount;
  uint64_t alignment = 32; ///< of the data; general.alignment is another thing

  std::string build() const {
    std::string bytes = magic + bytesOf(version) +
                        bytesOf(tensorCount.value_or(tensors.size())) +
                        bytesOf(entryCount.value_or(entries.size()));
    for (const std::string &entry : entries)
      bytes += entry;
    std::string data;
    for (const RawTensor &tensor : tensors) {
      data.resize((data.size() + alignment - 1) / alignment * alignment);
      bytes += stringBytes(tensor.name) +
               bytesOf<uint32_t>(tensor.dims.size()) + bytesOf(tensor.dims) +
               bytesOf(tensor.typeId) +
               bytesOf<uint64_t>(tensor.offset.value_or(data.size()));
      data += tensor.data;
    }
    if (!data.empty())
      bytes.resize((bytes.size() + alignment - 1) / alignment * alignment);
    return bytes + data;
  }
};

/// `header` with its length in front and `data` behind.
inline std::string safetensorsBytes(const std::string &header,
                                    const std::string &data = "") {
  return bytesOf<uint64_t>(header.size()) + header + data;
}

/// Expects a failure whose message is one line that holds all of `parts`.
template <typename T>
void expectError(const Expected<T> &result,
                 const std::vector<std::string> &parts) {
  ASSERT_FALSE(result);
  const std::string &message = result.error().message;
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  for (const std::string &part : parts)
    EXPECT_NE(message.find(part), std::string::npos)
        << "'" << message << "' does not hold '" << part << "'";
}

} // namespace qblock::weights::test

#endif // QBLOCK_UNITTESTS_WEIGHTS_TESTFILES_H
