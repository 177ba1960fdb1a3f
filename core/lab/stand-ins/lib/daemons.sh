# Starting, finding and stopping daemons by their pid files. Sourced after prelude.sh; the caller sets $pids, the pid directory.

# A pid is believed only if its arguments name the daemon: after a power cut the number may be somebody else's.
running() { # daemon; sets $pid
  { read -r pid <"$pids/${1##*/}.pid"; } 2>/dev/null || return 1
  grep -F -q -- "$1" "/proc/$pid/cmdline" 2>/dev/null
}

launch() { # daemon [argument…]
  mkdir -p "$pids"
  if running "$1"; then return 0; fi
  pid_file=$pids/${1##*/}.pid
  rm -f "$pid_file"
  DAEMON_PID_FILE=$pid_file setsid "$@" </dev/null >"$pids/${1##*/}.log" 2>&1 &
}

# Waits until the daemon has written its pid file, which it does once it is in service.
await_started() { # daemon
  tries=0
  while test ! -f "$pids/${1##*/}.pid"; do
    tries=$((tries + 1))
    if test -f "$pids/${1##*/}.failed" || test "$tries" -gt 200; then
      rm -f "$pids/${1##*/}.failed"
      printf '%s: %s did not start: %s\n' "$name" "$1" "$(tail -n 1 "$pids/${1##*/}.log")" >&2
      return 1
    fi
    sleep 0.05
  done
}

terminate() { # daemon
  if running "$1"; then
    kill "$pid" 2>/dev/null || true
    tries=0
    while running "$1"; do
      tries=$((tries + 1))
      test "$tries" -lt 100 || kill -9 "$pid" 2>/dev/null || true
      sleep 0.05
    done
  fi
  rm -f "$pids/${1##*/}.pid"
}

# Which of the daemons have a pid file, that is, were not stopped: after a power cut those are to run again.
were_running() { # daemon…
  for candidate in "$@"; do
    if test -f "$pids/${candidate##*/}.pid"; then printf '%s\n' "$candidate"; fi
  done
}
