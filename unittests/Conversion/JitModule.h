//===- JitModule.h - Compiles and runs modules in tests ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_UNITTESTS_CONVERSION_JITMODULE_H
#define QBLOCK_UNITTESTS_CONVERSION_JITMODULE_H

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace qblock::test {

/// `text` with `to` in place of each `from`.
std::string replaced(std::string text, const std::string &from,
                     const std::string &to);

/// A memref descriptor of any rank, with the data that it points to. Sizes
/// count elements.
class Array {
public:
  Array(const void *data, std::vector<int64_t> sizes);
  /// For a result of rank `rank`, which the call fills in.
  explicit Array(unsigned rank);
  void *descriptor() { return words.data(); }
  const void *data() const { return reinterpret_cast<void *>(words[1]); }
  /// Frees a result.
  void release();

private:
  std::vector<intptr_t> words;
};

/// A module lowered by the project's pipeline and compiled for the host. Its
/// functions have the attribute llvm.emit_c_interface.
class JitModule {
public:
  /// Null, with a failure of the test, if the text does not compile. Kernels
  /// use the instructions of `cpu`, which this machine has.
  static std::unique_ptr<JitModule> compile(const std::string &text,
                                            const std::string &cpu = "host");
  ~JitModule();
  /// Calls a function with one result.
  Array call(const std::string &name, unsigned resultRank,
             std::vector<Array> arguments);

private:
  struct State;
  explicit JitModule(std::unique_ptr<State> state);
  std::unique_ptr<State> state;
};

} // namespace qblock::test

#endif // QBLOCK_UNITTESTS_CONVERSION_JITMODULE_H
