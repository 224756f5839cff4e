# Embeds the page of a study's report; it shares words, tables and the map with the report of a run.
set(run_report ${PROJECT_SOURCE_DIR}/sim/observe/report)
set(study_report ${CMAKE_CURRENT_LIST_DIR}/report)
set(study_scripts ${run_report}/words.js ${run_report}/table.js ${run_report}/map.js ${run_report}/labels.js
    ${study_report}/intervals.js ${study_report}/capacity.js ${study_report}/variants.js ${study_report}/short.js
    ${study_report}/places.js
    ${study_report}/method.js ${study_report}/main.js)
set(study_styles ${run_report}/style.css ${study_report}/study.css)
set(study_assets ${CMAKE_CURRENT_BINARY_DIR}/study/report_assets.cpp)
add_custom_command(OUTPUT ${study_assets}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${study_assets} -DHEADER=study/report_assets.hpp -DNAMESPACE=study
            "-DASSETS=study_body;study_style;study_script" -Dstudy_body=${study_report}/body.html
            "-Dstudy_style=${study_styles}" "-Dstudy_script=${study_scripts}"
            -P ${PROJECT_SOURCE_DIR}/sim/observe/embed.cmake
    DEPENDS ${study_report}/body.html ${study_styles} ${study_scripts} ${PROJECT_SOURCE_DIR}/sim/observe/embed.cmake
    COMMENT "Embedding the study's report page" VERBATIM)
target_sources(wz_study PRIVATE ${study_assets})
