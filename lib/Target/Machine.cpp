//===- Machine.cpp - Machines that code is generated for --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM knows which CPU has which features; nothing is listed here but the
// architectures whose CPUs may be named without saying the architecture.
//
//===----------------------------------------------------------------------===//

#include "qblock/Target/Machine.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

using namespace qblock;
using llvm::StringRef;

static void initialize() {
  static const bool once = [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    llvm::InitializeAllAsmParsers();
    return true;
  }();
  (void)once;
}

static std::unique_ptr<llvm::MCSubtargetInfo>
getSubtarget(StringRef triple, StringRef cpu, StringRef features) {
  initialize();
  std::string error;
  llvm::Triple parsed(triple);
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(parsed, error);
  if (!target)
    return nullptr;
  return std::unique_ptr<llvm::MCSubtargetInfo>(
      target->createMCSubtargetInfo(parsed, cpu, features));
}

bool Machine::hasFeature(StringRef feature) const {
  auto subtarget = getSubtarget(triple, cpu, features);
  // Asked for a feature of another architecture, checkFeatures ends the
  // process.
  return subtarget &&
         llvm::any_of(
             subtarget->getAllProcessorFeatures(),
             [&](const auto &known) { return feature == known.Key; }) &&
         subtarget->checkFeatures(("+" + feature).str());
}

static Machine getHost() {
  std::string features;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    features += (features.empty() ? "" : ",") +
                std::string(feature.second ? "+" : "-") + feature.first().str();
  return {llvm::sys::getProcessTriple(), llvm::sys::getHostCPUName().str(),
          features};
}

llvm::Expected<Machine> qblock::findMachine(StringRef cpu) {
  if (cpu == "host")
    return getHost();
  std::string host = llvm::sys::getProcessTriple();
  if (cpu == "generic")
    return Machine{host, "generic", ""};
  for (StringRef triple :
       {StringRef(host), StringRef("x86_64-unknown-linux-gnu"),
        StringRef("aarch64-unknown-linux-gnu")}) {
    // An unknown CPU is told on standard error unless it is asked for so.
    auto subtarget = getSubtarget(triple, "", "");
    if (subtarget && subtarget->isCPUStringValid(cpu))
      return Machine{triple.str(), cpu.str(), ""};
  }
  return llvm::createStringError(
      "unknown CPU '" + cpu +
      "', expects 'host', 'generic' or a name that LLVM knows");
}

const CpuTarget &qblock::selectCpuTarget(const Machine &machine) {
  return selectCpuTarget(
      [&](StringRef feature) { return machine.hasFeature(feature); });
}

llvm::Expected<const CpuTarget *> qblock::resolveCpuTarget(StringRef name) {
  if (const CpuTarget *target = findCpuTarget(name))
    return target;
  llvm::Expected<Machine> machine = findMachine(name);
  if (!machine)
    return machine.takeError();
  return &selectCpuTarget(*machine);
}

StringRef qblock::getBaseline(StringRef names) {
  return names.split(',').first.trim();
}

/// The architecture that code for `name` is of; none for names of targets.
static std::string getArchitecture(StringRef name) {
  if (findCpuTarget(name))
    return {};
  llvm::Expected<Machine> machine = findMachine(name);
  if (!machine) {
    llvm::consumeError(machine.takeError());
    return {};
  }
  return llvm::Triple(machine->triple).getArchName().str();
}

llvm::Expected<llvm::SmallVector<const CpuTarget *>>
qblock::resolveCpuTargets(StringRef names) {
  llvm::SmallVector<const CpuTarget *> targets;
  llvm::SmallVector<StringRef> parts;
  names.split(parts, ',');
  std::string first = getArchitecture(getBaseline(names));
  for (StringRef &part : parts) {
    part = part.trim();
    llvm::Expected<const CpuTarget *> target = resolveCpuTarget(part);
    if (!target)
      return target.takeError();
    std::string own = getArchitecture(part);
    if (!first.empty() && !own.empty() && first != own)
      return llvm::createStringError("CPUs '" + parts.front() + "' and '" +
                                     part + "' are of different architectures");
    if (!llvm::is_contained(targets, *target))
      targets.push_back(*target);
  }
  // A target that is no better than the baseline is never chosen.
  auto rank = [](const CpuTarget *target) {
    return llvm::find(getCpuTargets(), target) - getCpuTargets().begin();
  };
  const CpuTarget *baseline = targets.front();
  llvm::erase_if(targets, [&](const CpuTarget *target) {
    return target != baseline && rank(target) > rank(baseline);
  });
  std::sort(targets.begin() + 1, targets.end(),
            [&](const CpuTarget *a, const CpuTarget *b) {
              return rank(a) < rank(b);
            });
  return targets;
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
qblock::createTargetMachine(const Machine &machine) {
  initialize();
  std::string error;
  llvm::Triple triple(machine.triple);
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return llvm::createStringError(error);
  return std::unique_ptr<llvm::TargetMachine>(target->createTargetMachine(
      triple, machine.cpu, machine.features, llvm::TargetOptions(),
      llvm::Reloc::PIC_, std::nullopt, llvm::CodeGenOptLevel::Default));
}
