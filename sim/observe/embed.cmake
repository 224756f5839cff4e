# Writes OUTPUT: C++ that defines each of the assets below as a string. Run at build time by assets.cmake; an asset that
# is a list of files becomes one text.
set(code "#include \"observe/report_assets.hpp\"\n\nnamespace wz {\n")
foreach(asset report_page report_style report_script chart_script validation_page validation_script)
    string(APPEND code "\nconst std::string_view ${asset} =")
    foreach(file IN LISTS ${asset})
        file(READ ${file} text)
        string(APPEND code " R\"~asset~(" "${text}" ")~asset~\"")
    endforeach()
    string(APPEND code ";\n")
endforeach()
string(APPEND code "\n}  // namespace wz\n")
file(WRITE ${OUTPUT} "${code}")
