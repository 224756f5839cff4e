// A first-in first-out buffer that stops allocating once it has seen its longest queue. Unlike std::deque it can be
// copied cheaply into a snapshot and lets somebody in the middle give up.
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

namespace wz {

template <class T>
class Ring {
public:
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    /// 0 is the head.
    [[nodiscard]] const T& operator[](std::size_t i) const { return items_[at(i)]; }
    [[nodiscard]] T& operator[](std::size_t i) { return items_[at(i)]; }
    [[nodiscard]] const T& front() const { return items_[at(0)]; }

    void push_back(const T& item) {
        if (count_ == items_.size()) grow();
        ++count_;
        items_[at(count_ - 1)] = item;
    }
    void pop_front() {
        assert(count_ > 0);
        head_ = (head_ + 1) & (items_.size() - 1);
        --count_;
    }
    /// Those behind move up.
    void erase(std::size_t i) {
        if (i == 0) return pop_front();
        for (; i + 1 < count_; ++i) items_[at(i)] = items_[at(i + 1)];
        --count_;
    }

private:
    [[nodiscard]] std::size_t at(std::size_t i) const {
        assert(i < count_);
        return (head_ + i) & (items_.size() - 1);  // the size is a power of two
    }
    void grow() {
        std::vector<T> larger(items_.empty() ? 8 : 2 * items_.size());
        for (std::size_t i = 0; i < count_; ++i) larger[i] = items_[at(i)];
        items_.swap(larger);
        head_ = 0;
    }

    std::vector<T> items_;
    std::size_t head_ = 0;
    std::size_t count_ = 0;
};

}  // namespace wz
