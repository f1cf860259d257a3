# cc-gateway-mock --control 8044, and CONTROL=http://127.0.0.1:8044
curl --silent --data-binary @busy-day.yaml -X PUT "$CONTROL/scenario"
curl --silent -X POST "$CONTROL/clock/advance?ms=60000"
curl --silent "$CONTROL/session?agentid=205"
curl --silent "$CONTROL/requests"
curl --silent -X POST "$CONTROL/reset"
