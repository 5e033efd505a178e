// SPDX-License-Identifier: Apache-2.0
// The table of the scenario language: every key with its form and the line that explains it.
#include "sim/scenario/scenario_form.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <utility>

#include "sim/reader/retry_rules.h"
#include "sim/scenario/scenario_words.h"
#include "sim/world/topology.h"

namespace cascade::sim {
namespace {

using Kind = Form::Kind;

constexpr std::int64_t kCountMax = 1'000'000'000'000;
constexpr std::int64_t kRatioMax = 1'000'000'000'000;
constexpr std::int64_t kFactorMax = 1'000'000;
constexpr std::int64_t kAttemptMax = 1'000'000;
constexpr std::int64_t kWorkersMax = 1'000'000;
constexpr std::int64_t kNodesMax = 100'000'000;
constexpr std::int64_t kLinksMax = (std::int64_t{1} << 32) - 2;
constexpr std::int64_t kTogetherMax = 100;
constexpr std::int64_t kListMax = 10'000'000;

Form scalar(Form::Kind kind, std::string what) {
  Form form;
  form.kind = kind;
  form.what = std::move(what);
  return form;
}

Form integer(std::string what, std::int64_t min, std::int64_t max) {
  Form form = scalar(Form::Kind::Integer, std::move(what));
  form.min = min;
  form.max = max;
  return form;
}

Form word(std::string what, std::vector<Form::Word> words) {
  Form form = scalar(Form::Kind::Word, std::move(what));
  form.words = std::move(words);
  return form;
}

template <class Value, std::size_t size>
Form word(std::string what, const std::array<NamedValue<Value>, size>& values) {
  std::vector<Form::Word> words;
  for (const NamedValue<Value>& value : values) words.push_back({value.word, value.about});
  return word(std::move(what), std::move(words));
}

Form list(std::string what, Form item, std::int64_t min = 1, std::int64_t max = kListMax) {
  Form form = integer(std::move(what), min, max);
  form.kind = Form::Kind::List;
  form.items.push_back(std::move(item));
  return form;
}

Form map(std::string what, std::vector<FormKey> keys, std::vector<Form::Mark> marks = {}) {
  Form form = scalar(Form::Kind::Map, std::move(what));
  form.keys = std::move(keys);
  form.marks = std::move(marks);
  return form;
}

Form table(std::string what, Form::Kind key_kind, Form value) {
  Form form = scalar(Form::Kind::Table, std::move(what));
  form.key_kind = key_kind;
  form.items.push_back(std::move(value));
  return form;
}

Form choice(std::string what, std::vector<Form> items) {
  Form form = scalar(Form::Kind::Choice, std::move(what));
  form.items = std::move(items);
  return form;
}

/// One, or a list of them.
Form some(const std::string& what, const Form& item) {
  return choice(what, {item, list(what, item)});
}

Form resources(const std::string& what) {
  return some(what, scalar(Form::Kind::Resource, what));
}

// The topology.

std::vector<std::string_view> preset_names() {
  std::vector<std::string_view> names;
  for (const TopologyPreset& preset : topology_presets()) names.push_back(preset.name);
  return names;
}

/// A generated topology of one shape: { preset: small, hosts_per_cluster: 4 }.
Form generated(TopologyShape shape) {
  std::vector<Form::Word> presets;
  std::vector<std::string_view> preset_words;
  for (const TopologyPreset& preset : topology_presets()) {
    if (preset.shape != shape) continue;
    presets.push_back({preset.name, preset.about});
    preset_words.push_back(preset.name);
  }
  const bool is_default = shape == TopologyShape::Cloud;
  const std::string_view shape_word = word_of(kShapeWords, shape);
  std::vector<FormKey> keys;
  if (!presets.empty()) {
    Form form = word("'preset'", std::move(presets));
    form.near = preset_names();
    keys.push_back({"preset", "The numbers to start from.", std::move(form)});
  }
  Form shape_form = word("'shape'", {{shape_word, ""}});
  for (const auto& entry : kShapeWords) {
    if (entry.value == shape) shape_form.words.front().about = entry.about;
    shape_form.near.push_back(entry.word);
  }
  keys.push_back({"shape", "Which generator makes the world.", std::move(shape_form)});
  for (const TopologyNumber& number : topology_numbers(shape)) {
    keys.push_back({std::string(number.name),
                    fmt::format("{} (default {})", number.about, number.fallback),
                    integer(fmt::format("'{}'", number.name), number.min, number.max)});
  }
  std::vector<Form::Mark> marks;
  if (!is_default) {
    marks.push_back({"shape", {shape_word}});
    if (!preset_words.empty()) marks.push_back({"preset", std::move(preset_words)});
  }
  return map(fmt::format("a topology of shape '{}'", shape_word), std::move(keys),
             std::move(marks));
}

/// { resources: { Zone: [east], Host: { h1: { state: Enabled, cluster: c1 } } } }
Form written() {
  Form details = table("a resource's state, attributes and relations", Form::Kind::Text,
                       some("a value", scalar(Form::Kind::Text, "a value")));
  details.items.front().items.back().min = 0;
  details.may_be_empty = true;
  Form of_type = choice("the resources of a type",
                        {list("the resources of a type", scalar(Form::Kind::Name, "a name")),
                         table("the resources of a type", Form::Kind::Name, std::move(details))});
  return map("a written topology",
             {{"resources",
               "Every resource by type and name: { Zone: [east], Host: { h1: { cluster: c1 } } }.",
               table("'resources'", Form::Kind::Text, std::move(of_type)), true}},
             {{"resources", {}}});
}

Form topology() {
  std::vector<Form::Word> presets;
  for (const TopologyPreset& preset : topology_presets()) {
    presets.push_back({preset.name, preset.about});
  }
  return choice("'topology'", {word("'topology'", std::move(presets)), written(),
                               generated(TopologyShape::Baseline), generated(TopologyShape::Random),
                               generated(TopologyShape::Cloud)});
}

// Operations and faults.

std::vector<Form> single_operations() {
  return {
      map("an operation",
          {{"delete", "What to delete: Type/name, or a list of one type.", resources("'delete'"),
            true},
           {"mode", "The model's operation to delete with (default: its first).",
            scalar(Kind::Text, "'mode'")}},
          {{"delete", {}}}),
      map("an operation",
          {{"detach", "What to detach: Type/name, or a list of one type.", resources("'detach'"),
            true},
           {"from", "What to detach it from.", scalar(Kind::Resource, "'from'"), true}},
          {{"detach", {}}}),
      map("an operation",
          {{"run", "The name of an operation of the model.", scalar(Kind::Text, "'run'"), true},
           {"on", "Where it starts: Type/name, or a list of one type.", resources("'on'"), true},
           {"with", "The operation's second resource, if it takes one.",
            scalar(Kind::Resource, "'with'")}},
          {{"run", {}}})};
}

Form operation() {
  std::vector<Form> forms = single_operations();
  const Form single = choice("an operation of 'together'", single_operations());
  forms.push_back(map("an operation",
                      {{"together",
                        "Operations that go on at the same time: acts that conflict exclude each "
                        "other, first ready first.",
                        list("'together'", single, 2, kTogetherMax), true}},
                      {{"together", {}}}));
  return choice("an operation", std::move(forms));
}

Form fault() {
  return map("a fault",
             {{"kind", "What goes wrong.", word("'kind'", kFaultWords), true},
              {"type", "Only resources of this type.", scalar(Kind::Text, "'type'")},
              {"resource", "Only this resource.", scalar(Kind::Resource, "'resource'")},
              {"step", "Only acts of this edge: Host->VmInstance.", scalar(Kind::Edge, "'step'")},
              {"action", "Only this reaction of the model: stop.", scalar(Kind::Text, "'action'")},
              {"ratio", "How often, drawn for each attempt: [1, 1000] (default: always).",
               list("'ratio'", integer("a part of 'ratio'", 0, kRatioMax), 2, 2)},
              {"attempt", "Only this attempt, from 1 (default: every one).",
               integer("'attempt'", 1, kAttemptMax)},
              {"factor", "How many times as long, for `slow` (default 10).",
               integer("'factor'", 1, kFactorMax)},
              {"appears", "For `appear`: a resource of the topology that is not there at first.",
               scalar(Kind::Resource, "'appears'")}});
}

Form retry() {
  return map("an entry of 'retries'",
             {{"limit", "How often an act is tried again whose attempt failed or timed out.",
               integer("'limit'", 0, kRetriesMax), true},
              {"type", "Only resources of this type.", scalar(Kind::Text, "'type'")},
              {"action", "Only this reaction of the model: stop.", scalar(Kind::Text, "'action'")},
              {"backoff", "The wait before the second attempt (default 1s).",
               scalar(Kind::Duration, "'backoff'")},
              {"factor", "Each further wait is so many times the one before (default 2).",
               integer("'factor'", 1, kRetryFactorMax)}});
}

// Expectations.

Form count(const std::string& what) {
  return choice(what, {integer(what, 0, kCountMax), list(what, integer(what, 0, kCountMax), 2, 2)});
}

Form counts() {
  Form of_type = count("a count");
  of_type.items.push_back(table("the counts of a type", Form::Kind::Text, count("a count")));
  return table("'counts'", Form::Kind::Text, std::move(of_type));
}

std::vector<FormKey> outcome_counts() {
  std::vector<FormKey> keys;
  for (int i = 0; i < kOutcomeCount; ++i) {
    const std::string word = outcome_key(static_cast<Outcome>(i));
    keys.push_back({word,
                    fmt::format("How many resources end {}.", to_string(static_cast<Outcome>(i))),
                    count(fmt::format("'{}'", word))});
  }
  return keys;
}

Form expect() {
  return map(
      "'expect'",
      {{"outcome", "How the operations end.",
        word("'outcome'", {{"done", "everything was done"},
                           {"failed", "an act failed or timed out, and that counts"},
                           {"vetoed", "a check refused the operation; nothing was changed"},
                           {"cancelled", "the run was cancelled"},
                           {"refused", "there was no plan, or it may not run"}})},
       {"counts",
        "Resources afterwards: { Cluster: 0, VmInstance: { Running: 3, Stopped: [1, 5], "
        "deleted: 2 } }; a type's own count is of live ones.",
        counts()},
       {"states", "States afterwards: { VmInstance/7: Stopped }; also deleted and gone.",
        table("'states'", Kind::Resource, scalar(Kind::Text, "a state"))},
       {"outcomes",
        "How many resources end so, each with the worst of its acts: { failed: 1, blocked: 5, "
        "done: [10, 20] }.",
        map("'outcomes'", outcome_counts())},
       {"present", "Live afterwards.", resources("'present'")},
       {"absent", "Deleted or gone afterwards.", resources("'absent'")},
       {"order", "Pairs: an act of the first is over before the last act of the second starts.",
        list("'order'", list("a pair", scalar(Kind::Resource, "a resource"), 2, 2))},
       {"steps", "The steps of the first pass that acts, in plan order, all of them.",
        list("'steps'", scalar(Kind::Edge, "a step"))},
       {"contradictions", "Pairs of acts in the plans whose order matters.",
        integer("'contradictions'", 0, kCountMax)},
       {"dropped_contexts", "Contexts that `first_wins` lost.",
        integer("'dropped_contexts'", 0, kCountMax)},
       {"cycle_links", "Links that close a cycle of resources.",
        integer("'cycle_links'", 0, kCountMax)},
       {"audit", "Findings of the audit: what dangles or is left over afterwards.",
        integer("'audit'", 0, kCountMax)},
       {"makespan", "The whole takes at most so long, in virtual time.",
        scalar(Kind::Duration, "'makespan'")},
       {"world_digest", "Digest of the final world: 16 hex digits.",
        scalar(Kind::Digest, "'world_digest'")},
       {"event_digest", "Digest of the events: 16 hex digits.",
        scalar(Kind::Digest, "'event_digest'")}});
}

/// What third parties bring: { addons: { watch: ... }, branches: { keep: ... } }.
Form extend() {
  const auto parts = [](const std::string& what) {
    return table(what, Form::Kind::Name, scalar(Form::Kind::ModelPart, "a part of a model"));
  };
  return map(
      "'extend'",
      {{"addons", "More edges to a type: { watch: { type: Host, reactions: ..., cascade: ... } }.",
        parts("'addons'")},
       {"branches",
        "What is done instead of a type's own reactions: { keep: { type: VmInstance, under: "
        "[L3Network], do: [] } }.",
        parts("'branches'")}});
}

Form make_scenario_form() {
  return map(
      "a scenario",
      {{"about", "What this scenario shows, in a line (default: the comment on top).",
        scalar(Kind::Text, "'about'")},
       {"model", "A shipped model (zstack), a file beside this one, or random.",
        scalar(Kind::Text, "'model'"), true},
       {"extend", "Add-ons and branches beside those of the model, written as in a model file.",
        extend()},
       {"compat",
        "A compatibility profile of the model: zstack runs as ZStack does, but for what is given "
        "here; "
        "none is the default.",
        scalar(Kind::Text, "'compat'")},
       {"topology", "The world: a preset, numbers, or resources written out.", topology(), true},
       {"operations", "What is asked for, one after the other: [{ delete: Zone/1 }].",
        list("'operations'", operation()), true},
       {"merge", "When several paths reach the same edge.", word("'merge'", kMergeWords)},
       {"schedule", "When acts start.", word("'schedule'", kScheduleWords)},
       {"failure", "What a failure means for the rest.", word("'failure'", kFailureWords)},
       {"workers", "Acts in flight in the whole run (default: no limit).",
        integer("'workers'", 1, kWorkersMax)},
       {"limits", "Where planning gives up.",
        map("'limits'",
            {{"nodes", "Nodes of the tree (default 100,000).", integer("'nodes'", 1, kNodesMax)},
             {"links", "Links (default 200 million).", integer("'links'", 1, kLinksMax)}})},
       {"faults", "What goes wrong on the way: [{ kind: fail, resource: Host/3 }].",
        list("'faults'", fault(), 0)},
       {"retries",
        "How often acts are tried again, instead of what the model says; of several "
        "entries that mean a reaction the last counts: [{ action: stop, limit: 3 }].",
        list("'retries'", retry(), 0)},
       {"protect",
        "Resources that no operation may change: one that would is refused before its first act.",
        resources("'protect'")},
       {"keep",
        "Everything except these: what they need is told, and what of an operation is then "
        "impossible; one that would change them is refused before its first act.",
        resources("'keep'")},
       {"known", "For `compare`: the types that the one who hard-coded the operation knew of.",
        some("'known'", scalar(Kind::Text, "a type"))},
       {"expect", "What must hold afterwards.", expect()},
       {"seed", "What chance is drawn from (default 1).", scalar(Kind::Seed, "'seed'")}});
}

}  // namespace

const Form& scenario_form() {
  static const Form kForm = make_scenario_form();
  return kForm;
}

std::string_view form_pattern(Form::Kind kind) {
  switch (kind) {
    case Form::Kind::Text:
      return "^[\\s\\S]+$";
    case Form::Kind::Name:
      return "^[^/]+$";
    case Form::Kind::Resource:
      return "^[^/]+/[^/]+$";
    case Form::Kind::Edge:
      return "^.+->.+$";
    case Form::Kind::Digest:
      return "^[0-9a-f]{16}$";
    case Form::Kind::Duration:
      return "^[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h)$";
    default:
      return "";
  }
}

}  // namespace cascade::sim
