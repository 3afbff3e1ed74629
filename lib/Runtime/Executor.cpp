//===- Executor.cpp - Running a model in this process -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The three steps of running a module: give it its data, lower it, compile it.
// The results' buffers belong to the code, so they are copied before the call's
// memory is released.
//
//===----------------------------------------------------------------------===//

#include "qblock/Runtime/Executor.h"
#include "ExternalData.h"
#include "GuardedCall.h"
#include "Jit.h"
#include "Profile.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "qblock/CodeGen/MachineCode.h"
#include "qblock/Dialect/QBlock/Transforms/Passes.h"
#include "qblock/Pipelines/Pipelines.h"
#include "qblock/Runtime/DeviceFunctions.h"
#include "qblock/Target/GpuTarget.h"

#include <cstring>
#include <limits>
#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace mlir;
using namespace qblock;
using namespace qblock::runtime;

/// OpenMP's; its header is another one for each compiler.
extern "C" void omp_set_num_threads(int numThreads);

struct Executor::Impl {
  SmallVector<RankedTensorType> inputTypes, resultTypes;
  ExternalData data;
  std::unique_ptr<llvm::orc::LLJIT> jit;
  void (*function)(void **) = nullptr;
  unsigned numThreads = 1;
  Device *device = nullptr;
  Profile profile;
};

Executor::Executor(std::unique_ptr<Impl> impl) : impl(std::move(impl)) {}
Executor::~Executor() = default;

ArrayRef<RankedTensorType> Executor::inputTypes() const {
  return impl->inputTypes;
}
ArrayRef<RankedTensorType> Executor::resultTypes() const {
  return impl->resultTypes;
}

void runtime::keepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

unsigned runtime::getBytesPerElem(Type elementType) {
  if (elementType.isIndex())
    return 8;
  if (!elementType.isIntOrFloat())
    return 0;
  unsigned bits = elementType.getIntOrFloatBitWidth();
  if (bits == 1)
    return 1;
  return bits == 8 || bits == 16 || bits == 32 || bits == 64 ? bits / 8 : 0;
}

//===----------------------------------------------------------------------===//
// Creation
//===----------------------------------------------------------------------===//

static FailureOr<func::FuncOp> findEntry(ModuleOp module, StringRef name) {
  auto entry = module.lookupSymbol<func::FuncOp>(name);
  if (!entry)
    return module.emitError() << "there is no function '@" << name << "'";
  if (entry.isDeclaration() || entry.isPrivate())
    return entry.emitError()
           << "function '@" << name << "' is "
           << (entry.isDeclaration() ? "a declaration" : "private")
           << " and cannot be run";
  if (!SymbolTable::symbolKnownUseEmpty(entry, module))
    return entry.emitError()
           << "function '@" << name << "' is used by others and cannot be run";
  return entry;
}

/// Ranked tensors whose elements fit a HostArray.
static FailureOr<SmallVector<RankedTensorType>>
getArrayTypes(func::FuncOp entry, TypeRange types, StringRef what) {
  SmallVector<RankedTensorType> arrays;
  for (auto [index, type] : llvm::enumerate(types)) {
    auto array = dyn_cast<RankedTensorType>(type);
    if (!array || !runtime::getBytesPerElem(array.getElementType()))
      return entry.emitError() << "expects a tensor of numbers for " << what
                               << " #" << index << ", but got " << type;
    arrays.push_back(array);
  }
  return arrays;
}

/// Removes what `entry` does not need: it may lack weights, or not be
/// lowerable.
static LogicalResult removeOthers(ModuleOp module, func::FuncOp entry) {
  for (auto function : module.getOps<func::FuncOp>())
    if (function != entry)
      function.setPrivate();
  PassManager passes(module.getContext());
  passes.addPass(createSymbolDCEPass());
  return passes.run(module);
}

/// Before weights are bound, so that they can be packed where they are read.
static LogicalResult packWeights(ModuleOp module,
                                 const ExecutorOptions &options) {
  PassManager passes(module.getContext());
  PackWeightsOptions packing;
  packing.activations = options.activations;
  passes.addPass(createPackWeights(packing));
  return passes.run(module);
}

static LogicalResult addGpuPipeline(ModuleOp module, PassManager &passes,
                                    const ExecutorOptions &options) {
  std::string chip = options.targetChip;
  if (chip.empty()) {
    const GpuTarget *found =
        findGpuTargetFor(options.device->getComputeCapability());
    if (!found)
      return module.emitError()
             << "cannot run on GPU '" << options.device->getName()
             << "': there is no code for compute capability "
             << options.device->getComputeCapability();
    chip = found->getName().str();
  }
  DialectRegistry registry;
  for (const GpuTarget *target : getGpuTargets())
    target->registerInterfaces(registry);
  module.getContext()->appendDialectRegistry(registry);
  LowerToNvvmOptions pipelineOptions;
  pipelineOptions.activations = options.activations;
  pipelineOptions.targetChip = chip;
  buildLowerToNvvmPipeline(passes, pipelineOptions);
  return success();
}

