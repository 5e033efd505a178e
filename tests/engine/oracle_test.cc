// SPDX-License-Identifier: Apache-2.0
// The planner against the naive oracle: all type graphs of up to four types, each with all worlds
// of one resource per type and with 20 seeded worlds of up to four resources per type.
//
// The root type is type 0. Type graphs that differ only in the numbering of the other types are
// checked once, since numbers mean nothing to the planner; names, which do, are shuffled by seed.
// Types that the root does not lead to are never visited, so graphs with such types are left out:
// they are smaller graphs.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <numeric>

#include "engine/planner.h"
#include "engine/sinks.h"
#include "tests/support/naive_oracle.h"
#include "tests/support/repeat.h"

using namespace cascade;
namespace naive = cascade::test::naive;

namespace {

constexpr std::size_t kNodesMax = 600;

/// Sebastiano Vigna's splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t bound) {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (z ^ (z >> 31)) % bound;
  }

 private:
  std::uint64_t state_;
};

/// Answers for any world over its type graph.
class WorldExtension : public Extension {
 public:
  WorldExtension(const naive::World& types, int type, const naive::World*& world)
      : name_(types.names[static_cast<std::size_t>(type)]), type_(type), world_(world) {
    for (const auto& [edge, relation] : types.edges) {
      if (edge.second == type)
        parents_.push_back(types.names[static_cast<std::size_t>(edge.first)]);
    }
  }
  const std::string& resource_type() const override { return name_; }
  const std::vector<std::string>& parents() const override { return parents_; }
  const std::vector<Reaction>& reactions() const override {
    static const std::vector<Reaction> kRows{{.name = "delete", .shows_children = true},
                                             {.name = "stop"}};
    return kRows;
  }
  void find(const CascadeAction& action, LinkSink& sink) const override {
    const auto row = [](bool hidden) { return ReactionId{static_cast<std::uint8_t>(hidden)}; };
    if (value(action.parent.type) == type_) {
      for (const ResourceIndex root : action.root.resources) {
        sink.link(root, root, row(world_->hidden_roots.contains(static_cast<int>(root))));
      }
      return;
    }
    const naive::Relation& relation = world_->edges.at(edge(action));
    for (const naive::Link& link : relation.links) {
      const auto parent = static_cast<ResourceIndex>(link.parent);
      const auto child = static_cast<ResourceIndex>(link.child);
      const auto& context = link.from_root ? action.root.resources : action.parent.resources;
      if (!std::binary_search(context.begin(), context.end(), parent)) continue;
      const ReactionId reaction = row(relation.hidden.contains(link.child));
      // Tells root links also when not asked to: the engine has to ignore them then.
      if (link.from_root) {
        sink.root_link(parent, child, reaction);
      } else {
        sink.link(parent, child, reaction);
      }
    }
  }
  bool descends_always(const CascadeAction& action) const override {
    return value(action.parent.type) == type_ ? world_->root_descends
                                              : world_->edges.at(edge(action)).descends;
  }
  void cascade(const Act&, Completion done) override { done(ActResult::done()); }

 private:
  [[nodiscard]] naive::Edge edge(const CascadeAction& action) const {
    return {value(action.parent.type), type_};
  }

  std::string name_;
  std::vector<std::string> parents_;
  int type_;
  const naive::World*& world_;
};

naive::Step to_naive(const Plan& plan, StepId id, bool with_path) {
  const Step& step = plan.step(id);
  const bool at_root = id == plan.root_step();
  naive::Step result;
  result.edge = {value(step.parent_type), value(step.type)};
  result.round = static_cast<int>(step.round);
  for (StepId above = id; with_path && above != kNoStep; above = plan.step(above).tree_parent) {
    result.path.insert(result.path.begin(), value(plan.step(above).type));
  }
  for (const ResourceIndex index : plan.parent_context(id)) {
    result.context.insert(static_cast<int>(index));
  }
  for (std::uint32_t i = step.acts_begin; i != step.acts_end; ++i) {
    naive::Act& act = result.acts[static_cast<int>(plan.resources()[i])];
    act.shows = plan.reaction(step, ActId{i}).shows_children;
    for (const LinkParent parent : plan.links(step, ActId{i})) {
      act.parents.emplace(parent.is_root(), static_cast<int>(parent.index()));
    }
    if (act.parents.size() != plan.links(step, ActId{i}).size()) FAIL("a link is there twice");
  }
  if (result.acts.size() != step.act_count()) FAIL("a resource has two acts in one step");
  if (at_root != (step.tree_parent == kNoStep)) FAIL("a step hangs in the air");
  return result;
}

