#include "waterway/hull.hpp"

#include <box2d/box2d.h>

#include <algorithm>
#include <cmath>

#include "base/time.hpp"
#include "waterway/hull_shape.hpp"
#include "waterway/reach.hpp"

namespace wz::water {

namespace {

constexpr double h = tick_s;           // s
constexpr double oar_arm = 3.0;        // m from the middle to the oar
constexpr double surroundings_m = 12;  // banks and moored boats farther off cannot be reached before the next rebuild
constexpr double alone_reach_m = 8;    // with half a moored boat less than that
constexpr int velocity_iterations = 10;
constexpr int position_iterations = 8;

b2Vec2 to_b2(Vec2d p) { return {static_cast<float>(p.x), static_cast<float>(p.y)}; }

b2PolygonShape hull_polygon() {
    std::array<b2Vec2, hull_outline.size()> points;
    std::ranges::transform(hull_outline, points.begin(), to_b2);
    b2PolygonShape shape;
    shape.Set(points.data(), static_cast<int32>(points.size()));
    return shape;
}

struct BodyForce {
    double ahead, port, moment;
};

/// Oar, pole and water on a hull with surge u, sway v and yaw rate r. Drag is taken linearly implicitly over the whole
/// force, which keeps coasting distances exact and any speed stable at 0.1 s.
BodyForce force_on(double u, double v, double r, const Oar& oar, double thrust, double people, double drag,
                   const WaterwayParams& p) {
    const double mass = displaced_kg(p, people);
    const double mx = mass + p.surge_added_mass_kg;
    const double my = p.sway_mass_kg + mass - p.hull_mass_kg;
    const double au = std::abs(u), av = std::abs(v), ar = std::abs(r);
    const double drag_u = drag * au;
    const double drag_v = p.sway_drag * av + p.sway_lift * au;
    const double drag_r = p.yaw_drag * ar + p.yaw_lift * au;
    const double surge = (thrust - drag_u * u) / (1 + h * drag_u / mx);
    const double sway = (oar.side + oar.stern - drag_v * v) / (1 + h * drag_v / my);
    const double yaw = (oar.moment - oar_arm * oar.stern - drag_r * r) / (1 + h * drag_r / p.yaw_inertia);
    // Box2D knows one mass; the different mass in sway enters through the force.
    return {surge + p.turn_coupling * (my - mx) * v * r, mx * (u * r * (1 - mx / my) + sway / my),
            yaw + p.munk_factor * (mx - my) * u * v};
}

/// What Box2D does in a step to a body that touches nothing, bit for bit: it adds forces to 0, too.
void move_freely(Hulls& hulls, std::size_t i, const b2MassData& mass, b2Vec2 force, float moment) {
    constexpr auto dt = static_cast<float>(h);
    hulls.vx[i] += dt * (1 / mass.mass) * (0 + force.x), hulls.vy[i] += dt * (1 / mass.mass) * (0 + force.y);
    hulls.spin[i] += dt * (1 / mass.I) * (0 + moment);
    hulls.x[i] += dt * hulls.vx[i], hulls.y[i] += dt * hulls.vy[i];
    hulls.angle[i] += dt * hulls.spin[i];
}

}  // namespace

double displaced_kg(const WaterwayParams& p, double people) {
    constexpr double lightest = 0.25;  // of the laden mass
    return std::max(lightest * p.hull_mass_kg, p.hull_mass_kg + (people - double{laden_people}) * p.person_kg);
}

double draught_m(const WaterwayParams& p, double people) {
    constexpr double water = 1000;  // kg/m³
    return displaced_kg(p, people) / (water * p.waterplane_m2);
}

double surge_drag(const WaterwayParams& p, double people) {
    return p.surge_drag * fmath::pow(displaced_kg(p, people) / p.hull_mass_kg, 2.0 / 3);
}

double cruise_mps(const WaterwayParams& p, double people) {
    return p.cruise_mps * fmath::pow(displaced_kg(p, people) / p.hull_mass_kg, -2.0 / 9);
}

double overlap_depth(std::span<const Vec2d> a, std::span<const Vec2d> b) {
    double least = 1e300;
    const auto along_normals_of = [&](std::span<const Vec2d> shape) {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            const Vec2d n = unit(perp(shape[(i + 1) % shape.size()] - shape[i]));
            double a_low = 1e300, a_high = -1e300, b_low = 1e300, b_high = -1e300;
            for (const Vec2d p : a) a_low = std::min(a_low, dot(p, n)), a_high = std::max(a_high, dot(p, n));
            for (const Vec2d p : b) b_low = std::min(b_low, dot(p, n)), b_high = std::max(b_high, dot(p, n));
            least = std::min({least, a_high - b_low, b_high - a_low});
        }
    };
    along_normals_of(a);
    along_normals_of(b);
    return least;
}

