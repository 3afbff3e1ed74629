//===- TypeChoice.cpp - Types of least error within a size ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mix is a guess about which weights matter, made once for all models. With
// the model at hand nothing needs to be guessed: the error of every type on
// every weight is measured, and the best choice within a size is a knapsack
// problem.
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/TypeChoice.h"

#include "Table.h"
#include "qblock/Format/Format.h"
#include "qblock/Format/Quantize.h"
#include "qblock/Quantizer/Knapsack.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

using namespace qblock;
using format::TypeInfo;

//===----------------------------------------------------------------------===//
// Budgets
//===----------------------------------------------------------------------===//

static Expected<uint64_t> parseByteCount(const std::string &text) {
  struct Unit {
    const char *name;
    double bytes;
  };
  static constexpr Unit units[] = {
      {"", 1},     {"B", 1},        {"KB", 1e3},      {"MB", 1e6},
      {"GB", 1e9}, {"KiB", 1024.0}, {"MiB", 1048576}, {"GiB", 1073741824}};
  char *end;
  double number = std::strtod(text.c_str(), &end);
  for (const Unit &unit : units) {
    double bytes = number * unit.bytes;
    if (end != text.c_str() && std::strcmp(end, unit.name) == 0 && bytes >= 1 &&
        bytes < 1e18)
      return uint64_t(bytes);
  }
  return makeError("--target-size: expects a size such as 3.9GiB, 700MB or "
                   "1000000, but got '" +
                   text + "'");
}

static Expected<double> parseBitsPerWeight(const std::string &text) {
  char *end;
  double bits = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || *end || !(bits > 0 && bits <= 32))
    return makeError("--target-bpw: expects a number of bits per weight, but "
                     "got '" +
                     text + "'");
  return bits;
}

Expected<Budget> qblock::parseBudget(const std::string &bitsPerWeight,
                                     const std::string &numBytes) {
  Budget budget;
  if (!bitsPerWeight.empty() && !numBytes.empty())
    return makeError("--target-bpw and --target-size exclude each other");
  if (!bitsPerWeight.empty()) {
    auto bits = parseBitsPerWeight(bitsPerWeight);
    if (!bits)
      return tl::make_unexpected(bits.error());
    budget.bitsPerWeight = *bits;
  }
  if (!numBytes.empty()) {
    auto bytes = parseByteCount(numBytes);
    if (!bytes)
      return tl::make_unexpected(bytes.error());
    budget.numBytes = *bytes;
  }
  return budget;
}

std::string qblock::describe(const Budget &budget) {
  if (budget.bitsPerWeight)
    return "target of " + formatNumber("%g", *budget.bitsPerWeight) +
           " bits per weight";
  return "target of " + std::to_string(*budget.numBytes) + " bytes";
}

//===----------------------------------------------------------------------===//
// Candidates
//===----------------------------------------------------------------------===//

std::vector<const TypeInfo *> qblock::candidateTypes(const TypeInfo &from,
                                                     int64_t rowElems,
                                                     bool allowRequantize) {
  std::vector<const TypeInfo *> types = {&from};
  if (from.isBlock() && !allowRequantize)
    return types;
  for (const TypeInfo &type : format::allTypes()) {
    bool isWeightType =
        type.isBlock() && !(type.row && type.row->activationOnly);
    // Without blocks, only what fits any row where no block does.
    bool isUpperEnd = &type == recipe::typeOfLastResort();
    if (&type != &from && (isWeightType || isUpperEnd) &&
        format::canQuantize(type) && rowElems % type.elemsPerBlock == 0)
      types.push_back(&type);
  }
  std::sort(types.begin(), types.end(), [&](auto *a, auto *b) {
    int64_t bytesOfA = format::rowBytes(*a, rowElems);
    int64_t bytesOfB = format::rowBytes(*b, rowElems);
    return bytesOfA != bytesOfB ? bytesOfA < bytesOfB : a->ggmlId < b->ggmlId;
  });
  return types;
}

const recipe::Scheme &qblock::finestScheme() {
  auto bitsOf = [](const recipe::Scheme &scheme) {
    const TypeInfo &type = *format::findType(scheme.defaultType);
    return type.isBlock() ? type.bitsPerElem() : 0;
  };
  ArrayView<recipe::Scheme> schemes = recipe::allSchemes();
  return *std::max_element(
      schemes.begin(), schemes.end(),
      [&](auto &a, auto &b) { return bitsOf(a) < bitsOf(b); });
}

uint32_t
qblock::mostLikeFileType(const std::map<const TypeInfo *, int64_t> &elems) {
  const recipe::Scheme *best = nullptr;
  int64_t most = 0;
  for (const recipe::Scheme &scheme : recipe::knownSchemes()) {
    auto found = elems.find(format::findType(scheme.defaultType));
    if (found != elems.end() && found->second > most) {
      most = found->second;
      best = &scheme;
    }
  }
  return best ? best->fileType : 0;
}

//===----------------------------------------------------------------------===//
// Choosing
//===----------------------------------------------------------------------===//

/// Errors become integers on one scale: the sum of the largest is 2^52. Sizes
/// are rounded up to the alignment.
static std::vector<std::vector<Choice>>
makeItems(const std::vector<FreeWeight> &weights, int64_t alignment) {
  double worst = 0;
  for (const FreeWeight &weight : weights)
    worst += *std::max_element(weight.errors.begin(), weight.errors.end());
  double scale = worst > 0 ? 0x1p52 / worst : 0;
  std::vector<std::vector<Choice>> items;
  for (const FreeWeight &weight : weights) {
    std::vector<Choice> &choices = items.emplace_back();
    for (size_t i = 0; i < weight.types.size(); ++i) {
      int64_t numBytes =
          weight.numRows * format::rowBytes(*weight.types[i], weight.rowElems);
      choices.push_back({(numBytes + alignment - 1) / alignment * alignment,
                         std::llround(weight.errors[i] * scale)});
    }
  }
  return items;
}

/// The error of the type, and those of its neighbours: what a byte more or less
/// would have changed.
static std::string explain(const FreeWeight &weight, unsigned chosen,
                           const std::string &target) {
  auto describe = [&](size_t i) {
    return std::string(weight.types[i]->name) + " " +
           formatNumber("%.3g", weight.errors[i]);
  };
  std::string why = target + ": error " + describe(chosen);
  // The next one that is worse and the next one that is better.
  for (size_t i = chosen; i-- > 0;)
    if (weight.errors[i] > weight.errors[chosen]) {
      why += ", smaller " + describe(i);
      break;
    }
  for (size_t i = chosen + 1; i < weight.types.size(); ++i)
    if (weight.errors[i] < weight.errors[chosen]) {
      why += ", larger " + describe(i);
      break;
    }
  return why;
}

Expected<std::vector<TypeChoice>>
qblock::chooseTypes(const std::vector<FreeWeight> &weights, int64_t maxBytes,
                    int64_t alignment, const std::string &target) {
  auto chosen = chooseWithin(makeItems(weights, alignment), maxBytes);
  if (!chosen)
    return makeError(target + " cannot be met: the weights' part " +
                     chosen.error().message);
  std::vector<TypeChoice> choices;
  for (size_t i = 0; i < weights.size(); ++i)
    choices.push_back({weights[i].types[(*chosen)[i]],
                       explain(weights[i], (*chosen)[i], target)});
  return choices;
}
