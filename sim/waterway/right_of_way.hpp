// Who may go. A boat asks for everything up to the next lane that it may wait in, or up to its reserved slot: the
// junctions on the way and the room beyond, together or not at all. So nobody stops in a junction except to moor there.
// A narrow lane takes boats of one direction at a time. A ring of full lanes could still lock: a grant is refused
// unless tokens that move by the same rules could then drive every boat to its slot, one lane at a time (a safe state,
// safe_state.cpp). The order in which they do is kept: it stays good whoever gets home, and its first move is always
// grantable, so that somebody can always go. Boats that swing out of a berth or across a lane: see swing.hpp.
//
// Fairness: requests are served in order of asking. A younger one may pass an older, opposed one at most `platoon`
// times; precedence ends after some minutes, since what its holder waits for may depend on those who yield.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "waterway/boat.hpp"
#include "waterway/hull.hpp"
#include "waterway/swing.hpp"

namespace wz::water {

class RightOfWay {
public:
    RightOfWay(std::shared_ptr<const Fairway> fairway, const WaterwayParams& params);
    void set_params(const WaterwayParams& params);
    /// Who goes first through the narrow water on this link: see WaterLink::passing.
    void set_passing(WaterLinkId link, int passing);

    /// Gives back what lies behind the boats, then serves the requests; writes Boat::granted, released, asked, passed.
    /// `may_cast_off`: moored boats are heard; those that only finish a ride, or make room for that, always are.
    void decide(std::vector<Boat>& boats, const Hulls& hulls, Tick now, const WaterwayParams& params, bool may_cast_off,
                const Passage& passage);
    /// Out of its lane and into the one beside it, on a track from where it lies; at once or not at all.
    bool turn_round(std::vector<Boat>& boats, const Hulls& hulls, BoatId boat, std::shared_ptr<const Track> back,
                    const Passage& passage, Tick now);
    /// The boat is moored: it holds nothing.
    void forget(BoatId boat);
    /// Can every boat get home from what is granted? Then the order is kept. `first`: whose way was changed.
    bool drains(const std::vector<Boat>& boats, BoatId first = {});
    /// Somebody behind it in this lane holds water beyond: it must go out of the way as it said it would.
    [[nodiscard]] bool goes_before(const std::vector<Boat>& boats, BoatId boat, std::uint32_t directed_lane) const;
    /// Everybody could get home from what was granted when it was decided last.
    [[nodiscard]] bool safe() const { return safe_now_; }
    void add_to_hash(Hasher& hasher) const;
    /// Boats that keep this one from the next part of its way. `world`: no boat does, a closed way does.
    void keeping_back(const std::vector<Boat>& boats, const Hulls& hulls, BoatId boat, const Passage& passage,
                      std::vector<BoatId>& found, bool& world) const;
    /// Opposed hulls that have not passed each other in a one-way section.
    void check(const std::vector<Boat>& boats, const Hulls& hulls, std::vector<std::string>& found) const;
    /// It has no leave yet to swing in over the opposed lane.
    [[nodiscard]] static bool waits_to_cross(const Boat& boat);

private:
    struct Holder {
        BoatId boat;
        Use use;
    };
    enum class Swing : std::uint8_t { none, out, across, out_and_across };
    struct Request {
        BoatId boat;
        std::uint32_t end = 0;  // spans from Boat::granted up to here are asked for
        Swing swing = Swing::none;
        bool only_cells = false;  // there is room beyond: only boats on the way keep it waiting …
        bool no_room = false;     // there is none, or the state would not be safe
        bool claims = false;      // … and some of them in its swing, from which it keeps others out
        [[nodiscard]] bool gets_across() const { return swing == Swing::across || swing == Swing::out_and_across; }
    };
    /// A narrow lane, and who was let in last.
    struct Section {
        static constexpr int by_default = WaterLink::passing_by_default;
        int passing = by_default;
        bool drawn_against = false;       // the group runs against the canal as drawn
        std::uint32_t last = UINT32_MAX;  // directed lane
        int in_a_row = 0;
        Tick at = 0;
        void let_in(std::uint32_t directed_lane, Tick now) {
            in_a_row = directed_lane == last ? in_a_row + 1 : 1;
            last = directed_lane;
            at = now;
        }
    };
    struct Tokens;
    /// Who goes on by one lane, or home from the last one, after whom: boats by number.
    using Order = std::vector<std::uint32_t>;
    [[nodiscard]] Order still_to_come(const Tokens& tokens) const;
    [[nodiscard]] std::optional<Order> way_home(const std::vector<Boat>& boats, BoatId first) const;
    [[nodiscard]] std::uint32_t room(std::uint32_t directed_lane) const { return room_[directed_lane / 2]; }
    [[nodiscard]] bool narrow(std::uint32_t directed_lane) const { return fairway_->lanes[directed_lane / 2].narrow; }
    void release(std::vector<Boat>& boats);
    void list_requests(std::vector<Boat>& boats, Tick now, const WaterwayParams& params, bool may_cast_off);
    [[nodiscard]] bool first_in_lane(const std::vector<Boat>& boats, BoatId boat);
    [[nodiscard]] bool cuts_in(const std::vector<Boat>& boats, const Boat& boat, std::uint32_t end) const;
    [[nodiscard]] double position(const Boat& boat, std::uint32_t directed_lane) const;
    [[nodiscard]] double berth(const Boat& boat) const;
    [[nodiscard]] std::optional<Fairway::LanePlace> place_at(const Track& track, const TrackPoint& point) const;
    void order_lanes(const std::vector<Boat>& boats);
    [[nodiscard]] std::uint32_t chain_end(const Boat& boat) const { return chain_end(boat, boat.granted); }
    [[nodiscard]] std::uint32_t chain_end(const Boat& boat, std::uint32_t end) const;
    [[nodiscard]] bool open(const Boat& boat, const Request& request, const Passage& passage) const;
    bool goes_through(std::vector<Boat>& boats, const Hulls& hulls, std::size_t k, Tick now, const Passage& passage);
    [[nodiscard]] static const Span* held(const Boat& boat, CellId cell);
    [[nodiscard]] static bool may_claim(const Boat& boat, Tick now);
    [[nodiscard]] bool cells_free(const std::vector<Boat>& boats, const Request& request) const;
    [[nodiscard]] bool lanes_passable(const std::vector<Boat>& boats, const Request& request) const;
    using Place = std::vector<BoatId>::const_iterator;
    [[nodiscard]] Place place_in(const std::vector<Boat>& boats, const Boat& boat, std::uint32_t span) const;
    [[nodiscard]] bool narrows_free(const std::vector<Boat>& boats, const Request& request, BoatId but_for) const;
    static constexpr double clear_behind = 0.5;  // m between the stern and what it gives back
    [[nodiscard]] bool clears_in_time(const Boat& leaves, double speed, const Boat& enters, double own_speed,
                                      const Span& span) const;
    void hold_back_the_early(std::vector<Boat>& boats) const;
    [[nodiscard]] static bool holds_beyond(const Boat& boat, std::uint32_t directed_lane);
    [[nodiscard]] std::size_t room_behind(const Boat& boat) const;
    enum class Clash : std::uint8_t { none, junction, narrow };
    [[nodiscard]] Clash clash(const Boat& a, const Request& ra, const Boat& b, const Request& rb) const;
    [[nodiscard]] Stretch zone_of(const Boat& boat, const Request& request) const;
    [[nodiscard]] BoatId ahead_of_it(const std::vector<Boat>& boats, BoatId boat, const Stretch& zone) const;
    [[nodiscard]] bool in_its_turn(std::vector<Boat>& boats, const Hulls& hulls, const Request& request, Tick now);
    [[nodiscard]] bool waits_opposed(std::vector<Boat>& boats, const Hulls& hulls, const Request& request,
                                     std::uint32_t directed_lane, bool only_older);
    [[nodiscard]] bool must_yield(const std::vector<Boat>& boats, const Hulls& hulls, std::size_t k, Tick now,
                                  int platoon) const;
    [[nodiscard]] bool room_beyond(std::vector<Boat>& boats, const Request& request, std::optional<Order>* proof);
    void grant(std::vector<Boat>& boats, std::size_t k, Tick now);