void Hulls::resize(std::size_t boats) {
    for (auto* column : {&x, &y, &angle, &vx, &vy, &spin, &stroke}) column->resize(boats);
    people.resize(boats, laden_people);
    afloat.resize(boats);
    headings.resize(boats);
}

double Hulls::speed(std::size_t i) const { return norm(Vec2d{double{vx[i]}, double{vy[i]}}); }

void Hulls::add_to_hash(Hasher& hasher) const {
    for (const auto* column : {&x, &y, &angle, &vx, &vy, &spin, &stroke, &people})
        hasher.add_column(std::span(*column));
    hasher.add_column(std::span<const std::uint8_t>(afloat));
}

// ---- the rigid bodies ----------------------------------------------------------------------------------------------

struct HullWorld::Bodies {
    /// Most boats come near nothing until the next rebuild. These move without a world, with the same bits.
    struct Moving {
        std::size_t boat;
        b2MassData mass;
        Reach reach;
        bool alone = false;
        b2Body* body = nullptr;  // null: alone
    };

    std::shared_ptr<const BankMap> banks;
    std::vector<Moving> moving;      // in order of id; who was afloat at the last rebuild
    std::unique_ptr<b2World> world;  // of those that are not alone; null: all are
    std::vector<std::uint32_t> near_banks;
    ByLoad drag{surge_drag};

    void list_moving(const Hulls& hulls, const WaterwayParams& p) {
        moving.clear();
        for (std::size_t i = 0; i < hulls.size(); ++i) {
            if (!hulls.afloat[i]) continue;
            const double mass = displaced_kg(p, double{hulls.people[i]}) + p.surge_added_mass_kg;
            moving.push_back(
                {i, {static_cast<float>(mass), {0, 0}, static_cast<float>(p.yaw_inertia)}, Reach(hulls, i)});
        }
    }

    void find_alone(const Hulls& hulls) {
        for (Moving& m : moving) {
            near_banks.clear();
            const bool slow = m.reach.radius() < alone_reach_m;
            if (slow) banks->near(hulls.at(m.boat), m.reach.radius(), near_banks);
            const auto meets_bank = [&](std::uint32_t k) {
                return m.reach.meets(banks->banks()[k].a, banks->banks()[k].b);
            };
            m.alone = slow && std::ranges::none_of(near_banks, meets_bank) && !meets_moored(hulls, m) &&
                      std::ranges::none_of(moving, [&](const Moving& k) { return &k != &m && k.reach.meets(m.reach); });
        }
    }

    static bool near(Vec2d a, Vec2d b) { return norm2(a - b) < surroundings_m * surroundings_m; }
    static bool meets_moored(const Hulls& hulls, const Moving& m) {
        for (std::size_t k = 0; k < hulls.size(); ++k)
            if (!hulls.afloat[k] && near(hulls.at(k), hulls.at(m.boat)) && m.reach.meets(Reach(hulls, k))) return true;
        return false;
    }

    /// Pushed so far that it may come to one that is alone before the next rebuild.
    bool endangers_somebody(const Hulls& hulls, Moving& m) {
        if (!m.reach.left_by(hulls, m.boat)) return false;
        m.reach = Reach(hulls, m.boat);
        return m.alone ||
               std::ranges::any_of(moving, [&](const Moving& k) { return k.alone && k.reach.meets(m.reach); });
    }

    void make_world(const Hulls& hulls) {
        world.reset();
        if (std::ranges::all_of(moving, &Moving::alone)) return;
        world = std::make_unique<b2World>(b2Vec2{0, 0});
        world->SetAllowSleeping(false);  // its timer could not be restored
        const b2PolygonShape shape = hull_polygon();
        near_banks.clear();
        auto next = moving.begin();
        for (std::size_t i = 0; i < hulls.size(); ++i) {
            if (next != moving.end() && next->boat == i) {
                if (!next->alone) add_moving(hulls, *next, shape);
                ++next;
            } else if (std::ranges::any_of(
                           moving, [&](const Moving& m) { return !m.alone && near(hulls.at(i), hulls.at(m.boat)); })) {
                add_hull(hulls, i, shape);
            }
        }
        add_banks();
    }

