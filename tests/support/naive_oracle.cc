// SPDX-License-Identifier: Apache-2.0
#include "tests/support/naive_oracle.h"

#include <algorithm>
#include <functional>

namespace cascade::test::naive {

std::string World::text() const {
  const auto name = [this](int type, int index) {
    return names[static_cast<std::size_t>(type)] + std::to_string(index);
  };
  std::string text;
  const auto say = [&text](const std::string& words) {
    text += (text.empty() ? "" : "  ") + words;
  };
  for (const int root : roots) say(name(0, root) + (hidden_roots.contains(root) ? "=stop" : ""));
  if (root_descends) say(names[0] + "!");
  for (const auto& [edge, relation] : edges) {
    const auto& [parent, child] = edge;
    const std::string& parent_name = names[static_cast<std::size_t>(parent)];
    say(parent_name + " > " + names[static_cast<std::size_t>(child)] +
        (relation.descends ? "!" : ""));
    for (const Link& link : relation.links) {
      say(link.from_root ? name(0, link.parent) + " > " + parent_name : name(parent, link.parent));
      text +=
          " > " + name(child, link.child) + (relation.hidden.contains(link.child) ? "=stop" : "");
    }
  }
  return text;
}

std::vector<int> World::children(int type) const {
  std::vector<int> result;
  for (const auto& [edge, relation] : edges) {
    if (edge.first == type) result.push_back(edge.second);
  }
  std::sort(result.begin(), result.end(), [this](int a, int b) {
    return names[static_cast<std::size_t>(a)] < names[static_cast<std::size_t>(b)];
  });
  return result;
}

bool leads_to(const World& world, int from, int to) {
  std::set<int> reached;
  std::vector<int> next{from};
  while (!next.empty()) {
    const int type = next.back();
    next.pop_back();
    for (const int child : world.children(type)) {
      if (reached.insert(child).second) next.push_back(child);
    }
  }
  return reached.contains(to);
}

bool has_type_cycle(const World& world) {
  for (std::size_t type = 0; type < world.names.size(); ++type) {
    const int number = static_cast<int>(type);
    if ((number == 0 || leads_to(world, 0, number)) && leads_to(world, number, number)) return true;
  }
  return false;
}

namespace {

std::set<int> visible_of(const Step& step) {
  std::set<int> visible;
  for (const auto& [index, act] : step.acts) {
    if (act.shows) visible.insert(index);
  }
  return visible;
}

Step root_step(const World& world) {
  Step step;
  step.edge = {0, 0};
  step.path = {0};
  step.context = world.roots;
  for (const int root : world.roots) {
    step.acts[root] = {!world.hidden_roots.contains(root), {{false, root}}};
  }
  return step;
}

/// One node on the current path.
struct Level {
  Step step;
  std::map<int, std::set<Resource>> ancestors;  // by resource of this level
};

/// Every path of the flattened tree, recursively.
class Walk {
 public:
  Walk(const World& world, bool first_wins, std::size_t nodes_max)
      : world_(world), first_wins_(first_wins), nodes_max_(nodes_max) {}

  std::optional<Plan> run() {
    Level root{root_step(world_), {}};
    for (const int index : world_.roots) root.ancestors[index] = {};
    visit(root, world_.root_descends);
    if (nodes_ > nodes_max_) return std::nullopt;
    return plan_;
  }

 private:
  void visit(const Level& level, bool descends) {
    if (++nodes_ > nodes_max_) return;
    path_.push_back(level);
    const int type = level.step.edge.second;
    const bool shows = !visible_of(level.step).empty();
    if (shows || descends) {
      for (const int child : world_.children(type)) {
        if (!shows && on_path(child)) continue;
        const Edge edge{type, child};
        visit(below(edge), world_.edges.at(edge).descends);
        if (nodes_ > nodes_max_) return;
      }
    }
    path_.pop_back();
    record(level.step);
  }

