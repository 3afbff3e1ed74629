//===- DeviceTest.cpp - A GPU, its memory and its kernels -------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// On the mock driver of test/ptx, which runs kernels on an interpreter.
//
//===----------------------------------------------------------------------===//

#include "qblock/Runtime/Device.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

using namespace qblock;
using namespace qblock::runtime;

namespace {

std::string readKernel(const std::string &name) {
  std::ifstream file(std::string(QBLOCK_PTX_KERNELS) + "/" + name + ".ptx");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class DeviceTest : public testing::Test {
protected:
  void SetUp() override {
    setenv("QBLOCK_MOCK_MEMORY", "1048576", /*overwrite=*/1);
    auto opened = Device::open(QBLOCK_MOCK_DRIVER);
    if (!opened &&
        opened.error().message.find("NO_DEVICE") != std::string::npos)
      GTEST_SKIP() << "there is no numpy";
    ASSERT_TRUE(opened) << opened.error().message;
    device = std::move(*opened);
  }

  DeviceAddress upload(const std::vector<float> &values) {
    auto address = device->allocate(values.size() * sizeof(float));
    EXPECT_TRUE(address);
    EXPECT_TRUE(
        device->write(*address, values.data(), values.size() * sizeof(float)));
    return *address;
  }

  std::vector<float> download(DeviceAddress address, size_t count) {
    std::vector<float> values(count);
    auto isWell = device->read(values.data(), address, count * sizeof(float));
    EXPECT_TRUE(isWell) << isWell.error().message;
    return values;
  }

  Expected<void> addVectors(DeviceAddress out, DeviceAddress a, DeviceAddress b,
                            uint32_t count) {
    DeviceKernel kernel = {vectorAdd.c_str(), "vector_add"};
    void *arguments[] = {&out, &a, &b, &count};
    LaunchShape shape;
    shape.grid[0] = (count + 255) / 256;
    shape.block[0] = 256;
    return device->launch(kernel, shape, arguments);
  }

  std::unique_ptr<Device> device;
  std::string vectorAdd = readKernel("vector_add");
};

TEST(DeviceOpenTest, namesMissingDriver) {
  auto device = Device::open("/nowhere/libcuda.so.1");
  ASSERT_FALSE(device);
  EXPECT_EQ(device.error().message.find("there is no driver for NVIDIA GPUs "
                                        "here: /nowhere/libcuda.so.1"),
            0u)
      << device.error().message;
}

TEST(DeviceOpenTest, namesMissingFunction) {
  auto device = Device::open("libm.so.6");
  ASSERT_FALSE(device);
  EXPECT_NE(device.error().message.find("too old"), std::string::npos)
      << device.error().message;
}

TEST_F(DeviceTest, addsVectors) {
  std::vector<float> a(1000), b(1000);
  for (size_t i = 0; i < a.size(); ++i) {
    a[i] = float(i);
    b[i] = 0.5f * float(i);
  }
  DeviceAddress out = upload(std::vector<float>(1000, -1));
  DeviceAddress first = upload(a), second = upload(b);
  // Twice, the second time by a kernel that is known.
  ASSERT_TRUE(addVectors(out, first, second, 500));
  ASSERT_TRUE(addVectors(out, first, second, 999));
  std::vector<float> sums = download(out, 1000);
  for (size_t i = 0; i < 999; ++i)
    EXPECT_EQ(sums[i], a[i] + b[i]);
  EXPECT_EQ(sums[999], -1);
}

TEST_F(DeviceTest, knowsTheChip) {
  EXPECT_EQ(device->getComputeCapability(), 80u);
  EXPECT_EQ(device->getName(), "PTX interpreter (sm_80)");
}

TEST_F(DeviceTest, emptyGridIsNoWork) {
  EXPECT_TRUE(addVectors(1, 2, 3, 0));
  EXPECT_TRUE(device->synchronize());
}

TEST_F(DeviceTest, reusesMemory) {
  auto first = device->allocate(1000);
  ASSERT_TRUE(first);
  EXPECT_EQ(*first % 256, 0u);
  device->release(*first);
  auto second = device->allocate(900);
  ASSERT_TRUE(second);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(device->getReservedBytes(), 1024u);
  // In use, and far too large.
  auto third = device->allocate(900);
  ASSERT_TRUE(third);
  EXPECT_NE(*third, *second);
  device->releaseAll();
  auto small = device->allocate(100);
  ASSERT_TRUE(small);
  EXPECT_EQ(device->getReservedBytes(), 1024u + 1024u + 256u);
}

TEST_F(DeviceTest, givesMemoryBackWhenThereIsNone) {
  // The device has 2^20 bytes.
  auto first = device->allocate(size_t(600) << 10);
  ASSERT_TRUE(first);
  device->release(*first);
  EXPECT_TRUE(device->allocate(size_t(900) << 10));
  auto tooMuch = device->allocate(size_t(900) << 10);
  ASSERT_FALSE(tooMuch);
  EXPECT_NE(tooMuch.error().message.find("OUT_OF_MEMORY"), std::string::npos)
      << tooMuch.error().message;
  auto impossible = device->allocate(~size_t(0));
  EXPECT_FALSE(impossible);
}

TEST_F(DeviceTest, copiesConstantsOnce) {
  std::vector<float> values = {1, 2, 3};
  auto first = device->getConstant(values.data(), 12);
  values[0] = 4;
  auto second = device->getConstant(values.data(), 12);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  device->releaseAll();
  EXPECT_EQ(download(*first, 3), std::vector<float>({1, 2, 3}));
}

TEST_F(DeviceTest, copiesOnTheDevice) {
  DeviceAddress source = upload({1, 2, 3}), target = upload({0, 0, 0});
  ASSERT_TRUE(device->copy(target, source, 8));
  EXPECT_EQ(download(target, 3), std::vector<float>({1, 2, 0}));
}

TEST_F(DeviceTest, replaysACapture) {
  DeviceAddress x = upload({1, 2}), one = upload({1, 1});
  auto scratch = device->allocate(8);
  ASSERT_TRUE(scratch);
  ASSERT_TRUE(addVectors(*scratch, x, one, 2));
  device->release(*scratch);

  ASSERT_TRUE(device->beginCapture());
  EXPECT_TRUE(device->isCapturing());
  auto sum = device->allocate(8);
  ASSERT_TRUE(sum);
  EXPECT_EQ(*sum, *scratch) << "the memory that is there";
  ASSERT_TRUE(addVectors(*sum, x, one, 2));
  ASSERT_TRUE(device->copy(x, *sum, 8));
  // Numbers of the host are part of what is captured.
  float number = 7;
  ASSERT_TRUE(device->write(one + 4, &number, sizeof(number)));
  number = 9;
  device->release(*sum);
  auto graph = device->endCapture();
  ASSERT_TRUE(graph) << graph.error().message;
  EXPECT_FALSE(device->isCapturing());
  EXPECT_EQ((*graph)->getNumNodes(), 3u);
  EXPECT_EQ(download(x, 2), std::vector<float>({1, 2})) << "nothing was done";

  // The memory is the graph's.
  auto other = device->allocate(8);
  ASSERT_TRUE(other);
  EXPECT_NE(*other, *sum);
  ASSERT_TRUE(device->replay(**graph));
  ASSERT_TRUE(device->replay(**graph));
  EXPECT_EQ(download(x, 2), std::vector<float>({3, 10}));
  graph->reset();
  auto again = device->allocate(8);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *sum) << "given back";
}

TEST_F(DeviceTest, tellsWhatCannotBeCaptured) {
  DeviceAddress x = upload({1, 2}), one = upload({1, 1});
  std::vector<float> numbers(100);
  auto captured = [&](auto call) -> std::string {
    EXPECT_TRUE(device->beginCapture());
    auto result = call();
    device->discardCapture();
    return result ? "captured" : result.error().message;
  };
  EXPECT_EQ(captured([&] { return device->read(numbers.data(), x, 4); }),
            "the host reads a number");
  EXPECT_EQ(captured([&] { return device->synchronize(); }), "the host waits");
  EXPECT_EQ(captured([&] { return device->takeError(); }), "captured")
      << "there is no word to be read";
  EXPECT_EQ(captured([&] { return device->allocate(4096); }),
            "more memory is needed than before");
  EXPECT_EQ(captured([&] { return device->getErrorWord(); }),
            "more memory is needed than before");
  EXPECT_EQ(captured([&] { return device->getConstant(numbers.data(), 4); }),
            "a constant is used for the first time");
  EXPECT_EQ(captured([&] { return addVectors(x, x, one, 2); }),
            "a kernel is used for the first time");
  auto large = device->allocate(400);
  ASSERT_TRUE(large);
  EXPECT_EQ(
      captured([&] { return device->write(*large, numbers.data(), 400); }),
      "the host writes an array");
  // The device is as before.
  ASSERT_TRUE(addVectors(*large, x, one, 2));
  EXPECT_EQ(download(*large, 2), std::vector<float>({2, 3}));
}

TEST_F(DeviceTest, findsErrorsOfReplays) {
  auto word = device->getErrorWord();
  ASSERT_TRUE(word);
  const char *texts[] = {"first", "second"};
  ASSERT_TRUE(device->checkErrors({texts, 2}));
  ASSERT_TRUE(device->beginCapture());
  uint32_t number = 2;
  ASSERT_TRUE(device->write(*word, &number, sizeof(number)));
  ASSERT_TRUE(device->checkErrors({texts, 2})) << "later";
  auto graph = device->endCapture();
  ASSERT_TRUE(graph);
  auto replayed = device->replay(**graph);
  ASSERT_FALSE(replayed);
  EXPECT_EQ(replayed.error().message, "second");
  EXPECT_TRUE(device->checkErrors({texts, 2})) << "told once";
}

TEST_F(DeviceTest, measuresLaunches) {
  DeviceAddress out = upload({0, 0}), x = upload({1, 2});
  DeviceKernel kernel = {vectorAdd.c_str(), "vector_add", "x + y"};
  uint32_t count = 2;
  void *arguments[] = {&out, &x, &x, &count};
  LaunchShape shape;
  shape.block[0] = 32;
  ASSERT_TRUE(device->launch(kernel, shape, arguments));
  device->setProfiling(true);
  ASSERT_TRUE(device->launch(kernel, shape, arguments, {10, 100}));
  ASSERT_TRUE(device->launch(kernel, shape, arguments, {10, 200}));
  kernel.label = nullptr;
  ASSERT_TRUE(device->launch(kernel, shape, arguments));
  auto profile = device->takeProfile();
  ASSERT_TRUE(profile) << profile.error().message;
  ASSERT_EQ(profile->size(), 2u);
  bool isFirst = profile->front().label == "x + y";
  const DeviceProfileEntry &labelled = (*profile)[isFirst ? 0 : 1];
  EXPECT_EQ(labelled.label, "x + y");
  EXPECT_EQ(labelled.numLaunches, 2u);
  EXPECT_GT(labelled.seconds, 0);
  EXPECT_EQ(labelled.product.weightBytes, 20u);
  EXPECT_EQ(labelled.product.numProducts, 300u);
  EXPECT_EQ((*profile)[isFirst ? 1 : 0].label, "vector_add");
  // It begins anew, and ends.
  device->setProfiling(false);
  ASSERT_TRUE(device->launch(kernel, shape, arguments));
  profile = device->takeProfile();
  ASSERT_TRUE(profile);
  EXPECT_TRUE(profile->empty());
}

TEST_F(DeviceTest, knowsItsRates) {
  auto rates = device->getRates();
  ASSERT_TRUE(rates);
  // Of the mock: 1215 MHz at 5120 bits, 4 multiprocessors at 1410 MHz.
  EXPECT_DOUBLE_EQ(rates->bytesPerSecond, 1555.2e9);
  EXPECT_DOUBLE_EQ(rates->clocksPerSecond, 5640e6);
}

TEST_F(DeviceTest, choosesTheBestVariant) {
  auto choose = [&](std::vector<DeviceVariant> variants) {
    return device->choose(variants.data(), variants.size());
  };
  // The device has 8.0 and 163 KiB of shared memory.
  EXPECT_EQ(*choose({{75, 0, 0}, {80, 0, 0}, {90, 0, 0}}), 1u);
  EXPECT_EQ(*choose({{90, 0, 0}, {75, 0, 0}, {86, 0, 0}}), 1u);
  EXPECT_EQ(*choose({{75, 1, 0}, {80, 1, 0}, {75, 0, 0}}), 1u);
  EXPECT_EQ(*choose({{75, 1, 0}, {90, 1, 0}, {75, 0, 0}}), 2u);
  EXPECT_EQ(*choose({{80, 0, 166913}, {75, 0, 166912}}), 1u);
  auto none = choose({{86, 1, 0}, {80, 0, 200000}, {86, 0, 0}});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message,
            "cannot run on GPU 'PTX interpreter (sm_80)' of compute capability "
            "8.0 with 166912 bytes of shared memory a block: there is code for "
            "8.0 and later with 200000, 8.6 and later with 0");
}

TEST_F(DeviceTest, trapIsAnError) {
  DeviceAddress a = upload(std::vector<float>(256, 1));
  // The second vector ends before the kernel does.
  auto b = device->allocate(16);
  ASSERT_TRUE(b);
  ASSERT_TRUE(addVectors(a, a, *b + 256, 256));
  auto isWell = device->synchronize();
  ASSERT_FALSE(isWell);
  EXPECT_EQ(isWell.error().message.find("cannot run a kernel: "), 0u)
      << isWell.error().message;
  // As with the driver, this is the end of the context.
  EXPECT_FALSE(device->write(a, &a, sizeof(a)));
}

TEST_F(DeviceTest, refusesWhatIsNoKernel) {
  LaunchShape shape;
  auto noImage = device->launch({"nonsense", "k"}, shape, nullptr);
  ASSERT_FALSE(noImage);
  EXPECT_EQ(noImage.error().message.find("cannot load kernels on GPU "), 0u)
      << noImage.error().message;
  auto noName = device->launch({vectorAdd.c_str(), "k"}, shape, nullptr);
  ASSERT_FALSE(noName);
  EXPECT_EQ(noName.error().message.find("cannot find kernel 'k': "), 0u)
      << noName.error().message;
}

} // namespace
