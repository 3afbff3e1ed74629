//===- Kernels.cpp - Modules and launches of the mock driver --------------===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Modules are read by the interpreter, which tells the layout of a kernel's
// parameters; they are packed here and sent with the launch.
//
//===----------------------------------------------------------------------===//

#include "MockDriver.h"

#include <cstring>
#include <sstream>

using namespace mock;

/// The bytes of a kernel's parameters, from pointers to each or from one
/// buffer.
static std::optional<std::vector<uint8_t>>
packParameters(const Function &function, void **parameters, void **extra) {
  std::vector<uint8_t> bytes(function.parameterBytes);
  if (parameters) {
    for (size_t n = 0; n < function.parameters.size(); ++n) {
      if (!parameters[n])
        return std::nullopt;
      auto [offset, size] = function.parameters[n];
      std::memcpy(bytes.data() + offset, parameters[n], size);
    }
    return bytes;
  }
  const void *buffer = nullptr;
  size_t size = 0;
  for (; extra && *extra; extra += 2) {
    if (reinterpret_cast<uintptr_t>(extra[0]) == 1)
      buffer = extra[1];
    else if (reinterpret_cast<uintptr_t>(extra[0]) == 2)
      size = *static_cast<size_t *>(extra[1]);
  }
  if (function.parameters.empty())
    return bytes;
  if (!buffer || size < bytes.size())
    return std::nullopt;
  std::memcpy(bytes.data(), buffer, bytes.size());
  return bytes;
}

/// Runs a kernel now. Its trap does not fail this call but the next ones.
static Result run(const std::string &command,
                  const std::vector<uint8_t> &parameters) {
  Driver &driver = Driver::get();
  if (driver.sticky)
    return driver.sticky;
  Answer answer =
      driver.interpreter->ask(command, parameters.data(), parameters.size());
  if (answer.code == Success)
    return Success;
  say(answer.message);
  if (answer.code != LaunchFailed)
    return static_cast<Result>(answer.code);
  driver.sticky = LaunchFailed;
  return Success;
}

// Modules and functions.

ENTRY cuModuleLoadDataEx(Module **module, const void *image, unsigned,
                         const int *, void **) {
  LOCK;
  CHECK(check());
  CHECK(checkSafe());
  const char *text = static_cast<const char *>(image);
  size_t length = std::strlen(text);
  if (!std::strstr(text, ".version")) {
    say("the image is no PTX text");
    return InvalidPtx;
  }
  Answer answer = Driver::get().interpreter->ask(
      "module " + std::to_string(length), text, length);
  if (answer.code) {
    say(answer.message);
    return answer.code;
  }
  *module = new Module{answer.values[0]};
  Driver::get().modules.insert(*module);
  return Success;
}

ENTRY cuModuleLoadData(Module **module, const void *image) {
  return cuModuleLoadDataEx(module, image, 0, nullptr, nullptr);
}

ENTRY cuModuleUnload(Module *module) {
  LOCK;
  CHECK(check());
  CHECK(checkSafe());
  if (!Driver::get().modules.erase(module))
    return InvalidHandle;
  Driver::get().interpreter->ask("unload " + std::to_string(module->number));
  delete module;
  return Success;
}

ENTRY cuModuleGetFunction(Function **function, Module *module,
                          const char *name) {
  LOCK;
  CHECK(check());
  if (!Driver::get().modules.count(module))
    return InvalidHandle;
  Answer answer = Driver::get().interpreter->ask(
      "function " + std::to_string(module->number) + " " + name);
  if (answer.code)
    return answer.code;
  auto &values = answer.values;
  *function = new Function{values[0], values[1], values[2], values[3], {}};
  for (size_t n = 4; n + 1 < values.size(); n += 2)
    (*function)->parameters.emplace_back(values[n], values[n + 1]);
  Driver::get().functions.insert(*function);
  return Success;
}

ENTRY cuModuleGetGlobal_v2(uint64_t *address, size_t *bytes, Module *module,
                           const char *name) {
  LOCK;
  CHECK(check());
  Driver &driver = Driver::get();
  if (!driver.modules.count(module))
    return InvalidHandle;
  Answer answer = driver.interpreter->ask(
      "global " + std::to_string(module->number) + " " + name);
  if (answer.code)
    return answer.code;
  driver.allocations[answer.values[0]] = answer.values[1];
  if (address)
    *address = answer.values[0];
  if (bytes)
    *bytes = answer.values[1];
  return Success;
}

ENTRY cuFuncSetAttribute(Function *function, int attribute, int value) {
  LOCK;
  CHECK(check());
  if (!Driver::get().functions.count(function))
    return InvalidHandle;
  if (attribute == 9) // PREFERRED_SHARED_MEMORY_CARVEOUT, a hint
    return Success;
  int limit = *attributeOf(97);
  if (attribute != 8 || value < 0 ||
      value + int(function->staticSharedBytes) > limit)
    return InvalidValue;
  function->maxDynamicSharedBytes = static_cast<uint64_t>(value);
  return Success;
}

ENTRY cuFuncGetAttribute(int *value, int attribute, Function *function) {
  LOCK;
  CHECK(check());
  if (!Driver::get().functions.count(function))
    return InvalidHandle;
  switch (attribute) {
  case 0: // MAX_THREADS_PER_BLOCK
    *value = static_cast<int>(function->maxThreads);
    return Success;
  case 1: // SHARED_SIZE_BYTES
    *value = static_cast<int>(function->staticSharedBytes);
    return Success;
  case 3: // LOCAL_SIZE_BYTES
    *value = 0;
    return Success;
  case 8: // MAX_DYNAMIC_SHARED_SIZE_BYTES
    *value = static_cast<int>(function->maxDynamicSharedBytes);
    return Success;
  default:
    return InvalidValue;
  }
}

ENTRY cuLaunchKernel(Function *function, unsigned gridX, unsigned gridY,
                     unsigned gridZ, unsigned blockX, unsigned blockY,
                     unsigned blockZ, unsigned sharedBytes, void *stream,
                     void **parameters, void **extra) {
  LOCK;
  CHECK(check());
  if (!Driver::get().functions.count(function))
    return InvalidHandle;
  uint64_t threads = uint64_t(blockX) * blockY * blockZ;
  if (!threads || !gridX || !gridY || !gridZ || gridY > 65535 ||
      gridZ > 65535 || threads > 1024 ||
      sharedBytes > function->maxDynamicSharedBytes)
    return InvalidValue;
  if (threads > function->maxThreads)
    return LaunchOutOfResources;
  auto bytes = packParameters(*function, parameters, extra);
  if (!bytes)
    return InvalidValue;
  std::ostringstream command;
  command << "launch " << function->number;
  for (unsigned size :
       {gridX, gridY, gridZ, blockX, blockY, blockZ, sharedBytes})
    command << " " << size;
  command << " " << bytes->size();
  return submit(stream, [command = command.str(), bytes = *bytes] {
    return run(command, bytes);
  });
}