  Level below(const Edge& edge) {
    const Level& parent = path_.back();
    const Relation& relation = world_.edges.at(edge);
    const bool first_time = std::none_of(path_.begin(), path_.end(), [&edge](const Level& level) {
      return level.step.edge == edge && level.step.path.size() > 1;
    });
    Level level;
    level.step.edge = edge;
    level.step.path = parent.step.path;
    level.step.path.push_back(edge.second);
    level.step.context = visible_of(parent.step);
    for (const Link& link : relation.links) {
      std::set<Resource> ancestors;
      if (link.from_root) {
        if (!first_time || !world_.roots.contains(link.parent)) continue;
        ancestors = {{0, link.parent}};
      } else {
        if (!level.step.context.contains(link.parent)) continue;
        ancestors = parent.ancestors.at(link.parent);
        ancestors.insert({edge.first, link.parent});
      }
      const bool is_root = edge.second == 0 && world_.roots.contains(link.child);
      if (is_root || ancestors.contains({edge.second, link.child})) {
        plan_.cycles.insert({edge, link});
        continue;
      }
      Act& act = level.step.acts[link.child];
      act.shows = !relation.hidden.contains(link.child);
      act.parents.insert({link.from_root, link.parent});
      level.ancestors[link.child].insert(ancestors.begin(), ancestors.end());
    }
    return level;
  }

  void record(const Step& step) {
    if (first_wins_) {
      for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
        if (plan_.steps[i].edge != step.edge) continue;
        std::set<int> resources;
        for (const auto& [index, act] : step.acts) resources.insert(index);
        plan_.dropped.push_back({step.path, i, resources});
        return;
      }
    }
    plan_.steps.push_back(step);
  }

  [[nodiscard]] bool on_path(int type) const {
    return std::any_of(path_.begin(), path_.end(),
                       [type](const Level& level) { return level.step.edge.second == type; });
  }

  const World& world_;
  bool first_wins_;
  std::size_t nodes_max_;
  std::size_t nodes_ = 0;
  std::vector<Level> path_;
  Plan plan_;
};

}  // namespace

std::optional<Plan> per_path(const World& world, std::size_t nodes_max) {
  return Walk(world, false, nodes_max).run();
}

std::optional<Plan> first_wins(const World& world, std::size_t nodes_max) {
  return Walk(world, true, nodes_max).run();
}

namespace {

/// Everything that can become visible, and then which links of it remain.
class Union {
 public:
  explicit Union(const World& world) : world_(world) {}

  Plan run() {
    for (const int root : world_.roots) {
      if (!world_.hidden_roots.contains(root)) visible_.insert({0, root});
    }
    while (grow()) {
    }
    collect_arcs();
    measure();
    plan_.steps.push_back(root_step(world_));
    plan_.steps.back().path.clear();
    for (const Edge& edge : visited_) add_steps(edge);
    return plan_;
  }

 private:
  struct Arc {
    Resource parent;
    Resource child;
    friend auto operator<=>(const Arc&, const Arc&) = default;
  };

  [[nodiscard]] bool shows_something(int type) const {
    return std::any_of(visible_.begin(), visible_.end(),
                       [type](const Resource& resource) { return resource.type == type; });
  }
  [[nodiscard]] bool is_root(const Resource& resource) const {
    return resource.type == 0 && world_.roots.contains(resource.index);
  }

  /// Whether some path of types, none twice, leads to `edge` along visited edges, each type either
  /// showing something or descended through.
  bool path_leads(const Edge& edge, std::vector<int>& path, bool descends) const {
    const int type = path.back();
    if (!shows_something(type) && !descends) return false;
    if (type == edge.first) {
      return shows_something(type) ||
             std::find(path.begin(), path.end(), edge.second) == path.end();
    }
    for (const int child : world_.children(type)) {
      if (!visited_.contains({type, child})) continue;
      if (std::find(path.begin(), path.end(), child) != path.end()) continue;
      path.push_back(child);
      const bool leads = path_leads(edge, path, world_.edges.at({type, child}).descends);
      path.pop_back();
      if (leads) return true;
    }
    return false;
  }

