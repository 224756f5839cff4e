#include <fmt/format.h>

#include "commands.hpp"
#include "params/params.hpp"

namespace wuzhen {

int list_params(bool markdown) {
    if (markdown) fmt::print("| parameter | default | range | unit | meaning | source |\n|---|---|---|---|---|---|\n");
    for (const wz::ParamInfo& p : wz::all_params()) {
        if (markdown)
            fmt::print("| `{}` | {:g} | {:g}–{:g} | {} | {} | {} |\n", p.name, p.default_value, p.lowest, p.highest,
                       p.unit, p.help, p.source);
        else
            fmt::print("{:<34} {:>8g} {:<9} {:>8g} .. {:<8g} {}\n{:>57}source: {}\n", p.name, p.default_value, p.unit,
                       p.lowest, p.highest, p.help, "", p.source);
    }
    return 0;
}

}  // namespace wuzhen
