#!/bin/sh
# Sends an alarm with nothing but curl (7.76 or newer), openssl and awk:  send-alarm.sh NAME ALARM|OK|INSUFFICIENT_DATA ["REASON"]
# Any text may be in NAME and REASON. Exits with 0 only when /alarm has taken it in.
# FUNCTION_URL and ALERT_SECRET come from the environment. The secret is in no command line, where anybody who lists the
# processes of this machine would see it: printf is the shell itself, and openssl only gets what is to be hashed.
set -eu

refuse() {
  printf 'send-alarm.sh: %s\n' "$1" >&2
  exit 2
}

[ $# -ge 2 ] && [ $# -le 3 ] || refuse 'write send-alarm.sh NAME ALARM|OK|INSUFFICIENT_DATA ["REASON"]'
case $1 in *[![:space:]]*) ;; *) refuse 'NAME is empty: what is the alarm called?' ;; esac
case $2 in ALARM | OK | INSUFFICIENT_DATA) ;; *) refuse 'the state must be ALARM, OK or INSUFFICIENT_DATA' ;; esac
[ -n "${FUNCTION_URL:-}" ] || refuse 'FUNCTION_URL is missing in the environment'
[ -n "${ALERT_SECRET:-}" ] || refuse 'ALERT_SECRET is missing in the environment'
for tool in awk curl date od openssl sed tr uname; do
  command -v "$tool" >/dev/null || refuse "$tool is missing on this machine"
done

# A text as JSON writes it. awk sees bytes, so that no locale changes what a character is.
quoted() {
  printf %s "$1" | LC_ALL=C awk '
    BEGIN {
      for (i = 1; i < 32; i++) code[sprintf("%c", i)] = sprintf("\\u%04x", i)
      code["\""] = "\\\""
      code["\\"] = "\\\\"
      printf "\""
    }
    {
      if (NR > 1) printf "%s", "\\n"
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        printf "%s", (c in code) ? code[c] : c
      }
    }
    END { printf "\"" }'
}

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
reason=''
[ $# -lt 3 ] || reason="\"NewStateReason\":$(quoted "$3"),"
alarm="{\"AlarmName\":$(quoted "$1"),\"NewStateValue\":\"$2\",$reason\"StateChangeTime\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"}"
payload="{\"messages\":[{\"id\":\"$(uname -n)-$ts-$$\",\"source\":\"sns\",\"body\":$(quoted "$alarm")}]}"
sig=$(printf %s "$ts.$payload" | hmac)

status=0
reply=$(printf '{"ts":%s,"payload":%s,"sig":"%s"}' "$ts" "$(quoted "$payload")" "$sig" |
  curl -sS --fail-with-body -H 'content-type: application/json' --data-binary @- "$FUNCTION_URL") || status=$?

# The reply names the agent who is called; the number is nobody's business.
printf '%s\n' "$reply" | sed 's/"number":"[^"]*"/"number":"…"/g'
exit "$status"
