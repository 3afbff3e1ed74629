//===- Machine.h - Machines that code is generated for ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_TARGET_MACHINE_H
#define QBLOCK_TARGET_MACHINE_H

#include "qblock/Target/CpuTarget.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

#include <memory>
#include <string>

namespace qblock {

/// What LLVM wants to know of a machine.
struct Machine {
  std::string triple, cpu;
  std::string features; ///< `+avx2,-avx512f,...`: beyond those of `cpu`

  bool hasFeature(llvm::StringRef feature) const;
};

/// The machine this runs on (`host`), any machine of its architecture
/// (`generic`), or one with a CPU that LLVM knows by that name, on Linux.
llvm::Expected<Machine> findMachine(llvm::StringRef cpu);

/// The best target that `machine` can run.
const CpuTarget &selectCpuTarget(const Machine &machine);

/// The target of that name, or the best one of the machine with that name.
llvm::Expected<const CpuTarget *> resolveCpuTarget(llvm::StringRef name);

/// Of names that commas separate, the first: all code runs on it.
llvm::StringRef getBaseline(llvm::StringRef names);

/// The targets of names that commas separate: the baseline's, then different
/// ones, best first, whose features code can ask for at run time. All are of
/// one architecture.
llvm::Expected<llvm::SmallVector<const CpuTarget *>>
resolveCpuTargets(llvm::StringRef names);

/// LLVM's code generator, optimizing, with position-independent code.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(const Machine &machine);

} // namespace qblock

#endif // QBLOCK_TARGET_MACHINE_H
