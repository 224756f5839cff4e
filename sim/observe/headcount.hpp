// How many people are on site: by kind of population, by what they do, by report zone; who comes and goes.
#pragma once

#include <string>
#include <vector>

#include "observe/observer.hpp"

namespace wz {

class Headcount : public Observer {
public:
    Headcount(const World& world, Series& series);
    void each_second(const World& world, const SurfaceSample& sample) override;
    void each_minute(const World& world, Series& series) override;

    [[nodiscard]] int peak() const { return peak_; }
    [[nodiscard]] Tick peak_at() const { return peak_at_; }
    [[nodiscard]] const std::vector<std::string>& kinds() const { return kinds_; }

private:
    [[nodiscard]] ZoneId zone_of(const World& world, Spot spot) const;
    void count_zones(const World& world, Series& series);
    [[nodiscard]] static int total(const std::vector<int>& by_population);

    std::vector<std::string> kinds_;  // of populations, sorted
    IdVector<PopulationId, std::size_t> kind_of_;
    IdVector<PatchId, ZoneId> zone_of_;
    std::vector<ZoneId> zones_;  // report zones
    std::size_t total_column_ = 0, entered_column_ = 0, left_column_ = 0;
    std::size_t first_kind_ = 0, first_zone_ = 0, first_doing_ = 0;
    int entered_ = 0, left_ = 0;          // at the last minute
    std::vector<std::uint32_t> surface_;  // by zone: people on the surface at the last full minute
    int peak_ = 0;
    Tick peak_at_ = 0;
};

}  // namespace wz
