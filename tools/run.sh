#!/usr/bin/env bash
# From a fresh Debian 12 to a simulated day: installs what is missing, builds, runs scenarios/concurrent_day.yaml.
# Arguments go to `wuzhen run`, e.g. tools/run.sh --seed 7
# tools/run.sh studio [SCENARIO] opens the window instead.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"

scenario=scenarios/concurrent_day.yaml
out=build/out/concurrent_day

if [ "${1:-}" = studio ]; then
    install_missing "${build_packages[@]}" "${studio_packages[@]}"
    say "build: build/bin/wuzhen-studio (Release)"
    build wuzhen-studio
    shift
    exec build/bin/wuzhen-studio "${@:-$scenario}"
fi
install_missing "${build_packages[@]}"
say "build: build/bin/wuzhen (Release)"
build wuzhen
say "run: $scenario"
build/bin/wuzhen run "$scenario" --out "$out" "$@"
if [ -f "$out/report.html" ]; then
    say "report: $PWD/$out/report.html"
else
    say "results: $PWD/$out"
fi
