// A size instead of a scheme, on constants. The elements of ffn_down are whole
// numbers from -8 to 7, those of ffn_up from -127 to 127: q4_0 (18 bytes a block) and
// q8_0 (34) lose nothing on them, 208 bytes together or 6.5 bits per weight.
// RUN: quant-opt %s --target-bpw=6.5 --quantize-dry-run | FileCheck %s --check-prefix=ROOM
// RUN: quant-opt %s --target-size=208 --quantize-dry-run | FileCheck %s --check-prefix=ROOM
// RUN: quant-opt %s --target-size=207 --quantize-dry-run | FileCheck %s --check-prefix=TIGHT
// RUN: quant-opt %s --target-bpw=6.5 | FileCheck %s
// RUN: not quant-opt %s --target-size=100 2>&1 | FileCheck %s --check-prefix=LITTLE
// RUN: quant-opt %s --target-size=208 --tensor-type ffn_up=q4_1 --quantize-dry-run | FileCheck %s --check-prefix=SETTLED

// ROOM-DAG: blk.0.ffn_up.weight {{.*}} q8_0 {{.*}} target of {{.*}}: error q8_0 0, smaller q5_
// ROOM-DAG: blk.0.ffn_down.weight {{.*}} q4_0 {{.*}} target of {{.*}}: error q4_0 0, smaller mxfp4
// TIGHT-DAG: blk.0.ffn_up.weight {{.*}} q8_0
// TIGHT-DAG: blk.0.ffn_down.weight {{.*}} mxfp4 {{.*}} target of 207 bytes: error mxfp4 {{.*}}, larger q4_0 0
// LITTLE: error: target of 100 bytes cannot be met: the weights' part needs at least
// What the user settles stays, and counts.
// SETTLED-DAG: blk.0.ffn_up.weight {{.*}} q4_1 {{.*}} override 'ffn_up' takes q4_1
// SETTLED-DAG: blk.0.ffn_down.weight {{.*}} q4_0 {{.*}} target of

// CHECK-DAG: arith.constant dense_resource<blk.0.ffn_up.weight> : tensor<4x32x!qblock.q8_0>
// CHECK-DAG: arith.constant dense_resource<blk.0.ffn_down.weight> : tensor<4x32x!qblock.q4_0>
func.func @main(%x: tensor<2x32xf16>, %i: tensor<2x4xf16>) -> (tensor<2x4xf16>, tensor<2x4xf16>) {
  %up = arith.constant dense<"0xF057F057F057F0570042D0D5C04FA0D5105480CF80C98049305740CE7054205570D7705660D0E0D6B0D5C0D4404FE0512055003C605420542057A0D3A056905400D4A0D7C0CCF05500D2005450D7F0D4E05500D70053004B00CD00D30047D05440D30000F05580D0405500C400C9F0D4C0D320D640D000C5C0CDB05700D7B0D6A050005480C970D4804A60578050B055A0D680D65054605180D72053A055C055D055A0D290D4705510548049004E00566055C056E05400D2004920D3A0D300C71055405300D1804F60D170D5705540D300CAA0D1404DB056A05480570040E0D700D600CD8051605540D200440042A05000D6A0D2B057E0D300CA20D610540053"> : tensor<32x4xf16> loc("blk.0.ffn_up.weight")
  %down = arith.constant dense<"0x00C000C7003C00460045004000C700C4004700C400C2004600C800C800C800C800BC0040004400C600C5004400C000420042004600C80044004000C5004200C600450045000000C600440045004000C0004700C200C600C7004700C700C000C000460044004600BC00C600450045004000C800BC00C2003C00BC00C6004000BC00C200C600C700C5004600C00044003C0044004400C400BC00C000C200C20045003C00C800470042003C004200000042004600420045003C00C800C600C500C200BC0000004400C4004000C0004700BC00BC000000C7003C004600C800C500C20047004000C600C6004500C400C400C700BC000000C400C8004600C000C700C5"> : tensor<32x4xf16> loc("blk.0.ffn_down.weight")
  %y = linalg.matmul ins(%x, %up : tensor<2x32xf16>, tensor<32x4xf16>) outs(%i : tensor<2x4xf16>) -> tensor<2x4xf16>
  %z = linalg.matmul ins(%x, %down : tensor<2x32xf16>, tensor<32x4xf16>) outs(%i : tensor<2x4xf16>) -> tensor<2x4xf16>
  return %y, %z : tensor<2x4xf16>, tensor<2x4xf16>
}
