// NavGrid::walls and patches: for many places at once. Compiled once per instruction set by Highway; the same
// operations in the same order as NavGrid::wall, so that they agree to the last bit.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "town/nav_grid_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <bit>
#include <cstddef>

#include "town/nav_grid.hpp"

#ifndef WZ_SAMPLED_GRID
#define WZ_SAMPLED_GRID
namespace wz::surface {
/// What of a NavGrid is read.
struct Sampled {
    Vec2 origin;
    float nodes_per_m, m_per_quantum;
    int tiles_x, tiles_y, decks, stride, mixed;
    const std::int32_t* tile_of;
    const std::int32_t* blocks;        // of 64 bytes, 64 in a tile
    const std::int32_t* ground;        // by block: its patch in the low half, above it a bit for each node inside
    const std::int32_t* node_patches;  // of 16 bits, 32 x 32 in a tile
};
}  // namespace wz::surface
#endif

HWY_BEFORE_NAMESPACE();
namespace wz::surface::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET <= HWY_AVX2 && HWY_ARCH_X86  // with gathers
#define WZ_GATHERS 1
#else
#define WZ_GATHERS 0
#endif

#if WZ_GATHERS
using D = hn::CappedTag<float, Places::count>;
using DI = hn::RebindToSigned<D>;
using V = hn::Vec<D>;
using VI = hn::Vec<DI>;
using MI = hn::Mask<DI>;
constexpr std::uint32_t lanes = (1u << hn::MaxLanes(D())) - 1;  // a bit for each

HWY_ATTR inline V all(float v) { return hn::Set(D(), v); }
HWY_ATTR inline VI whole(int v) { return hn::Set(DI(), v); }
HWY_ATTR inline MI bits_from(std::uint32_t wanted, std::size_t i) {
    const std::uint8_t bits[8] = {static_cast<std::uint8_t>(wanted >> i), static_cast<std::uint8_t>(wanted >> (i + 8))};
    return hn::LoadMaskBits(DI(), bits);
}

/// Where places are; of those off the ground, somewhere.
struct Tiles {
    MI inside;
    VI number;
    HWY_ATTR Tiles(const Sampled& grid, VI ix, VI iy, VI deck, MI wanted) {
        const VI tx = hn::ShiftRight<5>(ix), ty = hn::ShiftRight<5>(iy);
        inside = hn::And(wanted, hn::And(hn::And(tx > whole(-1), ty > whole(-1)),
                                         hn::And(tx < whole(grid.tiles_x), ty < whole(grid.tiles_y))));
        number = hn::IfThenElseZero(inside, (deck * whole(grid.tiles_y) + ty) * whole(grid.tiles_x) + tx);
    }
};
struct Nodes {
    MI ground;
    VI tile, block;
    HWY_ATTR Nodes(const Sampled& grid, VI ix, VI iy, const Tiles& at) {
        tile = hn::IfThenElse(at.inside, hn::GatherIndex(DI(), grid.tile_of, at.number), whole(-1));
        ground = tile > whole(-1);
        const VI in_tile =
            hn::ShiftLeft<3>(hn::ShiftRight<2>(hn::And(iy, whole(31)))) + hn::ShiftRight<2>(hn::And(ix, whole(31)));
        block = hn::IfThenElseZero(ground, hn::ShiftLeft<6>(tile) + in_tile);
    }
};
/// Of two numbers of 16 bits that follow each other.
HWY_ATTR inline VI first_half(VI two) { return hn::ShiftRight<16>(hn::ShiftLeft<16>(two)); }
HWY_ATTR inline VI second_half(VI two) { return hn::ShiftRight<16>(two); }

HWY_ATTR inline VI decks_of(const Sampled& grid, const Places& at, std::size_t i) {
    return hn::And(hn::PromoteTo(DI(), hn::LoadU(hn::Rebind<std::uint8_t, D>(), at.decks + i)),
                   whole((1 << grid.decks) - 1));
}
HWY_ATTR inline VI lowest_bit(VI bits) { return hn::And(bits, hn::Neg(bits)); }
/// Of powers of two: their exponents.
HWY_ATTR inline VI number_of(VI bit) {
    return hn::ShiftRight<23>(hn::BitCast(DI(), hn::ConvertTo(D(), bit))) - whole(127);
}

