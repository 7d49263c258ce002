#!/bin/bash
# Every test, from nothing: the build as it ships, the same under the sanitizers, the builds that leave something out, and
# each fuzz target for a while. The last line is "N passed, N failed". Each step's words go to a log that is shown when it fails.
set -u
cd "$(dirname "$0")/.."
build=${BUILD:-$PWD/build}
timeouts=${TIMEOUTS:-1}          # multiplies meson's time limits; the long runs need more
tally=$(mktemp -d)
trap 'rm -rf "$tally"' EXIT
step=0

# one NAME COMMAND…: a single test that is passed when the command succeeds; its words are shown when it does not.
one () {
  local name=$1; shift
  step=$((step + 1))
  if "$@" >"$tally/log" 2>&1; then echo "ok - $name"; echo passed >"$tally/$step.one"
  else tail -n 60 "$tally/log"; echo "not ok - $name"; echo failed >"$tally/$step.one"; return 1; fi
}

# configure FOLDER OPTION…: makes the build folder, or brings an older one to these options.
configure () {
  local folder=$1; shift
  if [ -e "$folder/build.ninja" ]; then meson configure "$folder" "$@"; else meson setup "$folder" "$@"; fi
}

# suite FOLDER NAME OPTION…: meson's tests, each TAP line counted.
suite () {
  local folder=$1 name=$2; shift 2
  step=$((step + 1))
  rm -f "$folder/meson-logs/testlog.junit.xml"
  meson test -C "$folder" --no-rebuild --print-errorlogs --timeout-multiplier "$timeouts" "$@" || true
  cp "$folder/meson-logs/testlog.junit.xml" "$tally/$step.xml" 2>/dev/null \
    || { echo "not ok - $name left no results"; echo failed >"$tally/$step.one"; }
}

displayless=(--no-suite app --no-suite house)

if one "configure" configure "$build" -Dwerror=true && one "build without a warning" ninja -C "$build"; then
  suite "$build" "all suites"
fi

if one "configure for the sanitizers" configure "$build-asan" -Dapp=false -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false \
   && one "build with the sanitizers" ninja -C "$build-asan"; then
  export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  export LSAN_OPTIONS=suppressions=$PWD/build-aux/leaks.supp:print_suppressions=0
  timeouts=$((timeouts * 4)) suite "$build-asan" "sanitizers" "${displayless[@]}"
  unset ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS
fi

one "configure without cipher and desktop" configure "$build-plain" -Dapp=false -Dcipher=none -Dwerror=true \
  && one "build without cipher and desktop" ninja -C "$build-plain" \
  && suite "$build-plain" "without a cipher" --suite core --suite wire --suite scheme --suite db

export CC=clang
if one "configure the fuzz targets" configure "$build-fuzz" -Dapp=false -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false; then
  if one "build the fuzz targets" ninja -C "$build-fuzz"; then
    for target in "$build-fuzz"/tests/fuzz/fuzz-*; do
      [ -f "$target" ] && [ -x "$target" ] || continue
      name=$(basename "$target")
      one "$name for ${GOL_FUZZ_SECONDS:-20} s" build-aux/fuzz.sh "$target" "tests/fuzz/corpus/${name#fuzz-}" "${GOL_FUZZ_SECONDS:-20}"
    done
  fi
fi

/usr/bin/python3 build-aux/count-tests.py "$tally"
