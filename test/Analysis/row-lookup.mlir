// Lookups of whole rows inside linalg bodies, and lookups that are not.
// RUN: quant-opt %s --split-input-file --qblock-print-weights -o /dev/null 2>&1 | FileCheck %s

// With the bounds checks that exporters emit.
// CHECK-LABEL: weights of @sees_checked_lookup
// CHECK-NEXT: arg1: {{.*}} role=token_embd {{.*}} 64x32 NK how=dataflow:token-ids uses=gather_rows{{$}}
// CHECK-NEXT: model: {{.*}} tied=false
func.func @sees_checked_lookup(%ids: tensor<1x4xi64>, %table: tensor<64x32xf16>, %init: tensor<1x4x32xf32>) -> tensor<1x4x32xf32> {
  %c64 = arith.constant 64 : index
  %rows = linalg.generic {
      indexing_maps = [affine_map<(d0, d1, d2) -> (d0, d1)>, affine_map<(d0, d1, d2) -> (d0, d1, d2)>],
      iterator_types = ["parallel", "parallel", "parallel"]} ins(%ids : tensor<1x4xi64>) outs(%init : tensor<1x4x32xf32>) {
  ^bb0(%id: i64, %out: f32):
    %row = arith.index_cast %id : i64 to index
    %column = linalg.index 2 : index
    %inside = arith.cmpi slt, %row, %c64 : index
    cf.assert %inside, "index must be smaller than dim size"
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf16>
    %wide = arith.extf %element : f16 to f32
    linalg.yield %wide : f32
  } -> tensor<1x4x32xf32>
  return %rows : tensor<1x4x32xf32>
}

// -----

// The table of token_embd is the one whose row numbers come from the caller;
// positions are counted here.
// CHECK-LABEL: weights of @tells_tokens_from_positions
// CHECK-NEXT: arg1: {{.*}} role=other {{.*}} how=none uses=gather_rows{{$}}
// CHECK-NEXT: arg2: token_embd.weight role=token_embd {{.*}} how=dataflow:token-ids uses=gather_rows{{$}}
// CHECK-NEXT: model:
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @tells_tokens_from_positions(%ids: tensor<4xi64>, %positions: tensor<99x32xf32>, %tokens: tensor<64x32xf32>, %init: tensor<4x32xf32>) -> (tensor<4x32xf32>, tensor<4x32xf32>) {
  %counted = arith.constant dense<[0, 1, 2, 3]> : tensor<4xi64>
  %p = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%counted : tensor<4xi64>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %positions[%row, %column] : tensor<99x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  %t = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xi64>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %tokens[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  return %p, %t : tensor<4x32xf32>, tensor<4x32xf32>
}

// -----

// CHECK-LABEL: weights of @tells_tied_table
// CHECK-NEXT: arg1: token_embd.weight role=token_embd layer=- 64x32 NK how=dataflow:tied uses=gather_rows, matmul{{$}}
// CHECK-NEXT: model: {{.*}} tied=true
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @tells_tied_table(%ids: tensor<4xi64>, %table: tensor<64x32xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %x = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xi64>) outs(%i0 : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  %e = tensor.empty() : tensor<32x64xf32>
  %t = linalg.transpose ins(%table : tensor<64x32xf32>) outs(%e : tensor<32x64xf32>) permutation = [1, 0]
  %y = linalg.matmul ins(%x, %t : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}

// -----

// Rows and columns are exchanged: not a copy of rows.
// CHECK-LABEL: weights of @keeps_other_lookups
// CHECK-NEXT: model:
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @keeps_other_lookups(%ids: tensor<4xi64>, %a: tensor<32x64xf32>, %init: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %x = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xi64>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %a[%column, %row] : tensor<32x64xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  return %x : tensor<4x32xf32>
}

// -----

// Fusion moved what becomes of the rows into the lookup, and a second table.
// CHECK-LABEL: weights of @sees_fused_lookup
// CHECK-NEXT: arg1: token_embd.weight {{.*}} uses=gather_rows{{$}}
// CHECK-NEXT: arg2: {{.*}} uses=gather_rows{{$}}
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @sees_fused_lookup(%ids: tensor<4xi64>, %tokens: tensor<64x32xf32>, %kinds: tensor<2x32xf32>, %init: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %x = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xi64>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %token = tensor.extract %tokens[%row, %column] : tensor<64x32xf32>
    %kind = tensor.extract %kinds[%row, %column] : tensor<2x32xf32>
    %sum = arith.addf %token, %kind : f32
    linalg.yield %sum : f32
  } -> tensor<4x32xf32>
  return %x : tensor<4x32xf32>
}

// -----

// The second lookup reads one column over and over, which a row lookup does not.
// CHECK-LABEL: weights of @reports_partial_lookup
// CHECK-NEXT: arg1: {{.*}} uses=gather_rows, float (single elements are extracted, not whole rows){{$}}
// CHECK-NEXT: model:
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @reports_partial_lookup(%ids: tensor<4xindex>, %table: tensor<64x32xf32>, %init: tensor<4x32xf32>) -> (tensor<4x32xf32>, tensor<4x32xf32>) {
  %c0 = arith.constant 0 : index
  %x = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xindex>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%row: index, %out: f32):
    %column = linalg.index 1 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  %y = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xindex>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%row: index, %out: f32):
    %element = tensor.extract %table[%row, %c0] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  return %x, %y : tensor<4x32xf32>, tensor<4x32xf32>
}

