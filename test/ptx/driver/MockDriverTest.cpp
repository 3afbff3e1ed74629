//===- MockDriverTest.cpp - Host programs on the mock driver
//----------------===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Opens the mock libcuda.so.1 as a runtime would, and does what one does: a
// kernel on data, a kernel that traps, a captured graph.
//
//===----------------------------------------------------------------------===//

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace {

/// The library, and its functions by name and type.
struct Library {
  void *handle = dlopen(QBLOCK_MOCK_DRIVER, RTLD_NOW | RTLD_LOCAL);

  template <typename... Args>
  int operator()(const char *name, Args... args) {
    auto *function = reinterpret_cast<int (*)(Args...)>(dlsym(handle, name));
    if (!function) {
      ADD_FAILURE() << "no function " << name;
      return -1;
    }
    return function(args...);
  }
};

std::string readFile(const std::string &path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class MockDriver : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_TRUE(cuda.handle) << dlerror();
    ASSERT_EQ(cuda("cuInit", 0u), 0);
    int result = cuda("cuDevicePrimaryCtxRetain", &context, 0);
    if (result == 100)
      GTEST_SKIP() << "there is no numpy";
    ASSERT_EQ(result, 0);
    ASSERT_EQ(cuda("cuCtxSetCurrent", context), 0);
  }

  void TearDown() override {
    if (context) {
      cuda("cuDevicePrimaryCtxRelease_v2", 0);
      cuda("cuCtxSetCurrent", static_cast<void *>(nullptr));
    }
  }

  /// A kernel of test/ptx/kernels.
  void *load(const std::string &name) {
    void *module = nullptr, *function = nullptr;
    std::string text =
        readFile(std::string(QBLOCK_PTX_KERNELS) + "/" + name + ".ptx");
    EXPECT_EQ(cuda("cuModuleLoadData", &module,
                   static_cast<const void *>(text.c_str())),
              0);
    EXPECT_EQ(cuda("cuModuleGetFunction", &function, module, name.c_str()), 0);
    return function;
  }

  uint64_t upload(const std::vector<float> &values) {
    uint64_t address = 0;
    size_t bytes = values.size() * sizeof(float);
    EXPECT_EQ(cuda("cuMemAlloc_v2", &address, bytes), 0);
    EXPECT_EQ(cuda("cuMemcpyHtoD_v2", address,
                   static_cast<const void *>(values.data()), bytes),
              0);
    return address;
  }

  std::vector<float> download(uint64_t address, size_t count) {
    std::vector<float> values(count);
    EXPECT_EQ(cuda("cuMemcpyDtoH_v2", static_cast<void *>(values.data()),
                   address, count * sizeof(float)),
              0);
    return values;
  }

  /// vector_add of n elements by one block of 256 threads for each 256.
  int launchAdd(void *function, uint64_t out, uint64_t a, uint64_t b, int n,
                void *stream = nullptr) {
    void *parameters[] = {&out, &a, &b, &n};
    unsigned blocks = (static_cast<unsigned>(n) + 255) / 256;
    return cuda("cuLaunchKernel", function, blocks, 1u, 1u, 256u, 1u, 1u, 0u,
                stream, static_cast<void **>(parameters),
                static_cast<void **>(nullptr));
  }

  Library cuda;
  void *context = nullptr;
};

TEST_F(MockDriver, DescribesItsDevice) {
  int count = 0, major = 0, minor = 0;
  char name[64];
  EXPECT_EQ(cuda("cuDeviceGetCount", &count), 0);
  EXPECT_EQ(count, 1);
  EXPECT_EQ(cuda("cuDeviceGetAttribute", &major, 75, 0), 0);
  EXPECT_EQ(cuda("cuDeviceGetAttribute", &minor, 76, 0), 0);
  EXPECT_EQ(10 * major + minor, 80);
  EXPECT_EQ(cuda("cuDeviceGetName", static_cast<char *>(name), 64, 0), 0);
  EXPECT_STREQ(name, "PTX interpreter (sm_80)");
  const char *error = nullptr;
  EXPECT_EQ(cuda("cuGetErrorName", 719, &error), 0);
  EXPECT_STREQ(error, "CUDA_ERROR_LAUNCH_FAILED");
  EXPECT_EQ(cuda("cuGetErrorName", 12345, &error), 1);
}

