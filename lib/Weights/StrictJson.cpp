//===- StrictJson.cpp - JSON without its loopholes --------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// JSON parsers keep the last of several equal keys and let documents nest
// without end. People write map files by hand: they want to hear of the key
// they wrote twice, and in which line. So the document is built here, from the
// parser's events.
//
//===----------------------------------------------------------------------===//

#include "StrictJson.h"

#include "Text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

using namespace qblock;
using namespace qblock::weights;
using nlohmann::json;

namespace {

class DocumentBuilder {
public:
  explicit DocumentBuilder(unsigned maxDepth) : maxDepth(maxDepth) {}

  json document;
  std::string message; ///< of the first error, without the line
  size_t position = 0; ///< of a syntax error, in bytes from 1

  bool null() { return add(nullptr) != nullptr; }
  bool boolean(bool value) { return add(value) != nullptr; }
  bool number_integer(json::number_integer_t value) {
    return add(value) != nullptr;
  }
  bool number_unsigned(json::number_unsigned_t value) {
    return add(value) != nullptr;
  }
  bool number_float(json::number_float_t value, const json::string_t &) {
    return add(value) != nullptr;
  }
  bool string(json::string_t &text) { return add(std::move(text)) != nullptr; }
  bool binary(json::binary_t &) { return false; }
  bool start_object(size_t) { return open(json::object()); }
  bool start_array(size_t) { return open(json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(json::string_t &text) {
    auto [it, isNew] = parents.back()->emplace(text, nullptr);
    if (!isNew)
      message = "key " + quoteName(text) + " is there twice";
    slot = &*it;
    return isNew;
  }

  bool parse_error(size_t bytes, const std::string &, const json::exception &) {
    message = "is not valid JSON";
    position = bytes;
    return false;
  }

private:
  json *add(json value) {
    if (parents.empty())
      return &(document = std::move(value));
    if (parents.back()->is_object())
      return &(*slot = std::move(value));
    return &parents.back()->emplace_back(std::move(value));
  }
  bool open(json container) {
    if (parents.size() == maxDepth) {
      message = "is nested deeper than " + std::to_string(maxDepth);
      return false;
    }
    parents.push_back(add(std::move(container)));
    return true;
  }
  bool close() {
    parents.pop_back();
    return true;
  }

  unsigned maxDepth;
  std::vector<json *> parents; ///< the containers that are open
  json *slot = nullptr;        ///< where the value of the last key goes
};

/// Counts what the parser takes, because it tells where it stands only for
/// syntax errors.
class CountingIterator {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char *;
  using reference = const char &;

  CountingIterator(const char *next, const char **furthest)
      : next(next), furthest(furthest) {}
  reference operator*() const { return *next; }
  CountingIterator &operator++() {
    *furthest = ++next;
    return *this;
  }
  bool operator==(const CountingIterator &other) const {
    return next == other.next;
  }
  bool operator!=(const CountingIterator &other) const {
    return next != other.next;
  }

private:
  const char *next;
  const char **furthest;
};

} // namespace

Expected<json> weights::parseStrictJson(std::string_view text,
                                        unsigned maxDepth) {
  DocumentBuilder builder(maxDepth);
  const char *furthest = text.data();
  const char *end = text.data() + text.size();
  if (json::sax_parse(CountingIterator(text.data(), &furthest),
                      CountingIterator(end, &furthest), &builder))
    return std::move(builder.document);
  auto line = 1 + std::count(text.data(), furthest, '\n');
  return makeError("line " + std::to_string(line) + ": " + builder.message);
}
