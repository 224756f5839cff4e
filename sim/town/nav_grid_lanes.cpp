// NavGrid::walls: distances for many places at once. Compiled once per instruction set by Highway; the same operations
// in the same order as NavGrid::wall, so that both agree to the last bit.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "town/nav_grid_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <bit>

#include "town/nav_grid.hpp"

#ifndef WZ_SAMPLED_GRID
#define WZ_SAMPLED_GRID
namespace wz::surface {
/// What of a NavGrid is read.
struct Sampled {
    Vec2 origin;
    float nodes_per_m, m_per_quantum;
    int tiles_x, tiles_y, decks, stride;
    const std::int32_t* tile_of;
    const std::int32_t* blocks;  // of 64 bytes, 64 in a tile
};
}  // namespace wz::surface
#endif

HWY_BEFORE_NAMESPACE();
namespace wz::surface::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Those of `wanted` for which this instruction set has no way of its own.
HWY_ATTR std::uint32_t look_up([[maybe_unused]] const Sampled& grid, [[maybe_unused]] const Places& at,
                               std::uint32_t wanted, [[maybe_unused]] const WallsFound& out) {
#if HWY_TARGET <= HWY_AVX2 && HWY_ARCH_X86
    const hn::CappedTag<float, Places::count> d;
    const hn::RebindToSigned<decltype(d)> di;
    const hn::Rebind<std::uint8_t, decltype(d)> db;
    const auto whole = [&](int v) HWY_ATTR { return hn::Set(di, v); };
    std::uint32_t left = 0;
    for (std::size_t i = 0; i < Places::count; i += hn::Lanes(d)) {
        std::uint8_t bits[8] = {};
        bits[0] = static_cast<std::uint8_t>(wanted >> i), bits[1] = static_cast<std::uint8_t>(wanted >> (i + 8));
        const auto want = hn::LoadMaskBits(di, bits);
        if (hn::AllFalse(di, want)) continue;
        const auto decks = hn::And(hn::PromoteTo(di, hn::LoadU(db, at.decks + i)), whole((1 << grid.decks) - 1));
        // on one deck only: a power of two, of which the exponent is its number
        const auto one = hn::AndNot(hn::Eq(decks, whole(0)), hn::Eq(hn::And(decks, decks - whole(1)), whole(0)));
        const auto deck = hn::ShiftRight<23>(hn::BitCast(di, hn::ConvertTo(d, decks))) - whole(127);
        const auto gx = (hn::LoadU(d, at.x + i) - hn::Set(d, grid.origin.x)) * hn::Set(d, grid.nodes_per_m);
        const auto gy = (hn::LoadU(d, at.y + i) - hn::Set(d, grid.origin.y)) * hn::Set(d, grid.nodes_per_m);
        const auto ix = hn::ConvertTo(di, gx), iy = hn::ConvertTo(di, gy);
        const auto tx = hn::ShiftRight<5>(ix), ty = hn::ShiftRight<5>(iy);
        const auto inside =
            hn::And(hn::RebindMask(di, hn::And(gx >= hn::Zero(d), gy >= hn::Zero(d))),
                    hn::And(hn::And(tx < whole(grid.tiles_x), ty < whole(grid.tiles_y)), hn::And(one, want)));
        const auto number = hn::IfThenElseZero(inside, (deck * whole(grid.tiles_y) + ty) * whole(grid.tiles_x) + tx);
        const auto tile = hn::IfThenElse(inside, hn::GatherIndex(di, grid.tile_of, number), whole(-1));
        const auto ground = tile > whole(-1);
        const auto block = hn::ShiftLeft<6>(tile) + hn::ShiftLeft<3>(hn::ShiftRight<2>(hn::And(iy, whole(31)))) +
                           hn::ShiftRight<2>(hn::And(ix, whole(31)));
        const auto node = hn::And(iy, whole(3)) * whole(grid.stride) + hn::And(ix, whole(3));
        const auto bytes = hn::IfThenElseZero(ground, hn::ShiftLeft<6>(block) + hn::ShiftLeft<1>(node));
        const auto low_pair = hn::GatherOffset(di, grid.blocks, bytes);
        const auto high_pair = hn::GatherOffset(di, grid.blocks, bytes + whole(2 * grid.stride));
        const auto first = [&](auto pair)
                               HWY_ATTR { return hn::ConvertTo(d, hn::ShiftRight<16>(hn::ShiftLeft<16>(pair))); };
        const auto second = [&](auto pair) HWY_ATTR { return hn::ConvertTo(d, hn::ShiftRight<16>(pair)); };
        const auto fx = gx - hn::ConvertTo(d, ix), fy = gy - hn::ConvertTo(d, iy);
        const auto d00 = first(low_pair), d10 = second(low_pair), d01 = first(high_pair), d11 = second(high_pair);
        const auto low = d00 + (d10 - d00) * fx, high = d01 + (d11 - d01) * fx;
        const auto distance = (low + (high - low) * fy) * hn::Set(d, grid.m_per_quantum);
        const auto known = hn::And(hn::RebindMask(d, ground), distance > hn::Set(d, -NavGrid::distance_cap));
        const auto stored = hn::RebindMask(d, hn::And(want, one));
        hn::BlendedStore(hn::IfThenElse(known, distance, hn::Set(d, -NavGrid::distance_cap)), stored, d,
                         out.distance + i);
        if (out.away_x != nullptr) {
            const auto slope_x = (d10 - d00) + ((d11 - d01) - (d10 - d00)) * fy, slope_y = high - low;
            const auto steepness = hn::Sqrt(slope_x * slope_x + slope_y * slope_y);
            const auto steep = hn::And(known, steepness > hn::Set(d, 1.0f));
            const auto inverse = hn::Set(d, 1.0f) / hn::Max(steepness, hn::Set(d, 1.0f));
            hn::BlendedStore(hn::IfThenElseZero(steep, slope_x * inverse), stored, d, out.away_x + i);
            hn::BlendedStore(hn::IfThenElseZero(steep, slope_y * inverse), stored, d, out.away_y + i);
        }
        hn::StoreMaskBits(di, hn::AndNot(one, want), bits);
        left |= (bits[0] | (hn::Lanes(d) > 8 ? std::uint32_t{bits[1]} << 8 : 0u)) << i;
    }
    return left;
#else
    return wanted;  // no gathers
#endif
}

}  // namespace wz::surface::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace wz {

namespace surface {
HWY_EXPORT(look_up);
}

void NavGrid::walls(const Places& at, std::uint32_t wanted, const WallsFound& out) const {
    static_assert(blocks_across == 8 && block_nodes == 4 && tile_nodes == 32 && sizeof(Block) == 64);
    const surface::Sampled grid{origin_,  1.0f / spacing,  1.0f / quantum,
                                tiles_x_, tiles_y_,        decks_,
                                stride,   tile_of_.data(), reinterpret_cast<const std::int32_t*>(blocks_.data())};
    for (std::uint32_t left = HWY_DYNAMIC_DISPATCH(surface::look_up)(grid, at, wanted, out); left != 0;
         left &= left - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(left));
        const Wall w = wall({at.x[i], at.y[i]}, at.decks[i]);
        out.distance[i] = w.distance;
        if (out.away_x != nullptr) out.away_x[i] = w.away.x, out.away_y[i] = w.away.y;
    }
}

}  // namespace wz
#endif
