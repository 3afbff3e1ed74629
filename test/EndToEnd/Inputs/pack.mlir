// Brings blocks into the packed layout when it runs.
func.func @main(%b: tensor<40x1280xi8>) -> tensor<3x20480xi8> {
  %w = qblock.from_storage %b : tensor<40x1280xi8> to tensor<40x2048x!qblock.q4_1>
  %p = qblock.pack %w : tensor<40x2048x!qblock.q4_1> to tensor<40x2048x!qblock.q4_1<#qblock.packed>>
  %s = qblock.to_storage %p : tensor<40x2048x!qblock.q4_1<#qblock.packed>> to tensor<3x20480xi8>
  return %s : tensor<3x20480xi8>
}
