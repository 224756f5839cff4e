#include "observe/result_writers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "observe/report.hpp"
#include "observe/result_file.hpp"

namespace wz {

std::string timeseries_csv(const Series& series) {
    std::string csv = "time";
    for (const Column& column : series.columns()) csv += "," + column.name;
    csv += '\n';
    for (std::size_t row = 0; row < series.rows(); ++row) {
        csv += clock_text(series.time(row));
        for (std::size_t c = 0; c < series.columns().size(); ++c) {
            csv += ',';
            const float v = series.cell(row, c);
            if (std::isnan(v)) continue;
            // at most three decimals
            fmt::format_to(std::back_inserter(csv), "{:.9g}", std::round(static_cast<double>(v) * 1000) / 1000);
        }
        csv += '\n';
    }
    return csv;
}

void write_results(const Results& results, const std::string& folder) {
    write_result(folder + "/timeseries.csv", timeseries_csv(results.series));
    write_result(folder + "/density.geojson", density_geojson(results));
    write_result(folder + "/report.html", report_html(results));
    write_result(folder + "/summary.json", summary_json(results));
}

}  // namespace wz
