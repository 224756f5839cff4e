#!/usr/bin/env python3
"""Rejects includes that point backwards, and what would break reproducibility in sim/.

    tools/check_includes.py [ROOT]      prints file:line and the rule; exit 1 if there is any
    tools/check_includes.py --self-test
"""
import re
import sys
import tempfile
from pathlib import Path

BEFORE_SPECIES = ["base", "params", "town", "routing", "demand"]
SPECIES = ["pedestrian", "waterway", "shuttle", "queueing"]
BEFORE_OBSERVE = BEFORE_SPECIES + SPECIES + ["engine"]

# Folder of sim/ -> the folders it may include, besides itself.
MAY_INCLUDE = {folder: BEFORE_SPECIES[:i] for i, folder in enumerate(BEFORE_SPECIES)}
MAY_INCLUDE |= {folder: BEFORE_SPECIES for folder in SPECIES}
MAY_INCLUDE |= {"engine": BEFORE_SPECIES + SPECIES, "observe": BEFORE_OBSERVE, "load": BEFORE_OBSERVE}

# Header (prefix) -> the only folders that may include it.
ONLY_IN = {
    "box2d/": ["sim/waterway"],
    "yaml-cpp/": ["sim/load"],
    "nlohmann/": ["sim/load", "tools", "tests"],
    "sqlite3": ["tools"],
    "CLI/": ["tools/wuzhen", "tools/studio"],
    "SFML/": ["tools/studio"],
    "imgui": ["tools/studio"],
}

NEVER_IN_SIM = {
    "iostream": "sim/ has no terminal; use fmt, or return the text",
    "random": "std:: generators and distributions differ between libraries; use base/ random",
    "chrono": "no wall clock in sim/",
    "ctime": "no wall clock in sim/",
    "sys/time.h": "no wall clock in sim/",
    "execution": "std::execution leaves the order open; use base/ parallel-for",
    "unordered_map": "the order of a walk over a hash map is not fixed; use a sorted vector or std::map",
    "unordered_set": "the order of a walk over a hash set is not fixed; use a sorted vector or std::set",
}

NEVER_WORDS_IN_SIM = [
    (r"\bstd::unordered_(multi)?(map|set)\b", "the order of a walk over it is not fixed"),
    (r"(?<![\w.>])s?rand(om)?_?r?\s*\(", "hidden state shared by all; use base/ random"),
    (r"\bstd::\w+_distribution\b", "results differ between standard libraries; use base/ random"),
    (r"\bstd::(random_device|mt19937|minstd_rand|default_random_engine)", "use base/ random"),
    (r"\bstd::execution\b", "leaves the order open; use base/ parallel-for"),
    (r"\bstd::atomic<\s*(float|double)\b", "the order of additions is not fixed; reduce in block order"),
    (r"\bstd::chrono\b|\b(clock_gettime|gettimeofday|std::time)\s*\(", "no wall clock in sim/"),
]
FAST_MATH = re.compile(r"-ffast-math|-Ofast|-funsafe-math-optimizations|\bfast-math\b")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.S)


def blank(text, strings):
    """Blanks comments, and strings too if asked; line numbers stay."""
    def replace(match):
        if match[0][0] == '"' and not strings:
            return match[0]
        return "\n" * match[0].count("\n")
    return COMMENT_OR_STRING.sub(replace, text)


def inside(folder, allowed):
    return any(folder == a or folder.startswith(a + "/") for a in allowed)


def include_fault(path, header):
    """The rule that `path` (relative, posix) breaks by including `header`, or None."""
    folder, parts = path.rsplit("/", 1)[0], path.split("/")
    for prefix, allowed in ONLY_IN.items():
        if header.startswith(prefix) and not inside(folder, allowed):
            return f"only {', '.join(allowed)} may include {prefix}"
    if parts[0] != "sim":
        return None
    if header in NEVER_IN_SIM:
        return NEVER_IN_SIM[header]
    if ".." in header.split("/"):
        return 'write includes relative to sim/, e.g. "base/ids.hpp"'
    layer, target = parts[1], header.split("/")[0]
    if layer not in MAY_INCLUDE:
        return f"sim/{layer} has no place in the order of layers (tools/check_includes.py)"
    if target in ("tools", "bench", "tests", "wuzhen", "studio", "scenes", "version.hpp"):
        return "sim/ never includes what is built on it"
    if target in MAY_INCLUDE and target != layer and target not in MAY_INCLUDE[layer]:
        if layer in SPECIES and target in SPECIES:
            return f"species meet in engine: {layer} never includes {target}"
        return f"backwards: {layer} may include {', '.join(MAY_INCLUDE[layer]) or 'only itself'}; not {target}"
    return None


