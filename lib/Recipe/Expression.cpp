//===- Expression.cpp - Evaluate conditions of rules ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conditions are integer arithmetic over a few facts of the model and the
// weight. Nothing wraps around and nothing is divided by zero: a recipe comes
// from a user, and an odd model must give an error and no odd types.
//
//===----------------------------------------------------------------------===//

#include "Expression.h"

#include "Variable.h"

#include <algorithm>
#include <optional>

using namespace qblock;
using namespace qblock::recipe;
using Kind = Expression::Kind;
using Type = Expression::Type;

namespace {

/// One evaluation. The first fault is kept; values after it mean nothing.
class Evaluator {
public:
  explicit Evaluator(const Context &context) : context(context) {}

  int64_t number(const Expression &node);
  bool truth(const Expression &node);
  std::string_view name(const Expression &node);

  std::optional<Error> fault;

private:
  int64_t calculate(const Expression &node);
  bool compareNumbers(const Expression &node);
  int64_t fail(const Expression &node, const char *message);

  const Context &context;
};

} // namespace

int64_t Evaluator::fail(const Expression &node, const char *message) {
  if (!fault)
    fault = Error{std::to_string(node.line) + ":" +
                  std::to_string(node.column) + ": " + message};
  return 0;
}

int64_t Evaluator::calculate(const Expression &node) {
  int64_t a = number(*node.left), b = number(*node.right), result = 0;
  bool overflows = false;
  switch (node.sign[0]) {
  case '+':
    overflows = __builtin_add_overflow(a, b, &result);
    break;
  case '-':
    overflows = __builtin_sub_overflow(a, b, &result);
    break;
  case '*':
    overflows = __builtin_mul_overflow(a, b, &result);
    break;
  default:
    if (b == 0)
      return fault ? 0 : fail(node, "division by zero");
    // The machine's division traps where the one quotient does not fit.
    if (node.sign == "%")
      result = b == -1 ? 0 : a % b;
    else if (b == -1)
      overflows = __builtin_sub_overflow(int64_t(0), a, &result);
    else
      result = a / b;
  }
  return overflows ? fail(node, "the number leaves 64 bits") : result;
}

int64_t Evaluator::number(const Expression &node) {
  switch (node.kind) {
  case Kind::Number:
    return node.number;
  case Kind::Variable:
    return node.variable->number(context);
  case Kind::Defined:
    return number(*node.definition->value);
  case Kind::Negate: {
    int64_t value = number(*node.left), result = 0;
    if (__builtin_sub_overflow(int64_t(0), value, &result))
      return fail(node, "the number leaves 64 bits");
    return result;
  }
  default:
    return calculate(node);
  }
}

std::string_view Evaluator::name(const Expression &node) {
  if (node.kind == Kind::Variable)
    return node.variable->name(context);
  if (node.kind == Kind::Defined)
    return name(*node.definition->value);
  return node.text;
}

bool Evaluator::compareNumbers(const Expression &node) {
  int64_t a = number(*node.left), b = number(*node.right);
  if (node.sign == "=")
    return a == b;
  if (node.sign == "!=")
    return a != b;
  if (node.sign == "<")
    return a < b;
  if (node.sign == "<=")
    return a <= b;
  return node.sign == ">" ? a > b : a >= b;
}

bool Evaluator::truth(const Expression &node) {
  if (node.kind == Kind::Variable)
    return node.variable->number(context) != 0;
  if (node.kind == Kind::Defined)
    return truth(*node.definition->value);
  if (node.kind == Kind::Not)
    return !truth(*node.left);
  if (node.sign == "and")
    return truth(*node.left) && truth(*node.right);
  if (node.sign == "or")
    return truth(*node.left) || truth(*node.right);
  if (node.left->type == Type::Name)
    return (name(*node.left) == name(*node.right)) == (node.sign == "=");
  return compareNumbers(node);
}

Expected<bool> recipe::holds(const Expression &condition,
                             const Context &context) {
  Evaluator evaluator(context);
  bool value = evaluator.truth(condition);
  if (evaluator.fault)
    return tl::make_unexpected(*evaluator.fault);
  return value;
}

std::vector<std::string> recipe::reasonsOf(const Expression &condition) {
  if (condition.kind == Kind::Defined)
    return {condition.definition->reason};
  if (condition.kind != Kind::Binary || condition.sign != "and")
    return {condition.text};
  std::vector<std::string> reasons = reasonsOf(*condition.left);
  std::vector<std::string> others = reasonsOf(*condition.right);
  reasons.insert(reasons.end(), others.begin(), others.end());
  return reasons;
}

void recipe::collectDefinitions(const Expression &expression,
                                std::vector<DefinitionRef> &used) {
  for (const ExpressionRef &operand : {expression.left, expression.right})
    if (operand)
      collectDefinitions(*operand, used);
  const DefinitionRef &definition = expression.definition;
  if (!definition ||
      std::find(used.begin(), used.end(), definition) != used.end())
    return;
  collectDefinitions(*definition->value, used);
  used.push_back(definition);
}
