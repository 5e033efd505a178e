// SPDX-License-Identifier: Apache-2.0
// Random models, to try the engine on shapes that no cloud has: dense, deep, cyclic, with
// diamonds. A random model is written as a model file and read like any other, so that what fails
// can be kept and edited.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "sim/reader/model_reader.h"
#include "sim/world/topology_parts.h"

namespace cascade::sim {
namespace {

/// What an edge does to the children.
enum class EdgeKind : std::uint8_t { Delete, Stop, Pause, Mark, Clear };

struct RandomEdge {
  bool exists = false;
  EdgeKind kind = EdgeKind::Delete;
  Relation::Kind relation = Relation::Kind::Optional;
  bool failure_ignored = false;
};

class ModelWriter {
 public:
  ModelWriter(const Topology& topology, std::uint64_t seed)
      : topology_(topology),
        seed_(seed),
        types_(static_cast<std::uint32_t>(topology.number("types"))),
        edges_(std::size_t{types_} * types_) {}

  std::string write() {
    draw_edges();
    draw_reactions();
    put("# A random model: {} types, seed {}.\nname: random-{}\n", types_, seed_, seed_);
    put("actions:\n"
        "  delete:  {{ code: deletion.delete }}\n"
        "  cleanup: {{ code: deletion.cleanup, select: deleted, descend: always, default: purge "
        "}}\n"
        "operations:\n"
        "  delete:     {{ passes: [delete] }}\n"
        "  permissive: {{ passes: [delete, cleanup] }}\n"
        "defaults: {{ latency: [1ms, 5ms, 20ms, 80ms, 300ms], query: {{ fixed: 1ms, each: 10us }} "
        "}}\n"
        "types:\n");
    for (std::uint32_t type = 0; type < types_; ++type) write_type(type);
    return std::move(text_);
  }

 private:
  template <class... Args>
  void put(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }
  RandomEdge& edge(std::uint32_t parent, std::uint32_t child) {
    return edges_[std::size_t{parent} * types_ + child];
  }
  Draws draws(std::string_view purpose) const {
    return {seed_, fmt::format("topology.random.{}", purpose)};
  }
  static std::uint64_t pair(std::uint32_t parent, std::uint32_t child) {
    return (std::uint64_t{parent} << 32U) | child;
  }

  void draw_edges() {
    const Draws forward = draws("forward");
    const Draws back = draws("back");
    const Draws first_parent = draws("first_parent");
    const auto span = static_cast<std::uint32_t>(topology_.number("span"));
    const std::int64_t density = topology_.number("density");
    const std::int64_t back_percent = topology_.number("back_edges");
    for (std::uint32_t child = 1; child < types_; ++child) {
      const std::uint32_t reach = std::min(span, child);
      for (std::uint32_t parent = child - reach; parent < child; ++parent) {
        if (forward.percent(pair(parent, child), density)) edge(parent, child).exists = true;
        if (back.percent(pair(child, parent), back_percent)) edge(child, parent).exists = true;
      }
      edge(child - 1 - first_parent.below(child, reach), child).exists = true;
    }
    Random random{seed_, "topology.random.diamonds"};
    const std::int64_t diamonds = types_ < 4 ? 0 : topology_.number("diamonds");
    for (std::int64_t n = 0; n < diamonds; ++n) {
      std::array<std::uint32_t, 4> corners{};
      for (std::size_t i = 0; i < corners.size(); ++i) {
        do {
          corners[i] = static_cast<std::uint32_t>(random.below(types_));
        } while (std::find(corners.begin(), corners.begin() + i, corners[i]) !=
                 corners.begin() + i);
      }
      std::sort(corners.begin(), corners.end());
      edge(corners[0], corners[1]).exists = true;
      edge(corners[0], corners[2]).exists = true;
      edge(corners[1], corners[3]).exists = true;
      edge(corners[2], corners[3]).exists = true;
    }
  }

  // `draw` of 100.
  [[nodiscard]] EdgeKind kind_of(std::int64_t draw) const {
    const std::int64_t stop = topology_.number("stop_percent");
    const std::int64_t clear = stop + topology_.number("clear_percent");
    const std::int64_t mark = clear + topology_.number("mark_percent");
    if (draw < stop) return EdgeKind::Stop;
    if (draw < clear) return EdgeKind::Clear;
    return draw < mark ? EdgeKind::Mark : EdgeKind::Delete;
  }