naive::Plan to_naive(const Plan& plan) {
  naive::Plan result;
  for (std::uint32_t i = 0; i < plan.steps().size(); ++i) {
    result.steps.push_back(to_naive(plan, StepId{i}, plan.merge() == Merge::PerPath));
  }
  for (const CycleLink& link : plan.cycle_links()) {
    result.cycles.insert({{value(link.parent_type), value(link.type)},
                          {link.parent.is_root(), static_cast<int>(link.parent.index()),
                           static_cast<int>(link.child)}});
  }
  if (result.cycles.size() != plan.cycle_links().size()) FAIL("a cycle link is listed twice");
  for (const DroppedContext& dropped : plan.dropped_contexts()) {
    naive::Dropped& entry = result.dropped.emplace_back();
    for (const TypeId type : dropped.path) entry.path.push_back(value(type));
    entry.kept = value(dropped.kept);
    for (const ResourceIndex index : dropped.resources) {
      entry.resources.insert(static_cast<int>(index));
    }
  }
  return result;
}

std::string to_text(const naive::Plan& plan) {
  std::string text;
  for (const naive::Step& step : plan.steps) {
    for (const int type : step.path) text += std::to_string(type) + "/";
    text += " " + std::to_string(step.edge.first) + ">" + std::to_string(step.edge.second) + "#" +
            std::to_string(step.round) + " {";
    for (const int index : step.context) text += std::to_string(index) + " ";
    text += "}:";
    for (const auto& [index, act] : step.acts) {
      text += " " + std::to_string(index) + (act.shows ? "(" : "=stop(");
      for (const auto& [root, parent] : act.parents) {
        text += (root ? "^" : "") + std::to_string(parent) + " ";
      }
      text += ")";
    }
    text += "\n";
  }
  for (const auto& [edge, link] : plan.cycles) {
    text += "cycle " + std::to_string(edge.first) + ">" + std::to_string(edge.second) + " " +
            std::to_string(link.parent) + ">" + std::to_string(link.child) + "\n";
  }
  for (const naive::Dropped& dropped : plan.dropped) {
    text += "dropped, kept " + std::to_string(dropped.kept) + "\n";
  }
  return text;
}

/// Compares all three merges with the oracle, for one type graph and any number of worlds.
class Checker {
 public:
  explicit Checker(const naive::World& types) {
    TypeGraphBuilder builder;
    for (std::size_t type = 0; type < types.names.size(); ++type) {
      builder.add(std::make_unique<WorldExtension>(types, static_cast<int>(type), world_), "test");
    }
    auto built = builder.build();
    REQUIRE(built);
    graph_ = *std::move(built);
    cyclic_ = naive::has_type_cycle(types);
  }

  void check(const naive::World& world) {
    world_ = &world;
    check_walk(Merge::PerPath, naive::per_path(world, kNodesMax));
    if (cyclic_) {
      const auto refused = plan(Merge::FirstWins);
      if (refused || refused.error().kind != ErrorKind::Input) fail("first_wins was not refused");
    } else {
      check_walk(Merge::FirstWins, naive::first_wins(world, kNodesMax));
    }
    check_union();
  }

  [[nodiscard]] std::size_t refused() const { return refused_; }

 private:
  [[nodiscard]] Result<std::shared_ptr<const Plan>> plan(Merge merge) const {
    CascadeRequest request;
    request.action_code = "test";
    request.root_type = TypeId{0};
    for (const int root : world_->roots) {
      request.roots.push_back(static_cast<ResourceIndex>(root));
    }
    PlannerOptions options;
    options.merge = merge;
    options.nodes_max = kNodesMax;
    return make_plan(graph_, std::move(request), options);
  }

  void fail(const std::string& what) const {
    INFO(world_->text());
    FAIL(what);
  }

  void check_walk(Merge merge, const std::optional<naive::Plan>& expected) {
    const auto made = plan(merge);
    if (!expected) {
      ++refused_;
      if (made || made.error().kind != ErrorKind::Limit) fail("too many nodes were not refused");
      return;
    }
    if (!made) fail(made.error().message);
    naive::Plan actual = to_naive(**made);
    if (merge == Merge::FirstWins) {
      // Where contexts were dropped, the tree no longer tells the path of a step.
      for (std::size_t i = 0; i < std::min(actual.steps.size(), expected->steps.size()); ++i) {
        actual.steps[i].path = expected->steps[i].path;
      }
    }
    if (actual.steps != expected->steps || actual.cycles != expected->cycles ||
        actual.dropped != expected->dropped) {
      fail("expected\n" + to_text(*expected) + "planned\n" + to_text(actual));
    }
  }

