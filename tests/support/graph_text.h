// SPDX-License-Identifier: Apache-2.0
// A type graph and a tiny world from a line of text, with extensions that record what they were
// asked. For tests that want to see their whole input at a glance.
//
//   "Zone > Cluster > Host > Vm"    types and edges
//   "z1 > c1 > h1   c1 > h2"        resources and links as well: the type is the name without its
//                                   number (and without a slash: "Host/1"), the number the index
//   "h1 > v1=stop"                  the reaction of that edge to that resource; default "delete"
//   "z1 > h > v3"                   a root link: z1 is the root, the edge h > v tells v3
//   "z > h!"                        children of the edge are always descended to; alone: "z!"
//
// Chains are separated by blanks; types get their ids in order of first appearance.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/extension.h"
#include "engine/names.h"
#include "engine/planner.h"

namespace cascade::test {

/// Rows of every extension made here.
inline constexpr ReactionId kDelete{0};   ///< Shows its resource to children.
inline constexpr ReactionId kStop{1};     ///< Does not.
inline constexpr ReactionId kNothing{2};  ///< Nobody acts; does not show.
inline constexpr ReactionId kClear{3};    ///< Does not show; touches what the test says.

/// One question that an extension was asked.
struct Asked {
  std::string edge;  ///< "h>v"; at the root "z".
  std::vector<ResourceIndex> parents;
  bool with_root_links = false;
  friend bool operator==(const Asked&, const Asked&) = default;
};

/// What the text says of one edge (or, under the type's own name, of the root).
struct TextEdge {
  struct Link {
    LinkParent parent;
    ResourceIndex child;
  };
  std::vector<Link> links;  ///< In order of the text.
  std::map<ResourceIndex, ReactionId> reactions;
  bool descends = false;
};

/// Shared by all extensions of a world; tests may change it between plans.
struct TextWorldData {
  std::map<std::pair<std::string, std::string>, TextEdge> edges;  ///< (parent, child)
  std::vector<Asked> asked;
  std::map<std::string, std::vector<Reaction>> reactions;  ///< By type; default: the rows above.
  /// Optional answers; may throw.
  std::function<void(const CascadeAction&, LinkSink&)> on_find;
  std::function<void(const Act&, Completion)> on_cascade;
  std::function<void(const CascadeAction&, ResourceIndex, ReactionId, AccessSink&)> on_footprint;
  std::function<Commutation(ResourceIndex, const Reaction&, const Reaction&)> on_commutation;
  std::function<Duration(const CascadeAction&, std::size_t)> on_query_time;
};

class TextWorld : public ResourceNames {
 public:
  explicit TextWorld(std::string_view text);

  [[nodiscard]] const std::shared_ptr<const TypeGraph>& graph() const { return graph_; }
  [[nodiscard]] TextWorldData& data() const { return *data_; }
  /// Asserts that the type exists.
  [[nodiscard]] TypeId type(std::string_view wanted) const;
  [[nodiscard]] Resource resource(std::string_view text) const;
  /// "v3"
  [[nodiscard]] std::string name(Resource resource) const override;

  /// `roots`: "z1 z2".
  [[nodiscard]] CascadeRequest request(std::string_view roots) const;
  [[nodiscard]] Result<std::shared_ptr<const Plan>> plan(std::string_view roots,
                                                         Merge merge = Merge::PerPath) const;
  [[nodiscard]] Result<std::shared_ptr<const Plan>> plan(std::string_view roots,
                                                         const PlannerOptions& options) const;

 private:
  std::shared_ptr<TextWorldData> data_;
  std::shared_ptr<const TypeGraph> graph_;
};

/// "h>v: v1(h1 h2) v2(h1)": the steps of a plan, one per line, in plan order. A step of a round
/// begins "h>v#2:", a reaction other than "delete" shows as "v1=stop(h1)", a root link as "^z1".
std::string steps_text(const Plan& plan, const TextWorld& world);

}  // namespace cascade::test