  bool grow() {
    bool grew = false;
    for (const auto& [edge, relation] : world_.edges) {
      if (!visited_.contains(edge)) {
        std::vector<int> path{0};
        if (!path_leads(edge, path, world_.root_descends)) continue;
        visited_.insert(edge);
        grew = true;
      }
      for (const Link& link : relation.links) {
        const bool told = link.from_root ? world_.roots.contains(link.parent)
                                         : visible_.contains({edge.first, link.parent});
        if (!told) continue;
        const Resource child{edge.second, link.child};
        if (is_root(child)) {
          plan_.cycles.insert({edge, link});
          continue;
        }
        told_[edge].insert(link);
        if (!relation.hidden.contains(link.child)) grew |= visible_.insert(child).second;
      }
    }
    return grew;
  }

  [[nodiscard]] static Resource upper(const Edge& edge, const Link& link) {
    return {link.from_root ? 0 : edge.first, link.parent};
  }

  void collect_arcs() {
    for (const auto& [edge, links] : told_) {
      for (const Link& link : links) {
        if (world_.edges.at(edge).hidden.contains(link.child)) continue;
        arcs_.insert({upper(edge, link), {edge.second, link.child}});
      }
    }
  }

  [[nodiscard]] bool reaches(const Resource& from, const Resource& to) const {
    std::set<Resource> reached;
    std::vector<Resource> next{from};
    while (!next.empty()) {
      const Resource resource = next.back();
      next.pop_back();
      for (const Arc& arc : arcs_) {
        if (arc.parent == resource && reached.insert(arc.child).second) next.push_back(arc.child);
      }
    }
    return reached.contains(to);
  }

  void measure() {
    for (const int root : world_.roots) near_[{0, root}] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (const Arc& arc : arcs_) {
        const auto parent = near_.find(arc.parent);
        if (parent == near_.end()) continue;
        const auto child = near_.find(arc.child);
        if (child != near_.end() && child->second <= parent->second + 1) continue;
        near_[arc.child] = parent->second + 1;
        changed = true;
      }
    }
    for (const Arc& arc : arcs_) {
      if (reaches(arc.child, arc.parent) && key(arc.child) < key(arc.parent)) closing_.insert(arc);
    }
    for (const auto& [resource, distance] : near_) far_[resource] = 0;
    for (bool changed = true; changed;) {  // Ends because what remains has no cycle.
      changed = false;
      for (const Arc& arc : arcs_) {
        if (closing_.contains(arc) || far_[arc.child] > far_[arc.parent]) continue;
        far_[arc.child] = far_[arc.parent] + 1;
        changed = true;
      }
    }
  }

  [[nodiscard]] std::tuple<int, std::string, int> key(const Resource& resource) const {
    return {near_.at(resource), world_.names[static_cast<std::size_t>(resource.type)],
            resource.index};
  }

  void add_steps(const Edge& edge) {
    const bool split = leads_to(world_, edge.second, edge.first);
    const Relation& relation = world_.edges.at(edge);
    std::map<int, Act> acts;
    std::map<int, int> hidden_rounds;
    for (const Link& link : told_[edge]) {
      const Resource child{edge.second, link.child};
      const bool shows = !relation.hidden.contains(link.child);
      if (shows && closing_.contains({upper(edge, link), child})) {
        plan_.cycles.insert({edge, link});
        continue;
      }
      acts[link.child].shows = shows;
      acts[link.child].parents.insert({link.from_root, link.parent});
      int& round = hidden_rounds[link.child];
      round = std::max(round, far_.at(upper(edge, link)) + 1);
    }
    std::map<int, Step> steps;  // by round
    for (const auto& [index, act] : acts) {
      const int round = act.shows ? far_.at({edge.second, index}) : hidden_rounds.at(index);
      steps[split ? round : 0].acts[index] = act;
    }
    if (steps.empty()) steps[split ? 1 : 0] = {};
    for (auto& [round, step] : steps) {
      step.edge = edge;
      step.round = round;
      for (const Resource& resource : visible_) {
        if (resource.type == edge.first) step.context.insert(resource.index);
      }
      plan_.steps.push_back(step);
    }
  }

  const World& world_;
  std::set<Resource> visible_;
  std::set<Edge> visited_;
  std::map<Edge, std::set<Link>> told_;
  std::set<Arc> arcs_;
  std::set<Arc> closing_;
  std::map<Resource, int> near_;
  std::map<Resource, int> far_;
  Plan plan_;
};

}  // namespace

Plan united(const World& world) {
  return Union(world).run();
}

}  // namespace cascade::test::naive
