// RUN: not quant-run %s --input %S/Inputs/x.npy --input %S/Inputs/x.npy 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: not quant-run %s --input %S/Inputs/x.npy --output a --output b 2>&1 | FileCheck %s --check-prefix=OUTPUTS
// RUN: not quant-run %s --input %S/Inputs/ones.npy 2>&1 | FileCheck %s --check-prefix=SHAPE
// RUN: not quant-run %s --entry ints --input %S/Inputs/x.npy 2>&1 | FileCheck %s --check-prefix=DTYPE
// RUN: not quant-run %s --input %S/Inputs/nothing.npy 2>&1 | FileCheck %s --check-prefix=NOFILE
// RUN: not quant-run %S/nothing.mlir 2>&1 | FileCheck %s --check-prefix=NOMODULE
// RUN: not quant-run %s --weight-map %S/Inputs/map.json --input %S/Inputs/x.npy 2>&1 | FileCheck %s --check-prefix=MAP
// RUN: not quant-run %s --entry nothing 2>&1 | FileCheck %s --check-prefix=ENTRY
// RUN: not quant-run %s --entry hidden 2>&1 | FileCheck %s --check-prefix=HIDDEN
// RUN: not quant-run %s --entry declared 2>&1 | FileCheck %s --check-prefix=DECLARED
// RUN: not quant-run %s --entry scalar 2>&1 | FileCheck %s --check-prefix=SCALAR
// RUN: not quant-run %s --entry elided 2>&1 | FileCheck %s --check-prefix=ELIDED
// RUN: not quant-run %s --entry short 2>&1 | FileCheck %s --check-prefix=SHORT
// RUN: not quant-run %s --entry large 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not quant-run %s --entry unlowered --input %S/Inputs/x.npy 2>&1 | FileCheck %s --check-prefix=UNLOWERED

// COUNT: quant-run: error: expects 1 --input, but got 2
// OUTPUTS: quant-run: error: expects 1 --output, but got 2
// SHAPE: quant-run: error: input #0 ('{{.*}}ones.npy') expects the shape of tensor<2x3xf32>, but got (1, 32)
// NOFILE: quant-run: error: {{.*}}nothing.npy: cannot open
// NOMODULE: quant-run: error: cannot open input file '{{.*}}nothing.mlir'
// MAP: quant-run: error: --weight-map needs --weights
// ENTRY: error: there is no function '@nothing'
func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> { return %x : tensor<2x3xf32> }

// DTYPE: quant-run: error: input #0 ('{{.*}}x.npy') expects dtype i8 for tensor<2x3xi64>, but got f4
func.func @ints(%x: tensor<2x3xi64>) -> tensor<2x3xi64> { return %x : tensor<2x3xi64> }

// HIDDEN: error: function '@hidden' is private and cannot be run
func.func private @hidden(%x: tensor<2x3xf32>) { return }

// DECLARED: error: function '@declared' is a declaration and cannot be run
func.func private @declared(%x: tensor<2x3xf32>)

// SCALAR: error: expects a ranked tensor for argument #0, but got 'f32'
func.func @scalar(%x: f32) { return }

// ELIDED: errors.mlir:[[@LINE+2]]:{{[0-9]+}}: error: resource 'absent' has no data and is not bound to a weight
func.func @elided() -> tensor<2xf32> {
  %w = arith.constant dense_resource<absent> : tensor<2xf32>
  return %w : tensor<2xf32>
}

// SHORT: error: expects 8 bytes of data for 'tensor<2xf32>', but got 4
func.func @short() -> tensor<2xf32> {
  %w = arith.constant dense_resource<short> : tensor<2xf32>
  return %w : tensor<2xf32>
}

// LARGE: error: out of memory: cannot allocate 4000000000000000000 bytes
func.func @large() -> tensor<1000000000x1000000000xf32> {
  %w = arith.constant dense<1.0> : tensor<1000000000x1000000000xf32>
  return %w : tensor<1000000000x1000000000xf32>
}

// UNLOWERED: error: cannot lower 'gpu.printf' to LLVM
func.func @unlowered(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  gpu.printf "hello"
  return %x : tensor<2x3xf32>
}

{-# dialect_resources: { builtin: { short: "0x040000000000803F" } } #-}
