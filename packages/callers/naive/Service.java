import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** A service that makes a call for each POST, as one writes it from the first page about java.net.http. */
class Service {
  static final HttpClient client = HttpClient.newHttpClient();

  static void call(Map<String, String> told) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(told.get("CC_GATEWAY_URL") + "/agentgateway/resource/calldata/"
            + told.get("CC_GATEWAY_AGENTID") + "/assignuserinqueue"))
        .header("Content-Type", "application/json")
        .header("Guid", told.get("CC_GATEWAY_GUID"))
        .PUT(HttpRequest.BodyPublishers.ofString("{\"callid\":\"" + told.get("CC_GATEWAY_CALLID")
            + "\",\"skillid\":" + told.get("CC_GATEWAY_SKILLID") + "}"))
        .build();
    var response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) throw new IllegalStateException("HTTP " + response.statusCode());
  }

  public static void main(String[] args) throws Exception {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", Service::answer);
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  static void answer(HttpExchange exchange) throws java.io.IOException {
    var told = new HashMap<String, String>();
    var body = new String(exchange.getRequestBody().readAllBytes());
    var members = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"").matcher(body);
    while (members.find()) told.put(members.group(1), members.group(2));
    var status = 200;
    try {
      call(told);
    } catch (Exception failed) {
      status = 500;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
