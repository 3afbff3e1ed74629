//===- Lexer.cpp - Words of a recipe file -----------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A statement is a line, so a line is what is split at a time; a fault in one
// can be shown with its column.
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"

#include <cctype>
#include <charconv>

using namespace qblock;
using namespace qblock::recipe;

Error Line::makeFault(size_t offset, const std::string &message) const {
  return Error{std::string(path) + ":" + std::to_string(number) + ":" +
               std::to_string(offset + 1) + ": " + message};
}

static bool isWordStart(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}
static bool isWordPart(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// How the character looks in a message.
static std::string show(char c) {
  if (std::isprint(static_cast<unsigned char>(c)))
    return std::string("'") + c + "'";
  static constexpr char digits[] = "0123456789abcdef";
  unsigned char byte = c;
  return std::string("byte 0x") + digits[byte >> 4] + digits[byte & 15];
}

/// The length of the sign at the start of `text`, or 0.
static size_t signLength(std::string_view text) {
  for (std::string_view sign : {"->", "<=", ">=", "!="})
    if (text.substr(0, 2) == sign)
      return 2;
  return std::string_view("[]():,=<>+-*/%").find(text[0]) ==
                 std::string_view::npos
             ? 0
             : 1;
}

static size_t wordLength(std::string_view text) {
  size_t length = 0;
  while (length < text.size() && isWordPart(text[length]))
    ++length;
  return length;
}

/// A string keeps its backslashes, which regular expressions need, but for
/// those that stand before a quote.
static Expected<void> readString(const Line &line, Token &token) {
  std::string_view text = line.text.substr(token.offset);
  size_t i = 1;
  for (; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '"')
      ++i;
    token.stringValue += text[i];
  }
  if (i >= text.size())
    return tl::make_unexpected(
        line.makeFault(token.offset, "expects a closing quote"));
  token.kind = Token::Kind::String;
  token.text = text.substr(0, i + 1);
  return {};
}

static Expected<void> readNumber(const Line &line, Token &token) {
  std::string_view text = line.text.substr(token.offset);
  token.kind = Token::Kind::Number;
  token.text = text.substr(0, wordLength(text));
  const char *end = token.text.data() + token.text.size();
  auto [rest, fault] = std::from_chars(token.text.data(), end, token.number);
  if (fault != std::errc() || rest != end)
    return tl::make_unexpected(line.makeFault(
        token.offset, "expects a whole number of up to 63 bits, but got '" +
                          std::string(token.text) + "'"));
  return {};
}

static Expected<void> readToken(const Line &line, Token &token) {
  std::string_view text = line.text.substr(token.offset);
  if (text[0] == '"')
    return readString(line, token);
  if (std::isdigit(static_cast<unsigned char>(text[0])))
    return readNumber(line, token);
  if (isWordStart(text[0])) {
    token.kind = Token::Kind::Word;
    token.text = text.substr(0, wordLength(text));
    return {};
  }
  token.kind = Token::Kind::Sign;
  token.text = text.substr(0, signLength(text));
  if (token.text.empty())
    return tl::make_unexpected(
        line.makeFault(token.offset, "unexpected " + show(text[0])));
  return {};
}

Expected<std::vector<Token>> recipe::splitLine(const Line &line) {
  std::vector<Token> tokens;
  size_t offset = 0;
  while (true) {
    offset = line.text.find_first_not_of(" \t\r", offset);
    if (offset == std::string_view::npos || line.text[offset] == '#')
      break;
    Token token;
    token.offset = offset;
    if (auto done = readToken(line, token); !done)
      return tl::make_unexpected(done.error());
    offset = token.end();
    tokens.push_back(std::move(token));
  }
  Token end;
  end.offset = tokens.empty() ? 0 : tokens.back().end();
  tokens.push_back(end);
  return tokens;
}

tl::unexpected<Error>
TokenReader::failExpecting(const std::string &what) const {
  std::string found =
      atEnd() ? "the end of the line" : "'" + std::string(peek().text) + "'";
  return fail("expects " + what + ", but got " + found);
}
