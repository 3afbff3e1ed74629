//===- WeightMap.cpp - Reading map files ------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A map file says which stored tensor each value of a module is. It is written
// by exporters and by hand; a typing error in it would bind nothing or the
// wrong thing without a word, so every key and value is checked.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/WeightMap.h"

#include "StrictJson.h"
#include "Text.h"
#include "qblock/Weights/MappedFile.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

using namespace qblock;
using namespace qblock::weights;
using nlohmann::json;

static std::string_view withoutSigil(std::string_view symbol) {
  if (!symbol.empty() && (symbol.front() == '%' || symbol.front() == '@'))
    symbol.remove_prefix(1);
  return symbol;
}

namespace {

/// Reads one object. The functions return false after they have set `message`.
class EntryReader {
public:
  EntryReader(const json &object, MapEntry &entry)
      : object(object), entry(entry) {}

  bool read();
  std::string message;

private:
  bool checkKeys();
  bool readSymbol();
  bool readName(const char *key, std::optional<std::string> &name);
  bool readNumbers(const char *key, int64_t lowest,
                   std::optional<std::vector<int64_t>> &numbers);
  bool readRows();
  bool readPermutation();
  bool readTransposed();
  bool checkPattern();

  /// Null if the key is missing or its value is null.
  const json *find(const char *key) const {
    auto it = object.find(key);
    return it == object.end() || it->is_null() ? nullptr : &*it;
  }
  bool fail(std::string reason) {
    message = std::move(reason);
    return false;
  }
  bool failType(const char *key, const char *expected) {
    return fail(std::string("expects ") + expected + " for '" + key +
                "', but got " + quoteName(object[key].dump()));
  }

  const json &object;
  MapEntry &entry;
};

} // namespace

bool EntryReader::checkKeys() {
  constexpr std::string_view known[] = {
      "arg",   "global",     "key",  "torch",
      "gguf",  "jax",        "rows", "gguf_rows_permuted_heads",
      "shape", "transposed", "order"};
  for (const auto &item : object.items())
    if (std::find(std::begin(known), std::end(known), item.key()) ==
        std::end(known))
      return fail("unknown key " + quoteName(item.key()));
  return true;
}

bool EntryReader::readSymbol() {
  constexpr std::pair<const char *, MapEntry::Kind> kinds[] = {
      {"arg", MapEntry::Kind::Argument},
      {"global", MapEntry::Kind::Global},
      {"key", MapEntry::Kind::Resource}};
  unsigned numSymbols = 0;
  for (auto [key, kind] : kinds) {
    std::optional<std::string> name;
    if (!readName(key, name))
      return false;
    if (!name)
      continue;
    ++numSymbols;
    entry.kind = kind;
    entry.symbol =
        kind == MapEntry::Kind::Resource ? *name : withoutSigil(*name);
  }
  if (numSymbols != 1)
    return fail("expects one of 'arg', 'global' and 'key', but got " +
                std::to_string(numSymbols));
  return !entry.symbol.empty() || fail("the symbol is empty");
}

bool EntryReader::readName(const char *key, std::optional<std::string> &name) {
  const json *value = find(key);
  if (!value)
    return true;
  if (!value->is_string())
    return failType(key, "a string");
  name = value->get_ref<const std::string &>();
  if (const char *fault = findNameFault(*name))
    return fail(std::string("'") + key + "' " + fault);
  return true;
}

bool EntryReader::readNumbers(const char *key, int64_t lowest,
                              std::optional<std::vector<int64_t>> &numbers) {
  const json *value = find(key);
  if (!value)
    return true;
  if (!value->is_array())
    return failType(key, "an array of numbers");
  numbers.emplace();
  for (const json &number : *value) {
    bool fits = number.is_number_unsigned()
                    ? number.get<uint64_t>() <= INT64_MAX
                    : number.is_number_integer();
    if (!fits || number.get<int64_t>() < lowest)
      return fail(std::string("expects integers from ") +
                  std::to_string(lowest) + " in '" + key + "', but got " +
                  quoteName(number.dump()));
    numbers->push_back(number.get<int64_t>());
  }
  return true;
}

