#!/bin/bash
# The figures, each beside its limit and the bare floor measured in the same run: a table on the screen, bench.json for machines.
# The office of a million is made once and kept in $GOL_BENCH_DIR (default: bench/ in the build folder).
set -eu
. "$(dirname "$0")/env.sh"
cd "$root"
bench=$build-bench
[ -e "$bench/build.ninja" ] || meson setup "$bench" -Dbench=true -Dbuildtype=release -Db_ndebug=if-release >/dev/null
ninja -C "$bench" --quiet
export GOL_BENCH_DIR=${GOL_BENCH_DIR:-$bench/office}
mkdir -p "$GOL_BENCH_DIR"
for program in "$bench"/tests/bench/bench-*; do
  [ -f "$program" ] && [ -x "$program" ] || continue
  name=$(basename "$program")
  export GOL_BENCH_JSON=$bench/$name.json
  if [ "$name" = bench-list ]; then
    command -v xvfb-run >/dev/null || { echo "bench: $name needs Xvfb" >&2; continue; }
    GSK_RENDERER=cairo GSETTINGS_BACKEND=memory xvfb-run -a -s "-screen 0 1366x820x24" dbus-run-session -- "$program"
  else
    "$program"
  fi
done
/usr/bin/python3 build-aux/bench-table.py "$bench"/bench-*.json
