# SPDX-License-Identifier: Apache-2.0
# Every source is formatted as .clang-format says.
#   cmake -D FORMATTER=clang-format-14 -D SOURCE_DIR=<checkout> -P format_test.cmake
cmake_minimum_required(VERSION 3.25)
set(patterns "")
foreach(folder IN ITEMS engine sim gui tests)
  list(APPEND patterns ${SOURCE_DIR}/${folder}/*.cc ${SOURCE_DIR}/${folder}/*.h)
endforeach()
file(GLOB_RECURSE sources ${patterns})
if(NOT sources)
  message(FATAL_ERROR "no sources under ${SOURCE_DIR}")
endif()
execute_process(COMMAND ${FORMATTER} --dry-run --Werror --style=file ${sources}
                RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "repair with: ${FORMATTER} -i <file>")
endif()
