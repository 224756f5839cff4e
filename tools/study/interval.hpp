// Estimates with intervals. Pure functions; no run is made here.
#pragma once

#include <span>

namespace study {

struct Interval {
    double estimate = 0, low = 0, high = 0;
    [[nodiscard]] bool contains(double v) const { return low <= v && v <= high; }
    [[nodiscard]] double half_width() const { return (high - low) / 2; }
};

/// Regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz & Stegun 26.5.8).
double incomplete_beta(double a, double b, double x);
/// x with I_x(a, b) = p.
double beta_quantile(double a, double b, double p);
/// t with P(T ≤ t) = p, Student's distribution with `degrees` of freedom.
double student_quantile(double p, double degrees);

double mean(std::span<const double> values);
/// Standard deviation, n − 1 in the denominator; 0 for fewer than two values.
double deviation(std::span<const double> values);
/// Pearson's correlation; 0 where one of the two does not vary.
double correlation(std::span<const double> a, std::span<const double> b);
/// Linear interpolation between order statistics (type 7 of Hyndman & Fan 1996); `sorted` is not empty.
double quantile(std::span<const double> sorted, double q);

/// Of the mean, by Student's t. With one value the interval is infinite; values that are all equal give a point.
Interval mean_interval(std::span<const double> values, double confidence);
/// Of the mean of b − a, pair by pair: what common random numbers call for.
Interval paired_interval(std::span<const double> a, std::span<const double> b, double confidence);
/// Of a probability after k of n (Clopper & Pearson 1934): never covers less than it says.
Interval clopper_pearson(int k, int n, double confidence);

}  // namespace study
