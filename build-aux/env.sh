# Sourced: what a program needs to run from the build folder as if it were installed.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${BUILD:-$root/build}
export GOL_SOURCE_ROOT=$root
export GOL_DATADIR=$root/data
export GOL_LOCALEDIR=$build/po
export GSETTINGS_SCHEMA_DIR=$build/data
export XDG_DATA_DIRS=$root/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
export PATH=$build/src/app:$build/src/ctl:$build/src/hub:$PATH
