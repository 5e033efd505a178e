// SPDX-License-Identifier: Apache-2.0
// `cascade preview`: phase 1 on the untouched world, nothing is done.
#include <fmt/format.h>

#include <string>
#include <vector>

#include "sim/base/ink.h"
#include "sim/base/text.h"
#include "sim/cli/commands.h"
#include "sim/cli/files.h"
#include "sim/cli/progress.h"
#include "sim/cli/terminal.h"
#include "sim/recording/reviewed_plan.h"
#include "sim/report/preview_text.h"
#include "sim/report/report.h"
#include "sim/run/critical_stretches.h"
#include "sim/run/preview.h"
#include "sim/run/preview_counts.h"
#include "sim/scenario/scenario_reader.h"
#include "sim/scenario/scenario_words.h"

namespace cascade::sim::cli {
namespace {

constexpr std::size_t kVetoes = 20;
constexpr std::size_t kStretches = 12;

using Align = TextTable::Align;

std::string heading(const std::string& text, bool colours) {
  return "\n  " + painted(Ink::Strong, text, colours) + "\n";
}

std::string counts_text(const Model& model, const Preview::OperationPreview& operation,
                        bool colours) {
  if (operation.counts.empty()) return heading("Nothing would be done", colours);
  TextTable table({Align::Right, Align::Left, Align::Left, Align::Left});
  for (const Preview::TypeCount& count : operation.counts) {
    table.add({{grouped(count.resources)},
               {printable(count.state), Ink::Faint},
               {printable(model.type(count.type).name)},
               {printable(count.reaction)}});
  }
  return heading("Would do", colours) + table.text(TextTable::kIndent, colours);
}

/// What a type's resources carry with them.
std::string below_text(const World& world, const Preview::OperationPreview& operation,
                       bool colours) {
  if (operation.plan == nullptr) return {};
  TextTable table({Align::Left, Align::Right, Align::Right, Align::Right});
  table.add({{"", Ink::Faint}, {"changed", Ink::Faint}, {"of", Ink::Faint}, {"below", Ink::Faint}});
  bool any = false;
  for (const TypeReach& reach : type_reaches(*operation.plan, world)) {
    if (reach.below == 0) continue;
    any = true;
    table.add({{printable(world.model().type(reach.type).name)},
               {grouped(reach.affected)},
               {grouped(reach.live), Ink::Faint},
               {grouped(reach.below)}});
  }
  if (!any) return {};
  return heading("With everything below", colours) + table.text(TextTable::kIndent, colours);
}

std::string vetoes_text(const World& world, const Preview::OperationPreview& operation,
                        bool colours) {
  if (operation.vetoes.empty()) return {};
  std::string text =
      heading(fmt::format("Refused by {}", counted(operation.vetoes.size(), "veto")), colours);
  for (std::size_t i = 0; i < operation.vetoes.size() && i < kVetoes; ++i) {
    const auto& [resource, why] = operation.vetoes[i];
    text +=
        fmt::format("    {}: {}\n", painted(Ink::Warning, printable(world.name(resource)), colours),
                    printable(why));
  }
  if (operation.vetoes.size() > kVetoes) {
    text += fmt::format("    … and {} more\n", grouped(operation.vetoes.size() - kVetoes));
  }
  return text;
}

/// `alone`: nothing goes on at the same time that could change it.
std::string unmet_text(const World& world, const Preview::OperationPreview& operation, bool alone,
                       bool colours) {
  if (operation.unmet.empty()) return {};
  const std::string count = counted(operation.unmet.size(), "condition");
  std::string text = heading(alone ? fmt::format("Refused for {} not met", count)
                                   : count + " not met yet; what goes on with it may change that",
                             colours);
  for (std::size_t i = 0; i < operation.unmet.size() && i < kVetoes; ++i) {
    text += "    " + printable(requirement_text(operation.unmet[i], world)) + "\n";
  }
  if (operation.unmet.size() > kVetoes) {
    text += fmt::format("    … and {} more\n", grouped(operation.unmet.size() - kVetoes));
  }
  return text;
}

std::string breaches_text(const World& world, const Preview::OperationPreview& operation,
                          bool colours) {
  if (operation.breaches.empty()) return {};
  std::string text = heading(fmt::format("Refused for {} on protected resources",
                                         counted(operation.breaches.size(), "act")),
                             colours);
  for (std::size_t i = 0; i < operation.breaches.size() && i < kVetoes; ++i) {
    text += "    " + printable(breach_text(operation.breaches[i], world)) + "\n";
  }
  if (operation.breaches.size() > kVetoes) {
    text += fmt::format("    … and {} more\n", grouped(operation.breaches.size() - kVetoes));
  }
  return text;
}

std::string keep_text(const World& world, const Preview::OperationPreview& operation,
                      bool colours) {
  if (operation.keep.empty()) return {};
  std::string text = heading("Refused for what is to be kept", colours);
  for (const std::string& line : keep_lines(operation.keep, world, kVetoes)) {
    text += "    " + line + "\n";
  }
  return text;
}

std::string predicted_text(const Scenario& scenario, const Preview::OperationPreview& operation,
                           bool colours) {
  TextTable table({Align::Left, Align::Right, Align::Left});
  for (const Preview::OperationPreview::Prediction& prediction : operation.predictions) {
    table.add(
        {{std::string(word_of(kScheduleWords, prediction.schedule))},
         {short_duration(prediction.time)},
         {prediction.schedule == scenario.schedule ? "as the scenario says" : "", Ink::Faint}});
  }
  return heading("Predicted time: " + short_duration(operation.predicted), colours) +
         table.text(TextTable::kIndent, colours);
}

std::string path_text(const World& world, const Preview::OperationPreview& operation,
                      bool colours) {
  const std::vector<CriticalStretch>& stretches = operation.critical_path;
  if (stretches.empty()) return {};
  TextTable table({Align::Right, Align::Left, Align::Left, Align::Left});
  for (std::size_t i = 0; i < stretches.size() && i < kStretches; ++i) {
    const CriticalLine line = in_words(stretches[i], *operation.plan, world);
    table.add({{line.took}, {line.reaction}, {line.what}, {line.path, Ink::Faint}});
  }
  std::string text = heading(fmt::format("Critical path: {}, {} one after another",
                                         short_duration(critical_time(stretches)),
                                         counted(critical_acts(stretches), "act")),
                             colours) +
                     table.text(TextTable::kIndent, colours);
  if (stretches.size() > kStretches) {
    text += fmt::format("    … and {}\n", counted(stretches.size() - kStretches, "stretch"));
  }
  return text;
}

// After all has been shown.
Verdict save_plan(const Scenario& scenario, const std::string& file, Verdict shown,
                  const WorkWatch& watch) {
  if (shown != Verdict::Ok) {
    print_error("no plan is saved: the operation would be refused");
    return shown;
  }
  const Result<ReviewedPlan> plan = review(scenario, watch);
  if (!plan) {
    print_error("no plan is saved: " + printable(plan.error().message));
    return verdict_of(plan.error());
  }
  if (const Result<void> written = write_file(file, write_reviewed_plan(*plan)); !written) {
    print_error(written.error().message);
    return Verdict::BadInput;
  }
  print(fmt::format("\n  written  {}\n", printable(file)));
  return Verdict::Ok;
}

Verdict preview_file(const std::string& file, const PreviewCommand& command, bool colours) {
  const Result<Scenario> scenario = load_scenario(file, command.scenarios.settings);
  if (!scenario) {
    print_mistakes(scenario.error().message);
    return Verdict::BadInput;
  }
  Progress progress(scenario->name);
  SimulationOptions options;
  options.checkers = false;
  options.watch = progress.watch();
  const auto simulation = Simulation::create(*scenario, options);
  if (!simulation && interrupted()) return Verdict::Interrupted;
  if (!simulation) {
    print_mistakes(simulation.error().message);
    return verdict_of(simulation.error());
  }
  const Result<Preview> made = make_preview(*scenario, (*simulation)->world(), options.watch);
  if (!made && interrupted()) return Verdict::Interrupted;
  if (!made) {
    print_mistakes(made.error().message);
    return verdict_of(made.error());
  }
  std::string text = report_head(**simulation, {.colours = colours});
  Verdict verdict = Verdict::Ok;
  for (std::size_t i = 0; i < made->operations.size(); ++i) {
    const Preview::OperationPreview& operation = made->operations[i];
    const World& world = operation.world ? *operation.world : (*simulation)->world();
    const bool alone = !scenario->operations[i].with_previous;
    text += fmt::format(
        "\n{}\n",
        painted(Ink::Strong, printable(operation_text(scenario->operations[i])), colours));
    if (operation.refusal) {
      text += heading("Refused: " + printable(operation.refusal->message), colours);
      verdict = Verdict::Refused;
      continue;
    }
    text += counts_text(*scenario->model, operation, colours);
    text += below_text(world, operation, colours);
    text += vetoes_text(world, operation, colours);
    text += unmet_text(world, operation, alone, colours);
    text += breaches_text(world, operation, colours);
    text += keep_text(world, operation, colours);
    const bool agreed = operation.vetoes.empty() && (operation.unmet.empty() || !alone) &&
                        operation.breaches.empty() && operation.keep.empty();
    if (!agreed) verdict = Verdict::Refused;
    text += predicted_text(*scenario, operation, colours);
    text += path_text(world, operation, colours);
    text += agreed ? heading("To confirm", colours) + "    " +
                         confirmation(operation, *scenario->model) + "\n"
                   : heading("Nothing to confirm: it would be refused", colours);
  }
  print(text);
  if (command.save_plan.empty()) return verdict;
  return save_plan(*scenario, command.save_plan, verdict, options.watch);
}

}  // namespace

int preview(const PreviewCommand& command, bool colours) {
  const Result<std::vector<std::string>> files = find_scenarios(command.scenarios.files);
  if (!files) {
    print_error(files.error().message);
    return exit_code(Verdict::BadInput);
  }
  if (!command.save_plan.empty()) {
    if (files->size() > 1) {
      print_error("--save-plan needs one scenario");
      return exit_code(Verdict::BadInput);
    }
    if (same_file(files->front(), command.save_plan)) {
      print_error("--save-plan would replace the scenario " + printable(command.save_plan));
      return exit_code(Verdict::BadInput);
    }
  }
  std::vector<Verdict> verdicts;
  for (const std::string& file : *files) {
    if (interrupted()) break;
    if (!verdicts.empty()) print("\n");
    verdicts.push_back(preview_file(file, command, colours));
  }
  if (interrupted()) return end_interrupted();
  return exit_code(worst(verdicts));
}

}  // namespace cascade::sim::cli
