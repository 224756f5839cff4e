#include "study/interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace study {

namespace {

/// The continued fraction of the incomplete beta function, evaluated forwards (modified Lentz).
double beta_fraction(double a, double b, double x) {
    constexpr double tiny = 1e-300;
    const auto kept_off_zero = [](double v) { return std::abs(v) < tiny ? tiny : v; };
    double c = 1, d = 1 / kept_off_zero(1 - (a + b) * x / (a + 1)), f = d;
    for (int m = 1; m <= 500; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double factor = 1;
        for (const double term : {even, odd}) {
            d = 1 / kept_off_zero(1 + term * d);
            c = kept_off_zero(1 + term / c);
            factor = c * d;
            f *= factor;
        }
        if (std::abs(factor - 1) < 1e-15) break;
    }
    return f;
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    // the fraction converges fast on one side of the mode only
    if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
    return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double beta_quantile(double a, double b, double p) {
    double low = 0, high = 1;
    for (int i = 0; i < 200 && high - low > 1e-16; ++i) {
        const double middle = (low + high) / 2;
        (incomplete_beta(a, b, middle) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

double student_quantile(double p, double degrees) {
    if (p == 0.5) return 0;
    const double tail = 2 * std::min(p, 1 - p);
    const double x = beta_quantile(degrees / 2, 0.5, tail);
    const double t = std::sqrt(degrees * (1 - x) / x);
    return p < 0.5 ? -t : t;
}

double mean(std::span<const double> values) {
    double sum = 0;
    for (const double v : values) sum += v;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double deviation(std::span<const double> values) {
    if (values.size() < 2) return 0;
    const double m = mean(values);
    double sum = 0;
    for (const double v : values) sum += (v - m) * (v - m);
    return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

double correlation(std::span<const double> a, std::span<const double> b) {
    const double ma = mean(a), mb = mean(b), sa = deviation(a), sb = deviation(b);
    if (sa == 0 || sb == 0) return 0;
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - ma) * (b[i] - mb);
    return sum / static_cast<double>(a.size() - 1) / (sa * sb);
}

double quantile(std::span<const double> sorted, double q) {
    const double at = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval mean_interval(std::span<const double> values, double confidence) {
    const double m = mean(values);
    if (values.size() < 2) {
        constexpr double inf = std::numeric_limits<double>::infinity();
        return {m, -inf, inf};
    }
    const double s = deviation(values);
    if (s == 0) return {m, m, m};
    const auto n = static_cast<double>(values.size());
    const double half = student_quantile((1 + confidence) / 2, n - 1) * s / std::sqrt(n);
    return {m, m - half, m + half};
}

Interval paired_interval(std::span<const double> a, std::span<const double> b, double confidence) {
    std::vector<double> differences(std::min(a.size(), b.size()));
    for (std::size_t i = 0; i < differences.size(); ++i) differences[i] = b[i] - a[i];
    return mean_interval(differences, confidence);
}

Interval clopper_pearson(int k, int n, double confidence) {
    const double tail = (1 - confidence) / 2;
    return {n > 0 ? static_cast<double>(k) / n : 0, k == 0 ? 0 : beta_quantile(k, n - k + 1, tail),
            k == n ? 1 : beta_quantile(k + 1, n - k, 1 - tail)};
}

}  // namespace study