HWY_ATTR inline Tiles on_lowest_level(const Sampled& grid, VI ix, VI iy, VI decks) {
    return {grid, ix, iy, number_of(lowest_bit(decks)), hn::Ne(decks, whole(0))};
}

/// Calls f(deck, those on it) for the levels of the places, one after the other: of each place its lowest first.
template <class F>
HWY_ATTR void for_decks(const Sampled& grid, const Places& at, std::size_t i, MI wanted, F&& f) {
    const DI di;
    VI left = hn::IfThenElseZero(wanted, decks_of(grid, at, i));
    for (MI has = hn::Ne(left, whole(0)); !hn::AllFalse(di, has); has = hn::Ne(left, whole(0))) {
        const VI lowest = lowest_bit(left);
        f(number_of(lowest), has);
        left = hn::AndNot(lowest, left);
    }
}

HWY_ATTR void walls(const Sampled& grid, const Places& at, std::uint32_t wanted, std::size_t i, const WallsFound& out) {
    const D d;
    const DI di;
    const MI want = bits_from(wanted, i);
    const V gx = (hn::LoadU(d, at.x + i) - all(grid.origin.x)) * all(grid.nodes_per_m),
            gy = (hn::LoadU(d, at.y + i) - all(grid.origin.y)) * all(grid.nodes_per_m);
    const VI ix = hn::ConvertTo(di, gx), iy = hn::ConvertTo(di, gy);
    const V fx = gx - hn::ConvertTo(d, ix), fy = gy - hn::ConvertTo(d, iy);
    const MI right_of_edge = hn::RebindMask(di, hn::And(gx >= hn::Zero(d), gy >= hn::Zero(d)));
    V best = all(-NavGrid::distance_cap), away_x = hn::Zero(d), away_y = hn::Zero(d);
    for_decks(grid, at, i, want, [&](VI deck, MI on_it) HWY_ATTR {
        const Nodes at_node(grid, ix, iy, {grid, ix, iy, deck, hn::And(on_it, right_of_edge)});
        const VI node = hn::And(iy, whole(3)) * whole(grid.stride) + hn::And(ix, whole(3));
        const VI low_at = hn::ShiftLeft<6>(at_node.block) + hn::ShiftLeft<1>(node);  // bytes
        const VI low_pair = hn::GatherOffset(di, grid.blocks, low_at);
        const VI high_pair = hn::GatherOffset(di, grid.blocks, low_at + whole(2 * grid.stride));
        const V d00 = hn::ConvertTo(d, first_half(low_pair)), d10 = hn::ConvertTo(d, second_half(low_pair)),
                d01 = hn::ConvertTo(d, first_half(high_pair)), d11 = hn::ConvertTo(d, second_half(high_pair));
        const V low = d00 + (d10 - d00) * fx, high = d01 + (d11 - d01) * fx;
        const V distance = (low + (high - low) * fy) * all(grid.m_per_quantum);
        const auto better = hn::And(hn::RebindMask(d, at_node.ground), distance > best);
        best = hn::IfThenElse(better, distance, best);
        if (out.away_x == nullptr) return;
        const V slope_x = (d10 - d00) + ((d11 - d01) - (d10 - d00)) * fy, slope_y = high - low;
        const V steepness = hn::Sqrt(slope_x * slope_x + slope_y * slope_y);
        const auto steep = steepness > all(1.0f);
        const V inverse = all(1.0f) / hn::Max(steepness, all(1.0f));
        away_x = hn::IfThenElse(better, hn::IfThenElseZero(steep, slope_x * inverse), away_x);
        away_y = hn::IfThenElse(better, hn::IfThenElseZero(steep, slope_y * inverse), away_y);
    });
    const auto stored = hn::RebindMask(d, want);
    hn::BlendedStore(best, stored, d, out.distance + i);
    if (out.away_x == nullptr) return;
    hn::BlendedStore(away_x, stored, d, out.away_x + i), hn::BlendedStore(away_y, stored, d, out.away_y + i);
}

