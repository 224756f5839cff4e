#!/usr/bin/env bash
# Builds everything and runs the tests: tools/test.sh [--long] [--label L]
#   --long      also the tests labelled `long`
#   --label L   only tests whose label matches L (unit, behaviour, determinism, golden, validation, fuzz, studio,
#               check)
# With CI=true, also: the address and undefined-behaviour sanitizers' subset (with --long the thread sanitizer's too,
# ten minutes more), and a short benchmark comparison with the previous commit.
# Stops at a failed build; otherwise runs all stages, exits non-zero if one failed, and ends with ctest's closing line.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"

ci_budget_s=900      # all of CI; the benchmarks get what the other stages leave
sanitize_limit_s=900
bench_limit_s=360
# With sanitizers each of these takes 7 to 30 s, and walks the code that others walk, too: only with --long.
sanitize_slow='SquaresTakeNoMoreThanTheyHold|WhoIsTurnedAwayDoesNotComeBack|EveryScenarioLoads|ACrowdThatStaysRaises'
sanitize_slow+='|NoVehiclesTouchInAGrid|TheIntervalHoldsTheTruth|each_rule_passes_as_many_boats|WaterwayPassability'

long=false
select=(-LE long)
label=()
while [ $# -gt 0 ]; do
    case $1 in
        --long) long=true select=(); shift ;;
        --label) [ $# -gt 1 ] || { echo "error: --label needs a label" >&2; exit 2; }
                 label=(-L "$2"); shift 2 ;;
        *) sed -n '2,8s/^# //p' tools/test.sh >&2; exit 2 ;;
    esac
done

failed=()
# stage <name> <command>...: says how long it took; a failure is remembered, not fatal.
stage() {
    local start=$SECONDS verdict=ok
    say "$1"
    "${@:2}" || { verdict=FAILED; failed+=("$1"); }
    say "$1: $verdict, $((SECONDS - start)) s"
}

packages() {
    install_missing "${build_packages[@]}" "${studio_packages[@]}" || return 1
    install_missing "${test_packages[@]}" || say "going on without: ${test_packages[*]}"
}
build_all() { build all; }

tests() {
    ctest --test-dir build --output-on-failure --parallel 2 --timeout 900 --no-tests=error \
        "${select[@]}" "${label[@]}" 2>&1 | tee build/ctest.log
}

sanitize_steps() {
    local preset=$1 parallel=$2
    cmake --preset "$preset" && cmake --build --preset "$preset" --target sanitize_tests -j "$(nproc)" &&
        ctest --preset "$preset" -L sanitize --parallel "$parallel" "${@:3}"
}
# sanitize <preset> <tests at a time>: tests with threads of their own go one at a time where threads are watched.
sanitize() {
    local leave_out=(-E "$sanitize_slow")
    if $long; then leave_out=(); fi
    export -f sanitize_steps
    quietly "build/sanitize-$1.log" timeout --kill-after=10 "$sanitize_limit_s" \
        bash -c 'sanitize_steps "$@"' - "$1" "$2" "${leave_out[@]}"
}

benchmarks() {
    local left_s=$((ci_budget_s - SECONDS))
    local limit_s=$((left_s < bench_limit_s ? left_s : bench_limit_s))
    if [ "$limit_s" -lt 60 ]; then
        echo "benchmarks: not compared, no time left"
        return 0
    fi
    # A wider limit than by hand: few rounds, on machines we share.
    python3 tools/bench_compare.py --short --limit 1.15 --time-limit "$limit_s"
}

stage packages packages
stage build build_all
[ ${#failed[@]} -eq 0 ] || exit 1
stage tests tests
if [ "${CI:-}" = true ]; then
    stage sanitize sanitize asan-ubsan 2
    if $long; then stage "sanitize threads" sanitize tsan 1; fi
    stage benchmarks benchmarks
fi

[ ${#failed[@]} -eq 0 ] || say "failed: ${failed[*]}"
sed -n '/^The following tests FAILED/,/^Errors while/p' build/ctest.log
grep '% tests passed' build/ctest.log || say "ctest ran no tests"
[ ${#failed[@]} -eq 0 ]
