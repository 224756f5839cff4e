// The window: events in, one frame out.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "desk.hpp"
#include "input/imgui_sfml.hpp"
#include "input/map_input.hpp"
#include "view/map_view.hpp"

namespace studio {

struct AppOptions {
    std::string scenario, at, status_file, size;
    unsigned threads = 0;  // 0: one less than cores
    float scale = 0;
    double speed = -1;
    bool play = false;
};

class App {
public:
    explicit App(const AppOptions& options);
    int run();

private:
    void events();
    void update();
    void build_fonts();
    void keep_log();
    void fly(float seconds);
    void draw();
    void panels();
    void picture();
    void pace(std::chrono::steady_clock::time_point began);
    [[nodiscard]] float interface_scale() const;

    AppOptions options_;
    Settings settings_;
    sf::RenderWindow window_;
    std::unique_ptr<ImGuiInput> imgui_;
    Session session_;
    Fonts fonts_;
    Desk desk_;
    MapView view_;
    MapInput input_;
    std::shared_ptr<const Commands> kept_;  // as last written
    std::uint64_t drawn_scenario_ = 0;      // Status::opened of the town that is built
    std::chrono::steady_clock::time_point began_, last_frame_, measured_, last_event_, wrote_status_;
    int frames_ = 0;
    float slowest_s_ = 0;
    bool started_ = false;
};

}  // namespace studio
