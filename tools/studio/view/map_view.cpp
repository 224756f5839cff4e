#include "view/map_view.hpp"

#include <SFML/Graphics/RectangleShape.hpp>

#include <cmath>

#include "base/random.hpp"
#include "view/palette.hpp"
#include "view/picking.hpp"

namespace studio {

using namespace wz;

namespace {

constexpr float surface_until = 0.8f, people_from = 1.5f;  // pixels per metre: between them one fades into the other

void close_canal(const Town& town, const CommandSpec& c, Restrictions& r) {
    for (std::size_t l = 0; l < r.water.size(); ++l)
        if (town.canal_names[town.water_links[WaterLinkId(l)].canal].id == c.target)
            r.water[l] = c.kind == CommandKind::close ? 1 : 0;
}

/// Streaks that fall past the window, some hundred of them.
void draw_rain(sf::RenderWindow& window, const Camera& camera, std::int64_t wall_ns) {
    Triangles streaks;
    const auto fallen = static_cast<float>(static_cast<double>(wall_ns % 1'000'000'000'000) * 0.7e-6);
    for (int i = 0; i < 260; ++i) {
        const std::uint64_t lot = mix64(static_cast<std::uint64_t>(i));
        const float x = static_cast<float>(lot & 0xffff) / 65536.0f * camera.window_w,
                    y = std::fmod(static_cast<float>(lot >> 16 & 0xffff) + fallen, camera.window_h);
        add_segment(streaks, {x, -y}, {x - 4, -y - 16}, 1.2f, {90, 110, 140, 120});
    }
    window.setView(sf::View({0, 0, camera.window_w, camera.window_h}));
    window.draw(streaks.data(), streaks.size(), sf::Triangles);
}

/// As the frame says, and what has been asked for but not yet happened.
Restrictions restrictions(const Desk& desk) {
    Restrictions r{desk.frame->closed_links, {}, {}};
    r.water.assign(desk.town().water_links.size(), 0);
    r.one_way.assign(r.closed.size(), 0);
    for (std::size_t l = 0; l < r.one_way.size(); ++l) r.one_way[l] = desk.town().links[LinkId(l)].one_way ? 1 : 0;
    const auto follow = [&](const Commands& commands) {
        for (const CommandSpec& c : commands) {
            if (c.at > desk.status.now) break;
            const bool closes = c.kind == CommandKind::close || c.kind == CommandKind::open;
            if (closes) close_canal(desk.town(), c, r);
            if (c.kind != CommandKind::one_way && !(closes && c.at == desk.status.now)) continue;
            for (const LinkId l : desk.town().find_links(c.target)) {
                if (closes) r.closed[l.index()] = c.kind == CommandKind::close ? 1 : 0;
                if (!closes) r.one_way[l.index()] = static_cast<std::int8_t>(c.value > 0 ? 1 : (c.value < 0 ? -1 : 0));
            }
        }
    };
    follow(desk.scenario().commands);
    follow(*desk.status.journal);
    return r;
}

}  // namespace

void MapView::build(const Town& town) {
    town_layer_.build(town);
    ground_.build(town);
    surface_.build(town, town_layer_.extent());
    labels_.build(town);
}

void MapView::draw(sf::RenderWindow& window, Desk& desk, std::int64_t wall_ns) {
    const Layers& layers = desk.settings.layers;
    const Frame& frame = *desk.frame;
    const Camera& camera = desk.camera;
    phase_ = phase_of(frame, wall_ns);
    town_layer_.draw(window, camera);
    if (layers.daylight) {
        const sf::Color light = daylight(frame.now);
        sf::RectangleShape sheet({camera.window_w, camera.window_h});
        sheet.setFillColor(light);
        window.setView(sf::View({0, 0, camera.window_w, camera.window_h}));
        if (light != sf::Color::White) window.draw(sheet, sf::BlendMultiply);
    }
    ground_.draw_below(window, camera, frame, layers);
    float people = std::clamp((camera.scale - surface_until) / (people_from - surface_until), 0.0f, 1.0f);
    if (!layers.surface) people = 1;
    if (layers.surface && layers.ground == Ground::none) surface_.draw(window, camera, frame, 1 - people);
    traffic_.draw(window, camera, frame, desk.scenario(), phase_, layers.colour, layers.people ? people : 0);
    ground_.draw_above(window, camera, frame, layers, restrictions(desk));
    if (desk.value({CommandKind::rain, {}}).value_or(0) != 0) draw_rain(window, camera, wall_ns);
    Vec2 at;
    if (desk.selected.kind != ThingKind::none && place_of_thing(desk.selected, frame, phase_, at))
        ground_.draw_ring(window, camera, at, 1.2f, {200, 20, 60});
}

void MapView::draw_names(Desk& desk) {
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    const PixelRect& m = desk.layout.map;
    list.PushClipRect({m.x, m.y}, {m.x + m.w, m.y + m.h});
    std::vector<PixelRect> taken{{m.x, m.y + m.h - desk.s(46), desk.s(190), desk.s(46)}};
    if (desk.settings.map)
        taken.push_back({m.x + m.w - desk.s(166), m.y + m.h - desk.s(150), desk.s(166), desk.s(150)});
    if (desk.settings.layers.queues) draw_queues(list, desk.camera, *desk.frame, desk.fonts, taken);
    desk.names.clear();
    if (desk.settings.layers.labels)
        labels_.draw(list, desk.camera, desk.fonts, desk.settings.layers.daylight && is_dark(desk.frame->now), taken,
                     desk.names);
    list.PopClipRect();
}

}  // namespace studio
