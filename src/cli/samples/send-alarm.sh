#!/bin/sh
# Sends an alarm with nothing but curl (7.76 or newer) and openssl:  send-alarm.sh NAME ALARM|OK "REASON"
# FUNCTION_URL and ALERT_SECRET come from the environment. The secret is in no command line, where whoever lists the
# processes of this machine would see it: printf is the shell itself, and openssl only gets what is to be hashed.
set -eu

quoted() { printf '"%s"' "$(printf %s "$1" | sed 's/[\\"]/\\&/g')"; }

sha256() { openssl dgst -sha256 | sed 's/.*[ =]//'; }

# HMAC-SHA-256 (RFC 2104) of the standard input with ALERT_SECRET, as "openssl dgst -hmac SECRET" has it.
hmac() {
  key=$(printf %s "${ALERT_SECRET%%,*}" | od -An -v -tx1 | tr -d ' \n')
  [ ${#key} -le 128 ] || key=$(printf %s "${ALERT_SECRET%%,*}" | sha256)
  inner='' outer=''
  while [ ${#inner} -lt 256 ]; do
    byte=${key%"${key#??}"} key=${key#??}
    inner="$inner\\$(printf %03o $((0x${byte:-0} ^ 0x36)))"
    outer="$outer\\$(printf %03o $((0x${byte:-0} ^ 0x5c)))"
  done
  # Both are octal escapes, 64 each.
  { printf "$inner"; cat; } | openssl dgst -sha256 -binary | { printf "$outer"; cat; } | sha256
}

ts="$(date +%s)000"
alarm="{\"AlarmName\":$(quoted "$1"),\"NewStateValue\":$(quoted "$2"),\"NewStateReason\":$(quoted "$3"),\"StateChangeTime\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"}"
payload="{\"messages\":[{\"id\":\"$(uname -n)-$ts-$$\",\"source\":\"sns\",\"body\":$(quoted "$alarm")}]}"
sig=$(printf %s "$ts.$payload" | hmac)

status=0
reply=$(printf '{"ts":%s,"payload":%s,"sig":"%s"}' "$ts" "$(quoted "$payload")" "$sig" |
  curl -sS --fail-with-body -H 'content-type: application/json' --data-binary @- "$FUNCTION_URL") || status=$?

# The reply names whoever is called; the number is nobody's business.
printf '%s\n' "$reply" | sed 's/"number":"[^"]*"/"number":"…"/g'
exit "$status"
