// Route choice on the street graph. For every goal in use there is a field: the least expected time from each node to
// it, for people who may enter the zones that their pass opens. At a node a walker draws its next link by a logit over
// the links that lead closer; the members of a group draw the same.
#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/parallel.hpp"
#include "params/params.hpp"
#include "routing/street_net.hpp"
#include "town/town.hpp"

namespace wz {

using FieldId = Id<struct FieldTag>;

/// Expected time over each link now, s, [0] a → b, [1] b → a; CostFields::unreachable more where it is closed, infinite
/// against a one-way street.
struct LinkTimes {
    std::vector<std::array<float, 2>> s;
};

class CostFields {
public:
    /// Times from here on mean: no way. Each closed or forbidden link adds so much, so that those who are on one know
    /// the way off it.
    static constexpr float unreachable = 1e6f;
    static constexpr float never = std::numeric_limits<float>::infinity();

    CostFields() = default;
    CostFields(const Town& town, const RoutingParams& params);

    void set_params(const RoutingParams& params) { params_ = params; }
    /// The field of a goal for people who must not enter `forbidden_zones` (bits); made when first asked for.
    FieldId field(const Town& town, const Access& goal, std::uint32_t forbidden_zones);
    /// New link times or closures. Fields in use are computed again at once, each on one thread; the others when they
    /// are asked for, see `refresh`. `in_use`: by FieldId; may be shorter than there are fields.
    void update(const Town& town, const LinkTimes& times, const std::vector<char>& in_use, Team& team);
    /// To be called before a field is read that may not have been in use at the last update. Not while others read.
    void refresh(const Town& town, FieldId f) {
        fields_[f].asked = epoch_;
        if (fields_[f].epoch != epoch_) compute(town, fields_[f]);
    }

    /// Expected time from a node to the goal, s.
    [[nodiscard]] float time_from(FieldId f, NodeId n) const {
        assert(fields_[f].epoch == epoch_);
        return fields_[f].time[n.index()];
    }
    /// Expected time from a point of a link to the goal, s.
    [[nodiscard]] float time_from(const Town& town, FieldId f, const Access& from) const;
    [[nodiscard]] const Access& goal(FieldId f) const { return fields_[f].goal; }
    /// The links on which the goals are, by FieldId.
    [[nodiscard]] const std::vector<LinkId>& goal_links() const { return goal_links_; }
    [[nodiscard]] std::uint32_t forbidden(FieldId f) const { return fields_[f].forbidden; }
    /// True if a link lies in a zone that people of this field must not be in; those who are there may walk out of it.
    [[nodiscard]] bool forbids(const Town& town, FieldId f, LinkId l) const {
        return (town.links[l].access_zones & fields_[f].forbidden) != 0;
    }
    /// True if a link may be walked that way by people of this field.
    [[nodiscard]] bool passable(const Town& town, FieldId f, LinkId l, bool forward) const;
    /// The next link from node n, coming over `from` (or none); none if there is no way on. `draw` in (0, 1).
    [[nodiscard]] LinkId choose(const Town& town, FieldId f, NodeId n, LinkId from, double draw) const;
    [[nodiscard]] const LinkTimes& times() const { return times_; }
    [[nodiscard]] std::size_t size() const { return fields_.size(); }
    /// Counts updates: walkers look again at their way when it has changed.
    [[nodiscard]] std::uint32_t epoch() const { return epoch_; }
    void add_to_hash(Hasher& hasher) const;

private:
    struct Field {
        Access goal;
        std::uint32_t forbidden = 0;
        std::uint32_t epoch = 0;  // of the times
        std::uint32_t asked = 0;  // in which epoch it was last asked for
        std::vector<float> time;  // by NodeId
    };
    void compute(const Town& town, Field& field) const;
    void compute(const Town& town, std::span<Field* const> fields) const;
    [[nodiscard]] float onward_time(const Town& town, const Field& f, LinkId l, NodeId from) const;

    IdVector<FieldId, Field> fields_;
    std::vector<LinkId> goal_links_;
    LinkTimes times_;
    StreetNet net_;
    RoutingParams params_;
    std::uint32_t epoch_ = 0;
};

/// Time over a link at the pace of an ordinary walker when nobody is in the way, s.
float free_time_s(const Link& link, bool forward, const Params& params);

}  // namespace wz
