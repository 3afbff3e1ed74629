//===- TensorNameTest.cpp - Roles in tensor names ---------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names as front ends and files spell them, and names that come close without
// being a weight matrix.
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/Role.h"

#include <gtest/gtest.h>

using namespace qblock::recipe;

namespace {

std::string read(std::string_view name) {
  std::optional<NamedRole> named = parseTensorName(name);
  if (!named)
    return "none";
  std::string text(stringify(named->role));
  if (named->layer)
    text += " " + std::to_string(*named->layer);
  return named->expert ? text + " expert" : text;
}

struct NameCase {
  std::string_view name;
  std::string_view expected; ///< role, layer, `expert`
};

void check(std::initializer_list<NameCase> cases) {
  for (const NameCase &test : cases)
    EXPECT_EQ(read(test.name), test.expected) << test.name;
}

TEST(TensorName, Gguf) {
  check({
      {"blk.3.attn_q.weight", "attn_q 3"},
      {"blk.3.attn_k.weight", "attn_k 3"},
      {"blk.3.attn_v.weight", "attn_v 3"},
      {"blk.12.attn_qkv.weight", "attn_qkv 12"},
      {"blk.0.attn_output.weight", "attn_output 0"},
      {"blk.0.ffn_gate.weight", "ffn_gate 0"},
      {"blk.0.ffn_up.weight", "ffn_up 0"},
      {"blk.0.ffn_down.weight", "ffn_down 0"},
      {"blk.0.ffn_gate_inp.weight", "ffn_router 0"},
      {"blk.0.ffn_gate_exps.weight", "ffn_gate 0 expert"},
      {"blk.0.ffn_up_exps.weight", "ffn_up 0 expert"},
      {"blk.0.ffn_down_exps.weight", "ffn_down 0 expert"},
      {"blk.0.ffn_gate_up_exps.weight", "ffn_gate_up 0 expert"},
      {"blk.0.ffn_down_shexp.weight", "ffn_down 0"},
      {"blk.0.ffn_down.7.weight", "ffn_down 0 expert"},
      {"token_embd.weight", "token_embd"},
      {"output.weight", "output"},
      {"position_embd.weight", "other"},
      {"token_types.weight", "other"},
  });
}

TEST(TensorName, LlamaAndItsKin) {
  check({
      {"model.layers.3.self_attn.q_proj.weight", "attn_q 3"},
      {"m.model.layers.3.self_attn.k_proj.weight", "attn_k 3"},
      {"__auto.m.model.layers.3.self_attn.v_proj.weight", "attn_v 3"},
      {"@m.model.layers.3.self_attn.o_proj.weight", "attn_output 3"},
      {"model.layers.29.mlp.gate_proj", "ffn_gate 29"},
      {"model.layers.29.mlp.up_proj", "ffn_up 29"},
      {"model.layers.29.mlp.down_proj", "ffn_down 29"},
      {"model.layers.3.self_attn.qkv_proj.weight", "attn_qkv 3"},
      {"model.layers.3.mlp.gate_up_proj.weight", "ffn_gate_up 3"},
      {"model.embed_tokens.weight", "token_embd"},
      {"m.lm_head.weight", "output"},
      {"layers.3.attention.wq.weight", "attn_q 3"},
      {"layers.3.feed_forward.w2.weight", "ffn_down 3"},
      {"tok_embeddings.weight", "token_embd"},
      {"q_proj", "attn_q"},
  });
}

TEST(TensorName, MixtureOfExperts) {
  check({
      {"model.layers.1.block_sparse_moe.gate.weight", "ffn_router 1"},
      {"model.layers.1.block_sparse_moe.experts.7.w1.weight",
       "ffn_gate 1 expert"},
      {"model.layers.1.block_sparse_moe.experts.7.w2.weight",
       "ffn_down 1 expert"},
      {"model.layers.1.block_sparse_moe.experts.7.w3.weight",
       "ffn_up 1 expert"},
      {"model.layers.1.mlp.gate.weight", "ffn_router 1"},
      {"model.layers.1.mlp.experts.63.up_proj.weight", "ffn_up 1 expert"},
      {"model.layers.1.mlp.experts.gate_up_proj", "ffn_gate_up 1 expert"},
      {"model.layers.1.mlp.shared_expert.down_proj.weight", "ffn_down 1"},
      {"model.layers.1.mlp.shared_expert_gate.weight", "none"},
  });
}

TEST(TensorName, Gpt2) {
  check({
      {"m.transformer.h.3.attn.c_attn.weight", "attn_qkv 3"},
      {"m.transformer.h.3.attn.c_proj.weight", "attn_output 3"},
      {"m.transformer.h.3.mlp.c_fc.weight", "ffn_up 3"},
      {"m.transformer.h.3.mlp.c_proj.weight", "ffn_down 3"},
      {"m.transformer.wte.weight", "token_embd"},
      {"m.transformer.wpe.weight", "other"},
      {"m.transformer.h.3.ln_1.weight", "none"},
      {"m.transformer.ln_f.weight", "none"},
      {"m.transformer.h.3.attn.c_attn.bias", "none"},
  });
}

TEST(TensorName, Bert) {
  check({
      {"m.encoder.layer.3.attention.self.query.weight", "attn_q 3"},
      {"m.encoder.layer.3.attention.self.key.weight", "attn_k 3"},
      {"m.encoder.layer.3.attention.self.value.weight", "attn_v 3"},
      {"m.encoder.layer.3.attention.output.dense.weight", "attn_output 3"},
      {"m.encoder.layer.3.intermediate.dense.weight", "ffn_up 3"},
      {"m.encoder.layer.3.output.dense.weight", "ffn_down 3"},
      {"m.embeddings.word_embeddings.weight", "token_embd"},
      {"m.embeddings.position_embeddings.weight", "other"},
      {"m.embeddings.token_type_embeddings.weight", "other"},
      {"m.pooler.dense.weight", "other"},
      {"m.encoder.layer.3.attention.output.LayerNorm.weight", "none"},
      {"m.embeddings.LayerNorm.weight", "none"},
  });
}

TEST(TensorName, FalconAndNeoX) {
  check({
      {"transformer.h.3.self_attention.query_key_value.weight", "attn_qkv 3"},
      {"transformer.h.3.self_attention.dense.weight", "attn_output 3"},
      {"transformer.h.3.mlp.dense_h_to_4h.weight", "ffn_up 3"},
      {"transformer.h.3.mlp.dense_4h_to_h.weight", "ffn_down 3"},
      {"transformer.word_embeddings.weight", "token_embd"},
      {"gpt_neox.layers.3.attention.query_key_value.weight", "attn_qkv 3"},
      {"gpt_neox.layers.3.attention.dense.weight", "attn_output 3"},
      {"gpt_neox.embed_in.weight", "token_embd"},
      {"embed_out.weight", "output"},
  });
}

TEST(TensorName, Jax) {
  check({
      {"params['layers_0']['q_proj']['kernel']", "attn_q 0"},
      {"params['layers_11']['down_proj']['kernel']", "ffn_down 11"},
      {"params['embed']", "token_embd"},
      {"params['wte']['embedding']", "token_embd"},
      {"params/layers_4/gate_proj/kernel", "ffn_gate 4"},
      {"params['layers_0']['input_layernorm']", "none"},
      {"params['norm']", "none"},
  });
}

TEST(TensorName, NormsAndBiasesTellNothing) {
  check({
      {"blk.3.attn_norm.weight", "none"},
      {"blk.3.attn_q_norm.weight", "none"},
      {"blk.3.attn_q.bias", "none"},
      {"output_norm.weight", "none"},
      {"model.layers.3.self_attn.q_norm.weight", "none"},
      {"model.layers.3.self_attn.q_proj.bias", "none"},
      {"model.layers.3.input_layernorm.weight", "none"},
      {"model.norm.weight", "none"},
  });
}

TEST(TensorName, NearMisses) {
  check({
      {"", "none"},
      {"weight", "none"},
      {"arg17", "none"},
      {"output", "none"},              // a result, not the matrix
      {"blk.3.output.weight", "none"}, // not that of the model
      {"embed", "none"},
      {"model.layers.3.embed_tokens.weight", "none"},
      {"output.dense.weight", "none"}, // no layer to be in
      {"my_attn_q.weight", "none"},    // components are whole
      {"blk.3.attn_q.weight_scale", "none"},
      {"blk.3.attn_q.lora_a", "none"},
      {"model.layers.3.self_attn.q_proj.lora_A.weight", "none"},
      {"torch_tensor_576_576_torch.float32", "none"},
      {"onnx::MatMul_272", "none"},
      {"experts.w1.weight", "none"}, // no number
      {"blk.99999999999999999999.attn_q.weight", "attn_q"},
      {"blk.-1.attn_q.weight", "attn_q"},
      {"blk.x.attn_q.weight", "attn_q"},
  });
}

TEST(GgufName, IsReadBack) {
  for (bool expert : {false, true}) {
    for (unsigned i = 0; i <= static_cast<unsigned>(Role::Other); ++i) {
      Role role = static_cast<Role>(i);
      // A fused pair that is not stacked shares the name of the single matrix.
      if (role == Role::Other || role == Role::Matrix ||
          (role == Role::FfnGateUp && !expert))
        continue;
      std::string name = ggufName(role, 7, expert);
      std::optional<NamedRole> named = parseTensorName(name);
      ASSERT_TRUE(named) << name;
      EXPECT_EQ(named->role, role) << name;
    }
  }
}

TEST(GgufName, Spelling) {
  EXPECT_EQ(ggufName(Role::AttnQ, 3), "blk.3.attn_q.weight");
  EXPECT_EQ(ggufName(Role::FfnGateUp, 3), "blk.3.ffn_up.weight");
  EXPECT_EQ(ggufName(Role::FfnRouter, 3), "blk.3.ffn_gate_inp.weight");
  EXPECT_EQ(ggufName(Role::FfnUp, 3, true), "blk.3.ffn_up_exps.weight");
  EXPECT_EQ(ggufName(Role::AttnQ, 3, true), "blk.3.attn_q.weight");
  EXPECT_EQ(ggufName(Role::TokenEmbd, std::nullopt), "token_embd.weight");
  EXPECT_EQ(ggufName(Role::Output, std::nullopt), "output.weight");
  EXPECT_EQ(ggufName(Role::Other, 3), "");
  EXPECT_EQ(ggufName(Role::AttnQ, std::nullopt), "");
}

TEST(RoleName, IsReadBack) {
  for (unsigned i = 0; i <= static_cast<unsigned>(Role::Other); ++i) {
    Role role = static_cast<Role>(i);
    EXPECT_EQ(parseRole(stringify(role)), role);
  }
  EXPECT_EQ(parseRole("attn_x"), std::nullopt);
  EXPECT_EQ(parseRole("Attn_q"), std::nullopt);
  EXPECT_EQ(parseRole(""), std::nullopt);
}

} // namespace