// -----

// An untied output matrix has a row for each token; the pooler before has not.
// CHECK-LABEL: weights of @tells_output_by_vocabulary
// CHECK-NEXT: arg1: {{.*}} role=token_embd
// CHECK-NEXT: arg2: {{.*}} role=other layer=- 32x32 {{.*}} how=none
// CHECK-NEXT: arg3: output.weight role=output layer=- 64x32 KN how=dataflow:vocabulary-width uses=matmul{{$}}
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @tells_output_by_vocabulary(%ids: tensor<4xi64>, %table: tensor<64x32xf32>, %pooler: tensor<32x32xf32>, %head: tensor<32x64xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x64xf32>) -> tensor<4x64xf32> {
  %x = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xi64>) outs(%i0 : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  %p = linalg.matmul ins(%x, %pooler : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%p, %head : tensor<4x32xf32>, tensor<32x64xf32>) outs(%i1 : tensor<4x64xf32>) -> tensor<4x64xf32>
  return %y : tensor<4x64xf32>
}

// -----

// A head that is not as long as the table tells something else of the tokens.
// CHECK-LABEL: weights of @keeps_other_width
// CHECK-NEXT: arg1: {{.*}} role=token_embd
// CHECK-NEXT: arg2: {{.*}} role=other
// CHECK-NEXT: arg3: {{.*}} role=other {{.*}} how=none
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @keeps_other_width(%ids: tensor<4xi64>, %table: tensor<64x32xf32>, %pooler: tensor<32x32xf32>, %head: tensor<32x65xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x65xf32>) -> tensor<4x65xf32> {
  %x = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xi64>) outs(%i0 : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  %p = linalg.matmul ins(%x, %pooler : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%p, %head : tensor<4x32xf32>, tensor<32x65xf32>) outs(%i1 : tensor<4x65xf32>) -> tensor<4x65xf32>
  return %y : tensor<4x65xf32>
}

// -----

// Negative numbers count from the end: an op of its own does that, and after
// fusion the body of the lookup.
// CHECK-LABEL: weights of @sees_numbers_from_the_end
// CHECK-NEXT: arg1: token_embd.weight role=token_embd layer=- 64x32 NK how=dataflow:token-ids uses=gather_rows, gather_rows{{$}}
// CHECK-NEXT: model:
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
#one = affine_map<(d0) -> (d0)>
func.func @sees_numbers_from_the_end(%ids: tensor<4xi32>, %table: tensor<64x32xf32>, %init: tensor<4x32xf32>) -> (tensor<4x32xf32>, tensor<4x32xf32>) {
  %c0 = arith.constant 0 : i32
  %c64 = arith.constant 64 : i32
  %e = tensor.empty() : tensor<4xi32>
  %wrapped = linalg.generic {indexing_maps = [#one, #one], iterator_types = ["parallel"]} ins(%ids : tensor<4xi32>) outs(%e : tensor<4xi32>) {
  ^bb0(%in: i32, %out: i32):
    %below = arith.cmpi slt, %in, %c0 : i32
    %fromEnd = arith.addi %in, %c64 : i32
    %number = arith.select %below, %fromEnd, %in : i32
    linalg.yield %number : i32
  } -> tensor<4xi32>
  %p = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%wrapped : tensor<4xi32>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%in: i32, %out: f32):
    %row = arith.index_cast %in : i32 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  %q = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xi32>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%in: i32, %out: f32):
    %below = arith.cmpi slt, %in, %c0 : i32
    %fromEnd = arith.addi %in, %c64 : i32
    %number = arith.select %below, %fromEnd, %in : i32
    %row = arith.index_cast %number : i32 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  return %p, %q : tensor<4x32xf32>, tensor<4x32xf32>
}

// -----