  void check_union() {
    const auto made = plan(Merge::Union);
    if (!made) fail(made.error().message);
    const naive::Plan actual = to_naive(**made);
    naive::Plan expected = naive::united(*world_);
    naive::Plan sorted = actual;
    const auto by_edge = [](const naive::Step& a, const naive::Step& b) {
      return std::pair(a.edge, a.round) < std::pair(b.edge, b.round);
    };
    std::sort(expected.steps.begin(), expected.steps.end(), by_edge);
    std::sort(sorted.steps.begin(), sorted.steps.end(), by_edge);
    if (sorted.steps != expected.steps || sorted.cycles != expected.cycles) {
      fail("expected\n" + to_text(expected) + "planned\n" + to_text(sorted));
    }
    check_union_order(actual);
    check_tree(**made);
    check_same_order_as_first_wins(actual);
  }

  /// Whatever is linked below an act that shows its resource lies in an earlier step.
  void check_union_order(const naive::Plan& plan) const {
    for (std::size_t above = 0; above < plan.steps.size(); ++above) {
      for (std::size_t below = above; below < plan.steps.size(); ++below) {
        if (plan.steps[below].edge.first != plan.steps[above].edge.second) continue;
        if (below + 1 == plan.steps.size()) continue;  // The root links to itself.
        for (const auto& [index, act] : plan.steps[below].acts) {
          for (const auto& [root, parent] : act.parents) {
            const auto upper = plan.steps[above].acts.find(parent);
            const bool linked =
                !root && upper != plan.steps[above].acts.end() && upper->second.shows;
            if (linked) fail("something acts before what is below it:\n" + to_text(plan));
          }
        }
      }
    }
    if (plan.steps.back().edge != naive::Edge{0, 0}) fail("the root is not last");
  }

  void check_tree(const Plan& plan) const {
    for (const Step& step : plan.steps()) {
      if (step.tree_parent == kNoStep) continue;
      const Step& above = plan.step(step.tree_parent);
      if (above.type != step.parent_type || above.depth + 1 != step.depth) {
        fail("the tree does not hang together");
      }
    }
  }

  /// Where no path was pruned, union keeps the order in which first_wins records.
  void check_same_order_as_first_wins(const naive::Plan& united) const {
    if (cyclic_) return;
    const auto paths = naive::per_path(*world_, kNodesMax);
    if (!paths) return;
    const bool pruned =
        std::any_of(paths->steps.begin(), paths->steps.end(), [this](const naive::Step& step) {
          const bool at_root = step.path.size() == 1;
          return !(at_root ? world_->root_descends : world_->edges.at(step.edge).descends) &&
                 std::none_of(step.acts.begin(), step.acts.end(),
                              [](const auto& act) { return act.second.shows; });
        });
    if (pruned) return;
    const auto first = naive::first_wins(*world_, kNodesMax);
    for (std::size_t i = 0; i < united.steps.size(); ++i) {
      if (united.steps[i].edge != first->steps[i].edge) fail("the order differs from first_wins");
    }
  }

  const naive::World* world_ = nullptr;
  std::shared_ptr<const TypeGraph> graph_;
  bool cyclic_ = false;
  std::size_t refused_ = 0;
};

/// All type graphs with this many types, as worlds without resources.
std::vector<naive::World> type_graphs(int types) {
  std::vector<naive::Edge> edges;
  for (int parent = 0; parent < types; ++parent) {
    for (int child = 0; child < types; ++child) {
      if (parent != child) edges.emplace_back(parent, child);
    }
  }
  const auto place = [types](int parent, int child) {
    return parent * (types - 1) + child - (child > parent ? 1 : 0);
  };
  std::vector<int> numbers(static_cast<std::size_t>(types));
  std::vector<naive::World> graphs;
  for (std::uint32_t mask = 0; mask < 1U << edges.size(); ++mask) {
    std::iota(numbers.begin(), numbers.end(), 0);
    bool smallest = true;
    do {
      std::uint32_t renumbered = 0;
      for (std::size_t i = 0; i < edges.size(); ++i) {
        if ((mask >> i & 1) == 0) continue;
        const auto number = [&](int type) { return numbers[static_cast<std::size_t>(type)]; };
        renumbered |= 1U << place(number(edges[i].first), number(edges[i].second));
      }
      smallest = mask <= renumbered;
    } while (smallest && std::next_permutation(numbers.begin() + 1, numbers.end()));
    if (!smallest) continue;
    naive::World world;
    world.names.resize(static_cast<std::size_t>(types));
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if ((mask >> i & 1) != 0) world.edges[edges[i]] = {};
    }
    bool connected = true;
    for (int type = 1; type < types; ++type) connected &= naive::leads_to(world, 0, type);
    if (connected) graphs.push_back(world);
  }
  return graphs;
}

void shuffle_names(naive::World& world, Random& random) {
  std::vector<std::string> names{"a", "b", "c", "d"};
  for (std::string& name : world.names) {
    const auto pick = static_cast<std::ptrdiff_t>(random.below(names.size()));
    name = names[static_cast<std::size_t>(pick)];
    names.erase(names.begin() + pick);
  }
}

