#!/usr/bin/env bash
# ./whale bench: builds and becomes the benchmark of the engine or of one of the parts below.
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd -P)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"

usage() {
  cat <<'HELP'
usage: whale bench [list | all | NAME[,NAME...] [RUNS [SCALE]]]
       whale bench journals [ROUNDS [SECONDS]]
       whale bench parsers [ROUNDS [SECONDS]]
       whale bench feed [ROUNDS [SECONDS]]
       whale bench matching [ROUNDS [REQUESTS]]
       whale bench quant [ROUNDS [ELEMENTS]]
       whale bench scanners [ROUNDS [COINS]]

Measures the actor engine: messages, asks, spawning, persistence, streams.
  list     the names (also without arguments)
  RUNS     how often each is run; the median counts (3)
  SCALE    how much of its work each does (1.0)

journals measures 1,000 persistent actors on the journals in memory, on SQLite
and on a PostgreSQL server of its own, in turns with the bare database driver.
  ROUNDS   how often each is run; the median counts (5)
  SECONDS  how long a round takes (3)

parsers measures the readers of recorded frames of Bybit and Binance by topic,
in turns with a bare Utf8JsonReader pass over the same frames: decoded into
buffers that are used again, made into messages one by one, and packed for the
coins.
  ROUNDS   how often each is run; the median counts (5)
  SECONDS  how long a pass of a round takes (1)

feed measures recorded frames from a venue in another process, over a websocket,
to the coin actors: how long a trade takes by rate, and how many frames are
taken flat out, with what processor time; both in turns with a bare socket and
Utf8JsonReader.
  ROUNDS   how often each is run; the median counts (5)
  SECONDS  how long each rate is held (5)

matching measures the matching engine's order book on one core, in turns with
a bare dictionary and array, and the exchange built on it.
  ROUNDS   how often each is run; the median counts (5)
  REQUESTS orders and cancels a round (1000000)

quant measures the indicators, candle by candle and whole series at once, in
turns with a bare loop of adds over the same array.
  ROUNDS   how often each is run; the median counts (5)
  ELEMENTS length of the series (200000)

scanners measures a year of 5-minute candles of one coin through the coin and
all scanners of config/, in turns with a bare loop, then what many coins hold.
  ROUNDS   how often each is run; the median counts (5)
  COINS    how many coins are held at once (2000)
HELP
}

program="$root/bench/Engine/bin/engine/Release/net10.0/Engine.Bench.dll"
journals="$root/bench/Journals/bin/engine/Release/net10.0/Journals.Bench.dll"
parsers="$root/bench/Parsers/bin/engine/Release/net10.0/Parsers.Bench.dll"
feed="$root/bench/Feed/bin/engine/Release/net10.0/Feed.Bench.dll"
matching="$root/bench/Matching/bin/engine/Release/net10.0/Matching.Bench.dll"
quant="$root/bench/Quant/bin/engine/Release/net10.0/Quant.Bench.dll"
scanners="$root/bench/Scanners/bin/engine/Release/net10.0/Scanners.Bench.dll"
capture="$root/data/samples/bybit/cryptofeed_v3_BYBIT_20260809.jsonl.gz"
binance="$root/data/samples/binance/usdm_btcusdt_20240808.jsonl.gz"

