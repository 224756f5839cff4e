// Left: what the map shows, and what its colours mean. On the map: the small map and the scale.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "observe/level_of_service.hpp"
#include "panels/panels.hpp"
#include "view/palette.hpp"

namespace studio {

using namespace wz;

namespace {

ImU32 im(sf::Color c) { return IM_COL32(c.r, c.g, c.b, 255); }

void legend_line(Desk& desk, sf::Color colour, const std::string& text, bool square) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float h = desk.fonts.small->FontSize, r = desk.s(square ? 6.0f : 5.0f);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (square)
        list.AddRectFilled({at.x, at.y + h / 2 - r}, {at.x + 2.4f * r, at.y + h / 2 + r}, im(colour), 2);
    else
        list.AddCircleFilled({at.x + r, at.y + h / 2}, r, im(colour), 14);
    ImGui::Dummy({desk.s(16), h});
    ImGui::SameLine();
    ImGui::TextUnformatted(text.c_str());
}

void people_legend(Desk& desk) {
    const Scenario& s = desk.scenario();
    switch (desk.settings.layers.colour) {
        case PeopleColour::kind: {
            std::array<int, 6> count{};
            for (std::size_t p = 0; p < s.populations.size(); ++p)
                for (std::size_t k = 0; k < count.size(); ++k)
                    if (palette::kinds[k] == s.populations[PopulationId(p)].kind && p < desk.frame->on_site.size())
                        count[k] += desk.frame->on_site[p];
            static constexpr std::array<const char*, 6> words{"遊客 visitors", "住客 guests",       "嘉賓 delegates",
                                                              "媒體 press",    "志願者 volunteers", "工作人員 staff"};
            for (std::size_t k = 0; k < count.size(); ++k)
                if (count[k] > 0)
                    legend_line(desk, palette::kind_colours[k], fmt::format("{}  {}", words[k], count_words(count[k])),
                                false);
            break;
        }
        case PeopleColour::doing:
            for (const auto& [i, text] : {std::pair{0, "walking"}, {2, "pressing at a queue"}, {4, "standing"}})
                legend_line(desk, palette::kind_colours[static_cast<std::size_t>(i)], text, false);
            break;
        case PeopleColour::speed:
            for (const double v : {0.0, 0.5, 1.0, 1.4})
                legend_line(desk, palette::of_share(static_cast<float>(v / 1.4)), fmt::format("{:.1f} m/s", v), false);
            break;
        case PeopleColour::group:
            for (const auto& [n, text] : {std::pair{1, "alone"}, {2, "two"}, {3, "three"}, {4, "four"}})
                legend_line(desk, palette::kind_colours[static_cast<std::size_t>(n - 1)], text, false);
            legend_line(desk, palette::kind_colours[2], "nine and more", false);
            break;
        case PeopleColour::pass:
            for (std::size_t p = 0; p < s.passes.size() && p < 7; ++p)
                legend_line(desk, palette::kind_colours[p],
                            s.passes[PassId(p)].name_zh + " " + s.passes[PassId(p)].name_en, false);
            break;
        default:
            for (std::size_t p = 0; p < s.populations.size() && p < 7; ++p)
                legend_line(desk, palette::kind_colours[p], s.populations[PopulationId(p)].name_en, false);
    }
}

void ground_legend(Desk& desk) {
    const Ground ground = desk.settings.layers.ground;
    if (ground == Ground::change) {
        if (desk.frame->change.empty()) return ImGui::TextWrapped("No kept run at this time: Curves, Keep this run");
        constexpr std::array<float, 6> shown{0.5f, 0.2f, 0.05f, -0.05f, -0.2f, -0.5f};
        constexpr std::array<const char*, 6> words{"over 0.4 /m² more", "0.1 to 0.4 more", "a little more",
                                                   "a little less",     "0.1 to 0.4 less", "over 0.4 /m² less"};
        for (std::size_t i = 0; i < shown.size(); ++i) legend_line(desk, palette::of_change(shown[i]), words[i], true);
        return;
    }
    if (ground == Ground::haste || ground == Ground::delay) {
        constexpr std::array<const char*, 4> haste{"free speed", "three quarters", "half", "stands still"};
        constexpr std::array<const char*, 4> delay{"no delay", "1.3 × the time", "2 × the time", "4 × and more"};
        constexpr std::array<float, 4> shares{1, 0.75f, 0.5f, 0.0f};
        for (std::size_t i = 0; i < 4; ++i)
            legend_line(desk, palette::of_share(shares[i]), ground == Ground::haste ? haste[i] : delay[i], true);
        return;
    }
    const auto bounds = highest_density(LosScale::walkway);
    ImGui::TextDisabled("people/m², up to");
    for (std::size_t i = 0; i < levels_of_service; ++i) {
        if (i % 2 == 1) ImGui::SameLine(desk.s(96));
        legend_line(
            desk, palette::levels[i],
            i < bounds.size() ? fmt::format("{} {:.2f}", letter(static_cast<LevelOfService>(i)), bounds[i]) : "F more",
            true);
    }
    hint(
        "People per m², bounded as Fruin's levels of service on walkways. On steps, the layer Level of service uses "
        "his scale for stairs.");
}

void heading(Desk& desk, const char* text) {
    ImGui::Dummy({0, desk.s(3)});
    ImGui::PushFont(desk.fonts.small);
    ImGui::TextDisabled("%s", text);
    ImGui::PopFont();
}

}  // namespace

