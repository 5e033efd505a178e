// SPDX-License-Identifier: Apache-2.0
#include "gui/model/text_file.h"

#include "gui/model/new_file.h"

namespace cascade::gui {

Result<void> write_text_file(const std::string& file, std::string_view text) {
  Result<NewFile> made = NewFile::create(file);
  if (!made) return tl::unexpected(std::move(made).error());
  made->write(text);
  return made->commit();
}

}  // namespace cascade::gui
