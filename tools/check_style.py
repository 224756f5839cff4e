#!/usr/bin/env python3
"""Sizes and format of our files: at most 400 lines (warning over 300), no notes to self, no trailing space,
clang-format clean.

    tools/check_style.py [ROOT]
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

WARN_LINES, MAX_LINES = 300, 400
CODE = (".cpp", ".hpp", ".inc", ".py", ".sh", ".cmake", ".txt")
CLANG_FORMAT_MAJOR = "14"  # Debian 12's; other versions break lines differently
NOTE_TO_SELF = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")


def faults_in(path, text):
    lines = text.split("\n")
    if len(lines) - 1 > MAX_LINES:
        yield f"{path}: {len(lines) - 1} lines, at most {MAX_LINES}; split it by subject"
    if text and not text.endswith("\n"):
        yield f"{path}:{len(lines)}: no newline at the end"
    for number, line in enumerate(lines, 1):
        if line != line.rstrip():
            yield f"{path}:{number}: trailing space"
        if NOTE_TO_SELF.search(line):
            yield f"{path}:{number}: do it, or write it down where others will see it"


def format_faults(root, files):
    program = shutil.which(f"clang-format-{CLANG_FORMAT_MAJOR}") or shutil.which("clang-format")
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout if program else ""
    if f"version {CLANG_FORMAT_MAJOR}." not in version:
        print(f"style: no clang-format {CLANG_FORMAT_MAJOR} here, format not checked")
        return []
    if not files:
        return []
    run = subprocess.run([program, "--dry-run", "--style=file", *files], cwd=root, capture_output=True, text=True)
    unformatted = sorted({line.split(":")[0] for line in run.stderr.splitlines() if "warning: code should be" in line})
    if run.returncode != 0:
        return [run.stderr]
    return [f"{path}: not formatted; run clang-format -i {path}" for path in unformatted]


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent)
    found, warnings, sources = [], [], []
    for top in ("sim", "tools", "tests", "bench"):
        for file in sorted((root / top).rglob("*")):
            if not file.is_file() or file.suffix not in CODE or "__pycache__" in file.parts:
                continue
            path, text = file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")
            found += faults_in(path, text)
            if file.suffix in (".cpp", ".hpp"):
                sources.append(path)
            if WARN_LINES < text.count("\n") <= MAX_LINES:
                warnings.append(f"{path}: {text.count(chr(10))} lines, {WARN_LINES} is the aim")
    found += format_faults(root, sources)
    for warning in warnings:
        print("warning:", warning)
    print("\n".join(found) if found else "style: clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
