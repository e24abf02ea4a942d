# Shared by ./whale and the scripts beside this file; sourced, never run. Expects $root.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off

say() { printf '%s\n' "$*" >&2; }
die() { say "whale: $*"; exit 1; }
refuse() { say "whale: $*"; exit 2; }

find_dotnet() {
  local place
  command -v dotnet >/dev/null && return
  for place in "${DOTNET_ROOT-}" "${HOME-}/.dotnet"; do
    if [ -n "$place" ] && [ -x "$place/dotnet" ]; then
      PATH="$place:$PATH"
      export DOTNET_ROOT=$place PATH
      return
    fi
  done
  die "the .NET SDK 10 is not installed (no 'dotnet' on the PATH); get it from https://dot.net/download"
}

# The SDK keeps a few files of its own in the user's home; without one they go to bin/.
check_sdk() {
  local wanted found
  if [ ! -w "${HOME:-/nonexistent}" ]; then export DOTNET_CLI_HOME=$root/bin; fi
  (cd "$root" && dotnet --version >/dev/null 2>&1) && return
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
  found=$(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd ' ' -)
  die "global.json wants .NET SDK $wanted or a later 10.x; installed: ${found:-none}"
}

check_writable() {
  { mkdir -p "$root/bin" && : >"$root/bin/build.lock"; } 2>/dev/null ||
    die "no write access to $root/bin: building and the journal need it"
}

# Everything started from here carries WHALE_RUN_ID. A guard in a session of its own waits for our end, however it
# comes, and then ends whatever still carries the id.
start_guard() {
  local id="w$$-$RANDOM$RANDOM"
  exec {guard}> >(exec setsid bash "$root/scripts/guard.sh" "$id")
  export WHALE_RUN_ID="${WHALE_RUN_ID:+$WHALE_RUN_ID:}$id"
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
}

# Everything went well: the guard may go home. Nothing that carries the id is running.
dismiss_guard() {
  trap - INT TERM HUP
  echo done >&"$guard"
  exec {guard}>&-
  case $WHALE_RUN_ID in
    *:*) WHALE_RUN_ID=${WHALE_RUN_ID%:*} ;;
    *) unset WHALE_RUN_ID ;;
  esac
}

# Process ids of all that carry the id $1, a line each. The helpers here must not carry it themselves.
carriers() (
  unset WHALE_RUN_ID
  grep -lzE "^WHALE_RUN_ID=(.*:)?$1(:.*)?\$" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
)

# Runs a command in a session of its own, without a terminal, under the guard; returns its exit code.
guarded() {
  local code=0
  setsid "$@" </dev/null {guard}>&- {lock}>&- &
  wait $! || code=$?
  return "$code"
}

# Takes the lock named $1 for the life of this process; $2 says what for.
take_lock() {
  exec {lock}>"$root/bin/$1"
  command -v flock >/dev/null || return 0
  flock -n "$lock" && return
  say "whale: waiting for another 'whale' that is $2 here"
  flock "$lock"
}

# dotnet_build TARGET...: restores and builds Release; silent but for errors and known vulnerabilities.
dotnet_build() {
  local log="$root/bin/build.log" locked=() code=0
  if [ "${CI-}" = true ] && [ -n "$(find "$root/src" -name packages.lock.json -print -quit)" ]; then
    locked=(-p:RestoreLockedMode=true)
  fi
  # One compiler server for all projects saves half of the time; it must not outlive the build.
  guarded dotnet build "$@" -c Release -v quiet -m:2 -nodeReuse:false "${locked[@]}" >"$log" 2>&1 || code=$?
  end_compilers
  if [ "$code" != 0 ]; then
    grep -E 'error' "$log" | sed "s#$root/##g; s# \[[^]]*\]\$##" | sort -u | head -n 40 >&2 || tail -n 20 "$log" >&2
    die "the build failed; the whole of it is in bin/build.log"
  fi
  grep -Eo 'warning NU190[0-4]: [^[]*' "$log" | sort -u >&2 || true
}

# Ends the compiler servers that our builds have started, and no others.
end_compilers() {
  local process
  for process in $(carriers "${WHALE_RUN_ID##*:}" || true); do
    if grep -q VBCSCompiler "/proc/$process/cmdline" 2>/dev/null; then kill "$process" 2>/dev/null || true; fi
  done
}

# Names the state of all sources of the hosts: any file added, removed, moved or changed gives another name.
fingerprint() {
  cd "$root"
  {
    echo "$root"
    find src engine build hocon ./*.props ./*.targets global.json .editorconfig \
      -type d \( -name bin -o -name obj -o -name '*.Tests' \) -prune -o \
      -type f -printf '%p %s %T@\n' 2>/dev/null || true
  } | sed "s#\.[0-9]*\$##" | LC_ALL=C sort | sha256sum
}

hosts_are_fresh() {
  local name
  [ "$(cat "$root/bin/hosts.stamp" 2>/dev/null)" = "$1" ] || return 1
  for name in Node Simulator; do
    [ -f "$root/src/Hosts/$name/bin/engine/Release/net10.0/WhaleStack.$name.dll" ] || return 1
  done
}

# Builds node and simulator unless they are newer than every source.
build_hosts() {
  local state
  find_dotnet
  state=$(fingerprint)
  hosts_are_fresh "$state" && return
  check_writable
  check_sdk
  start_guard
  take_lock build.lock building
  state=$(fingerprint)
  if ! hosts_are_fresh "$state"; then
    say "building... (about a minute the first time)"
    # Analyzers are for developers and run with the tests; without them a first start is a minute sooner.
    dotnet_build "$root/build/Hosts.slnf" -p:RunAnalyzers=false
    echo "$state" >"$root/bin/hosts.stamp"
  fi
  exec {lock}>&-
  dismiss_guard
}

# need PROGRAM PACKAGE LOSS: installs a Debian package when it may, else says what is lost and how to get it.
need() {
  command -v "$1" >/dev/null && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing $2..."
    install_package "$2" && return
    say "whale: could not install the package $2: bin/apt.log"
  fi
  say "whale: '$1' is missing, $3: install the Debian package $2, or run in Docker:"
  say "  docker run --rm -v \"$root\":/whale -w /whale mcr.microsoft.com/dotnet/sdk:10.0 ./whale test"
}

# Debian keeps the server's programs out of the PATH.
has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

install_package() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120)
  {
    guarded "${apt[@]}" install --no-install-recommends "$1" ||
      { guarded "${apt[@]}" update && guarded "${apt[@]}" install --no-install-recommends "$1"; }
  } >"$root/bin/apt.log" 2>&1
}
