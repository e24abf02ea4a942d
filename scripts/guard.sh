#!/usr/bin/env bash
# Reads its standard input until the script that started it says "done" or ends; in the second case ends every process
# that carries the given id in WHALE_RUN_ID, whatever session or parent it has by now.
set -u
id=$1
unset WHALE_RUN_ID
trap '' INT TERM HUP

read -r word && [ "$word" = done ] && exit 0

for _ in 1 2 3 4 5; do
  found=$(grep -lzE "^WHALE_RUN_ID=(.*:)?$id(:.*)?\$" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3)
  [ -n "$found" ] || exit 0
  # Word splitting is wanted: one process id a word.
  # shellcheck disable=SC2086
  kill -KILL $found 2>/dev/null
  sleep 0.1
done
