// What the panels and the map share: the run, what is selected, what is shown.
#pragma once

#include <SFML/Graphics/Texture.hpp>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "fonts.hpp"
#include "session/session.hpp"
#include "settings.hpp"
#include "view/camera.hpp"

namespace studio {

/// Where everything lies in the window, px.
struct Layout {
    PixelRect top, left, right, bottom, map;
};

enum class Tab : std::uint8_t { inspect, hurts, change, parameters, curves, log, none };
enum class Dialog : std::uint8_t { none, open, save_scenario, export_log, save_csv };

/// A curve of what is watched, while it is watched.
struct Trace {
    wz::Thing of;
    std::deque<std::pair<wz::Tick, float>> points;
};

struct Desk {
    Session& session;
    Settings& settings;
    Fonts& fonts;
    Status status;
    std::shared_ptr<const Frame> frame;
    Camera camera;
    Layout layout;
    const sf::Texture* small_map = nullptr;
    wz::Box extent;

    wz::Thing selected;
    bool follow = false;
    Wishes wishes;
    Trace trace;
    Tab tab = Tab::inspect;   // shown
    Tab turn_to = Tab::none;  // in the next frame
    Dialog dialog = Dialog::none;
    bool help = false, quit = false;
    std::string notice;  // shown for a while
    double notice_until = 0;
    std::optional<wz::Vec2> fly_to;
    std::string picture_of;                              // what the picture of the next frame shows: its name begins so
    PixelRect picture_part;                              // of the window; without width: all
    std::string csv, csv_name;                           // offered to be saved
    std::vector<std::pair<PixelRect, wz::Thing>> names;  // on the map: a click on a name means the thing
    std::map<std::string, PixelRect> marks;              // where widgets are, for tests and the status file
    double frames_per_s = 0;
    double slowest_frame_ms = 0;
    double first_frame_s = 0;

    [[nodiscard]] bool ready() const { return status.stage == Stage::ready && status.town && frame; }
    [[nodiscard]] const wz::Town& town() const { return *status.town; }
    [[nodiscard]] const wz::Scenario& scenario() const { return *status.scenario; }
    [[nodiscard]] float s(float px) const { return px * fonts.scale; }
    void say(std::string text);
    void take_picture(std::string of, const PixelRect& part = {0, 0, 0, 0});
    /// Opens the dialog in which the text can be saved.
    void offer_csv(std::string name, std::string text);
    /// The item just drawn is called so.
    void mark(const std::string& name);
    void select(const wz::Thing& thing);
    /// Brings it to the middle.
    void go_to(wz::Vec2 at, float least_scale = 3);
    /// What the setting is now, and a button or slider to change it by a command.
    [[nodiscard]] std::optional<double> value(const Setting& setting) const;
    void set(const Setting& setting, double value);
};

}  // namespace studio
