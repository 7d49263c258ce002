#!/bin/bash
# fuzz.sh TARGET CORPUS SECONDS: runs one libFuzzer target on a copy of its seeds. What breaks it is kept beside the target.
set -eu
target=$1 corpus=$2 seconds=$3
[ -d "$corpus" ] || { echo "There are no seeds in $corpus."; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$corpus"/* "$work"/
exec_dir=$(dirname "$target")
"$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
  -artifact_prefix="$exec_dir/" -seed="${GOL_FUZZ_SEED:-$RANDOM}" "$work"