  void draw_reactions() {
    const Draws kind = draws("kind");
    const Draws pause = draws("pause");
    const Draws relation = draws("relation");
    const Draws ignore = draws("ignore");
    for (std::uint32_t parent = 0; parent < types_; ++parent) {
      for (std::uint32_t child = 0; child < types_; ++child) {
        RandomEdge& e = edge(parent, child);
        const std::uint64_t key = pair(parent, child);
        e.kind = kind_of(kind.below(key, 100));
        if (e.kind == EdgeKind::Stop && topology_.number("contradictions") != 0 &&
            pause.percent(key, 50)) {
          e.kind = EdgeKind::Pause;
        }
        e.failure_ignored = ignore.percent(key, topology_.number("ignore_percent"));
        const std::uint32_t shape = relation.below(key, 10);
        e.relation = shape < 5 ? Relation::Kind::Many : Relation::Kind::Optional;
        if (shape == 9 && parent < child && e.kind == EdgeKind::Delete) {
          e.relation = Relation::Kind::Single;
        }
      }
    }
  }

  std::string reaction_name(std::uint32_t parent, std::uint32_t child) {
    switch (edge(parent, child).kind) {
      case EdgeKind::Delete:
        return "delete";
      case EdgeKind::Stop:
        return "stop";
      case EdgeKind::Pause:
        return "pause";
      case EdgeKind::Mark:
        return "mark";
      case EdgeKind::Clear:
        return fmt::format("clear_T{}", parent);
    }
    return "";
  }

  void write_type(std::uint32_t type) {
    put("  T{}:\n    states: [Running, Stopped, Paused]\n", type);
    put("    attributes: {{ marked: [no_, yes_] }}\n    counters: [lost]\n");
    std::vector<std::uint32_t> parents;
    for (std::uint32_t parent = 0; parent < types_; ++parent) {
      if (edge(parent, type).exists) parents.push_back(parent);
    }
    if (!parents.empty()) put("    relations:\n");
    for (const std::uint32_t parent : parents) {
      switch (edge(parent, type).relation) {
        case Relation::Kind::Single:
          put("      to_T{0}: T{0}\n", parent);
          break;
        case Relation::Kind::Many:
          put("      to_T{0}: [T{0}]\n", parent);
          break;
        default:
          put("      to_T{0}: T{0}?\n", parent);
          break;
      }
    }
    write_reactions(type, parents);
    put("    cascade:\n      self: {{ delete: delete }}\n");
    for (const std::uint32_t parent : parents) {
      put("      T{0}: {{ through: to_T{0}, delete: [{{ do: {1}{2} }}] }}\n", parent,
          reaction_name(parent, type),
          edge(parent, type).failure_ignored ? ", on_failure: ignore" : "");
    }
  }

  void write_reactions(std::uint32_t type, const std::vector<std::uint32_t>& parents) {
    const std::uint32_t in_flight = draws("in_flight").below(type, 8);
    put("    reactions:\n      delete: {{ do: [");
    for (const std::uint32_t parent : parents) {
      // Never along a relation that another act may clear: the two would contradict.
      if (edge(parent, type).kind == EdgeKind::Clear || topology_.number("footprints") == 0)
        continue;
      put("{{ count: {{ to_T{}.lost: 1 }} }}, ", parent);
    }
    put("delete]");
    if (in_flight != 0) put(", in_flight: {}", in_flight);
    put(" }}\n");
    put("      stop: {{ from: {{ state: Running }}, do: [{{ state: Stopped }}], in_flight: 3 }}\n");
    if (topology_.number("contradictions") != 0) {
      put("      pause: {{ from: {{ state: Running }}, do: [{{ state: Paused }}] }}\n");
    }
    put("      mark: {{ do: [{{ set: {{ marked: yes_ }} }}], shows_children: true }}\n");
    for (const std::uint32_t parent : parents) {
      if (edge(parent, type).kind != EdgeKind::Clear) continue;
      put("      clear_T{0}: {{ do: [{{ clear: to_T{0} }}] }}\n", parent);
    }
    put("      purge: {{ do: [purge] }}\n");
  }

  const Topology& topology_;
  std::uint64_t seed_;
  std::uint32_t types_;
  std::vector<RandomEdge> edges_;  ///< Parent by child.
  std::string text_;
};

}  // namespace

Result<std::shared_ptr<const Model>> random_model(const Topology& topology, std::uint64_t seed) {
  if (auto error = find_wrong_number(topology)) return tl::unexpected(std::move(*error));
  if (topology.effective_shape() != TopologyShape::Random) {
    return input_error("a random model needs a topology of shape random");
  }
  if (topology.number("stop_percent") + topology.number("clear_percent") +
          topology.number("mark_percent") >
      100) {
    return input_error("stop_percent, clear_percent and mark_percent must not exceed 100 together");
  }
  return parse_model(ModelWriter{topology, seed}.write(), fmt::format("random-{}.yaml", seed));
}

}  // namespace cascade::sim
