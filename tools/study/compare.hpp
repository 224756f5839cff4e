// Two variants side by side: differences replication by replication, so that what both share cancels out.
#pragma once

#include <string>
#include <vector>

#include "study/interval.hpp"
#include "study/store.hpp"

namespace study {

struct Difference {
    std::string what;         // measure, or place
    int hour = -1;            // −1: the whole run
    double from = 0, to = 0;  // means over the pairs
    Interval change;          // to − from
    double correlation = 0;   // over the pairs: what common random numbers give
    int pairs = 0;
    /// Shown to be other than nothing. A change of nothing at all, in every pair, is a point at zero.
    [[nodiscard]] bool clear() const { return pairs > 1 && !change.contains(0); }
};

/// From two lists by replication; replications that one of them lacks are left out.
Difference difference(const std::string& what, const std::vector<StoredValue>& from, const std::vector<StoredValue>& to,
                      double confidence);
/// Every measure of the store.
std::vector<Difference> compare_measures(const Store& store, int from, int to, double confidence);
/// Every place and hour of the clock with anybody there; `column`: people (mean number present) or ef_min.
std::vector<Difference> compare_places(const Store& store, int from, int to, const std::string& column,
                                       double confidence);
/// By name, or by number. Throws InputError.
int find_variant(const Store& store, const std::string& name);

/// `wuzhen study compare`.
int print_comparison(const std::string& file, const std::string& from, const std::string& to);

}  // namespace study
