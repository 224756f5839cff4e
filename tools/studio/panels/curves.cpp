// Curves of any counter over the day, beside those of another run.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "panels/comparison.hpp"
#include "panels/panels.hpp"

namespace studio {

using namespace wz;

namespace {

constexpr std::size_t most_curves = 6;
constexpr ImU32 own_colour = IM_COL32(110, 205, 222, 255), other_colour = IM_COL32(255, 170, 80, 255);

struct Choice {
    std::vector<std::string> columns{"on_site", "walking"};
    char words[64] = "";
    Comparison other;
    char other_file[256] = "";
    std::shared_ptr<const KeptRun> kept;
};
Choice& choice() {
    static Choice c;
    return c;
}

CurvePoints points_of(const Series& s, std::size_t column) {
    CurvePoints points;
    for (std::size_t r = 0; r < s.rows(); ++r)
        if (const float v = s.cell(r, column); std::isfinite(v)) points.emplace_back(s.time(r), v);
    return points;
}

/// 1, 2 or 5 times a power of ten that is not less.
float round_up(float v) {
    if (v <= 0) return 1;
    const float unit = std::pow(10.0f, std::floor(std::log10(v)));
    for (const float f : {1.0f, 2.0f, 5.0f})
        if (v <= f * unit) return f * unit;
    return 10 * unit;
}

/// Above the times.
PixelRect plot_area(const Desk& desk, const PixelRect& box) {
    return {box.x, box.y + desk.s(3), box.w, box.h - desk.fonts.small->FontSize - desk.s(6)};
}

void polyline(ImDrawList& list, const PixelRect& box, const CurvePoints& points, Tick from, Tick to, float top,
              ImU32 colour) {
    std::vector<ImVec2> line;
    for (const auto& [t, v] : points)
        line.emplace_back(box.x + box.w * static_cast<float>(static_cast<double>(t - from) /
                                                             static_cast<double>(std::max<Tick>(to - from, 1))),
                          box.y + box.h * (1 - std::clamp(v / top, 0.0f, 1.0f)));
    list.AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, 1.6f);
}

void chart(Desk& desk, const Series& s, std::size_t column, std::string& leave) {
    const Column& c = s.columns()[column];
    ImGui::PushID(static_cast<int>(column));
    if (ImGui::SmallButton("×")) leave = c.name;
    ImGui::SameLine();
    ImGui::TextWrapped("%s %s%s", c.label_zh.c_str(), c.label_en.c_str(),
                       c.unit.empty() ? "" : (", " + c.unit).c_str());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const PixelRect box{at.x, at.y, ImGui::GetContentRegionAvail().x, desk.s(92)};
    const auto points = points_of(s, column);
    const auto* other = choice().other.find(c.name);
    const Tick to = std::max(desk.status.now, desk.scenario().start + ticks(600));
    float top = 0;
    for (const auto& [t, v] : points) top = std::max(top, v);
    if (other)
        for (const auto& [t, v] : *other)
            if (t <= to) top = std::max(top, v);
    top = round_up(top);
    const Tick over =
        draw_curve(desk, box, points, desk.scenario().start, to, {own_colour, c.unit.c_str(), c.name.c_str()});
    if (other) {
        ImGui::GetWindowDrawList()->PushClipRect({box.x, box.y}, {box.x + box.w, box.y + box.h}, true);
        polyline(*ImGui::GetWindowDrawList(), plot_area(desk, box), *other, desk.scenario().start, to, top,
                 other_colour);
        ImGui::GetWindowDrawList()->PopClipRect();
    }
    ImGui::Dummy({box.w, box.h + desk.s(4)});
    if (over >= 0 && ImGui::IsMouseDoubleClicked(0)) desk.session.seek(over);
    ImGui::PopID();
}

void pick(const Series& s) {
    Choice& c = choice();
    if (!ImGui::BeginCombo("##add", "Add a curve …", ImGuiComboFlags_HeightLarge)) return;
    ImGui::InputTextWithHint("##words", "search", c.words, sizeof c.words);
    for (const Column& column : s.columns()) {
        const std::string text = fmt::format("{} {} ({})", column.label_zh, column.label_en, column.group);
        if (c.words[0] && text.find(c.words) == std::string::npos && column.name.find(c.words) == std::string::npos)
            continue;
        if (ImGui::Selectable((text + "##" + column.name).c_str()) &&
            std::ranges::find(c.columns, column.name) == c.columns.end()) {
            c.columns.push_back(column.name);
            if (c.columns.size() > most_curves) c.columns.erase(c.columns.begin());
        }
    }
    ImGui::EndCombo();
}

void save_csv(Desk& desk, const Series& s) {
    const Choice& c = choice();
    std::string text = "time";
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < s.columns().size(); ++i)
        if (std::ranges::find(c.columns, s.columns()[i].name) != c.columns.end()) {
            columns.push_back(i);
            text += "," + s.columns()[i].name;
        }
    for (std::size_t r = 0; r < s.rows(); ++r) {
        text += "\n" + clock_text(s.time(r));
        for (const std::size_t i : columns)
            text += std::isfinite(s.cell(r, i)) ? fmt::format(",{:g}", s.cell(r, i)) : ",";
    }
    desk.offer_csv("curves", text + "\n");
}

