// SPDX-License-Identifier: Apache-2.0
// Phase 1 once more, as slowly and as plainly as possible: sets and maps, straight from the design,
// sharing no code and no idea with engine/. For small worlds only.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cascade::test::naive {

using Edge = std::pair<int, int>;  ///< (parent type, child type)

struct Resource {
  int type = 0;
  int index = 0;
  friend auto operator<=>(const Resource&, const Resource&) = default;
};

struct Link {
  bool from_root = false;
  int parent = 0;
  int child = 0;
  friend auto operator<=>(const Link&, const Link&) = default;
};

/// What is true of one edge. Children that are not named in `hidden` are shown to their children.
struct Relation {
  std::set<Link> links;
  std::set<int> hidden;
  bool descends = false;
};

/// Type 0 is the root type.
struct World {
  std::vector<std::string> names;  ///< By type.
  std::map<Edge, Relation> edges;
  std::set<int> roots;
  std::set<int> hidden_roots;
  bool root_descends = false;

  /// In the words of graph_text.h.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::vector<int> children(int type) const;  ///< By name.
};

struct Act {
  bool shows = false;
  std::set<std::pair<bool, int>> parents;  ///< (from the root, index)
  friend bool operator==(const Act&, const Act&) = default;
};

struct Step {
  Edge edge;              ///< (0, 0) at the root.
  std::vector<int> path;  ///< Types from the root; empty under union.
  int round = 0;
  std::set<int> context;  ///< Of the parent type.
  std::map<int, Act> acts;
  friend bool operator==(const Step&, const Step&) = default;
};

struct Dropped {
  std::vector<int> path;
  std::size_t kept = 0;
  std::set<int> resources;
  friend bool operator==(const Dropped&, const Dropped&) = default;
};

struct Plan {
  std::vector<Step> steps;  ///< In plan order; under union in no particular order.
  std::set<std::pair<Edge, Link>> cycles;
  std::vector<Dropped> dropped;
};

/// Nothing when more than `nodes_max` nodes would be visited.
std::optional<Plan> per_path(const World& world, std::size_t nodes_max);
/// The same; the type graph must have no cycle.
std::optional<Plan> first_wins(const World& world, std::size_t nodes_max);
Plan united(const World& world);

/// Whether a type cycle can be reached from the root type.
bool has_type_cycle(const World& world);
/// Whether a chain of edges, one or more, leads from one type to the other.
bool leads_to(const World& world, int from, int to);

}  // namespace cascade::test::naive
