//===- DeviceProfile.cpp - Where the time of a GPU goes ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two events around each launch: what the host does meanwhile is not in their
// time, but for some microseconds where it does not keep up.
//
//===----------------------------------------------------------------------===//

#include "Driver.h"

#include <algorithm>
#include <tuple>

using namespace qblock;
using namespace qblock::runtime;

/// An event that the device passes when all work before it is done.
Expected<void *> Device::recordEvent() {
  void *event = nullptr;
  if (freeEvents.empty()) {
    QBLOCK_CHECK(check(driver->cuEventCreate(&event, 0),
                       "measure kernels on GPU", name));
  } else {
    event = freeEvents.back();
    freeEvents.pop_back();
  }
  QBLOCK_CHECK(check(driver->cuEventRecord(event, stream),
                     "measure kernels on GPU", name));
  return event;
}

Expected<std::vector<DeviceProfileEntry>> Device::takeProfile() {
  QBLOCK_CHECK(synchronize());
  // By label and weight, so that layers of one shape share a line.
  std::map<std::pair<std::string_view, uint64_t>, DeviceProfileEntry> entries;
  for (const Measurement &each : measurements) {
    float milliseconds = 0;
    QBLOCK_CHECK(
        check(driver->cuEventElapsedTime(&milliseconds, each.begin, each.end),
              "measure kernels on GPU", name));
    DeviceProfileEntry &entry = entries[{each.label, each.product.weightBytes}];
    entry.label = each.label;
    ++entry.numLaunches;
    entry.seconds += 1e-3 * double(milliseconds);
    entry.product.weightBytes += each.product.weightBytes;
    entry.product.numProducts += each.product.numProducts;
    freeEvents.insert(freeEvents.end(), {each.begin, each.end});
  }
  measurements.clear();
  std::vector<DeviceProfileEntry> list;
  for (auto &[key, entry] : entries)
    list.push_back(std::move(entry));
  std::sort(list.begin(), list.end(),
            [](const DeviceProfileEntry &a, const DeviceProfileEntry &b) {
              return std::tie(b.seconds, a.label) <
                     std::tie(a.seconds, b.label);
            });
  return list;
}

Expected<int> Device::getAttribute(int attribute) const {
  int value = 0;
  QBLOCK_CHECK(check(driver->cuDeviceGetAttribute(&value, attribute, number),
                     "open GPU", name));
  return value;
}

Expected<DeviceRates> Device::getRates() const {
  int values[4];
  const int attributes[4] = {attributeMemoryClockKHz, attributeBusBits,
                             attributeClockKHz, attributeProcessors};
  for (int i = 0; i < 4; ++i) {
    Expected<int> value = getAttribute(attributes[i]);
    if (!value)
      return tl::unexpected<Error>(value.error());
    values[i] = *value;
  }
  DeviceRates rates;
  // Two transfers a clock.
  rates.bytesPerSecond = 2e3 * values[0] * values[1] / 8;
  rates.clocksPerSecond = 1e3 * values[2] * values[3];
  return rates;
}