    std::shared_ptr<const Fairway> fairway_;
    IdVector<CellId, std::vector<Holder>> holders_;
    std::vector<std::vector<BoatId>> queue_;  // by directed lane, in order of grant
    std::vector<Section> sections_;           // by lane group, narrow ones only
    std::vector<std::uint32_t> room_;         // boats that fit, by lane group
    std::vector<Request> requests_;           // of this tick, oldest first
    Order order_;                             // in which everybody gets home: the proof that the state is safe
    Swings swings_;
    double gap_at_rest_ = 2;     // m
    double setting_out_ = 0.06;  // m/s²: no boat gathers way faster
    std::vector<double> speed_;  // m/s by boat, of this tick
    int platoon_ = 3;            // boats in a row through a section without a rule of its own
    bool safe_now_ = true;       // the present state drains; if boats got out of order, nothing is gained by asking
    // The answers for a state of the lanes stay true until a lane, or somebody's way, changes.
    struct Answer {
        std::uint64_t state = 0;
        std::uint32_t end = 0;
        BoatId before;  // whom it would come in front of
        bool crosses = false;
        bool safe = false;
        friend bool operator==(const Answer&, const Answer&) = default;
    };
    std::uint64_t state_ = 1;      // counts those changes
    std::uint64_t proved_ = 0;     // state for which `order_` is the proof
    std::vector<Answer> answers_;  // by boat: the last one
};

}  // namespace wz::water
