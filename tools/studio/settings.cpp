#include "settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace studio {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::size_t most_recent = 10;

/// The folder that an XDG variable names, or the usual one at home.
fs::path folder(const char* variable, const char* at_home) {
    const char* own = std::getenv(variable);
    const char* home = std::getenv("HOME");
    return (own && *own ? fs::path(own) : fs::path(home ? home : ".") / at_home) / "wuzhen";
}
fs::path file() { return folder("XDG_CONFIG_HOME", ".config") / "studio.json"; }

template <class T>
void read(const json& j, const char* key, T& value) {
    const auto it = j.find(key);
    if (it != j.end()) value = it->get<T>();
}

}  // namespace

void Settings::opened(const std::string& path) {
    std::error_code ignored;
    const std::string whole = fs::absolute(path, ignored).lexically_normal().string();
    std::erase(recent, whole);
    recent.insert(recent.begin(), whole);
    if (recent.size() > most_recent) recent.resize(most_recent);
}

std::string last_session_file() {
    const fs::path to = folder("XDG_STATE_HOME", ".local/state");
    std::error_code ignored;
    fs::create_directories(to, ignored);
    return (to / "last_session.jsonl").string();
}

Settings load_settings() {
    Settings s;
    try {
        std::ifstream in(file());
        if (!in) return s;
        const json j = json::parse(in);
        read(j, "width", s.width), read(j, "height", s.height), read(j, "scale", s.scale), read(j, "speed", s.speed);
        read(j, "left", s.left), read(j, "right", s.right), read(j, "map", s.map), read(j, "recent", s.recent);
        read(j, "people", s.layers.people), read(j, "surface", s.layers.surface), read(j, "labels", s.layers.labels);
        read(j, "queues", s.layers.queues), read(j, "flow", s.layers.flow), read(j, "zones", s.layers.zones);
        read(j, "graph", s.layers.graph), read(j, "grid", s.layers.grid), read(j, "daylight", s.layers.daylight);
        std::size_t ground = 0, colour = 0;
        read(j, "ground", ground), read(j, "colour", colour);
        if (ground < ground_words.size()) s.layers.ground = static_cast<Ground>(ground);
        if (colour < people_colour_words.size()) s.layers.colour = static_cast<PeopleColour>(colour);
    } catch (const std::exception&) {
        return {};
    }
    s.width = std::clamp(s.width, 800, 16000), s.height = std::clamp(s.height, 500, 16000);
    s.scale = s.scale <= 0 ? 0 : std::clamp(s.scale, 0.75f, 4.0f);
    s.speed = std::clamp(s.speed, 0.0, 1000.0);
    return s;
}

void save_settings(const Settings& s) {
    const Layers& l = s.layers;
    const json j{{"width", s.width},
                 {"height", s.height},
                 {"scale", s.scale},
                 {"speed", s.speed},
                 {"left", s.left},
                 {"right", s.right},
                 {"map", s.map},
                 {"recent", s.recent},
                 {"people", l.people},
                 {"surface", l.surface},
                 {"labels", l.labels},
                 {"queues", l.queues},
                 {"flow", l.flow},
                 {"zones", l.zones},
                 {"graph", l.graph},
                 {"grid", l.grid},
                 {"daylight", l.daylight},
                 {"ground", static_cast<int>(l.ground)},
                 {"colour", static_cast<int>(l.colour)}};
    std::error_code ignored;
    const fs::path to = file(), part = to.string() + ".part";
    fs::create_directories(to.parent_path(), ignored);
    std::ofstream(part) << j.dump(1) << '\n';
    fs::rename(part, to, ignored);
}

}  // namespace studio
