# Writes OUTPUT (a header) from `git describe` in SOURCE_DIR; run at build time by tools/CMakeLists.txt.
execute_process(COMMAND git describe --always --dirty
    WORKING_DIRECTORY ${SOURCE_DIR} OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET RESULT_VARIABLE failed)
if(failed OR NOT revision)
    set(revision "unknown") # a source archive, or no git
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#pragma once

namespace wuzhen {
inline constexpr char version[] = "@PROJECT_VERSION@";
inline constexpr char revision[] = "@revision@";
}  // namespace wuzhen
]])