/// The nodes nearest to a vector of places.
struct Nearest {
    VI x, y;
    HWY_ATTR Nearest(const Sampled& grid, const Places& at, std::size_t i)
        : x(node(grid, at.x + i, grid.origin.x)), y(node(grid, at.y + i, grid.origin.y)) {}
    HWY_ATTR static VI node(const Sampled& grid, const float* at, float origin) {
        return hn::ConvertTo(DI(), (hn::LoadU(D(), at) - all(origin)) * all(grid.nodes_per_m) + all(0.5f));
    }
};

/// Asks for numbers of a table that will be needed soon.
HWY_ATTR inline void ask_for(const std::int32_t* table, VI at) {
    alignas(64) std::int32_t place[hn::MaxLanes(DI())];
    hn::Store(at, DI(), place);
    for (const std::int32_t p : place) __builtin_prefetch(table + p);
}
HWY_ATTR void ask_for_tiles(const Sampled& grid, const Places& at, std::size_t i) {
    const Nearest node(grid, at, i);
    ask_for(grid.tile_of, on_lowest_level(grid, node.x, node.y, decks_of(grid, at, i)).number);
}
HWY_ATTR void ask_for_ground(const Sampled& grid, const Places& at, std::size_t i) {
    const Nearest node(grid, at, i);
    const Tiles tiles = on_lowest_level(grid, node.x, node.y, decks_of(grid, at, i));
    ask_for(grid.ground, Nodes(grid, node.x, node.y, tiles).block);
}

HWY_ATTR void patches(const Sampled& grid, const Places& at, std::size_t i, PatchId* found) {
    const DI di;
    const Nearest nearest(grid, at, i);
    const VI ix = nearest.x, iy = nearest.y;
    const VI none = whole(-1);
    VI patch = none;
    for_decks(grid, at, i, hn::Eq(none, none), [&](VI deck, MI on_it) HWY_ATTR {
        const Nodes at_node(grid, ix, iy, {grid, ix, iy, deck, hn::And(on_it, hn::Eq(patch, none))});
        const VI ground = hn::GatherIndex(di, grid.ground, at_node.block);
        const VI bit = hn::ShiftLeft<2>(hn::And(iy, whole(3))) + hn::And(ix, whole(3));
        const MI in = hn::Ne(hn::And(hn::Shr(second_half(ground), bit), whole(1)), whole(0));
        const MI inside = hn::And(at_node.ground, in);
        VI there = hn::And(ground, whole(0xffff));
        const MI mixed = hn::And(inside, hn::Eq(there, whole(grid.mixed)));
        if (!hn::AllFalse(di, mixed)) {  // by node, of which two are read
            const VI node = hn::ShiftLeft<5>(hn::And(iy, whole(31))) + hn::And(ix, whole(31));
            const VI pair = hn::IfThenElseZero(mixed, hn::ShiftLeft<9>(at_node.tile) + hn::ShiftRight<1>(node));
            const VI two = hn::GatherIndex(di, grid.node_patches, pair);
            const MI second = hn::Ne(hn::And(node, whole(1)), whole(0));
            const VI own = hn::And(hn::IfThenElse(second, second_half(two), two), whole(0xffff));
            there = hn::IfThenElse(mixed, own, there);
        }
        patch = hn::IfThenElse(hn::And(inside, hn::Ne(there, whole(0xffff))), there, patch);
    });
    hn::StoreU(patch, di, reinterpret_cast<std::int32_t*>(found) + i);
}
#endif

