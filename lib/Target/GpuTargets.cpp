//===- GpuTargets.cpp - The list of chips -----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A new vendor is a line here and a folder beside this file.
//
//===----------------------------------------------------------------------===//

#include "Targets.h"

#include "llvm/ADT/STLExtras.h"

using namespace qblock;

llvm::ArrayRef<const GpuTarget *> qblock::getGpuTargets() {
  return getNvvmTargets();
}

llvm::Expected<const GpuTarget *> qblock::findGpuTarget(llvm::StringRef name) {
  for (const GpuTarget *target : getGpuTargets())
    if (target->getName() == name)
      return target;
  std::string known;
  for (const GpuTarget *target : getGpuTargets())
    known += (known.empty() ? "" : ", ") + target->getName().str();
  return llvm::createStringError("unknown chip '" + name +
                                 "', expects one of " + known);
}

unsigned GpuTarget::getComputeCapability() const {
  unsigned number = 0;
  bool isNumber = !name.rsplit('_').second.getAsInteger(10, number);
  assert(isNumber && "names of chips end with their compute capability");
  (void)isNumber;
  return number;
}

const GpuTarget *qblock::findGpuTargetFor(unsigned computeCapability) {
  const GpuTarget *latest = nullptr;
  for (const GpuTarget *target : getGpuTargets()) {
    unsigned number = target->getComputeCapability();
    if (number <= computeCapability &&
        (!latest || number >= latest->getComputeCapability()))
      latest = target;
  }
  return latest;
}
