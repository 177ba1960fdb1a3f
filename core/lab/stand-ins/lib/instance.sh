# Where the instance is, from how the program was called. Sets $instance and $server_root.
case $0 in
  */bin/msg/*)
    server_root=${0%%/bin/msg/*}
    for instance in "$server_root"/msg-*; do break; done
    ;;
  *)
    instance=$(cd "$(dirname "$0")" && pwd)
    server_root=${instance%/*}
    ;;
esac
test -f "$instance/config/local.conf" || {
  printf '%s: %s is no instance of Messaging Server\n' "$name" "$instance" >&2
  exit 1
}
pids=$instance/config/pids

configured() { # option
  awk -v option="$1" 'index($0, option " = ") == 1 { print substr($0, length(option) + 4) }' "$instance/config/local.conf"
}
