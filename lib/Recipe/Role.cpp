//===- Role.cpp - What a weight does in a transformer -----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The roles and their spellings, one row each. The spelling of a role is the
// stem of its GGUF name, so that reports, attributes and files agree.
//
//===----------------------------------------------------------------------===//

#include "qblock/Recipe/Role.h"

#include <iterator>

using namespace qblock::recipe;

namespace {

struct RoleRow {
  Role role;
  std::string_view name;     ///< in reports and attributes
  std::string_view ggufStem; ///< `blk.N.<stem>.weight`; empty: no such name
  bool inLayer;
};

constexpr RoleRow roles[] = {
    {Role::AttnQ, "attn_q", "attn_q", true},
    {Role::AttnK, "attn_k", "attn_k", true},
    {Role::AttnV, "attn_v", "attn_v", true},
    {Role::AttnQKV, "attn_qkv", "attn_qkv", true},
    {Role::AttnKVB, "attn_kv_b", "attn_kv_b", true},
    {Role::AttnOutput, "attn_output", "attn_output", true},
    {Role::FfnGate, "ffn_gate", "ffn_gate", true},
    {Role::FfnUp, "ffn_up", "ffn_up", true},
    // A file of a model with fused gate and up calls the pair ffn_up.
    {Role::FfnGateUp, "ffn_gate_up", "ffn_up", true},
    {Role::FfnDown, "ffn_down", "ffn_down", true},
    {Role::FfnRouter, "ffn_router", "ffn_gate_inp", true},
    {Role::TokenEmbd, "token_embd", "token_embd", false},
    {Role::Output, "output", "output", false},
    {Role::Matrix, "matrix", "", false},
    {Role::Other, "other", "", false},
};

constexpr bool isOrderedByRole() {
  for (size_t i = 0; i < std::size(roles); ++i)
    if (static_cast<size_t>(roles[i].role) != i)
      return false;
  return true;
}
static_assert(isOrderedByRole(), "rows are looked up by the role's value");

} // namespace

static const RoleRow &rowOf(Role role) {
  return roles[static_cast<size_t>(role)];
}

std::string_view qblock::recipe::stringify(Role role) {
  return rowOf(role).name;
}

std::optional<Role> qblock::recipe::parseRole(std::string_view name) {
  for (const RoleRow &row : roles)
    if (row.name == name)
      return row.role;
  return std::nullopt;
}

std::string qblock::recipe::ggufName(Role role, std::optional<int64_t> layer,
                                     bool expert) {
  const RoleRow &row = rowOf(role);
  if (row.ggufStem.empty() || (row.inLayer && !layer))
    return {};
  std::string name;
  if (row.inLayer)
    name = "blk." + std::to_string(*layer) + ".";
  // Stacked gate and up have a name of their own.
  if (expert && role == Role::FfnGateUp)
    return name + "ffn_gate_up_exps.weight";
  name += row.ggufStem;
  bool stacked = expert && (role == Role::FfnGate || role == Role::FfnUp ||
                            role == Role::FfnDown);
  return name + (stacked ? "_exps.weight" : ".weight");
}
