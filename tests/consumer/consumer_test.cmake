# SPDX-License-Identifier: Apache-2.0
#   cmake -D BUILD=<build tree> -D CONSUMER=<project> -D SCENARIOS=<folder of the shipped ones>
#         -D WORK=<scratch> -D COMPILER=... -P ...
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)

# The programs find what was installed with them: here what the source tree does not have.
set(bin ${WORK}/prefix/bin)
set(share ${WORK}/prefix/share/cascade_lab/scenarios)
file(COPY_FILE ${SCENARIOS}/models/ring.yaml ${share}/models/installed-only.yaml)
file(READ ${SCENARIOS}/type-cycle.yaml scenario)
string(REPLACE "model: ring" "model: installed-only" scenario "${scenario}")
if(NOT scenario MATCHES "model: installed-only")
  message(FATAL_ERROR "type-cycle.yaml has another model now")
endif()
file(WRITE ${WORK}/mine.yaml "${scenario}")
file(WRITE ${share}/by-name.yaml "${scenario}")
if(EXISTS ${bin}/cascade)
  run(${bin}/cascade run host-stops-vms by-name mine.yaml zstack/destroy-vm-delay)
  run(${bin}/cascade preview delete-zone)
  run(${bin}/cascade tree models/zstack)
endif()
if(EXISTS ${bin}/cascade-gui)
  run(${bin}/cascade-gui --version)
endif()

run(${CMAKE_COMMAND} -S ${CONSUMER} -B ${WORK}/build -G Ninja -D CMAKE_CXX_COMPILER=${COMPILER} #
    -D CMAKE_PREFIX_PATH=${WORK}/prefix)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/consumer ${SCENARIOS}/host-stops-vms.yaml)
