#include "view/traffic_layer.hpp"

#include <SFML/Graphics/Image.hpp>
#include <cmath>
#include <numbers>

#include "view/palette.hpp"

namespace studio {

using namespace wz;
namespace pal = palette;

namespace {

constexpr unsigned picture_px = 32;
constexpr float body_m = 0.46f;       // shoulder width
constexpr float least_dot_px = 3.4f;  // people are seen however far off
constexpr float walker_from_px = 9;   // from this size on with shoulders and head
constexpr double boat_length = 6.5, boat_beam = 1.5;

float soft(float inside_px) { return std::clamp(inside_px + 0.5f, 0.0f, 1.0f); }

/// White with a dark rim: the vertex colour tints it.
sf::Image disc_image() {
    sf::Image image;
    image.create(picture_px, picture_px, sf::Color::Transparent);
    const float mid = picture_px / 2.0f, radius = mid - 1;
    for (unsigned y = 0; y < picture_px; ++y)
        for (unsigned x = 0; x < picture_px; ++x) {
            const float r = std::hypot(static_cast<float>(x) + 0.5f - mid, static_cast<float>(y) + 0.5f - mid);
            const auto grey = static_cast<std::uint8_t>(255 - 110 * soft(r - radius * 0.72f));
            image.setPixel(x, y, {grey, grey, grey, static_cast<std::uint8_t>(255 * soft(radius - r))});
        }
    return image;
}

/// From above, facing +x: shoulders across, a head that is lighter.
sf::Image walker_image() {
    sf::Image image;
    image.create(picture_px, picture_px, sf::Color::Transparent);
    const float mid = picture_px / 2.0f;
    for (unsigned y = 0; y < picture_px; ++y)
        for (unsigned x = 0; x < picture_px; ++x) {
            const float px = static_cast<float>(x) + 0.5f - mid, py = static_cast<float>(y) + 0.5f - mid;
            const float body = (1 - std::hypot(px / (mid * 0.5f), py / (mid * 0.95f))) * mid * 0.5f;
            const float head = mid * 0.36f - std::hypot(px - 2, py);
            const float alpha = std::max(soft(body), soft(head));
            float grey = 205 - 70 * soft(1.2f - body);
            grey += (255 - grey) * soft(head);
            grey -= 90 * soft(head) * soft(1.2f - head);
            const auto g = static_cast<std::uint8_t>(std::clamp(grey, 0.0f, 255.0f));
            image.setPixel(x, y, {g, g, g, static_cast<std::uint8_t>(255 * alpha)});
        }
    return image;
}

bool load(sf::Texture& texture, const sf::Image& image) {
    const bool ok = texture.loadFromImage(image);
    texture.setSmooth(true);
    return ok && texture.generateMipmap();
}

void add_sprite(Triangles& out, Vec2 at, Vec2 along, float half, sf::Color colour) {
    const Vec2 a = along * half, b = perp(along) * half;
    constexpr float t = picture_px;
    const sf::Vertex corners[4] = {{flip(at - a + b), colour, {0, 0}},
                                   {flip(at + a + b), colour, {t, 0}},
                                   {flip(at + a - b), colour, {t, t}},
                                   {flip(at - a - b), colour, {0, t}}};
    for (const int i : {0, 1, 2, 0, 2, 3}) out.push_back(corners[i]);
}

Vec2 direction(double heading) {
    return {static_cast<float>(std::cos(heading)), static_cast<float>(std::sin(heading))};
}

sf::Color boat_colour(const BoatMark& b, const Scenario& scenario) {
    if (b.phase == BoatPhase::waiting) return {213, 94, 0};
    if (b.service >= scenario.boats.services.size()) return {122, 92, 62};
    switch (scenario.boats.services[b.service].kind) {
        case BoatService::ferry:
            return {20, 92, 120};
        case BoatService::charter:
            return {150, 60, 50};
        case BoatService::shared:
            return {112, 74, 36};
        case BoatService::parade:
            return {200, 60, 110};
        default:
            return {90, 90, 90};
    }
}

/// Two lines that spread from the stern, and fade.
void add_wake(Triangles& out, Vec2 stern, Vec2 along, double speed) {
    const auto length = static_cast<float>(4 + 9 * speed);
    const Vec2 side = perp(along);
    for (const float s : {-1.0f, 1.0f}) {
        const Vec2 a = stern + side * (0.45f * s), b = stern - along * length + side * (s * (0.6f + 0.22f * length));
        const Vec2 across = side * 0.28f;
        const sf::Color white{255, 255, 255, 150}, gone{255, 255, 255, 0};
        const sf::Vertex v[4] = {
            {flip(a + across), white}, {flip(a - across), white}, {flip(b - across), gone}, {flip(b + across), gone}};
        for (const int i : {0, 1, 2, 0, 2, 3}) out.push_back(v[i]);
    }
}

void add_hull(Triangles& out, Vec2 at, Vec2 along, float length, float beam, sf::Color colour) {
    const Vec2 a = along * (length / 2), s = perp(along) * (beam / 2);
    const Vec2 ring[6] = {at + a, at + a * 0.55f + s,        at - a * 0.8f + s * 0.85f,
                          at - a, at - a * 0.8f - s * 0.85f, at + a * 0.55f - s};
    for (int i = 1; i + 1 < 6; ++i) add_triangle(out, ring[0], ring[i], ring[i + 1], colour);
}

}  // namespace

float phase_of(const Frame& frame, std::int64_t wall_ns) {
    const double done = static_cast<double>(wall_ns - frame.wall_ns) * 1e-9 * frame.ticks_per_wall_s;
    return frame.ticks_per_wall_s > 0 ? static_cast<float>(std::clamp(done, 0.0, 1.0)) : 1.0f;
}

sf::Color colour_of(const Dot& d, const Scenario& scenario, PeopleColour by) {
    const auto pick = [](std::size_t i) { return pal::kind_colours[i % pal::kind_colours.size()]; };
    switch (by) {
        case PeopleColour::population:
            return pick(d.population);
        case PeopleColour::doing:
            return d.doing == Doing::walking
                       ? pal::kind_colours[0]
                       : (d.doing == Doing::pressing ? pal::kind_colours[2] : pal::kind_colours[4]);
        case PeopleColour::speed:
            return pal::of_share(std::hypot(d.v.x, d.v.y) / 1.4f);
        case PeopleColour::group:
            return d.group_size >= 9 ? pal::kind_colours[2] : pick(std::min<std::size_t>(d.group_size - 1, 6));
        case PeopleColour::pass:
            return pick(d.pass);
        default:
            return pal::of_kind(scenario.populations[PopulationId(d.population)].kind);
    }
}

TrafficLayer::TrafficLayer() {
    load(disc_, disc_image());
    load(walker_, walker_image());
}

void TrafficLayer::people(const Camera& camera, const Frame& frame, const Scenario& scenario, float phase,
                          PeopleColour by, float alpha) {
    const Box box = camera.visible();
    const float px = 1 / camera.scale;
    const float size = std::max(body_m * 1.25f, least_dot_px * px);
    const bool near = size * camera.scale >= walker_from_px;
    std::vector<sf::Color> of_population;
    for (std::size_t p = 0; p < scenario.populations.size(); ++p)
        of_population.push_back(pal::of_kind(scenario.populations[PopulationId(p)].kind));
    for (const Dot& d : frame.dots) {
        const Vec2 at = place_of(d, phase);
        if (!box.contains(to_double(at), 1)) continue;
        sf::Color colour = by == PeopleColour::kind ? of_population[d.population] : colour_of(d, scenario, by);
        colour.a = static_cast<std::uint8_t>(255 * alpha);
        add_sprite(dots_, at, near ? d.heading : Vec2{1, 0}, size / 2, colour);
    }
}

void TrafficLayer::boats(const Camera& camera, const Frame& frame, const Scenario& scenario, float phase) {
    const Box box = camera.visible();
    const float bigger = std::max(1.0f, 5.0f / static_cast<float>(boat_length * camera.scale));
    for (const BoatMark& b : frame.boats) {
        if (!box.contains(b.at, 20)) continue;
        const Vec2 at = place_of(b.at, b.heading, b.speed, phase), along = direction(b.heading);
        const auto length = static_cast<float>(boat_length) * bigger, beam = static_cast<float>(boat_beam) * bigger;
        if (b.speed > 0.25 && camera.scale > 0.8f) add_wake(shapes_, at - along * (length / 2), along, b.speed);
        add_hull(shapes_, at, along, length + 0.3f, beam + 0.3f, {40, 30, 22});
        add_hull(shapes_, at, along, length, beam, boat_colour(b, scenario));
        if (camera.scale < 2.5f) continue;
        const Vec2 side = perp(along);
        add_quad(shapes_, at + along * 1.3f + side * 0.6f, at - along * 1.1f + side * 0.6f,
                 at - along * 1.1f - side * 0.6f, at + along * 1.3f - side * 0.6f, {222, 205, 170});  // the awning
        const float swing =
            b.speed > 0.1 ? 0.5f * std::sin(static_cast<float>(static_cast<double>(frame.now) * 0.1 + phase * 0.1) * 2 *
                                            std::numbers::pi_v<float> * 0.55f)
                          : 0.1f;
        const Vec2 stern = at - along * (length * 0.44f);
        add_segment(shapes_, stern + along * 0.7f, stern - along * 2.1f + side * (swing * 2.1f), 0.16f, {90, 62, 36});
        add_disc(shapes_, stern + along * 0.5f - side * 0.15f, 0.24f, {35, 50, 80}, 10);  // the boatman
    }
}

void TrafficLayer::carts(const Camera& camera, const Frame& frame, const Scenario& scenario, float phase) {
    const Box box = camera.visible();
    for (const CartMark& c : frame.carts) {
        if (c.phase == CartPhase::in_depot || !box.contains(c.at, 15)) continue;
        const CartLineSpec& line = scenario.lines[c.line];
        const float bigger = std::max(1.0f, 5.0f / (static_cast<float>(line.length_m) * camera.scale));
        const auto half = static_cast<float>(line.length_m / 2) * bigger;
        const float side_m = (line.bus ? 1.25f : 0.75f) * bigger;
        const Vec2 along = direction(c.heading), side = perp(along) * side_m;
        const Vec2 at = place_of(c.at, c.heading, c.speed, phase) - along * half;
        const sf::Color body =
            line.automated ? sf::Color{0, 158, 115} : (line.bus ? sf::Color{0, 90, 160} : sf::Color{240, 228, 66});
        const Vec2 a = along * half, rim = along * 0.15f, wide = perp(along) * 0.15f;
        add_quad(shapes_, at + a + rim + side + wide, at - a - rim + side + wide, at - a - rim - side - wide,
                 at + a + rim - side - wide, {30, 30, 30});
        add_quad(shapes_, at + a + side, at - a + side, at - a - side, at + a - side, body);
        add_quad(shapes_, at + a * 0.92f + side * 0.8f, at + a * 0.6f + side * 0.8f, at + a * 0.6f - side * 0.8f,
                 at + a * 0.92f - side * 0.8f, {200, 225, 235});
    }
}

void TrafficLayer::draw(sf::RenderWindow& window, const Camera& camera, const Frame& frame, const Scenario& scenario,
                        float phase, PeopleColour by, float alpha) {
    dots_.clear(), shapes_.clear();
    boats(camera, frame, scenario, phase);
    carts(camera, frame, scenario, phase);
    if (alpha > 0.02f) people(camera, frame, scenario, phase, by, alpha);
    window.setView(camera.view());
    if (!shapes_.empty()) window.draw(shapes_.data(), shapes_.size(), sf::Triangles);
    const bool near = std::max(body_m * 1.25f * camera.scale, least_dot_px) >= walker_from_px;
    if (!dots_.empty()) window.draw(dots_.data(), dots_.size(), sf::Triangles, near ? &walker_ : &disc_);
}

}  // namespace studio
