//===- Expression.h - Conditions of recipe rules ----------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_EXPRESSION_H
#define QBLOCK_LIB_RECIPE_EXPRESSION_H

#include "Lexer.h"
#include "qblock/Recipe/Recipe.h"

#include <memory>
#include <string>
#include <vector>

namespace qblock::recipe {

/// What a condition can look at.
struct Context {
  const ModelFacts &facts;
  const Weight &weight;
  const format::TypeInfo *type = nullptr; ///< so far; at first the default
  int64_t running = 0;  ///< weights of this category that came before
  int64_t position = 0; ///< place among `count`: `running`, or the layer
  int64_t count = 0;    ///< weights of the kind (attn_v), or layers
};

struct Expression;
using ExpressionRef = std::shared_ptr<const Expression>;

/// `let NAME "reason" = expression`.
struct Definition {
  std::string name;
  std::string reason; ///< for reports; the name if none is given
  std::string text;   ///< the statement as written
  ExpressionRef value;
};
using DefinitionRef = std::shared_ptr<const Definition>;

/// A variable of the language and what it stands for.
struct Variable;

/// A node of a parsed expression. Its type is known: an operator that does not
/// fit its operands is an error of the file, not of a weight.
struct Expression {
  enum class Kind { Number, Variable, Name, Defined, Not, Negate, Binary };
  enum class Type { Number, Truth, Name };

  Kind kind = Kind::Number;
  Type type = Type::Number;
  unsigned line = 0, column = 0; ///< from 1
  std::string text;              ///< as written; of a name, its value
  int64_t number = 0;
  const Variable *variable = nullptr;
  DefinitionRef definition;
  std::string_view sign; ///< of a binary node, a literal
  ExpressionRef left, right;
  unsigned numNodes = 1, depth = 1; ///< with definitions written out
};

/// Parses an expression up to the end of the line. Fails on unknown names,
/// wrong types, and on expressions that are too deep or too large to be
/// evaluated for every weight.
Expected<ExpressionRef>
parseExpression(TokenReader &reader,
                const std::vector<DefinitionRef> &definitions);

/// Parses a condition: an expression that is true or false.
Expected<ExpressionRef>
parseCondition(TokenReader &reader,
               const std::vector<DefinitionRef> &definitions);

/// The value of a condition. Fails on a division by zero and where a number
/// leaves 64 bits; the error has the line and column, but no path.
Expected<bool> holds(const Expression &condition, const Context &context);

/// The words for a report: one for each term that `and` joins.
std::vector<std::string> reasonsOf(const Expression &condition);

/// The definitions that an expression uses, those that they use first; adds to
/// `used` what is not there yet.
void collectDefinitions(const Expression &expression,
                        std::vector<DefinitionRef> &used);

/// True for words that a definition cannot have as its name.
bool isReserved(std::string_view word);

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_EXPRESSION_H
