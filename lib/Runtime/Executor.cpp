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
#include "CapturedCall.h"
#include "ExternalData.h"
#include "GuardedCall.h"
#include "Jit.h"
#include "Profile.h"
#include "Results.h"

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
  /// A call is captured when one with these shapes has been made.
  std::vector<SmallVector<int64_t>> lastShapes;
  std::unique_ptr<CapturedCall> captured;
  CaptureState captureState;

  Expected<void> verifyInputs(ArrayRef<HostArray> inputs) const;
  Expected<void> call(ArrayRef<HostArray> inputs,
                      std::vector<int64_t> &resultWords, GuardedCall &guarded);
  void capture(ArrayRef<HostArray> inputs, size_t numResultWords);
  Expected<std::vector<HostArray>> copyResults(ArrayRef<int64_t> words) const;
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
  packing.keepOrder = options.rawWeights;
  passes.addPass(createPackWeights(packing));
  return passes.run(module);
}

static LogicalResult addGpuPipeline(ModuleOp module, PassManager &passes,
                                    const ExecutorOptions &options) {
  std::vector<std::string> chips = options.targetChips;
  if (chips.empty()) {
    const GpuTarget *found =
        findGpuTargetFor(options.device->getComputeCapability());
    if (!found)
      return module.emitError()
             << "cannot run on GPU '" << options.device->getName()
             << "': there is no code for compute capability "
             << options.device->getComputeCapability();
    chips.push_back(found->getName().str());
  }
  DialectRegistry registry;
  for (const GpuTarget *target : getGpuTargets())
    target->registerInterfaces(registry);
  module.getContext()->appendDialectRegistry(registry);
  LowerToNvvmOptions pipelineOptions;
  pipelineOptions.activations = options.activations;
  pipelineOptions.targetChips = ArrayRef(chips);
  pipelineOptions.rawWeights = options.rawWeights;
  pipelineOptions.gemm = options.gpuGemm;
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
  impl->captureState.isWanted =
      options.device && options.capture && !options.profile;
  if (options.device)
    options.device->setProfiling(options.profile);
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

Expected<void> Executor::Impl::verifyInputs(ArrayRef<HostArray> inputs) const {
  if (inputs.size() != inputTypes.size())
    return makeError("expects " + std::to_string(inputTypes.size()) +
                     " inputs, but got " + std::to_string(inputs.size()));
  for (auto [index, array] : llvm::enumerate(inputs))
    if (auto isWell = verifyInput(index, array, inputTypes[index]); !isWell)
      return isWell;
  return {};
}

/// A call as the code has it. On CPUs, results live as long as `guarded`.
Expected<void> Executor::Impl::call(ArrayRef<HostArray> inputs,
                                    std::vector<int64_t> &resultWords,
                                    GuardedCall &guarded) {
  std::vector<SmallVector<int64_t>> descriptors;
  lastShapes.clear();
  for (const HostArray &array : inputs) {
    Expected<int64_t> address = placeInput(array, device);
    if (!address)
      return tl::unexpected<Error>(address.error());
    descriptors.push_back(makeDescriptor(array, *address));
    lastShapes.push_back(array.shape);
  }
  SmallVector<void *> arguments;
  if (!resultTypes.empty())
    arguments.push_back(resultWords.data());
  for (SmallVector<int64_t> &descriptor : descriptors)
    arguments.push_back(descriptor.data());
  if (numThreads > 1)
    omp_set_num_threads(int(numThreads));
  Profile::Scope measured(profile);
  return guarded.run(function, arguments.data());
}

/// Captures a call if one like it has been made, which has told the device
/// about kernels and constants, and left it memory.
void Executor::Impl::capture(ArrayRef<HostArray> inputs,
                             size_t numResultWords) {
  bool isRepeated = llvm::equal(
      lastShapes, inputs, [](ArrayRef<int64_t> shape, const HostArray &array) {
        return shape == ArrayRef(array.shape);
      });
  if (!captureState.isWanted || !captureState.failure.empty() || !isRepeated)
    return;
  captured.reset();
  auto made = CapturedCall::capture(*device, function, inputs, numResultWords);
  if (made)
    captured = std::move(*made);
  else
    captureState.failure = made.error().message;
  captureState.numNodes = captured ? captured->getNumNodes() : 0;
}

Expected<std::vector<HostArray>>
Executor::Impl::copyResults(ArrayRef<int64_t> words) const {
  std::vector<HostArray> results;
  for (RankedTensorType type : resultTypes) {
    size_t numWords = 3 + 2 * type.getRank();
    Expected<HostArray> result =
        copyResult(words.take_front(numWords), type.getElementType(), device);
    if (!result)
      return tl::unexpected<Error>(result.error());
    results.push_back(std::move(*result));
    words = words.drop_front(numWords);
  }
  return results;
}

Expected<std::vector<HostArray>> Executor::run(ArrayRef<HostArray> inputs) {
  if (auto isWell = impl->verifyInputs(inputs); !isWell)
    return tl::unexpected<Error>(isWell.error());
  DeviceCall deviceCall(impl->device);
  if (impl->device)
    if (auto isWell = impl->device->makeCurrent(); !isWell)
      return tl::unexpected<Error>(isWell.error());
  size_t numResultWords = 0;
  for (RankedTensorType type : impl->resultTypes)
    numResultWords += 3 + 2 * type.getRank();
  if (!impl->captured || !impl->captured->fits(inputs))
    impl->capture(inputs, numResultWords);
  if (impl->captured && impl->captured->fits(inputs)) {
    Expected<ArrayRef<int64_t>> words = impl->captured->run(inputs);
    if (!words)
      return tl::unexpected<Error>(words.error());
    return impl->copyResults(*words);
  }
  std::vector<int64_t> resultWords(numResultWords);
  GuardedCall guarded;
  if (auto isWell = impl->call(inputs, resultWords, guarded); !isWell)
    return tl::unexpected<Error>(isWell.error());
  return impl->copyResults(resultWords);
}

const CaptureState &Executor::getCaptureState() const {
  return impl->captureState;
}

Expected<std::vector<ProfileEntry>> Executor::takeProfile() {
  if (!impl->device)
    return impl->profile.take();
  auto measured = impl->device->takeProfile();
  if (!measured)
    return tl::unexpected<Error>(measured.error());
  std::vector<ProfileEntry> entries;
  for (const DeviceProfileEntry &each : *measured)
    entries.push_back({each.label, each.numLaunches, each.seconds,
                       each.product.weightBytes, each.product.numProducts});
  return entries;
}
