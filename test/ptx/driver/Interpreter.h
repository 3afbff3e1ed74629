//===- Interpreter.h - The process that runs kernels ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TEST_PTX_DRIVER_INTERPRETER_H
#define QBLOCK_TEST_PTX_DRIVER_INTERPRETER_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace mock {

/// A line on the standard error.
void say(const std::string &message);

/// The first address of device memory, as in memory.py.
constexpr uint64_t deviceBase = 0x100000000000;

/// An answer of the interpreter: the code of a CUDA error (0 for none) and a
/// message, or values.
struct Answer {
  int code;
  std::vector<uint64_t> values;
  std::string message;
};

/// A child process with server.py, and the memory that it shares with this one.
class Interpreter {
public:
  ~Interpreter() { stop(); }

  /// False, with a line on the standard error, if it does not start.
  bool start(uint64_t numBytes, unsigned chip);

  /// Sends a command, with bytes after it, and waits for the answer: server.py
  /// lists them.
  Answer ask(const std::string &command, const void *bytes = nullptr,
             size_t numBytes = 0);

  /// Where this process has the byte at a device address.
  uint8_t *at(uint64_t address) { return memory + (address - deviceBase); }
  uint64_t size() const { return memoryBytes; }

private:
  void stop();
  bool spawn(int memoryFd, unsigned chip);
  bool send(const void *bytes, size_t numBytes);
  bool readLine(std::string &line);

  uint8_t *memory = nullptr;
  uint64_t memoryBytes = 0;
  pid_t child = 0;
  int socket = -1;
};

} // namespace mock

#endif // QBLOCK_TEST_PTX_DRIVER_INTERPRETER_H
