#!/bin/sh
# Runs a sample of the docs as a caller that is drilled: its variables, and the authority where each runtime looks for one.
export GATEWAY_URL="$CC_GATEWAY_URL" GATEWAY_GUID="$CC_GATEWAY_GUID"
if [ -n "$CC_GATEWAY_CA" ]; then
  export CURL_CA_BUNDLE="$CC_GATEWAY_CA" SSL_CERT_FILE="$CC_GATEWAY_CA" NODE_EXTRA_CA_CERTS="$CC_GATEWAY_CA"
  if [ "$1" = java ]; then
    store="$CC_GATEWAY_CA.p12"
    keytool -importcert -noprompt -alias gateway -file "$CC_GATEWAY_CA" -keystore "$store" -storepass changeit > /dev/null 2>&1
    export JDK_JAVA_OPTIONS="-Djavax.net.ssl.trustStore=$store -Djavax.net.ssl.trustStorePassword=changeit"
  fi
fi
exec "$@"
