//===- Knapsack.cpp - Choose one of each within a budget --------- -*- C++
//-*-===//
//
// Part of the qblock project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Relax, then close the gap. A price for each byte makes the items independent:
// each takes the choice of least cost plus price. At the right price that
// nearly fills the budget, and gives a lower bound. Any better solution than
// the best one known deviates from the independent choices by penalties that
// sum up to less than the gap between the two. There are few such deviations;
// they are enumerated as lists of states (bytes, penalty) that dominate each
// other.
//
// The price is a fraction, and all sums are multiplied by its denominator:
// everything is integer arithmetic.
//
//===----------------------------------------------------------------------===//

#include "qblock/Quantizer/Knapsack.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <tuple>

using namespace qblock;

namespace {

__extension__ typedef __int128 Wide;

/// `costs` more than a smaller choice is worth `bytes` more: a price.
struct Price {
  int64_t cost = 0;
  int64_t bytes = 1;
};

/// A choice that no other of its item makes useless.
struct Candidate {
  unsigned index; ///< in the caller's item
  int64_t numBytes;
  int64_t cost;
  Wide penalty = 0; ///< above the best of the item at the price
};
using Candidates = std::vector<Candidate>;

/// A way to choose for the items so far; the others take their best choice.
struct State {
  int64_t numBytes;
  Wide penalty;
  uint32_t parent;    ///< in the list before
  uint32_t candidate; ///< of the last item
};

class Solver {
public:
  Solver(const std::vector<std::vector<Choice>> &choices, int64_t maxBytes);
  int64_t smallestBytes() const;
  std::vector<unsigned> solve();

private:
  Price findPrice();
  void setPenalties(Price price);
  void takeGreedily();
  void enumerate();
  std::vector<State> extend(const std::vector<State> &states,
                            const Candidates &item) const;
  void improve(const std::vector<std::vector<State>> &lists, size_t state,
               const std::vector<size_t> &order);
  Wide objective(int64_t numBytes, Wide penalty) const {
    return penalty + Wide(price.cost) * (maxBytes - numBytes);
  }

  /// But for a constant.
  Wide cost(const State &state) const {
    return state.penalty - Wide(price.cost) * state.numBytes;
  }

  std::vector<Candidates> items;
  int64_t maxBytes;
  Price price;
  std::vector<uint32_t> best; ///< candidate of each item at the price
  int64_t bestBytes = 0;      ///< of these
  std::vector<uint32_t> incumbent;
  Wide gap = 0; ///< objective of the incumbent
};

} // namespace

/// Without the choices that take no less and cost no less than another.
static Candidates withoutDominated(const std::vector<Choice> &choices) {
  Candidates sorted;
  for (unsigned i = 0; i < choices.size(); ++i)
    sorted.push_back({i, choices[i].numBytes, choices[i].cost});
  std::sort(sorted.begin(), sorted.end(), [](auto &a, auto &b) {
    return std::tie(a.numBytes, a.cost, a.index) <
           std::tie(b.numBytes, b.cost, b.index);
  });
  Candidates kept;
  for (const Candidate &candidate : sorted)
    if (kept.empty() || candidate.cost < kept.back().cost)
      kept.push_back(candidate);
  return kept;
}

Solver::Solver(const std::vector<std::vector<Choice>> &choices,
               int64_t maxBytes)
    : maxBytes(maxBytes) {
  for (const std::vector<Choice> &item : choices) {
    assert(!item.empty() && "an item without choices");
    items.push_back(withoutDominated(item));
  }
}

int64_t Solver::smallestBytes() const {
  int64_t sum = 0;
  for (const Candidates &item : items)
    sum += item.front().numBytes;
  return sum;
}

/// The corners of the lower convex hull of an item.
static std::vector<uint32_t> convexHull(const Candidates &item) {
  std::vector<uint32_t> hull;
  for (uint32_t i = 0; i < item.size(); ++i) {
    while (hull.size() > 1) {
      const Candidate &a = item[hull[hull.size() - 2]], &b = item[hull.back()];
      // Keep b if the way to it saves more for a byte than the way to i.
      if (Wide(a.cost - b.cost) * (item[i].numBytes - b.numBytes) >
          Wide(b.cost - item[i].cost) * (b.numBytes - a.numBytes))
        break;
      hull.pop_back();
    }
    hull.push_back(i);
  }
  return hull;
}

/// Steps along all hulls, those that save most for a byte first, until the next
/// does not fit: its saving is the price of a byte.
Price Solver::findPrice() {
  struct Step {
    int64_t bytes, saving;
  };
  std::vector<Step> steps;
  for (const Candidates &item : items) {
    std::vector<uint32_t> hull = convexHull(item);
    for (size_t i = 1; i < hull.size(); ++i)
      steps.push_back({item[hull[i]].numBytes - item[hull[i - 1]].numBytes,
                       item[hull[i - 1]].cost - item[hull[i]].cost});
  }
  std::sort(steps.begin(), steps.end(), [](const Step &a, const Step &b) {
    return Wide(a.saving) * b.bytes > Wide(b.saving) * a.bytes;
  });
  int64_t numBytes = smallestBytes();
  for (const Step &step : steps) {
    if (step.bytes > maxBytes - numBytes)
      return {step.saving, step.bytes};
    numBytes += step.bytes;
  }
  return {}; // everything fits
}