    b2Body* add_hull(const Hulls& hulls, std::size_t i, const b2PolygonShape& shape) {
        const bool dynamic = hulls.afloat[i] != 0;
        b2BodyDef def;
        def.type = dynamic ? b2_dynamicBody : b2_staticBody;
        def.position = {hulls.x[i], hulls.y[i]};
        def.angle = hulls.angle[i];
        if (dynamic) {
            def.linearVelocity = {hulls.vx[i], hulls.vy[i]};
            def.angularVelocity = hulls.spin[i];
            def.bullet = true;  // without it two hulls overlap by up to 18 cm when they meet
        }
        b2Body* body = world->CreateBody(&def);
        b2FixtureDef fixture;
        fixture.shape = &shape;
        fixture.friction = 0.1f;
        body->CreateFixture(&fixture);
        return body;
    }
    void add_moving(const Hulls& hulls, Moving& m, const b2PolygonShape& shape) {
        m.body = add_hull(hulls, m.boat, shape);
        m.body->SetMassData(&m.mass);
        banks->near(hulls.at(m.boat), surroundings_m, near_banks);
    }

    void add_banks() {
        std::ranges::sort(near_banks);
        near_banks.erase(std::unique(near_banks.begin(), near_banks.end()), near_banks.end());
        b2BodyDef def;
        b2Body* land = world->CreateBody(&def);
        for (const std::uint32_t k : near_banks) {
            b2EdgeShape edge;
            edge.SetTwoSided(to_b2(banks->banks()[k].a), to_b2(banks->banks()[k].b));
            b2FixtureDef fixture;
            fixture.shape = &edge;
            fixture.friction = 0.1f;
            land->CreateFixture(&fixture);
        }
    }

    void step_world(Hulls& hulls) {
        world->Step(static_cast<float>(h), velocity_iterations, position_iterations);
        for (const Moving& m : moving) {
            const std::size_t i = m.boat;
            if (!hulls.afloat[i] || !m.body) continue;
            hulls.x[i] = m.body->GetPosition().x, hulls.y[i] = m.body->GetPosition().y;
            hulls.angle[i] = m.body->GetAngle();
            hulls.vx[i] = m.body->GetLinearVelocity().x, hulls.vy[i] = m.body->GetLinearVelocity().y;
            hulls.spin[i] = m.body->GetAngularVelocity();
        }
    }
};

HullWorld::HullWorld(std::shared_ptr<const BankMap> banks) : bodies_(std::make_unique<Bodies>()) {
    bodies_->banks = std::move(banks);
}
HullWorld::~HullWorld() = default;

bool HullWorld::built() const { return !bodies_->moving.empty(); }

void HullWorld::rebuild(const Hulls& hulls, const WaterwayParams& params) {
    bodies_->list_moving(hulls, params);
    bodies_->find_alone(hulls);
    bodies_->make_world(hulls);
}

void HullWorld::step(Hulls& hulls, const std::vector<Oar>& oars, const WaterwayParams& params) {
    Bodies& b = *bodies_;
    const auto stroke_step = static_cast<float>(params.strokes_per_min / 60 * h);
    for (const Bodies::Moving& m : b.moving) {
        const std::size_t i = m.boat;
        if (!hulls.afloat[i]) continue;
        const auto& [s, c] = hulls.heading(i);
        const double vx = double{hulls.vx[i]}, vy = double{hulls.vy[i]};
        // sculling comes in strokes, T(1 − cos 2π phase): the mean is T
        double thrust = oars[i].thrust;
        if (thrust != 0) {
            thrust *= 1 - fmath::cos(6.283185307179586 * double{hulls.stroke[i]});
            hulls.stroke[i] += stroke_step;
            if (hulls.stroke[i] >= 1) hulls.stroke[i] -= 1;
        }
        const double people = double{hulls.people[i]};
        const BodyForce f = force_on(vx * c + vy * s, vy * c - vx * s, double{hulls.spin[i]}, oars[i], thrust, people,
                                     b.drag(params, people), params);
        const b2Vec2 force = to_b2({f.ahead * c - f.port * s, f.ahead * s + f.port * c});
        const auto moment = static_cast<float>(f.moment);
        if (!m.body) {
            move_freely(hulls, i, m.mass, force, moment);
        } else {
            m.body->ApplyForceToCenter(force, true);
            m.body->ApplyTorque(moment, true);
        }
    }
    if (b.world) b.step_world(hulls);
    if (std::ranges::any_of(b.moving, [&](Bodies::Moving& m) { return b.endangers_somebody(hulls, m); })) {
        b.list_moving(hulls, params);  // nobody is alone
        b.make_world(hulls);
    }
}

}  // namespace wz::water