HWY_ATTR void ask_for_walls([[maybe_unused]] const Sampled& grid, [[maybe_unused]] const Places& at,
                            [[maybe_unused]] std::uint32_t wanted) {
#if WZ_GATHERS
    const D d;
    const DI di;
    for (std::size_t i = 0; i < Places::count; i += hn::Lanes(d)) {
        const VI decks = hn::IfThenElseZero(bits_from(wanted, i), decks_of(grid, at, i));
        const VI ix = hn::ConvertTo(di, (hn::LoadU(d, at.x + i) - all(grid.origin.x)) * all(grid.nodes_per_m)),
                 iy = hn::ConvertTo(di, (hn::LoadU(d, at.y + i) - all(grid.origin.y)) * all(grid.nodes_per_m));
        ask_for(grid.blocks, hn::ShiftLeft<4>(Nodes(grid, ix, iy, on_lowest_level(grid, ix, iy, decks)).block));
    }
#endif
}

/// Returns those of `wanted` for which this instruction set has no way of its own.
HWY_ATTR std::uint32_t look_up([[maybe_unused]] const Sampled& grid, [[maybe_unused]] const Places& at,
                               std::uint32_t wanted, [[maybe_unused]] const WallsFound& out) {
#if WZ_GATHERS
    for (std::size_t i = 0; i < Places::count; i += hn::Lanes(D()))
        if ((wanted >> i & lanes) != 0) walls(grid, at, wanted, i, out);
    wanted = 0;
#endif
    return wanted;
}

/// Returns how many it has found. Most of what is read was not for a second and is far away: it is asked for a few
/// vectors ahead.
HWY_ATTR std::size_t find_patches([[maybe_unused]] const Sampled& grid, [[maybe_unused]] const Places& at,
                                  [[maybe_unused]] std::size_t count, [[maybe_unused]] PatchId* found) {
#if WZ_GATHERS
    const std::size_t ahead = 64, vector = hn::Lanes(D());  // places
    for (std::size_t i = 0; i < count + 2 * ahead; i += vector) {
        if (i < count) ask_for_tiles(grid, at, i);
        if (i >= ahead && i - ahead < count) ask_for_ground(grid, at, i - ahead);
        if (i >= 2 * ahead) patches(grid, at, i - 2 * ahead, found);
    }
    return count;
#else
    return 0;
#endif
}
#undef WZ_GATHERS

}  // namespace wz::surface::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz {

namespace surface {
HWY_EXPORT(look_up);
HWY_EXPORT(ask_for_walls);
HWY_EXPORT(find_patches);
}  // namespace surface

surface::Sampled NavGrid::sampled() const {
    static_assert(blocks_across == 8 && block_nodes == 4 && tile_nodes == 32 && sizeof(Block) == 64);
    static_assert(sizeof(Ground) == 4 && offsetof(Ground, inside) == 2);
    return {origin_,
            1.0f / spacing,
            1.0f / quantum,
            tiles_x_,
            tiles_y_,
            decks_,
            stride,
            mixed,
            tile_of_.data(),
            reinterpret_cast<const std::int32_t*>(blocks_.data()),
            reinterpret_cast<const std::int32_t*>(ground_.data()),
            reinterpret_cast<const std::int32_t*>(patches_.data())};
}

void NavGrid::patches(const Places& at, std::size_t count, PatchId* found) const {
    for (std::size_t i = HWY_DYNAMIC_DISPATCH(surface::find_patches)(sampled(), at, count, found); i < count; ++i)
        found[i] = patch({at.x[i], at.y[i]}, at.decks[i]);
}

void NavGrid::ask_for_walls(const Places& at, std::uint32_t wanted) const {
    HWY_DYNAMIC_DISPATCH(surface::ask_for_walls)(sampled(), at, wanted);
}

void NavGrid::walls(const Places& at, std::uint32_t wanted, const WallsFound& out) const {
    for (std::uint32_t left = HWY_DYNAMIC_DISPATCH(surface::look_up)(sampled(), at, wanted, out); left != 0;
         left &= left - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(left));
        const Wall w = wall({at.x[i], at.y[i]}, at.decks[i]);
        out.distance[i] = w.distance;
        if (out.away_x != nullptr) out.away_x[i] = w.away.x, out.away_y[i] = w.away.y;
    }
}

}  // namespace wz
#endif