/// Right click on a plot.
void plot_menu(Desk& desk, const PixelRect& box, const CurvePoints& points, const CurveStyle& style) {
    ImGui::PushID(style.name);
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect({box.x, box.y}, {box.x + box.w, box.y + box.h}) &&
        ImGui::IsMouseClicked(1))
        ImGui::OpenPopup("##plot");
    if (ImGui::BeginPopup("##plot")) {
        if (ImGui::MenuItem("Save as CSV …")) {
            std::string text = fmt::format("time,{}\n", style.name);
            for (const auto& [t, v] : points) text += fmt::format("{},{:g}\n", clock_text(t), v);
            desk.offer_csv(style.name, std::move(text));
        }
        desk.mark("plot_csv");
        if (ImGui::MenuItem("Save picture")) desk.take_picture(style.name, box);
        ImGui::EndPopup();
    }
    ImGui::PopID();
}

/// This run beside the next.
void keeping(Desk& desk) {
    Choice& c = choice();
    const auto& kept = desk.status.kept;
    if (kept != c.kept) {
        c.kept = kept;
        kept ? c.other.take(kept->series, "kept, until " + clock_text(kept->until).substr(0, 5)) : c.other.clear();
    }
    if (ImGui::Button("Keep this run")) {
        desk.session.keep(true);
        desk.settings.layers.ground = Ground::change;
        desk.say("Kept. Now go back, change something, and play: curves beside curves, and the map by what changed");
    }
    desk.mark("keep_run");
    hint("To compare with what you change next: its curves in orange, and streets by \"Change\"");
    if (!kept) return;
    ImGui::SameLine();
    if (ImGui::Button("Let go of it")) desk.session.keep(false);
    desk.mark("let_go");
}

}  // namespace

