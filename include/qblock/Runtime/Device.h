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
#include <vector>

namespace qblock::runtime {

/// The driver's library, where the dynamic linker finds it.
inline constexpr const char *kDriverLibrary = "libcuda.so.1";

/// The number of a byte in the device's memory; 0 is no address.
using DeviceAddress = uint64_t;

/// A kernel, as compiled code has it among its constants. Two kernels with the
/// same `image` pointer share a module of the driver.
struct DeviceKernel {
  const char *image; ///< PTX text, ended by a NUL, or a cubin
  const char *name;
  const char *label = nullptr; ///< what it does, for people; null: its name
};

/// What a launch is there for, if that is a product with a weight.
struct DeviceProduct {
  uint64_t weightBytes = 0; ///< of the weight, in ggml's order
  uint64_t numProducts = 0; ///< M * N * K
};

/// All launches of a kernel so far.
struct DeviceProfileEntry {
  std::string label;
  uint64_t numLaunches = 0;
  double seconds = 0;    ///< on the device, between two events
  DeviceProduct product; ///< the sum over launches
};

/// What the device's attributes say it can do.
struct DeviceRates {
  double bytesPerSecond = 0;  ///< of its memory
  double clocksPerSecond = 0; ///< of all multiprocessors together
};

/// Code for devices from a compute capability on, or of exactly that one.
struct DeviceVariant {
  int32_t computeCapability; ///< 10 * major + minor
  int32_t isExact;
  int32_t sharedBytes; ///< of dynamic shared memory that a block needs at most
};

/// Blocks of a grid, threads of a block, and bytes of dynamic shared memory.
struct LaunchShape {
  std::array<uint32_t, 3> grid = {1, 1, 1}, block = {1, 1, 1};
  uint32_t sharedBytes = 0;
};

/// The functions of the driver's library.
struct DriverFunctions;

class Device;

/// Messages of the errors 1 to `count` that kernels write.
struct DeviceMessages {
  const char *const *texts = nullptr;
  int64_t count = 0;
};

/// Work that was captured, and the memory that it uses. It must not outlive its
/// device.
class DeviceGraph {
public:
  ~DeviceGraph();
  DeviceGraph(const DeviceGraph &) = delete;
  DeviceGraph &operator=(const DeviceGraph &) = delete;

  /// Kernels, copies and fills.
  size_t getNumNodes() const { return numNodes; }

private:
  friend class Device;
  explicit DeviceGraph(Device &device) : device(device) {}

  Device &device;
  void *executable = nullptr;
  size_t numNodes = 0;
  DeviceMessages messages;
  std::map<DeviceAddress, size_t> blocks; ///< bytes of its memory
};

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

  /// The number of the variant that is best for this device: machine code of
  /// its own, else the latest that it runs. The error says what there is.
  Expected<size_t> choose(const DeviceVariant *variants, size_t count) const;

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
                        void **arguments, const DeviceProduct &product = {});
  /// From now on launches, copies and writes of a few bytes are collected and
  /// not done. What cannot be collected is an error that says why, after which
  /// the capture has to be discarded: reading, waiting, and what asks the
  /// driver for memory, for a kernel or for a copy of a constant that was not
  /// there before.
  Expected<void> beginCapture();
  /// What was collected. The memory that was allocated meanwhile is the
  /// graph's, also what was released.
  Expected<std::unique_ptr<DeviceGraph>> endCapture();
  void discardCapture();
  bool isCapturing() const { return capture != nullptr; }
  /// Does what was captured and waits for it; errors are as those of
  /// `checkErrors`.
  Expected<void> replay(const DeviceGraph &graph);

  /// Begins or ends to measure each launch. Captures are not measured.
  void setProfiling(bool isOn) { isProfiling = isOn; }
  /// Waits for all work. Where the time of the launches since the last call of
  /// this went, longest first.
  Expected<std::vector<DeviceProfileEntry>> takeProfile();
  Expected<DeviceRates> getRates() const;

  /// A word that is zero until a kernel writes the number of an error there.
  Expected<DeviceAddress> getErrorWord();
  /// Waits for all work. The number that kernels have written since the last
  /// call of this, or zero.
  Expected<uint32_t> takeError();
  /// Waits for all work. The failure that kernels have written the number of;
  /// in a capture, it is looked for after each replay.
  Expected<void> checkErrors(DeviceMessages messages);
  /// Waits for all work; the error is one of a kernel.
  Expected<void> synchronize();

private:
  struct Function {
    void *handle = nullptr;
    uint32_t sharedBytes = 0; ///< of dynamic shared memory allowed so far
  };

  friend class DeviceGraph;

  Device() = default;
  Expected<void> start(int ordinal);
  /// The failure of a call that cannot be captured, if there is a capture.
  Expected<void> checkNotCapturing(const char *what) const;
  Expected<void> fill(DeviceAddress target, const uint8_t *bytes,
                      size_t numBytes);
  void *endStreamCapture(int &result);
  Expected<void *> recordEvent();
  Expected<int> getAttribute(int attribute) const;
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
  int sharedBytesPerBlock = 0; ///< that a kernel can ask for
  void *context = nullptr, *stream = nullptr;
  size_t reservedBytes = 0;
  DeviceAddress errorWord = 0;
  std::unordered_map<DeviceAddress, size_t> used; ///< bytes of allocations
  std::multimap<size_t, DeviceAddress> unused;    ///< by their bytes
  std::unordered_map<const void *, DeviceAddress> constants;
  std::unordered_map<const char *, void *> modules; ///< by their image
  std::map<std::pair<const char *, const char *>, Function> functions;
  std::unique_ptr<DeviceGraph> capture; ///< the one in progress

  /// A launch that was measured.
  struct Measurement {
    std::string_view label;
    DeviceProduct product;
    void *begin, *end; ///< events
  };
  bool isProfiling = false;
  std::vector<Measurement> measurements;
  std::vector<void *> freeEvents;
};

} // namespace qblock::runtime

#endif // QBLOCK_RUNTIME_DEVICE_H
