//===- Ggml.cpp - The matmuls of ggml ---------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ggml picks a matmul by where the weight lies: the CPU's own buffers hold
// blocks in the order of files, "extra" ones interleave rows when they are
// filled. Which types an extra buffer is good for is asked, not listed. ggml
// computes graphs, so each copy of the weight is a graph of one node.
//
//===----------------------------------------------------------------------===//

#include "Ggml.h"

#include "qblock/Support/LargePages.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <dlfcn.h>

using namespace qblock;
using namespace qblock::bench;
using llvm::StringRef;

namespace {
/// As ggml declares it; passed by value.
struct InitParams {
  size_t numBytes;
  void *memory;
  bool withoutData;
};
/// The beginning of ggml's struct of that name.
struct CpuTypeTraits {
  void *fromFloat;
  void *vecDot; ///< null: no matmul for the type
};
constexpr int typeF32 = 0;
constexpr size_t nodesPerGraph = 4;
} // namespace

/// Opaque pointers are `void *`; numbers are those of ggml's headers.
struct qblock::bench::GgmlFunctions {
  void (*setLog)(void (*log)(int level, const char *text, void *data),
                 void *data);
  const char *(*version)();
  const char *(*typeName)(int type);
  const CpuTypeTraits *(*cpuTypeTraits)(int type);
  void *(*init)(InitParams params);
  void (*free)(void *context);
  size_t (*tensorOverhead)();
  size_t (*graphOverhead)(size_t numNodes, bool withGradients);
  void *(*newTensor)(void *context, int type, int64_t numColumns,
                     int64_t numRows);
  void *(*mulMat)(void *context, void *weight, void *x);
  void *(*newGraph)(void *context, size_t numNodes, bool withGradients);
  void (*buildForward)(void *graph, void *tensor);
  void *(*getData)(const void *tensor);
  size_t (*numBytes)(const void *tensor);
  void *(*cpuInit)();
  void (*setNumThreads)(void *backend, int numThreads);
  void (*freeBackend)(void *backend);
  void *(*cpuBufferType)();
  const char *(*bufferTypeName)(void *bufferType);
  void *(*allocate)(void *context, void *bufferType);
  int (*allocateTensor)(void *buffer, void *tensor, void *address);
  void (*freeBuffer)(void *buffer);
  void (*set)(void *tensor, const void *data, size_t offset, size_t size);
  void (*get)(const void *tensor, void *data, size_t offset, size_t size);
  int (*compute)(void *backend, void *graph);
  void *(*getDevice)(void *backend);
  bool (*supportsOp)(void *device, const void *tensor);
  void *(*getRegistry)(void *device);
  void *(*getProcAddress)(void *registry, const char *name);
};

//===----------------------------------------------------------------------===//
// Opening
//===----------------------------------------------------------------------===//

static llvm::Expected<std::vector<void *>> openLibraries(StringRef folder) {
  std::vector<void *> libraries;
  for (StringRef name : {"libggml-base.so", "libggml-cpu.so", "libggml.so"}) {
    llvm::SmallString<128> path = folder;
    llvm::sys::path::append(path, name);
    if (!llvm::sys::fs::exists(path))
      return llvm::createStringError("there is no '" + path + "'");
    // OpenMP's functions are those of this process: both sides have one pool of
    // threads and do not wait for a core that the other's threads spin on.
    void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (!library)
      return llvm::createStringError(StringRef(dlerror()));
    libraries.push_back(library);
  }
  return libraries;
}

llvm::Expected<std::unique_ptr<Ggml>> Ggml::load(StringRef folder) {
  auto libraries = openLibraries(folder);
  if (!libraries)
    return libraries.takeError();
  auto f = std::make_unique<GgmlFunctions>();
  std::string missing;
  auto find = [&](const char *name, auto *&function) {
    void *address = nullptr;
    for (void *library : *libraries)
      if (!address)
        address = dlsym(library, name);
    if (!address)
      missing = name;
    function =
        reinterpret_cast<std::remove_reference_t<decltype(function)>>(address);
  };
  find("ggml_log_set", f->setLog);
  find("ggml_version", f->version);
  find("ggml_type_name", f->typeName);
  find("ggml_get_type_traits_cpu", f->cpuTypeTraits);
  find("ggml_init", f->init);
  find("ggml_free", f->free);
  find("ggml_tensor_overhead", f->tensorOverhead);
  find("ggml_graph_overhead_custom", f->graphOverhead);
  find("ggml_new_tensor_2d", f->newTensor);
  find("ggml_mul_mat", f->mulMat);
  find("ggml_new_graph_custom", f->newGraph);
  find("ggml_build_forward_expand", f->buildForward);
  find("ggml_get_data", f->getData);
  find("ggml_nbytes", f->numBytes);
  find("ggml_backend_cpu_init", f->cpuInit);
  find("ggml_backend_cpu_set_n_threads", f->setNumThreads);
  find("ggml_backend_free", f->freeBackend);
  find("ggml_backend_cpu_buffer_type", f->cpuBufferType);
  find("ggml_backend_buft_name", f->bufferTypeName);
  find("ggml_backend_alloc_ctx_tensors_from_buft", f->allocate);
  find("ggml_backend_tensor_alloc", f->allocateTensor);
  find("ggml_backend_buffer_free", f->freeBuffer);
  find("ggml_backend_tensor_set", f->set);
  find("ggml_backend_tensor_get", f->get);
  find("ggml_backend_graph_compute", f->compute);
  find("ggml_backend_get_device", f->getDevice);
  find("ggml_backend_dev_supports_op", f->supportsOp);
  find("ggml_backend_dev_backend_reg", f->getRegistry);
  find("ggml_backend_reg_get_proc_address", f->getProcAddress);
  if (!missing.empty())
    return llvm::createStringError("the libraries in '" + folder +
                                   "' have no function " + missing);
  // It has a line for each tensor.
  f->setLog([](int, const char *, void *) {}, nullptr);
  return std::unique_ptr<Ggml>(new Ggml(std::move(f)));
}