void layers_panel(Desk& desk) {
    if (desk.layout.left.w <= 0) return;
    begin_fixed("##left", desk.layout.left, desk.s(10));
    Layers& l = desk.settings.layers;
    ImGui::BeginChild("##layers", {0, 0}, false);
    const auto box = [&](const char* text, bool& on, const char* name, const char* about) {
        ImGui::Checkbox(text, &on);
        desk.mark(name);
        hint(about);
    };
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {desk.s(4), desk.s(2)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {desk.s(8), desk.s(2)});
    heading(desk, "SHOW");
    box("People", l.people, "layer_people", "Zoomed in, everybody; zoomed out they fade into the density surface");
    box("Density surface", l.surface, "layer_surface", "Seen from afar: people per walkable m²");
    box("Names", l.labels, "layer_labels", "Chinese and English");
    box("Queues", l.queues, "layer_queues", "People who wait; the colour is the expected wait, red from half an hour");
    box("Flow arrows", l.flow, "layer_flow", "Mean direction; width by people per metre and second");
    box("Access zones", l.zones, "layer_zones", "Where passes are needed (pink), and report zones (grey)");
    box("Street graph", l.graph, "layer_graph", "The graph on which routes are chosen, and fairways");
    box("Navigation grid", l.grid, "layer_grid",
        "The cells on which people find their way; the colour is the distance to the nearest wall, blue from 1.5 m");
    box("Daylight", l.daylight, "layer_daylight", "Dusk and night by the clock");
    heading(desk, "STREETS BY");
    ImGui::SetNextItemWidth(-1);
    int ground = static_cast<int>(l.ground), colour = static_cast<int>(l.colour);
    if (ImGui::Combo("##ground", &ground, ground_words.data(), static_cast<int>(ground_words.size())))
        l.ground = static_cast<Ground>(ground);
    desk.mark("ground");
    heading(desk, "PEOPLE BY");
    ImGui::SetNextItemWidth(-1);
    if (ImGui::Combo("##colour", &colour, people_colour_words.data(), static_cast<int>(people_colour_words.size())))
        l.colour = static_cast<PeopleColour>(colour);
    desk.mark("colour");
    if (desk.ready()) {
        ImGui::PushFont(desk.fonts.small);
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {desk.s(6), desk.s(2)});
        ImGui::Dummy({0, desk.s(2)});
        people_legend(desk);
        ImGui::Dummy({0, desk.s(4)});
        if (l.ground != Ground::none || l.surface) ground_legend(desk);
        ImGui::PopStyleVar();
        ImGui::PopFont();
    }
    ImGui::PopStyleVar(2);
    ImGui::EndChild();
    ImGui::End();
}

void small_map(Desk& desk) {
    if (!desk.settings.map || !desk.ready() || !desk.small_map) return;
    const Vec2d size = desk.extent.high - desk.extent.low;
    const float w = desk.s(150), h = w * static_cast<float>(size.y / std::max(size.x, 1.0));
    const PixelRect r{desk.layout.map.x + desk.layout.map.w - w - desk.s(12),
                      desk.layout.map.y + desk.layout.map.h - h - desk.s(12), w, h};
    if (h > desk.layout.map.h * 0.6f) return;
    begin_fixed("##small", r, 0);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddImage(reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(desk.small_map->getNativeHandle())),
                  {r.x, r.y}, {r.x + w, r.y + h}, {0, 1}, {1, 0});  // pictures drawn by the card begin below
    const auto at = [&](Vec2 m) {
        return ImVec2{r.x + w * static_cast<float>((m.x - desk.extent.low.x) / size.x),
                      r.y + h * static_cast<float>((desk.extent.high.y - m.y) / size.y)};
    };
    const PixelRect& f = desk.camera.free;
    const ImVec2 a = at(desk.camera.to_metres({f.x, f.y})), b = at(desk.camera.to_metres({f.x + f.w, f.y + f.h}));
    if (b.x - a.x < w || b.y - a.y < h) list.AddRectFilled(a, b, IM_COL32(200, 30, 40, 40));
    list.AddRect(a, b, IM_COL32(200, 30, 40, 255), 0, 0, desk.s(1.5f));
    list.AddRect({r.x, r.y}, {r.x + w, r.y + h}, IM_COL32(40, 50, 58, 255), 0, 0, desk.s(2));
    ImGui::SetCursorScreenPos({r.x, r.y});
    ImGui::InvisibleButton("##jump", {w, h});
    desk.mark("small_map");
    if (ImGui::IsItemActive()) {
        const ImVec2 m = ImGui::GetMousePos();
        desk.camera.centre = {static_cast<float>(desk.extent.low.x + (m.x - r.x) / w * size.x),
                              static_cast<float>(desk.extent.high.y - (m.y - r.y) / h * size.y)};
        desk.follow = false;
        desk.fly_to.reset();
    }
    ImGui::End();
}

void scale_bar(Desk& desk) {
    const float most = desk.s(140);
    double metres = std::pow(10, std::floor(std::log10(most / desk.camera.scale)));
    for (const double factor : {5.0, 2.0})
        if (metres * factor * desk.camera.scale <= most) {
            metres *= factor;
            break;
        }
    const float w = static_cast<float>(metres) * desk.camera.scale;
    const float x = desk.layout.map.x + desk.s(14), y = desk.layout.map.y + desk.layout.map.h - desk.s(16);
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    list.AddRectFilled({x - desk.s(6), y - desk.s(24)}, {x + w + desk.s(6), y + desk.s(7)},
                       IM_COL32(255, 253, 246, 215), 4);
    const ImU32 ink = IM_COL32(40, 40, 40, 255);
    list.AddLine({x, y}, {x + w, y}, ink, desk.s(2));
    for (const float end : {x, x + w}) list.AddLine({end, y - desk.s(5)}, {end, y + desk.s(1)}, ink, desk.s(2));
    const std::string text = metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres);
    list.AddText(desk.fonts.small, desk.fonts.small->FontSize, {x + desk.s(5), y - desk.s(21)}, ink, text.c_str());
}

}  // namespace studio
