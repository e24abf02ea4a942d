#!/usr/bin/env bash
# ./whale test: builds everything once, runs every test project, adds up.
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd -P)
# shellcheck source=scripts/lib.sh
. "$root/scripts/lib.sh"

usage() {
  cat <<'HELP'
usage: whale test [--soak] [--allow-skips] [--filter TEXT]

  --soak           run the tests with their full counts (half an hour) and write
                   the results to docs/soak.md
  --allow-skips    skipped tests do not fail the run
  --filter TEXT    only tests whose full name contains TEXT; "ThirdParty" for
                   the clients of others against the exchange simulator, which
                   want Node 20 and npm's registry

What tests need is installed from Debian's packages when run as root; what is
missing is named. Ends with "N passed, N failed"; the exit code is 0 only if
nothing failed and nothing was skipped but tests of recordings that may not be
copied into the repository.
HELP
}

soak= allow_skips= filter=
passed=0 failed=0 skipped=0 wanting=0
names_failed=() names_skipped=() soak_rows=()

parse_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --soak) soak=1 ;;
      --allow-skips) allow_skips=1 ;;
      --filter) [ $# -ge 2 ] || refuse "--filter wants a text"; filter=$2; shift ;;
      --filter=*) filter=${1#*=} ;;
      -h | --help) usage; exit 0 ;;
      *) refuse "test: unknown option '$1'; see 'whale test --help'" ;;
    esac
    shift
  done
}

test_projects() {
  tr -d '\r' <"$root/WhaleStack.sln" | sed -n 's/.*"\([^"]*\.Tests\.csproj\)".*/\1/p' | tr '\\' '/' | sort
}

# results TRX OUTCOME: the tests of that outcome, "name<TAB>reason" a line.
results() {
  awk -v wanted="outcome=\"$2\"" '
    function plain(s) {
      gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&#x[0-9A-F]+;/, " ", s)
      gsub(/&amp;/, "\\&", s); return s
    }
    function flush() { if (name != "") print plain(name) "\t" plain(reason); name = ""; reason = "" }
    /<UnitTestResult / {
      flush()
      if (index($0, wanted)) { name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name) }
    }
    /<Message>/ && name != "" && reason == "" {
      reason = $0; sub(/.*<Message>/, "", reason); sub(/<\/Message>.*/, "", reason)
    }
    END { flush() }' "$1"
}

# counter TRX NAME: a figure of the summary; 0 when there is none.
counter() {
  local figure
  figure=$(sed -n "s/.*<Counters .*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" 2>/dev/null)
  echo "${figure:-0}"
}

has_tests() { grep -rqE '^\s*\[(Fact|Theory|Property)' --include='*.cs' --exclude-dir=bin --exclude-dir=obj "$1"; }

# run_project PROJECT: runs its tests; leaves NAME.trx, NAME.log, NAME.code, NAME.left and NAME.seconds in $out. Keeps
# nothing in variables, so that it may run in the background. What it starts carries an id of its own.
run_project() {
  local name dll code=0 began=$SECONDS arguments id="t$BASHPID-$RANDOM"
  name=$(basename "$1" .csproj)
  dll="$root/$(dirname "$1")/bin/engine/Release/net10.0/$name.dll"
  arguments=(--logger "trx;LogFileName=$name.trx" --results-directory "$out")
  arguments+=(--blame-hang-timeout "$hang_limit" --blame-hang-dump-type none)
  [ -z "$filter" ] || arguments+=(--filter "$filter")
  WHALE_RUN_ID="$WHALE_RUN_ID:$id" guarded dotnet test "$dll" "${arguments[@]}" >"$out/$name.log" 2>&1 || code=$?
  echo "$code" >"$out/$name.code"
  end_leftovers "$id" >"$out/$name.left"
  echo $((SECONDS - began)) >"$out/$name.seconds"
}

