//===- qblock-docs.cpp - Prints the reference of the formats ----*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/Formats.md is what this program prints, so that the page cannot say
// other things than the table; a test compares the two. Everything on the page
// except its preface follows from the rows.
//
//===----------------------------------------------------------------------===//

#include "qblock/Format/Codes.h"
#include "qblock/Format/Format.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

using namespace qblock;
using namespace qblock::format;

namespace {
/// A code of a row under the name that the page gives it.
struct NamedCode {
  std::string name;
  const Code *code;
};

/// One field of the block: `plane` of code number `codeIndex`, as it lies in
/// the byte where it starts.
struct Field {
  const NamedCode *owner;
  const Plane *plane;
  unsigned codeIndex;
  unsigned bitInByte;

  unsigned numBytes() const { return std::max(1, plane->widthBits / 8); }
  bool hasShapeOf(const Field &other) const {
    return plane == other.plane && bitInByte == other.bitInByte;
  }
};
} // namespace

static std::string number(unsigned long value) { return std::to_string(value); }

/// `first..last`, or one number if they are equal.
static std::string range(unsigned first, unsigned last) {
  return first == last ? number(first) : number(first) + ".." + number(last);
}

static std::string code(const std::string &text) { return "`" + text + "`"; }

static void printRow(const std::vector<std::string> &cells) {
  std::string line = "|";
  for (const std::string &cell : cells)
    line += " " + cell + " |";
  std::puts(line.c_str());
}

static void printTableHead(const std::vector<std::string> &titles) {
  printRow(titles);
  printRow(std::vector<std::string>(titles.size(), "---"));
}

static std::vector<NamedCode> codesOf(const Format &row) {
  std::vector<NamedCode> codes = {
      {"q", &row.quant},
      {"d", &row.scale},
      {"sc", &row.subScale},
      {row.minKind == MinKind::Add ? "m" : "dmin", &row.min},
      {"mn", &row.subMin},
      {"s", &row.sum}};
  codes.erase(std::remove_if(codes.begin(), codes.end(),
                             [](const NamedCode &c) { return !*c.code; }),
              codes.end());
  return codes;
}

/// A position in bits as `4B+2`: four bytes and two bits.
static std::string position(unsigned bits) {
  if (bits < 8)
    return number(bits);
  std::string bytes = number(bits / 8) + "B";
  return bits % 8 ? bytes + "+" + number(bits % 8) : bytes;
}

/// The same for a stride, where one byte is plain `B`.
static std::string stride(unsigned bits) {
  return bits / 8 == 1 ? position(bits).substr(1) : position(bits);
}

/// `u4<<2 @16B [32:B, 2:4]`; the letter is the code's.
static std::string planeNotation(const Plane &plane, const char *letter) {
  std::string text = letter + number(plane.widthBits);
  if (plane.shift)
    text += "<<" + number(plane.shift);
  text += " @" + position(plane.baseBits);
  std::string dims;
  for (const PlaneDim &dim : plane.dims)
    if (dim.count)
      dims += (dims.empty() ? "" : ", ") + number(dim.count) + ":" +
              stride(dim.strideBits);
  return dims.empty() ? text : text + " [" + dims + "]";
}

static const char *kindLetter(CodeKind kind) {
  switch (kind) {
  case CodeKind::Unsigned:
  case CodeKind::Lookup:
    return "u";
  case CodeKind::Signed:
    return "s";
  case CodeKind::F16:
  case CodeKind::F32:
    return "f";
  case CodeKind::E8M0Half:
  case CodeKind::E4M3Half:
    return "e";
  }
  return "";
}

static std::string codeNotation(const Code &c) {
  std::string text;
  for (const Plane &plane : c.planes)
    if (plane.widthBits)
      text += (text.empty() ? "" : " + ") +
              planeNotation(plane, kindLetter(c.kind));
  return text;
}

