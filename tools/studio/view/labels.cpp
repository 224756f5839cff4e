#include "view/labels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fonts.hpp"
#include "town/shapes.hpp"
#include "view/palette.hpp"

namespace studio {

using namespace wz;

namespace {

constexpr ImU32 ink = IM_COL32(45, 40, 35, 255), water_ink = IM_COL32(20, 75, 105, 255),
                venue_ink = IM_COL32(125, 45, 25, 255), passage_ink = IM_COL32(0, 85, 70, 255),
                bridge_ink = IM_COL32(95, 62, 20, 255);

struct KindRule {
    const char* kind;
    float priority, from_scale;
};
constexpr KindRule place_rules[] = {
    {"theatre", 80, 0.3f}, {"summit_venue", 78, 0.3f}, {"museum", 70, 0.4f},  {"attraction", 50, 0.9f},
    {"hotel", 34, 1.8f},   {"workshop", 30, 2.2f},     {"restaurant", 16, 4}, {"teahouse", 16, 4},
    {"shop", 12, 5},       {"office", 10, 4},          {"post", 8, 5},        {"toilet", 4, 7}};

bool free_of(const PixelRect& r, const std::vector<PixelRect>& taken) {
    return std::ranges::none_of(taken, [&](const PixelRect& t) {
        return r.x < t.x + t.w && t.x < r.x + r.w && r.y < t.y + t.h && t.y < r.y + r.h;
    });
}

/// The same hue, to be read on dark ground.
ImU32 lighter(ImU32 c) {
    const auto part = [&](int shift) { return static_cast<ImU32>(175 + (c >> shift & 255) * 80 / 255) << shift; };
    return part(IM_COL32_R_SHIFT) | part(IM_COL32_G_SHIFT) | part(IM_COL32_B_SHIFT) | IM_COL32_A_MASK;
}

ImU32 wait_colour(const QueueMark& q) {
    if (q.closed) return IM_COL32(120, 20, 40, 255);
    const sf::Color c = palette::of_share(1 - std::clamp(q.wait_s / 1800, 0.0f, 1.0f));
    return q.wait_s < 0 ? IM_COL32(90, 90, 100, 255) : IM_COL32(c.r, c.g, c.b, 255);
}

}  // namespace

void draw_text(ImDrawList& list, ImFont* font, float size, ImVec2 at, ImU32 colour, ImU32 rim, const char* text) {
    for (const ImVec2 d : {ImVec2{-1, 0}, ImVec2{1, 0}, ImVec2{0, -1}, ImVec2{0, 1}})
        list.AddText(font, size, {at.x + d.x, at.y + d.y}, rim, text);
    list.AddText(font, size, at, colour, text);
}

void Labels::add(const Name& name, Vec2 at, float priority, float from_scale, ImU32 colour, const Thing& thing) {
    if (name.zh.empty() && name.en.empty()) return;
    labels_.push_back({name.zh, name.en, at, priority, from_scale, colour, thing});
}

void Labels::build(const Town& town) {
    labels_.clear();
    for (std::uint32_t i = 0; i < town.places.size(); ++i) {
        const Place& p = town.places[PlaceId(i)];
        for (const KindRule& rule : place_rules)
            if (p.kind == rule.kind)
                add(p.name, p.door.at, rule.priority, rule.from_scale, venue_ink, {ThingKind::place, i, {}});
    }
    using Kind = QueueName::Kind;
    for (std::uint32_t i = 0; i < town.gates.size(); ++i) {
        const Link& l = town.links[town.gates[GateId(i)].link];
        add(town.gates[GateId(i)].name, (town.nodes[l.a].at + town.nodes[l.b].at) * 0.5f, 90, 0.25f, passage_ink,
            {ThingKind::queue, 0, {Kind::gate_in, i}});
    }
    for (std::uint32_t i = 0; i < town.docks.size(); ++i)
        add(town.docks[DockId(i)].name, town.docks[DockId(i)].landing.at, 75, 0.4f, passage_ink,
            {ThingKind::queue, 0, {Kind::dock, i}});
    for (std::uint32_t i = 0; i < town.stops.size(); ++i)
        add(town.stops[StopId(i)].name, to_float(town.stops[StopId(i)].at), 26, 1.6f, passage_ink,
            {ThingKind::queue, 0, {Kind::stop, i}});
    for (const Entry& e : town.entries) add(e.name, e.door.at, 60, 0.5f, passage_ink);
    for (const WalkLine& l : town.map.walk_lines) {
        const bool bridge = l.form != BridgeForm::none;
        const bool nameless = l.name_zh.starts_with("無名") || l.name_en.starts_with("Lane ");
        const Name name{l.id, l.name_zh, l.name_en};
        const Vec2 middle = to_float(point_along(l.line, length_of(l.line) / 2));
        const PatchId patch = town.surface.patch(middle, 0xff);
        const Thing thing = patch.valid() ? Thing{ThingKind::street, patch.value, {}} : Thing{};
        if (bridge)
            add(name, middle, nameless ? 9.0f : 55.0f, nameless ? 5.0f : 0.8f, bridge_ink, thing);
        else
            add(name, middle, nameless ? 6.0f : 40.0f, nameless ? 6.0f : 1.0f, ink, thing);
    }
    for (const WalkPolygon& p : town.map.walk_polygons)
        add({p.id, p.name_zh, p.name_en}, to_float(centroid(p.ring)), 45, 0.9f, ink);
    for (const CanalFeature& c : town.map.canals)
        add({c.id, c.name_zh, c.name_en}, to_float(point_along(c.line, length_of(c.line) / 2)), 36, 0.7f, water_ink);
    for (const LakeFeature& l : town.map.lakes)
        add({l.id, l.name_zh, l.name_en}, to_float(centroid(l.ring)), 58, 0.35f, water_ink);
    std::ranges::stable_sort(labels_, std::greater<>{}, &Label::priority);
}

void Labels::draw(ImDrawList& list, const Camera& camera, const Fonts& fonts, bool dark, std::vector<PixelRect>& taken,
                  NamedThings& named) const {
    const ImU32 rim = dark ? IM_COL32(24, 28, 48, 210) : IM_COL32(255, 253, 246, 225);
    const float zh_size = fonts.label->FontSize, en_size = fonts.small->FontSize;
    const Box box = camera.visible();
    for (const Label& l : labels_) {
        if (camera.scale < l.from_scale || !box.contains(to_double(l.at))) continue;
        const ImVec2 zh = fonts.label->CalcTextSizeA(zh_size, 1e9f, 0, l.zh.c_str());
        const ImVec2 en = fonts.small->CalcTextSizeA(en_size, 1e9f, 0, l.en.c_str());
        const float w = std::max(zh.x, en.x), h = zh.y + en.y - 3;
        const Vec2 at = camera.to_screen(l.at);
        const PixelRect r{at.x - w / 2 - 4, at.y - h / 2 - 2, w + 8, h + 4};
        const PixelRect& f = camera.free;
        if (r.x < f.x || r.y < f.y || r.x + r.w > f.x + f.w || r.y + r.h > f.y + f.h || !free_of(r, taken)) continue;
        taken.push_back(r);
        if (l.thing.kind != ThingKind::none) named.emplace_back(r, l.thing);
        const ImU32 colour = dark ? lighter(l.colour) : l.colour;
        draw_text(list, fonts.label, zh_size, {at.x - zh.x / 2, r.y + 2}, colour, rim, l.zh.c_str());
        draw_text(list, fonts.small, en_size, {at.x - en.x / 2, r.y + zh.y - 1}, colour, rim, l.en.c_str());
    }
}

void draw_queues(ImDrawList& list, const Camera& camera, const Frame& frame, const Fonts& fonts,
                 std::vector<PixelRect>& taken) {
    std::vector<const QueueMark*> order;
    for (const QueueMark& q : frame.queues)
        if (q.closed || q.people >= (camera.scale > 1.5f ? 1 : 8)) order.push_back(&q);
    std::ranges::stable_sort(order, std::greater<>{}, [](const QueueMark* q) { return q->people; });
    const float size = fonts.small->FontSize;
    for (const QueueMark* q : order) {
        const Vec2 at = camera.to_screen(q->at);
        if (!camera.free.contains(at.x, at.y)) continue;
        const std::string text = q->closed ? "closed" : fmt::format("{}", q->people);
        const ImVec2 t = fonts.small->CalcTextSizeA(size, 1e9f, 0, text.c_str());
        const PixelRect r{at.x + 6, at.y - t.y - 8, t.x + 12, t.y + 3};
        if (!free_of(r, taken)) continue;
        taken.push_back(r);
        const ImU32 colour = wait_colour(*q);
        const float grey = 0.3f * static_cast<float>(colour & 255) + 0.59f * static_cast<float>(colour >> 8 & 255) +
                           0.11f * static_cast<float>(colour >> 16 & 255);
        list.AddTriangleFilled({at.x, at.y}, {r.x + 1, r.y + r.h - 6}, {r.x + 9, r.y + r.h - 1},
                               IM_COL32(30, 30, 35, 255));
        list.AddRectFilled({r.x - 1, r.y - 1}, {r.x + r.w + 1, r.y + r.h + 1}, IM_COL32(30, 30, 35, 255), 5);
        list.AddRectFilled({r.x, r.y}, {r.x + r.w, r.y + r.h}, colour, 4);
        list.AddText(fonts.small, size, {r.x + 6, r.y + 1}, grey > 140 ? IM_COL32(20, 20, 20, 255) : IM_COL32_WHITE,
                     text.c_str());
    }
}

}  // namespace studio
