# Writes OUTPUT: C++ that defines each of ASSETS as a string in NAMESPACE, as HEADER declares them. Run at build time; the
# variable of an asset's name lists its files, which become one text.
set(code "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n")
foreach(asset IN LISTS ASSETS)
    string(APPEND code "\nconst std::string_view ${asset} =")
    foreach(file IN LISTS ${asset})
        file(READ ${file} text)
        string(APPEND code " R\"~asset~(" "${text}" ")~asset~\"")
    endforeach()
    string(APPEND code ";\n")
endforeach()
string(APPEND code "\n}  // namespace ${NAMESPACE}\n")
file(WRITE ${OUTPUT} "${code}")
