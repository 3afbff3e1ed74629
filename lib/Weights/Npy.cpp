//===- Npy.cpp - NumPy array files ------------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Inputs and reference outputs of models are .npy files. The header is a Python
// literal; only the three keys that the format defines are read, by a scanner
// of the few forms that NumPy writes.
//
//===----------------------------------------------------------------------===//

#include "qblock/Weights/Npy.h"

#include "ByteReader.h"
#include "Text.h"
#include "qblock/Weights/AtomicFile.h"
#include "qblock/Weights/MappedFile.h"

#include <algorithm>
#include <charconv>

using namespace qblock;
using namespace qblock::weights;

constexpr std::string_view npyMagic = "\x93NUMPY";
constexpr std::string_view knownDtypes[] = {"f2", "f4", "f8", "i1", "i2", "i4",
                                            "i8", "u1", "u2", "u4", "u8", "b1"};

int64_t NpyArray::numElems() const {
  int64_t product = 1;
  for (int64_t dim : shape)
    product *= dim;
  return product;
}

unsigned NpyArray::bytesPerElem() const { return dtype.back() - '0'; }

namespace {

/// The header's dictionary. The functions return false after they have set
/// `message`.
class HeaderScanner {
public:
  explicit HeaderScanner(std::string_view text) : text(text) {}

  bool scan();
  std::string message;
  std::string descr;
  bool isFortranOrder = false;
  std::vector<int64_t> shape;

private:
  bool scanItem();
  bool scanString(std::string_view &value);
  bool scanBool();
  bool scanShape();
  bool take(char c);
  bool takeWord(std::string_view word);
  void skipSpace();
  bool fail(std::string reason) {
    message = "header: " + std::move(reason);
    return false;
  }

  std::string_view text; ///< what is left
  unsigned seenKeys = 0;
};

} // namespace

void HeaderScanner::skipSpace() {
  size_t numSpaces = text.find_first_not_of(" \t\r\n");
  text.remove_prefix(std::min(numSpaces, text.size()));
}

bool HeaderScanner::takeWord(std::string_view word) {
  skipSpace();
  if (text.substr(0, word.size()) != word)
    return false;
  text.remove_prefix(word.size());
  return true;
}

bool HeaderScanner::take(char c) { return takeWord({&c, 1}); }

bool HeaderScanner::scanString(std::string_view &value) {
  skipSpace();
  char quote = text.empty() ? '\0' : text.front();
  size_t end = text.find(quote, 1);
  if ((quote != '\'' && quote != '"') || end == std::string_view::npos)
    return fail("expects a string");
  value = text.substr(1, end - 1);
  text.remove_prefix(end + 1);
  return true;
}

bool HeaderScanner::scanBool() {
  isFortranOrder = takeWord("True");
  return isFortranOrder || takeWord("False") ||
         fail("expects True or False for 'fortran_order'");
}

bool HeaderScanner::scanShape() {
  constexpr size_t maxDims = 64;
  if (!take('('))
    return fail("expects a tuple for 'shape'");
  while (!take(')')) {
    int64_t dim;
    skipSpace();
    auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), dim);
    if (error != std::errc() || dim < 0 || shape.size() == maxDims)
      return fail("expects at most " + std::to_string(maxDims) +
                  " dimensions that are not negative for 'shape'");
    text.remove_prefix(end - text.data());
    shape.push_back(dim);
    if (!take(',') && text.substr(0, 1) != ")")
      return fail("expects ',' or ')' in 'shape'");
  }
  return true;
}

bool HeaderScanner::scanItem() {
  constexpr std::string_view keys[] = {"descr", "fortran_order", "shape"};
  std::string_view key, value;
  if (!scanString(key))
    return false;
  size_t index = std::find(std::begin(keys), std::end(keys), key) - keys;
  if (index == std::size(keys))
    return fail("unknown key " + quoteName(key));
  if (seenKeys & (1u << index))
    return fail(quoteName(key) + " is there twice");
  seenKeys |= 1u << index;
  if (!take(':'))
    return fail("expects ':' after " + quoteName(key));
  if (index == 1)
    return scanBool();
  if (index == 2)
    return scanShape();
  skipSpace();
  if (text.substr(0, 1) == "[")
    return fail("structured dtypes are not supported");
  if (!scanString(value))
    return false;
  descr = value;
  return true;
}

bool HeaderScanner::scan() {
  if (!take('{'))
    return fail("expects a dictionary");
  while (!take('}')) {
    if (!scanItem())
      return false;
    if (!take(',')) {
      if (take('}'))
        break;
      return fail("expects ',' or '}' between items");
    }
  }
  skipSpace();
  if (!text.empty())
    return fail("unexpected text after the dictionary");
  if (seenKeys != 7)
    return fail("needs 'descr', 'fortran_order' and 'shape'");
  return true;
}