Tick draw_curve(Desk& desk, const PixelRect& box, const CurvePoints& points, Tick from, Tick to,
                const CurveStyle& style) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled({box.x, box.y}, {box.x + box.w, box.y + box.h}, IM_COL32(20, 25, 30, 255), 3);
    float top = 0;
    for (const auto& [t, v] : points) top = std::max(top, v);
    top = round_up(top);
    const ImU32 grey = ImGui::GetColorU32(ImGuiCol_TextDisabled);
    const PixelRect plot = plot_area(desk, box);
    list.AddLine({plot.x, plot.y + plot.h / 2}, {plot.x + plot.w, plot.y + plot.h / 2}, IM_COL32(120, 134, 145, 60));
    list.AddLine({plot.x, plot.y + plot.h}, {plot.x + plot.w, plot.y + plot.h}, IM_COL32(120, 134, 145, 90));
    list.PushClipRect({box.x, box.y}, {box.x + box.w, box.y + box.h}, true);
    polyline(list, plot, points, from, to, top, style.colour);
    list.PopClipRect();
    const float size = desk.fonts.small->FontSize;
    list.AddText(desk.fonts.small, size, {box.x + desk.s(3), box.y}, grey,
                 fmt::format("{:g} {}", top, style.unit).c_str());
    list.AddText(desk.fonts.small, size, {box.x + desk.s(3), box.y + box.h - size - 2}, grey,
                 clock_text(from).substr(0, 5).c_str());
    const std::string end = clock_text(to).substr(0, 5);
    list.AddText(
        desk.fonts.small, size,
        {box.x + box.w - desk.fonts.small->CalcTextSizeA(size, 1e9f, 0, end.c_str()).x - 3, box.y + box.h - size - 2},
        grey, end.c_str());
    plot_menu(desk, box, points, style);
    const ImVec2 mouse = ImGui::GetMousePos();
    if (!ImGui::IsWindowHovered() || !box.contains(mouse.x, mouse.y) || points.empty()) return -1;
    const Tick t =
        from + static_cast<Tick>(static_cast<double>((mouse.x - box.x) / box.w) * static_cast<double>(to - from));
    const auto near = std::ranges::min_element(points, {}, [&](const auto& p) { return std::abs(p.first - t); });
    const float x = box.x + box.w * static_cast<float>(static_cast<double>(near->first - from) /
                                                       static_cast<double>(std::max<Tick>(to - from, 1)));
    list.AddLine({x, box.y}, {x, box.y + box.h}, IM_COL32(255, 255, 255, 90));
    ImGui::SetTooltip("%s  %s", clock_text(near->first).c_str(),
                      fmt::format("{:.4g} {}", near->second, style.unit).c_str());
    return near->first;
}

void day_curves(Desk& desk, const std::string& id, bool with_services) {
    if (!desk.status.series || id.empty()) return;
    const auto of_it = [&](const std::string& column) {
        return column.ends_with("_" + id) || (with_services && column.find("_" + id + "_") != std::string::npos);
    };
    const Series& s = *desk.status.series;
    int shown = 0;
    for (std::size_t i = 0; i < s.columns().size() && shown < 4; ++i) {
        const Column& c = s.columns()[i];
        if (!of_it(c.name) || c.name.starts_with("late_")) continue;
        const CurvePoints points = points_of(s, i);
        if (points.size() < 2) continue;
        ++shown;
        ImGui::TextDisabled("%s", fmt::format("{}, {}", c.name.substr(0, c.name.find('_')), c.unit).c_str());
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const PixelRect box{at.x, at.y, ImGui::GetContentRegionAvail().x, desk.s(64)};
        draw_curve(desk, box, points, desk.scenario().start, desk.status.now,
                   {own_colour, c.unit.c_str(), c.name.c_str()});
        ImGui::Dummy({box.w, box.h});
    }
}

void curves(Desk& desk) {
    if (!desk.ready() || !desk.status.series) return;
    const Series& s = *desk.status.series;
    Choice& c = choice();
    ImGui::SetNextItemWidth(desk.s(160));
    pick(s);
    desk.mark("add_curve");
    ImGui::SameLine();
    if (ImGui::Button("CSV")) save_csv(desk, s);
    desk.mark("curves_csv");
    hint("The curves shown as a table; a right click on a curve saves that one");
    ImGui::SameLine();
    if (ImGui::Button("PNG")) desk.take_picture("curves", desk.layout.right);
    desk.mark("curves_png");
    hint("A picture of the curves");
    keeping(desk);
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputTextWithHint("##other", "beside it: timeseries.csv of another run", c.other_file,
                                 sizeof c.other_file, ImGuiInputTextFlags_EnterReturnsTrue))
        desk.say(c.other.load(c.other_file));
    if (!c.other.empty()) ImGui::TextColored({1, 0.67f, 0.31f, 1}, "— %s", c.other.name().c_str());
    std::string leave;
    for (const std::string& name : c.columns) {
        const auto column = std::ranges::find(s.columns(), name, &Column::name);
        if (column != s.columns().end()) chart(desk, s, static_cast<std::size_t>(column - s.columns().begin()), leave);
    }
    if (!leave.empty()) std::erase(c.columns, leave);
    if (s.rows() == 0) ImGui::TextDisabled("The first values come after a minute.");
}

}  // namespace studio
