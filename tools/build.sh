# Shared by tools/run.sh and tools/test.sh: packages, configure, build. Needs `set -euo pipefail`; leaves us at the top.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { echo "==> $*"; }

. tools/packages.sh

# quietly <log> <command>...: the log is shown only when the command fails.
quietly() {
    local log=$1
    shift
    "$@" >"$log" 2>&1 || { cat "$log" >&2; return 1; }
}

# build <target>...: Release, in build/. Ninja shows its progress to people, and only its errors to logs.
build() {
    local verbosity=()
    [ -t 1 ] || verbosity=(--quiet)
    mkdir -p build
    quietly build/configure.log cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release \
        -DWUZHEN_BUILD_TESTS=ON -DWUZHEN_BUILD_BENCH=ON -DWUZHEN_SANITIZE= || return 1
    ninja -C build -j "$(nproc)" "${verbosity[@]}" "$@"
}