bool EntryReader::readRows() {
  std::optional<std::vector<int64_t>> numbers;
  if (!readNumbers("rows", 0, numbers))
    return false;
  if (!numbers)
    return true;
  if (numbers->size() != 2 || (*numbers)[1] == 0)
    return failType("rows", "the first row and a count that is not 0");
  entry.rows.emplace((*numbers)[0], (*numbers)[1]);
  return true;
}

bool EntryReader::readPermutation() {
  const char *key = "gguf_rows_permuted_heads";
  const json *value = find(key);
  if (!value)
    return true;
  if (!value->is_number_unsigned() || value->get<uint64_t>() == 0 ||
      value->get<uint64_t>() > INT64_MAX)
    return failType(key, "a number of heads");
  entry.permutedHeads = value->get<int64_t>();
  return true;
}

bool EntryReader::readTransposed() {
  if (const json *value = find("transposed")) {
    if (!value->is_boolean())
      return failType("transposed", "true or false");
    entry.transposed = value->get<bool>();
  }
  return true;
}

/// A name can only take what the symbol's pattern gives.
bool EntryReader::checkPattern() {
  if (!entry.isPattern())
    return true;
  auto countStars = [](const std::string &text) {
    return std::count(text.begin(), text.end(), '*');
  };
  auto numStars = countStars(entry.symbol);
  if (countStars(entry.torchName) > numStars ||
      countStars(entry.ggufName.value_or("")) > numStars)
    return fail("a name has more '*' than the symbol");
  return true;
}

bool EntryReader::read() {
  if (!object.is_object())
    return fail("expects an object, but got " + quoteName(object.dump()));
  std::optional<std::string> torchName;
  if (!checkKeys() || !readSymbol() || !readName("torch", torchName) ||
      !readName("gguf", entry.ggufName) ||
      !readNumbers("shape", 1, entry.shape) || !readRows() ||
      !readPermutation() || !readTransposed())
    return false;
  entry.torchName = torchName.value_or("");
  entry.isInput = entry.torchName == "input";
  if (!checkPattern())
    return false;
  if (entry.isInput && entry.ggufName)
    return fail("is an input and has a 'gguf' name, " +
                quoteName(*entry.ggufName));
  return true;
}

/// The entries that stand for one object with an `order`. An error says what is
/// wrong with it.
static Expected<std::vector<MapEntry>> expandOrder(const json &object,
                                                   const MapEntry &entry) {
  const json &order = object["order"];
  if (!order.is_array())
    return makeError("expects an array of names for 'order', but got " +
                     quoteName(order.dump()));
  if (!entry.torchName.empty() || entry.ggufName)
    return makeError("has an 'order' and a name");
  constexpr std::string_view prefix = "arg";
  uint64_t first = 0;
  const char *end = entry.symbol.data() + entry.symbol.size();
  bool isArgument = entry.kind == MapEntry::Kind::Argument &&
                    entry.symbol.compare(0, prefix.size(), prefix) == 0;
  if (!isArgument ||
      std::from_chars(entry.symbol.data() + prefix.size(), end, first).ptr !=
          end ||
      first > UINT32_MAX)
    return makeError("expects a numbered argument, 'arg3', for an 'order'");
  std::vector<MapEntry> entries;
  for (const json &name : order) {
    MapEntry one = entry;
    one.symbol = std::string(prefix) + std::to_string(first++);
    if (name.is_null())
      continue;
    if (!name.is_string())
      return makeError("expects names in 'order', but got " +
                       quoteName(name.dump()));
    one.torchName = name.get_ref<const std::string &>();
    if (const char *fault = findNameFault(one.torchName))
      return makeError(std::string("a name in 'order' ") + fault);
    one.isInput = one.torchName == "input";
    if (!one.isInput)
      one.ggufName = one.torchName;
    entries.push_back(std::move(one));
  }
  return entries;
}