/// All worlds with one resource per type: every edge has its link or not.
void check_single_resources(int types, std::size_t shard, std::size_t shards) {
  const std::vector<naive::World> graphs = type_graphs(types);
  std::size_t worlds = 0;
  for (std::size_t g = shard; g < graphs.size(); g += shards) {
    naive::World world = graphs[g];
    Random random(g);
    shuffle_names(world, random);
    world.roots = {0};
    Checker checker(world);
    for (std::uint32_t links = 0; links < 1U << world.edges.size(); ++links) {
      std::size_t i = 0;
      for (auto& [edge, relation] : world.edges) {
        relation.links.clear();
        if ((links >> i++ & 1) != 0) relation.links.insert({false, 0, 0});
      }
      checker.check(world);
      ++worlds;
    }
  }
  REQUIRE(worlds > 0);
}

naive::World seeded_world(const naive::World& types, Random& random) {
  naive::World world = types;
  const auto one_in = [&random](std::uint64_t bound) { return random.below(bound) == 0; };
  std::vector<int> counts;
  for (std::size_t i = 0; i < world.names.size(); ++i) {
    counts.push_back(static_cast<int>(1 + random.below(4)));
  }
  for (int root = 0; root < counts[0]; ++root) {
    if (root == 0 || one_in(3)) world.roots.insert(root);
    if (one_in(8)) world.hidden_roots.insert(root);
  }
  world.root_descends = one_in(4);
  const std::array<std::uint64_t, 4> sparseness{2, 4, 6, 10};
  const std::uint64_t sparse = sparseness[random.below(sparseness.size())];
  const std::uint64_t hidden = 2 + random.below(8);
  for (auto& [edge, relation] : world.edges) {
    relation.descends = one_in(5);
    const auto parents = counts[static_cast<std::size_t>(edge.first)];
    const auto children = counts[static_cast<std::size_t>(edge.second)];
    for (int child = 0; child < children; ++child) {
      if (one_in(hidden)) relation.hidden.insert(child);
      for (int parent = 0; parent < parents; ++parent) {
        if (one_in(sparse)) relation.links.insert({false, parent, child});
      }
      if (one_in(8)) {
        relation.links.insert(
            {true, static_cast<int>(random.below(static_cast<std::uint64_t>(counts[0]))), child});
      }
    }
  }
  return world;
}

void check_seeded(int types, std::size_t shard, std::size_t shards) {
  const std::vector<naive::World> graphs = type_graphs(types);
  std::size_t worlds = 0;
  std::size_t refused = 0;
  for (std::size_t g = shard; g < graphs.size(); g += shards) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const std::uint64_t drawn = g * 1000 + seed;
      if (cascade::test::only_seed().value_or(drawn) != drawn) continue;
      INFO("graph " << g << ", " << cascade::test::repeat_with(drawn));
      Random random(drawn);
      naive::World graph = graphs[g];
      shuffle_names(graph, random);
      const naive::World world = seeded_world(graph, random);
      Checker checker(graph);
      checker.check(world);
      ++worlds;
      refused += checker.refused();
    }
  }
  INFO(refused << " of " << worlds << " worlds had too many paths");
  if (!cascade::test::only_seed()) REQUIRE(refused * 4 < worlds);
}

}  // namespace

TEST_CASE("Oracle: there are as many type graphs as counted by hand", "[engine][oracle]") {
  CHECK(type_graphs(1).size() == 1);
  CHECK(type_graphs(2).size() == 2);   // with and without the edge back
  CHECK(type_graphs(3).size() == 18);  // of 32 that differ in numbers
}

TEST_CASE("Oracle: up to three types with one resource each are planned alike",
          "[engine][oracle]") {
  for (const int types : {1, 2, 3}) check_single_resources(types, 0, 1);
}
TEST_CASE("Oracle: four types with one resource each are planned alike, part 1 of 3",
          "[engine][oracle]") {
  check_single_resources(4, 0, 3);
}
TEST_CASE("Oracle: four types with one resource each are planned alike, part 2 of 3",
          "[engine][oracle]") {
  check_single_resources(4, 1, 3);
}
TEST_CASE("Oracle: four types with one resource each are planned alike, part 3 of 3",
          "[engine][oracle]") {
  check_single_resources(4, 2, 3);
}

TEST_CASE("Oracle: seeded worlds over up to three types are planned alike", "[engine][oracle]") {
  for (const int types : {1, 2, 3}) check_seeded(types, 0, 1);
}
TEST_CASE("Oracle: seeded worlds over four types are planned alike, part 1 of 2",
          "[engine][oracle]") {
  check_seeded(4, 0, 2);
}
TEST_CASE("Oracle: seeded worlds over four types are planned alike, part 2 of 2",
          "[engine][oracle]") {
  check_seeded(4, 1, 2);
}
