# Embeds the report's page into wz_observe, so that the program needs no file of its own at run time.
find_file(WUZHEN_CHART_JS chart.min.js PATHS /usr/share/javascript/chart.js /usr/share/nodejs/chart.js/dist
    NO_DEFAULT_PATH REQUIRED DOC "Chart.js 3, Debian package libjs-chart.js")
set(report ${CMAKE_CURRENT_LIST_DIR}/report)
# The page's scripts share one scope; they run in this order.
set(report_scripts ${report}/words.js ${report}/table.js ${report}/tables.js ${report}/warnings.js ${report}/map.js
    ${report}/labels.js ${report}/charts.js ${report}/main.js)
set(report_assets ${CMAKE_CURRENT_BINARY_DIR}/observe/report_assets.cpp)
add_custom_command(OUTPUT ${report_assets}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${report_assets} -DHEADER=observe/report_assets.hpp -DNAMESPACE=wz
            "-DASSETS=report_page;report_body;report_style;report_script;chart_script;validation_page;validation_script"
            -Dreport_page=${report}/page.html -Dreport_body=${report}/body.html -Dreport_style=${report}/style.css
            "-Dreport_script=${report_scripts}" -Dchart_script=${WUZHEN_CHART_JS}
            -Dvalidation_page=${report}/validation.html -Dvalidation_script=${report}/validation.js
            -P ${CMAKE_CURRENT_LIST_DIR}/embed.cmake
    DEPENDS ${report}/validation.html ${report}/validation.js ${report}/page.html ${report}/body.html ${report}/style.css
            ${report_scripts} ${WUZHEN_CHART_JS} ${CMAKE_CURRENT_LIST_DIR}/embed.cmake
    COMMENT "Embedding the report page" VERBATIM)
target_sources(wz_observe PRIVATE ${report_assets})
