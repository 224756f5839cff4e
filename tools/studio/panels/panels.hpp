// Everything around the map.
#pragma once

#include "desk.hpp"

namespace studio {

void set_theme(float scale);
[[nodiscard]] Layout lay_out(float width, float height, const Settings& settings, float scale);

void top_bar(Desk& desk);
void timeline(Desk& desk);
void layers_panel(Desk& desk);
void small_map(Desk& desk);
void scale_bar(Desk& desk);
/// Tabs on the right.
void side_panel(Desk& desk);
void inspector(Desk& desk);
void hurts(Desk& desk);
void changes(Desk& desk);
void parameters(Desk& desk);
void curves(Desk& desk);
void command_list(Desk& desk);
/// What is over all else: dialogs, help, mistakes in files, notices.
void dialogs(Desk& desk);
void problems(Desk& desk);
void help_page(Desk& desk);
void notice(Desk& desk);
/// What can be done to a thing of the map, as menu entries.
void thing_menu(Desk& desk, const wz::Thing& thing, const std::string& feature);

// ---- small pieces
enum class Icon : std::uint8_t { play, pause, step, start, slower, faster, undo, redo, help, camera };
bool icon_button(Desk& desk, const char* name, Icon icon, const char* hint, bool enabled = true, bool on = false);
void hint(const char* text);
bool begin_fixed(const char* name, const PixelRect& rect, float padding);
struct CurveStyle {
    ImU32 colour = 0;
    const char* unit = "";
    const char* name = "";  // of the files that it is saved in
};
using CurvePoints = std::vector<std::pair<wz::Tick, float>>;
/// One curve over ticks, with its scale; returns the tick under the cursor, or a negative one.
wz::Tick draw_curve(Desk& desk, const PixelRect& box, const CurvePoints& points, wz::Tick from, wz::Tick to,
                    const CurveStyle& style);
/// The curves of the day so far of one gate, dock, stop, bridge or event; of docks and stops service by service.
void day_curves(Desk& desk, const std::string& id, bool with_services);
std::string count_words(double n);  // 12,345

}  // namespace studio
