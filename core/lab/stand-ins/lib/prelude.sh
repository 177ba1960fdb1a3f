# Read by every stand-in that is a shell script. Leaves a line in /lab/state/runs, then obeys a fault if one is asked for.
name=${0##*/}
state=/lab/state
test -d "$state/runs" || mkdir -p "$state/runs" "$state/faults"
printf '%s\n' "$*" | tr '\n' ' ' | sed -e 's/ $//' -e 's/-w [^ ]*/-w ***/' -e '$a\' >>"$state/runs/$name"

die() {
  printf '%s: %s\n' "$name" "$1" >&2
  exit "${2:-1}"
}

# A fault with `once` is taken by renaming its file, so that of several sessions exactly one obeys it.
obey_fault() {
  fault_file=$state/faults/$name
  test -f "$fault_file" || return 0
  read -r fault_kind fault_value fault_once <"$fault_file" || true
  case $fault_value in once) fault_once=once fault_value= ;; esac
  if test "$fault_once" = once; then
    mv "$fault_file" "$fault_file.taken" 2>/dev/null || return 0
  fi
  case $fault_kind in
    exit) die "simulated fault" "${fault_value:-1}" ;;
    slow) sleep "$(awk -v ms="${fault_value:-1000}" 'BEGIN { print ms / 1000 }')" ;;
    hang) while :; do sleep 60; done ;;
  esac
}
obey_fault
