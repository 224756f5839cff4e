// Our small bridge from SFML's events to Dear ImGui.
#pragma once

#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Window/Event.hpp>
#include <array>
#include <vector>

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
    void take_key(const sf::Event::KeyEvent& key, bool down);

    sf::RenderWindow& window_;
    std::array<bool, 3> clicked_{};  // since the last frame: a click shorter than a frame is still a click
    std::array<bool, 3> held_{};
    // Likewise keys: those pressed since the last frame stay down for it, with their modifiers.
    std::vector<int> pressed_, released_;
    bool control_ = false, shift_ = false, alt_ = false;
};

}  // namespace studio
