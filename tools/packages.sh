# Debian packages, and how to install the missing ones. Sourced by tools/build.sh.

build_packages=(
    g++ cmake ninja-build pkg-config python3
    libfmt-dev libbox2d-dev libyaml-cpp-dev nlohmann-json3-dev libcli11-dev libsqlite3-dev
    libhwy-dev libgtest-dev libbenchmark-dev
    libjs-chart.js
)

# For the interactive window, and for its tests on a display in memory. Without them all else is built and tested.
studio_packages=(libsfml-dev libimgui-dev libgl-dev fonts-noto-cjk)
# For tests only, which are skipped without them: a display in memory; a cluster of one machine.
test_packages=(xvfb xdotool libgl1-mesa-dri slurm-wlm munge)

# missing_packages <package>...: prints those that are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
    done
}

# apt_get <argument>...: waits for another apt that holds a lock; asks nothing. sudo only where needed.
apt_get() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "error: neither root nor sudo; install the packages first" >&2; return 1; }
        as_root=(sudo)
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
}

# The package lists have a lock that Lock::Timeout does not cover, and mirrors stumble: try again before giving up.
apt_update() {
    local attempt
    for attempt in 1 2 3 4 5; do
        apt_get update && return 0
        echo "apt-get update failed (attempt $attempt of 5)" >&2
        sleep $((attempt * 3))
    done
    return 1
}

# install_missing <package>...
install_missing() {
    if ! command -v dpkg-query >/dev/null; then
        echo "error: this is not Debian; install the equivalents of: $*" >&2
        echo "       then: cmake --preset release && cmake --build --preset release" >&2
        return 1
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] && return 0
    say "packages: installing ${missing[*]}"
    apt_update && apt_get install -y --no-install-recommends "${missing[@]}" >/dev/null
}
