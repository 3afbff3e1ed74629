# The CMake package: find_package(qblock) gives the targets qblock::QBlock...

include(CMakePackageConfigHelpers)

get_property(targets GLOBAL PROPERTY QBLOCK_INSTALL_TARGETS)
install(TARGETS ${targets} EXPORT qblockTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h" PATTERN "*.td")
install(DIRECTORY ${PROJECT_BINARY_DIR}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h.inc" PATTERN "CMakeFiles" EXCLUDE)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/qblock)
install(EXPORT qblockTargets NAMESPACE qblock:: DESTINATION ${config_dir})
configure_package_config_file(cmake/qblockConfig.cmake.in
  ${PROJECT_BINARY_DIR}/qblockConfig.cmake INSTALL_DESTINATION ${config_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/qblockConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/qblockConfig.cmake
  ${PROJECT_BINARY_DIR}/qblockConfigVersion.cmake DESTINATION ${config_dir})
