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
    int tiles_x, tiles_y, decks, stride, mixed, patch_at;  // patch_at: bytes, in a block
    const std::int32_t* tile_of;
    const std::int32_t* blocks;        // of 64 bytes, 64 in a tile
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

/// Where in memory the nodes of places are; of those off the ground, somewhere.
struct Nodes {
    MI ground;
    VI tile, block, distance;  // the last two in bytes
    HWY_ATTR Nodes(const Sampled& grid, VI ix, VI iy, VI deck, MI wanted) {
        const VI tx = hn::ShiftRight<5>(ix), ty = hn::ShiftRight<5>(iy);
        const MI inside = hn::And(wanted, hn::And(hn::And(tx > whole(-1), ty > whole(-1)),
                                                  hn::And(tx < whole(grid.tiles_x), ty < whole(grid.tiles_y))));
        const VI number = hn::IfThenElseZero(inside, (deck * whole(grid.tiles_y) + ty) * whole(grid.tiles_x) + tx);
        tile = hn::IfThenElse(inside, hn::GatherIndex(DI(), grid.tile_of, number), whole(-1));
        ground = tile > whole(-1);
        const VI in_tile =
            hn::ShiftLeft<3>(hn::ShiftRight<2>(hn::And(iy, whole(31)))) + hn::ShiftRight<2>(hn::And(ix, whole(31)));
        const VI node = hn::And(iy, whole(3)) * whole(grid.stride) + hn::And(ix, whole(3));
        block = hn::IfThenElseZero(ground, hn::ShiftLeft<6>(hn::ShiftLeft<6>(tile) + in_tile));
        distance = block + hn::ShiftLeft<1>(node);
    }
    /// Two numbers of 16 bits that follow each other.
    HWY_ATTR static VI two_at(const Sampled& grid, VI bytes) { return hn::GatherOffset(DI(), grid.blocks, bytes); }
    HWY_ATTR static VI first(VI two) { return hn::ShiftRight<16>(hn::ShiftLeft<16>(two)); }
    HWY_ATTR static VI second(VI two) { return hn::ShiftRight<16>(two); }
};

