# SPDX-License-Identifier: Apache-2.0
# README must show the embedding example as it is compiled: the file, without its first lines.
# cmake -D SOURCE_DIR=... -P readme_test.cmake
file(READ ${SOURCE_DIR}/README.md readme)
file(READ ${SOURCE_DIR}/tests/embedding/embedding_example.cc example)
string(FIND "${example}" "#include <cstdio>" begin)
string(SUBSTRING "${example}" ${begin} -1 example)
string(FIND "${readme}" "${example}" found)
if(found EQUAL -1)
  message(FATAL_ERROR "README.md does not show tests/embedding/embedding_example.cc as it is")
endif()
