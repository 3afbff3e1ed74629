# Finds LLVM/MLIR 22 and defines how targets link it: against the two shared
# libraries only, because a plugin with static archives would bring second
# TypeIDs and options.

# LLVM's version file accepts a request with major and minor version only.
find_package(MLIR 22.1 REQUIRED CONFIG HINTS /usr/lib/llvm-22/lib/cmake/mlir)
message(STATUS "MLIR ${LLVM_PACKAGE_VERSION} in ${MLIR_DIR}")

list(APPEND CMAKE_MODULE_PATH ${MLIR_CMAKE_DIR} ${LLVM_CMAKE_DIR})
include(TableGen)
include(AddLLVM)
include(AddMLIR)


# The directory's include path is also what mlir-tblgen searches.
include_directories(${PROJECT_SOURCE_DIR}/include ${PROJECT_BINARY_DIR}/include)
include_directories(SYSTEM ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
separate_arguments(QBLOCK_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")

# Compiled code calls it from several threads.
find_library(QBLOCK_OPENMP omp HINTS ${LLVM_LIBRARY_DIRS} REQUIRED)

# libMLIR is not in the dynamic linker's path.
set(CMAKE_BUILD_RPATH ${LLVM_LIBRARY_DIRS})
set(CMAKE_INSTALL_RPATH "$ORIGIN/../lib;${LLVM_LIBRARY_DIRS}")

# qblock_add_mlir_library(NAME source... [DEPENDS target...] [LINK lib...])
function(qblock_add_mlir_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_UNPARSED_ARGUMENTS})
  qblock_set_flags(${name})
  target_compile_definitions(${name} PUBLIC ${QBLOCK_LLVM_DEFINITIONS})
  # Generated headers come first; MLIR's names are resolved by the final link.
  add_dependencies(${name} QBlockIncGen ${ARG_DEPENDS})
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
  set_property(GLOBAL APPEND PROPERTY QBLOCK_INSTALL_TARGETS ${name})
endfunction()

# qblock_add_mlir_tool(NAME source... [LINK lib...])
function(qblock_add_mlir_tool name)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  qblock_set_flags(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} MLIR LLVM)
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()
