//===- GpuKernelsJson.cpp - What launchers have to know ---------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/CodeGen/GpuCode.h"

#include "llvm/Support/JSON.h"

using namespace qblock;
namespace json = llvm::json;

static llvm::StringRef spell(GpuKernel::Role role) {
  switch (role) {
  case GpuKernel::Role::Quantize:
    return "quantize";
  case GpuKernel::Role::Round:
    return "round";
  case GpuKernel::Role::Sort:
    return "sort";
  case GpuKernel::Role::AddSplits:
    return "addSplits";
  case GpuKernel::Role::Gemv:
    return "gemv";
  case GpuKernel::Role::Gemm:
    return "gemm";
  case GpuKernel::Role::Gather:
    return "gather";
  case GpuKernel::Role::Pack:
    return "pack";
  }
  llvm_unreachable("unknown role");
}

static llvm::StringRef spell(GpuSize size) {
  switch (size) {
  case GpuSize::M:
    return "m";
  case GpuSize::N:
    return "n";
  case GpuSize::K:
    return "k";
  case GpuSize::Splits:
    return "splits";
  case GpuSize::Groups:
    return "groups";
  case GpuSize::Starts:
    return "numStarts";
  }
  llvm_unreachable("unknown size");
}

static llvm::StringRef spell(GpuArgument::Kind kind) {
  switch (kind) {
  case GpuArgument::Kind::Input:
    return "input";
  case GpuArgument::Kind::OptionalInput:
    return "optionalInput";
  case GpuArgument::Kind::Addend:
    return "addend";
  case GpuArgument::Kind::Output:
    return "output";
  case GpuArgument::Kind::Size:
    return "size";
  }
  llvm_unreachable("unknown kind");
}

static void writeArgument(json::OStream &out, const GpuArgument &argument) {
  bool isPointer = argument.kind != GpuArgument::Kind::Size;
  out.object([&] {
    out.attribute("name", argument.name);
    out.attribute("kind", spell(argument.kind));
    out.attribute("type", isPointer ? "ptr" : "i32");
    if (isPointer)
      out.attribute("element", argument.element);
  });
}

/// A number of blocks, or what it is the quotient of, rounded up.
static void writeGridDim(json::OStream &out, const GpuGridDim &dim) {
  if (!dim.size) {
    out.value(1);
    return;
  }
  out.object([&] {
    out.attribute("ceilDiv", spell(*dim.size));
    out.attribute("by", dim.perBlock);
  });
}

static void writeActivations(json::OStream &out, const format::Format &row) {
  GpuActivations activations(row);
  out.attributeObject("activations", [&] {
    out.attribute("format", llvm::StringRef(row.name));
    out.attribute("elementsPerScale", activations.elemsPerBlock);
    out.attribute("elementsPerSum", activations.elemsPerSum);
  });
}

/// A packed weight [N, K] is ceil(N / rows) tiles of K / elements blocks, each
/// of which is a block of all rows of the tile; a raw one is N rows of K /
/// elements blocks.
static void writeWeight(json::OStream &out, const format::Format &row,
                        bool isRaw) {
  std::optional<format::PackedLayout> layout = format::PackedLayout::get(row);
  assert(layout && "kernels read packed weights");
  out.attributeObject("weight", [&] {
    out.attribute("format", llvm::StringRef(row.name));
    out.attribute("layout", isRaw ? "raw" : "packed");
    out.attribute("rowsPerTile", int64_t(format::PackedLayout::rowsPerTile));
    out.attribute("elementsPerBlock", row.elemsPerBlock);
    out.attribute("bytesPerTileBlock", layout->bytesPerBlock);
    out.attribute("bytesPerUnpackedBlock", row.bytesPerBlock);
  });
}

static void writeKernel(json::OStream &out, const GpuKernel &kernel) {
  out.object([&] {
    out.attribute("name", kernel.name);
    out.attribute("role", spell(kernel.role));
    if (kernel.isRouted)
      out.attribute("routed", true);
    out.attributeArray("arguments", [&] {
      for (const GpuArgument &argument : kernel.arguments)
        writeArgument(out, argument);
    });
    out.attribute("threadsPerBlock", kernel.threadsPerBlock);
    out.attributeArray("grid", [&] {
      for (const GpuGridDim &dim : kernel.grid)
        writeGridDim(out, dim);
    });
    out.attribute("sharedBytes", kernel.sharedBytes);
    out.attribute("dynamicSharedBytes", kernel.dynamicSharedBytes);
    if (kernel.activations)
      writeActivations(out, *kernel.activations);
    if (kernel.weight)
      writeWeight(out, *kernel.weight, kernel.isRaw);
    if (kernel.arithmetic != GpuGemm::Int8)
      out.attribute("rounded", spellElement(kernel.arithmetic));
    if (!kernel.columns)
      return;
    if (kernel.findArgument("splits"))
      out.attribute("minElementsPerSplit", minElemsPerSplit);
    out.attribute("rowsOfXPerBlock", kernel.columns);
    out.attributeObject("rowsOfX", [&] {
      out.attribute("from", kernel.minRowsOfX);
      if (kernel.maxRowsOfX)
        out.attribute("to", kernel.maxRowsOfX);
    });
    if (kernel.weightsPerDot)
      out.attribute("weightsPerDot", kernel.weightsPerDot);
    if (kernel.weightsPerIteration)
      out.attribute("weightsPerIteration", kernel.weightsPerIteration);
  });
}

void qblock::writeGpuKernels(llvm::ArrayRef<GpuKernel> kernels,
                             const GpuTarget &target, llvm::raw_ostream &os) {
  json::OStream out(os, /*IndentSize=*/2);
  out.object([&] {
    out.attribute("chip", target.getName());
    out.attribute("processors", target.getNumProcessors());
    out.attributeObject("tensorOpsPerClock", [&] {
      out.attribute("int8", target.getTensorRates().int8);
      out.attribute("half", target.getTensorRates().half);
    });
    out.attributeArray("kernels", [&] {
      for (const GpuKernel &kernel : kernels)
        writeKernel(out, kernel);
    });
  });
  os << "\n";
}
