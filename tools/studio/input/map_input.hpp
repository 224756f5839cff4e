// Mouse and keys over the map.
#pragma once

#include <SFML/Window/Event.hpp>
#include <string>

#include "desk.hpp"

namespace studio {

class MapInput {
public:
    /// Mouse over the map, when no panel takes it; call inside an ImGui frame.
    void mouse(Desk& desk, float phase);
    /// Shortcuts, when nobody types into a field.
    static void key(Desk& desk, const sf::Event::KeyEvent& key);

private:
    void menu(Desk& desk);

    bool dragging_ = false, moved_ = false;
    wz::Vec2 pressed_, last_;
    wz::Thing menu_for_;
    std::string menu_feature_;  // a road: nothing else to say about it
};

}  // namespace studio
