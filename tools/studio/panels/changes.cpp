// Interventions: weather, programme, gates, boats; and the menu of a thing on the map. All become commands.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "observe/service_words.hpp"
#include "panels/panels.hpp"
#include "panels/setting_slider.hpp"

namespace studio {

using namespace wz;

namespace {

void weather(Desk& desk) {
    bool rain = desk.value({CommandKind::rain, {}}).value_or(0) != 0;
    if (ImGui::Checkbox("Rain: boats stop, once they have landed", &rain))
        desk.set({CommandKind::rain, {}}, rain ? 1 : 0);
    desk.mark("rain");
    setting_slider(desk, "Water level", {CommandKind::set_param, "waterway.water_level_m"}, {-1.5f, 2, "%.2f m", false},
                   "water_level");
}

void programme(Desk& desk) {
    static int minutes = 15;
    ImGui::SetNextItemWidth(desk.s(130));
    ImGui::SliderInt("minutes", &minutes, 5, 60);
    for (std::size_t e = 0; e < desk.scenario().programme.size(); ++e) {
        const ProgrammeEvent& event = desk.scenario().programme[EventId(e)];
        if (event.end <= desk.status.now) continue;
        ImGui::PushID(static_cast<int>(e));
        if (ImGui::SmallButton("Hold")) {
            desk.session.submit(
                {.kind = CommandKind::hold_event, .target = event.id, .value = static_cast<double>(minutes)});
            desk.say(fmt::format("{} is put off by {} min", event.title_en, minutes));
        }
        ImGui::SameLine();
        if (ImGui::Selectable(
                fmt::format("{} {}\n{}", clock_text(event.start).substr(0, 5), event.title_zh, event.title_en).c_str()))
            desk.select({ThingKind::event, static_cast<std::uint32_t>(e), {}});
        ImGui::PopID();
    }
}

void gates(Desk& desk) {
    for (const Gate& g : desk.town().gates) {
        ImGui::TextWrapped("%s %s", g.name.zh.c_str(), g.name.en.c_str());
        const auto most = static_cast<float>(std::max(12, 2 * g.lanes));
        setting_slider(desk, "lanes in", {CommandKind::gate_lanes, g.name.id}, {0, most, "%.0f", true},
                       "lanes_in_" + g.name.id);
        setting_slider(desk, "lanes out", {CommandKind::gate_exit_lanes, g.name.id}, {0, most, "%.0f", true},
                       "lanes_out_" + g.name.id);
        setting_slider(desk, "most within (0: any)", {CommandKind::gate_limit, g.name.id}, {0, 40000, "%.0f", true},
                       "limit_" + g.name.id);
    }
}

void boats(Desk& desk) {
    const FleetSpec& fleet = desk.scenario().boats;
    if (fleet.boats == 0) return ImGui::TextDisabled("This day has no boats.");
    for (const BoatServiceSpec& s : fleet.services) {
        const auto [zh, en] = words(s.kind);
        const Name& dock = desk.town().docks[s.from].name;
        const std::string what = en.empty() ? s.id : fmt::format("{} {}", zh, en);
        ImGui::TextWrapped("%s", fmt::format("{}, {} {}", what, dock.zh, dock.en).c_str());
        setting_slider(desk, "##boats", {CommandKind::service_boats, s.id},
                       {0, static_cast<float>(fleet.boats), "%.0f boats", true}, "boats_" + s.id);
    }
}

void carts(Desk& desk) {
    if (desk.scenario().lines.empty()) return ImGui::TextDisabled("This day has no carts.");
    for (const CartLineSpec& line : desk.scenario().lines) {
        ImGui::TextWrapped("%s %s", line.name_zh.c_str(), line.name_en.c_str());
        setting_slider(desk, "vehicles", {CommandKind::line_vehicles, line.id},
                       {0, static_cast<float>(std::max(12, 2 * line.vehicles)), "%.0f", true}, "vehicles_" + line.id);
        setting_slider(desk, "s apart", {CommandKind::line_headway, line.id}, {0, 1800, "%.0f s", true},
                       "headway_" + line.id);
        hint("Between departures from the first stop; 0: on demand");
    }
}

/// A choice among names; `all` is the first, if not empty.
void choose(Desk& desk, const char* mark, const std::string& all, const std::vector<std::string>& names, int& chosen) {
    const int first = all.empty() ? 0 : -1;
    chosen = std::clamp(chosen, first, static_cast<int>(names.size()) - 1);
    const auto name = [&](int i) { return i < 0 ? all.c_str() : names[static_cast<std::size_t>(i)].c_str(); };
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo(fmt::format("##{}", mark).c_str(), name(chosen))) {
        for (int i = first; i < static_cast<int>(names.size()); ++i)
            if (ImGui::Selectable(name(i), i == chosen)) chosen = i;
        ImGui::EndCombo();
    }
    desk.mark(mark);
}

/// Zones closed to some or to all: those in force, and a new one.
void cordons(Desk& desk) {
    const auto& passes = desk.scenario().passes;
    std::vector<std::string> zones, zone_ids, holders;
    for (const Zone& z : desk.town().zones)
        if (z.access_bit >= 0) zones.push_back(z.name.zh + " " + z.name.en), zone_ids.push_back(z.name.id);
    for (const Pass& p : passes) holders.push_back(fmt::format("holders of {} {}", p.name_zh, p.name_en));
    if (zones.empty()) return ImGui::TextDisabled("This map has no zones with access rules.");
    for (std::size_t i = 0; i < desk.frame->cordons.size(); ++i) {
        const Cordon& c = desk.frame->cordons[i];
        const Name& zone = desk.town().zones[c.zone].name;
        ImGui::PushID(static_cast<int>(i));  // the same from frame to frame, else no click arrives while time goes on
        if (ImGui::SmallButton("Lift"))
            desk.session.submit({.kind = CommandKind::lift_cordon,
                                 .target = zone.id,
                                 .pass = c.pass.valid() ? passes[c.pass].id : std::string()});
        desk.mark("cordon_lift");
        hint(c.pass.valid() ? "For these holders" : "All cordons round this zone");
        ImGui::SameLine();
        ImGui::TextWrapped("%s", fmt::format("{} {}, closed to {}{}", zone.zh, zone.en,
                                             c.pass.valid() ? passes[c.pass].name_en : "everybody",
                                             c.until == never ? "" : " until " + clock_text(c.until).substr(0, 5))
                                     .c_str());
        ImGui::PopID();
    }
    static int zone = 0, holder = -1, minutes = 30;
    choose(desk, "cordon_zone", {}, zones, zone);
    choose(desk, "cordon_pass", "everybody", holders, holder);
    ImGui::SetNextItemWidth(desk.s(130));
    ImGui::SliderInt("##cordon_minutes", &minutes, 0, 240, minutes > 0 ? "for %d min" : "until it is lifted");
    desk.mark("cordon_minutes");
    ImGui::SameLine();
    if (ImGui::Button("Close it to them")) {
        desk.session.submit({.kind = CommandKind::cordon,
                             .target = zone_ids[static_cast<std::size_t>(zone)],
                             .pass = holder < 0 ? std::string() : passes[PassId(static_cast<std::size_t>(holder))].id,
                             .until = minutes > 0 ? desk.status.now + ticks(60 * minutes) : never});
        desk.say(fmt::format("{} is closed from the next step on", zones[static_cast<std::size_t>(zone)]));
    }
    desk.mark("cordon_draw");
    hint("Those inside come out by the shortest way, those on the way there make other plans");
}

/// How the town is run, in a few words each: parameters by which services decide.
void policies(Desk& desk) {
    constexpr std::pair<const char*, const char*> all[] = {
        {"routing.update_period_s", "between forecasts"},   {"waterway.shared_timeout_min", "shared boats wait"},
        {"waterway.ferry_timeout_min", "ferries wait"},     {"waterway.platoon", "boats in a platoon"},
        {"shuttle.boarding_patience_s", "doors stay open"}, {"demand.patience_min", "patience at docks"},
    };
    for (const auto& [name, words] : all)
        if (const ParamInfo* p = find_param(name))
            setting_slider(desk, words, {CommandKind::set_param, name},
                           {static_cast<float>(p->lowest), static_cast<float>(p->highest),
                            fmt::format("%.4g {}", p->unit).c_str(), p->type == ParamType::whole},
                           std::string("policy_") + name);
}

/// A motorcade: no cart or bus enters the road, people stop at its crossings.
void clearance(Desk& desk, const std::string& id) {
    const auto& roads = desk.town().map.roads;
    if (std::ranges::find(roads, id, [](const RoadFeature& r) { return r.id; }) == roads.end()) return;
    const bool open = ImGui::BeginMenu("Clear it for a motorcade …");
    desk.mark("menu_clear");
    if (!open) return;
    for (const int minutes : {5, 10, 20}) {
        if (ImGui::MenuItem(fmt::format("{} min", minutes).c_str())) desk.set({CommandKind::clear_road, id}, minutes);
        desk.mark(fmt::format("clear_{}", minutes));
    }
    ImGui::EndMenu();
}

void toggle(Desk& desk, const std::string& id) {
    const bool closed = desk.value({CommandKind::close, id}).value_or(0) != 0;
    if (ImGui::MenuItem(closed ? "Open" : "Close")) desk.set({CommandKind::close, id}, closed ? 0 : 1);
    desk.mark("menu_close");
    if (closed || !ImGui::BeginMenu("Close for …")) return;
    for (const int minutes : {5, 15, 30, 60})
        if (ImGui::MenuItem(fmt::format("{} min", minutes).c_str()))
            desk.session.submit(command_for({CommandKind::close, id}, 1), ticks(60 * minutes));
    ImGui::EndMenu();
}

/// The id by which commands name it.
std::string feature_of(const Desk& desk, const Thing& t) {
    const Town& town = desk.town();
    if (t.kind == ThingKind::street) return town.patches[PatchId(t.index)].name.id;
    if (t.kind == ThingKind::canal) return town.canal_names[t.index].id;
    if (t.kind == ThingKind::queue && t.queue.kind != QueueName::Kind::door) return name_of(town, t.queue).id;
    return {};
}

}  // namespace

