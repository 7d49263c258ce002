#!/bin/bash
# Makes po/POTFILES.in anew from what has sentences, and brings every catalogue up to it (new sentences come untranslated).
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C
{ grep -rlE --include='*.c' '(^|[^A-Za-z0-9_])(_|N_|C_|NC_|ngettext|NN_|g_dngettext)[[:space:]]*\([[:space:]]*"' src
  if [ -d ui ]; then grep -rl --include='*.ui' 'translatable="yes"' ui || true; fi
  ls data/*.desktop.in data/*.metainfo.xml.in
} | sort -u >po/POTFILES.in
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT
xgettext --from-code=UTF-8 --add-comments=TRANSLATORS --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=ngettext:1,2 --keyword=NN_:1,2 --keyword=g_dngettext:2,3 \
  --flag=g_set_error:4:c-format --flag=g_strdup_printf:1:c-format --package-name=golondrina --output="$pot" --files-from=po/POTFILES.in
while read -r language; do
  case "$language" in ''|'#'*) continue;; esac
  msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-location "po/$language.po" "$pot"
done <po/LINGUAS
