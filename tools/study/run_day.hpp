// One run from its first tick to its last.
#pragma once

#include "observe/results.hpp"
#include "study/day.hpp"
#include "study/outcome.hpp"

namespace study {

/// Never throws for what a day can do wrong: a broken rule of the engine comes back as a failed outcome.
Outcome run_day(const Study& study, const ReadyDay& day);
/// What the observers know of the day before its first tick: enough to check the names of measures and series.
wz::Results first_look(const ReadyDay& day);

}  // namespace study
