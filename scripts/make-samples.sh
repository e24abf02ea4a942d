#!/usr/bin/env bash
# Makes data/samples from a folder of the recordings; the same input gives the same bytes (gzip -n).
set -euo pipefail

case ${1-} in
  '' | -h | --help)
    echo "usage: scripts/make-samples.sh RECORDINGS [OUT=data/samples]"
    echo
    echo "RECORDINGS holds captures/, derivatives/, payloads/ and LICENSES/ as data/samples/README.md names them."
    [ -n "${1-}" ] || exit 2
    exit 0
    ;;
esac

here=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd -P)
from=$1
out=${2-$here/data/samples}
mkdir -p "$out/LICENSES" "$out/bybit/payloads/jhabermas" "$out/binance"

# Header and the rows whose second column is bybit, otherwise byte for byte.
bybit_rows() {
  zcat -- "$1" | awk -F, 'NR == 1 || $2 == "bybit"' | gzip -n -9 >"$2.part"
  mv -- "$2.part" "$2"
}

bybit_rows "$from/derivatives/multi-venue/candles.csv.gz" "$out/bybit/candles_1h.csv.gz"
bybit_rows "$from/derivatives/multi-venue/funding_rates.csv.gz" "$out/bybit/funding_8h.csv.gz"
install -m 644 "$from"/captures/cryptofeed_v3_BYBIT_20260809.jsonl.gz "$out/bybit/"
install -m 644 "$from"/payloads/bybit/jhabermas/*.json.gz "$out/bybit/payloads/jhabermas/"
# The first 47 seconds.
capture=usdm_btcusdt_20240808.jsonl.gz
zcat "$from/captures/$capture" | awk 'NR <= 12000' | gzip -n -9 >"$out/binance/$capture"
for notice in bmoscon-cryptofeed 0xknxwledge-group-m-finm33150-final jhabermas-rec-crypto-data nkaz001-hftbacktest; do
  install -m 644 "$from/LICENSES/$notice.txt" "$out/LICENSES/"
done
(cd -- "$out" && find binance bybit -name '*.gz' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
