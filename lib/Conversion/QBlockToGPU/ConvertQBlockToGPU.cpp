//===- ConvertQBlockToGPU.cpp - Launches of packed kernels ------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Kernels take pointers to dense arrays. Buffers that are not are copied first,
// and results back. Which kernel multiplies depends on the rows of x, which may
// be known at run time alone: then all are there, and the host branches.
//
//===----------------------------------------------------------------------===//

#include "InitialValues.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "qblock/Conversion/GpuKernels.h"
#include "qblock/Conversion/Passes.h"
#include "qblock/Dialect/QBlock/IR/QBlockOps.h"
#include "llvm/ADT/MapVector.h"

namespace qblock {
#define GEN_PASS_DEF_CONVERTQBLOCKTOGPU
#include "qblock/Conversion/Passes.h.inc"
} // namespace qblock

using namespace mlir;
using namespace qblock;

static MemRefType getBufferType(Value buffer) {
  return cast<MemRefType>(buffer.getType());
}

/// All elements lie side by side from an aligned address on.
static bool isDense(Value buffer) {
  return getBufferType(buffer).getLayout().isIdentity();
}

/// Pointers that kernels get are multiples of this.
static constexpr int64_t bytesOfAlignment = 16;

/// The same for a weight, be it whole tiles of another one: all tiles begin at
/// aligned addresses, which rows in ggml's order may not.
static bool isDenseWeight(Value weight, bool isPacked) {
  MemRefType type = getBufferType(weight);
  SmallVector<int64_t> strides;
  int64_t offset;
  return succeeded(type.getStridesAndOffset(strides, offset)) &&
         strides[0] == type.getDimSize(1) && strides[1] == 1 &&
         (isPacked ||
          (!ShapedType::isDynamic(offset) && offset % bytesOfAlignment == 0));
}

/// What calls of `qblock_pack_rows` pack, which `qblock.pack` becomes where the
/// weight is no constant; its arguments are those of Runtime/Functions.h.
static constexpr StringLiteral kPackFunction = "qblock_pack_rows";

static const format::Format *getPackedFormat(func::CallOp call) {
  std::optional<int64_t> ggmlId = getConstantIntValue(call.getOperand(0));
  const format::TypeInfo *type =
      ggmlId ? format::findType(uint32_t(*ggmlId)) : nullptr;
  return type && type->row && hasGpuKernels(*type->row) ? type->row : nullptr;
}

namespace {
/// The rounded rows of x, and the format that they are rounded to.
struct RoundedRows {
  Value codes, scales, sums;
};

/// What launches of an op have in common.
class Launcher {
public:
  Launcher(Operation *op, gpu::GPUModuleOp module, ArrayRef<GpuKernel> kernels)
      : builder(op), loc(op->getLoc()), module(module), kernels(kernels) {}

protected:
  using Sizes = std::array<OpFoldResult, 3>; ///< M, N, K

  Value index(OpFoldResult size) {
    return getValueOrCreateConstantIndexOp(builder, loc, size);
  }
  OpFoldResult constant(int64_t size) { return builder.getIndexAttr(size); }
  OpFoldResult getSize(Value buffer, unsigned dim) {
    return memref::getMixedSize(builder, loc, buffer, dim);
  }
  Value allocate(OpFoldResult numElems, Type element);
  Value allocateLike(Value buffer);
  Value makeDense(Value buffer, bool isWell, bool isRead);
  Value getPointer(Value buffer);
  Value getNull();
  OpFoldResult scale(OpFoldResult a, int64_t numerator, int64_t divisor);

  void launch(const GpuKernel &kernel, const Sizes &sizes,
              ArrayRef<Value> pointers, ArrayRef<OpFoldResult> numbers);
  void launchPack(const format::Format &weight, OpFoldResult n, OpFoldResult k,
                  Value blocks, Value packed);