/// Calls f(deck, those on it) for the levels of the places, one after the other: of each place its lowest first.
template <class F>
HWY_ATTR void for_decks(const Sampled& grid, const Places& at, std::size_t i, MI wanted, F&& f) {
    const DI di;
    VI left = hn::And(hn::PromoteTo(di, hn::LoadU(hn::Rebind<std::uint8_t, D>(), at.decks + i)),
                      whole((1 << grid.decks) - 1));
    left = hn::IfThenElseZero(wanted, left);
    for (MI has = hn::Ne(left, whole(0)); !hn::AllFalse(di, has); has = hn::Ne(left, whole(0))) {
        const VI lowest = hn::And(left, hn::Neg(left));
        // a power of two, of which the exponent is its number
        f(hn::ShiftRight<23>(hn::BitCast(di, hn::ConvertTo(D(), lowest))) - whole(127), has);
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
        const Nodes at_node(grid, ix, iy, deck, hn::And(on_it, right_of_edge));
        const VI low_pair = Nodes::two_at(grid, at_node.distance);
        const VI high_pair = Nodes::two_at(grid, at_node.distance + whole(2 * grid.stride));
        const V d00 = hn::ConvertTo(d, Nodes::first(low_pair)), d10 = hn::ConvertTo(d, Nodes::second(low_pair)),
                d01 = hn::ConvertTo(d, Nodes::first(high_pair)), d11 = hn::ConvertTo(d, Nodes::second(high_pair));
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

HWY_ATTR void patches(const Sampled& grid, const Places& at, std::uint32_t wanted, std::size_t i, PatchId* found) {
    const D d;
    const DI di;
    const MI want = bits_from(wanted, i);
    const auto nodes = [&](const float* from, float origin) HWY_ATTR {
        return hn::ConvertTo(di, (hn::LoadU(d, from + i) - all(origin)) * all(grid.nodes_per_m) + all(0.5f));
    };
    const VI ix = nodes(at.x, grid.origin.x), iy = nodes(at.y, grid.origin.y), none = whole(-1);
    VI patch = none;
    for_decks(grid, at, i, want, [&](VI deck, MI on_it) HWY_ATTR {
        const Nodes at_node(grid, ix, iy, deck, hn::And(on_it, hn::Eq(patch, none)));
        const VI distance = Nodes::first(Nodes::two_at(grid, at_node.distance));
        const MI inside = hn::And(at_node.ground, distance > none);
        VI there = hn::And(Nodes::second(Nodes::two_at(grid, at_node.block + whole(grid.patch_at - 2))), whole(0xffff));
        const MI mixed = hn::And(inside, hn::Eq(there, whole(grid.mixed)));
        if (!hn::AllFalse(di, mixed)) {  // by node, of which two are read
            const VI node = hn::ShiftLeft<5>(hn::And(iy, whole(31))) + hn::And(ix, whole(31));
            const VI pair = hn::IfThenElseZero(mixed, hn::ShiftLeft<9>(at_node.tile) + hn::ShiftRight<1>(node));
            const VI two = hn::GatherIndex(di, grid.node_patches, pair);
            const MI second = hn::Ne(hn::And(node, whole(1)), whole(0));
            const VI own = hn::And(hn::IfThenElse(second, Nodes::second(two), two), whole(0xffff));
            there = hn::IfThenElse(mixed, own, there);
        }
        patch = hn::IfThenElse(hn::And(inside, hn::Ne(there, whole(0xffff))), there, patch);
    });
    hn::BlendedStore(patch, want, di, reinterpret_cast<std::int32_t*>(found) + i);
}
#endif

/// Both return those of `wanted` for which this instruction set has no way of its own.
HWY_ATTR std::uint32_t look_up([[maybe_unused]] const Sampled& grid, [[maybe_unused]] const Places& at,
                               std::uint32_t wanted, [[maybe_unused]] const WallsFound& out) {
#if WZ_GATHERS
    for (std::size_t i = 0; i < Places::count; i += hn::Lanes(D()))
        if ((wanted >> i & lanes) != 0) walls(grid, at, wanted, i, out);
    wanted = 0;
#endif
    return wanted;
}

HWY_ATTR std::uint32_t find_patches([[maybe_unused]] const Sampled& grid, [[maybe_unused]] const Places& at,
                                    std::uint32_t wanted, [[maybe_unused]] PatchId* found) {
#if WZ_GATHERS
    for (std::size_t i = 0; i < Places::count; i += hn::Lanes(D()))
        if ((wanted >> i & lanes) != 0) patches(grid, at, wanted, i, found);
    wanted = 0;
#endif
    return wanted;
}
#undef WZ_GATHERS

}  // namespace wz::surface::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz {

namespace surface {
HWY_EXPORT(look_up);
HWY_EXPORT(find_patches);
}  // namespace surface

surface::Sampled NavGrid::sampled() const {
    static_assert(blocks_across == 8 && block_nodes == 4 && tile_nodes == 32 && sizeof(Block) == 64);
    return {origin_,
            1.0f / spacing,
            1.0f / quantum,
            tiles_x_,
            tiles_y_,
            decks_,
            stride,
            mixed,
            static_cast<int>(offsetof(Block, patch)),
            tile_of_.data(),
            reinterpret_cast<const std::int32_t*>(blocks_.data()),
            reinterpret_cast<const std::int32_t*>(patches_.data())};
}

void NavGrid::patches(const Places& at, std::uint32_t wanted, PatchId* found) const {
    for (std::uint32_t left = HWY_DYNAMIC_DISPATCH(surface::find_patches)(sampled(), at, wanted, found); left != 0;
         left &= left - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(left));
        found[i] = patch({at.x[i], at.y[i]}, at.decks[i]);
    }
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
