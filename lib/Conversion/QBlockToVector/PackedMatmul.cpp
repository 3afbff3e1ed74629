//===- PackedMatmul.cpp - Kernels for packed weights -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions of tile kernels, and those of whole matmuls around them.
//
//===----------------------------------------------------------------------===//

#include "qblock/Conversion/PackedMatmul.h"
#include "MatmulDriver.h"
#include "TileExpander.h"
#include "TileKernel.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace qblock;
using format::PackedLayout;

PackedKernels::PackedKernels(ModuleOp module, const CpuTarget &target,
                             bool isOptional)
    : module(module), target(target), isOptional(isOptional) {}
PackedKernels::PackedKernels(PackedKernels &&) = default;
PackedKernels::~PackedKernels() = default;

/// A private function of this name, or of one like it that is not taken.
func::FuncOp PackedKernels::createFunction(Location loc, StringRef name,
                                           ArrayRef<Type> inputs) {
  auto isTaken = [&](StringRef name) {
    return module.lookupSymbol(name) != nullptr;
  };
  SmallString<64> symbol(name);
  if (isOptional)
    symbol += ("_" + target.getName()).str();
  unsigned suffix = 0;
  if (isTaken(symbol))
    symbol = SymbolTable::generateSymbolName<64>(symbol, isTaken, suffix);
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto function = func::FuncOp::create(
      builder, loc, symbol, builder.getFunctionType(inputs, TypeRange()));
  function.setPrivate();
  function.addEntryBlock();
  SmallVector<Attribute> attributes;
  // Inlined into the loops around it, LLVM would hoist more than fits.
  attributes.push_back(builder.getStringAttr("noinline"));
  // What is spilled is aligned only where it is wanted before registers are
  // allocated. Else it may lie on two pages, which halved a kernel's speed.
  attributes.push_back(builder.getStringAttr("stackrealign"));
  if (isOptional) {
    std::string features;
    for (StringRef feature : target.getFeatures())
      features += (features.empty() ? "+" : ",+") + feature.str();
    attributes.push_back(
        builder.getStrArrayAttr({"target-features", features}));
  }
  function->setAttr("passthrough", builder.getArrayAttr(attributes));
  return function;
}

func::FuncOp PackedKernels::emitTileFunction(
    Location loc, const PackedLayout &layout, const Twine &suffix,
    function_ref<void(const Emitter &, const TileArguments &)> emitBody) {
  OpBuilder builder(module.getContext());
  std::string_view format = layout.row->name;
  std::string name =
      ("qblock_tile_" + StringRef(format.data(), format.size()) + "_" + suffix)
          .str();
  auto function = createFunction(loc, name, TileArguments::getTypes(builder));
  allowVectorsOf(target, function);
  builder.setInsertionPointToStart(&function.getBody().front());
  Emitter emit = {builder, loc};
  emitBody(emit, TileArguments::fromValues(function.getArguments()));
  func::ReturnOp::create(builder, loc);
  return function;
}

const TileFunctions &
PackedKernels::getTileFunctions(Location loc, const PackedLayout &layout) {
  std::unique_ptr<TileFunctions> &slot = tileFunctions[layout.row];
  if (slot)
    return *slot;
  slot.reset(new TileFunctions{layout, ActivationPlan(layout, target)});
  TileFunctions &functions = *slot;
  auto addKernel = [&](TileShape shape, CodeSource codes) {
    std::string suffix =
        llvm::formatv("{0}x{1}{2}", shape.height, shape.width,
                      codes == CodeSource::Expanded ? "_expanded" : "");
    return emitTileFunction(loc, layout, suffix,
                            [&](const Emitter &emit, const TileArguments &at) {
                              emitTileKernel(emit, layout, functions.plan,
                                             target, shape, codes, at);
                            });
  };
  SmallVector<int64_t> heights = getTileHeights(target);
  SmallVector<int64_t> widths = getTileWidths(target);
  for (int64_t width : widths)
    functions.tall.push_back(
        addKernel({heights.front(), width}, CodeSource::Packed));
  for (int64_t height : ArrayRef(heights).drop_front())
    functions.low.push_back(addKernel({height, 1}, CodeSource::Packed));
  functions.minExpandedRows =
      getMinExpandedRows(layout, functions.plan, target);
  if (!functions.expands())
    return functions;
  functions.tallExpanded =
      addKernel({heights.front(), widths.front()}, CodeSource::Expanded);
  functions.expander = emitTileFunction(
      loc, layout, "expand", [&](const Emitter &emit, const TileArguments &at) {
        emitTileExpander(emit, layout, functions.plan, target, widths.front(),
                         at);
      });
  return functions;
}

func::FuncOp PackedKernels::emitMatmul(Location loc, StringRef name,
                                       ArrayRef<PackedLayout> layouts) {
  SmallVector<const TileFunctions *> functions;
  for (const PackedLayout &layout : layouts)
    functions.push_back(&getTileFunctions(loc, layout));
  OpBuilder builder(module.getContext());
  Type bytes = MemRefType::get(ShapedType::kDynamic, builder.getI8Type());
  Type matrix = TileArguments::getMatrixType(builder);
  SmallVector<Type> types = {matrix};
  for (size_t i = 0; i != layouts.size(); ++i)
    types.append({bytes, matrix});
  types.push_back(builder.getI1Type());
  auto function = createFunction(loc, name, types);
  builder.setInsertionPointToStart(&function.getBody().front());
  ValueRange arguments = function.getArguments();
  SmallVector<Factor> factors;
  for (auto [index, one] : llvm::enumerate(functions))
    factors.push_back(
        {*one, arguments[1 + 2 * index], arguments[2 + 2 * index]});
  emitMatmulDriver({builder, loc}, target, arguments.front(), factors,
                   arguments.back());
  func::ReturnOp::create(builder, loc);
  return function;
}
