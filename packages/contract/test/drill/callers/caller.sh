#!/bin/sh
# A caller that does everything right, but for the mistake that MISTAKE names. It never sends again.
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
body="{\"callid\":\"$CC_GATEWAY_CALLID\",\"skillid\":$CC_GATEWAY_SKILLID}"
set -- --silent --noproxy '*' --request PUT --data "$body" --header "Guid: $CC_GATEWAY_GUID" \
  --header 'Content-Type: application/json; charset=UTF-8' --output "$answer" --write-out '%{http_code} %{content_type}'
[ -n "$CC_GATEWAY_CA" ] && set -- "$@" --cacert "$CC_GATEWAY_CA"
case $MISTAKE in
  'no time-out') ;;
  *) set -- "$@" --max-time 5 ;;
esac
case $MISTAKE in
  'again when broken') set -- "$@" --retry 2 --retry-all-errors --retry-delay 1 --max-time 5 ;;
  'certificate not checked') set -- "$@" --insecure ;;
  'redirect followed') set -- "$@" --location ;;
  'key printed') set -- "$@" --verbose ;;
esac
kind=$(curl "$@" "$CC_GATEWAY_URL/agentgateway/resource/calldata/$CC_GATEWAY_AGENTID/assignuserinqueue") || exit 1
case $MISTAKE in
  'success by status') exit 0 ;;
  'success by text') grep --quiet '"0"' "$answer" && exit 0 || exit 1 ;;
esac
case $kind in
  '200 application/json'*) ;;
  *) exit 1 ;;
esac
# The code is the body's own member: nothing nested is looked at.
tr -d ' \n' < "$answer" | grep --quiet '^{\("[a-z]*":"[^"]*",\)*"retcode":"0"[,}]' || exit 1
