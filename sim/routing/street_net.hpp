// The street graph as a search for the quickest ways reads it, backwards from the goals: the pieces of a street between
// two junctions stand one after the other. Times to several goals are found at once, each in a lane of a vector.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/aligned.hpp"
#include "town/town.hpp"

namespace wz {

class StreetNet {
public:
    static constexpr std::size_t lanes = 16;
    /// Times from each node to some goals, s, and the nodes whose neighbours have not been told of them.
    struct Search {
        AlignedVector<float> time;  // by node and lane
        std::vector<std::uint32_t> waiting;
        std::vector<char> waits;  // by node

        void begin(std::size_t nodes);  // nothing is known
        void found(NodeId n, std::size_t lane, float t);
    };
    struct Arc {  // a link as looked along from the goal
        std::uint32_t to, zones;
        float time;
        bool last;  // of its street
    };

    StreetNet() = default;
    /// All times infinite.
    explicit StreetNet(const Town& town);
    /// By LinkId: a → b, b → a.
    void set_times(const std::vector<std::array<float, 2>>& s);
    /// Finds all times from those that are known. Each piece in one of the forbidden zones takes `toll` longer. In
    /// whatever order nodes are looked at, each time comes to the least of the sums over all ways from the goal: times
    /// are not negative, and what is rounded alike keeps its order.
    void spread(Search& search, std::uint32_t forbidden, float toll) const;

private:
    struct Walked {  // an arc, as people walk over it
        std::uint32_t link, direction;
    };

    std::vector<Arc> arcs_;  // each link once for each way
    std::vector<Walked> walked_;
    std::vector<std::uint32_t> arcs_from_;    // places in arcs_, node by node
    std::vector<std::uint32_t> first_there_;  // in arcs_from_, by NodeId, and the end
};

}  // namespace wz
