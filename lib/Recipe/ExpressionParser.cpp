//===- ExpressionParser.cpp - Read conditions of rules ----------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Precedence, from weak to strong: or, and, not, comparisons (which do not
// chain), + and -, * / and %, the negative sign. Types are checked here, and
// size is limited with definitions written out, so that no file can make the
// evaluation deep or slow.
//
//===----------------------------------------------------------------------===//

#include "Expression.h"
#include "Spelling.h"
#include "Variable.h"

#include <algorithm>
#include <iterator>

using namespace qblock;
using namespace qblock::recipe;
using Kind = Expression::Kind;
using Type = Expression::Type;
using Result = Expected<ExpressionRef>;

constexpr unsigned maxDepth = 64;
constexpr unsigned maxNodes = 10000;

static constexpr std::string_view reservedWords[] = {"and",
                                                     "or",
                                                     "not",
                                                     "if",
                                                     "then",
                                                     "let",
                                                     "recipe",
                                                     "any",
                                                     "default",
                                                     "plain",
                                                     "like",
                                                     "fallback",
                                                     "none",
                                                     "name",
                                                     "in",
                                                     "true",
                                                     "matrix",
                                                     "false",
                                                     "needs_importance",
                                                     "file_type"};

bool recipe::isReserved(std::string_view word) {
  return findVariable(word) ||
         std::find(std::begin(reservedWords), std::end(reservedWords), word) !=
             std::end(reservedWords);
}

namespace {

class Parser {
public:
  Parser(TokenReader &reader, const std::vector<DefinitionRef> &definitions)
      : reader(reader), definitions(definitions) {}

  Result parseOr() { return parseChain("or", &Parser::parseAnd); }

private:
  using Part = Result (Parser::*)();
  Result parseAnd() { return parseChain("and", &Parser::parseNot); }
  Result parseChain(std::string_view word, Part part);
  Result parseNot();
  Result parseComparison();
  Result parseSum();
  Result parseProduct();
  Result parseSigned();
  Result parsePrimary();
  Result parseWord();

  Result arithmetic(std::initializer_list<std::string_view> signs, Part part);
  /// Ends a node that began at `first`; fails if it has become too large.
  Result finish(Expression node, const Token &first);
  /// Fails unless `value` has the type; a name that nothing explains is
  /// reported as such.
  Expected<void> expect(const Expression &value, Type type,
                        const Token &first) const;
  Expected<void> checkNames(const Expression &node, const Token &first) const;
  std::string explainUnknown(const std::string &word) const;

  TokenReader &reader;
  const std::vector<DefinitionRef> &definitions;
  unsigned nesting = 0;
};

} // namespace

static std::string describe(Type type) {
  switch (type) {
  case Type::Number:
    return "a number";
  case Type::Truth:
    return "a condition";
  case Type::Name:
    return "a name";
  }
  return {};
}

std::string Parser::explainUnknown(const std::string &word) const {
  std::string nearest;
  size_t fewest = 3;
  auto consider = [&](std::string_view candidate) {
    size_t edits = editDistance(word, candidate);
    if (edits < fewest && edits < word.size()) {
      fewest = edits;
      nearest = candidate;
    }
  };
  for (const Variable &variable : allVariables())
    consider(variable.spelling);
  for (const DefinitionRef &definition : definitions)
    consider(definition->name);
  std::string text = "unknown name '" + word + "'";
  return nearest.empty() ? text : text + "; did you mean " + nearest + "?";
}

Expected<void> Parser::expect(const Expression &value, Type type,
                              const Token &first) const {
  if (value.type == type)
    return {};
  if (value.kind == Kind::Name && value.text.size() < 64)
    return reader.failAt(first, explainUnknown(value.text));
  return reader.failAt(first, "expects " + describe(type) + ", but got " +
                                  describe(value.type));
}

