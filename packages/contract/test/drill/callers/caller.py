"""A caller that does everything right, but for the mistake that MISTAKE names."""
import http.client, json, os, socket, ssl, sys, urllib.error, urllib.request

env = os.environ
mistake = env.get("MISTAKE", "")
key = env["CC_GATEWAY_GUID"]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def context():
    if mistake == "certificate not checked":
        return ssl._create_unverified_context()
    return ssl.create_default_context(cafile=env.get("CC_GATEWAY_CA"))


# Reading the system's authorities takes longer than a call: only where there is TLS.
secure = [urllib.request.HTTPSHandler(context=context())] if env["CC_GATEWAY_URL"].startswith("https:") else []
opener = urllib.request.build_opener(*secure, urllib.request.ProxyHandler({}), NoRedirect)


def send():
    request = urllib.request.Request(
        f"{env['CC_GATEWAY_URL']}/agentgateway/resource/calldata/{env['CC_GATEWAY_AGENTID']}/assignuserinqueue",
        method="PUT",
        data=json.dumps({"callid": env["CC_GATEWAY_CALLID"], "skillid": int(env["CC_GATEWAY_SKILLID"])}).encode(),
        headers={"Guid": key, "Content-Type": "application/json; charset=UTF-8"},
    )
    with opener.open(request, timeout=None if mistake == "no time-out" else 5) as answer:
        return answer.headers.get_content_type(), answer.read()


def call():
    for attempt in range(3):
        try:
            kind, body = send()
        except ssl.SSLError:
            return "not-applied"
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            if isinstance(getattr(error, "reason", None), ssl.SSLError):
                return "not-applied"
            if mistake == "again when broken":
                continue
            return "not-applied" if getattr(error, "code", None) == 429 else "unknown"
        if mistake == "success by status":
            return "applied"
        if mistake == "success by text" and b'"retcode":"0"' in body.replace(b" ", b""):
            return "applied"
        try:
            code = json.loads(body.decode("utf-8"))["retcode"] if kind == "application/json" else None
        except (ValueError, KeyError):
            return "applied" if mistake == "unreadable is success" else "unknown"
        if code == "0" or (mistake == "loose comparison" and str(code) == "0"):
            return "applied"
        unsure = {"100-007", "000-007"}
        return "not-applied" if isinstance(code, str) and code not in unsure and code[0] != "9" else "unknown"
    return "unknown"


if mistake == "key printed":
    print(f"using {key}", file=sys.stderr)
outcome = call()
print(json.dumps({"outcome": outcome}))
sys.exit(0 if outcome == "applied" else 1)
