#!/bin/sh
# systemd-analyze verify of a unit whose program is not installed: the one that was built stands for it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed "s|^ExecStart=[^ ]*|ExecStart=$(realpath "$3")|" "$2" >"$folder/golondrina-hub.service"
"$1" verify --man=no "$folder/golondrina-hub.service" 2>"$folder/said" || { cat "$folder/said"; exit 1; }
! grep -F golondrina-hub "$folder/said"
