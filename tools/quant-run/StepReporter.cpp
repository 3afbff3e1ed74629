//===- StepReporter.cpp - Tells about steps that take long ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A user who waits should know for what; one who does not wait should see
// nothing.
//
//===----------------------------------------------------------------------===//

#include "StepReporter.h"

#include <chrono>
#include <cstdio>

using namespace qblock;

StepReporter::StepReporter(std::string toolName)
    : toolName(std::move(toolName)), reporter([this] { report(); }) {}

StepReporter::~StepReporter() {
  {
    std::lock_guard<std::mutex> lock(mutex);
    isDone = true;
  }
  changed.notify_one();
  reporter.join();
}

void StepReporter::begin(std::string newStep) {
  {
    std::lock_guard<std::mutex> lock(mutex);
    step = std::move(newStep);
    ++stepNumber;
  }
  changed.notify_one();
}

void StepReporter::report() {
  constexpr std::chrono::seconds patience(2);
  std::unique_lock<std::mutex> lock(mutex);
  while (!isDone) {
    unsigned number = stepNumber;
    auto isOver = [&] { return isDone || stepNumber != number; };
    if (changed.wait_for(lock, patience, isOver))
      continue;
    if (!step.empty())
      std::fprintf(stderr, "%s: %s ...\n", toolName.c_str(), step.c_str());
    changed.wait(lock, isOver);
  }
}
