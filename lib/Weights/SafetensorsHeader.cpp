//===- SafetensorsHeader.cpp - The JSON object of safetensors ---*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The header is JSON of one fixed form. It is read event by event instead of
// into a document: what does not have the form is refused at once (so depth is
// bounded), duplicate keys are seen, and memory is that of the tensors' names
// and shapes.
//
//===----------------------------------------------------------------------===//

#include "SafetensorsHeader.h"

#include "Text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

using namespace qblock;
using namespace qblock::weights;

namespace {

struct DtypeWidth {
  std::string_view name;
  unsigned bitsPerElem;
};

/// All types of the format.
constexpr DtypeWidth dtypeWidths[] = {
    {"F64", 64},        {"F32", 32},        {"F16", 16},    {"BF16", 16},
    {"I64", 64},        {"I32", 32},        {"I16", 16},    {"I8", 8},
    {"U64", 64},        {"U32", 32},        {"U16", 16},    {"U8", 8},
    {"BOOL", 8},        {"C64", 64},        {"F8_E5M2", 8}, {"F8_E4M3", 8},
    {"F8_E8M0", 8},     {"F6_E2M3", 6},     {"F6_E3M2", 6}, {"F4", 4},
    {"F8_E5M2FNUZ", 8}, {"F8_E4M3FNUZ", 8},
};

/// Receives the events of the JSON parser; each function returns false after it
/// has set `message`, which stops the parser.
class HeaderReader {
public:
  explicit HeaderReader(uint64_t dataBytes) : dataBytes(dataBytes) {}

  std::vector<SafetensorsEntry> entries;
  std::string message;

  using Json = nlohmann::json;
  bool start_object(size_t);
  bool end_object();
  bool start_array(size_t);
  bool end_array();
  bool key(Json::string_t &text);
  bool string(Json::string_t &text);
  bool number_unsigned(Json::number_unsigned_t value);
  bool number_integer(Json::number_integer_t value) {
    return fail(where() + std::to_string(value) + " is negative");
  }
  bool number_float(Json::number_float_t, const Json::string_t &text) {
    return fail(where() + text + " is not a 64-bit integer");
  }
  bool null() { return failForm("null"); }
  bool boolean(bool) { return failForm("a boolean"); }
  bool binary(Json::binary_t &) { return failForm("binary data"); }
  bool parse_error(size_t position, const std::string &,
                   const Json::exception &) {
    return fail("header is not valid JSON at byte " + std::to_string(position));
  }

private:
  enum class State { Start, Top, Tensor, Shape, Offsets, Metadata, End };
  enum Field { Dtype, ShapeField, DataOffsets, None };

  bool finishTensor();
  std::string where() const {
    if (state == State::Metadata || (state == State::Top && nextIsMetadata))
      return "__metadata__: ";
    if (entries.empty() || state == State::End)
      return "header: ";
    return "tensor " + quoteName(entries.back().name) + ": ";
  }
  bool fail(std::string reason) {
    message = std::move(reason);
    return false;
  }
  bool failForm(const char *found) {
    return fail(where() + "unexpected " + found);
  }

  uint64_t dataBytes;
  State state = State::Start;
  bool nextIsMetadata = false, sawMetadata = false;
  Field field = None; ///< whose value is next
  bool seen[3] = {};  ///< fields of the tensor that is being read
  std::vector<uint64_t> offsets;
};

} // namespace

bool HeaderReader::start_object(size_t) {
  if (state == State::Start) {
    state = State::Top;
    return true;
  }
  if (state != State::Top)
    return failForm("object");
  state = nextIsMetadata ? State::Metadata : State::Tensor;
  std::fill(std::begin(seen), std::end(seen), false);
  field = None;
  offsets.clear();
  return true;
}

bool HeaderReader::end_object() {
  if (state == State::Tensor && !finishTensor())
    return false;
  state = state == State::Top ? State::End : State::Top;
  return true;
}

bool HeaderReader::start_array(size_t) {
  if (state != State::Tensor || (field != ShapeField && field != DataOffsets))
    return failForm("array");
  state = field == ShapeField ? State::Shape : State::Offsets;
  return true;
}

