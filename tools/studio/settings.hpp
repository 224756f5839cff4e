// What the window remembers: in $XDG_CONFIG_HOME/wuzhen/studio.json. A broken file is as good as none.
#pragma once

#include <string>
#include <vector>

#include "view/layers.hpp"

namespace studio {

struct Settings {
    int width = 1600, height = 900;
    float scale = 0;  // of the interface; 0: by the size of the screen
    double speed = 5;
    bool left = true, right = true, map = true;
    Layers layers;
    std::vector<std::string> recent;  // the latest first

    void opened(const std::string& path);
};

/// Where the log of the running session is kept as it grows: $XDG_STATE_HOME/wuzhen/last_session.jsonl.
std::string last_session_file();
Settings load_settings();
void save_settings(const Settings& settings);

}  // namespace studio
