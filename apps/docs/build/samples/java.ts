import { remark, type Sample } from './sample.ts';

/** The sample for Java 17, with nothing but its standard library. */
export function javaSample(sample: Sample): string {
  const { operation, target, headers, body, success } = sample;
  const publisher =
    body === undefined
      ? 'HttpRequest.BodyPublishers.noBody()'
      : `HttpRequest.BodyPublishers.ofString(${JSON.stringify(body)})`;
  const judgement = success
    ? `Pattern.compile(${JSON.stringify(`"${success.member.at(-1)}"\\s*:\\s*${JSON.stringify(success.equals)}`)})
            .matcher(response.body())
            .find()`
    : 'response.statusCode() / 100 == 2';
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
${success ? 'import java.util.regex.Pattern;\n' : ''}
class Sample {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder()
            .uri(URI.create(System.getenv("GATEWAY_URL") + ${JSON.stringify(target)}))
            .timeout(Duration.ofSeconds(10))
${headers.map(({ name, value, fromEnvironment }) => `            .header(${JSON.stringify(name)}, ${fromEnvironment ? `System.getenv("${value}")` : JSON.stringify(value)})\n`).join('')}            .method(${JSON.stringify(operation.method)}, ${publisher})
            .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.body());

        // ${remark(sample)}${success ? ' A JSON library reads it better than a pattern.' : ''}
        var done = ${judgement};
        System.exit(done ? 0 : 1);
    }
}
`;
}
