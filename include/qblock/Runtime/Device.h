//===- Device.h - A GPU, its memory and its kernels -------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What programs on a GPU need of its driver. The driver's library is opened at
// run time, so nothing here needs its headers, nor a GPU to be built. Links
// neither LLVM nor MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_RUNTIME_DEVICE_H
#define QBLOCK_RUNTIME_DEVICE_H

#include "qblock/Support/Expected.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace qblock::runtime {

/// The number of a byte in the device's memory; 0 is no address.
using DeviceAddress = uint64_t;

/// A kernel, as compiled code has it among its constants. Two kernels with the
/// same `image` pointer share a module of the driver.
struct DeviceKernel {
  const char *image; ///< PTX text, ended by a NUL, or a cubin
  const char *name;
};

/// Blocks of a grid, threads of a block, and bytes of dynamic shared memory.
struct LaunchShape {
  std::array<uint32_t, 3> grid = {1, 1, 1}, block = {1, 1, 1};
  uint32_t sharedBytes = 0;
};

/// The functions of the driver's library.
struct DriverFunctions;

/// One GPU, used through its primary context and one stream of its own: copies
/// and kernels happen in the order of the calls. After the error of a kernel
/// all calls fail, as the driver has it.
class Device {
public:
  /// Opens GPU `ordinal` by the driver in `library`, a path or a name that the
  /// dynamic linker finds. Errors name what is missing.
  static Expected<std::unique_ptr<Device>> open(const std::string &library,
                                                int ordinal = 0);
  ~Device();
  Device(const Device &) = delete;
  Device &operator=(const Device &) = delete;

  const std::string &getName() const { return name; }
  /// 10 * major + minor, as in the names of chips.
  unsigned getComputeCapability() const { return computeCapability; }

  /// To be called by each thread that uses the device, once.
  Expected<void> makeCurrent();

  /// Memory at a multiple of 256 bytes. Its contents are not defined.
  Expected<DeviceAddress> allocate(size_t numBytes);
  /// Keeps the memory for later allocations; work that was begun before may
  /// still use it. What is no allocation is ignored.
  void release(DeviceAddress address);
  /// Releases what was allocated and not released, but for constants.
  void releaseAll();
  /// Bytes that the driver has given and that were not given back to it.
  size_t getReservedBytes() const { return reservedBytes; }

  Expected<void> write(DeviceAddress target, const void *source,
                       size_t numBytes);
  /// Waits for the bytes, hence for all work before.
  Expected<void> read(void *target, DeviceAddress source, size_t numBytes);
  Expected<void> copy(DeviceAddress target, DeviceAddress source,
                      size_t numBytes);
  /// A copy of constant bytes, which is made once for each address and stays.
  Expected<DeviceAddress> getConstant(const void *bytes, size_t numBytes);

  /// Begins a kernel; `arguments` are pointers to the values of its
  /// parameters. An empty grid is no work.
  Expected<void> launch(const DeviceKernel &kernel, const LaunchShape &shape,
                        void **arguments);
  /// A word that is zero until a kernel writes the number of an error there.
  Expected<DeviceAddress> getErrorWord();
  /// Waits for all work. The number that kernels have written since the last
  /// call of this, or zero.
  Expected<uint32_t> takeError();
  /// Waits for all work; the error is one of a kernel.
  Expected<void> synchronize();

private:
  struct Function {
    void *handle = nullptr;
    uint32_t sharedBytes = 0; ///< of dynamic shared memory allowed so far
  };

  Device() = default;
  Expected<void> start(int ordinal);
  Expected<DeviceAddress> reserve(size_t numBytes);
  void giveBackUnused();
  Expected<void *> load(const char *image);
  Expected<Function *> find(const DeviceKernel &kernel);
  /// An error that says what could not be done, and to what.
  Expected<void> check(int result, const char *what,
                       std::string_view object = {}) const;

  std::unique_ptr<DriverFunctions> driver;
  std::string name;
  int number = 0;
  unsigned computeCapability = 0;
  void *context = nullptr, *stream = nullptr;
  size_t reservedBytes = 0;
  DeviceAddress errorWord = 0;
  std::unordered_map<DeviceAddress, size_t> used; ///< bytes of allocations
  std::multimap<size_t, DeviceAddress> unused;    ///< by their bytes
  std::unordered_map<const void *, DeviceAddress> constants;
  std::unordered_map<const char *, void *> modules; ///< by their image
  std::map<std::pair<const char *, const char *>, Function> functions;
};

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_DEVICE_H
