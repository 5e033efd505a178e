// SPDX-License-Identifier: Apache-2.0
// Faults and latencies: what the simulated outside world does to each attempt of each act. A pure
// function of (seed, purpose, operation, pass, parent type, type, reaction, resource's name,
// attempt), never of the order of execution, so that policies can be compared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "engine/virtual_runner.h"
#include "sim/base/random.h"
#include "sim/base/yaml_document.h"
#include "sim/model/model.h"
#include "sim/world/world.h"

namespace cascade::sim {

/// One entry of a scenario's `faults`. The parts that are given must all match. An act of a
/// rehearsal (check pass) is meant only by `action: check`, since nothing happens in it.
///
/// Several may match one act: the first that is neither `slow` nor `appear` decides, all slow ones
/// multiply, all that appear do.
struct Fault {
  enum class Kind : std::uint8_t {
    FailBefore,
    FailAfter,
    Hang,
    Slow,
    LoseAnswer,
    AnswerTwice,
    Throw,
    Veto,  ///< Outside rehearsals an ordinary failure: it comes too late.
    Skip,
    Appear,  ///< `appears` is there from the act's start on; the act itself goes as it would.
  };
  Kind kind = Kind::FailBefore;
  std::string type;                      ///< Resource type; empty: any.
  std::string resource;                  ///< "Host/3"; empty: any.
  std::string step;                      ///< "Host->VmInstance"; empty: any.
  std::string action;                    ///< Reaction name; empty: any.
  std::optional<Ratio> ratio;            ///< Drawn per attempt; nothing: always.
  std::optional<std::uint32_t> attempt;  ///< Nothing: every attempt.
  std::uint32_t factor = 10;             ///< Slow: the latency is multiplied by it.
  std::string appears;                   ///< Appear: "VmInstance/9".
  Position position;
};

/// The word in scenario files: "fail", "fail_after", "hang", "slow", "lose_answer", ...
std::string_view to_string(Fault::Kind kind);

/// Interpolated in integers from a 64-bit draw.
Duration sample(const LatencyTable& table, std::uint64_t draw);

/// What a resource's name (the part behind the slash) adds to a draw. A written name that is a
/// decimal number counts like the generated one.
std::uint64_t name_key(std::string_view name);

/// Treats the acts of model extensions. Thread: the executor's.
class ModelTreatments final : public TreatmentSource {
 public:
  /// `operation` and `pass` count from 0.
  struct Key {
    std::uint64_t seed = 1;
    std::uint32_t operation = 0;
    std::uint32_t pass = 0;
  };
  /// `world` must outlive it. A fault that names an unknown type, resource, reaction or edge is
  /// reported into `diagnostics`; the treatments are not to be used then.
  static std::unique_ptr<ModelTreatments> make(const World& world, const std::vector<Fault>& faults,
                                               Diagnostics& diagnostics);
  /// Which pass the acts of `run` belong to. A nested run is given the key of the run above it.
  void set_pass(RunId run, Key key);
  /// Dry runs: every latency at its median, no faults.
  void set_dry(bool dry);
  ~ModelTreatments() override;
  [[nodiscard]] Treatment treat(const Act& act) override;
  /// What appears when `act` starts; pure.
  [[nodiscard]] std::vector<Resource> appearing(const Act& act);

 private:
  struct Parts;
  explicit ModelTreatments(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cascade::sim
