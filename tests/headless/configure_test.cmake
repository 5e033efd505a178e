# SPDX-License-Identifier: Apache-2.0
# Configures a project without the desktop app, tracing every command that CMake carries out, and
# fails if one that searches was told to look for a library of windows or graphics.
#   cmake -D PROJECT=<source> -D WORK=<scratch> -D COMPILER=... -P configure_test.cmake
cmake_minimum_required(VERSION 3.25)
set(searches "find_package|find_dependency|find_library|find_path|find_file|find_program")
string(APPEND searches "|pkg_check_modules|pkg_search_module|check_include_file_cxx")
string(APPEND searches "|check_library_exists")
set(names "opengl|glfw|imgui|egl|glx|x11|libgl|glew|glad")

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
execute_process(
  COMMAND
    ${CMAKE_COMMAND} -S ${PROJECT} -B ${WORK}/build -G Ninja -D CMAKE_CXX_COMPILER=${COMPILER}
    -D CASCADE_BUILD_GUI=OFF -D CASCADE_BUILD_TESTS=ON -D CASCADE_BUILD_BENCHMARKS=ON
    --trace-expand --trace-format=json-v1 --trace-redirect=${WORK}/trace.json
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

file(STRINGS ${WORK}/trace.json calls REGEX "\"cmd\":\"(${searches})\"")
list(LENGTH calls count)
if(count EQUAL 0)
  message(FATAL_ERROR "the trace shows no search at all: the check sees nothing")
endif()
message(STATUS "${count} searches")
foreach(call IN LISTS calls)
  # Only what was asked for; this clone may lie in a directory of any name.
  string(JSON arguments GET "${call}" args)
  string(REPLACE "${PROJECT}" "" arguments "${arguments}")
  string(TOLOWER "${arguments}" lower)
  if(lower MATCHES "(^|[^a-z])(${names})")
    message(SEND_ERROR "a headless configure looked for it: ${call}")
  endif()
endforeach()
