#include "base/errors.hpp"

namespace wz {

namespace {
std::string joined(const std::vector<Problem>& problems) {
    std::string all;
    for (const Problem& p : problems) all += (all.empty() ? "" : "\n") + p.text();
    return all;
}
}  // namespace

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems)) {}

void Problems::throw_if_any() const {
    if (!list_.empty()) throw InputError(list_);
}

}  // namespace wz
