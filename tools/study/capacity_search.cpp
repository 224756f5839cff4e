#include "study/capacity_search.hpp"

#include <algorithm>
#include <climits>
#include <cmath>

namespace study {

namespace {

class Search {
public:
    Search(const CapacityQuestion& q, const AskDays& ask)
        : q_(q), ask_(ask), safe_to_(n(), INT_MIN), broken_from_(n(), INT_MAX) {}

    CapacityAnswer run() {
        answer_.estimate = lowest_with(static_cast<int>(q_.alpha * q_.replications + 1e-9) + 1) - 1;
        answer_.holds = lowest_with(most_that_hold(q_) + 1) - 1;
        answer_.breaks = lowest_with(fewest_that_break(q_));
        answer_.holds = std::min(answer_.holds, answer_.breaks - 1);
        for (; answer_.holds >= 0 && count(answer_.holds, true) > most_that_hold(q_); --answer_.holds) {
        }
        for (; answer_.breaks <= q_.steps && count(answer_.breaks, true) < fewest_that_break(q_); ++answer_.breaks) {
        }
        answer_.estimate = std::clamp(answer_.estimate, answer_.holds, answer_.breaks);
        return answer_;
    }

private:
    [[nodiscard]] std::size_t n() const { return static_cast<std::size_t>(q_.replications); }

    /// Lowest level with at least k broken days; steps + 1 if there is none.
    int lowest_with(int k) {
        int low = 0, high = q_.steps + 1;
        while (low < high) {
            const int middle = low + (high - low) / 2;
            if (count(middle, false) >= k)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    /// Broken days at a level; `all`: nothing inferred.
    int count(int level, bool all) {
        std::vector<int> open;
        for (int r = 0; r < q_.replications; ++r) {
            const bool inferred = level <= safe_to_[at(r)] || level >= broken_from_[at(r)];
            if (!known_.contains({level, r}) && (all || !inferred)) open.push_back(r);
        }
        ask(level, open);
        LevelCount c;
        for (int r = 0; r < q_.replications; ++r) {
            const auto it = known_.find({level, r});
            c.made += it != known_.end();
            c.broken += it != known_.end() ? it->second : level >= broken_from_[at(r)];
        }
        answer_.levels[level] = c;
        return c.broken;
    }

    void ask(int level, const std::vector<int>& open) {
        if (open.empty()) return;
        const std::vector<bool> broken = ask_(level, open);
        answer_.runs += static_cast<int>(open.size());
        for (std::size_t i = 0; i < open.size(); ++i) {
            const std::size_t r = at(open[i]);
            known_[{level, open[i]}] = broken[i];
            if (level <= safe_to_[r] || level >= broken_from_[r]) {
                ++answer_.audited;
                answer_.contradicted += broken[i] != (level >= broken_from_[r]);
            } else if (broken[i]) {
                broken_from_[r] = level;
            } else {
                safe_to_[r] = level;
            }
        }
    }

    [[nodiscard]] static std::size_t at(int r) { return static_cast<std::size_t>(r); }

    const CapacityQuestion& q_;
    const AskDays& ask_;
    std::vector<int> safe_to_, broken_from_;  // by replication: levels it has shown itself
    std::map<std::pair<int, int>, bool> known_;
    CapacityAnswer answer_;
};

}  // namespace

int most_that_hold(const CapacityQuestion& q) {
    int k = -1;
    while (k + 1 <= q.replications && clopper_pearson(k + 1, q.replications, q.confidence).high <= q.alpha) ++k;
    return k;
}

int fewest_that_break(const CapacityQuestion& q) {
    int k = q.replications + 1;
    while (k - 1 >= 0 && clopper_pearson(k - 1, q.replications, q.confidence).low > q.alpha) --k;
    return k;
}

int fewest_replications(double alpha, double confidence) {
    const double tail = std::log((1 - confidence) / 2);
    return static_cast<int>(std::ceil(std::max(tail / std::log1p(-alpha), tail / std::log(alpha))));
}

CapacityAnswer search_capacity(const CapacityQuestion& question, const AskDays& ask) {
    return Search(question, ask).run();
}

void bracket_days(const CapacityQuestion& question, const std::vector<int>& replications, const AskPairs& ask) {
    struct Bracket {
        int replication, low, high;  // the least level that breaks lies within
    };
    std::vector<Bracket> open;
    for (const int r : replications) open.push_back({r, 0, question.steps + 1});
    const auto middle = [](const Bracket& b) { return b.low + (b.high - b.low) / 2; };
    while (!open.empty()) {
        std::vector<std::pair<int, int>> pairs;
        for (const Bracket& b : open) pairs.emplace_back(middle(b), b.replication);
        const std::vector<bool> broken = ask(pairs);
        for (std::size_t i = 0; i < open.size(); ++i)
            broken[i] ? open[i].high = middle(open[i]) : open[i].low = middle(open[i]) + 1;
        std::erase_if(open, [&](const Bracket& b) { return b.low >= b.high; });
    }
}

}  // namespace study