def faults_in(path, text):
    lines = blank(text, strings=False).splitlines()
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        fault = match and include_fault(path, match[1])
        if fault:
            yield number, f"{match[1]}: {fault}"
        if FAST_MATH.search(line):
            yield number, "fast-math lets the compiler change results"
    if path.startswith("sim/"):
        for number, line in enumerate(blank(text, strings=True).splitlines(), 1):
            for pattern, why in NEVER_WORDS_IN_SIM:
                match = re.search(pattern, line)
                if match:
                    yield number, f"{match[0]}: {why}"


def check(root):
    """All faults under root, as 'file:line: rule'."""
    found = []
    for top in ("sim", "tools", "bench", "tests"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix in (".cpp", ".hpp", ".inc"):
                path = file.relative_to(root).as_posix()
                found += [f"{path}:{n}: {rule}" for n, rule in faults_in(path, file.read_text(encoding="utf-8"))]
    builds = [root / "CMakeLists.txt", root / "CMakePresets.json"]
    for top in ("sim", "tools", "bench", "tests"):
        builds += sorted((root / top).rglob("CMakeLists.txt"))
    for file in filter(Path.is_file, builds):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if FAST_MATH.search(line.split("#")[0]):
                found.append(f"{file.relative_to(root).as_posix()}:{number}: fast-math lets the compiler change results")
    return found


def self_test():
    bad = [
        ("sim/base/a.hpp", '#include "params/p.hpp"'), ("sim/town/a.hpp", '#include "routing/r.hpp"'),
        ("sim/params/a.cpp", "#include <town/t.hpp>"), ("sim/demand/a.cpp", '#include "engine/world.hpp"'),
        ("sim/pedestrian/a.cpp", '#include "waterway/boat.hpp"'), ("sim/shuttle/a.cpp", '  # include "queueing/q.hpp"'),
        ("sim/engine/a.cpp", '#include "observe/o.hpp"'), ("sim/observe/a.cpp", '#include "load/l.hpp"'),
        ("sim/load/a.cpp", '#include "observe/o.hpp"'), ("sim/engine/b.cpp", '#include "wuzhen/run.hpp"'),
        ("sim/engine/c.cpp", '#include "../base/ids.hpp"'), ("sim/newcomer/a.cpp", '#include "base/ids.hpp"'),
        ("sim/engine/d.cpp", "#include <box2d/box2d.h>"), ("sim/town/b.cpp", "#include <yaml-cpp/yaml.h>"),
        ("tools/wuzhen/a.cpp", "#include <SFML/Graphics.hpp>"), ("tests/unit/a_test.cpp", "#include <box2d/b2_body.h>"),
        ("sim/load/b.cpp", "#include <CLI/CLI.hpp>"), ("sim/engine/e.cpp", "#include <nlohmann/json.hpp>"),
        ("sim/observe/b.cpp", "#include <sqlite3.h>"),
        *((f"sim/base/never{i}.cpp", f"#include <{header}>") for i, header in enumerate(NEVER_IN_SIM)),
        ("sim/base/w1.cpp", "std::unordered_map<int, int> m;"), ("sim/base/w2.cpp", "int x = rand();"),
        ("sim/base/w3.cpp", "std::normal_distribution<> d;"), ("sim/base/w4.cpp", "std::sort(std::execution::par, a, b);"),
        ("sim/base/w5.cpp", "std::atomic<double> sum;"), ("sim/base/w6.cpp", "auto t = std::chrono::steady_clock::now();"),
        ("sim/base/w7.cpp", '#pragma GCC optimize("fast-math")'), ("sim/base/w8.cpp", "std::mt19937 g;"),
        ("sim/base/w9.cpp", "std::srand(1);"), ("CMakeLists.txt", "add_compile_options(-ffast-math)"),
        ("sim/CMakeLists.txt", "add_compile_options(-Ofast)"),
    ]
    good = [
        ("sim/engine/world.hpp", '#include <vector>\n#include "waterway/boat.hpp"\n#include "engine/clock.hpp"'),
        ("sim/waterway/hull.cpp", "#include <box2d/box2d.h>"), ("sim/load/yaml.cpp", "#include <yaml-cpp/yaml.h>"),
        ("sim/base/c.cpp", '// #include "engine/world.hpp"\n/* rand( std::unordered_map */ auto s = "rand()";'),
        ("sim/base/random.hpp", "double brand(int); int x = brand(1) + stream.rand_index();"),
        ("tools/studio/w.cpp", "#include <SFML/Graphics.hpp>\n#include <chrono>\n#include <imgui.h>"),
        ("tools/CMakeLists.txt", "# never -ffast-math"),
    ]
    for cases, expected in ((bad, 1), (good, 0)):
        for path, text in cases:
            with tempfile.TemporaryDirectory() as temporary:
                file = Path(temporary) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("\n" + text + "\n")
                found = check(Path(temporary))
                ok = bool(found) == bool(expected) and all(f.startswith(path + ":2: ") for f in found)
                assert ok, f"{path}: {text!r} gave {found}"
    print(f"self-test: {len(bad)} violations caught, {len(good)} clean files passed")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    found = check(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent))
    print("\n".join(found) if found else "includes: all point one way")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
