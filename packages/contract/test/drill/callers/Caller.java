import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A caller that does everything right, but for the mistake that MISTAKE names. It never sends again. */
class Caller {
  static final String mistake = System.getenv().getOrDefault("MISTAKE", "");
  /** The member retcode of the body itself: what is nested stands behind a second brace. */
  static final Pattern code = Pattern.compile("^\\s*\\{[^{}]*\"retcode\"\\s*:\\s*\"([^\"]*)\"");

  public static void main(String[] args) throws Exception {
    var client = HttpClient.newBuilder().followRedirects(
        mistake.equals("redirect followed") ? HttpClient.Redirect.ALWAYS : HttpClient.Redirect.NEVER);
    var authority = System.getenv("CC_GATEWAY_CA");
    // The default would read the authorities of the system, which takes longer than the call.
    client.sslContext(authority == null ? trusting() : trusting(Path.of(authority)));
    var address = System.getenv("CC_GATEWAY_URL") + "/agentgateway/resource/calldata/"
        + System.getenv("CC_GATEWAY_AGENTID") + "/assignuserinqueue";
    var body = "{\"callid\":\"" + System.getenv("CC_GATEWAY_CALLID") + "\",\"skillid\":" + System.getenv("CC_GATEWAY_SKILLID") + "}";
    var request = HttpRequest.newBuilder(URI.create(address))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Guid", System.getenv("CC_GATEWAY_GUID"))
        .header("Content-Type", mistake.equals("text/plain") ? "text/plain" : "application/json; charset=UTF-8")
        .PUT(HttpRequest.BodyPublishers.ofString(body));
    if (!mistake.equals("no time-out")) request.timeout(Duration.ofSeconds(10));
    var outcome = "unknown";
    try {
      var answer = client.build().send(request.build(), HttpResponse.BodyHandlers.ofString());
      var type = answer.headers().firstValue("Content-Type").orElse("");
      var found = code.matcher(answer.body());
      var isReadable = answer.statusCode() == 200 && type.startsWith("application/json") && found.find();
      if (mistake.equals("success by status") && answer.statusCode() == 200) outcome = "applied";
      else if (mistake.equals("success by text") && answer.body().contains("\"0\"")) outcome = "applied";
      else if (isReadable) outcome = found.group(1).equals("0") ? "applied" : "unknown";
    } catch (java.io.IOException broken) {
      outcome = "unknown";
    }
    System.exit(outcome.equals("applied") ? 0 : 1);
  }

  static SSLContext trusting(Path file) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (var pem = Files.newInputStream(file)) {
      store.setCertificateEntry("gateway", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return trusting(managers.getTrustManagers());
  }

  static SSLContext trusting(TrustManager... managers) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context;
  }
}