void thing_menu(Desk& desk, const Thing& thing, const std::string& feature) {
    const std::string id = feature.empty() ? feature_of(desk, thing) : feature;
    ImGui::TextDisabled("%s", id.empty() ? "" : name_of_feature(desk.town(), id).c_str());
    if (thing.kind != ThingKind::none && ImGui::MenuItem("Inspect")) desk.select(thing);
    if (!id.empty()) toggle(desk, id), clearance(desk, id);
    const auto& lines = desk.town().map.walk_lines;
    const auto line = std::ranges::find(lines, id, [](const WalkLine& l) { return l.id; });
    if (thing.kind == ThingKind::street && line != lines.end()) {
        const double way = desk.value({CommandKind::one_way, id}).value_or(0);
        const auto choice = [&](const char* text, double v) {
            if (ImGui::MenuItem(text, nullptr, way == v)) desk.set({CommandKind::one_way, id}, v);
        };
        const Vec2d along = line->line.back() - line->line.front();
        const bool east = std::abs(along.x) >= std::abs(along.y);
        const bool plus = east ? along.x > 0 : along.y > 0;
        choice("Both ways", 0);
        choice(east ? "One way, eastwards" : "One way, northwards", plus ? 1 : -1);
        choice(east ? "One way, westwards" : "One way, southwards", plus ? -1 : 1);
    }
    if (thing.kind == ThingKind::queue && thing.queue.kind <= QueueName::Kind::windows) {
        setting_slider(desk, "lanes in", {CommandKind::gate_lanes, id}, {0, 24, "%.0f", true}, "menu_lanes_in");
        setting_slider(desk, "lanes out", {CommandKind::gate_exit_lanes, id}, {0, 24, "%.0f", true}, "menu_lanes_out");
        setting_slider(desk, "most within (0: any)", {CommandKind::gate_limit, id}, {0, 40000, "%.0f", true},
                       "menu_limit");
    }
}