std::optional<std::vector<std::string>>
MapEntry::match(std::string_view text) const {
  // Parts between the stars; each is taken where it is found first, the last
  // one at the end.
  std::vector<std::string> captures;
  std::string_view pattern = symbol;
  size_t star = pattern.find('*');
  if (star == std::string_view::npos)
    return text == pattern ? std::optional(captures) : std::nullopt;
  if (text.substr(0, star) != pattern.substr(0, star))
    return std::nullopt;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  while ((star = pattern.find('*')) != std::string_view::npos) {
    size_t found = text.find(pattern.substr(0, star));
    if (found == std::string_view::npos)
      return std::nullopt;
    captures.emplace_back(text.substr(0, found));
    text.remove_prefix(found + star);
    pattern.remove_prefix(star + 1);
  }
  if (text.size() < pattern.size() ||
      text.substr(text.size() - pattern.size()) != pattern)
    return std::nullopt;
  captures.emplace_back(text.substr(0, text.size() - pattern.size()));
  return captures;
}

/// `name` with each `*` replaced by the capture of the same number.
static std::string fillIn(const std::string &name,
                          const std::vector<std::string> &captures) {
  std::string filled;
  size_t number = 0;
  for (char c : name) {
    if (c == '*')
      filled += captures[number++];
    else
      filled += c;
  }
  return filled;
}

Expected<WeightMap> WeightMap::load(const std::string &path) {
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return tl::make_unexpected(file.error());
  return parse(file->text(), path);
}

Expected<WeightMap> WeightMap::parse(std::string_view text,
                                     const std::string &name) {
  auto fail = [&](const std::string &reason) {
    return makeError(name + ": " + reason);
  };
  constexpr unsigned maxDepth = 8;
  Expected<json> document = parseStrictJson(text, maxDepth);
  if (!document)
    return fail(document.error().message);
  if (!document->is_array())
    return fail("expects an array of entries");
  WeightMap map;
  for (const json &object : *document) {
    MapEntry entry;
    EntryReader reader(object, entry);
    std::string where = "entry " + std::to_string(map.list.size());
    if (!reader.read())
      return fail(where +
                  (entry.symbol.empty() ? std::string()
                                        : " " + quoteName(entry.symbol)) +
                  ": " + reader.message);
    std::vector<MapEntry> entries;
    if (object.contains("order")) {
      auto expanded = expandOrder(object, entry);
      if (!expanded)
        return fail(where + " " + quoteName(entry.symbol) + ": " +
                    expanded.error().message);
      entries = std::move(*expanded);
    } else {
      entries.push_back(std::move(entry));
    }
    for (MapEntry &one : entries) {
      if (!map.bySymbol
               .emplace(std::pair(one.kind, one.symbol), map.list.size())
               .second)
        return fail(where + ": symbol " + quoteName(one.symbol) +
                    " is there twice");
      map.list.push_back(std::move(one));
    }
  }
  return map;
}

const MapEntry *WeightMap::find(MapEntry::Kind kind,
                                std::string_view symbol) const {
  if (kind != MapEntry::Kind::Resource)
    symbol = withoutSigil(symbol);
  std::pair key(kind, std::string(symbol));
  if (auto it = bySymbol.find(key); it != bySymbol.end())
    return &list[it->second];
  if (auto it = filledIn.find(key); it != filledIn.end())
    return &it->second;
  for (const MapEntry &entry : list) {
    if (entry.kind != kind || !entry.isPattern())
      continue;
    auto captures = entry.match(symbol);
    if (!captures)
      continue;
    MapEntry filled = entry;
    filled.symbol = key.second;
    filled.torchName = fillIn(entry.torchName, *captures);
    if (entry.ggufName)
      filled.ggufName = fillIn(*entry.ggufName, *captures);
    return &filledIn.emplace(key, std::move(filled)).first->second;
  }
  return nullptr;
}
