#include "desk.hpp"

#include <imgui.h>

#include <algorithm>

namespace studio {

void Desk::say(std::string text) {
    notice = std::move(text);
    notice_until = ImGui::GetTime() + 4;
}

void Desk::take_picture(std::string of, const PixelRect& part) {
    picture_of = std::move(of);
    picture_part = part;
}

void Desk::offer_csv(std::string name, std::string text) {
    csv = std::move(text);
    csv_name = std::move(name);
    dialog = Dialog::save_csv;
}

void Desk::mark(const std::string& name) {
    const ImVec2 a = ImGui::GetItemRectMin(), b = ImGui::GetItemRectMax();
    marks[name] = {a.x, a.y, b.x - a.x, b.y - a.y};
}

void Desk::select(const wz::Thing& thing) {
    selected = thing;
    if (thing.kind == wz::ThingKind::none) follow = false;
    wishes.watched = thing;
    wishes.jam = false;
    if (thing.kind != wz::ThingKind::none) turn_to = Tab::inspect;
    session.wish(wishes);
}

void Desk::go_to(wz::Vec2 at, float least_scale) {
    camera.scale = std::max(camera.scale, least_scale);
    fly_to = at;
}

std::optional<double> Desk::value(const Setting& setting) const {
    return value_of(setting, status.now, *status.scenario, *status.town, *status.journal);
}

void Desk::set(const Setting& setting, double value) { session.submit(command_for(setting, value)); }

}  // namespace studio