/// How the bits are read as a number, in words.
static std::string kindWords(const Code &c) {
  std::string bias = c.bias ? ", minus " + number(c.bias) : "";
  switch (c.kind) {
  case CodeKind::Unsigned:
    return "unsigned" + bias;
  case CodeKind::Signed:
    return "two's complement" + bias;
  case CodeKind::F16:
    return "binary16";
  case CodeKind::F32:
    return "binary32";
  case CodeKind::E8M0Half:
    return "2^(code - 128)";
  case CodeKind::E4M3Half:
    return "half of an unsigned E4M3 float, 0x7f for zero";
  case CodeKind::Lookup: {
    std::string levels;
    for (unsigned i = 0, e = 1u << c.widthBits(); i != e; ++i)
      levels += (i ? " " : "") + std::to_string(c.table[i]);
    return "index into T = " + levels;
  }
  }
  return "";
}

/// The number that a code stands for, as it appears in the formula.
static std::string term(const std::string &name, const Code &c) {
  if (c.kind == CodeKind::Lookup)
    return "T[" + name + "]";
  return c.bias ? "(" + name + " - " + number(c.bias) + ")" : name;
}

static std::string formula(const Format &row) {
  std::string scale = "d";
  if (row.subScale)
    scale = row.scale ? "(d * " + term("sc", row.subScale) + ")"
                      : term("sc", row.subScale);
  std::string product = scale + " * " + term("q", row.quant);
  switch (row.minKind) {
  case MinKind::None:
    return product;
  case MinKind::Add:
    return product + " + m";
  case MinKind::Subtract:
    return product + " - (dmin * " + term("mn", row.subMin) + ")";
  }
  return "";
}

/// The fields that start in each byte of the block, lowest bit first.
static std::vector<std::vector<Field>>
fieldsOfBytes(const Format &row, const std::vector<NamedCode> &codes) {
  std::vector<std::vector<Field>> bytes(row.bytesPerBlock);
  for (const NamedCode &named : codes)
    for (const Plane &plane : named.code->planes)
      for (unsigned i = 0; plane.widthBits && i != numCodes(row, *named.code);
           ++i) {
        unsigned bit = plane.bitOffset(i);
        bytes[bit / 8].push_back({&named, &plane, i, bit % 8});
      }
  for (std::vector<Field> &fields : bytes)
    std::sort(fields.begin(), fields.end(), [](const Field &a, const Field &b) {
      return a.bitInByte < b.bitInByte;
    });
  return bytes;
}

/// True if `next` continues the run that began with `first`: the same fields,
/// each `numSteps` times its own step of the code index further on.
static bool continuesRun(const std::vector<Field> &first,
                         const std::vector<Field> &second,
                         const std::vector<Field> &next, unsigned numSteps) {
  if (first.size() != next.size())
    return false;
  for (size_t i = 0; i != first.size(); ++i) {
    int step = int(second[i].codeIndex) - int(first[i].codeIndex);
    int distance = int(next[i].codeIndex) - int(first[i].codeIndex);
    if (!next[i].hasShapeOf(first[i]) || distance != int(numSteps) * step)
      return false;
  }
  return true;
}

/// `q[0..31]`, `q[0..24 step 8]` or, for the only code of its kind, `d`.
static std::string indexedName(const Format &row, const Field &first,
                               const Field &second, const Field &last) {
  if (numCodes(row, *first.owner->code) == 1)
    return first.owner->name;
  unsigned step = second.codeIndex - first.codeIndex;
  std::string indices = range(first.codeIndex, last.codeIndex);
  if (step > 1)
    indices += " step " + number(step);
  return first.owner->name + "[" + indices + "]";
}

