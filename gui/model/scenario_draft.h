// SPDX-License-Identifier: Apache-2.0
// A scenario's text while it is edited. Every change is one value at a path, as `--set` names it,
// and is made in the text itself, so that comments and layout stay. After each change the reader
// says what is wrong, and at which path.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/result.h"
#include "sim/base/yaml_document.h"
#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::gui {

/// Thread: the UI's.
class ScenarioDraft {
 public:
  /// Larger texts are read only: each change reads all of it again.
  static constexpr std::size_t kBytesMax = std::size_t{512} * 1024;

  /// `text` must be a scenario without mistakes. `overrides` become part of it. `loader`: where its
  /// model comes from; empty: files. Errors: it cannot be edited; why.
  Result<void> open(std::string text, std::string file, sim::Overrides overrides,
                    sim::ModelLoader loader);
  void close();
  /// There is something that can be edited.
  [[nodiscard]] bool is_open() const { return !texts_.empty(); }

  [[nodiscard]] const std::string& text() const { return texts_[at_].text; }
  [[nodiscard]] const sim::YamlNode& tree() const { return tree_; }
  /// At a path: a scalar's text, otherwise one line of YAML; empty: nothing is there.
  [[nodiscard]] std::string value(std::string_view path) const;
  [[nodiscard]] bool has(std::string_view path) const;

  /// What the user types: a word that YAML would take for something else is quoted.
  Result<void> set_words(std::string_view path, std::string_view words);
  /// A piece of YAML. Errors: it is none, the path leads nowhere; nothing is changed then.
  Result<void> set(std::string_view path, std::string_view yaml);
  /// To the list at `path`, which is made where it is missing.
  Result<void> append(std::string_view path, std::string_view yaml);
  /// Errors: nothing is there.
  Result<void> remove(std::string_view path);
  [[nodiscard]] bool can_undo() const { return at_ > 0; }
  [[nodiscard]] bool can_redo() const { return at_ + 1 < texts_.size(); }
  void undo();
  void redo();
  /// Back to what was opened or saved last; can be undone.
  void revert();

  /// There are changes that were not saved.
  [[nodiscard]] bool changed() const { return is_open() && text() != saved_; }
  /// Saving loses comments and layout of the file.
  [[nodiscard]] bool rewritten() const { return texts_[at_].rewritten; }
  /// What is on disk, as far as is known here.
  [[nodiscard]] const std::string& saved() const { return saved_; }
  /// It was written to that file.
  void set_saved(std::string file);

  /// How many numbers of the topology the text sets, right or wrong.
  [[nodiscard]] std::size_t numbers_set() const;

  struct Mistake {
    std::string path;  ///< Where it is shown; empty: nowhere in particular.
    std::string words;
    friend bool operator==(const Mistake&, const Mistake&) = default;
  };
  [[nodiscard]] const std::vector<Mistake>& mistakes() const { return mistakes_; }
  /// The words of those at that path or below it; empty: none.
  [[nodiscard]] std::string mistakes_at(std::string_view path) const;
  /// An error with all mistakes, if there are some.
  [[nodiscard]] Result<void> check() const;
  /// The last one without mistakes.
  [[nodiscard]] const sim::Scenario& scenario() const { return *scenario_; }

  /// What, behind `cascade run FILE`, runs the same as this. Errors: there are mistakes, or it
  /// cannot be told without saving first.
  [[nodiscard]] Result<std::string> run_options() const;

 private:
  struct Text {
    std::string text;
    bool rewritten = false;
  };
  void add(Text text);
  void read();

  std::string file_;
  std::string saved_;
  sim::ModelLoader loader_;
  std::vector<Text> texts_;  ///< For undo, the oldest first.
  std::size_t at_ = 0;       ///< Which is shown.
  sim::YamlNode tree_;
  std::optional<sim::Scenario> scenario_;
  std::vector<Mistake> mistakes_;
};

}  // namespace cascade::gui
