import { javaJson } from './java-json.ts';
import { addressVariable, authorityVariable, remark, trust, wanted, type Sample } from './words.ts';

/** The sample for Java 17, with nothing but its standard library: one file, run by `java FILE`. */
export function javaSample(sample: Sample): string {
  const { operation, target, headers, body, success, variables } = sample;
  const publisher =
    body === undefined
      ? 'HttpRequest.BodyPublishers.noBody()'
      : `HttpRequest.BodyPublishers.ofString(${JSON.stringify(body)})`;
  const imports = [
    'java.io.IOException',
    'java.net.URI',
    'java.net.http.HttpClient',
    'java.net.http.HttpRequest',
    'java.net.http.HttpResponse',
    'java.nio.file.Files',
    'java.nio.file.Path',
    'java.security.KeyStore',
    'java.security.cert.CertificateFactory',
    'java.time.Duration',
    ...(success
      ? [
          'java.util.ArrayList',
          'java.util.HashMap',
          'java.util.Map',
          'java.util.regex.Matcher',
          'java.util.regex.Pattern',
        ]
      : []),
    'javax.net.ssl.SSLContext',
    'javax.net.ssl.TrustManagerFactory',
  ];
  const judgement = success
    ? `response.statusCode() == ${success.status} && ${javaLiteral(success.equals)}.equals(code(response.body()))`
    : 'response.statusCode() / 100 == 2';
  return `${imports.map((name) => `import ${name};`).join('\n')}

class Sample {
    public static void main(String[] args) throws Exception {
        if (${variables.map(({ name }) => `System.getenv("${name}") == null`).join(' || ')}) {
            System.err.println(${JSON.stringify(wanted(sample))});
            System.exit(2);
        }
        var request = HttpRequest.newBuilder()
            .uri(URI.create(System.getenv("${addressVariable}") + ${JSON.stringify(target)}))
            .timeout(Duration.ofSeconds(10))
${headers.map(({ name, value, fromEnvironment }) => `            .header(${JSON.stringify(name)}, ${fromEnvironment ? `System.getenv("${value}")` : JSON.stringify(value)})\n`).join('')}            .method(${JSON.stringify(operation.method)}, ${publisher})
            .build();
        try {
            var response = HttpClient.newBuilder().sslContext(trusted()).build().send(request, HttpResponse.BodyHandlers.ofString());
            System.out.println("HTTP " + response.statusCode() + " " + response.body());

            // ${remark(sample)}
            var done = ${judgement};
            System.exit(done ? 0 : 1);
        } catch (IOException error) {
            System.err.println("No answer, so nobody knows what took effect: " + error);
            System.exit(1);
        }
    }

    /** ${trust} */
    static SSLContext trusted() throws Exception {
        var file = System.getenv("${authorityVariable}");
        if (file == null || file.isEmpty()) {
            return SSLContext.getDefault();
        }
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var pem = Files.newInputStream(Path.of(file))) {
            store.setCertificateEntry("gateway", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
${success ? codeReader(success.member) : ''}}
${success ? `\n${javaJson}` : ''}`;
}

const codeReader = (member: string[]): string => `
    /** The member of the answer that decides; null where there is none. */
    static Object code(String body) {
        try {
            var value = Json.read(body);
            for (var name : new String[] {${member.map((name) => JSON.stringify(name)).join(', ')}}) {
                value = value instanceof Map<?, ?> members ? members.get(name) : null;
            }
            return value;
        } catch (IllegalArgumentException | StackOverflowError noJson) {
            return null;
        }
    }
`;

// The reader gives texts as String, and all other literals as what is written, which no String equals.
const javaLiteral = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : `new StringBuilder(${JSON.stringify(String(value))}).toString()`;
