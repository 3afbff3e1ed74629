//===- GpuKernels.h - Kernels for packed weights on GPUs --------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The kernels that matmuls on packed weights need, and what a launcher has to
// know of each. Kernels take pointers, then sizes, and know none of their
// sizes: one set serves all weights of a format.
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_GPUKERNELS_H
#define QBLOCK_CONVERSION_GPUKERNELS_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "qblock/Format/PackedLayout.h"
#include "qblock/Target/GpuTarget.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace qblock {

/// The sizes of y[M, N] = x[M, K] . w[N, K]^T, and the number of parts that K
/// is split into. Of rows that are routed to E matrices, the groups that they
/// are multiplied in (`countRowGroups`), and E + 1.
enum class GpuSize { M, N, K, Splits, Groups, Starts };

/// How products of many rows of x are computed.
enum class GpuGemm {
  Int8,     ///< x is rounded to blocks of int8, as for few rows
  BFloat16, ///< x and decoded weights are rounded to bfloat16
  /// Int8 or BFloat16, by what a product costs for the format on the chip.
  Fastest,
};

/// From `int8`, `bf16` or `fastest`.
std::optional<GpuGemm> parseGpuGemm(llvm::StringRef text);
/// Why a chip cannot compute in that way; empty if it can.
std::string findGemmProblem(GpuGemm arithmetic, const GpuTarget &target);
/// Of rounded x: `i8` or `bf16`.
llvm::StringRef spellElement(GpuGemm arithmetic);

/// An argument of a kernel. Pointers are to global memory, to the first of
/// whole arrays without gaps, at multiples of 16 bytes.
struct GpuArgument {
  enum class Kind {
    Input,         ///< pointer to what is only read; no output overlaps it
    OptionalInput, ///< the same, or null
    Addend,        ///< pointer to what is only read, the output itself, or null
    Output,        ///< pointer to what is written
    Size,          ///< i32, not negative
  };
  Kind kind;
  std::string name;
  std::string element; ///< of what a pointer points to: `f32`, `i8`, ...
};

/// Blocks of a grid along one dimension: ceil(size / perBlock), or 1.
struct GpuGridDim {
  std::optional<GpuSize> size;
  int64_t perBlock = 1;
};

/// A kernel of a module, as launchers see it.
struct GpuKernel {
  enum class Role {
    Quantize,  ///< rounds x to blocks of int8
    Sort,      ///< sorts rows by the matrix that they are routed to
    Round,     ///< rounds x to `arithmetic`
    Gemv,      ///< a product of few rows of x
    Gemm,      ///< a product of many rows of x
    AddSplits, ///< adds what a Gemm with several splits stored
    Gather,    ///< decodes rows of a weight
    Pack,      ///< packs a weight
  };
  Role role;
  std::string name;
  std::vector<GpuArgument> arguments;
  int64_t threadsPerBlock;
  std::array<GpuGridDim, 3> grid;
  int64_t sharedBytes = 0;        ///< of static shared memory
  int64_t dynamicSharedBytes = 0; ///< that the launcher has to ask for
  /// Of what is read: the format of the weight, or none for `Quantize`.
  const format::Format *weight = nullptr;
  /// The weight is read in ggml's order; else it is packed. `Pack` reads the
  /// one and writes the other.
  bool isRaw = false;
  /// The weight is a stack of matrices of whole tiles, and `order` and `starts`
  /// say which rows of x are those of each, as for a `packed_matmul` with
  /// `routed`. x is rounded in the order of the matrices.
  bool isRouted = false;
  /// Of a Sort: 32 or 64.
  int64_t bitsPerId = 0;
  /// How x is rounded to blocks: the format of activations that is written or
  /// read; none where it is not.
  const format::Format *activations = nullptr;
  /// Of a Gemm or Round: how x is rounded; not `Fastest`.
  GpuGemm arithmetic = GpuGemm::Int8;
  /// Of a GEMV or GEMM: rows of x that a block multiplies.
  int64_t columns = 0;
  /// Of a GEMV or GEMM: from how many rows of x on, and up to how many, a
  /// launcher should take it; no upper limit if that is 0. Of a routed one:
  /// rows of a matrix.
  int64_t minRowsOfX = 0, maxRowsOfX = 0;
  /// Of a GEMV or GEMM, for those who count instructions: weights that an
  /// instruction of a dot product takes, or a warp in an iteration of its loop.
  double weightsPerDot = 0;
  int64_t weightsPerIteration = 0;

