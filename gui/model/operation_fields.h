// SPDX-License-Identifier: Apache-2.0
// One operation of a scenario as fields to be edited, whichever of its forms the file uses:
// { delete: Zone/1, mode: permissive }, { detach: ..., from: ... }, { run: ..., on: ..., with: ...
// }.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/yaml_document.h"
#include "sim/model/model.h"

namespace cascade::gui {

/// A value; thread: any.
struct OperationFields {
  std::string path{};           ///< "operations.0"
  std::string name{};           ///< Of the model's operations, as far as the file says it.
  std::string targets{};        ///< "Zone/1" or "Zone/1, Zone/2".
  std::string targets_path{};   ///< "operations.0.delete"
  std::string argument{};       ///< "Cluster/2"; empty: none.
  std::string argument_path{};  ///< Empty: its form has no place for one.
  bool is_delete = false;       ///< It has the form { delete: ..., mode: ... }.
};

/// Where the operations stand: "operations.0", and "operations.1.together.0" of those that go on at
/// the same time.
std::vector<std::string> operation_paths(const sim::YamlNode& root);

/// Of the entry at `path`, which there is. Null for `model`: none is known.
OperationFields operation_fields(const sim::YamlNode& root, const std::string& path,
                                 const sim::Model* model);

/// "Zone/1, Zone/2" -> "[Zone/1, Zone/2]": what stands at targets_path for it.
std::string targets_yaml(std::string_view words);

/// The whole entry with another operation of the model, for the same targets.
std::string with_operation(const OperationFields& fields, const sim::OperationSpec& operation,
                           const sim::Model& model);

}  // namespace cascade::gui