static void printRun(const Format &row,
                     const std::vector<std::vector<Field>> &bytes,
                     unsigned begin, unsigned last, unsigned unitBytes) {
  // The second byte of the run gives the step; in a run of one there is none.
  unsigned second = std::min(begin + unitBytes, last);
  for (size_t i = 0; i != bytes[begin].size(); ++i) {
    const Field &field = bytes[begin][i];
    std::string name =
        indexedName(row, field, bytes[second][i], bytes[last][i]);
    const Plane &plane = *field.plane;
    if (plane.widthBits != field.owner->code->widthBits())
      name += plane.widthBits == 1
                  ? " bit " + number(plane.shift)
                  : " bits " +
                        range(plane.shift, plane.shift + plane.widthBits - 1);
    printRow({range(begin, last + unitBytes - 1),
              range(field.bitInByte, field.bitInByte + plane.widthBits - 1),
              code(name)});
  }
}

/// Which bits of which bytes hold what; bytes with like contents in one row.
static void printBitMap(const Format &row,
                        const std::vector<NamedCode> &codes) {
  std::vector<std::vector<Field>> bytes = fieldsOfBytes(row, codes);
  printTableHead({"bytes", "bits", "hold"});
  for (unsigned begin = 0; begin < bytes.size();) {
    unsigned unitBytes = bytes[begin].front().numBytes();
    unsigned last = begin;
    for (unsigned numSteps = 1;; ++numSteps) {
      unsigned next = begin + numSteps * unitBytes;
      if (next >= bytes.size() ||
          !continuesRun(bytes[begin], bytes[begin + unitBytes], bytes[next],
                        numSteps))
        break;
      last = next;
    }
    printRun(row, bytes, begin, last, unitBytes);
    begin = last + unitBytes;
  }
}

static void printFormat(const Format &row) {
  std::vector<NamedCode> codes = codesOf(row);
  std::printf("\n## %s\n\n", std::string(row.name).c_str());
  std::printf("%u elements in %u bytes. Value: `%s`.\n\n", row.elemsPerBlock,
              row.bytesPerBlock, formula(row).c_str());
  printTableHead({"code", "one for", "read as", "planes"});
  for (const NamedCode &named : codes) {
    unsigned elems = named.code->elemsPerCode;
    std::string span = elems == 1 ? "each element"
                       : elems == row.elemsPerBlock
                           ? "the block"
                           : number(elems) + " elements";
    printRow({code(named.name), span, kindWords(*named.code),
              code(codeNotation(*named.code))});
  }
  std::puts("");
  printBitMap(row, codes);
}

static void printSizes() {
  printTableHead({"format", "type number", "elements per block",
                  "bytes per block", "bits per element",
                  "activations in integer dot products"});
  for (const Format &row : allFormats()) {
    char bits[32];
    std::snprintf(bits, sizeof(bits), "%g", row.bitsPerElem());
    std::string name(row.name), partner(row.dotPartner);
    printRow({"[" + name + "](#" + name + ")", number(row.ggmlId),
              number(row.elemsPerBlock), number(row.bytesPerBlock), bits,
              row.activationOnly ? "is for activations" : partner});
  }
}

static const char preface[] =
    R"(<!-- Printed by qblock-docs from the format table; do not edit. -->
# Block formats

A tensor of a block format is a sequence of blocks along its last dimension.
Each block holds codes: one quant `q` an element, a scale `d`, and in some
formats scales `sc` and minima `mn` of sub-blocks, a minimum (`m`, or the unit
`dmin` of the `mn`), or sums `s` of quants. Values are computed in binary32, each
operation rounded on its own, in the order that the parentheses show.

The column *planes* says where the bits of a code are. `u4<<2 @16B+4 [32:B, 2:4]`
reads: fields of 4 bits that enter the code 2 bits up; the first one at byte 16,
bit 4; the codes count 32 fields that lie a byte apart, and this twice, 4 bits
apart. `B` is 8 bits; `u` is unsigned, `s` two's complement, `f` a float, `e` an
exponent; `+` joins the planes of one code. Bit 0 is the lowest bit of a byte,
and multi-byte fields are little-endian.

The tables *bytes, bits, hold* say the same from the side of the block; bits of
fields longer than a byte count on through its bytes.
)";

int main() {
  std::puts(preface);
  printSizes();
  for (const Format &row : allFormats())
    printFormat(row);
  return 0;
}
