#!/bin/sh
# PID 1 of a simulated host. While it waits, the shell also reaps every orphan, so that no zombie stays behind.
# The services end with status 0 only when the lab is gone (end of file on standard input): then the host goes too.
# Anything else (a `kill -9 -1` on the host) starts them anew, as an init does.
while :; do
  /lab/node /lab/wire/services.ts "$1" && exit 0
  sleep 0.1
done