Result Parser::finish(Expression node, const Token &first) {
  node.line = reader.line.number;
  node.column = unsigned(first.offset) + 1;
  if (node.kind != Kind::Name)
    node.text = reader.line.text.substr(first.offset,
                                        reader.previous().end() - first.offset);
  uint64_t numNodes = 1;
  unsigned depth = 0;
  auto add = [&](const Expression &part) {
    numNodes += part.numNodes;
    depth = std::max(depth, part.depth);
  };
  if (node.left)
    add(*node.left);
  if (node.right)
    add(*node.right);
  if (node.definition)
    add(*node.definition->value);
  if (numNodes > maxNodes || depth >= maxDepth)
    return reader.failAt(first, "the expression is too large: more than " +
                                    std::to_string(maxNodes) +
                                    " parts or nested deeper than " +
                                    std::to_string(maxDepth));
  node.numNodes = unsigned(numNodes);
  node.depth = depth + 1;
  return std::make_shared<const Expression>(std::move(node));
}

Result Parser::parseChain(std::string_view word, Part part) {
  const Token &first = reader.peek();
  Result left = (this->*part)();
  while (left && reader.peek().is(word)) {
    if (auto fits = expect(**left, Type::Truth, first); !fits)
      return tl::make_unexpected(fits.error());
    reader.take();
    const Token &second = reader.peek();
    Result right = (this->*part)();
    if (!right)
      return right;
    if (auto fits = expect(**right, Type::Truth, second); !fits)
      return tl::make_unexpected(fits.error());
    Expression node;
    node.kind = Kind::Binary;
    node.type = Type::Truth;
    node.sign = word;
    node.left = *left;
    node.right = *right;
    left = finish(std::move(node), first);
  }
  return left;
}

Result Parser::parseNot() {
  const Token &first = reader.peek();
  if (!reader.takeIf("not"))
    return parseComparison();
  if (++nesting > maxDepth)
    return reader.failAt(first, "the expression is nested too deeply");
  const Token &second = reader.peek();
  Result operand = parseNot();
  --nesting;
  if (!operand)
    return operand;
  if (auto fits = expect(**operand, Type::Truth, second); !fits)
    return tl::make_unexpected(fits.error());
  Expression node;
  node.kind = Kind::Not;
  node.type = Type::Truth;
  node.left = *operand;
  return finish(std::move(node), first);
}

/// A comparison of names needs a variable, and a value that it can have.
Expected<void> Parser::checkNames(const Expression &node,
                                  const Token &first) const {
  if (node.sign != "=" && node.sign != "!=")
    return reader.failAt(first, "names can only be compared by = and !=");
  const Expression *subject = node.left.get(), *value = node.right.get();
  if (subject->kind == Kind::Name)
    std::swap(subject, value);
  if (subject->kind == Kind::Name)
    return reader.failAt(first, explainUnknown(node.left->text));
  if (value->kind != Kind::Name)
    return {};
  const Variable *variable = subject->variable;
  if (variable && variable->canBe && !variable->canBe(value->text))
    return reader.failAt(first, "there is no " +
                                    std::string(variable->spelling) + " '" +
                                    value->text + "'");
  return {};
}

Result Parser::parseComparison() {
  const Token &first = reader.peek();
  Result left = parseSum();
  if (!left)
    return left;
  static constexpr std::string_view signs[] = {"=", "!=", "<", "<=", ">", ">="};
  const std::string_view *sign =
      std::find_if(std::begin(signs), std::end(signs),
                   [&](std::string_view s) { return reader.peek().is(s); });
  if (sign == std::end(signs))
    return left;
  reader.take();
  const Token &second = reader.peek();
  Result right = parseSum();
  if (!right)
    return right;
  Expression node;
  node.kind = Kind::Binary;
  node.type = Type::Truth;
  node.sign = *sign;
  node.left = *left;
  node.right = *right;
  bool hasNames = (*left)->type == Type::Name && (*right)->type == Type::Name;
  if (hasNames) {
    if (auto fits = checkNames(node, first); !fits)
      return tl::make_unexpected(fits.error());
    return finish(std::move(node), first);
  }
  if (auto fits = expect(**left, Type::Number, first); !fits)
    return tl::make_unexpected(fits.error());
  if (auto fits = expect(**right, Type::Number, second); !fits)
    return tl::make_unexpected(fits.error());
  return finish(std::move(node), first);
}