void changes(Desk& desk) {
    if (!desk.ready()) return;
    ImGui::TextWrapped("Streets, bridges, canals, docks and stops: right click on the map.");
    ImGui::PushItemWidth(desk.s(190));
    const auto section = [&](const char* name, bool open, void (*show)(Desk&)) {
        const bool shown = ImGui::CollapsingHeader(name, open ? ImGuiTreeNodeFlags_DefaultOpen : 0);
        desk.mark(fmt::format("section_{}", name));
        if (shown) show(desk);
    };
    section("Weather and water", true, weather);
    section("Gates", false, gates);
    section("Boats", false, boats);
    section("Carts and buses", false, carts);
    section("Cordons", false, cordons);
    section("Policies", false, policies);
    section("Programme: hold back", false, programme);
    ImGui::PopItemWidth();
}

void command_list(Desk& desk) {
    if (!desk.ready()) return;
    ImGui::TextWrapped("All that you did. Without a window: wuzhen replay LOG");
    if (ImGui::Button("Export …")) desk.dialog = Dialog::export_log;
    ImGui::SameLine();
    if (ImGui::Button("Save as scenario …")) desk.dialog = Dialog::save_scenario;
    const Commands& all = *desk.status.journal;
    if (ImGui::BeginTable("log", 3, ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY)) {
        ImGui::TableSetupColumn("at", ImGuiTableColumnFlags_WidthFixed);
        ImGui::TableSetupColumn("what", ImGuiTableColumnFlags_WidthStretch);
        ImGui::TableSetupColumn("x", ImGuiTableColumnFlags_WidthFixed);
        for (std::size_t i = 0; i < all.size(); ++i) {
            ImGui::PushID(static_cast<int>(i));
            ImGui::TableNextRow();
            ImGui::TableNextColumn();
            if (ImGui::Selectable(exact_clock_text(all[i].at).c_str())) desk.session.seek(all[i].at);
            ImGui::TableNextColumn();
            ImGui::TextWrapped("%s", words_of(all[i], desk.scenario(), desk.town()).c_str());
            ImGui::TableNextColumn();
            if (ImGui::SmallButton("×")) desk.session.remove_command(i);
            hint("Take it out, and simulate again from there up to now");
            ImGui::PopID();
        }
        ImGui::EndTable();
    }
    if (all.empty()) ImGui::TextDisabled("Nothing yet.");
}

}  // namespace studio
