#include "study/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/errors.hpp"

namespace study {

namespace {

constexpr double confidence_shown = 0.95;
constexpr std::size_t most_shown = 20;

/// Nobody there is no row; every run that was made counts as 0 then.
std::vector<StoredValue> filled(const std::map<int, double>& values, const std::set<int>& replications) {
    std::vector<StoredValue> all;
    for (const int r : replications) {
        const auto it = values.find(r);
        all.push_back({r, it == values.end() ? 0 : it->second, "", -1});
    }
    return all;
}

void print(const std::vector<Difference>& list) {
    fmt::print("{:<36} {:>6} {:>10} {:>10} {:>10}  {:<22} {:>6} {:>5}\n", "", "hour", "from", "to", "change",
               "95 % interval", "corr.", "pairs");
    for (const Difference& d : list)
        fmt::print("{:<36} {:>6} {:>10.4g} {:>10.4g} {:>10.4g}  {:<22} {:>6.2f} {:>5}\n", d.what,
                   d.hour < 0 ? "" : fmt::format("{:02}", d.hour), d.from, d.to, d.change.estimate,
                   fmt::format("[{:.4g}, {:.4g}]{}", d.change.low, d.change.high, d.clear() ? " *" : ""), d.correlation,
                   d.pairs);
}

}  // namespace

Difference difference(const std::string& what, const std::vector<StoredValue>& from, const std::vector<StoredValue>& to,
                      double confidence) {
    std::vector<double> a, b;
    for (const StoredValue& v : from) {
        const auto it = std::ranges::find(to, v.replication, &StoredValue::replication);
        if (it != to.end()) a.push_back(v.value), b.push_back(it->value);
    }
    Difference d{what, -1, mean(a), mean(b), paired_interval(a, b, confidence), correlation(a, b), 0};
    d.pairs = static_cast<int>(a.size());
    return d;
}

std::vector<Difference> compare_measures(const Store& store, int from, int to, double confidence) {
    std::vector<Difference> all;
    for (const std::string& m : store.measures())
        all.push_back(difference(m, store.values(from, m), store.values(to, m), confidence));
    return all;
}

std::vector<Difference> compare_places(const Store& store, int from, int to, const std::string& column,
                                       double confidence) {
    std::set<int> made_from, made_to;
    for (const StoredRun& r : store.runs()) {
        if (!r.failed && r.variant == from) made_from.insert(r.replication);
        if (!r.failed && r.variant == to) made_to.insert(r.replication);
    }
    auto a = store.places(from, column), b = store.places(to, column);
    for (const auto& [key, values] : a) b.try_emplace(key);
    std::vector<Difference> all;
    for (const auto& [key, values] : b) {
        all.push_back(difference(key.first, filled(a[key], made_from), filled(values, made_to), confidence));
        all.back().hour = key.second;
    }
    return all;
}

int find_variant(const Store& store, const std::string& name) {
    std::vector<std::string> known;
    for (const StoredVariant& v : store.variants()) {
        if (v.name == name || fmt::format("{}", v.number) == name) return v.number;
        known.push_back(fmt::format("{} ({})", v.number, v.name));
    }
    throw wz::InputError({{store.path(), 0},
                          fmt::format("there is no variant \"{}\"", name),
                          fmt::format("{}", fmt::join(known, ", ")),
                          "give its number or name"});
}

int print_comparison(const std::string& file, const std::string& from, const std::string& to) {
    const Store store = Store::read(file);
    const int a = find_variant(store, from), b = find_variant(store, to);
    print(compare_measures(store, a, b, confidence_shown));
    for (const char* column : {"people", "ef_min"}) {
        std::vector<Difference> places = compare_places(store, a, b, column, confidence_shown);
        if (places.empty()) continue;
        const auto size = [](const Difference& d) { return d.clear() ? std::abs(d.change.estimate) : 0.0; };
        std::ranges::stable_sort(places, [&](const Difference& p, const Difference& q) { return size(p) > size(q); });
        const auto clear = static_cast<std::size_t>(std::ranges::count_if(places, &Difference::clear));
        fmt::print("\n{} by place and hour: {} of {} differ (*); the largest:\n", column, clear, places.size());
        places.resize(std::min({places.size(), most_shown, std::max<std::size_t>(clear, 5)}));
        print(places);
    }
    return 0;
}

}  // namespace study