# judge_project PROJECT: adds what a run has left to the sums.
judge_project() {
  local name trx log code total p f line seconds
  name=$(basename "$1" .csproj)
  trx="$out/$name.trx" log="$out/$name.log" code=$(cat "$out/$name.code") seconds=$(cat "$out/$name.seconds")
  total=$(counter "$trx" total) p=$(counter "$trx" passed) f=$(counter "$trx" failed)
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + total - p - f))
  while IFS= read -r line; do names_failed+=("$name: ${line%%$'\t'*}"); done < <(results_of "$trx" Failed)
  while IFS= read -r line; do
    names_skipped+=("$name: ${line%%$'\t'*} (${line#*$'\t'})")
    # What may not be copied into the repository need not be there; everything else must.
    [[ ${line#*$'\t'} == optional:* ]] || wanting=$((wanting + 1))
  done < <(results_of "$trx" NotExecuted)
  if [ "$f" = 0 ] && [ "$code" != 0 ]; then
    blame "$name" "the run ended with code $code, see ${log#"$root"/}" && f=1
  elif [ "$total" = 0 ] && [ -z "$filter" ] && has_tests "$root/$(dirname "$1")"; then
    blame "$name" "no test was found, see ${log#"$root"/}" && f=1
  fi
  [ "$f" = 0 ] || sed -n '/^  Failed /,$p; /crashed\|aborted\|Unhandled exception/p' "$log" | head -n 200
  if [ -s "$out/$name.left" ]; then blame "$name" "left running after its tests: $(cat "$out/$name.left")"; fi
  printf '%-36s %5d passed %4d failed %5d s\n' "$name" "$p" "$f" "$seconds"
  soak_rows+=("| $name | $p | $f | $((total - p - f)) | $seconds |")
}

# One project after the other; but those whose tests wait for processes more than they compute run beside the others.
run_projects() {
  local project aside='^tests/Hosts\.Tests/' behind=
  if [ -n "$soak" ] || [ "$(nproc)" -lt 2 ]; then aside='^$'; fi
  project=$(test_projects | grep -E "$aside" || true)
  if [ -n "$project" ]; then
    run_project "$project" &
    behind=$!
  fi
  while IFS= read -r project; do
    run_project "$project"
    judge_project "$project"
  done < <(test_projects | grep -vE "$aside")
  if [ -n "$behind" ]; then
    wait "$behind"
    judge_project "$(test_projects | grep -E "$aside")"
  fi
}

results_of() { [ ! -f "$1" ] || results "$1" "$2"; }

# Debian 12 has 18, so that it is not installed from there.
has_node() { [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ]; }

blame() { failed=$((failed + 1)); names_failed+=("$1: $2"); }

# Processes that carry the id $1 three seconds after the end are named and ended.
end_leftovers() {
  local left round
  for round in 1 2 3 4 5 6; do
    left=$(carriers "$1" || true)
    [ -n "$left" ] || return 0
    sleep 0.5
  done
  # Word splitting is wanted: one process id a word.
  # shellcheck disable=SC2086
  ps -o comm= -p "$(echo $left | tr " " ,)" | sort -u | paste -sd ' '
  # shellcheck disable=SC2086
  kill -KILL $left 2>/dev/null || true
}

write_soak() {
  local page="$root/docs/soak.md" fresh
  fresh=$(mktemp "$root/bin/soak.XXXXXX")
  {
    sed '/<!-- results -->/q' "$page"
    printf '\n%s UTC, commit %s, %s cores: %d passed, %d failed, %d skipped, %d s.\n' "$(date -u '+%F %H:%M')" \
      "$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)" "$(nproc)" \
      "$passed" "$failed" "$skipped" "$SECONDS"
    printf '\n| tests | passed | failed | skipped | seconds |\n| --- | --- | --- | --- | --- |\n'
    printf '%s\n' "${soak_rows[@]}"
    if [ -s "$WHALE_SOAK_RESULTS" ]; then
      printf '\n| what was repeated | how often | outcome |\n| --- | --- | --- |\n'
      sed 's/^/| /; s/$/ |/' "$WHALE_SOAK_RESULTS"
    fi
  } >"$fresh"
  cat "$fresh" >"$page"
  rm -f "$fresh"
}

report() {
  local line ending=
  if [ ${#names_skipped[@]} -gt 0 ]; then printf '\nskipped:\n'; printf '  %s\n' "${names_skipped[@]}"; fi
  if [ ${#names_failed[@]} -gt 0 ]; then printf '\nfailed:\n'; printf '  %s\n' "${names_failed[@]}"; fi
  [ "$skipped" = 0 ] || ending=", $skipped skipped"
  if [ $((passed + failed + skipped)) = 0 ]; then say "whale: no test was run"; fi
  if [ "$wanting" -gt 0 ] && [ -z "$allow_skips" ]; then
    say "whale: skipped tests fail the run; --allow-skips lets them be"
  fi
  line="$passed passed, $failed failed$ending"
  printf '\n%s\n' "$line"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ] && { [ "$wanting" = 0 ] || [ -n "$allow_skips" ]; }
}

main() {
  local state
  parse_options "$@"
  find_dotnet
  check_writable
  check_sdk
  start_guard
  take_lock test.lock testing
  need tmux tmux "tests that need it are skipped"
  has_postgres || need initdb postgresql "tests that need it are skipped"
  need redis-server redis-server "tests that need it are skipped"
  has_node || say "whale: Node 20 is missing: clients that others wrote are not tried (tests/ThirdParty.Tests)"
  hang_limit=10min
  out="$root/bin/test-results"
  rm -rf "$out"
  mkdir -p "$out"
  if [ -n "$soak" ]; then
    export WHALE_SOAK=1 WHALE_SOAK_RESULTS="$out/soak.txt"
    hang_limit=6h
  fi
  say "building..."
  state=$(fingerprint)
  build_solution
  echo "$state" >"$root/bin/hosts.stamp"
  run_projects
  [ -z "$soak" ] || write_soak
  report
}

# Under the build lock, which is given back before the tests, since they call ./whale themselves.
build_solution() {
  local testing=$lock
  take_lock build.lock building
  dotnet_build "$root/WhaleStack.sln"
  exec {lock}>&-
  lock=$testing
}

main "$@"
