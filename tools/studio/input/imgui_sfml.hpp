// Our small bridge from SFML's events to Dear ImGui.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Window/Event.hpp>
#include <array>

namespace studio {

class ImGuiInput {
public:
    explicit ImGuiInput(sf::RenderWindow& window);
    ~ImGuiInput();
    ImGuiInput(const ImGuiInput&) = delete;
    ImGuiInput& operator=(const ImGuiInput&) = delete;

    void take(const sf::Event& event);
    void begin_frame(float seconds);
    /// Over what SFML has drawn.
    void draw();

private:
    sf::RenderWindow& window_;
    std::array<bool, 3> clicked_{};  // since the last frame: a click shorter than a frame is still a click
    std::array<bool, 3> held_{};
};

}  // namespace studio
