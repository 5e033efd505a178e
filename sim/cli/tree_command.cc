// SPDX-License-Identifier: Apache-2.0
// `cascade tree`: a model's types, a scenario's plan or a recording's run, drawn.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/plan_text.h"
#include "sim/base/text.h"
#include "sim/base/text_file.h"
#include "sim/cli/commands.h"
#include "sim/cli/files.h"
#include "sim/cli/progress.h"
#include "sim/cli/terminal.h"
#include "sim/extension/model_extension.h"
#include "sim/reader/model_reader.h"
#include "sim/reader/shipped.h"
#include "sim/recording/recording.h"
#include "sim/recording/replay.h"
#include "sim/recording/source_kind.h"
#include "sim/report/draw_dot.h"
#include "sim/report/mermaid.h"
#include "sim/report/pass_picture.h"
#include "sim/report/report.h"
#include "sim/report/story.h"
#include "sim/report/tree_text.h"
#include "sim/report/tree_view.h"
#include "sim/scenario/scenario_reader.h"

namespace cascade::sim::cli {
namespace {

Result<TreeView> model_view(std::string_view text, const std::string& file) {
  auto model = parse_model(text, file);
  if (!model) return tl::unexpected(std::move(model).error());
  World world(*model);
  const auto graph = make_type_graph(world);
  if (!graph) return tl::unexpected(graph.error());
  TreeView view = tree_of(**graph);
  view.title = fmt::format("{}: {} and {}", (*model)->name, counted((*graph)->type_count(), "type"),
                           counted((*graph)->edges().size(), "edge"));
  if (view.nodes.empty()) return input_error("no type of this model joins the cascade");
  return view;
}

class TreeOf {
 public:
  TreeOf(const TreeCommand& command, bool colours) : command_(command), colours_(colours) {}

  Result<std::string> make() {
    if (is_recording(command_.file)) return recording();
    const Result<std::string> text = read_text_file(command_.file);
    if (!text) return tl::unexpected(text.error());
    return source_kind(*text) == SourceKind::Model ? model(*text) : scenario(*text);
  }

 private:
  // What makes no sense for a model is told rather than ignored.
  [[nodiscard]] Result<std::string> model(std::string_view text) const {
    if (!command_.why.empty()) return input_error("--why needs a scenario or a recording");
    if (command_.operation != 0 || command_.pass != 0) {
      return input_error("a model has no operations and passes: a scenario or a recording has");
    }
    if (!command_.settings.empty()) {
      return input_error("a model is drawn as it is: nothing of it can be replaced");
    }
    return present(model_view(text, command_.file));
  }

  // Runs until the pass that is wanted has been planned.
  Result<std::string> scenario(std::string_view text) {
    Result<Scenario> read = parse_scenario(text, command_.file, command_.settings);
    if (!read) return tl::unexpected(std::move(read).error());
    if (Result<void> checked = check_choice(*read); !checked) {
      return tl::unexpected(std::move(checked).error());
    }
    Progress progress(read->name);
    SimulationOptions options;
    options.checkers = false;
    options.critical_path = false;
    options.watch = progress.watch();
    auto made = Simulation::create(std::move(*read), options);
    if (!made) return tl::unexpected(std::move(made).error());
    Simulation& simulation = **made;
    const PassRun* found = nullptr;
    simulation.on_pass([&](const PassRun& pass) {
      if (found == nullptr && is_wanted(pass)) found = &pass;
    });
    while (found == nullptr && simulation.step() && !interrupted()) {
    }
    if (found == nullptr) found = fallback(simulation);
    if (found == nullptr) return refusal(simulation);
    if (!command_.why.empty()) return explain(simulation.world(), *found->plan);
    PassPicture picture{simulation.scenario(), found->operation, found->action_code, *found->plan};
    picture.fold = !command_.unfolded;
    return present(view_of(picture));
  }

  // Runs the engine again with what was recorded; then every pass has its plan and its outcomes.
  Result<std::string> recording() {
    if (!command_.settings.empty()) {
      return input_error("a recording is drawn as it is: nothing of it can be replaced");
    }
    const Result<Recording> loaded = load_recording(command_.file);
    if (!loaded) return tl::unexpected(loaded.error());
    Result<std::string> made = input_error("nothing was recorded");
    ReplayHooks hooks;
    hooks.at_end = [&](const Simulation& simulation) { made = recorded(simulation, *loaded); };
    const Result<ReplayReport> replayed = replay(*loaded, hooks);
    if (!replayed) return tl::unexpected(replayed.error());
    if (replayed->first_difference) {
      print_error(
          fmt::format("note: replaying {} went another way at event {}; what is drawn ends "
                      "there",
                      printable(command_.file), replayed->first_difference->position + 1));
    }
    return made;
  }

