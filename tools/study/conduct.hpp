// A study from beginning to end: its variants until they are known well enough, its price list, its timetable.
#pragma once

#include "study/laboratory.hpp"

namespace study {

/// Returns the exit code.
int conduct(const Options& options);
/// The search for the capacity, with its certificate.
int find_capacity(const Options& options);
/// The marginal value of each price's change, from runs that are made; printed and stored.
void price_list(const Study& study, Laboratory& lab);
/// The best levels of the study's `deconflict`; makes the runs it needs.
void find_timetable(const Study& study, Laboratory& lab);
/// Says why a study ended early; returns the exit code.
int report_stop(const Stopped& stop, const Laboratory& lab);
/// Brings the parts of a study together in a new file.
int merge(const std::string& out, const std::vector<std::string>& parts);

}  // namespace study
