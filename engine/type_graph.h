// SPDX-License-Identifier: Apache-2.0
// The type graph: who joined the cascade and which edges lead where. Built once, validated, then
// immutable and shared; it owns the extensions.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/extension.h"
#include "engine/ids.h"
#include "engine/result.h"

namespace cascade {

/// An edge of the graph: what happens to a parent can concern the child. `extension` answers for
/// it: the type's own, or the add-on that brought the edge.
struct Edge {
  TypeId parent{};
  TypeId child{};
  Extension* extension = nullptr;
};

/// Any thread may read; extensions have rules of their own.
class TypeGraph {
 public:
  [[nodiscard]] std::size_t type_count() const { return types_.size(); }
  [[nodiscard]] const std::string& name(TypeId type) const { return types_[value(type)].name; }
  [[nodiscard]] std::optional<TypeId> find_type(std::string_view name) const;
  /// The type's own extension; null for a type that was only declared (it does not join).
  [[nodiscard]] Extension* extension(TypeId type) const { return types_[value(type)].extension; }
  /// The type's place among all types ordered by name (bytes).
  [[nodiscard]] std::uint32_t name_rank(TypeId type) const { return types_[value(type)].name_rank; }
  /// Edges that leave `parent`, by the child's name (bytes).
  [[nodiscard]] std::span<const Edge> children(TypeId parent) const {
    const Type& type = types_[value(parent)];
    return std::span(edges_).subspan(type.edges_begin, type.edges_end - type.edges_begin);
  }
  /// By parent, then by the child's name.
  [[nodiscard]] std::span<const Edge> edges() const { return edges_; }
  /// The place of an edge of this graph in `edges()`.
  [[nodiscard]] std::uint32_t index(const Edge& edge) const {
    return static_cast<std::uint32_t>(&edge - edges_.data());
  }
  [[nodiscard]] std::span<BranchExtension* const> branches(TypeId type) const {
    return types_[value(type)].branches;
  }
  /// Strongly connected component of a type; two types of one component lie on a type cycle. An
  /// edge between two components leads to the one with the smaller number.
  [[nodiscard]] std::uint32_t component(TypeId type) const { return types_[value(type)].component; }
  /// Whether any type cycle can be reached from `root`.
  [[nodiscard]] bool cyclic_from(TypeId root) const;
  /// How many paths the flattened tree of `root` has, the root counted: exact where the types
  /// reachable from it form no cycle and the number fits; otherwise nothing.
  [[nodiscard]] std::optional<std::uint64_t> path_count(TypeId root) const;
  /// The same number in decimal digits, however large; empty where types form a cycle.
  [[nodiscard]] std::string path_count_text(TypeId root) const;
  /// The types that can be reached from `root`, itself first; otherwise in no particular order.
  [[nodiscard]] std::vector<TypeId> reachable_from(TypeId root) const;

 private:
  friend class TypeGraphBuilder;
  struct Type {
    std::string name;
    Extension* extension = nullptr;
    std::uint32_t edges_begin = 0;
    std::uint32_t edges_end = 0;
    std::uint32_t component = 0;
    std::uint32_t name_rank = 0;
    std::vector<BranchExtension*> branches;
  };
  TypeGraph() = default;
  void rank_names();
  void find_components();

  std::vector<Type> types_;
  std::vector<TypeId> by_name_;
  std::vector<Edge> edges_;  // by parent, then by the child's name
  std::vector<std::unique_ptr<Extension>> extensions_;
  std::vector<std::unique_ptr<BranchExtension>> branch_extensions_;
};

/// Collects what joins. `origin` says where a registration came from ("zstack.yaml:12", "main.cc")
/// and is named in errors.
class TypeGraphBuilder {
 public:
  TypeGraphBuilder();
  ~TypeGraphBuilder();
  TypeGraphBuilder(const TypeGraphBuilder&) = delete;
  TypeGraphBuilder& operator=(const TypeGraphBuilder&) = delete;

  /// The type gets the next TypeId.
  TypeGraphBuilder& add(std::unique_ptr<Extension> extension, std::string origin);
  /// A type that does not join the cascade but whose resources acts may touch.
  TypeGraphBuilder& declare(std::string type, std::string origin);
  /// More edges to a type that someone else brought; answers for those edges in both phases.
  TypeGraphBuilder& add_addon(std::unique_ptr<Extension> addon, std::string origin);
  TypeGraphBuilder& add_branch(std::unique_ptr<BranchExtension> branch, std::string origin);

  /// Validates: duplicate type, unknown parent, self-edge, duplicate edge, an add-on's edge that
  /// the type already has, an add-on or branch for an unknown type, reactions out of range or with
  /// differing limits. All mistakes at once, one per line. The builder is empty afterwards.
  Result<std::shared_ptr<const TypeGraph>> build();

 private:
  struct Pending;
  std::unique_ptr<Pending> pending_;  // what was registered, see type_graph_builder.cc
};

}  // namespace cascade
