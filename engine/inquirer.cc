// SPDX-License-Identifier: Apache-2.0
#include "engine/inquirer.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "engine/column_scans.h"
#include "engine/guarded_call.h"

namespace cascade {
Inquirer::Inquirer(const TypeGraph& graph, const CascadeRequest& request,
                   const PlannerOptions& options)
    : graph_(graph), request_(request), options_(options) {}

CascadeAction Inquirer::action(const Query& query) const {
  return {.action_code = request_.action_code,
          .root = {request_.root_type, request_.roots},
          .parent = {query.parent_type, query.parent},
          .argument = request_.argument,
          .with_root_links = query.with_root_links};
}

tl::unexpected<Error> Inquirer::wrong_answer(const Query& query, std::string_view what) const {
  const std::string& type = graph_.name(query.type);
  if (query.type == query.parent_type) {
    return input_error(
        fmt::format("the extension of type '{}' (asked for the root) {}", type, what));
  }
  return input_error(fmt::format("the extension of type '{}' (edge '{}' -> '{}') {}", type,
                                 graph_.name(query.parent_type), type, what));
}

tl::unexpected<Error> Inquirer::clash_error(const Query& query, const ReactionClash& clash) const {
  const std::vector<Reaction>& rows = query.extension->reactions();
  return wrong_answer(
      query, fmt::format("told two reactions for resource {}: row {} ('{}') and row {} ('{}')",
                         clash.child, value(clash.first), rows[value(clash.first)].name,
                         value(clash.second), rows[value(clash.second)].name));
}

tl::unexpected<Error> Inquirer::limit_error(std::string_view what) const {
  const std::string& root = graph_.name(request_.root_type);
  std::string paths = graph_.path_count_text(request_.root_type);
  if (paths.empty()) paths = fmt::format("more than {}", options_.nodes_max);
  const std::string_view way_out =
      options_.merge == Merge::Union
          ? "merge 'union' asks every edge once already, so only a higher limit can help"
          : "plan with merge 'union', which asks every edge once, or raise the limit";
  return tl::unexpected<Error>(
      Error{ErrorKind::Limit, fmt::format("planning was refused after {}: the tree of type '{}' "
                                          "has {} type paths; {}",
                                          what, root, paths, way_out)});
}

Result<void> Inquirer::count_node() {
  if (options_.stop.stop_requested()) {
    return tl::unexpected<Error>(Error{ErrorKind::Refused, "planning was stopped on request"});
  }
  if (nodes_ >= options_.nodes_max) {
    return limit_error(fmt::format("{} nodes", options_.nodes_max));
  }
  ++nodes_;
  if (options_.progress) options_.progress(nodes_, links_);
  return {};
}

Result<void> Inquirer::find(const Query& query) {
  const std::uint64_t links_max =
      std::min<std::uint64_t>(options_.links_max, std::numeric_limits<std::uint32_t>::max() - 1);
  sink_.clear(links_max - links_);
  const Instant begin = options_.clock != nullptr ? options_.clock->now() : Instant{};
  const auto thrown = text_of_throw([&] { query.extension->find(action(query), sink_); });
  measured_ = options_.clock != nullptr ? options_.clock->now() - begin : Duration::zero();
  if (thrown) return wrong_answer(query, fmt::format("threw from find: {}", *thrown));
  if (sink_.overflowed()) return limit_error(fmt::format("{} links", links_max));
  links_ += sink_.size();
  return check_links(query);
}

Result<bool> Inquirer::descends_always(const Query& query) const {
  bool descends = false;
  const auto thrown =
      text_of_throw([&] { descends = query.extension->descends_always(action(query)); });
  if (thrown) return wrong_answer(query, fmt::format("threw from descends_always: {}", *thrown));
  return descends;
}

Result<Duration> Inquirer::query_time(const Query& query, std::size_t links_found,
                                      Duration measured) const {
  if (options_.clock != nullptr) return measured;
  Duration time{};
  const auto thrown =
      text_of_throw([&] { time = query.extension->query_time(action(query), links_found); });
  if (thrown) return wrong_answer(query, fmt::format("threw from query_time: {}", *thrown));
  return std::max(time, Duration::zero());
}

Result<void> Inquirer::check_links(const Query& query) {
  if (links().size() == 0) return {};
  if (!sink_.in_range()) {
    return wrong_answer(query,
                        "told an index of 2^31 or more; at most 2^31 - 1 resources of a "
                        "type are possible");
  }
  const std::size_t rows = query.extension->reactions().size();
  const std::span<const ReactionId> reactions(links().reactions);
  const ReactionId row = all_equal(reactions)
                             ? reactions.front()
                             : *std::max_element(reactions.begin(), reactions.end());
  if (value(row) >= rows) {
    return wrong_answer(
        query, fmt::format("told reaction {}, but its table has {} rows", value(row), rows));
  }
  if (query.type == query.parent_type) return check_root_links(query);
  if (!query.with_root_links) drop_root_links();
  return check_parents(query);
}

Result<void> Inquirer::check_root_links(const Query& query) {
  LinkColumns& links = sink_.links();
  for (std::size_t i = 0; i < links.size(); ++i) {
    const ResourceIndex child = links.children[i];
    if (links.parents[i].index() != child || !is_root(child)) {
      return wrong_answer(query, fmt::format("linked resource {} to resource {}; at the root, each "
                                             "root resource is linked to itself and nothing else",
                                             links.parents[i].index(), child));
    }
    links.parents[i] = LinkParent::parent(child);
  }
  return {};
}

Result<void> Inquirer::check_parents(const Query& query) {
  const LinkColumns& links = sink_.links();
  membership_.begin(query.parent, links.size());
  std::size_t wrong = links.size();
  if (membership_.is_range()) {
    // Root links compare greater than all others.
    if (all_within(links.parents, LinkParent::parent(query.parent.front()),
                   LinkParent::parent(query.parent.back()))) {
      membership_.end();
      return {};
    }
  }
  for (std::size_t i = 0; i < links.size() && wrong == links.size(); ++i) {
    const LinkParent parent = links.parents[i];
    const bool known =
        parent.is_root() ? is_root(parent.index()) : membership_.contains(parent.index());
    if (!known) wrong = i;
  }
  membership_.end();
  if (wrong == links.size()) return {};
  const LinkParent parent = links.parents[wrong];
  return wrong_answer(
      query, fmt::format("linked resource {} of type '{}', which is not in the {} "
                         "context, to resource {}",
                         parent.index(),
                         graph_.name(parent.is_root() ? request_.root_type : query.parent_type),
                         parent.is_root() ? "root" : "parent", links.children[wrong]));
}

void Inquirer::drop_root_links() {
  LinkColumns& links = sink_.links();
  const auto root = [](LinkParent parent) { return parent.is_root(); };
  if (std::none_of(links.parents.begin(), links.parents.end(), root)) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (root(links.parents[i])) continue;
    links.parents[kept] = links.parents[i];
    links.children[kept] = links.children[i];
    links.reactions[kept] = links.reactions[i];
    ++kept;
  }
  links.truncate(kept);
}

bool Inquirer::is_root(ResourceIndex index) const {
  return std::binary_search(request_.roots.begin(), request_.roots.end(), index);
}

void Inquirer::drop_links_to_roots(const Query& query, std::vector<CycleLink>& dropped) {
  if (query.type != request_.root_type) return;
  LinkColumns& links = sink_.links();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (is_root(links.children[i])) {
      dropped.push_back({query.parent_type, query.type, links.parents[i], links.children[i]});
      continue;
    }
    links.parents[kept] = links.parents[i];
    links.children[kept] = links.children[i];
    links.reactions[kept] = links.reactions[i];
    ++kept;
  }
  links.truncate(kept);
}

}  // namespace cascade
