#include "observe/shows.hpp"

namespace wz {

Shows::Shows(const World& world, Series& series) : first_column_(series.columns().size()) {
    const auto& programme = world.scenario().programme;
    for (std::size_t e = 0; e < programme.size(); ++e) {
        const ProgrammeEvent& event = programme[EventId(e)];
        if (!has_seats(event)) continue;
        shows_.push_back(EventId(e));
        series.add_column({"seated_" + event.id, "people", "show_seated", event.title_zh, event.title_en});
        series.add_column({"late_" + event.id, "people", "show_late", event.title_zh, event.title_en});
        series.add_column({"turned_away_" + event.id, "people", "show_turned_away", event.title_zh, event.title_en});
    }
}

void Shows::each_minute(const World& world, Series& series) {
    for (std::size_t s = 0; s < shows_.size(); ++s) {
        const ShowState& show = world.show(shows_[s]);
        series.set(first_column_ + 3 * s, show.seated);
        series.set(first_column_ + 3 * s + 1, show.late);
        series.set(first_column_ + 3 * s + 2, show.turned_away);
    }
}

}  // namespace wz
