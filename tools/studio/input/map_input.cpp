#include "input/map_input.hpp"

#include <imgui.h>

#include <cmath>

#include "panels/panels.hpp"
#include "view/picking.hpp"

namespace studio {

using namespace wz;

namespace {

constexpr float click_slack_px = 4;  // a hand is never quite still

Thing named_at(const Desk& desk, Vec2 px) {
    for (const auto& [rect, thing] : desk.names)
        if (rect.contains(px.x, px.y)) return thing;
    return {};
}

/// What moves is meant before the name that stands over it, the name before the ground that it stands on.
Thing meant_at(const Desk& desk, Vec2 px, float phase) {
    const Thing thing = thing_at(px, desk.camera, *desk.frame, desk.town(), phase);
    const bool moves =
        thing.kind == ThingKind::person || thing.kind == ThingKind::boat || thing.kind == ThingKind::cart;
    const Thing named = moves ? Thing{} : named_at(desk, px);
    return named.kind != ThingKind::none ? named : thing;
}

}  // namespace

void MapInput::mouse(Desk& desk, float phase) {
    const ImGuiIO& io = ImGui::GetIO();
    const Vec2 at{io.MousePos.x, io.MousePos.y};
    const bool over = !io.WantCaptureMouse && desk.layout.map.contains(at.x, at.y);
    if (over && io.MouseWheel != 0) {
        desk.camera.zoom(std::pow(1.18f, io.MouseWheel), desk.follow ? desk.camera.free.middle() : at);
        desk.fly_to.reset();
    }
    if (over && ImGui::IsMouseClicked(0)) dragging_ = true, moved_ = false, pressed_ = last_ = at;
    if (dragging_ && norm(at - pressed_) > click_slack_px) moved_ = true;
    if (dragging_ && moved_ && ImGui::IsMouseDown(0)) {
        desk.camera.pan(at - last_);
        desk.follow = false;
        desk.fly_to.reset();
    }
    last_ = at;
    if (dragging_ && !ImGui::IsMouseDown(0)) {
        dragging_ = false;
        if (!moved_) desk.select(meant_at(desk, pressed_, phase));
    }
    if (over && ImGui::IsMouseClicked(1)) {
        menu_for_ = named_at(desk, at);
        if (menu_for_.kind == ThingKind::none) menu_for_ = fixed_thing_at(at, desk.camera, *desk.frame, desk.town());
        menu_feature_ = menu_for_.kind == ThingKind::none ? road_at(desk.camera.to_metres(at), desk.town()) : "";
        if (menu_for_.kind != ThingKind::none || !menu_feature_.empty()) ImGui::OpenPopup("##thing");
    }
    menu(desk);
}

void MapInput::menu(Desk& desk) {
    if (!ImGui::BeginPopup("##thing")) return;
    thing_menu(desk, menu_for_, menu_feature_);
    ImGui::EndPopup();
}

void MapInput::key(Desk& desk, const sf::Event::KeyEvent& k) {
    using K = sf::Keyboard;
    const bool ready = desk.ready();
    if (k.control) {
        if (k.code == K::O) desk.dialog = Dialog::open;
        if (k.code == K::S && ready) desk.dialog = Dialog::save_scenario;
        if (k.code == K::E && ready) desk.dialog = Dialog::export_log;
        if (k.code == K::Z) desk.session.undo();
        if (k.code == K::Y) desk.session.redo();
        if (k.code == K::Q) desk.quit = true;
        if (k.code == K::Add || k.code == K::Equal) desk.settings.scale = std::min(3.0f, desk.fonts.scale + 0.25f);
        if (k.code == K::Subtract || k.code == K::Hyphen)
            desk.settings.scale = std::max(0.75f, desk.fonts.scale - 0.25f);
        return;
    }
    if (k.code == K::F1) desk.help = !desk.help;
    if (k.code == K::F2) desk.settings.left = !desk.settings.left;
    if (k.code == K::F3) desk.settings.right = !desk.settings.right;
    if (k.code == K::F4) desk.settings.map = !desk.settings.map;
    if (k.code == K::F12) desk.take_picture("studio");
    if (k.code == K::Escape) {
        if (desk.help)
            desk.help = false;
        else
            desk.select({});
    }
    if (!ready) return;
    const Status& st = desk.status;
    if (k.code == K::Space) st.seeking >= 0 ? desk.session.stop_seeking() : desk.session.play(!st.playing);
    if (k.code == K::Period) desk.session.step(1);
    if (k.code == K::Home) desk.session.seek(desk.scenario().start);
    const Tick leap = ticks(k.shift ? 600 : 60);
    if (k.code == K::Left) desk.session.seek(st.now - leap);
    if (k.code == K::Right) desk.session.seek(st.now + leap);
    if (k.code == K::F && desk.selected.kind != ThingKind::none) desk.follow = !desk.follow;
    if (k.code == K::Z) desk.camera.fit(desk.extent), desk.follow = false;
    if (k.code == K::D)
        desk.settings.layers.ground =
            static_cast<Ground>((static_cast<std::size_t>(desk.settings.layers.ground) + 1) % ground_words.size());
    if (k.code >= K::Num1 && k.code <= K::Num6)
        desk.turn_to = static_cast<Tab>(k.code - K::Num1), desk.settings.right = true;
}

}  // namespace studio