static void addCpuPipeline(PassManager &passes,
                           const ExecutorOptions &options) {
  LowerToCpuOptions pipelineOptions;
  pipelineOptions.activations = options.activations;
  pipelineOptions.targetCpu = options.targetCpu;
  pipelineOptions.threads = options.numThreads != 1;
  pipelineOptions.profile = options.profile;
  pipelineOptions.reassociate = options.reassociate;
  buildLowerToCpuPipeline(passes, pipelineOptions);
}

static LogicalResult lower(ModuleOp module, const ExecutorOptions &options) {
  PassManager passes(module.getContext());
  if (!options.device)
    addCpuPipeline(passes, options);
  else if (failed(addGpuPipeline(module, passes, options)))
    return failure();
  if (failed(passes.run(module)) || failed(verifyLowered(module)))
    return failure();
  return addPackedEntry(module, options.entry);
}

FailureOr<std::unique_ptr<Executor>>
Executor::create(ModuleOp module, const ExecutorOptions &options) {
  auto announce = [&](StringRef step) {
    if (options.onStep)
      options.onStep(step);
  };
  auto impl = std::make_unique<Impl>();
  impl->numThreads = options.numThreads;
  impl->device = options.device;
  FailureOr<func::FuncOp> entry = findEntry(module, options.entry);
  if (failed(entry) || failed(removeOthers(module, *entry)))
    return failure();
  announce("binding weights");
  if (failed(packWeights(module, options)) ||
      failed(externalizeData(module, *entry, options.bindWeight, impl->data)))
    return failure();
  auto inputs = getArrayTypes(*entry, entry->getArgumentTypes(), "argument");
  auto results = getArrayTypes(*entry, entry->getResultTypes(), "result");
  if (failed(inputs) || failed(results))
    return failure();
  impl->inputTypes = *inputs;
  impl->resultTypes = *results;
  if (options.onSignature && failed(options.onSignature(*inputs, *results)))
    return failure();

  announce("compiling");
  if (failed(lower(module, options)))
    return failure();
  auto jit = compile(module, impl->data);
  if (failed(jit))
    return failure();
  impl->jit = std::move(*jit);
  auto address = impl->jit->lookup(kPackedEntryName);
  if (!address)
    return module.emitError()
           << "cannot be linked: " << llvm::toString(address.takeError());
  impl->function = address->toPtr<void (*)(void **)>();
  return std::unique_ptr<Executor>(new Executor(std::move(impl)));
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// An array as compiled code takes it: allocated pointer, aligned pointer,
/// offset, sizes, strides; all words of 64 bits.
static SmallVector<int64_t> makeDescriptor(const HostArray &array,
                                           int64_t address) {
  SmallVector<int64_t> words = {address, address, 0};
  words.append(array.shape);
  SmallVector<int64_t> strides(array.shape.size(), 1);
  for (size_t i = strides.size(); i-- > 1;)
    strides[i - 1] = strides[i] * array.shape[i];
  words.append(strides);
  return words;
}

/// Copies dimensions `dim` and inner ones from strided memory; all counts in
/// bytes.
static uint8_t *copyStrided(const uint8_t *src, ArrayRef<int64_t> shape,
                            ArrayRef<int64_t> strides, unsigned bytesPerElem,
                            uint8_t *dst) {
  if (shape.empty()) {
    std::memcpy(dst, src, bytesPerElem);
    return dst + bytesPerElem;
  }
  if (shape.size() == 1 && strides[0] == 1) {
    std::memcpy(dst, src, shape[0] * bytesPerElem);
    return dst + shape[0] * bytesPerElem;
  }
  for (int64_t i = 0; i < shape[0]; ++i)
    dst = copyStrided(src + i * strides[0] * bytesPerElem, shape.drop_front(),
                      strides.drop_front(), bytesPerElem, dst);
  return dst;
}

static bool isDense(ArrayRef<int64_t> shape, ArrayRef<int64_t> strides) {
  int64_t stride = 1;
  for (size_t i = shape.size(); i-- > 0; stride *= shape[i])
    if (shape[i] != 1 && strides[i] != stride)
      return false;
  return true;
}

/// Copies the elements of `array`, which lie at `src`, into it.
static void copyElements(const uint8_t *src, ArrayRef<int64_t> strides,
                         unsigned bytesPerElem, HostArray &array) {
  int64_t numBytes = bytesPerElem;
  for (int64_t size : array.shape)
    numBytes *= size;
  if (isDense(array.shape, strides)) {
    array.data.assign(src, src + numBytes);
    return;
  }
  array.data.resize(numBytes);
  copyStrided(src, array.shape, strides, bytesPerElem, array.data.data());
}

/// From this machine's memory, or from that of `device`.
static Expected<HostArray> copyResult(ArrayRef<int64_t> descriptor,
                                      Type elementType, Device *device) {
  size_t rank = (descriptor.size() - 3) / 2;
  ArrayRef<int64_t> shape = descriptor.slice(3, rank);
  unsigned bytesPerElem = runtime::getBytesPerElem(elementType);
  HostArray array{elementType, llvm::to_vector(shape), {}};
  if (llvm::is_contained(shape, 0))
    return array;
  ArrayRef<int64_t> strides = descriptor.drop_front(3 + rank);
  int64_t first = descriptor[1] + descriptor[2] * bytesPerElem;
  if (!device) {
    copyElements(reinterpret_cast<const uint8_t *>(first), strides,
                 bytesPerElem, array);
    return array;
  }
  int64_t numElems = 1; // from the first one to the last one
  for (auto [size, stride] : llvm::zip_equal(shape, strides))
    numElems += (size - 1) * stride;
  std::vector<uint8_t> bytes(numElems * bytesPerElem);
  if (auto isWell =
          device->read(bytes.data(), DeviceAddress(first), bytes.size());
      !isWell)
    return tl::unexpected<Error>(isWell.error());
  copyElements(bytes.data(), strides, bytesPerElem, array);
  return array;
}

template <typename T>
static std::string print(const T &value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

static Expected<void> verifyInput(size_t index, const HostArray &array,
                                  RankedTensorType type) {
  bool isWell = array.elementType == type.getElementType() &&
                succeeded(verifyCompatibleShape(array.shape, type.getShape()));
  if (!isWell)
    return makeError(
        "input #" + std::to_string(index) + " expects " + print(type) +
        ", but got " +
        print(RankedTensorType::get(array.shape, array.elementType)));
  return {};
}

/// Where compiled code finds an input.
static Expected<int64_t> placeInput(const HostArray &array, Device *device) {
  if (!device)
    return reinterpret_cast<int64_t>(array.data.data());
  Expected<DeviceAddress> address = device->allocate(array.data.size());
  if (!address)
    return tl::unexpected<Error>(address.error());
  if (auto isWell =
          device->write(*address, array.data.data(), array.data.size());
      !isWell)
    return tl::unexpected<Error>(isWell.error());
  return int64_t(*address);
}

namespace {
/// The device's part of a call: compiled code uses it meanwhile, and then all
/// that the call has allocated is released.
struct DeviceCall {
  explicit DeviceCall(Device *device) : device(device) {
    setCurrentDevice(device);
  }
  ~DeviceCall() {
    setCurrentDevice(nullptr);
    if (device)
      device->releaseAll();
  }
  Device *device;
};
} // namespace

Expected<std::vector<HostArray>> Executor::run(ArrayRef<HostArray> inputs) {
  if (inputs.size() != impl->inputTypes.size())
    return makeError("expects " + std::to_string(impl->inputTypes.size()) +
                     " inputs, but got " + std::to_string(inputs.size()));
  DeviceCall deviceCall(impl->device);
  if (impl->device)
    if (auto isWell = impl->device->makeCurrent(); !isWell)
      return tl::unexpected<Error>(isWell.error());
  std::vector<SmallVector<int64_t>> descriptors;
  for (auto [index, array] : llvm::enumerate(inputs)) {
    if (auto isWell = verifyInput(index, array, impl->inputTypes[index]);
        !isWell)
      return tl::unexpected<Error>(isWell.error());
    Expected<int64_t> address = placeInput(array, impl->device);
    if (!address)
      return tl::unexpected<Error>(address.error());
    descriptors.push_back(makeDescriptor(array, *address));
  }
  size_t numResultWords = 0;
  for (RankedTensorType type : impl->resultTypes)
    numResultWords += 3 + 2 * type.getRank();
  std::vector<int64_t> resultWords(numResultWords);

  SmallVector<void *> arguments;
  if (!impl->resultTypes.empty())
    arguments.push_back(resultWords.data());
  for (SmallVector<int64_t> &descriptor : descriptors)
    arguments.push_back(descriptor.data());
  if (impl->numThreads > 1)
    omp_set_num_threads(int(impl->numThreads));
  Profile::Scope measured(impl->profile);
  GuardedCall call;
  if (auto isWell = call.run(impl->function, arguments.data()); !isWell)
    return tl::unexpected<Error>(isWell.error());

  std::vector<HostArray> results;
  ArrayRef<int64_t> rest = resultWords;
  for (RankedTensorType type : impl->resultTypes) {
    size_t numWords = 3 + 2 * type.getRank();
    Expected<HostArray> result = copyResult(
        rest.take_front(numWords), type.getElementType(), impl->device);
    if (!result)
      return tl::unexpected<Error>(result.error());
    results.push_back(std::move(*result));
    rest = rest.drop_front(numWords);
  }
  return results;
}

std::vector<ProfileEntry> Executor::takeProfile() {
  return impl->profile.take();
}
