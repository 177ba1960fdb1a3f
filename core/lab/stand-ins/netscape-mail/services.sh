# The servers of Netscape Messaging Server 4. Sourced after instance.sh and daemons.sh.
ALL_SERVICES='store imap pop http smtp'

daemon_of() { # service
  case $1 in
    store) printf 'store/bin/stored\n' ;;
    imap) printf 'imap/bin/imapd\n' ;;
    pop) printf 'pop/bin/popd\n' ;;
    http) printf 'http/bin/mshttpd\n' ;;
    smtp) printf 'smtp/bin/smtpd\n' ;;
    *) die "unknown service \"$1\"; there are $ALL_SERVICES" 2 ;;
  esac
}

# Without root the lab has one number for everybody, and nobody to become.
server_user() {
  if test "$(stat -c %U "$instance/store/user")" = mailsrv; then printf '%s %s' --user mailsrv; fi
}

launch_daemon() { # daemon, as daemon_of names it
  program=$server_root/bin/msg/$1
  case $1 in
    */imapd) launch "$program" --listen '143=* OK Netscape Messaging Server IMAP4 service' ;;
    */popd) launch "$program" --listen '110=+OK Netscape Messaging Server POP3 service' ;;
    */mshttpd) launch "$program" --listen 80 ;;
    # The port is read when it starts, and kept until it starts anew.
    */smtpd)
      launch "$program" $(server_user) \
        --listen "$(configured service.smtp.port)=220 $(hostname) ESMTP (Netscape Messaging Server 4.15)"
      ;;
    *) launch "$program" ;;
  esac
}
