// Queues from both sides pass one arch: the flow of each rule follows from two times, the headway h of boats one behind
// the other and the time T between opposed ones: one way 3600/h, alternating 3600/T, platoons of n
// 3600 n/((n − 1) h + T), in order of arrival a mean of h and T by how often each occurs.
#include "behaviour/waterway_arch.hpp"

namespace wz::test {
namespace {

constexpr double arch_m = 3;

Params at_the_arch() {
    Params params;  // such that one way passes 300 boats an hour
    params.waterway.cruise_mps = 0.8;
    params.waterway.gap_at_rest_m = 0.5;
    params.waterway.gap_m = 2.33;
    params.waterway.thrust_max_n = 200;
    return params;
}

struct Flow {
    double per_h, same_s, opposed_s;
    std::string order;  // E and W as they passed
};

Flow flow_through(int westward, int eastward, int passing) {
    Arch arch(westward, eastward, arch_m, passing, at_the_arch());
    arch.gather();
    EXPECT_TRUE(arch.passages.empty()) << "the water was too high";
    arch.set_level(0);
    arch.run(1200);
    EXPECT_FALSE(arch.opposed_inside);
    EXPECT_EQ(arch.passages.size(), static_cast<std::size_t>(westward + eastward));
    Flow flow{0, 0, 0, {}};
    if (arch.passages.size() < 4) return flow;
    std::tie(flow.same_s, flow.opposed_s) = arch.gaps(2);
    const double s = arch.passages.back().at_s - arch.passages[2].at_s;
    flow.per_h = 3600 * static_cast<double>(arch.passages.size() - 3) / s;
    for (const auto& p : arch.passages) flow.order += p.eastward ? 'E' : 'W';
    return flow;
}

TEST(WaterwayPassing, each_rule_passes_as_many_boats_as_headway_and_clearing_time_allow) {
    const Flow one_way = flow_through(0, 12, 3), alternating = flow_through(6, 6, 1), platoons = flow_through(9, 9, 3);
    const double h = one_way.same_s, t = alternating.opposed_s;
    EXPECT_NEAR(one_way.per_h, 300, 0.03 * 300);
    EXPECT_NEAR(alternating.per_h, 3600 / t, 0.03 * 3600 / t);
    EXPECT_TRUE(alternating.order == "EWEWEWEWEWEW" || alternating.order == "WEWEWEWEWEWE") << alternating.order;
    EXPECT_TRUE(platoons.order == "EEEWWWEEEWWWEEEWWW" || platoons.order == "WWWEEEWWWEEEWWWEEE") << platoons.order;
    // from the third passage on: five changes of direction and ten boats behind another
    const double expected = 3600 * 15 / (10 * h + 5 * t);
    EXPECT_NEAR(platoons.per_h, expected, 0.03 * expected);
    // a hull of 6.5 m is out of the section later than a point; from there the reference figures follow
    EXPECT_GT(t, 25);
    EXPECT_LT(t, 40);
}

/// Whose turn it is not has no precedence however often it was passed: each waited minutes for the other.
TEST(WaterwayPassing, in_order_of_arrival_nobody_waits_for_anything_but_boats_inside) {
    const Flow in_order = flow_through(8, 8, WaterLink::passing_in_order);
    EXPECT_NEAR(in_order.same_s, 12, 1);
    EXPECT_LT(in_order.opposed_s, 40);
}

TEST(WaterwayPassing, a_direction_with_priority_goes_first) {
    EXPECT_EQ(flow_through(4, 4, WaterLink::passing_drawn_first).order.substr(1, 3), "EEE");
    EXPECT_EQ(flow_through(4, 4, WaterLink::passing_against_first).order.substr(1, 3), "WWW");
}

TEST(WaterwayPassing, the_rule_can_be_changed_while_boats_wait) {
    Arch arch(6, 6, arch_m, 1, at_the_arch());
    arch.gather();
    arch.day().water.set_passing(WaterLinkId(2), 6);
    arch.set_level(0);
    arch.run(1200);
    ASSERT_EQ(arch.passages.size(), 12u);
    for (std::size_t k = 1; k < 12; ++k)
        EXPECT_EQ(arch.passages[k].eastward == arch.passages[k - 1].eastward, k != 6) << k;
}

}  // namespace
}  // namespace wz::test