bool HeaderReader::end_array() {
  if (state == State::Offsets && offsets.size() != 2)
    return fail(where() + "data_offsets has " + std::to_string(offsets.size()) +
                " numbers, expected 2");
  state = State::Tensor;
  return true;
}

bool HeaderReader::key(Json::string_t &text) {
  if (state == State::Metadata)
    return true;
  if (state == State::Top) {
    nextIsMetadata = text == "__metadata__";
    if (nextIsMetadata) {
      if (std::exchange(sawMetadata, true))
        return fail("header: __metadata__ is there twice");
      return true;
    }
    if (const char *fault = findNameFault(text))
      return fail("tensor name " + quoteName(text) + " " + fault);
    entries.emplace_back().name = std::move(text);
    return true;
  }
  constexpr std::string_view names[] = {"dtype", "shape", "data_offsets"};
  field = static_cast<Field>(std::find(names, names + None, text) - names);
  if (field == None)
    return fail(where() + "unknown field " + quoteName(text));
  if (std::exchange(seen[field], true))
    return fail(where() + std::string(names[field]) + " is there twice");
  return true;
}

bool HeaderReader::string(Json::string_t &text) {
  if (state == State::Metadata)
    return true;
  if (state != State::Tensor || field != Dtype)
    return failForm("string");
  entries.back().dtype = std::move(text);
  return true;
}

bool HeaderReader::number_unsigned(Json::number_unsigned_t value) {
  constexpr size_t maxDims = 64;
  if (state == State::Offsets && offsets.size() < 2) {
    offsets.push_back(value);
    return true;
  }
  if (state != State::Shape)
    return failForm("number");
  std::vector<int64_t> &shape = entries.back().shape;
  if (value > INT64_MAX)
    return fail(where() + "dimension " + std::to_string(value) +
                " overflows 64 bits");
  if (shape.size() == maxDims)
    return fail(where() + "has more than " + std::to_string(maxDims) +
                " dimensions");
  shape.push_back(value);
  return true;
}

bool HeaderReader::finishTensor() {
  SafetensorsEntry &entry = entries.back();
  if (!seen[Dtype] || !seen[ShapeField] || !seen[DataOffsets])
    return fail(where() + "needs dtype, shape and data_offsets");
  const DtypeWidth *width =
      std::find_if(std::begin(dtypeWidths), std::end(dtypeWidths),
                   [&](const DtypeWidth &w) { return w.name == entry.dtype; });
  if (width == std::end(dtypeWidths))
    return fail(where() + "unknown dtype " + quoteName(entry.dtype));
  int64_t numBits = width->bitsPerElem;
  for (int64_t dim : entry.shape)
    if (__builtin_mul_overflow(numBits, dim, &numBits))
      return fail(where() + "size of shape " + formatShape(entry.shape) +
                  " overflows 64 bits");
  if (numBits % 8)
    return fail(where() + "shape " + formatShape(entry.shape) + " of " +
                entry.dtype + " is not a whole number of bytes");
  entry.beginOffset = offsets[0];
  entry.endOffset = offsets[1];
  if (entry.beginOffset > entry.endOffset || entry.endOffset > dataBytes)
    return fail(where() + "data_offsets [" + std::to_string(offsets[0]) + ", " +
                std::to_string(offsets[1]) + "] are not inside the data of " +
                std::to_string(dataBytes) + " bytes");
  uint64_t numBytes = numBits / 8;
  if (entry.endOffset - entry.beginOffset != numBytes)
    return fail(
        where() + "has " + std::to_string(entry.endOffset - entry.beginOffset) +
        " bytes of data, expected " + std::to_string(numBytes) + " for shape " +
        formatShape(entry.shape) + " of " + entry.dtype);
  return true;
}

Expected<std::vector<SafetensorsEntry>>
weights::parseSafetensorsHeader(std::string_view json, uint64_t dataBytes) {
  HeaderReader reader(dataBytes);
  if (!nlohmann::json::sax_parse(json.begin(), json.end(), &reader))
    return makeError(std::move(reader.message));
  return std::move(reader.entries);
}