void Solver::setPenalties(Price newPrice) {
  price = newPrice;
  best.assign(items.size(), 0);
  bestBytes = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    Wide least = 0;
    for (Candidate &candidate : items[i]) {
      candidate.penalty = Wide(candidate.cost) * price.bytes +
                          Wide(price.cost) * candidate.numBytes;
      if (&candidate == &items[i].front() || candidate.penalty < least) {
        least = candidate.penalty;
        best[i] = uint32_t(&candidate - items[i].data());
      }
    }
    for (Candidate &candidate : items[i])
      candidate.penalty -= least;
    bestBytes += items[i][best[i]].numBytes;
  }
}

/// A first solution: the smallest choices, then each item in turn the largest
/// step towards its best choice, and beyond, that fits.
void Solver::takeGreedily() {
  incumbent.assign(items.size(), 0);
  int64_t numBytes = smallestBytes();
  auto raise = [&](size_t item, uint32_t limit) {
    for (uint32_t c = limit; c > incumbent[item]; --c) {
      int64_t more =
          items[item][c].numBytes - items[item][incumbent[item]].numBytes;
      if (more > maxBytes - numBytes)
        continue;
      numBytes += more;
      incumbent[item] = c;
      return;
    }
  };
  for (size_t i = 0; i < items.size(); ++i)
    raise(i, best[i]);
  for (size_t i = 0; i < items.size(); ++i)
    raise(i, uint32_t(items[i].size() - 1));
  Wide penalty = 0;
  for (size_t i = 0; i < items.size(); ++i)
    penalty += items[i][incumbent[i]].penalty;
  gap = objective(numBytes, penalty);
}

/// All states with one more item decided that can still be improvements,
/// ordered by bytes.
std::vector<State> Solver::extend(const std::vector<State> &states,
                                  const Candidates &item) const {
  std::vector<State> next;
  for (uint32_t c = 0; c < item.size(); ++c) {
    if (item[c].penalty >= gap)
      continue;
    for (uint32_t s = 0; s < states.size(); ++s) {
      Wide penalty = states[s].penalty + item[c].penalty;
      if (penalty < gap)
        next.push_back({states[s].numBytes + item[c].numBytes, penalty, s, c});
    }
  }
  std::sort(next.begin(), next.end(), [](const State &a, const State &b) {
    if (a.numBytes != b.numBytes)
      return a.numBytes < b.numBytes;
    if (a.penalty != b.penalty)
      return a.penalty < b.penalty;
    return a.parent != b.parent ? a.parent < b.parent
                                : a.candidate < b.candidate;
  });
  return next;
}

/// Takes over a state as the incumbent.
void Solver::improve(const std::vector<std::vector<State>> &lists, size_t state,
                     const std::vector<size_t> &order) {
  incumbent = best;
  for (size_t level = lists.size() - 1; level > 0; --level) {
    const State &taken = lists[level][state];
    incumbent[order[level - 1]] = taken.candidate;
    state = taken.parent;
  }
}

void Solver::enumerate() {
  // Items that can deviate cheaply come first: they find better solutions, and
  // then others cannot deviate at all.
  std::vector<size_t> order;
  std::vector<Wide> leastPenalty(items.size(), -1);
  for (size_t i = 0; i < items.size(); ++i) {
    for (uint32_t c = 0; c < items[i].size(); ++c)
      if (c != best[i] &&
          (leastPenalty[i] < 0 || items[i][c].penalty < leastPenalty[i]))
        leastPenalty[i] = items[i][c].penalty;
    if (leastPenalty[i] >= 0)
      order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return leastPenalty[a] != leastPenalty[b]
               ? leastPenalty[a] < leastPenalty[b]
               : a < b;
  });

  // Bytes that the items still to come can save at most.
  std::vector<int64_t> savings(order.size() + 1, 0);
  for (size_t level = order.size(); level-- > 0;)
    savings[level] = savings[level + 1] +
                     items[order[level]][best[order[level]]].numBytes -
                     items[order[level]][0].numBytes;

  std::vector<std::vector<State>> lists = {{{bestBytes, 0, 0, 0}}};
  for (size_t level = 0; level < order.size(); ++level) {
    size_t item = order[level];
    if (leastPenalty[item] >= gap)
      break;
    // In a state the item has its best choice already: only what differs from
    // that counts.
    Candidates relative = items[item];
    for (Candidate &candidate : relative)
      candidate.numBytes -= items[item][best[item]].numBytes;
    std::vector<State> kept;
    for (const State &state : extend(lists.back(), relative)) {
      // What is larger must cost less.
      bool isDominated = !kept.empty() && cost(kept.back()) <= cost(state);
      bool canFit = state.numBytes - savings[level + 1] <= maxBytes;
      if (!isDominated && canFit)
        kept.push_back(state);
    }
    lists.push_back(std::move(kept));
    for (size_t s = 0; s < lists.back().size(); ++s) {
      const State &state = lists.back()[s];
      if (state.numBytes > maxBytes ||
          objective(state.numBytes, state.penalty) >= gap)
        continue;
      gap = objective(state.numBytes, state.penalty);
      improve(lists, s, order);
    }
  }
}

std::vector<unsigned> Solver::solve() {
  setPenalties(findPrice());
  takeGreedily();
  enumerate();
  std::vector<unsigned> indices;
  for (size_t i = 0; i < items.size(); ++i)
    indices.push_back(items[i][incumbent[i]].index);
  return indices;
}

Expected<std::vector<unsigned>>
qblock::chooseWithin(const std::vector<std::vector<Choice>> &items,
                     int64_t maxBytes) {
  Solver solver(items, maxBytes);
  if (solver.smallestBytes() > maxBytes)
    return makeError(
        "needs at least " + std::to_string(solver.smallestBytes()) +
        " bytes, but only " + std::to_string(maxBytes) + " are allowed");
  return solver.solve();
}
