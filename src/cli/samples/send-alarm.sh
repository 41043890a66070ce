#!/bin/sh
# Sends an alarm with nothing but curl (7.76 or newer) and openssl:  send-alarm.sh NAME ALARM|OK "REASON"
# FUNCTION_URL and ALERT_SECRET come from the environment. Whoever may list the processes of this machine
# can see the secret while openssl runs.
set -eu

quoted() { printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"; }

ts="$(date +%s)000"
alarm="{\"AlarmName\":$(quoted "$1"),\"NewStateValue\":$(quoted "$2"),\"NewStateReason\":$(quoted "$3"),\"StateChangeTime\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"}"
payload="{\"messages\":[{\"id\":\"$(uname -n)-$ts-$$\",\"source\":\"sns\",\"body\":$(quoted "$alarm")}]}"
sig=$(printf %s "$ts.$payload" | openssl dgst -sha256 -hmac "${ALERT_SECRET%%,*}" | sed 's/.*[ =]//')

status=0
reply=$(printf '{"ts":%s,"payload":%s,"sig":"%s"}' "$ts" "$(quoted "$payload")" "$sig" |
  curl -sS --fail-with-body -H 'content-type: application/json' --data-binary @- "$FUNCTION_URL") || status=$?

# The reply names whoever is called; the number is nobody's business.
printf '%s\n' "$reply" | sed 's/"number":"[^"]*"/"number":"…"/g'
exit "$status"
