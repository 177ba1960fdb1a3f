# The processes of a service of Messaging Server, as paths below <ServerRoot>/bin/msg. Sourced after instance.sh and daemons.sh.
ALL_SERVICES='store imap pop http smtp'

daemons_of() { # service
  case $1 in
    store) printf 'store/bin/stored\n' ;;
    imap) printf 'store/bin/imapd\n' ;;
    pop) printf 'store/bin/popd\n' ;;
    http) printf 'store/bin/mshttpd\n' ;;
    smtp) printf 'imta/bin/dispatcher\nimta/bin/job_controller\n' ;;
    *)
      printf '%s: unknown service "%s"\nusage: %s [store | imap | pop | http | smtp]\n' "$name" "$1" "$name" >&2
      return 2
      ;;
  esac
}

# A store that was taken over: everything must belong to the server's user, and be where the configuration says.
store_is_readable() { # sets $unreadable
  list=$instance/store/mboxlist/folder.db
  test -f "$list" || return 0
  for unreadable in "$instance"/store/mboxlist/* "$instance"/store/user/; do
    test -z "$(find "$unreadable" ! -user "$SERVER_USER" 2>/dev/null | sed 1q)" || return 1
    test -e "$unreadable" || return 1
  done
  for partition in $(sed 's/.* //' "$list" | sort -u); do
    unreadable=$(configured "store.partition.$partition.path")
    unreadable=${unreadable:-$instance/store/partition/$partition}/=user
    test -d "$unreadable" || return 1
  done
}
SERVER_USER=mailsrv

launch_daemon() { # daemon, as daemons_of names it
  mkdir -p "$pids"
  program=$server_root/bin/msg/$1
  case $1 in
    */imapd) launch "$program" --listen '143=* OK iPlanet Messaging Server IMAP4 service' ;;
    */popd) launch "$program" --listen '110=+OK iPlanet Messaging Server POP3 service' ;;
    */mshttpd) launch "$program" --listen 80 ;;
    */dispatcher) launch "$program" --listen "25=220 $(hostname) -- Server ESMTP (iPlanet Messaging Server 5.0)" ;;
    */stored)
      store_is_readable || die "stored cannot read $unreadable"
      # The level that it runs with stays until it is started anew, whatever is configured meanwhile.
      running "$program" || configured local.store.synclevel >"$pids/stored.synclevel"
      launch "$program"
      ;;
    *) launch "$program" ;;
  esac
}
