// SPDX-License-Identifier: Apache-2.0
#include "tests/support/graph_text.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "engine/act.h"
#include "engine/assert.h"
#include "engine/sinks.h"

namespace cascade::test {
namespace {

const std::vector<Reaction>& default_rows() {
  static const std::vector<Reaction> kRows{
      {.name = "delete", .shows_children = true},
      {.name = "stop"},
      {.name = "nothing", .nothing = true},
      {.name = "clear", .has_footprint = true},
  };
  return kRows;
}

class TextExtension : public Extension {
 public:
  TextExtension(std::shared_ptr<TextWorldData> data, std::string type,
                std::vector<std::string> parents, std::shared_ptr<std::vector<std::string>> names)
      : data_(std::move(data)),
        type_(std::move(type)),
        parents_(std::move(parents)),
        names_(std::move(names)) {}

  const std::string& resource_type() const override { return type_; }
  const std::vector<std::string>& parents() const override { return parents_; }
  const std::vector<Reaction>& reactions() const override {
    const auto own = data_->reactions.find(type_);
    return own == data_->reactions.end() ? default_rows() : own->second;
  }

  void find(const CascadeAction& action, LinkSink& sink) const override {
    const std::string& parent = (*names_)[value(action.parent.type)];
    const auto parents = action.parent.resources;
    data_->asked.push_back({parent == type_ ? type_ : parent + ">" + type_,
                            {parents.begin(), parents.end()},
                            action.with_root_links});
    if (data_->on_find) data_->on_find(action, sink);
    if (parent == type_) {
      for (const ResourceIndex root : parents) sink.link(root, root, reaction(edge(parent), root));
      return;
    }
    for (const TextEdge::Link& link : edge(parent).links) {
      const ResourceIndex from = link.parent.index();
      const auto& context = link.parent.is_root() ? action.root : action.parent;
      if (link.parent.is_root() && !action.with_root_links) continue;
      if (!std::binary_search(context.resources.begin(), context.resources.end(), from)) continue;
      const ReactionId row = reaction(edge(parent), link.child);
      if (link.parent.is_root()) {
        sink.root_link(from, link.child, row);
      } else {
        sink.link(from, link.child, row);
      }
    }
  }

  bool descends_always(const CascadeAction& action) const override {
    return edge((*names_)[value(action.parent.type)]).descends;
  }
  Duration query_time(const CascadeAction& action, std::size_t links) const override {
    return data_->on_query_time ? data_->on_query_time(action, links) : Duration::zero();
  }
  void footprint(const CascadeAction& action, ResourceIndex resource, ReactionId row,
                 AccessSink& sink) const override {
    if (data_->on_footprint) data_->on_footprint(action, resource, row, sink);
  }
  Commutation commutation(ResourceIndex resource, const Reaction& first,
                          const Reaction& second) const override {
    return data_->on_commutation ? data_->on_commutation(resource, first, second)
                                 : Commutation::Commutes;
  }
  void cascade(const Act& act, Completion done) override {
    if (data_->on_cascade) {
      data_->on_cascade(act, std::move(done));
    } else {
      done(ActResult::done());
    }
  }

 private:
  const TextEdge& edge(const std::string& parent) const {
    static const TextEdge kNone;
    const auto found = data_->edges.find({parent, type_});
    return found == data_->edges.end() ? kNone : found->second;
  }
  static ReactionId reaction(const TextEdge& edge, ResourceIndex child) {
    const auto found = edge.reactions.find(child);
    return found == edge.reactions.end() ? kDelete : found->second;
  }

  std::shared_ptr<TextWorldData> data_;
  std::string type_;
  std::vector<std::string> parents_;
  std::shared_ptr<std::vector<std::string>> names_;  // by TypeId
};

struct Token {
  std::string type;
  std::optional<ResourceIndex> index;
  std::optional<ReactionId> reaction;
  bool descends = false;
};

Token parse_token(std::string_view text) {
  Token token;
  if (const auto equals = text.find('='); equals != std::string_view::npos) {
    const std::string_view wanted = text.substr(equals + 1);
    const auto& rows = default_rows();
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows[row].name == wanted) token.reaction = ReactionId(row);
    }
    CASCADE_ASSERT(token.reaction, "the text names a known reaction");
    text = text.substr(0, equals);
  }
  if (!text.empty() && text.back() == '!') {
    token.descends = true;
    text.remove_suffix(1);
  }
  std::size_t digits = text.size();
  while (digits > 0 && std::isdigit(static_cast<unsigned char>(text[digits - 1])) != 0) --digits;
  if (digits < text.size()) {
    token.index = static_cast<ResourceIndex>(std::stoul(std::string(text.substr(digits))));
  }
  text = text.substr(0, digits);
  if (!text.empty() && text.back() == '/') text.remove_suffix(1);
  CASCADE_ASSERT(!text.empty(), "every word of the text names a type");
  token.type = std::string(text);
  return token;
}

