#!/bin/bash
# Opens the demonstration: three offices and the hub between them. Without a display it opens it on a virtual one, saves a picture of
# every page and a printed worker card, plays one person's season through the three offices with a picture of each at each step, and
# says where.
set -eu
. "$(dirname "$0")/env.sh"
[ -x "$build/src/app/golondrina" ] || { echo "run: the desktop was not built; run \"make build\" first." >&2; exit 3; }

if [ -n "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ]; then
  exec golondrina --demonstration "$@"
fi

pictures=${PICTURES:-$root/pictures}
mkdir -p "$pictures"
echo "run: there is no display here, so the demonstration opens on a virtual one and is pictured."
runtime=$(mktemp -d)
trap 'rm -rf "$runtime"' EXIT
chmod 700 "$runtime"
export XDG_RUNTIME_DIR=$runtime GSK_RENDERER=cairo GSETTINGS_BACKEND=memory GTK_A11Y=none NO_AT_BRIDGE=1
virtual() {
  xvfb-run -a -s "-screen 0 1366x820x24" dbus-run-session -- golondrina --demonstration "$@" \
    2> >(grep -v -e 'Failed to set fd limit' -e 'dbus-daemon' >&2)
}
virtual --pictures "$pictures" "$@"
echo "run: a season through three offices; how long each step took until another office showed it (it shall take less than 2 s):"
virtual --play "$pictures" "$@"
echo "run: the pictures and the printed card are in $pictures:"
ls "$pictures" | sed 's/^/  /'
