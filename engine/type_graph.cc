// SPDX-License-Identifier: Apache-2.0
// Questions to a finished type graph. How it is built: type_graph_builder.cc.
#include "engine/type_graph.h"

#include <algorithm>
#include <limits>

#include "engine/strong_components.h"

namespace cascade {

std::optional<TypeId> TypeGraph::find_type(std::string_view wanted) const {
  const auto found =
      std::lower_bound(by_name_.begin(), by_name_.end(), wanted,
                       [this](TypeId type, std::string_view text) { return name(type) < text; });
  if (found == by_name_.end() || name(*found) != wanted) return std::nullopt;
  return *found;
}

std::vector<TypeId> TypeGraph::reachable_from(TypeId root) const {
  std::vector<bool> seen(types_.size());
  std::vector<TypeId> reached{root};
  seen[value(root)] = true;
  for (std::size_t next = 0; next < reached.size(); ++next) {
    for (const Edge& edge : children(reached[next])) {
      if (seen[value(edge.child)]) continue;
      seen[value(edge.child)] = true;
      reached.push_back(edge.child);
    }
  }
  return reached;
}

bool TypeGraph::cyclic_from(TypeId root) const {
  const std::vector<TypeId> reached = reachable_from(root);
  return std::any_of(reached.begin(), reached.end(), [this](TypeId type) {
    const auto edges = children(type);
    return std::any_of(edges.begin(), edges.end(), [this](const Edge& edge) {
      return component(edge.parent) == component(edge.child);
    });
  });
}

namespace {

/// A natural number of any size: decimal digits by nine, the lowest first.
class BigNumber {
 public:
  explicit BigNumber(std::uint32_t number = 0) : limbs_{number} {}
  void add(const BigNumber& other) {
    limbs_.resize(std::max(limbs_.size(), other.limbs_.size()));
    std::uint32_t carry = 0;
    for (std::size_t i = 0; i < limbs_.size(); ++i) {
      const std::uint32_t sum = limbs_[i] + carry + (i < other.limbs_.size() ? other.limbs_[i] : 0);
      limbs_[i] = sum % kBase;
      carry = sum / kBase;
    }
    if (carry != 0) limbs_.push_back(carry);
  }
  [[nodiscard]] std::string text() const {
    std::string digits = std::to_string(limbs_.back());
    for (std::size_t i = limbs_.size() - 1; i-- > 0;) {
      const std::string limb = std::to_string(limbs_[i]);
      digits.append(9 - limb.size(), '0').append(limb);
    }
    return digits;
  }

 private:
  static constexpr std::uint32_t kBase = 1'000'000'000;
  std::vector<std::uint32_t> limbs_;
};

}  // namespace

std::string TypeGraph::path_count_text(TypeId root) const {
  if (cyclic_from(root)) return {};
  std::vector<TypeId> order = reachable_from(root);
  // Children first: without cycles they have the smaller components.
  std::sort(order.begin(), order.end(),
            [this](TypeId a, TypeId b) { return component(a) < component(b); });
  std::vector<BigNumber> paths(types_.size());
  for (const TypeId type : order) {
    BigNumber& own = paths[value(type)];
    own = BigNumber(1);
    for (const Edge& edge : children(type)) own.add(paths[value(edge.child)]);
  }
  return paths[value(root)].text();
}

std::optional<std::uint64_t> TypeGraph::path_count(TypeId root) const {
  const std::string digits = path_count_text(root);
  if (digits.empty()) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : digits) {
    const auto units = static_cast<std::uint64_t>(digit - '0');
    if (number > (std::numeric_limits<std::uint64_t>::max() - units) / 10) return std::nullopt;
    number = number * 10 + units;
  }
  return number;
}

void TypeGraph::rank_names() {
  by_name_.resize(types_.size());
  for (std::size_t i = 0; i < by_name_.size(); ++i) by_name_[i] = TypeId(i);
  std::sort(by_name_.begin(), by_name_.end(),
            [this](TypeId a, TypeId b) { return name(a) < name(b); });
  for (std::size_t i = 0; i < by_name_.size(); ++i) {
    types_[value(by_name_[i])].name_rank = static_cast<std::uint32_t>(i);
  }
}

void TypeGraph::find_components() {
  std::vector<std::uint32_t> first_edge;
  first_edge.reserve(types_.size() + 1);
  for (const Type& type : types_) first_edge.push_back(type.edges_begin);
  first_edge.push_back(static_cast<std::uint32_t>(edges_.size()));
  std::vector<std::uint32_t> children;
  children.reserve(edges_.size());
  for (const Edge& edge : edges_) children.push_back(value(edge.child));
  const std::vector<std::uint32_t> components = strong_components(first_edge, children);
  for (std::size_t i = 0; i < types_.size(); ++i) types_[i].component = components[i];
}

}  // namespace cascade