/// Copies elements in the file's order to C order, with their bytes reversed if
/// they are big-endian.
static void reorder(const uint8_t *src, NpyArray &array, bool isFortranOrder,
                    bool isBigEndian) {
  unsigned elemBytes = array.bytesPerElem();
  int64_t numElems = array.numElems();
  size_t rank = array.shape.size();
  std::vector<int64_t> strides(rank, 1), index(rank, 0);
  // Elements that lie between neighbours along each dim, in the file.
  for (size_t i = 1; i < rank; ++i) {
    size_t dim = isFortranOrder ? i : rank - 1 - i;
    size_t inner = isFortranOrder ? i - 1 : rank - i;
    strides[dim] = strides[inner] * array.shape[inner];
  }
  int64_t from = 0;
  for (int64_t to = 0; to < numElems; ++to) {
    const uint8_t *elem = src + from * elemBytes;
    uint8_t *dst = array.data.data() + to * elemBytes;
    if (isBigEndian)
      std::reverse_copy(elem, elem + elemBytes, dst);
    else
      std::memcpy(dst, elem, elemBytes);
    for (size_t dim = rank; dim-- > 0;) {
      from += strides[dim];
      if (++index[dim] < array.shape[dim])
        break;
      from -= index[dim] * strides[dim];
      index[dim] = 0;
    }
  }
}

/// Splits NumPy's `<f4` into byte order and type. Returns false for what is not
/// supported.
static bool parseDescr(std::string_view descr, std::string &dtype,
                       bool &isBigEndian) {
  if (descr.empty() ||
      std::string_view("<>|=").find(descr[0]) == std::string_view::npos)
    return false;
  dtype = descr.substr(1);
  isBigEndian = descr[0] == '>';
  return std::find(std::begin(knownDtypes), std::end(knownDtypes), dtype) !=
         std::end(knownDtypes);
}

/// The header's text. Returns a reason on failure, else nothing.
static std::string readHeader(ByteReader &reader, std::string_view &header) {
  std::string_view magic;
  uint8_t major, minor;
  if (!reader.readBytes(npyMagic.size(), magic) || magic != npyMagic)
    return "is not a .npy file";
  if (!reader.read(major) || !reader.read(minor))
    return "version goes past the end of the file";
  if (major < 1 || major > 3)
    return "version is " + std::to_string(major) + ", expected 1 to 3";
  uint16_t shortLength;
  uint32_t length;
  bool hasLength = major == 1 ? reader.read(shortLength) : reader.read(length);
  if (hasLength && major == 1)
    length = shortLength;
  if (!hasLength || !reader.readBytes(length, header))
    return "header goes past the end of the file";
  return {};
}

Expected<NpyArray> weights::readNpy(const std::string &path) {
  auto fail = [&](const std::string &reason) {
    return makeError(path + ": " + reason);
  };
  Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return tl::make_unexpected(file.error());
  ByteReader reader(file->data(), file->numBytes());
  std::string_view header;
  if (std::string fault = readHeader(reader, header); !fault.empty())
    return fail(fault);
  HeaderScanner scanner(header);
  if (!scanner.scan())
    return fail(scanner.message);

  NpyArray array;
  bool isBigEndian;
  if (!parseDescr(scanner.descr, array.dtype, isBigEndian))
    return fail("dtype " + quoteName(scanner.descr) + " is not supported");
  array.shape = std::move(scanner.shape);
  int64_t numBytes = array.bytesPerElem();
  for (int64_t dim : array.shape)
    if (__builtin_mul_overflow(numBytes, dim, &numBytes))
      return fail("size of shape " + formatShape(array.shape) +
                  " overflows 64 bits");
  if (static_cast<uint64_t>(numBytes) != reader.remaining())
    return fail("has " + std::to_string(reader.remaining()) +
                " bytes of data, expected " + std::to_string(numBytes) +
                " for shape " + formatShape(array.shape) + " of " +
                array.dtype);
  const uint8_t *data = file->data() + reader.position();
  array.data.resize(numBytes);
  if (numBytes && (scanner.isFortranOrder || isBigEndian))
    reorder(data, array, scanner.isFortranOrder, isBigEndian);
  else if (numBytes)
    std::memcpy(array.data.data(), data, numBytes);
  return array;
}

Expected<void> weights::writeNpy(const std::string &path,
                                 const NpyArray &array) {
  if (std::find(std::begin(knownDtypes), std::end(knownDtypes), array.dtype) ==
      std::end(knownDtypes))
    return makeError(path + ": dtype " + quoteName(array.dtype) +
                     " is not supported");
  uint64_t numBytes = array.numElems() * array.bytesPerElem();
  if (array.data.size() != numBytes)
    return makeError(path + ": array has " + std::to_string(array.data.size()) +
                     " bytes, expected " + std::to_string(numBytes) +
                     " for shape " + formatShape(array.shape));
  std::string header = "{'descr': '";
  header += array.bytesPerElem() == 1 ? '|' : '<';
  header += array.dtype + "', 'fortran_order': False, 'shape': (";
  for (size_t i = 0; i < array.shape.size(); ++i)
    header += (i ? ", " : "") + std::to_string(array.shape[i]);
  header += array.shape.size() == 1 ? ",), }" : "), }";
  // Magic, version and length take 10 bytes; data start at a multiple of 64.
  constexpr size_t prefixBytes = 10, alignment = 64;
  size_t unpadded = prefixBytes + header.size() + 1;
  header.append((alignment - unpadded % alignment) % alignment, ' ');
  header += '\n';
  std::string prefix(npyMagic);
  prefix += {'\x01', '\x00', static_cast<char>(header.size() & 0xFF),
             static_cast<char>(header.size() >> 8)};

  Expected<std::unique_ptr<AtomicFile>> file = AtomicFile::create(path);
  if (!file)
    return tl::make_unexpected(file.error());
  Expected<void> done = (*file)->write(prefix.data(), prefix.size());
  if (done)
    done = (*file)->write(header.data(), header.size());
  if (done)
    done = (*file)->write(array.data.data(), array.data.size());
  if (done)
    done = (*file)->commit();
  return done;
}
