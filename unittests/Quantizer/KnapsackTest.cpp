//===- KnapsackTest.cpp - The choice is the best one ------------*- C++ -*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/Knapsack.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <random>

using namespace qblock;

namespace {

using Items = std::vector<std::vector<Choice>>;

Choice total(const Items &items, const std::vector<unsigned> &indices) {
  Choice sum;
  for (size_t i = 0; i < items.size(); ++i) {
    sum.numBytes += items[i][indices[i]].numBytes;
    sum.cost += items[i][indices[i]].cost;
  }
  return sum;
}

/// The least cost by dynamic programming over all sums of bytes.
int64_t leastCost(const Items &items, int64_t maxBytes) {
  std::map<int64_t, int64_t> costs = {{0, 0}};
  for (const std::vector<Choice> &item : items) {
    std::map<int64_t, int64_t> next;
    for (auto [bytes, cost] : costs)
      for (const Choice &choice : item) {
        if (bytes + choice.numBytes > maxBytes)
          continue;
        auto [entry, isNew] =
            next.try_emplace(bytes + choice.numBytes, cost + choice.cost);
        if (!isNew)
          entry->second = std::min(entry->second, cost + choice.cost);
      }
    costs = std::move(next);
  }
  int64_t least = -1;
  for (auto [bytes, cost] : costs)
    least = least < 0 ? cost : std::min(least, cost);
  return least;
}

void expectOptimal(const Items &items, int64_t maxBytes) {
  auto chosen = chooseWithin(items, maxBytes);
  int64_t expected = leastCost(items, maxBytes);
  ASSERT_EQ(chosen.has_value(), expected >= 0);
  if (!chosen)
    return;
  ASSERT_EQ(chosen->size(), items.size());
  Choice sum = total(items, *chosen);
  EXPECT_LE(sum.numBytes, maxBytes);
  EXPECT_EQ(sum.cost, expected);
}

TEST(Knapsack, RandomInstancesAreOptimal) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Items items(1 + random() % 8);
    unsigned range = 1 + random() % 60;
    int64_t most = 0;
    for (std::vector<Choice> &item : items) {
      item.resize(1 + random() % 6);
      for (Choice &choice : item) {
        choice = {int64_t(random() % range), int64_t(random() % range)};
        most = std::max(most, choice.numBytes);
      }
    }
    expectOptimal(items, int64_t(random() % (most * items.size() + 2)));
  }
}

TEST(Knapsack, EqualRatiosAreOptimal) {
  // Every step saves one unit for a byte: the relaxation says nothing.
  for (int64_t maxBytes = 30; maxBytes < 200; ++maxBytes) {
    Items items;
    for (int64_t i = 0; i < 10; ++i)
      items.push_back({{3, 60 - 3}, {7 + i, 60 - 7 - i}, {19 + i, 41 - i}});
    expectOptimal(items, maxBytes);
  }
}

TEST(Knapsack, IdenticalItemsAreOptimal) {
  for (int64_t maxBytes = 0; maxBytes < 500; maxBytes += 7)
    expectOptimal(Items(40, {{2, 100}, {5, 37}, {9, 11}, {12, 3}}), maxBytes);
}

TEST(Knapsack, TellsTheLeastBytes) {
  auto chosen = chooseWithin({{{5, 1}, {3, 2}}, {{4, 0}}}, 6);
  ASSERT_FALSE(chosen);
  EXPECT_EQ(chosen.error().message,
            "needs at least 7 bytes, but only 6 are allowed");
}

TEST(Knapsack, TakesTheBestOfAllIfItFits) {
  EXPECT_EQ(*chooseWithin({{{5, 1}, {3, 2}}, {{4, 3}, {4, 1}}}, 9),
            (std::vector<unsigned>{0, 1}));
}

/// A model of 70 billion weights: 560 matrices of a few shapes with 14 types.
TEST(Knapsack, ModelsOfRealSizeAreQuick) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal;
  const int64_t bits[] = {36, 42, 55,  66,  68,  72,  80,
                          88, 96, 105, 136, 144, 150, 256};
  Items items;
  int64_t average = 0;
  for (int i = 0; i < 560; ++i) {
    int64_t elems = (i % 7 < 4 ? 1024 : 28672) * 8192ll;
    double sensitivity = std::exp(normal(random));
    std::vector<Choice> item;
    for (int64_t b : bits) {
      double error = sensitivity * elems * std::exp2(-2.0 * b / 16) *
                     (1 + 0.05 * normal(random));
      item.push_back({elems * b / 128, int64_t(error * 1e3)});
    }
    average += elems * 72 / 128;
    items.push_back(std::move(item));
  }
  auto chosen = chooseWithin(items, average);
  ASSERT_TRUE(chosen);
  EXPECT_LE(total(items, *chosen).numBytes, average);
  EXPECT_EQ(*chosen, *chooseWithin(items, average));
}

} // namespace