// Positions after the tokens of a cache are counted, too.
// CHECK-LABEL: weights of @tells_tokens_from_positions_after_a_cache
// CHECK-NEXT: arg1: {{.*}} role=other {{.*}} how=none uses=gather_rows{{$}}
// CHECK-NEXT: model:
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @tells_tokens_from_positions_after_a_cache(%past: tensor<i64>, %positions: tensor<64x32xf32>, %init: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %e = tensor.empty() : tensor<4xi64>
  %counted = linalg.generic {indexing_maps = [affine_map<(d0) -> ()>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%past : tensor<i64>) outs(%e : tensor<4xi64>) {
  ^bb0(%in: i64, %out: i64):
    %i = linalg.index 0 : index
    %step = arith.index_cast %i : index to i64
    %sum = arith.addi %in, %step : i64
    linalg.yield %sum : i64
  } -> tensor<4xi64>
  %p = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%counted : tensor<4xi64>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %positions[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  return %p : tensor<4x32xf32>
}

// -----

// The only number became a scalar of the body.
// CHECK-LABEL: weights of @sees_scalar_number
// CHECK-NEXT: arg1: token_embd.weight role=token_embd {{.*}} how=dataflow:token-ids uses=gather_rows{{$}}
// CHECK-NEXT: model:
#id = affine_map<(d0) -> (d0)>
func.func @sees_scalar_number(%ids: tensor<1xi64>, %table: tensor<64x32xf32>, %init: tensor<32xf32>) -> tensor<32xf32> {
  %c0 = arith.constant 0 : index
  %x = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel"]} outs(%init : tensor<32xf32>) {
  ^bb0(%out: f32):
    %id = tensor.extract %ids[%c0] : tensor<1xi64>
    %row = arith.index_cast %id : i64 to index
    %column = linalg.index 0 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<32xf32>
  return %x : tensor<32xf32>
}

// -----

// A row at a position: a part of an activation, or of a cache.
// CHECK-LABEL: weights of @keeps_row_at_position
// CHECK-NEXT: model:
#id = affine_map<(d0) -> (d0)>
func.func @keeps_row_at_position(%position: i64, %states: tensor<64x32xf32>, %init: tensor<32xf32>) -> tensor<32xf32> {
  %x = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel"]} outs(%init : tensor<32xf32>) {
  ^bb0(%out: f32):
    %row = arith.index_cast %position : i64 to index
    %column = linalg.index 0 : index
    %element = tensor.extract %states[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<32xf32>
  return %x : tensor<32xf32>
}

// -----

// Rows at positions that the function knows may be a part of an activation.
// CHECK-LABEL: weights of @keeps_known_rows
// CHECK-NEXT: model:
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @keeps_known_rows(%states: tensor<64x32xf32>, %init: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %c60 = arith.constant 60 : index
  %x = linalg.generic {indexing_maps = [#id], iterator_types = ["parallel", "parallel"]} outs(%init : tensor<4x32xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %row = arith.addi %i, %c60 : index
    %column = linalg.index 1 : index
    %element = tensor.extract %states[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  return %x : tensor<4x32xf32>
}

// -----

// Rows are skewed: the number depends on the column.
// CHECK-LABEL: weights of @keeps_skewed_rows
// CHECK-NEXT: model:
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @keeps_skewed_rows(%ids: tensor<4xindex>, %states: tensor<64x32xf32>, %init: tensor<4x32xf32>) -> tensor<4x32xf32> {
  %x = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xindex>) outs(%init : tensor<4x32xf32>) {
  ^bb0(%in: index, %out: f32):
    %column = linalg.index 1 : index
    %row = arith.addi %in, %column : index
    %element = tensor.extract %states[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  return %x : tensor<4x32xf32>
}

// -----

// An output matrix may have rows for more tokens than there are, which are cut off.
// CHECK-LABEL: weights of @tells_padded_output
// CHECK-NEXT: arg1: {{.*}} role=token_embd
// CHECK-NEXT: arg2: {{.*}} role=other layer=- 32x32 {{.*}} how=none
// CHECK-NEXT: arg3: output.weight role=output layer=- 96x32 KN how=dataflow:vocabulary-width uses=matmul{{$}}
#row = affine_map<(d0, d1) -> (d0)>
#id = affine_map<(d0, d1) -> (d0, d1)>
func.func @tells_padded_output(%ids: tensor<4xi64>, %table: tensor<64x32xf32>, %pooler: tensor<32x32xf32>, %head: tensor<32x96xf32>, %i0: tensor<4x32xf32>, %i1: tensor<4x96xf32>) -> tensor<4x64xf32> {
  %x = linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel"]} ins(%ids : tensor<4xi64>) outs(%i0 : tensor<4x32xf32>) {
  ^bb0(%in: i64, %out: f32):
    %row = arith.index_cast %in : i64 to index
    %column = linalg.index 1 : index
    %element = tensor.extract %table[%row, %column] : tensor<64x32xf32>
    linalg.yield %element : f32
  } -> tensor<4x32xf32>
  %p = linalg.matmul ins(%x, %pooler : tensor<4x32xf32>, tensor<32x32xf32>) outs(%i0 : tensor<4x32xf32>) -> tensor<4x32xf32>
  %y = linalg.matmul ins(%p, %head : tensor<4x32xf32>, tensor<32x96xf32>) outs(%i1 : tensor<4x96xf32>) -> tensor<4x96xf32>
  %z = tensor.extract_slice %y[0, 0] [4, 64] [1, 1] : tensor<4x96xf32> to tensor<4x64xf32>
  return %z : tensor<4x64xf32>
}
