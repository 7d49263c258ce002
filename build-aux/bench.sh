#!/bin/bash
# The figures, each beside its limit and the bare floor measured in the same run: a table on the screen, bench.json for machines.
# The office of a million is made once and kept in $GOL_BENCH_DIR (default: bench/ in the build folder).
set -eu
. "$(dirname "$0")/env.sh"
cd "$root"
bench=$build-bench
[ -e "$bench/build.ninja" ] || meson setup "$bench" -Dbench=true -Dbuildtype=release -Db_ndebug=if-release >/dev/null
ninja -C "$bench" --quiet
export GOL_HUB_PROGRAM=$bench/src/hub/golondrina-hub
export GOL_BENCH_DIR=${GOL_BENCH_DIR:-$bench/office}
mkdir -p "$GOL_BENCH_DIR"
rm -f "$bench"/bench-*.json
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

# A peer on the same people, where node and npm are at hand and can fetch it; into the build folder, and never part of the tests.
peer=$bench/peer-pouchdb
export GOL_BENCH_JSON=$bench/bench-sync.peer.json
not_measured ()
{
  echo "{\"figures\":[{\"name\":\"PouchDB 9 and express-pouchdb 4.2\",\"note\":\"not measured: $1\"}]}" >"$GOL_BENCH_JSON"
}
mkdir -p "$peer"
cp tests/bench/peer-pouchdb/package.json tests/bench/peer-pouchdb/peer.mjs "$peer"
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  not_measured "node and npm are not here"
elif ! (cd "$peer" && timeout 300 npm install --ignore-scripts --no-audit --no-fund >npm.log 2>&1); then
  not_measured "npm could not fetch it"
elif ! (cd "$peer" && node peer.mjs "$GOL_BENCH_DIR/sync-people.ndjson" "$GOL_BENCH_DIR/peer"); then
  not_measured "it ended with an error"
fi
/usr/bin/python3 build-aux/bench-table.py "$bench"/bench-*.json
