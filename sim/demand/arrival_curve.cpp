#include "demand/arrival_curve.hpp"

#include <algorithm>

namespace wz {

ArrivalCurve::ArrivalCurve(const Profile& profile, Tick day_start, Tick day_end) : first_(day_start) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < profile.from.size(); ++i) {
        const Tick from = std::max(profile.from[i].first, day_start);
        const Tick to = std::min(profile.from[i + 1].first, day_end);
        const double weight_per_hour = profile.from[i].second;
        if (from >= to || weight_per_hour <= 0) continue;
        sum += weight_per_hour * seconds(to - from);
        pieces_.push_back({from, to, sum});
    }
    for (Piece& piece : pieces_) piece.until /= sum;
    if (!pieces_.empty()) first_ = pieces_.front().from;
}

Tick ArrivalCurve::at(double u) const {
    if (pieces_.empty()) return first_;
    const auto found = std::ranges::lower_bound(pieces_, u, {}, &Piece::until);
    const auto piece = found == pieces_.end() ? found - 1 : found;
    const double before = piece == pieces_.begin() ? 0.0 : (piece - 1)->until;
    const double share = (u - before) / (piece->until - before);
    const auto span = static_cast<double>(piece->to - piece->from);
    return std::min(piece->from + static_cast<Tick>(share * span), piece->to - 1);
}

}  // namespace wz
