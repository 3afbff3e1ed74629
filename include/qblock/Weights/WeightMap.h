//===- WeightMap.h - Names in the IR to names in a file ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_WEIGHTS_WEIGHTMAP_H
#define QBLOCK_WEIGHTS_WEIGHTMAP_H

#include "qblock/Support/Expected.h"
#include "qblock/Weights/TensorFile.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qblock::weights {

/// One entry of a map file. `symbol` is what the value is called in the IR: an
/// argument (`arg3`, also accepted as `%arg3`), a global (`@w`, without the @)
/// or a resource key. Each `*` in it stands for any text, and a `*` in the
/// names for what the one of the same number stands for.
struct MapEntry {
  bool isPattern() const { return symbol.find('*') != std::string::npos; }
  /// What the `*` of the symbol stand for; no value if `text` is another
  /// symbol.
  std::optional<std::vector<std::string>> match(std::string_view text) const;

  enum class Kind { Argument, Global, Resource } kind = Kind::Argument;
  std::string symbol;
  std::string torchName; ///< name in PyTorch and safetensors; may be empty
  std::optional<std::string> ggufName;
  bool isInput = false; ///< an activation, not a weight: torch name `input`
  std::optional<std::vector<int64_t>> shape; ///< in the IR
  /// Number of heads whose rows were interleaved by llama.cpp's converter:
  /// the stored rows are undone by new = old.reshape(n, head/2, 2, cols)
  /// .swapaxes(1, 2).reshape(rows, cols).
  std::optional<int64_t> permutedHeads; ///< counts for `ggufName` only
  /// [first, count] of the stored rows; what is permuted are these.
  std::optional<std::pair<int64_t, int64_t>> rows;
  /// The IR holds the transpose of the stored matrix, whichever file it is in:
  /// [in,out] where the store has [out,in]. (GPT-2's own [in,out] matrices are
  /// stored as the IR has them: not transposed.) Either is then reshaped to
  /// `shape`.
  bool transposed = false;
};

/// The entries of a JSON map, an array of objects with the keys
///
///   arg | global | key         one of them: the symbol
///   torch, gguf                names or null
///   gguf_rows_permuted_heads   a number or null
///   shape, rows                arrays of numbers or null
///   transposed                 a boolean
///   order                      instead of torch and gguf: an array of names or
///                              nulls, for the argument `arg` and those after
///                              it
///   jax                        a remark, ignored
///
/// where all but the symbol may be missing. Unknown keys are errors, as are
/// duplicate symbols and fields of the wrong type; the message names the entry.
class WeightMap {
public:
  static Expected<WeightMap> load(const std::string &path);
  /// As `load`; `name` stands for the file in messages.
  static Expected<WeightMap> parse(std::string_view json,
                                   const std::string &name);
  const std::vector<MapEntry> &entries() const { return list; }
  /// The entry of that symbol, else the first whose pattern it is, with the
  /// names filled in. Null if there is none.
  const MapEntry *find(MapEntry::Kind kind, std::string_view symbol) const;

private:
  std::vector<MapEntry> list;
  std::map<std::pair<MapEntry::Kind, std::string>, size_t> bySymbol;
  /// Entries that patterns made, for symbols that were looked up.
  mutable std::map<std::pair<MapEntry::Kind, std::string>, MapEntry> filledIn;
};

/// A stored tensor seen through a map entry: rows selected and reordered. Rows
/// are those of the *store* ([out,in]); `transposed` says that the IR's value
/// is the transpose. A vector ([n]) is one row, or n rows of one element if its
/// elements are selected or reordered. Refers to the file's mapping.
struct BoundTensor {
  const StoredTensor *tensor = nullptr;
  bool transposed = false;
  int64_t firstRow = 0;
  int64_t rowCount = 0;
  int64_t elemsPerRow = 0;
  int64_t permutedHeads = 0; ///< 0: rows are in order
  /// The inverse: the number of heads whose stored rows (heads, 2, head/2) are
  /// seen as (heads, head/2, 2). Excludes `permutedHeads`.
  int64_t interleavedHeads = 0;

  const format::TypeInfo &type() const { return *tensor->type; }
  int64_t rowElems() const { return elemsPerRow; }
  int64_t numElems() const { return rowCount * rowElems(); }
  /// Bytes of row `row` of this view.
  const uint8_t *rowData(int64_t row) const;
};

/// Finds the entry's tensor in `file`: in a GGUF file by the GGUF name (then
/// the row permutation applies), in any other, and in a GGUF file that does not
/// have that name, by the torch name (no permutation). The view, transposed if
/// the entry says so, must be reshapable to the entry's shape and to `irShape`
/// (if the caller knows it; dynamic dims are negative) without moving elements
/// across rows. An entry without name or tensor, or of a wrong shape, is an
/// error that names the entry and the tensor.
Expected<BoundTensor> bind(const MapEntry &entry, const TensorFile &file,
                           const std::vector<int64_t> *irShape);

/// A tensor bound by its own name, without a map.
BoundTensor bindWhole(const StoredTensor &tensor);

/// Decodes rows [firstRow, firstRow+numRows) of the view to binary32
/// (row-major, store orientation). The type must be decodable.
void readRows(const BoundTensor &bound, int64_t firstRow, int64_t numRows,
              float *dst);

struct QuantizeOptions {
  /// Null, or how much each column matters: `elemsPerRow` numbers for each
  /// slice of `rowsPerSlice` rows.
  const float *importance = nullptr;
  int64_t rowsPerSlice = 0; ///< rows of one expert; 0: one slice for all rows
  /// Let infinite and NaN weights and scales through.
  bool allowNonFinite = false;
};

/// Quantizes rows [firstRow, firstRow + numRows) of the view to `type` (any
/// that quantizes) into `dst`, rows in parallel and streamed: copies the bytes
/// of rows that already have the type, else decodes and quantizes. Memory
/// beyond `dst`: a few rows a thread. Store orientation. Fails on infinite or
/// NaN weights and on weights too large for the type's scales, naming tensor
/// and position (the first one in the view's order).
Expected<void> quantizeRowsTo(const BoundTensor &bound,
                              const format::TypeInfo &type, int64_t firstRow,
                              int64_t numRows, uint8_t *dst,
                              const QuantizeOptions &options = {});

/// `quantizeRowsTo` of all rows.
Expected<void> quantizeTo(const BoundTensor &bound,
                          const format::TypeInfo &type, uint8_t *dst,
                          const QuantizeOptions &options = {});

/// As `quantizeTo`, of the view's transpose: rows of the result are columns of
/// the store, and positions in errors are those of the result. Needs the whole
/// matrix as floats, twice.
Expected<void> quantizeTransposedTo(const BoundTensor &bound,
                                    const format::TypeInfo &type, uint8_t *dst,
                                    const QuantizeOptions &options = {});

} // namespace qblock::weights

#endif // QBLOCK_WEIGHTS_WEIGHTMAP_H