  OpBuilder builder;
  Location loc;
  gpu::GPUModuleOp module;
  ArrayRef<GpuKernel> kernels;
  SmallVector<Value> scratch; ///< to be deallocated
};

/// Emits the launches for one `packed_matmul`.
class MatmulLauncher : Launcher {
public:
  /// `initials` are those of the op's results.
  MatmulLauncher(PackedMatmulOp op, gpu::GPUModuleOp module,
                 ArrayRef<GpuKernel> kernels,
                 ArrayRef<std::optional<InitialValue>> initials)
      : Launcher(op, module, kernels), op(op), initials(initials) {}

  void run();

private:
  /// What kernels of all kinds get for a product.
  struct Product {
    const RoundedRows &rows;
    Value weight, init, output; ///< pointers
    OpFoldResult initStride;    ///< 0: `init` is one row
    Sizes sizes;
  };

  const GpuKernel &findRounding(const format::Format &partner);
  const RoundedRows &round(const format::Format &partner);
  void multiply(unsigned i);
  void launchProduct(const GpuKernel &kernel, const Product &product,
                     bool packsFirst);
  void launchProduct(BlockType block, const Product &product);

  PackedMatmulOp op;
  ArrayRef<std::optional<InitialValue>> initials;
  Value x;
  llvm::MapVector<const format::Format *, RoundedRows> rounded;
};

/// Emits the launch for one call that packs a weight.
class PackLauncher : Launcher {
public:
  PackLauncher(func::CallOp call, gpu::GPUModuleOp module,
               ArrayRef<GpuKernel> kernels)
      : Launcher(call, module, kernels), call(call) {}

  void run();

private:
  func::CallOp call;
};
} // namespace

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

Value Launcher::allocate(OpFoldResult numElems, Type element) {
  SmallVector<Value> dynamic;
  SmallVector<int64_t> shape;
  dispatchIndexOpFoldResults(numElems, dynamic, shape);
  Value buffer = memref::AllocOp::create(
      builder, loc, MemRefType::get(shape, element), dynamic);
  return scratch.emplace_back(buffer);
}

Value Launcher::allocateLike(Value buffer) {
  MemRefType type = getBufferType(buffer);
  SmallVector<Value> dynamic;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      dynamic.push_back(memref::DimOp::create(builder, loc, buffer, dim));
  Value dense = memref::AllocOp::create(
      builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
      dynamic);
  return scratch.emplace_back(dense);
}

Value Launcher::makeDense(Value buffer, bool isWell, bool isRead) {
  if (isWell)
    return buffer;
  Value dense = allocateLike(buffer);
  if (isRead)
    memref::CopyOp::create(builder, loc, buffer, dense);
  return dense;
}

/// A pointer to the first element of a buffer without gaps, in global memory.
Value Launcher::getPointer(Value buffer) {
  constexpr unsigned globalMemory = 1;
  MemRefType type = getBufferType(buffer);
  Value number =
      memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, buffer);
  if (!type.getLayout().isIdentity()) {
    assert(type.getElementType().isInteger(8) && "offsets are in bytes");
    auto metadata =
        memref::ExtractStridedMetadataOp::create(builder, loc, buffer);
    number = arith::AddIOp::create(builder, loc, number, metadata.getOffset());
  }
  number =
      arith::IndexCastOp::create(builder, loc, builder.getI64Type(), number);
  auto pointer = LLVM::LLVMPointerType::get(builder.getContext(), globalMemory);
  return LLVM::IntToPtrOp::create(builder, loc, pointer, number);
}

Value Launcher::getNull() {
  constexpr unsigned globalMemory = 1;
  return LLVM::ZeroOp::create(
      builder, loc,
      LLVM::LLVMPointerType::get(builder.getContext(), globalMemory));
}

