//===- Profile.cpp - Where the time goes ------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two readings of the clock a kernel take some 50 ns, little against the
// microseconds of the smallest kernels.
//
//===----------------------------------------------------------------------===//

#include "Profile.h"

#include <chrono>
#include <tuple>

using namespace qblock::runtime;

static thread_local Profile *current = nullptr;

Profile::Scope::Scope(Profile &profile) { current = &profile; }
Profile::Scope::~Scope() { current = nullptr; }

int64_t Profile::now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void Profile::add(const char *label, int64_t begin, int64_t weightBytes,
                  int64_t products) {
  int64_t end = now();
  if (!current)
    return;
  ProfileEntry &entry = current->entries[label];
  ++entry.numCalls;
  entry.seconds += double(end - begin) * 1e-9;
  entry.weightBytes += uint64_t(weightBytes);
  entry.products += uint64_t(products);
}

std::vector<ProfileEntry> Profile::take() {
  std::vector<ProfileEntry> list;
  for (auto &[label, entry] : entries) {
    list.push_back(entry);
    list.back().label = label;
  }
  entries.clear();
  llvm::sort(list, [](const ProfileEntry &a, const ProfileEntry &b) {
    return std::tie(b.seconds, a.label) < std::tie(a.seconds, b.label);
  });
  return list;
}
