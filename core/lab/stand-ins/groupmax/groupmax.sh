# Where Groupmax is, which versions are installed, and what runs. Sourced after prelude.sh and daemons.sh.
home=/var/opt/GroupMail
database=/var/opt/ObjectServer/db
pids=/var/adm/groupmax/run
object_server=$home/lib/obsvd
address_service=$home/lib/nxadrsd
server=$home/lib/nxsmngd
mail_application=$home/lib/gmmaild
console=$home/lib/gmconsd
# Taken when Object Server starts. Stopping it gives nothing back; only a restart of the machine does.
shared_memory=/dev/shm/ObjectServer

version_of() { # product
  cat "$home/Groupmax/version/$1"
}

address_users=$home/nxudir/users
written_by() { # first line of a database file: "… <version>"
  sed -n '1s/.* //p' "$1"
}

# The file may be as any editor of the time left it: tabs, comments, CR at the end of lines.
ports_of() { # name… ; prints --listen and the port of each
  for service in "$@"; do
    port=$(LC_ALL=C tr -d '\r' </etc/services | LC_ALL=C awk -v name="$service" '
      { sub(/#.*/, "") }
      $1 == name && $2 ~ /\/tcp$/ { sub(/\/tcp$/, "", $2); print $2; exit }')
    test -n "$port" || die "$service/tcp: unknown service"
    printf '%s %s ' --listen "$port"
  done
}

# What each release asks the services file for. 02-00 is the first release of Version 2.0 and knows none.
services_of() { # address | mail
  case $1.$(version_of address-server).$(cat "$home/Groupmax/version/release") in
    address.6.0.* | address.5.0.*) echo adrshd adagt_ap adreq_ap ;;
    *.2.0.02-00) ;;
    address.*) echo adagt_ap adreq_ap ;;
    mail.6.0.* | mail.5.0.*) echo imap pop3 popcfg ;;
    mail.3.0.*) echo pop3 popcfg ;;
  esac
}

system_administrator_only() {
  test "$(id -u)" = 0 || die 'only the system administrator can do this'
}

switch() { # daemon start|stop|status; what is peculiar to one is in its functions `may_start`, `may_stop`, `listens`
  daemon=$1
  case ${2:-} in
    start)
      if running "$daemon"; then
        printf '%s runs already\n' "$name"
        return
      fi
      system_administrator_only
      may_start
      places=$(listens) || exit 1
      launch "$daemon" $places
      await_started "$daemon" || exit 1
      printf '%s started\n' "$name"
      ;;
    stop)
      system_administrator_only
      may_stop
      terminate "$daemon"
      printf '%s stopped\n' "$name"
      ;;
    status)
      if running "$daemon"; then
        printf '%s runs, version %s\n' "$name" "$(version_of "$product")"
      else
        printf '%s is stopped\n' "$name"
        return 1
      fi
      ;;
    *) die "usage: $name start | stop | status" 2 ;;
  esac
}
may_stop() { :; }
listens() { :; }
