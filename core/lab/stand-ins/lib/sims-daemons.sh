# The daemons of SIMS. Sourced after daemons.sh.
sims=/opt/SUNWmail
pids=/var/opt/SUNWmail/run
access_daemons="$sims/ims/lib/imaccessd $sims/ims/lib/mt.scheduler"
all_daemons="$sims/imta/lib/dispatcher $sims/imta/lib/job_controller $access_daemons"

launch_daemon() {
  case $1 in
    */dispatcher) launch "$1" --listen "25=220 $(hostname) -- Server ESMTP (Sun Internet Mail Server sims.4.0)" ;;
    */imaccessd)
      mkdir -p "$pids"
      # The setting that it runs with stays until it is started anew, whatever is configured meanwhile.
      running "$1" || sed -n 's/^ims-proxy: *//p' /etc/opt/SUNWmail/ims/ims.cnf >"$pids/imaccessd.proxy"
      launch "$1" --listen '143=* OK IMAP4 service ready' --listen '110=+OK POP3 service ready'
      ;;
    *) launch "$1" ;;
  esac
}