  Result<std::string> recorded(const Simulation& simulation, const Recording& recording) const {
    if (Result<void> checked = check_choice(simulation.scenario()); !checked) {
      return tl::unexpected(std::move(checked).error());
    }
    const PassRun* found = nullptr;
    for (const std::unique_ptr<PassRun>& pass : simulation.passes()) {
      if (found == nullptr && is_wanted(*pass)) found = pass.get();
    }
    if (found == nullptr) found = fallback(simulation);
    if (found == nullptr) return refusal(simulation);
    if (!command_.why.empty()) return explain(simulation.world(), *found->plan);
    const bool times = recording.header.runner != "threads" || command_.timing;
    return present(view_of(simulation, *found, times, !command_.unfolded));
  }

  [[nodiscard]] Result<void> check_choice(const Scenario& scenario) const {
    if (command_.operation > scenario.operations.size()) {
      return input_error(fmt::format("there is no operation {}: the scenario has {}",
                                     command_.operation, scenario.operations.size()));
    }
    const Operation& operation = scenario.operations[wanted_operation()];
    const OperationSpec* const spec = scenario.model->find_operation(operation.operation);
    if (spec != nullptr && command_.pass > spec->passes.size()) {
      return input_error(fmt::format("there is no pass {}: '{}' has {}", command_.pass,
                                     printable(operation.operation), spec->passes.size()));
    }
    return {};
  }

  [[nodiscard]] std::uint32_t wanted_operation() const {
    return command_.operation == 0 ? 0 : command_.operation - 1;
  }

  [[nodiscard]] bool is_wanted(const PassRun& pass) const {
    if (!pass.plan || pass.operation != wanted_operation()) return false;
    if (command_.pass != 0) return pass.pass + 1 == command_.pass;
    return !nothing_to_do_at_all(*pass.plan);
  }

  // Nothing to do anywhere: the first plan there was.
  [[nodiscard]] const PassRun* fallback(const Simulation& simulation) const {
    return command_.pass == 0 ? main_pass(simulation, wanted_operation()) : nullptr;
  }

  static Result<std::string> refusal(const Simulation& simulation) {
    for (const std::unique_ptr<PassRun>& pass : simulation.passes()) {
      if (pass->refusal) return tl::unexpected(*pass->refusal);
    }
    return tl::unexpected(
        Error{ErrorKind::Refused, "that pass is never planned: the operation ends before it"});
  }

  [[nodiscard]] Result<std::string> explain(const World& world, const Plan& plan) const {
    const Result<Resource> resource = find_resource(world, command_.why);
    if (!resource) return tl::unexpected(resource.error());
    constexpr std::size_t kReasons = 100;
    const std::vector<Reason> reasons = why(plan, *resource, kReasons);
    if (reasons.empty()) {
      return fmt::format("{} is not affected\n", printable(command_.why));
    }
    std::string text;
    for (const Reason& reason : reasons) text += printable(to_text(plan, reason, world)) + "\n";
    if (reasons.size() == kReasons) text += "… and perhaps more\n";
    return text;
  }

  [[nodiscard]] Result<std::string> present(Result<TreeView> view) const {
    using Format = TreeCommand::Format;
    if (!view) return tl::unexpected(std::move(view).error());
    switch (command_.format) {
      case Format::Dot:
        return draw(*view, Picture::Dot);
      case Format::Svg:
        return draw(*view, Picture::Svg);
      case Format::Png:
        return draw(*view, Picture::Png);
      case Format::Mermaid:
        return mermaid(*view);
      case Format::Text:
        break;
    }
    TreeTextOptions options;
    options.colours = colours_ && command_.output.empty();
    return printable(view->title) + "\n" + tree_text(*view, options);
  }

  const TreeCommand& command_;
  const bool colours_;
};

}  // namespace

int tree(const TreeCommand& given, bool colours) {
  TreeCommand command = given;
  command.file = file_or_shipped(given.file);
  if (command.format == TreeCommand::Format::Png && command.output.empty() &&
      output_is_terminal()) {
    print_error("a PNG is nothing for a terminal: name a file with -o, or use a pipe");
    return exit_code(Verdict::BadInput);
  }
  const Result<std::string> made = TreeOf(command, colours).make();
  if (interrupted()) return end_interrupted();
  if (!made) {
    const Error& error = made.error();
    // The readers' messages begin with the file.
    const bool located = error.message.find(command.file) == 0;
    located ? print_mistakes(error.message) : print_error(error.message);
    return exit_code(verdict_of(error));
  }
  if (command.output.empty()) {
    print(*made);
    return 0;
  }
  const Result<void> written = write_file(command.output, *made);
  if (written) return 0;
  print_error(written.error().message);
  return exit_code(Verdict::BadInput);
}

int schema() {
  print(scenario_schema());
  return 0;
}

}  // namespace cascade::sim::cli