Ggml::Ggml(std::unique_ptr<GgmlFunctions> owned)
    : functions(std::move(owned)), backend(functions->cpuInit()),
      device(functions->getDevice(backend)) {}
Ggml::~Ggml() { functions->freeBackend(backend); }

std::string Ggml::getVersion() const { return functions->version(); }

std::string Ggml::explainMissing(const format::TypeInfo &type) const {
  int id = int(type.ggmlId);
  const char *name = functions->typeName(id);
  if (!name || StringRef(name) != StringRef(type.name.data(), type.name.size()))
    return "ggml " + getVersion() + " does not know the type";
  return functions->cpuTypeTraits(id)->vecDot
             ? ""
             : "ggml " + getVersion() + " has no matmul for the type on CPUs";
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

GgmlWeights::~GgmlWeights() {
  if (buffer)
    functions.freeBuffer(buffer);
  functions.free(context);
}

std::vector<void *> Ggml::getExtraBufferTypes() const {
  using Function = void **(*)(void *device);
  auto function = reinterpret_cast<Function>(functions->getProcAddress(
      functions->getRegistry(device), "ggml_backend_dev_get_extra_bufts"));
  std::vector<void *> types;
  for (void **type = function ? function(device) : nullptr; type && *type;
       ++type)
    types.push_back(*type);
  return types;
}

std::unique_ptr<GgmlWeights> Ggml::makeLayout(std::string layout,
                                              void *bufferType,
                                              const format::TypeInfo &type,
                                              int64_t n, int64_t k,
                                              size_t numCopies) const {
  std::unique_ptr<GgmlWeights> weights(
      new GgmlWeights(*functions, std::move(layout)));
  weights->context = functions->init(
      {(numCopies + 1) * functions->tensorOverhead(), nullptr, true});
  for (size_t i = 0; i < numCopies; ++i)
    weights->tensors.push_back(
        functions->newTensor(weights->context, int(type.ggmlId), k, n));
  weights->buffer = functions->allocate(weights->context, bufferType);
  return weights->buffer ? std::move(weights) : nullptr;
}

/// Asks ggml itself, with a matmul of one row that is never computed.
bool Ggml::canMultiply(const GgmlWeights &weights, int64_t k) const {
  void *context =
      functions->init({4 * functions->tensorOverhead(), nullptr, true});
  void *x = functions->newTensor(context, typeF32, k, 1);
  void *y = functions->mulMat(context, weights.tensors[0], x);
  bool isSupported = functions->supportsOp(device, y);
  functions->free(context);
  return isSupported;
}

std::vector<std::unique_ptr<GgmlWeights>>
Ggml::makeWeights(const format::TypeInfo &type, const uint8_t *blocks,
                  int64_t n, int64_t k, size_t numCopies) const {
  std::vector<std::unique_ptr<GgmlWeights>> layouts;
  auto add = [&](std::string name, void *bufferType) {
    // A small trial first: an unsuitable buffer may be as large as the others.
    auto trial = makeLayout(name, bufferType, type, n, k, 1);
    if (!trial || !canMultiply(*trial, k))
      return;
    trial.reset();
    auto weights =
        makeLayout(std::move(name), bufferType, type, n, k, numCopies);
    if (!weights)
      return;
    // The pages that our weights are in.
    for (void *tensor : weights->tensors)
      adviseLargePages(functions->getData(tensor), functions->numBytes(tensor));
    for (void *tensor : weights->tensors)
      functions->set(tensor, blocks, 0, functions->numBytes(tensor));
    layouts.push_back(std::move(weights));
  };
  add("plain", functions->cpuBufferType());
  for (void *bufferType : getExtraBufferTypes())
    add(functions->bufferTypeName(bufferType), bufferType);
  return layouts;
}

//===----------------------------------------------------------------------===//
// Matmuls
//===----------------------------------------------------------------------===//

GgmlMatmul::GgmlMatmul(const GgmlWeights &weights, const float *data, int64_t m,
                       int64_t k, int numThreads)
    : functions(weights.functions), backend(functions.cpuInit()) {
  functions.setNumThreads(backend, numThreads);
  size_t numCopies = weights.tensors.size();
  size_t numBytes =
      (numCopies + 2) * (functions.tensorOverhead() +
                         functions.graphOverhead(nodesPerGraph, false));
  context = functions.init({numBytes, nullptr, true});
  void *x = functions.newTensor(context, typeF32, k, m);
  y = functions.mulMat(context, weights.tensors[0], x);
  buffer = functions.allocate(context, functions.cpuBufferType());
  functions.set(x, data, 0, functions.numBytes(x));
  for (size_t i = 0; i < numCopies; ++i) {
    void *result = y;
    if (i != 0) {
      result = functions.mulMat(context, weights.tensors[i], x);
      functions.allocateTensor(buffer, result, functions.getData(y));
    }
    graphs.push_back(functions.newGraph(context, nodesPerGraph, false));
    functions.buildForward(graphs.back(), result);
  }
}

GgmlMatmul::~GgmlMatmul() {
  functions.freeBuffer(buffer);
  functions.free(context);
  functions.freeBackend(backend);
}

void GgmlMatmul::run(size_t copy) const {
  functions.compute(backend, graphs[copy]);
}

std::vector<float> GgmlMatmul::getResult() const {
  std::vector<float> result(functions.numBytes(y) / sizeof(float));
  functions.get(y, result.data(), 0, functions.numBytes(y));
  return result;
}