  /// The position of an argument; none if there is none of that name.
  std::optional<size_t> findArgument(llvm::StringRef argument) const;
  /// Of a GEMV or GEMM.
  GpuGridDim getBlocksAlongM() const {
    return isRouted ? GpuGridDim{GpuSize::Groups}
                    : GpuGridDim{GpuSize::M, columns};
  }
};

/// Groups of up to `columns` rows, of one matrix each, for M rows of E matrices:
/// (M + E (columns - 1)) / columns, which is enough for rows of any matrices.
/// Those of matrix e, whose rows begin at `starts[e]`, begin at group
/// (starts[e] + e (columns - 1)) / columns. Some have no rows.
inline int64_t countRowGroups(int64_t m, int64_t matrices, int64_t columns) {
  return (m + matrices * (columns - 1)) / columns;
}

/// How x is rounded for weights of some formats, derived from the row of their
/// partner: arrays of codes (i8[M, K]), of scales (f32[M, K / elemsPerBlock])
/// and of sums (K / elemsPerSum a row), each without gaps.
struct GpuActivations {
  explicit GpuActivations(const format::Format &partner);

  const format::Format *partner;
  int64_t elemsPerBlock; ///< that share a scale
  int64_t elemsPerSum;
  bool roundsScale; ///< the scale is kept in binary16
  /// Sums are the codes' times the scale, in binary16, as f32; else they are
  /// the codes', as i32.
  bool scalesSums;
};

/// True if there are kernels for weights of a format.
bool hasGpuKernels(const format::Format &weight);

/// Loads the dialects that kernels are made of and those that `target` lowers
/// them to, with all that lowering and serialization need.
void loadGpuDialects(mlir::MLIRContext &context, const GpuTarget &target);

/// Rows of x that the GEMVs multiply; a launcher takes the narrowest one that
/// is wide enough, or several blocks of the widest.
inline constexpr int64_t gemvColumns[] = {1, 2, 4, 8};

/// The formats of weights that a program has kernels for; each one
/// `hasGpuKernels`.
struct GpuRequest {
  using Formats = llvm::SmallVector<const format::Format *>;
  Formats multiplied, gathered;       ///< packed
  Formats rawMultiplied, rawGathered; ///< in ggml's order
  Formats routed;                     ///< packed stacks that rows are routed to
  /// Widths of the numbers of matrices that such rows are sorted by, 32 or 64.
  llvm::SmallVector<int64_t> bitsPerId;
  Formats packed;                     ///< to be packed
  GpuGemm gemm = GpuGemm::Int8;       ///< that the chip has
};

/// Elements of K that a split has at least: fewer would not hide that a block's
/// first copies have to arrive. By arithmetic: that takes about a microsecond,
/// as long as a block multiplies 512 elements with 32 rows of x.
inline constexpr int64_t minElemsPerSplit = 512;

/// Adds to `module`, whose context has the dialects above, the kernels for a
/// program: for weights that are multiplied the rounding of x, once for those
/// that share a partner, GEMVs and a GEMM; for those that rows are read of,
/// that. A GEMM reads packed weights alone: for others there is a kernel that
/// packs them. Products of routed rows are on bytes, whatever `gemm` says.
std::vector<GpuKernel> emitGpuKernels(mlir::gpu::GPUModuleOp module,
                                      const GpuRequest &request,
                                      const GpuTarget &target);

} // namespace qblock

#endif // QBLOCK_CONVERSION_GPUKERNELS_H