TEST_F(MockDriver, RunsAKernel) {
  void *add = load("vector_add");
  std::vector<float> a(1000), b(1000);
  for (size_t i = 0; i < a.size(); ++i)
    a[i] = float(i), b[i] = 0.5f;
  uint64_t out = upload(std::vector<float>(1000)), left = upload(a),
           right = upload(b);
  EXPECT_EQ(launchAdd(add, out, left, right, 1000), 0);
  EXPECT_EQ(cuda("cuCtxSynchronize"), 0);
  std::vector<float> sums = download(out, 1000);
  for (size_t i = 0; i < sums.size(); ++i)
    EXPECT_EQ(sums[i], float(i) + 0.5f);
  EXPECT_EQ(cuda("cuMemFree_v2", out), 0);
  EXPECT_EQ(cuda("cuMemFree_v2", out), 1) << "freed twice";
}

TEST_F(MockDriver, TakesParametersFromABuffer) {
  void *add = load("vector_add");
  uint64_t out = upload({0, 0}), a = upload({1, 2}), b = upload({10, 20});
  struct {
    uint64_t out, a, b;
    int n;
  } buffer = {out, a, b, 2};
  size_t size = sizeof(buffer);
  void *extra[] = {reinterpret_cast<void *>(1), &buffer,
                   reinterpret_cast<void *>(2), &size, nullptr};
  EXPECT_EQ(cuda("cuLaunchKernel", add, 1u, 1u, 1u, 32u, 1u, 1u, 0u,
                 static_cast<void *>(nullptr), static_cast<void **>(nullptr),
                 static_cast<void **>(extra)),
            0);
  EXPECT_EQ(download(out, 2), (std::vector<float>{11, 22}));
}

TEST_F(MockDriver, ATrapFailsAllLaterCalls) {
  void *add = load("vector_add");
  uint64_t out = upload({0}), a = upload({1}), b = upload({2});
  testing::internal::CaptureStderr();
  // Reads 2000 elements where there is one.
  EXPECT_EQ(launchAdd(add, out, a, b, 2000), 0)
      << "a launch does not wait for its kernel";
  EXPECT_EQ(cuda("cuCtxSynchronize"), 719);
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("mock cuda: OutOfBounds"), std::string::npos) << text;
  EXPECT_NE(text.find("kernel vector_add, line 28: ld.global.nc.f32"),
            std::string::npos)
      << text;
  uint64_t more = 0;
  EXPECT_EQ(cuda("cuMemAlloc_v2", &more, size_t(16)), 719);
  EXPECT_EQ(launchAdd(add, out, a, b, 1), 719);
  // A reset makes a new start; what was there is gone.
  EXPECT_EQ(cuda("cuDevicePrimaryCtxReset_v2", 0), 0);
  void *again = nullptr;
  EXPECT_EQ(cuda("cuDevicePrimaryCtxRetain", &again, 0), 0);
  EXPECT_EQ(cuda("cuMemAlloc_v2", &more, size_t(16)), 0);
  EXPECT_EQ(launchAdd(add, out, a, b, 1), 400);
  EXPECT_EQ(cuda("cuDevicePrimaryCtxRelease_v2", 0), 0);
}

TEST_F(MockDriver, ReplaysACapturedGraph) {
  void *add = load("vector_add");
  void *stream = nullptr, *graph = nullptr, *executable = nullptr;
  std::vector<float> input(4), output(4);
  uint64_t sum = upload({0, 0, 0, 0}), x = upload(input),
           y = upload({1, 1, 1, 1});
  EXPECT_EQ(cuda("cuStreamCreate", &stream, 1u), 0);
  EXPECT_EQ(cuda("cuStreamBeginCapture_v2", stream, 2), 0);
  EXPECT_EQ(cuda("cuMemcpyHtoDAsync_v2", x,
                 static_cast<const void *>(input.data()), size_t(16), stream),
            0);
  EXPECT_EQ(launchAdd(add, sum, x, y, 4, stream), 0);
  EXPECT_EQ(launchAdd(add, y, sum, x, 4, stream), 0);
  EXPECT_EQ(cuda("cuMemcpyDtoHAsync_v2", static_cast<void *>(output.data()), y,
                 size_t(16), stream),
            0);
  EXPECT_EQ(cuda("cuStreamEndCapture", stream, &graph), 0);
  size_t nodes = 0;
  EXPECT_EQ(
      cuda("cuGraphGetNodes", graph, static_cast<void **>(nullptr), &nodes), 0);
  EXPECT_EQ(nodes, 4u);
  EXPECT_EQ(output, std::vector<float>(4))
      << "nothing runs while it is captured";
  EXPECT_EQ(cuda("cuGraphInstantiateWithFlags", &executable, graph, 0ull), 0);
  EXPECT_EQ(cuda("cuGraphDestroy", graph), 0);
  float expected = 1;
  for (float round : {2.0f, 5.0f}) {
    input.assign(4, round);
    EXPECT_EQ(cuda("cuGraphLaunch", executable, stream), 0);
    EXPECT_EQ(cuda("cuStreamSynchronize", stream), 0);
    expected += 2 * round;
    EXPECT_EQ(output, std::vector<float>(4, expected));
  }
  EXPECT_EQ(cuda("cuGraphExecDestroy", executable), 0);
  EXPECT_EQ(cuda("cuStreamDestroy_v2", stream), 0);
}

