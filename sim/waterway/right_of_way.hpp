// Who may go. A boat asks for everything up to the next lane with room for it, or up to its reserved slot: all cells on
// the way and the room beyond, together or not at all. So nobody stops inside a one-way section, a landing or a
// junction except to moor there, and opposed boats never meet nose to nose. A ring of full lanes could still lock: a
// grant is refused unless tokens that move by the same rules could then drain every boat to its slot. Since that
// draining order depends on the state alone, its first move is always grantable: somebody can always go.
//
// Fairness: requests are served in order of asking. A younger one may pass an older, opposed one at most `platoon`
// times.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "waterway/boat.hpp"
#include "waterway/hull.hpp"

namespace wz::water {

class RightOfWay {
public:
    RightOfWay(std::shared_ptr<const Fairway> fairway, const WaterwayParams& params);
    void set_params(const WaterwayParams& params);

    /// Gives back what lies behind the boats, then serves the requests; writes Boat::granted, released, asked, passed.
    /// `may_cast_off`: moored boats are heard.
    void decide(std::vector<Boat>& boats, Tick now, const WaterwayParams& params, bool may_cast_off,
                const Passage& passage);
    /// The boat is moored: it holds nothing.
    void forget(BoatId boat);
    /// Could every boat get home if `newly` were granted what Boat::granted says?
    [[nodiscard]] bool drains(const std::vector<Boat>& boats, BoatId newly) const;
    void add_to_hash(Hasher& hasher) const;
    /// Opposed hulls that have not passed each other in a one-way section.
    void check(const std::vector<Boat>& boats, const Hulls& hulls, std::vector<std::string>& found) const;

private:
    struct Holder {
        BoatId boat;
        Use use;
    };
    struct Request {
        BoatId boat;
        std::uint32_t end = 0;    // spans from Boat::granted up to here are asked for
        bool only_cells = false;  // there is room beyond: only boats on the way keep it waiting
    };
    [[nodiscard]] std::uint32_t room(std::uint32_t directed_lane) const { return room_[directed_lane / 2]; }
    void release(std::vector<Boat>& boats);
    void list_requests(std::vector<Boat>& boats, Tick now, const WaterwayParams& params, bool may_cast_off);
    [[nodiscard]] bool first_in_lane(const std::vector<Boat>& boats, BoatId boat) const;
    [[nodiscard]] std::uint32_t chain_end(const Boat& boat) const;
    [[nodiscard]] bool cells_free(const std::vector<Boat>& boats, const Request& request,
                                  const WaterwayParams& params) const;
    [[nodiscard]] bool clash(const Boat& a, const Request& ra, const Boat& b, const Request& rb) const;
    [[nodiscard]] bool must_yield(const std::vector<Boat>& boats, std::size_t k, int platoon) const;
    [[nodiscard]] bool room_beyond(std::vector<Boat>& boats, const Request& request) const;
    void grant(std::vector<Boat>& boats, std::size_t k);

    std::shared_ptr<const Fairway> fairway_;
    IdVector<CellId, std::vector<Holder>> holders_;
    std::vector<std::vector<BoatId>> queue_;  // by directed lane, in order of grant
    std::vector<std::uint32_t> room_;         // boats that fit, by lane group
    std::vector<Request> requests_;           // of this tick, oldest first
};

}  // namespace wz::water