Result Parser::arithmetic(std::initializer_list<std::string_view> signs,
                          Part part) {
  const Token &first = reader.peek();
  Result left = (this->*part)();
  while (left) {
    const std::string_view *sign =
        std::find_if(signs.begin(), signs.end(),
                     [&](std::string_view s) { return reader.peek().is(s); });
    if (sign == signs.end())
      return left;
    if (auto fits = expect(**left, Type::Number, first); !fits)
      return tl::make_unexpected(fits.error());
    reader.take();
    const Token &second = reader.peek();
    Result right = (this->*part)();
    if (!right)
      return right;
    if (auto fits = expect(**right, Type::Number, second); !fits)
      return tl::make_unexpected(fits.error());
    Expression node;
    node.kind = Kind::Binary;
    node.sign = *sign;
    node.left = *left;
    node.right = *right;
    left = finish(std::move(node), first);
  }
  return left;
}

Result Parser::parseSum() {
  return arithmetic({"+", "-"}, &Parser::parseProduct);
}
Result Parser::parseProduct() {
  return arithmetic({"*", "/", "%"}, &Parser::parseSigned);
}

Result Parser::parseSigned() {
  const Token &first = reader.peek();
  if (!reader.takeIf("-"))
    return parsePrimary();
  if (++nesting > maxDepth)
    return reader.failAt(first, "the expression is nested too deeply");
  const Token &second = reader.peek();
  Result operand = parseSigned();
  --nesting;
  if (!operand)
    return operand;
  if (auto fits = expect(**operand, Type::Number, second); !fits)
    return tl::make_unexpected(fits.error());
  Expression node;
  node.kind = Kind::Negate;
  node.left = *operand;
  return finish(std::move(node), first);
}

Result Parser::parseWord() {
  const Token &first = reader.take();
  Expression node;
  // The nearest definition: a file's own stand behind the standard ones.
  auto defined = std::find_if(definitions.rbegin(), definitions.rend(),
                              [&](const DefinitionRef &definition) {
                                return definition->name == first.text;
                              });
  if (const Variable *variable = findVariable(first.text)) {
    node.kind = Kind::Variable;
    node.type = variable->type;
    node.variable = variable;
  } else if (defined != definitions.rend()) {
    node.kind = Kind::Defined;
    node.type = (*defined)->value->type;
    node.definition = *defined;
  } else if (isReserved(first.text)) {
    return reader.failAt(first, "expects a value, but got '" +
                                    std::string(first.text) + "'");
  } else {
    node.kind = Kind::Name;
    node.type = Type::Name;
    node.text = first.text;
  }
  return finish(std::move(node), first);
}

Result Parser::parsePrimary() {
  const Token &first = reader.peek();
  if (first.kind == Token::Kind::Word)
    return parseWord();
  Expression node;
  if (first.kind == Token::Kind::Number) {
    node.number = reader.take().number;
    return finish(std::move(node), first);
  }
  if (first.kind == Token::Kind::String) {
    node.kind = Kind::Name;
    node.type = Type::Name;
    node.text = reader.take().stringValue;
    return finish(std::move(node), first);
  }
  if (!reader.takeIf("("))
    return reader.failExpecting("a value");
  if (++nesting > maxDepth)
    return reader.failAt(first, "the expression is nested too deeply");
  Result inner = parseOr();
  --nesting;
  if (inner && !reader.takeIf(")"))
    return reader.failExpecting("')'");
  return inner;
}

Result recipe::parseExpression(TokenReader &reader,
                               const std::vector<DefinitionRef> &definitions) {
  const Token &first = reader.peek();
  Result value = Parser(reader, definitions).parseOr();
  if (!value)
    return value;
  if (!reader.atEnd())
    return reader.failExpecting("the end of the expression");
  // A name alone is nothing to decide by.
  if ((*value)->kind == Kind::Name)
    return reader.failAt(first, "unknown name '" + (*value)->text + "'");
  return value;
}

Result recipe::parseCondition(TokenReader &reader,
                              const std::vector<DefinitionRef> &definitions) {
  const Token &first = reader.peek();
  Result value = parseExpression(reader, definitions);
  if (value && (*value)->type != Type::Truth)
    return reader.failAt(first, "expects a condition, but got " +
                                    describe((*value)->type));
  return value;
}