TEST_F(MockDriver, AGraphMustNotOutliveItsMemory) {
  void *stream = nullptr, *graph = nullptr, *executable = nullptr;
  uint64_t memory = upload({1});
  EXPECT_EQ(cuda("cuStreamCreate", &stream, 0u), 0);
  EXPECT_EQ(cuda("cuStreamBeginCapture_v2", stream, 0), 0);
  EXPECT_EQ(cuda("cuMemsetD32Async", memory, 0u, size_t(1), stream), 0);
  EXPECT_EQ(cuda("cuStreamEndCapture", stream, &graph), 0);
  EXPECT_EQ(cuda("cuGraphInstantiateWithFlags", &executable, graph, 0ull), 0);
  EXPECT_EQ(cuda("cuGraphLaunch", executable, stream), 0);
  EXPECT_EQ(cuda("cuMemFree_v2", memory), 0);
  EXPECT_EQ(cuda("cuGraphLaunch", executable, stream), 719);
}

TEST_F(MockDriver, SynchronizingBreaksACapture) {
  void *stream = nullptr, *graph = nullptr;
  EXPECT_EQ(cuda("cuStreamCreate", &stream, 0u), 0);
  EXPECT_EQ(cuda("cuStreamEndCapture", stream, &graph), 903);
  EXPECT_EQ(cuda("cuStreamBeginCapture_v2", stream, 0), 0);
  EXPECT_EQ(cuda("cuStreamSynchronize", stream), 900);
  EXPECT_EQ(cuda("cuStreamEndCapture", stream, &graph), 901);
  EXPECT_EQ(cuda("cuStreamBeginCapture_v2", static_cast<void *>(nullptr), 0),
            900);
}

TEST_F(MockDriver, WhatMayWaitBreaksACapture) {
  uint64_t memory = upload({1}), more = 0;
  // Modes are global, of this thread, relaxed.
  for (int mode : {0, 1, 2}) {
    void *stream = nullptr, *graph = nullptr;
    EXPECT_EQ(cuda("cuStreamCreate", &stream, 1u), 0);
    EXPECT_EQ(cuda("cuStreamBeginCapture_v2", stream, mode), 0);
    bool isRelaxed = mode == 2;
    EXPECT_EQ(cuda("cuMemAlloc_v2", &more, size_t(16)), isRelaxed ? 0 : 900);
    EXPECT_EQ(cuda("cuStreamEndCapture", stream, &graph), isRelaxed ? 0 : 901);
    EXPECT_EQ(cuda("cuStreamBeginCapture_v2", stream, mode), 0);
    EXPECT_EQ(cuda("cuCtxSynchronize"), 900) << "whatever the mode";
    EXPECT_EQ(cuda("cuStreamEndCapture", stream, &graph), 901);
    EXPECT_EQ(cuda("cuStreamBeginCapture_v2", stream, mode), 0);
    // Only blocking streams have to do with the default one.
    EXPECT_EQ(cuda("cuMemsetD32_v2", memory, 0u, size_t(1)), 0);
    EXPECT_EQ(cuda("cuStreamEndCapture", stream, &graph), 0);
    EXPECT_EQ(cuda("cuStreamDestroy_v2", stream), 0);
  }
}

TEST_F(MockDriver, TheDefaultStreamBreaksACaptureOfABlockingStream) {
  void *stream = nullptr, *graph = nullptr;
  uint64_t memory = upload({1});
  EXPECT_EQ(cuda("cuStreamCreate", &stream, 0u), 0);
  EXPECT_EQ(cuda("cuStreamBeginCapture_v2", stream, 1), 0);
  EXPECT_EQ(cuda("cuMemsetD32_v2", memory, 0u, size_t(1)), 906);
  EXPECT_EQ(cuda("cuStreamEndCapture", stream, &graph), 901);
}

TEST_F(MockDriver, FillsAndCopies) {
  uint64_t a = upload({1, 2, 3, 4}), b = upload({0, 0, 0, 0});
  EXPECT_EQ(cuda("cuMemcpyDtoD_v2", b, a, size_t(16)), 0);
  EXPECT_EQ(cuda("cuMemsetD32_v2", b + 4, 0x3f800000u, size_t(2)), 0);
  EXPECT_EQ(cuda("cuMemsetD8_v2", b, static_cast<unsigned char>(0), size_t(4)),
            0);
  EXPECT_EQ(download(b, 4), (std::vector<float>{0, 1, 1, 4}));
  EXPECT_EQ(cuda("cuMemcpyDtoD_v2", b, a, size_t(17)), 1)
      << "more than there is";
  EXPECT_EQ(cuda("cuMemsetD32_v2", b + 2, 0u, size_t(1)), 1) << "misaligned";
}

