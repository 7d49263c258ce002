#!/bin/bash
# Runs a test under a screen and a session bus of its own.
set -eu
for program in Xvfb dbus-daemon; do
  command -v "$program" >/dev/null || { echo "Bail out! $program is needed to test the desktop, and this machine has none."; exit 99; }
done

folder=$(mktemp -d)
chmod 700 "$folder"
screen= bus=
finish () {
  [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
  [ -z "$bus" ] || kill "$bus" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3>"$folder/display" >"$folder/screen.log" 2>&1 &
screen=$!
# Nothing of the machine's session is reached: no portals, no settings, no other Golondrina.
cat >"$folder/bus.conf" <<CONF
<busconfig>
  <type>session</type>
  <listen>unix:dir=$folder</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
CONF
dbus-daemon --config-file="$folder/bus.conf" --nofork --print-address=3 3>"$folder/address" >"$folder/bus.log" 2>&1 &
bus=$!
for _ in $(seq 600); do
  [ -s "$folder/display" ] && [ -s "$folder/address" ] && break
  sleep 0.05
done
[ -s "$folder/display" ] || { echo "Bail out! Xvfb did not start."; cat "$folder/screen.log" >&2; exit 99; }
[ -s "$folder/address" ] || { echo "Bail out! dbus-daemon did not start."; cat "$folder/bus.log" >&2; exit 99; }

export DISPLAY DBUS_SESSION_BUS_ADDRESS
DISPLAY=:$(head -n 1 "$folder/display")
DBUS_SESSION_BUS_ADDRESS=$(head -n 1 "$folder/address")
export XDG_RUNTIME_DIR=$folder XDG_DATA_HOME=$folder/data XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache
export GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=test GSETTINGS_BACKEND=memory
unset WAYLAND_DISPLAY
"$@"
