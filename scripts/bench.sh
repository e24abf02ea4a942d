#!/usr/bin/env bash
# ./whale bench: builds and becomes the engine benchmark.
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd -P)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"

usage() {
  cat <<'HELP'
usage: whale bench [NAME[,NAME...]|all|list] [runs=3] [scale=1.0]

Measures the actor engine: message passing, asks, spawning, persistence, streams. "list" shows the names.
HELP
}

case ${1-} in
  -h | --help) usage; exit 0 ;;
  -*) refuse "bench: unknown option '$1'; see 'whale bench --help'" ;;
esac
project="$root/bench/Engine/Engine.Bench.csproj"
[ -f "$project" ] || die "there is no benchmark in this tree (bench/Engine)"
find_dotnet
check_sdk
check_writable
start_guard
take_lock build.lock building
say "building..."
dotnet_build "$project"
exec {lock}>&-
dismiss_guard
exec dotnet "$root/bench/Engine/bin/engine/Release/net10.0/Engine.Bench.dll" "${@:-list}"
