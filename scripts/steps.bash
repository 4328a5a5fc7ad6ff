# shellcheck shell=bash
# Runs the steps of a script and prints how long each took. Source it; it has no effect of its own.
steps_lines=()

# step NAME COMMAND...: runs the command; when it fails the script ends with its exit code, the times so far printed.
step() {
  local name=$1 began=$SECONDS rc=0
  shift
  printf '\n=== %s\n' "$name"
  "$@" || rc=$?
  steps_lines+=("$(printf '%6d s  %s%s' $((SECONDS - began)) "$name" "$([ $rc = 0 ] || echo "  FAILED ($rc)")")")
  if [ $rc != 0 ]; then
    steps_summary
    exit $rc
  fi
}

steps_summary() {
  printf '\n%s: time by step\n' "$(basename "$0")"
  printf '%s\n' "${steps_lines[@]}"
}