std::vector<std::vector<Token>> parse_chains(std::string_view text) {
  std::vector<std::vector<Token>> chains;
  bool joined = false;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '>') {
      joined = true;
      ++at;
    } else if (std::isspace(static_cast<unsigned char>(text[at])) != 0) {
      ++at;
    } else {
      const std::size_t end = std::min(text.find_first_of("> \t\n", at), text.size());
      if (!joined) chains.emplace_back();
      CASCADE_ASSERT(!chains.empty(), "a chain does not begin with '>'");
      chains.back().push_back(parse_token(text.substr(at, end - at)));
      joined = false;
      at = end;
    }
  }
  return chains;
}

/// In "z1 > h > v3", whether `at` is the h: the text says nothing of an edge z > h.
bool begins_root_link(const std::vector<Token>& chain, std::size_t at) {
  return chain[at - 1].index && !chain[at].index && at + 1 < chain.size() && chain[at + 1].index;
}

void add_chain(const std::vector<Token>& chain, TextWorldData& data) {
  const Token& first = chain.front();
  if (first.reaction && first.index) {
    data.edges[{first.type, first.type}].reactions[*first.index] = *first.reaction;
  }
  if (first.descends) data.edges[{first.type, first.type}].descends = true;
  for (std::size_t i = 1; i < chain.size(); ++i) {
    if (begins_root_link(chain, i)) continue;
    const Token& parent = chain[i - 1];
    const Token& child = chain[i];
    TextEdge& edge = data.edges[{parent.type, child.type}];
    edge.descends |= child.descends;
    if (!child.index) continue;
    if (child.reaction) edge.reactions[*child.index] = *child.reaction;
    if (parent.index) {
      edge.links.push_back({LinkParent::parent(*parent.index), *child.index});
    } else if (i >= 2 && chain[i - 2].index) {
      edge.links.push_back({LinkParent::root(*chain[i - 2].index), *child.index});
    }
  }
}

}  // namespace

TextWorld::TextWorld(std::string_view text) : data_(std::make_shared<TextWorldData>()) {
  const auto chains = parse_chains(text);
  const auto names = std::make_shared<std::vector<std::string>>();
  std::map<std::string, std::vector<std::string>> parents;
  for (const std::vector<Token>& chain : chains) {
    for (std::size_t i = 0; i < chain.size(); ++i) {
      const auto [of, added] = parents.try_emplace(chain[i].type);
      if (added) names->push_back(chain[i].type);
      if (i == 0 || begins_root_link(chain, i)) continue;
      const std::string& parent = chain[i - 1].type;
      if (std::find(of->second.begin(), of->second.end(), parent) == of->second.end()) {
        of->second.push_back(parent);
      }
    }
    add_chain(chain, *data_);
  }
  TypeGraphBuilder builder;
  for (const std::string& type : *names) {
    builder.add(std::make_unique<TextExtension>(data_, type, parents[type], names), "text");
  }
  auto graph = builder.build();
  CASCADE_ASSERT(graph.has_value(), graph ? "" : graph.error().message.c_str());
  graph_ = *std::move(graph);
}

TypeId TextWorld::type(std::string_view wanted) const {
  const auto found = graph_->find_type(wanted);
  CASCADE_ASSERT(found, "the type exists");
  return *found;
}

Resource TextWorld::resource(std::string_view text) const {
  const Token token = parse_token(text);
  CASCADE_ASSERT(token.index, "a resource has a number");
  return {type(token.type), *token.index};
}

std::string TextWorld::name(Resource resource) const {
  return graph_->name(resource.type) + std::to_string(resource.index);
}

CascadeRequest TextWorld::request(std::string_view roots) const {
  CascadeRequest request;
  request.action_code = "deletion.delete";
  for (const std::vector<Token>& chain : parse_chains(roots)) {
    CASCADE_ASSERT(chain.size() == 1 && chain[0].index, "roots are resources");
    request.root_type = type(chain[0].type);
    request.roots.push_back(*chain[0].index);
  }
  return request;
}

Result<std::shared_ptr<const Plan>> TextWorld::plan(std::string_view roots, Merge merge) const {
  PlannerOptions options;
  options.merge = merge;
  return plan(roots, options);
}

Result<std::shared_ptr<const Plan>> TextWorld::plan(std::string_view roots,
                                                    const PlannerOptions& options) const {
  return make_plan(graph_, request(roots), options);
}

std::string steps_text(const Plan& plan, const TextWorld& world) {
  const TypeGraph& graph = plan.graph();
  std::string text;
  for (const Step& step : plan.steps()) {
    if (!text.empty()) text += '\n';
    if (step.tree_parent != kNoStep) text += graph.name(step.parent_type) + ">";
    text += graph.name(step.type);
    if (step.round != 0) text += "#" + std::to_string(step.round);
    text += ":";
    for (std::uint32_t act = step.acts_begin; act != step.acts_end; ++act) {
      text += " " + world.name({step.type, plan.resources()[act]});
      const Reaction& reaction = plan.reaction(step, ActId{act});
      if (reaction.name != "delete") text += "=" + reaction.name;
      std::string links;
      for (const LinkParent parent : plan.links(step, ActId{act})) {
        if (!links.empty()) links += ' ';
        links += parent.is_root() ? "^" + world.name({plan.request().root_type, parent.index()})
                                  : world.name({step.parent_type, parent.index()});
      }
      if (step.tree_parent != kNoStep) text += "(" + links + ")";
    }
  }
  return text;
}

}  // namespace cascade::test
