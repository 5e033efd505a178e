// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "sim/base/json_writer.h"
#include "sim/base/yaml_editor.h"
#include "sim/base/yaml_extent.h"
#include "sim/scenario/scenario_overrides.h"

namespace cascade::sim {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The child of a map or list that a path's part names; null: none.
const YamlNode* child_of(const YamlNode& node, std::string_view part) {
  if (node.is_map()) return node.find(part);
  if (!node.is_sequence()) return nullptr;
  const auto place = list_place(part);
  return place && *place < node.items().size() ? &node.items()[*place] : nullptr;
}

/// Takes the last part of `path` away, and lists that are empty then. False: nothing is there.
/// `path` becomes what was taken away.
bool remove(YamlNode& root, std::vector<std::string>& path) {
  while (!path.empty()) {
    YamlNode* node = &root;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      node = const_cast<YamlNode*>(child_of(*node, path[i]));  // below `root`, which is not
      if (node == nullptr) return false;
    }
    if (child_of(*node, path.back()) == nullptr) return false;
    if (node->is_map()) {
      std::vector<YamlNode::Entry>& entries = YamlEditor::entries(*node);
      entries.erase(std::find_if(entries.begin(), entries.end(),
                                 [&](const auto& entry) { return entry.key == path.back(); }));
      return true;
    }
    std::vector<YamlNode>& items = YamlEditor::items(*node);
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(*list_place(path.back())));
    if (!items.empty()) return true;
    path.pop_back();
  }
  return false;
}

/// One change of one text.
class Edit {
 public:
  /// `before` is what `text` is read to, `path` what changes in it, `after` what is wanted.
  Edit(std::string_view text, const YamlNode& before, const YamlNode& after,
       std::vector<std::string> path)
      : text_(text), after_(after), path_(std::move(path)), extents_(text) {
    const YamlNode* node = &before;
    const YamlNode* wanted = &after;
    bool in_flow = false;
    while (node != nullptr && wanted != nullptr) {
      places_.push_back({node, wanted, in_flow});
      in_flow = in_flow || extents_.is_flow(*node);
      if (places_.size() > path_.size()) break;
      const std::string& part = path_[places_.size() - 1];
      node = child_of(*node, part);
      wanted = child_of(*wanted, part);
    }
  }

  EditedText set() {
    // What was there is replaced, or what was not is added to the innermost that was.
    if (places_.size() <= path_.size()) {
      if (auto added = good(add())) return {*std::move(added), false};
    }
    return replace();
  }

  EditedText remove() {
    if (auto removed = good(cut())) return {*std::move(removed), false};
    return replace();
  }

 private:
  struct Place {
    const YamlNode* node;
    const YamlNode* wanted;
    bool in_flow;
  };

  /// `text` if it means what is wanted.
  [[nodiscard]] std::optional<std::string> good(std::string text) const {
    const auto tree = parse_yaml(text, "");
    if (!tree || !same_yaml(*tree, after_)) return std::nullopt;
    return text;
  }

  [[nodiscard]] std::string spliced(YamlExtent extent, std::string_view with) const {
    std::string text(text_.substr(0, extent.begin));
    text += with;
    text += text_.substr(extent.end);
    return text;
  }

  /// The smallest value around the change that can be written anew.
  [[nodiscard]] EditedText replace() const {
    for (std::size_t i = places_.size(); i-- > 1;) {
      const Place& place = places_[i];
      const YamlExtent extent = extents_.of(*place.node, place.in_flow);
      if (auto text = good(spliced(extent, yaml_line(*place.wanted)))) {
        return {*std::move(text), false};
      }
    }
    std::string text;
    for (const YamlNode::Entry& entry : after_.entries()) {
      text += fmt::format("{}: {}\n", yaml_scalar(entry.key), yaml_line(entry.value));
    }
    return {std::move(text), true};
  }

  /// The text with a new entry at the end of the innermost place that was there.
  [[nodiscard]] std::string add() const {
    const Place& place = places_.back();
    const YamlNode& node = *place.node;
    const std::string& part = path_[places_.size() - 1];
    const YamlNode* const value = child_of(*place.wanted, part);
    if (value == nullptr) return "";
    const std::string line = node.is_map()
                                 ? fmt::format("{}: {}", yaml_scalar(part), yaml_line(*value))
                                 : yaml_line(*value);
    const bool has_none = node.is_map() ? node.entries().empty() : node.items().empty();
    if (has_none || (!node.is_map() && !node.is_sequence())) return "";
    const YamlNode& last = node.is_map() ? node.entries().back().value : node.items().back();
    const bool flow = extents_.is_flow(node);
    const std::size_t end = extents_.of(last, place.in_flow || flow).end;
    if (flow) return spliced({end, end}, ", " + line);
    const std::size_t first = extents_.offset(node.is_map() ? node.entries().front().key_position
                                                            : node.items().front().position());
    const std::size_t column =
        (node.is_map() ? first : dash_before(first)) - extents_.line_begin(first);
    const std::size_t behind = extents_.line_end(end);
    return spliced({behind, behind}, "\n" + std::string(column, ' ') + (node.is_map() ? "" : "- ") +
                                         line + (behind == text_.size() ? "\n" : ""));
  }

  /// Of an item of a list without brackets.
  [[nodiscard]] std::size_t dash_before(std::size_t item) const {
    const std::size_t dash = text_.rfind('-', item);
    return dash == std::string_view::npos ? item : std::max(dash, extents_.line_begin(item));
  }