check_options() {
  if [ "${1-}" = journals ] || [ "${1-}" = parsers ] || [ "${1-}" = feed ]; then
    [ $# -le 3 ] || refuse "bench $1: takes rounds and seconds, got: ${*:2}"
    [[ ${2-5} =~ ^[1-9][0-9]*$ ]] || refuse "bench $1: ROUNDS must be a whole number from 1, got '$2'"
    [[ ${3-3} =~ ^[1-9][0-9]*$ ]] || refuse "bench $1: SECONDS must be a whole number from 1, got '$3'"
    return
  fi
  if [ "${1-}" = matching ]; then
    [ $# -le 3 ] || refuse "bench matching: takes rounds and requests, got: ${*:2}"
    [[ ${2-5} =~ ^[1-9][0-9]*$ ]] || refuse "bench matching: ROUNDS must be a whole number from 1, got '$2'"
    [[ ${3-10} =~ ^[1-9][0-9]{1,7}$ ]] || refuse "bench matching: REQUESTS must be from 10 to 99999999, got '$3'"
    return
  fi
  if [ "${1-}" = scanners ]; then
    [ $# -le 3 ] || refuse "bench scanners: takes rounds and coins, got: ${*:2}"
    [[ ${2-5} =~ ^[1-9][0-9]*$ ]] || refuse "bench scanners: ROUNDS must be a whole number from 1, got '$2'"
    [[ ${3-2000} =~ ^[1-9][0-9]{0,4}$ ]] || refuse "bench scanners: COINS must be from 1 to 99999, got '$3'"
    return
  fi
  if [ "${1-}" = quant ]; then
    [ $# -le 3 ] || refuse "bench quant: takes rounds and elements, got: ${*:2}"
    [[ ${2-5} =~ ^[1-9][0-9]*$ ]] || refuse "bench quant: ROUNDS must be a whole number from 1, got '$2'"
    [[ ${3-10000} =~ ^[1-9][0-9]{4,6}$ ]] || refuse "bench quant: ELEMENTS must be from 10000 to 9999999, got '$3'"
    return
  fi
  [ $# -le 3 ] || refuse "bench: takes names, runs and scale, got: $*"
  [[ ${2-3} =~ ^[1-9][0-9]*$ ]] || refuse "bench: RUNS must be a whole number from 1, got '$2'"
  [[ ${3-1} =~ ^[0-9]+(\.[0-9]+)?$ ]] || refuse "bench: SCALE must be a number such as 0.5, got '$3'"
}

check_names() {
  local name known
  case $1 in list | all) return ;; esac
  known=$(dotnet "$program" list)
  for name in ${1//,/ }; do
    grep -qxF -- "$name" <<<"$known" || refuse "bench: there is no '$name'; 'whale bench list' shows the names"
  done
}

case ${1-} in
  -h | --help) usage; exit 0 ;;
  -*) refuse "bench: unknown option '$1'; see 'whale bench --help'" ;;
esac
check_options "$@"
[ $# -gt 0 ] || set -- list
find_dotnet
check_writable
check_sdk
start_guard
take_lock build.lock building
say "building..."
if [ "$1" = journals ]; then
  dotnet_build "$root/bench/Journals/Journals.Bench.csproj"
  exec {lock}>&-
  dismiss_guard
  exec dotnet "$journals" "${@:2}"
fi
if [ "$1" = parsers ]; then
  dotnet_build "$root/bench/Parsers/Parsers.Bench.csproj"
  exec {lock}>&-
  dismiss_guard
  exec dotnet "$parsers" "$capture" "$binance" "${@:2}"
fi
if [ "$1" = feed ]; then
  dotnet_build "$root/bench/Feed/Feed.Bench.csproj"
  exec {lock}>&-
  dismiss_guard
  exec dotnet "$feed" "$capture" "$root/config" "${@:2}"
fi
if [ "$1" = matching ]; then
  dotnet_build "$root/bench/Matching/Matching.Bench.csproj"
  exec {lock}>&-
  dismiss_guard
  exec dotnet "$matching" "${@:2}"
fi
if [ "$1" = quant ]; then
  dotnet_build "$root/bench/Quant/Quant.Bench.csproj"
  exec {lock}>&-
  dismiss_guard
  exec dotnet "$quant" "${@:2}"
fi
if [ "$1" = scanners ]; then
  dotnet_build "$root/bench/Scanners/Scanners.Bench.csproj"
  exec {lock}>&-
  dismiss_guard
  exec dotnet "$scanners" "$root/config" "${@:2}"
fi
dotnet_build "$root/bench/Engine/Engine.Bench.csproj"
exec {lock}>&-
dismiss_guard
check_names "$1"
exec dotnet "$program" "$@"