/// a * numerator / divisor.
OpFoldResult Launcher::scale(OpFoldResult a, int64_t numerator,
                             int64_t divisor) {
  if (std::optional<int64_t> known = getConstantIntValue(a))
    return constant(*known * numerator / divisor);
  Value product =
      arith::MulIOp::create(builder, loc, index(a), index(constant(numerator)));
  return arith::DivUIOp::create(builder, loc, product, index(constant(divisor)))
      .getResult();
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// For who measures a product: which arguments are M, N and K, and the elements
/// and bytes of a block of the weight in ggml's order.
static DenseI64ArrayAttr getProduct(Builder &builder, const GpuKernel &kernel) {
  SmallVector<int64_t> numbers;
  for (StringRef size : {"m", "n", "k"}) {
    auto found =
        llvm::find_if(kernel.arguments, [&](const GpuArgument &argument) {
          return argument.name == size;
        });
    assert(found != kernel.arguments.end() && "products have all sizes");
    numbers.push_back(found - kernel.arguments.begin());
  }
  numbers.append({kernel.weight->elemsPerBlock, kernel.weight->bytesPerBlock});
  return builder.getDenseI64ArrayAttr(numbers);
}

/// Arguments are pointers, then sizes, as those of all kernels.
void Launcher::launch(const GpuKernel &kernel, const Sizes &sizes,
                      ArrayRef<Value> pointers,
                      ArrayRef<OpFoldResult> numbers) {
  SmallVector<Value> arguments(pointers);
  for (OpFoldResult number : numbers)
    arguments.push_back(arith::IndexCastOp::create(
        builder, loc, builder.getI32Type(), index(number)));
  assert(arguments.size() == kernel.arguments.size());
  SmallVector<Value> grid;
  for (const GpuGridDim &dim : kernel.grid) {
    Value size = index(dim.size ? sizes[size_t(*dim.size)] : constant(1));
    if (dim.perBlock != 1)
      size = arith::CeilDivUIOp::create(builder, loc, size,
                                        index(constant(dim.perBlock)));
    grid.push_back(size);
  }
  Value one = index(constant(1));
  Value sharedBytes;
  if (kernel.dynamicSharedBytes)
    sharedBytes = arith::ConstantIntOp::create(builder, loc,
                                               kernel.dynamicSharedBytes, 32);
  auto function = module.lookupSymbol<gpu::GPUFuncOp>(kernel.name);
  auto op = gpu::LaunchFuncOp::create(
      builder, loc, function, gpu::KernelDim3{grid[0], grid[1], grid[2]},
      gpu::KernelDim3{index(constant(kernel.threadsPerBlock)), one, one},
      sharedBytes, arguments);
  if (kernel.weight && kernel.columns)
    op->setAttr("product", getProduct(builder, kernel));
}

void Launcher::launchPack(const format::Format &weight, OpFoldResult n,
                          OpFoldResult k, Value blocks, Value packed) {
  const GpuKernel *found = llvm::find_if(kernels, [&](const GpuKernel &kernel) {
    return kernel.role == GpuKernel::Role::Pack && kernel.weight == &weight;
  });
  assert(found != kernels.end() && "kernels were emitted for all formats");
  launch(*found, {constant(0), n, k}, {blocks, packed}, {n, k});
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

const GpuKernel &MatmulLauncher::findRounding(const format::Format &partner) {
  const GpuKernel *found = llvm::find_if(kernels, [&](const GpuKernel &kernel) {
    return kernel.role == GpuKernel::Role::Quantize &&
           kernel.activations == &partner;
  });
  assert(found != kernels.end() && "kernels were emitted for all formats");
  return *found;
}

const RoundedRows &MatmulLauncher::round(const format::Format &partner) {
  RoundedRows &rows = rounded[&partner];
  if (rows.codes)
    return rows;
  GpuActivations activations(partner);
  OpFoldResult m = getSize(x, 0), k = getSize(x, 1);
  int64_t numElems = *getConstantIntValue(k);
  Type f32 = builder.getF32Type(), i32 = builder.getI32Type();
  rows.codes = allocate(scale(m, numElems, 1), builder.getI8Type());
  rows.scales = allocate(scale(m, numElems, activations.elemsPerBlock), f32);
  rows.sums = allocate(scale(m, numElems, activations.elemsPerSum),
                       activations.scalesSums ? f32 : i32);
  launch(findRounding(partner), {m, constant(0), k},
         {getPointer(x), getPointer(rows.codes), getPointer(rows.scales),
          getPointer(rows.sums)},
         {k});
  return rows;
}

/// `packsFirst`: the kernel reads a packed weight, but this one is not.
void MatmulLauncher::launchProduct(const GpuKernel &kernel,
                                   const Product &product, bool packsFirst) {
  const Sizes &sizes = product.sizes;
  Value weight = product.weight, packed;
  if (packsFirst) {
    format::PackedLayout layout = *format::PackedLayout::get(*kernel.weight);
    int64_t numBytes = layout.numBytes(*getConstantIntValue(sizes[1]),
                                       *getConstantIntValue(sizes[2]));
    packed = memref::AllocOp::create(
        builder, loc, MemRefType::get(numBytes, builder.getI8Type()));
    weight = getPointer(packed);
    launchPack(*kernel.weight, sizes[1], sizes[2], product.weight, weight);
  }
  const RoundedRows &rows = product.rows;
  launch(kernel, sizes,
         {getPointer(rows.codes), getPointer(rows.scales),
          getPointer(rows.sums), weight, product.init, product.output},
         {sizes[0], sizes[1], sizes[2], product.initStride});
  if (packed)
    memref::DeallocOp::create(builder, loc, packed);
}

/// Launches the kernel for the number of rows of x that there are. Weights in
/// ggml's order are packed first where no kernel reads them as they are.
void MatmulLauncher::launchProduct(BlockType block, const Product &product) {
  OpBuilder::InsertionGuard guard(builder);
  std::optional<int64_t> m = getConstantIntValue(product.sizes[0]);
  bool isRaw = !block.isPacked();
  // They come in the order of the rows that they take.
  for (const GpuKernel &kernel : kernels) {
    bool isProduct = kernel.role == GpuKernel::Role::Gemv ||
                     kernel.role == GpuKernel::Role::Gemm;
    if (!isProduct || kernel.weight != &block.getFormat() ||
        (kernel.role == GpuKernel::Role::Gemv && kernel.isRaw != isRaw))
      continue;
    bool packsFirst = isRaw && !kernel.isRaw;
    if (kernel.maxRowsOfX == 0 || (m && *m <= kernel.maxRowsOfX))
      return launchProduct(kernel, product, packsFirst);
    if (m)
      continue;
    Value isEnough = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::ule, index(product.sizes[0]),
        index(constant(kernel.maxRowsOfX)));
    auto branch = scf::IfOp::create(builder, loc, isEnough, /*withElse=*/true);
    builder.setInsertionPointToStart(branch.thenBlock());
    launchProduct(kernel, product, packsFirst);
    builder.setInsertionPointToStart(branch.elseBlock());
  }
}

void MatmulLauncher::multiply(unsigned i) {
  BlockType block = op.getBlockType(i);
  const RoundedRows &rows =
      round(*format::findFormat(block.getFormat().dotPartner));
  const std::optional<InitialValue> &initial = initials[i];
  bool adds = !op.getOverwrite() && !initial;
  Value result = op.getInits()[i];
  Value y = makeDense(result, isDense(result), /*isRead=*/adds);
  Value stored = op.getWeights()[i];
  Value bytes = makeDense(stored, isDenseWeight(stored, block.isPacked()),
                          /*isRead=*/true);
  Value output = getPointer(y);
  Value init = initial ? getPointer(initial->source)
               : adds  ? output
                       : getNull();
  Sizes sizes = {getSize(y, 0), getSize(y, 1), getSize(x, 1)};
  OpFoldResult initStride = initial && initial->isRow ? constant(0) : sizes[1];
  launchProduct(block,
                {rows, getPointer(bytes), init, output, initStride, sizes});
  if (y != result)
    memref::CopyOp::create(builder, loc, y, result);
  if (initial)
    initial->writer->erase();
}

void MatmulLauncher::run() {
  x = makeDense(op.getX(), isDense(op.getX()), /*isRead=*/true);
  for (unsigned i = 0; i != op.getWeights().size(); ++i)
    multiply(i);
  for (Value buffer : scratch)
    memref::DeallocOp::create(builder, loc, buffer);
  op.erase();
}

/// The buffers are dense, as the function wants them.
void PackLauncher::run() {
  const format::Format &weight = *getPackedFormat(call);
  Value n = arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                       call.getOperand(1));
  Value rows = call.getOperand(2), tiles = call.getOperand(3);
  OpFoldResult k =
      scale(getSize(rows, 1), weight.elemsPerBlock, weight.bytesPerBlock);
  launchPack(weight, n, k, getPointer(rows), getPointer(tiles));
  call.erase();
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

static constexpr StringLiteral kModuleName = "qblock_kernels";

/// The formats of all weights, in the order in which they appear.
static GpuRequest getRequest(ArrayRef<PackedMatmulOp> ops,
                             ArrayRef<func::CallOp> packs) {
  using Formats = llvm::SmallSetVector<const format::Format *, 4>;
  Formats packed, raw, toPack;
  for (PackedMatmulOp op : ops)
    for (unsigned i = 0; i != op.getWeights().size(); ++i) {
      BlockType block = op.getBlockType(i);
      (block.isPacked() ? packed : raw).insert(&block.getFormat());
    }
  for (func::CallOp call : packs)
    toPack.insert(getPackedFormat(call));
  GpuRequest request;
  request.multiplied = packed.takeVector();
  request.rawMultiplied = raw.takeVector();
  request.packed = toPack.takeVector();
  return request;
}

namespace {
struct ConvertQBlockToGPU
    : qblock::impl::ConvertQBlockToGPUBase<ConvertQBlockToGPU> {
  using ConvertQBlockToGPUBase::ConvertQBlockToGPUBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    llvm::Expected<const GpuTarget *> target = findGpuTarget(chip);
    if (!target) {
      module.emitError(llvm::toString(target.takeError()));
      return signalPassFailure();
    }
    SmallVector<PackedMatmulOp> ops;
    module.walk([&](PackedMatmulOp op) { ops.push_back(op); });
    SmallVector<func::CallOp> packs;
    module.walk([&](func::CallOp call) {
      if (call.getCallee() == kPackFunction && getPackedFormat(call))
        packs.push_back(call);
    });
    for (PackedMatmulOp op : ops) {
      if (!isa<MemRefType>(op.getX().getType())) {
        op.emitOpError("cannot become a kernel on tensors: expects buffers, "
                       "which bufferization makes");
        return signalPassFailure();
      }
      if (op.isRouted()) {
        op.emitOpError("has no kernel for routed rows: expects "
                       "qblock-expand-routed-matmuls to have run");
        return signalPassFailure();
      }
    }
    if (ops.empty() && packs.empty())
      return;
    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    auto code = gpu::GPUModuleOp::create(builder, module.getLoc(), kModuleName);
    module->setAttr(gpu::GPUDialect::getContainerModuleAttrName(),
                    builder.getUnitAttr());
    std::vector<GpuKernel> kernels =
        emitGpuKernels(code, getRequest(ops, packs), **target);
    // Before there are launches, of which nobody knows what they write.
    SmallVector<SmallVector<std::optional<InitialValue>>> initials;
    for (PackedMatmulOp op : ops)
      for (auto &ofOp = initials.emplace_back();
           ofOp.size() != op.getInits().size();)
        ofOp.push_back(findInitialValue(op, ofOp.size()));
    for (auto [op, ofOp] : llvm::zip_equal(ops, initials))
      MatmulLauncher(op, code, kernels, ofOp).run();
    for (func::CallOp call : packs)
      PackLauncher(call, code, kernels).run();
    auto packer = module.lookupSymbol<func::FuncOp>(kPackFunction);
    if (packer && packer.isDeclaration() &&
        SymbolTable::symbolKnownUseEmpty(packer, module))
      packer.erase();
    numMatmuls += ops.size();
  }
};
} // namespace