  /// The text without the place that the path leads to.
  [[nodiscard]] std::string cut() const {
    const std::size_t depth = path_.size() - 1;
    if (depth >= places_.size()) return "";
    const YamlNode& parent = *places_[depth].node;
    const bool flow = extents_.is_flow(parent);
    const bool in_flow = places_[depth].in_flow || flow;
    std::vector<YamlExtent> parts;
    std::size_t index = 0;
    for (const YamlNode::Entry& entry : parent.entries()) {
      if (entry.key == path_.back()) index = parts.size();
      parts.push_back({extents_.offset(entry.key_position), extents_.of(entry.value, in_flow).end});
    }
    for (const YamlNode& item : parent.items()) parts.push_back(extents_.of(item, in_flow));
    if (parent.is_sequence()) index = *list_place(path_.back());
    if (index >= parts.size()) return "";
    const YamlExtent own = parts[index];
    if (!flow) {
      const std::size_t end = extents_.line_end(own.end);
      return spliced({extents_.line_begin(own.begin), std::min(end + 1, text_.size())}, "");
    }
    if (index > 0) return spliced({parts[index - 1].end, own.end}, "");
    if (parts.size() > 1) return spliced({own.begin, parts[1].begin}, "");
    return spliced(own, "");
  }

  std::string_view text_;
  const YamlNode& after_;
  std::vector<std::string> path_;
  YamlExtents extents_;
  std::vector<Place> places_;  ///< Along the path, as far as there is something.
};

/// Reads `text`, lets `change` make the wanted tree, and writes it.
Result<EditedText> edit(
    std::string_view text, const std::function<Result<void>(YamlNode& tree)>& change,
    const std::function<EditedText(std::string_view text, const YamlNode& before,
                                   const YamlNode& after)>& write) {
  const bool marked = text.starts_with(kByteOrderMark);
  if (marked) text.remove_prefix(kByteOrderMark.size());
  const auto before = parse_yaml(text, "the scenario");
  if (!before) return tl::unexpected(before.error());
  YamlNode after = *before;
  if (auto changed = change(after); !changed) return tl::unexpected(std::move(changed).error());
  EditedText edited = write(text, *before, after);
  if (marked) edited.text.insert(0, kByteOrderMark);
  return edited;
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
  constexpr std::string_view kInside = "_./->+%";
  constexpr std::string_view kReserved[] = {"null", "Null", "NULL"};
  const bool inside = std::all_of(text.begin(), text.end(), [&](char c) {
    return is_word_char(c) || kInside.find(c) != std::string_view::npos;
  });
  const bool number = text.size() > 1 && text[0] == '-' && text[1] >= '0' && text[1] <= '9';
  const bool begins = !text.empty() && (is_word_char(text[0]) || number);
  const bool reserved =
      std::find(std::begin(kReserved), std::end(kReserved), text) != std::end(kReserved);
  return inside && begins && !reserved ? std::string(text) : json_quoted(text);
}

std::string yaml_line(const YamlNode& node) {
  std::string line;
  const auto add = [&](const std::string& words) { line += (line.empty() ? "" : ", ") + words; };
  switch (node.kind()) {
    case YamlNode::Kind::Null:
      return "null";
    case YamlNode::Kind::Scalar:
      return node.quoted() ? json_quoted(node.text()) : yaml_scalar(node.text());
    case YamlNode::Kind::Sequence:
      for (const YamlNode& item : node.items()) add(yaml_line(item));
      return "[" + line + "]";
    case YamlNode::Kind::Map:
      break;
  }
  for (const YamlNode::Entry& entry : node.entries()) {
    add(yaml_scalar(entry.key) + ": " + yaml_line(entry.value));
  }
  return line.empty() ? "{}" : "{ " + line + " }";
}

bool same_yaml(const YamlNode& a, const YamlNode& b) {
  if (a.kind() != b.kind() || a.text() != b.text() || a.entries().size() != b.entries().size() ||
      a.items().size() != b.items().size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.items().size(); ++i) {
    if (!same_yaml(a.items()[i], b.items()[i])) return false;
  }
  return std::equal(a.entries().begin(), a.entries().end(), b.entries().begin(),
                    [](const YamlNode::Entry& one, const YamlNode::Entry& other) {
                      return one.key == other.key && same_yaml(one.value, other.value);
                    });
}

const YamlNode* find_yaml(const YamlNode& root, std::string_view path) {
  const YamlNode* node = &root;
  for (const std::string& part : path_parts(path)) {
    node = child_of(*node, part);
    if (node == nullptr) return nullptr;
  }
  return node;
}

Result<EditedText> set_in_scenario(std::string_view text, std::string_view path,
                                   std::string_view value) {
  const auto change = [&](YamlNode& tree) -> Result<void> {
    Diagnostics diagnostics("");
    const std::pair<std::string, std::string> override(path, value);
    apply_overrides(tree, {&override, 1}, diagnostics);
    if (!diagnostics.ok()) return tl::unexpected(diagnostics.to_error());
    return {};
  };
  return edit(text, change,
              [&](std::string_view from, const YamlNode& before, const YamlNode& after) {
                return Edit(from, before, after, path_parts(path)).set();
              });
}

Result<EditedText> remove_from_scenario(std::string_view text, std::string_view path) {
  std::vector<std::string> parts = path_parts(path);
  const auto change = [&](YamlNode& tree) -> Result<void> {
    if (remove(tree, parts)) return {};
    return input_error(fmt::format("there is no {} in the scenario", in_quotes(path)));
  };
  return edit(text, change,
              [&](std::string_view from, const YamlNode& before, const YamlNode& after) {
                return Edit(from, before, after, parts).remove();
              });
}

}  // namespace cascade::sim
