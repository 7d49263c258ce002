#!/bin/bash
# Installs what is missing from Debian's packages, and says what it does. With nothing missing it takes a moment and
# touches nothing. Debian 12 has SQLCipher 3 only, which cannot do what we need: there it is taken from backports.
set -eu
say () { printf 'deps: %s\n' "$*"; }
fail () { printf 'deps: %s\n' "$*" >&2; exit 3; }

packages=(
  gcc libc6-dev make pkg-config meson ninja-build gettext
  libglib2.0-dev libgtk-4-dev libgtk-4-bin libadwaita-1-dev
  libjansson-dev libsodium-dev libssl-dev libarchive-dev libxml2-dev libxlsxwriter-dev libqrencode-dev iso-codes
  libgnutls28-dev libsoup-3.0-dev glib-networking
  clang libclang-rt-dev desktop-file-utils appstream libxml2-utils python3
  librsvg2-common gsettings-desktop-schemas adwaita-icon-theme hicolor-icon-theme
  fonts-dejavu-core fonts-noto-core locales
  xvfb xauth xdotool x11-utils imagemagick poppler-utils zbar-tools dbus dbus-daemon
)
sqlcipher=(libsqlcipher-dev sqlcipher)

command -v apt-get >/dev/null && command -v dpkg-query >/dev/null \
  || fail "this script installs Debian's packages; on another system install what README.md lists under \"Needs\"."
. /etc/os-release
codename=${VERSION_CODENAME:-unknown}
# Clang's runtime is named by its version. Debian 13's libxlsxwriter asks for minizip and does not bring it.
if [ "$codename" = bookworm ]; then
  packages=("${packages[@]/libclang-rt-dev/libclang-rt-14-dev}")
else
  packages=("${packages[@]/libclang-rt-dev/libclang-rt-19-dev}" libminizip-dev)
fi

installed () { dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }
missing=()
for package in "${packages[@]}"; do installed "$package" || missing+=("$package"); done
version=$(dpkg-query -W -f '${Version}' libsqlcipher-dev 2>/dev/null || true)
cipher_missing=no
if [ -z "$version" ] || dpkg --compare-versions "$version" lt 4.6; then cipher_missing=yes; fi
if [ "${#missing[@]}" -eq 0 ] && [ "$cipher_missing" = no ]; then exit 0; fi

root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || fail "packages are missing (${missing[*]} ${sqlcipher[*]}) and only root or sudo can install them."
  root=(sudo)
fi
apt () { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o APT::Acquire::Retries=3 "$@"; }
quietly () { local log; log=$(mktemp); if ! "$@" >"$log" 2>&1; then cat "$log" >&2; rm -f "$log"; return 1; fi; rm -f "$log"; }

from=()
if [ "$cipher_missing" = yes ] && [ "$codename" = bookworm ]; then
  from=(-t bookworm-backports)
  if ! apt-get indextargets --format '$(RELEASE)' 2>/dev/null | grep -qx bookworm-backports; then
    # The mirror that this machine already uses for Debian 12 itself.
    mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 2>/dev/null | awk '$1 == "bookworm" && $2 ~ /debian/ { print $2; exit }')
    [ -n "$mirror" ] || fail "no source of Debian 12 is set up here, so its backports cannot be added."
    say "adding bookworm-backports, for SQLCipher 4.6, as /etc/apt/sources.list.d/golondrina-backports.sources"
    printf 'Types: deb\nURIs: %s\nSuites: bookworm-backports\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' "$mirror" \
      | "${root[@]}" tee /etc/apt/sources.list.d/golondrina-backports.sources >/dev/null
  fi
fi
say "reading the package lists"
quietly apt update || fail "the package lists could not be read; is there a network?"
if [ "${#missing[@]}" -gt 0 ]; then
  say "installing ${missing[*]}"
  quietly apt install --no-install-recommends -y "${missing[@]}" || fail "these packages could not be installed: ${missing[*]}"
fi
if [ "$cipher_missing" = yes ]; then
  say "installing ${sqlcipher[*]} ${from[*]:+(${from[*]})}"
  quietly apt install --no-install-recommends -y "${from[@]}" "${sqlcipher[@]}" || fail "SQLCipher 4.6 could not be installed."
fi
say "done"
