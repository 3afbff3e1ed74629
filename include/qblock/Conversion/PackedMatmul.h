//===- PackedMatmul.h - Kernels for packed weights -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_CONVERSION_PACKEDMATMUL_H
#define QBLOCK_CONVERSION_PACKEDMATMUL_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "qblock/Format/PackedLayout.h"
#include "qblock/Target/CpuTarget.h"

#include <map>
#include <memory>

namespace qblock {
struct Emitter;
struct TileArguments;
struct TileFunctions;

/// Emits kernels into a module: functions
///
///   @name(%x: memref<?x?xf32, strided<[?, 1], offset: ?>>,
///         %w: memref<?xi8>, %y: memref<?x?xf32, strided<[?, 1], offset: ?>>,
///         ... more w and y ..., %adds: i1)
///
/// that compute x[M, K] . w[N, K]^T for one weight w of each of `layouts`, add
/// it to y[M, N] or overwrite that. `w` holds a packed weight; K is a
/// whole number of blocks. All sizes are run-time numbers, so one function
/// serves all weights of a format. x is rounded to blocks of int8 as ggml does
/// (`Format::dotPartner`); products are summed exactly within a group of
/// elements, groups in binary32.
///
/// What the function calls are tile kernels, one set a format.
class PackedKernels {
public:
  /// What is rounded at once has at most so many elements: a larger x is cut
  /// into pieces, in K too if rows are long. With scales and sums, up to a
  /// quarter more bytes, a piece fills half of a usual second-level cache. On
  /// Zen 5, 430 to 544 KB were as good for most formats, and the less the
  /// better for two threads with six bits.
  static constexpr int64_t maxElemsPerPiece = 448 * 1024;

  /// Functions are added to `module`. Optional ones may use all features of the
  /// target, whatever the module is compiled for: they must not be called where
  /// the machine lacks them.
  PackedKernels(mlir::ModuleOp module, const CpuTarget &target,
                bool isOptional = false);
  PackedKernels(PackedKernels &&);
  ~PackedKernels();

  mlir::func::FuncOp emitMatmul(mlir::Location loc, llvm::StringRef name,
                                llvm::ArrayRef<format::PackedLayout> layouts);

private:
  const TileFunctions &getTileFunctions(mlir::Location loc,
                                        const format::PackedLayout &layout);

  mlir::func::FuncOp createFunction(mlir::Location loc, llvm::StringRef name,
                                    llvm::ArrayRef<mlir::Type> inputs);
  mlir::func::FuncOp emitTileFunction(
      mlir::Location loc, const format::PackedLayout &layout,
      const llvm::Twine &suffix,
      llvm::function_ref<void(const Emitter &, const TileArguments &)>
          emitBody);

  mlir::ModuleOp module;
  const CpuTarget &target;
  bool isOptional;
  std::map<const format::Format *, std::unique_ptr<TileFunctions>>
      tileFunctions;
};

} // namespace qblock

#endif // QBLOCK_CONVERSION_PACKEDMATMUL_H