TEST_F(MockDriver, EventsTellTime) {
  void *start = nullptr, *end = nullptr;
  EXPECT_EQ(cuda("cuEventCreate", &start, 0u), 0);
  EXPECT_EQ(cuda("cuEventCreate", &end, 0u), 0);
  float milliseconds = -1;
  EXPECT_EQ(cuda("cuEventElapsedTime", &milliseconds, start, end), 400)
      << "not recorded";
  EXPECT_EQ(cuda("cuEventRecord", start, static_cast<void *>(nullptr)), 0);
  EXPECT_EQ(cuda("cuEventRecord", end, static_cast<void *>(nullptr)), 0);
  EXPECT_EQ(cuda("cuEventElapsedTime", &milliseconds, start, end), 0);
  EXPECT_GE(milliseconds, 0);
  EXPECT_EQ(cuda("cuEventDestroy_v2", start), 0);
}

TEST_F(MockDriver, RefusesWhatADriverRefuses) {
  void *module = nullptr, *function = nullptr;
  testing::internal::CaptureStderr();
  EXPECT_EQ(
      cuda("cuModuleLoadData", &module, static_cast<const void *>("no PTX")),
      218);
  std::string newer = ".version 8.7\n.target sm_100\n.address_size 64\n";
  EXPECT_EQ(cuda("cuModuleLoadData", &module,
                 static_cast<const void *>(newer.c_str())),
            218);
  std::string odd =
      ".version 8.0\n.target sm_80\n.entry f() { frob.u32; ret; }";
  EXPECT_EQ(
      cuda("cuModuleLoadData", &module, static_cast<const void *>(odd.c_str())),
      218);
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("PTX for sm_100 does not run on sm_80"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("line 3: unknown instruction 'frob.u32'"),
            std::string::npos)
      << text;

  std::string good =
      readFile(std::string(QBLOCK_PTX_KERNELS) + "/vector_add.ptx");
  ASSERT_EQ(cuda("cuModuleLoadData", &module,
                 static_cast<const void *>(good.c_str())),
            0);
  EXPECT_EQ(cuda("cuModuleGetFunction", &function, module, "nosuch"), 500);
  ASSERT_EQ(cuda("cuModuleGetFunction", &function, module, "vector_add"), 0);
  auto launch = [&](unsigned threads, unsigned sharedBytes) {
    uint64_t nothing = 0;
    void *parameters[] = {&nothing, &nothing, &nothing, &nothing};
    return cuda("cuLaunchKernel", function, 1u, 1u, 1u, threads, 1u, 1u,
                sharedBytes, static_cast<void *>(nullptr),
                static_cast<void **>(parameters),
                static_cast<void **>(nullptr));
  };
  EXPECT_EQ(launch(512, 0), 701) << "more than .maxntid";
  EXPECT_EQ(launch(2048, 0), 1);
  EXPECT_EQ(launch(0, 0), 1);
  EXPECT_EQ(launch(32, 100 << 10), 1) << "before the attribute is raised";
  EXPECT_EQ(cuda("cuFuncSetAttribute", function, 8, 100 << 10), 0);
  EXPECT_EQ(launch(32, 100 << 10), 0);
  EXPECT_EQ(cuda("cuFuncSetAttribute", function, 8, 200 << 10), 1)
      << "more than the chip has";
}

TEST_F(MockDriver, NeedsAContext) {
  uint64_t address = 0;
  EXPECT_EQ(cuda("cuCtxSetCurrent", static_cast<void *>(nullptr)), 0);
  EXPECT_EQ(cuda("cuMemAlloc_v2", &address, size_t(16)), 201);
  EXPECT_EQ(cuda("cuCtxPushCurrent_v2", context), 0);
  EXPECT_EQ(cuda("cuMemAlloc_v2", &address, size_t(16)), 0);
  void *popped = nullptr;
  EXPECT_EQ(cuda("cuCtxPopCurrent_v2", &popped), 0);
  EXPECT_EQ(popped, context);
  EXPECT_EQ(cuda("cuCtxPopCurrent_v2", &popped), 201);
}

TEST_F(MockDriver, RunsOutOfMemory) {
  uint64_t address = 0;
  EXPECT_EQ(cuda("cuMemAlloc_v2", &address, size_t(1) << 40), 2);
  EXPECT_EQ(cuda("cuMemAlloc_v2", &address, size_t(1) << 20), 0);
}

} // namespace
