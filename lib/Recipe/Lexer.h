//===- Lexer.h - Words of a recipe file -------------------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QBLOCK_LIB_RECIPE_LEXER_H
#define QBLOCK_LIB_RECIPE_LEXER_H

#include "qblock/Support/Expected.h"

#include <string>
#include <string_view>
#include <vector>

namespace qblock::recipe {

/// A word, number, quoted string or sign of one line.
struct Token {
  enum class Kind { Word, Number, String, Sign, End };
  Kind kind = Kind::End;
  std::string_view text;   ///< as written, with the quotes of a string
  size_t offset = 0;       ///< in the line, in bytes
  int64_t number = 0;      ///< of a number
  std::string stringValue; ///< of a string, without quotes

  bool is(std::string_view spelling) const {
    return (kind == Kind::Word || kind == Kind::Sign) && text == spelling;
  }
  size_t end() const { return offset + text.size(); }
};

/// Where a line stands, for messages.
struct Line {
  std::string_view path;
  unsigned number = 0; ///< from 1
  std::string_view text;

  /// `path:line:column: message`
  Error makeFault(size_t offset, const std::string &message) const;
};

/// The tokens of a line up to a comment (`#`), with an End token last. Fails on
/// a character or number that no recipe can hold.
Expected<std::vector<Token>> splitLine(const Line &line);

/// Reads the tokens of a line in order.
class TokenReader {
public:
  TokenReader(const Line &line, const std::vector<Token> &tokens)
      : line(line), tokens(tokens) {}

  const Token &peek() const { return tokens[next]; }
  const Token &previous() const { return tokens[next ? next - 1 : 0]; }
  const Token &take() {
    const Token &token = tokens[next];
    next += token.kind != Token::Kind::End;
    return token;
  }
  /// Takes the next token if it is spelled so.
  bool takeIf(std::string_view spelling) {
    bool same = peek().is(spelling);
    next += same;
    return same;
  }
  bool atEnd() const { return peek().kind == Token::Kind::End; }

  /// An error at the next token, or at `token`.
  tl::unexpected<Error> fail(const std::string &message) const {
    return failAt(peek(), message);
  }
  tl::unexpected<Error> failAt(const Token &token,
                               const std::string &message) const {
    return tl::make_unexpected(line.makeFault(token.offset, message));
  }
  /// "expects WHAT, but got ...", at the next token.
  tl::unexpected<Error> failExpecting(const std::string &what) const;

  const Line &line;

private:
  const std::vector<Token> &tokens;
  size_t next = 0;
};

} // namespace qblock::recipe

#endif // QBLOCK_LIB_RECIPE_LEXER_H
