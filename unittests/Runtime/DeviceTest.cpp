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
