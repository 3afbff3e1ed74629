//===- Text.cpp - Names and shapes in messages ------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names in a file are chosen by whoever wrote it. This file holds the rules
// that they must keep and puts them into messages so that a message stays one
// line.
//
//===----------------------------------------------------------------------===//

#include "Text.h"

#include <algorithm>
#include <numeric>

using namespace qblock;

/// Length of the well-formed UTF-8 sequence at the start of `text`, or 0.
static size_t utf8SequenceBytes(std::string_view text) {
  auto byteAt = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  uint8_t lead = byteAt(0);
  if (lead < 0x80)
    return 1;
  size_t numBytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < numBytes)
    return 0;
  // The second byte rules out overlong forms, surrogates and code points past
  // U+10FFFF.
  uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byteAt(1) < lowest || byteAt(1) > highest)
    return 0;
  for (size_t i = 2; i < numBytes; ++i)
    if ((byteAt(i) & 0xC0) != 0x80)
      return 0;
  return numBytes;
}

std::string weights::quoteName(std::string_view text) {
  constexpr size_t maxBytes = 96;
  constexpr char digits[] = "0123456789abcdef";
  std::string out = "'";
  while (!text.empty()) {
    if (out.size() > maxBytes) {
      out += "...";
      break;
    }
    uint8_t lead = text.front();
    size_t numBytes = utf8SequenceBytes(text);
    bool plain = numBytes > 1 || (lead >= 0x20 && lead < 0x7F);
    if (plain)
      out += text.substr(0, numBytes);
    else
      out += {'\\', 'x', digits[lead >> 4], digits[lead & 15]};
    text.remove_prefix(plain ? numBytes : 1);
  }
  return out + "'";
}

std::string weights::formatShape(const std::vector<int64_t> &shape) {
  std::string out = "[";
  for (size_t i = 0; i < shape.size(); ++i) {
    out += i ? ", " : "";
    out += shape[i] < 0 ? "?" : std::to_string(shape[i]);
  }
  return out + "]";
}

const char *weights::findNameFault(std::string_view name) {
  if (name.empty())
    return "is empty";
  if (name.find('\0') != std::string_view::npos)
    return "holds a NUL byte";
  while (!name.empty()) {
    size_t numBytes = utf8SequenceBytes(name);
    if (!numBytes)
      return "is not valid UTF-8";
    name.remove_prefix(numBytes);
  }
  return nullptr;
}

std::vector<uint32_t>
weights::sortByName(const std::vector<std::string_view> &names) {
  std::vector<uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return names[a] < names[b]; });
  return order;
}
